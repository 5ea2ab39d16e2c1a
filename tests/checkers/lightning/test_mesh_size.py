"""Cells of the air termination: sizes by hand, on roofs of 30 by 20 m with a strip along the edge."""

from __future__ import annotations

import math

import pytest
from shapely import Polygon

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.lightning.mesh_size import mesh_size
from tests.checkers.drawn import Stroke, circle, findings, path, plans, rectangle, sheet, transformed
from tests.checkers.lightning.roofs import CLASS_3, roof

ROOF = rectangle(0, 0, 30, 20)
RING = path((0, 0), (30, 0), (30, 20), (0, 20), (0, 0))
CLASS_2 = ("本工程按第二类防雷建筑物设计", 40, 5)


def _roof(*strips: object, texts: tuple[tuple[object, ...], ...] = (CLASS_2,), outline: Polygon = ROOF) -> Sheet:
    return sheet([("BLDG_OUTLINE", outline), *(("LP_STRIP", strip) for strip in strips)], texts, discipline="lightning")


def _verdicts(*sheets: Sheet, **facts: object) -> list[str]:
    return sorted(str(finding.verdict) for finding in findings(mesh_size, plans(*sheets, **facts)))


def _upright(*xs: float) -> list[object]:
    return [path((x, 0), (x, 20)) for x in xs]


def test_cells_of_ten_by_ten_are_met_in_class_2() -> None:
    """On the edge: exactly 10 by 10, six of them."""
    drawn = _roof(RING, *_upright(10, 20), path((0, 10), (30, 10)))
    assert _verdicts(drawn) == ["met"] * 6


def test_cells_of_twelve_by_eight_are_met_by_the_other_pair() -> None:
    outline = rectangle(0, 0, 24, 16)
    ring = path((0, 0), (24, 0), (24, 16), (0, 16), (0, 0))
    drawn = _roof(ring, path((12, 0), (12, 16)), path((0, 8), (24, 8)), outline=outline)
    assert _verdicts(drawn) == ["met"] * 4


def test_a_cell_of_twelve_by_ten_fits_neither_pair() -> None:
    """12 by 10: too long for 10 by 10 and too wide for 12 by 8, both by 2 m."""
    drawn = _roof(RING, *_upright(12, 22), path((0, 10), (30, 10)))
    found = [finding for finding in findings(mesh_size, plans(drawn)) if finding.verdict == "broken"]
    assert len(found) == 2
    assert {finding.measured for finding in found} == {12.0}


def test_a_cell_of_eleven_by_nine_is_too_wide_for_the_long_pair() -> None:
    outline = rectangle(0, 0, 11, 9)
    drawn = _roof(path((0, 0), (11, 0), (11, 9), (0, 9), (0, 0)), outline=outline)
    assert _verdicts(drawn) == ["broken"]


def test_the_same_mesh_is_broken_in_class_1_and_met_in_class_3() -> None:
    strips = [RING, *_upright(10, 20), path((0, 10), (30, 10))]
    assert _verdicts(_roof(*strips, texts=(("防雷类别：一类", 40, 5),))) == ["broken"] * 6
    assert _verdicts(_roof(*strips, texts=(("三类防雷", 40, 5),))) == ["met"] * 6


def test_a_set_without_strips_is_not_looked_at() -> None:
    assert _verdicts(sheet([("BLDG_OUTLINE", ROOF)], [CLASS_2])) == []


def test_an_unknown_class_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="lightning_class"):
        _verdicts(_roof(RING, *_upright(10, 20), texts=()))


def test_two_classes_on_one_sheet_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="lightning_class"):
        _verdicts(_roof(RING, texts=(("二类防雷", 40, 5), ("三类防雷", 40, 8))))


def test_the_facts_tell_the_class_where_the_drawing_does_not() -> None:
    drawn = _roof(RING, *_upright(10, 20), path((0, 10), (30, 10)), texts=())
    assert _verdicts(drawn, buildings=[{"name": "1#", "lightning_class": 2}]) == ["met"] * 6


def test_where_drawing_and_facts_differ_the_stricter_class_counts_and_nothing_is_met() -> None:
    drawn = _roof(RING, *_upright(10, 20), path((0, 10), (30, 10)), texts=(("三类防雷", 40, 5),))
    assert _verdicts(drawn, buildings=[{"name": "1#", "lightning_class": 2}]) == ["doubtful"] * 6


def test_a_cell_open_at_a_corner_is_measured_with_its_neighbour() -> None:
    """The strip at x = 10 stops 2 m short of the one at y = 10: two cells of 10 by 10 flow into one of 20 by 10."""
    drawn = _roof(
        RING, path((10, 0), (10, 8)), path((10, 10), (10, 20)), path((20, 0), (20, 20)), path((0, 10), (30, 10))
    )
    found = findings(mesh_size, plans(drawn))
    assert sorted(str(f.verdict) for f in found) == ["broken", "met", "met", "met", "met"]
    assert [f.measured for f in found if f.verdict == "broken"] == [20.0]


def test_strips_that_stop_short_of_an_edge_without_a_strip_enclose_nothing() -> None:
    """A grid of 8 m that ends 2 m before the edge on all sides: around it runs one open cell of 30 by 20 m."""
    drawn = _roof(
        path((7, 2), (7, 18)), path((15, 2), (15, 18)), path((23, 2), (23, 18)),
        path((2, 6), (28, 6)), path((2, 14), (28, 14)),
    )  # fmt: skip
    found = findings(mesh_size, plans(drawn))
    assert [(f.verdict, f.measured) for f in found if f.verdict == "broken"] == [("broken", 30.0)]


def test_a_strip_that_ends_three_decimetres_before_the_edge_is_doubtful() -> None:
    drawn = _roof(path((10, 0.3), (10, 20)), *_upright(20), path((0, 10), (30, 10)))
    assert _verdicts(drawn) == ["doubtful", "doubtful", "met", "met", "met", "met"]


def test_a_slip_of_the_pen_is_joined() -> None:
    drawn = _roof(RING, path((10, 0.02), (10, 19.99)), *_upright(20), path((0.01, 10), (30.03, 10)))
    assert _verdicts(drawn) == ["met"] * 6


def test_a_roof_without_any_strip_beside_one_with_strips_is_doubtful() -> None:
    """Its 8 by 8 m outline would fit, but no strip encloses it."""
    drawn = sheet(
        [("BLDG_OUTLINE", ROOF), ("BLDG_OUTLINE", rectangle(50, 0, 8, 8)), ("LP_STRIP", RING),
         *(("LP_STRIP", strip) for strip in (*_upright(10, 20), path((0, 10), (30, 10))))],
        [CLASS_2],
    )  # fmt: skip
    assert _verdicts(drawn) == ["doubtful", "met", "met", "met", "met", "met", "met"]


def test_a_strip_behind_the_parapet_leaves_no_sliver_along_the_edge() -> None:
    ring = rectangle(0.3, 0.3, 29.4, 19.4)
    drawn = _roof(ring, path((10, 0.3), (10, 19.7)), path((20, 0.3), (20, 19.7)), path((0.3, 10), (29.7, 10)))
    assert _verdicts(drawn) == ["met"] * 6


def test_a_gap_in_the_strip_along_the_edge_is_not_met() -> None:
    """The strip behind the parapet leaves out the corner at 0, 0: cells of 8 m, one of them open."""
    outline = rectangle(0, 0, 16, 16)
    edge = path((4, 0.3), (15.7, 0.3), (15.7, 15.7), (0.3, 15.7), (0.3, 4))
    drawn = _roof(edge, path((8, 0.3), (8, 15.7)), path((0.3, 8), (15.7, 8)), outline=outline)
    assert _verdicts(drawn) == ["doubtful", "met", "met", "met"]


def test_a_triangle_is_held_against_every_rectangle_around_it() -> None:
    """Legs of 10 m fit 10 by 10; the rectangle along the hypotenuse would be 14.14 by 7.07."""
    corner = Polygon([(0, 0), (10, 0), (0, 10)])
    drawn = _roof(path((0, 0), (10, 0), (0, 10), (0, 0)), outline=corner)
    assert _verdicts(drawn) == ["met"]


def test_turning_the_drawing_changes_nothing() -> None:
    drawn = _roof(RING, *_upright(12, 22), path((0, 10), (30, 10)))
    turn = math.radians(33)
    affine = [math.cos(turn), -math.sin(turn), math.sin(turn), math.cos(turn), 512345.678, 3456789.123]
    assert _verdicts(transformed(drawn, affine)) == _verdicts(drawn) == ["broken", "broken", "met", "met", "met", "met"]


def test_the_mesh_around_a_stair_house_ends_at_its_wall() -> None:
    """A stair house of 4 by 4 m in a cell of 10 by 10 has its own ring of strips."""
    house = rectangle(3, 3, 4, 4)
    drawn = sheet(
        [("BLDG_OUTLINE", ROOF), ("BLDG_OUTLINE", house), ("LP_STRIP", house), ("LP_STRIP", RING),
         *(("LP_STRIP", strip) for strip in (*_upright(10, 20), path((0, 10), (30, 10))))],
        [CLASS_2],
    )  # fmt: skip
    assert _verdicts(drawn) == ["met"] * 7


def test_strips_without_a_roof_are_doubtful() -> None:
    assert _verdicts(sheet([("LP_STRIP", RING)], [CLASS_2], title="屋顶防雷平面图")) == ["doubtful"]


def test_an_earthing_plan_is_not_looked_at() -> None:
    earth = Stroke("LP_STRIP", RING, layer="WIRE-接地")
    assert _verdicts(sheet([earth, ("BLDG_OUTLINE", ROOF)], [CLASS_2], title="基础接地平面图")) == []


def test_a_cell_closed_by_a_bare_edge_says_so() -> None:
    """No strip along the edge at all: the size is met, the message points at the missing strip."""
    drawn = _roof(*_upright(0, 10, 20, 30), path((0, 10), (30, 10)))
    found = findings(mesh_size, plans(drawn))
    assert [finding.verdict for finding in found] == ["met"] * 6
    assert all("perimeter-strip" in finding.message.en for finding in found)


def test_a_protected_roof_without_a_strip_anywhere_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="LP_STRIP"):
        _verdicts(sheet([("BLDG_OUTLINE", ROOF), ("LP_DOWN", circle(0, 0, 0.2))], [CLASS_2]))


def test_strips_on_an_upper_roof_alone_close_no_cell_around_it() -> None:
    """18 by 18 m in class 3, where 20 by 20 m would do."""
    upper = (("BLDG_OUTLINE", rectangle(4, 4, 6, 6)), ("LP_STRIP", path((4, 4), (10, 4), (10, 10), (4, 10), (4, 4))))
    drawn = roof(CLASS_3, outline=rectangle(0, 0, 18, 18), strips=False, entities=upper)
    assert [str(f.verdict) for f in findings(mesh_size, plans(drawn))] == ["doubtful", "met"]
