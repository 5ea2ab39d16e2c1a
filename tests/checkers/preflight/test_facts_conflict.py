from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.features.stated import believed, latitude_of
from checkers.preflight.facts_conflict import facts_conflict
from tests.checkers.drawn import findings, plans, rectangle, sheet


def drawn(*texts: tuple[str, float, float]) -> Any:
    return sheet(
        [("BLDG_OUTLINE", rectangle(0, 0, 40, 15)), ("SITE_BOUNDARY", rectangle(-20, -20, 100, 80))],
        [("1#", 5, 5), *texts],
        title="总平面图",
        scale=500.0,
    )


def said(*texts: tuple[str, float, float], **facts: Any) -> dict[str, str]:
    return {f.message.zh: str(f.verdict) for f in findings(facts_conflict, plans(drawn(*texts), **facts))}


def verdicts(*texts: tuple[str, float, float], **facts: Any) -> list[str]:
    return list(said(*texts, **facts).values())


BUILDING = {"name": "1#", "use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1}


def test_facts_the_plan_bears_out_are_met() -> None:
    texts = [("18F", 8, 5), ("H=53.8m", 12, 5), ("住宅", 16, 5), ("耐火等级：一级", 20, 5)]
    assert verdicts(*texts, buildings=[BUILDING]) == ["met"] * 4


@pytest.mark.parametrize("text", ["11F", "H=33.0m", "办公", "耐火等级：二级"])
def test_a_fact_the_plan_contradicts_is_broken_and_not_believed(text: str) -> None:
    assert verdicts((text, 8, 5), buildings=[BUILDING]) == ["broken"]
    kept = believed(plans(drawn((text, 8, 5)), buildings=[BUILDING])).buildings[0]
    missing = [key for key in ("use", "height", "storeys", "fire_rating") if getattr(kept, key) is None]
    assert len(missing) == 1


def test_on_the_edge_five_centimetres_of_height_agree() -> None:
    assert verdicts(("H=53.85m", 8, 5), buildings=[BUILDING]) == ["met"]
    assert verdicts(("H=53.86m", 8, 5), buildings=[BUILDING]) == ["broken"]


def test_heights_and_areas_that_can_hardly_be_are_doubtful() -> None:
    assert verdicts(buildings=[{**BUILDING, "storeys": 3}]) == ["doubtful"]
    # 40 × 15 m × 18 storeys hold 10,800 m²
    assert verdicts(buildings=[{**BUILDING, "floor_area": 30000}]) == ["doubtful"]
    assert verdicts(buildings=[{**BUILDING, "floor_area": 10500}]) == ["met"]


def test_planning_conditions_and_shelter_area_as_written_are_compared() -> None:
    conditions = {"density_max": 0.28, "far_max": 2.2, "green_min": 0.30, "height_max": 80}
    written = ["建筑密度≤28%", "容积率≤2.2", "绿地率≥30%", "建筑限高：80m"]
    texts = [(words, 50.0, 3.0 * row) for row, words in enumerate(written)]
    assert verdicts(*texts, conditions=conditions) == ["met"] * 4
    assert verdicts(("建筑密度≤25%", 50, 0), conditions=conditions) == ["broken"]
    assert verdicts(("建筑密度28.5%", 50, 0), conditions=conditions) == []
    shelter = {"required_area": 3600}
    assert verdicts(("应建人防面积：3600㎡", 50, 0), civil_defense=shelter) == ["met"]
    assert verdicts(("应建人防面积：4200㎡", 50, 0), civil_defense=shelter) == ["broken"]


def test_a_latitude_outside_the_country_is_broken_and_not_believed() -> None:
    assert verdicts(place={"latitude": 75.0}) == ["broken"]
    place = believed(plans(drawn(), place={"latitude": 75.0, "city": "常州市"})).place
    assert place.city == "常州市"
    with pytest.raises(CouldNotRead):
        _ = place.latitude
    assert verdicts(place={"latitude": 31.7}) == ["met"]


def test_a_latitude_the_coordinates_contradict_is_broken() -> None:
    # the meridian is 3,508,573 m long at 31.70°: 111132.95 × 31.70 − 16038.5 × sin 63.4° (0.89415)
    assert latitude_of(3_508_573.0) == pytest.approx(31.70, abs=0.001)
    texts = [("X=3508573.000", 50, 0)]
    assert verdicts(*texts, place={"latitude": 31.7}) == ["met", "met"]
    assert verdicts(*texts, place={"latitude": 39.9}) == ["met", "broken"]


def test_buildings_that_only_one_side_names_are_doubtful() -> None:
    assert verdicts(buildings=[{"name": "2#"}]) == ["doubtful", "doubtful"]


def test_a_podium_with_facts_of_its_own_is_on_the_plan() -> None:
    outlines = [("BLDG_OUTLINE", rectangle(0, 0, 40, 15)), ("BLDG_OUTLINE", rectangle(40, 0, 20, 15))]
    site = sheet(outlines, [("1#", 5, 5), ("裙房", 45, 5)], title="总平面图", scale=500.0)
    own = {"name": "1# 裙房", "use": "residential"}
    assert findings(facts_conflict, plans(site, buildings=[{"name": "1#"}, own])) == []
    own = {"name": "2# 裙房", "use": "residential"}
    assert len(findings(facts_conflict, plans(site, buildings=[{"name": "1#"}, own]))) == 1


def test_facts_of_which_no_drawing_speaks_are_not_looked_at() -> None:
    assert said(buildings=[BUILDING], conditions={"far_max": 2.0}) == {}
    assert findings(facts_conflict, plans(place={"latitude": 75.0})) == []


def test_a_population_in_ten_thousands_is_not_believed() -> None:
    assert verdicts(place={"population": 530}) == ["broken"]
    assert verdicts(place={"population": 5_300_000}) == []
    with pytest.raises(CouldNotRead, match="population"):
        _ = believed(plans(drawn(), place={"population": 530})).place.population
