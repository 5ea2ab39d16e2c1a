from __future__ import annotations

from typing import Any

from checkers.features.in_the_way import in_the_way, trees
from tests.checkers.drawn import Stroke, circle, path, plans, rectangle, sheet, transformed

GROUND = rectangle(0, 0, 20, 10)
TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)


def on_it(*entities: Any, **fields: Any) -> str:
    drawn = sheet(entities, title="消防总平面图", scale=500.0, **fields)
    found = in_the_way(plans(drawn), drawn.id, GROUND)
    return "" if found is None else found.en


def test_buildings_canopies_and_parked_cars_stand_in_the_way() -> None:
    assert on_it(("BLDG_OUTLINE", rectangle(18, 8, 6, 6)), texts=[("雨棚", 20, 10)]) == "building 雨棚"
    stalls = [("PARKING", rectangle(2.5 * number, 1, 2.5, 5.3)) for number in range(3)]
    assert on_it(*stalls) == "3 parking stalls"
    assert on_it(("BLDG_OUTLINE", rectangle(20, 0, 6, 6)), ("PARKING", rectangle(0, 10, 2.5, 5.3))) == ""


def test_basements_and_lawns_do_not() -> None:
    assert on_it(("BLDG_OUTLINE", rectangle(-5, -5, 60, 60)), texts=[("地下车库范围线", 40, 40)]) == ""
    assert on_it(Stroke("GREEN", rectangle(0, 0, 20, 10), layer="绿地")) == ""


def test_a_tree_stands_where_its_trunk_does() -> None:
    def tree(x: float, **fields: Any) -> Any:
        return {"name": "行道树01", "x": x, "y": 5.0, "layer": "GREEN", **fields}

    assert on_it(blocks=[tree(5.0), tree(21.0)]) == "1 trees"
    assert on_it(blocks=[tree(5.0, visible=False)]) == ""
    assert on_it(blocks=[tree(5.0, bounds=(-20.0, -20.0, 30.0, 30.0))]) == ""
    assert on_it(blocks=[{"name": "STREETLAMP", "x": 5.0, "y": 5.0}]) == ""
    assert on_it(Stroke("", circle(5, 5, 2), "circle", layer="乔木")) == "1 trees"


def test_turning_and_shifting_changes_no_place() -> None:
    drawn = sheet([Stroke("", circle(5, 5, 2), "circle", layer="乔木")], title="总平面图")
    [place] = plans(transformed(drawn, TURNED)).recognise(trees)[drawn.id]
    assert (round(place.x, 3), round(place.y, 3)) == (500_001.0, 3_500_007.0)


def test_a_fence_across_stands_in_the_way_and_one_along_the_edge_does_not() -> None:
    def fence(*points: tuple[float, float], layer: str = "围墙") -> str:
        return on_it(Stroke("", path(*points), layer=layer))

    assert fence((5, -5), (5, 15)) == "a wall or fence"
    assert fence((0, 0.1), (20, 0.1)) == fence((0, 0), (20, 0)) == ""
    assert fence((5, -5), (5, 15), layer="围墙标注") == ""
    assert on_it(("WALL", rectangle(5, 2, 0.24, 3))) == "a wall or fence"
