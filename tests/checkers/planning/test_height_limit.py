from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.height_limit import height_limit
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 100, 100))
HOUSE = rectangle(10, 10, 50, 20)


def found(height: float | None, *, texts: Any = (), limit: Any = 60.0, affine: Any = None, **building: Any) -> Any:
    drawn = sheet([SITE, ("BLDG_OUTLINE", HOUSE)], [("1#", 12, 12), *texts], title="总平面图", scale=500.0)
    if affine:
        drawn = transformed(drawn, affine)
    facts = {"name": "1#", "use": "residential", "height": height, **building}
    return findings(height_limit, plans(drawn, buildings=[facts], conditions={"height_max": limit}))


def test_a_lower_building_is_met_and_a_higher_one_broken() -> None:
    [finding] = found(53.8)
    assert (finding.verdict, finding.measured, finding.required) == ("met", 53.8, 60.0)
    assert found(63.8)[0].verdict == "broken"


def test_on_the_edge_the_very_height_is_met_and_a_hair_more_is_doubtful() -> None:
    assert found(60.0)[0].verdict == "met"
    assert found(60.0005)[0].verdict == "doubtful"
    assert found(60.01)[0].verdict == "broken"


def test_a_parapet_that_stands_higher_makes_it_doubtful() -> None:
    [finding] = found(59.5, ground_level=5.0, top_level=66.0)
    assert finding.verdict == "doubtful"
    assert "61.00" in finding.message.zh
    assert found(58.0, ground_level=5.0, top_level=64.0)[0].verdict == "met"


def test_plan_and_facts_that_differ_are_doubtful() -> None:
    assert found(53.8, texts=[("H=56.8m", 15, 15)])[0].verdict == "doubtful"


def test_housing_without_condition_is_held_against_the_class_of_its_mean_storeys() -> None:
    [finding] = found(53.8, storeys=18, limit=None)
    assert (finding.verdict, finding.required) == ("met", 54)
    assert found(38.0, storeys=9, limit=None)[0].verdict == "broken"


def test_without_height_or_condition_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[1#\]\.height"):
        found(None)
    with pytest.raises(CouldNotRead, match=r"facts\.conditions\.height_max"):
        found(53.8, limit=None)


def test_basements_podiums_existing_buildings_and_neighbours_are_not_looked_at() -> None:
    for word in ("地下车库", "裙房", "现状"):
        assert found(99.0, texts=[(word, 20, 20)]) == []
    drawn = sheet([SITE, ("BLDG_OUTLINE", rectangle(200, 0, 20, 20))], [("H=90m", 205, 5)], title="总平面图")
    assert findings(height_limit, plans(drawn, conditions={"height_max": 60.0})) == []


def test_turned_and_shifted_the_verdict_stays() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    assert found(60.0, affine=affine)[0].verdict == "met"
    assert found(61.0, affine=affine)[0].verdict == "broken"


def test_a_dwelling_within_the_condition_and_above_its_class_is_doubtful() -> None:
    texts = [("18F", 14, 14)]  # high-rise class I: 54 m
    [finding] = found(58.0, texts=texts)
    assert (finding.verdict, finding.required) == ("doubtful", 60.0)
    assert "54" in finding.message.zh
    assert found(54.0, texts=texts)[0].verdict == "met"
    assert found(58.0, texts=texts, use="office")[0].verdict == "met"


def test_what_is_pulled_down_may_be_as_high_as_it_is() -> None:
    assert found(70.0, texts=[("拟拆除", 14, 14)]) == []


def test_a_podium_that_states_its_height_is_looked_at() -> None:
    drawn = sheet(
        [SITE, ("BLDG_OUTLINE", HOUSE)], [("商业裙房", 12, 12), ("H=30m", 12, 16)], title="总平面图", scale=500.0
    )
    [finding] = findings(height_limit, plans(drawn, conditions={"height_max": 24.0}))
    assert (finding.verdict, finding.measured) == ("broken", 30.0)
