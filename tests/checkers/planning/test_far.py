from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.far import far
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 100, 100))
HOUSE = rectangle(10, 10, 50, 20)


def found(
    *,
    floor_area: float | None = None,
    storeys: int | None = None,
    texts: Any = (),
    extra: Any = (),
    affine: Any = None,
    far_max: Any = 2.0,
    **facts: Any,
) -> Any:
    drawn = sheet([SITE, ("BLDG_OUTLINE", HOUSE), *extra], [("1#", 12, 12), *texts], title="总平面图", scale=500.0)
    if affine:
        drawn = transformed(drawn, affine)
    building = {"name": "1#", "use": "residential", "floor_area": floor_area, "storeys": storeys}
    return findings(far, plans(drawn, buildings=[building], conditions={"far_max": far_max}, **facts))


def test_a_ratio_below_the_condition_is_met() -> None:
    [finding] = found(floor_area=18_000.0, storeys=18)
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(1.8), 2.0)


def test_a_ratio_above_the_condition_is_broken() -> None:
    [finding] = found(floor_area=21_000.0)
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(2.1))


def test_on_the_edge_the_very_condition_is_met_and_a_hair_more_is_doubtful() -> None:
    assert found(floor_area=20_000.0)[0].verdict == "met"
    assert found(floor_area=20_000.5)[0].verdict == "doubtful"
    assert found(floor_area=20_010.0)[0].verdict == "broken"


def test_less_stated_than_outlines_times_storeys_come_to_is_doubtful() -> None:
    # 50 x 20 x 24 = 24 000 m² drawn, 18 000 m² stated, 20 000 m² allowed
    [finding] = found(floor_area=18_000.0, storeys=24)
    assert finding.verdict == "doubtful"
    assert "24000.0" in finding.message.zh


def test_without_floor_areas_the_table_counts_and_without_it_outlines_times_storeys_in_doubt() -> None:
    table = [("计容建筑面积", 2, 90), ("21000.0", 8, 90), ("㎡", 12, 90)]
    assert found(texts=table)[0].verdict == "broken"
    [finding] = found(storeys=15)
    assert (finding.verdict, finding.measured) == ("doubtful", pytest.approx(1.5))
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[\]\.floor_area"):
        found()


def test_housing_without_condition_is_held_against_the_table() -> None:
    place = {"climate_zone": "III"}
    [finding] = found(floor_area=27_000.0, storeys=18, far_max=None, place=place)
    assert (finding.verdict, finding.required) == ("met", 2.8)
    with pytest.raises(CouldNotRead, match=r"facts\.conditions\.far_max"):
        found(floor_area=27_000.0, storeys=18, far_max=None)


def test_boundaries_inside_one_another_are_doubtful() -> None:
    inner = ("SITE_BOUNDARY", rectangle(5, 5, 90, 90))
    assert {finding.verdict for finding in found(floor_area=1_000.0, extra=[inner])} == {"doubtful"}


def test_without_site_or_buildings_nothing_is_looked_at() -> None:
    assert findings(far, plans(sheet([("BLDG_OUTLINE", HOUSE)], title="总平面图"))) == []
    assert findings(far, plans(sheet([SITE], title="总平面图"))) == []


def test_turned_and_shifted_the_verdict_stays() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    assert found(floor_area=20_000.0, affine=affine)[0].verdict == "met"
    assert found(floor_area=21_000.0, affine=affine)[0].verdict == "broken"


def test_buildings_without_an_outline_make_a_low_ratio_doubtful() -> None:
    drawn = sheet([SITE, ("BLDG_OUTLINE", HOUSE)], [("1#", 12, 12)], title="总平面图", scale=500.0)
    facts = [{"name": name, "use": "office", "floor_area": 9_000.0} for name in ("1#", "2#")]
    [finding] = findings(far, plans(drawn, buildings=facts, conditions={"far_max": 2.0}))
    assert finding.verdict == "doubtful"
    assert "2#" in finding.message.zh


def test_two_buildings_of_one_name_are_doubtful() -> None:
    twin = ("BLDG_OUTLINE", rectangle(10, 60, 50, 20))
    assert found(floor_area=9_000.0, extra=[twin], texts=[("1#", 12, 62)])[0].verdict == "doubtful"


def test_buildings_that_stay_on_the_site_are_doubtful_and_those_pulled_down_are_not() -> None:
    other = ("BLDG_OUTLINE", rectangle(10, 60, 50, 20))
    assert found(floor_area=9_000.0, extra=[other], texts=[("保留建筑 6F", 12, 62)])[0].verdict == "doubtful"
    assert found(floor_area=9_000.0, extra=[other], texts=[("现状厂房拟拆除", 12, 62)])[0].verdict == "met"


def test_a_condition_above_the_table_is_doubtful_where_the_table_is_exceeded() -> None:
    zone = {"place": {"climate_zone": "III"}}
    assert found(floor_area=30_000.0, storeys=31, far_max=3.5, **zone)[0].verdict == "met"  # beyond the table's end
    [finding] = found(floor_area=29_000.0, storeys=18, far_max=3.5, **zone)
    assert finding.verdict == "doubtful"
    assert "2.8" in finding.message.zh
    assert found(floor_area=27_000.0, storeys=18, far_max=3.5, **zone)[0].verdict == "met"


def test_a_mean_between_two_classes_is_doubtful_between_their_limits() -> None:
    # outlines of 1000 m² with 18 and 250 m² with 20 storeys: 18.4 on the mean, class up to 18: 2.8, up to 26: 3.1
    low = ("BLDG_OUTLINE", rectangle(10, 60, 25, 10))
    texts = [("2#", 12, 62), ("20F", 12, 65)]

    def of(area: float) -> Any:
        drawn = sheet([SITE, ("BLDG_OUTLINE", HOUSE), low], [("1#", 12, 12), *texts], title="总平面图", scale=500.0)
        facts = [
            {"name": "1#", "use": "residential", "floor_area": area - 5_000.0, "storeys": 18},
            {"name": "2#", "use": "residential", "floor_area": 5_000.0},
        ]
        return findings(far, plans(drawn, buildings=facts, place={"climate_zone": "III"}))[0].verdict

    assert of(27_000.0) == "met"
    assert of(30_000.0) == "doubtful"
    assert of(32_000.0) == "broken"
