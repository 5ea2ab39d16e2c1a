from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon
from shapely.affinity import rotate

from checkers.fire.climb_size import climb_size
from tests.checkers.drawn import findings, plans, rectangle, sheet

TOWER = ("BLDG_OUTLINE", rectangle(0, 0, 40, 15))
TEXTS = [("1#", 5, 5), ("18F", 8, 5), ("H=53.8m", 11, 5)]


def found(ground: Any, texts: Any = TEXTS, others: Any = (TOWER,), **facts: Any) -> Any:
    drawn = sheet([*others, ("CLIMB_GROUND", ground)], texts, title="消防总平面图", scale=500.0)
    return findings(climb_size, plans(drawn, **facts))


def test_a_ground_of_full_size_at_the_right_distance_is_met() -> None:
    [finding] = found(rectangle(5, 21, 22, 10))
    assert finding.verdict == "met"


def test_a_ground_too_narrow_is_broken_with_its_width() -> None:
    [finding] = found(rectangle(5, 21, 22, 9.4))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", pytest.approx(9.4), 10.0)
    assert finding.along.length == pytest.approx(9.4)


def test_above_fifty_metres_the_ground_is_twenty_long_and_below_fifteen() -> None:
    lower = [("1#", 5, 5), ("H=49.9m", 11, 5)]
    assert found(rectangle(5, 21, 15, 10))[0].verdict == "broken"
    assert found(rectangle(5, 21, 15, 10), lower)[0].verdict == "met"


def test_on_the_edge_the_very_size_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert found(rectangle(5, 21, 20, 10))[0].verdict == "met"
    assert found(rotate(rectangle(5, 22, 20, 10), 4))[0].verdict == "met"
    assert found(rectangle(5, 21, 20, 9.9995))[0].verdict == "doubtful"
    assert found(rectangle(5, 21, 20, 9.998))[0].verdict == "broken"


def test_an_l_shape_whose_bounding_box_is_large_enough_is_broken() -> None:
    bent = Polygon([(5, 21), (25, 21), (25, 26), (10, 26), (10, 31), (5, 31)])
    [finding] = found(bent)
    assert finding.verdict == "broken"
    assert finding.measured < 10


def test_a_shape_that_holds_the_rectangle_is_met() -> None:
    wedge = Polygon([(3, 21), (30, 21), (27, 31), (6, 31)])
    assert found(wedge)[0].verdict == "met"


def test_a_ground_too_far_away_is_broken_and_one_nearer_than_preferred_doubtful() -> None:
    assert found(rectangle(5, 25.0, 22, 10))[0].verdict == "met"
    assert found(rectangle(5, 25.4, 22, 10))[0].verdict == "broken"
    assert found(rectangle(5, 19.0, 22, 10))[0].verdict == "doubtful"
    assert found(rectangle(5, 10.0, 22, 10))[0].verdict == "broken"


def test_a_set_without_grounds_is_not_looked_at() -> None:
    assert findings(climb_size, plans(sheet([TOWER], TEXTS))) == []


def test_a_ground_beside_a_building_of_unknown_height_is_doubtful() -> None:
    assert found(rectangle(5, 21, 22, 10), [("1#", 5, 5)])[0].verdict == "doubtful"
    assert found(rectangle(5, 21, 22, 10), [], others=[])[0].verdict == "doubtful"


def test_a_height_stated_twice_differently_is_doubtful() -> None:
    [finding] = found(rectangle(5, 21, 22, 10), buildings=[{"name": "1#", "height": 49.0}])
    assert finding.verdict == "doubtful"


def test_the_facts_tell_the_height_of_a_named_building() -> None:
    [finding] = found(rectangle(5, 21, 16, 10), [("1号楼", 5, 5)], buildings=[{"name": "1#", "height": 53.8}])
    assert (finding.verdict, finding.required) == ("broken", 20.0)


def test_a_low_building_in_between_is_passed_over() -> None:
    shop = ("BLDG_OUTLINE", rectangle(30, 21, 10, 8))
    texts = [*TEXTS, ("商业", 32, 23), ("H=6m", 34, 23)]
    assert found(rectangle(5, 21, 22, 10), texts, others=[TOWER, shop])[0].verdict == "met"
