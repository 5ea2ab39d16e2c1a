from __future__ import annotations

from typing import Any

import pytest
from shapely.affinity import rotate

from checkers.features.separations import Gap, fire_wall_beside, gaps, groups, mixed_gaps, same_name
from tests.checkers.drawn import Stroke, path, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)
REACH = 30.0
LOW = {"use": "residential", "height": 18.0, "storeys": 6, "fire_rating": 2}


def drawn(*buildings: tuple[str, Any], identity: str = "a-1", **fields: Any) -> Any:
    """Each building by its text and outline; the text stands in its middle."""
    texts = [(text, *shape.representative_point().coords[0]) for text, shape in buildings]
    outlines = [("BLDG_OUTLINE", shape) for _, shape in buildings]
    return sheet(
        [*outlines, *fields.pop("others", ())], texts, title="总平面图", scale=500.0, identity=identity, **fields
    )


def found(*sheets: Any, **facts: Any) -> tuple[Gap, ...]:
    return gaps(plans(*sheets, **facts), REACH)


def row(*distances: float) -> list[tuple[str, Any]]:
    """Buildings of 20 by 10 m in a row with these distances between them."""
    left, made = 0.0, [("1#", rectangle(0, 0, 20, 10))]
    for number, distance in enumerate(distances, start=2):
        left += 20 + distance
        made.append((f"{number}#", rectangle(left, 0, 20, 10)))
    return made


def test_every_two_neighbours_have_the_shortest_line_between_them() -> None:
    [gap] = found(drawn(*row(7.5)))
    assert (gap.subject, gap.distance) == ("1# 与 2#", pytest.approx(7.5))
    assert gap.along is not None
    assert gap.along.length == pytest.approx(7.5)
    skew = rotate(rectangle(27.5, 0, 20, 10), 45, origin=(27.5, 0))
    [gap] = found(drawn(("1#", rectangle(0, 0, 20, 10)), ("2#", skew)))
    assert gap.distance == pytest.approx(7.5 - 10 * 0.5**0.5, abs=0.001)


def test_those_out_of_reach_are_none_and_a_third_between_hides_nothing() -> None:
    assert found(drawn(*row(30.5))) == ()
    assert sorted(gap.subject for gap in found(drawn(*row(3, 4)))) == ["1# 与 2#", "1# 与 3#", "2# 与 3#"]


def test_touching_ones_have_no_distance_and_the_parts_of_one_building_no_gap() -> None:
    [gap] = found(drawn(*row(0.02)))
    assert (gap.distance, gap.along) == (0.0, None)
    tower, podium = rectangle(10, 10, 20, 15), rectangle(0, 0, 60, 40)
    assert found(drawn(("1#", tower), ("裙房", podium.difference(tower)))) == ()
    assert found(drawn(("1#", rectangle(0, 0, 20, 10)), ("1#", rectangle(20, 0, 20, 10)))) == ()


def test_towers_on_one_podium_are_two_buildings() -> None:
    podium = rectangle(-5, -5, 70, 30).difference(rectangle(0, 0, 20, 15)).difference(rectangle(29, 0, 20, 15))
    towers = ("1#", rectangle(0, 0, 20, 15)), ("2#", rectangle(29, 0, 20, 15))
    [gap] = [gap for gap in found(drawn(*towers, ("裙房", podium))) if not (gap.one.podium or gap.other.podium)]
    assert gap.distance == pytest.approx(9.0)


def test_one_name_apart_is_told() -> None:
    [gap] = found(drawn(("1#", rectangle(0, 0, 20, 10)), ("1#", rectangle(25, 0, 20, 10))))
    assert same_name(gap)
    assert not any(same_name(each) for each in found(drawn(*row(5))))


def test_other_codes_basements_and_gate_houses_are_left_out() -> None:
    for text in ("厂房", "仓库", "地下车库", "门卫"):
        assert found(drawn(("1#", rectangle(0, 0, 20, 10)), (text, rectangle(25, 0, 20, 10)))) == (), text


def test_a_civil_building_beside_a_factory_is_a_mixed_gap() -> None:
    def mixed(text: str) -> list[float]:
        made = drawn(("1#", rectangle(0, 0, 20, 10)), (text, rectangle(25, 0, 20, 10)))
        return [gap.distance for gap in mixed_gaps(plans(made), REACH)]

    assert (mixed("厂房"), mixed("住宅"), mixed("门卫")) == ([pytest.approx(5.0)], [], [])


def test_a_named_pair_is_said_once_over_sheets_by_its_shortest_line() -> None:
    [gap] = found(drawn(*row(8)), drawn(*row(7), identity="a-2"))
    assert gap.distance == pytest.approx(7.0)


def test_low_ones_nearer_than_single_ones_form_chains() -> None:
    facts = {"buildings": [{"name": f"{n}#", **LOW} for n in range(1, 6)]}
    made = groups(found(drawn(*row(5, 4.5, 7, 5)), **facts), 6.0, 27.0, 24.0)
    assert sorted((group.subject, group.area, group.nearest.distance) for group in made) == [
        ("1#、2#、3#", pytest.approx(600.0), pytest.approx(4.5)),
        ("4#、5#", pytest.approx(400.0), pytest.approx(5.0)),
    ]
    high = {"buildings": [{"name": "1#", **LOW, "height": 54.0, "storeys": 18}, {"name": "2#", **LOW}]}
    assert groups(found(drawn(*row(5)), **high), 6.0, 27.0, 24.0) == ()
    assert groups(found(drawn(*row(5)), buildings=[{"name": "1#", **LOW}]), 6.0, 27.0, 24.0) == ()


def test_a_fire_wall_counts_where_it_is_written_or_drawn_beside_the_gap() -> None:
    def beside(**fields: Any) -> bool:
        made = drawn(*row(5), **fields)
        [gap] = found(made)
        return fire_wall_beside(made, gap)

    wall = Stroke("", path((20.1, 0), (20.1, 10)), layer="防火墙")
    far = Stroke("", path((20.1, 60), (20.1, 70)), layer="防火墙")
    assert (beside(others=[wall]), beside(others=[far]), beside()) == (True, False, False)


def test_turning_and_shifting_changes_no_distance() -> None:
    [gap] = found(transformed(drawn(*row(7.5)), TURNED))
    assert gap.distance == pytest.approx(7.5, abs=1e-6)


def test_nothing_has_no_gaps() -> None:
    assert found(drawn()) == ()
    assert groups((), 6.0, 27.0, 24.0) == ()
