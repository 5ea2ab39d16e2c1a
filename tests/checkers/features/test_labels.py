from __future__ import annotations

from shapely import Point

from checkers.features.base import areas
from checkers.features.labels import holding, labels, labels_near
from tests.checkers.drawn import rectangle, sheet


def test_texts_and_attributes_are_labels_and_expectations_are_not() -> None:
    drawn = sheet(
        [],
        [("防护 单元 1", 1, 2), ("fire/climb-size broken", 1, 2, "EXPECT")],
        blocks=[{"name": "人孔", "x": 5, "y": 6, "attributes": {"编号": "RK1"}}],
    )
    assert [(label.words, label.x, label.y) for label in labels(drawn)] == [("防护单元1", 1, 2), ("RK1", 5, 6)]


def test_the_smallest_outline_around_a_label_comes_first() -> None:
    drawn = sheet(
        [("CD", rectangle(0, 0, 9, 9)), ("CD", rectangle(0, 0, 3, 3)), ("CD", rectangle(5, 5, 3, 3))], [("A", 1, 1)]
    )
    [label] = labels(drawn)
    assert [area.polygon.area for area in holding(areas(drawn, "CD"), label)] == [9.0, 81.0]


def test_labels_near_a_place_come_in_their_order_up_to_the_very_distance() -> None:
    manhole = {"name": "人孔", "x": 0, "y": -2, "attributes": {"编号": "RK1"}}
    drawn = sheet([], [("far", 9, 0), ("last", 3, 0), ("inside", 1, 0.5)], blocks=[manhole])
    assert [label.words for label in labels_near(drawn, rectangle(0, 0, 1, 1), 2.0)] == ["last", "inside", "RK1"]
    assert labels_near(drawn, Point(20, 20), 5.0) == []
    assert labels_near(sheet(), Point(0, 0), 5.0) == []
