from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon
from shapely.affinity import rotate

from checkers.errors import CouldNotRead
from checkers.fire.climb_size import climb_size
from tests.checkers.drawn import Stroke, circle, findings, path, plans, rectangle, sheet

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


def test_a_ground_between_two_towers_is_not_met_by_the_lower_one_alone() -> None:
    towers = [TOWER, ("BLDG_OUTLINE", rectangle(0, 38, 40, 15))]
    texts = [("1#", 5, 5), ("H=40m", 11, 5), ("2#", 5, 43), ("H=53.8m", 11, 43)]
    assert found(rectangle(5, 21, 15, 10), texts, towers)[0].verdict == "doubtful"
    assert found(rectangle(5, 21, 20, 10), texts, towers)[0].verdict == "met"
    unknown = [*texts[:2], ("2#", 5, 43)]
    assert found(rectangle(5, 21, 15, 10), unknown, towers)[0].verdict == "doubtful"


def test_a_ground_drawn_over_a_podium_is_doubtful() -> None:
    podium = ("BLDG_OUTLINE", rectangle(0, 15, 40, 10))
    assert found(rectangle(5, 21, 22, 10), [*TEXTS, ("裙房", 20, 20)], [TOWER, podium])[0].verdict == "doubtful"


def test_a_ground_whose_line_is_open_or_crosses_itself_is_doubtful() -> None:
    opened = path((5, 21), (27, 21), (27, 31), (5, 31), (5, 21.5))
    crossing = Polygon([(5, 21), (27, 31), (27, 21), (5, 31)])
    assert [finding.verdict for finding in found(opened)] == ["doubtful"]
    assert [finding.verdict for finding in found(crossing)] == ["doubtful"]


def test_a_stroke_along_the_facade_beside_a_closed_ground_is_no_ground() -> None:
    stroke = ("CLIMB_GROUND", path((0, 15), (40, 15)))
    assert [f.verdict for f in found(rectangle(5, 21, 22, 10), others=[TOWER, stroke])] == ["met"]
    assert [f.verdict for f in found(path((0, 15), (40, 15)))] == ["doubtful"]


def test_a_tower_without_any_ground_is_not_passed_over_and_a_low_house_is() -> None:
    with pytest.raises(CouldNotRead, match="CLIMB_GROUND"):
        findings(climb_size, plans(sheet([TOWER], TEXTS, title="消防总平面图")))
    low = [("1#", 5, 5), ("H=9m", 11, 5), ("商业", 8, 5)]
    assert findings(climb_size, plans(sheet([TOWER], low, title="消防总平面图"))) == []


def test_a_ground_beside_an_outline_that_may_be_a_basement_is_doubtful() -> None:
    assert found(rectangle(5, 21, 22, 10), [*TEXTS, ("地下车库范围", 30, 5)])[0].verdict == "doubtful"


def test_stalls_and_trees_on_a_ground_are_doubtful_and_beside_it_not() -> None:
    def said(*others: Any) -> str:
        return str(found(rectangle(5, 21, 22, 10), others=(TOWER, *others))[0].verdict)

    assert said(("PARKING", rectangle(10, 22, 2.4, 5.3))) == "doubtful"
    assert said(("PARKING", rectangle(40, 22, 2.4, 5.3))) == "met"
    assert said(Stroke("GREEN", circle(10, 25, 2), "circle", layer="绿化-行道树")) == "doubtful"
    assert said(Stroke("GREEN", circle(10, 32, 2), "circle", layer="绿化-行道树")) == "met"


def test_a_ground_partly_outside_the_site_is_doubtful() -> None:
    def said(depth: float) -> str:
        site = ("SITE_BOUNDARY", rectangle(-20, -20, 80, depth))
        return str(found(rectangle(5, 21, 22, 10), others=(TOWER, site))[0].verdict)

    assert (said(51.0), said(60.0), said(45.0)) == ("met", "met", "doubtful")
