"""A mark stands in millimetres on its sheet or is refused."""

from types import SimpleNamespace
from typing import Any

import pytest

from review.annotations.anchors import annotation, checked_shape
from review.errors import Refused

SHEET: Any = SimpleNamespace(sheet="abc-1", number="建施-01", size_mm=(841.0, 594.0))


def test_a_polygon_on_the_sheet_comes_back_as_it_was() -> None:
    shape = {"type": "Polygon", "coordinates": [[[10, 10], [60, 10], [60, 40], [10, 10]]]}
    assert checked_shape(SHEET, shape)["type"] == "Polygon"


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"type": "Polygon"},
        {"type": "Nonsense", "coordinates": []},
        {"type": "Point", "coordinates": [float("nan"), 1]},
        {"type": "Point", "coordinates": [float("inf"), 1]},
        {"type": "Point", "coordinates": ["a", "b"]},
        {"type": "LineString", "coordinates": [[0, i] for i in range(6000)]},
        {"type": "LineString", "coordinates": [[1, 1], [2, 2], [float("nan"), 3]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9]], [[1, 1 + i / 9e3] for i in range(6000)]]},
        {"type": "LineString", "coordinates": [[1, 1], [1e308, 1e308]]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 1]}]},
        {"type": "Point", "coordinates": [10**400, 1]},
        {"type": ["Point"], "coordinates": [1, 1]},
        {"type": "Point", "coordinates": {"x": 1}},
    ],
)
def test_what_is_no_shape_is_refused(shape: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        checked_shape(SHEET, shape)


def test_a_mark_off_the_sheet_is_refused_and_names_it() -> None:
    with pytest.raises(Refused, match="建施-01"):
        checked_shape(SHEET, {"type": "Point", "coordinates": [900, 10]})


def test_an_annotation_carries_millimetres_and_the_comment() -> None:
    note = annotation(SHEET, {"type": "Point", "coordinates": [1, 2]}, "净宽不足")
    assert note["target"]["selector"]["unit"] == "mm-on-paper"
    assert note["body"][0]["value"] == "净宽不足"


def test_a_mark_is_flat() -> None:
    given = {"type": "LineString", "coordinates": [[1, 2, 3], [4, 5, 6]]}
    assert checked_shape(SHEET, given)["coordinates"] == ((1.0, 2.0), (4.0, 5.0))
