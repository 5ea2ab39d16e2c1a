from __future__ import annotations

from shapely import LineString, Polygon

from checkers.features.base import areas
from checkers.features.mended import mended, torn
from tests.checkers.drawn import path, plans, rectangle, sheet

OPEN = path((0, 0), (10, 0), (10, 5), (0, 5), (0, 0.3))
CROSSING = Polygon([(20, 0), (30, 5), (30, 0), (20, 5)])


def test_an_open_and_a_crossing_outline_are_closed_to_be_asked_about() -> None:
    drawn = plans(sheet([("BLDG_OUTLINE", OPEN), ("BLDG_OUTLINE", CROSSING), ("BLDG_OUTLINE", rectangle(40, 0, 5, 5))]))
    closed = drawn.recognise(mended)
    assert closed is not None
    assert [round(area.polygon.area, 6) for area in areas(closed.sheets[0], "BLDG_OUTLINE")] == [50.0, 50.0, 25.0]
    assert [area.polygon.area for area in areas(drawn.sheets[0], "BLDG_OUTLINE")] == [25.0]


def test_open_lines_in_several_pieces_are_one_outline() -> None:
    pieces = [path((0, 0), (10, 0), (10, 5)), path((10, 5), (0, 5), (0, 0.3))]
    drawn = plans(sheet([("BLDG_OUTLINE", piece) for piece in pieces]))
    [bound] = drawn.recognise(torn)
    assert len(bound.rows) == 2
    closed = drawn.recognise(mended)
    assert closed is not None
    assert [round(area.polygon.area, 6) for area in areas(closed.sheets[0], "BLDG_OUTLINE")] == [50.0]


def test_the_facts_stay_and_a_set_without_torn_bounds_is_not_drawn_anew() -> None:
    whole = plans(sheet([("BLDG_OUTLINE", rectangle(0, 0, 5, 5))]), place={"city": "常州市"})
    assert whole.recognise(mended) is None
    broken = plans(sheet([("BLDG_OUTLINE", OPEN)]), place={"city": "常州市"})
    closed = broken.recognise(mended)
    assert closed is not None
    assert closed.facts.place.city == "常州市"


def test_lines_that_enclose_nothing_are_left_alone() -> None:
    flat = LineString([(0, 0), (10, 0), (0, 0.0)])
    assert plans(sheet([("SPACE", flat)])).recognise(mended) is None
