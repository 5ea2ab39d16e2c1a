"""Plots of drawings read in columns: what each kind leaves, and that it is what the whole document leaves."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from ezdxf.document import Drawing
from numpy.typing import NDArray

from checkers.drawing import dxf
from checkers.drawing.model import Omission
from checkers.drawing.plot_frontend import Frontend
from checkers.drawing.plot_lane import Contents
from checkers.drawing.plot_recording import CLOSE, CURVE, FILL, LINE, MOVE, STROKE, TEXT, Recording
from checkers.drawing.plot_spaces import Spaces
from checkers.drawing.reader import Reading, read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, saved

NEAR = 1e-6
"""metres two plots of one coordinate may differ"""
ROUND = 0.004
"""share of its size by which a curve's outline may differ, when it is cut into other pieces"""
_STEPS = 16


def recorded(doc: Drawing, folder: Path, *, hidden: tuple[str, ...] = ()) -> Recording:
    """The model space of a document, read in columns and drawn with one millimetre of paper for each unit."""
    opened = dxf.load(saved(doc, folder), columns=True)
    assert opened.lane is not None
    assert opened.lane.taken.any()
    recording = Recording()
    contents = Contents(opened.doc, opened.lane)
    frontend = Frontend(opened.doc, recording, unit_mm=1.0, hidden=hidden, contents=contents)
    frontend.draw_space(opened.doc.modelspace())
    return recording


def drawn(recording: Recording) -> list[tuple[int, list[int], list[tuple[float, float]]]]:
    """Each primitive's paint, verbs and points, rounded to a thousandth of a unit."""
    columns = recording.columns()
    return [
        (
            recording.paint[row],
            recording.verbs[columns.first_verb[row] : columns.first_verb[row + 1]].tolist(),
            [(round(x, 3) + 0.0, round(y, 3) + 0.0) for x, y in _points(columns.points, columns.first_point, row)],
        )
        for row in range(len(recording))
    ]


def _points(points: NDArray[np.float64], first: NDArray[np.int64], row: int) -> list[tuple[float, float]]:
    return [(x, y) for x, y in points[first[row] : first[row + 1]].tolist()]


def test_a_line_and_a_dot_are_strokes_from_place_to_place(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((10, 20), (40, 60), dxfattribs={"layer": "A-WALL", "color": 1, "lineweight": 50})
    doc.modelspace().add_point((7, 8))
    found = recorded(doc, tmp_path)
    assert drawn(found) == [
        (STROKE, [MOVE, LINE], [(10, 20), (40, 60)]),
        (STROKE, [MOVE, LINE], [(7, 8), (7, 8)]),
    ]
    assert found.pens[found.pen[0]].layer == "A-WALL"
    assert found.pens[found.pen[0]].colour == (255, 0, 0)
    assert found.pens[found.pen[0]].width == 0.5


def test_a_circle_runs_clockwise_from_the_east_in_four_curves(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_circle((100, 0), 10)
    ((paint, verbs, points),) = drawn(recorded(doc, tmp_path))
    assert (paint, verbs) == (STROKE, [MOVE, CURVE, CURVE, CURVE, CURVE, CLOSE])
    assert points[::3] == [(110, 0), (100, -10), (90, 0), (100, 10), (110, 0)]
    # handles are 4/3 (√2 − 1) of the radius long
    assert points[1] == (110, -5.523)


def test_an_arc_runs_from_its_start_to_its_end_and_turns_with_its_plane(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_arc((0, 0), 10, 270, 90)
    doc.modelspace().add_arc((-30, 0), 10, 0, 90, dxfattribs={"extrusion": (0, 0, -1)})
    first, second = drawn(recorded(doc, tmp_path))
    assert first[2][::3] == [(0, -10), (10, 0), (0, 10)]
    assert second[2][::3] == [(20, 0), (30, 10)]


def test_a_bulged_polyline_bows_by_a_half_circle_and_closes(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_lwpolyline([(0, 0, 1.0), (20, 0, 0), (20, 30, 0)], format="xyb", close=True)
    doc.modelspace().add_polyline2d([(0, 0), (5, 0), (5, 5)])
    lwpolyline, polyline = drawn(recorded(doc, tmp_path))
    assert lwpolyline[1] == [MOVE, CURVE, CURVE, LINE, LINE, CLOSE]
    ends = [lwpolyline[2][place] for place in (0, 3, 6, 7, 8)]
    assert ends == [(0, 0), (10, -10), (20, 0), (20, 30), (0, 0)]
    assert polyline == (STROKE, [MOVE, LINE, LINE], [(0, 0), (5, 0), (5, 5)])


def test_a_polyline_with_a_width_is_an_area(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_lwpolyline([(0, 0), (10, 0)], dxfattribs={"const_width": 2.0})
    ((paint, _, points),) = drawn(recorded(doc, tmp_path))
    assert paint == FILL
    assert sorted(set(points)) == [(0, -1), (0, 1), (10, -1), (10, 1)]


def test_solids_and_solid_hatches_are_filled_with_their_holes(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_solid([(0, 0), (4, 0), (0, 3), (4, 3)])
    doc.modelspace().add_solid([(10, 0), (14, 0), (10, 3), (10, 3)])
    hatch = doc.modelspace().add_hatch(color=3)
    hatch.paths.add_polyline_path([(0, 0), (9, 0), (9, 9), (0, 9)], is_closed=True)
    hatch.paths.add_polyline_path([(1, 1), (2, 1), (2, 2)], is_closed=True)
    found = recorded(doc, tmp_path)
    assert drawn(found) == [
        (FILL, [MOVE, LINE, LINE, LINE, CLOSE], [(0, 0), (4, 0), (4, 3), (0, 3)]),
        (FILL, [MOVE, LINE, LINE, CLOSE], [(10, 0), (14, 0), (10, 3)]),
        (
            FILL,
            [MOVE, LINE, LINE, LINE, LINE, CLOSE, MOVE, LINE, LINE, LINE, CLOSE],
            [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0), (1, 1), (2, 1), (2, 2), (1, 1)],
        ),
    ]
    assert [found.pens[pen].tint for pen in found.pen] == [False, False, True]


def test_what_both_ways_read_is_drawn_in_the_order_of_the_file(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    space.add_line((1, 0), (1, 1))
    space.add_ellipse((2, 0), major_axis=(3, 0), ratio=0.5)
    space.add_line((3, 0), (3, 1))
    starts = [points[0] for _, _, points in drawn(recorded(doc, tmp_path))]
    assert starts == [(1, 0), (5, 0), (3, 0)]


def test_a_redraw_order_comes_before_the_order_of_the_file(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    first, second = space.add_line((1, 0), (1, 1)), space.add_line((2, 0), (2, 1))
    third = space.add_ellipse((3, 0), major_axis=(1, 0), ratio=0.5)
    handles = [first.dxf.handle, second.dxf.handle, third.dxf.handle]
    space.set_redraw_order(dict(zip(handles, reversed(handles), strict=True)))
    starts = [points[0] for _, _, points in drawn(recorded(doc, tmp_path))]
    assert starts == [(4, 0), (2, 0), (1, 0)]


def test_a_block_is_placed_turned_and_repeated_with_the_looks_of_its_insert(tmp_path: Path) -> None:
    doc = drawing()
    block = doc.blocks.new("WINDOW", base_point=(1, 0))
    block.add_line((1, 0), (3, 0), dxfattribs={"color": 0})
    looks = {"layer": "A-GLAZ", "color": 5, "rotation": 90, "xscale": 2.0}
    doc.modelspace().add_blockref("WINDOW", (10, 20), dxfattribs=looks)
    array = {"column_count": 2, "row_count": 1, "column_spacing": 7.0, "layer": "A-DOOR"}
    doc.modelspace().add_blockref("WINDOW", (50, 0), dxfattribs=array)
    found = recorded(doc, tmp_path)
    assert drawn(found) == [
        (STROKE, [MOVE, LINE], [(10, 20), (10, 24)]),
        (STROKE, [MOVE, LINE], [(50, 0), (52, 0)]),
        (STROKE, [MOVE, LINE], [(57, 0), (59, 0)]),
    ]
    assert [found.pens[pen].layer for pen in found.pen] == ["A-GLAZ", "A-DOOR", "A-DOOR"]
    assert found.pens[found.pen[0]].colour == (0, 0, 255)


def test_a_block_that_stands_upright_is_seen_from_above(tmp_path: Path) -> None:
    # the block's x runs along the world's y, its y along the world's z
    doc = drawing()
    doc.blocks.new("GATE").add_line((0, 0), (6, 5))
    doc.modelspace().add_blockref("GATE", (0, 0, 0), dxfattribs={"extrusion": (1, 0, 0)})
    assert drawn(recorded(doc, tmp_path)) == [(STROKE, [MOVE, LINE], [(0, 0), (0, 6)])]


def test_an_anonymous_block_that_only_the_columns_know_is_drawn(tmp_path: Path) -> None:
    doc = drawing()
    inner = doc.blocks.new_anonymous_block(type_char="U")
    inner.add_line((0, 0), (2, 0))
    doc.blocks.new("HOLDER").add_blockref(inner.name, (0, 1))
    doc.modelspace().add_blockref(inner.name, (10, 0))
    doc.modelspace().add_blockref("HOLDER", (20, 0))
    doc.modelspace().add_blockref("HOLDER", (0, 0), dxfattribs={"extrusion": (1, 0, 0)})
    found = recorded(doc, tmp_path)
    assert [points for _, _, points in drawn(found)] == [[(10, 0), (12, 0)], [(20, 1), (22, 1)], [(0, 0), (0, 2)]]
    assert not found.missing


def test_a_dimension_is_drawn_by_its_block(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_linear_dim(base=(0, 20), p1=(0, 0), p2=(50, 0), dxfattribs={"layer": "A-DIMS"}).render()
    found = recorded(doc, tmp_path)
    words = [line for line in found.lines.values() if line.runs]
    assert len(words) == 1
    assert any(
        paint == STROKE and {y for _, y in points} == {20} and len(points) == 2 for paint, _, points in drawn(found)
    )
    assert not found.missing


def test_a_line_of_text_and_an_attribute_stand_where_they_are_put(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_text("轴线 1", height=3, dxfattribs={"insert": (5, 6), "width": 0.5, "rotation": 90})
    doc.blocks.new("MARK").add_line((0, 0), (1, 0))
    doc.modelspace().add_blockref("MARK", (0, 0)).add_attrib("NO", "M1021", (40, 2), dxfattribs={"height": 2})
    found = recorded(doc, tmp_path)
    assert list(found.paint) == [TEXT, STROKE, TEXT]
    text, attribute = (line.matrix for line in found.lines.values())
    assert text == pytest.approx((0.0, 1.5, -3.0, 0.0, 5.0, 6.0))
    assert attribute == pytest.approx((2.0, 0.0, 0.0, 2.0, 40.0, 2.0))


def test_a_style_with_an_endless_name_keeps_no_text_from_being_drawn(tmp_path: Path) -> None:
    doc = drawing()
    doc.styles.add("S" * 300, font="simsun.ttf")
    doc.modelspace().add_text("A", height=3, dxfattribs={"insert": (5, 6), "style": "S" * 300})
    (line,) = recorded(doc, tmp_path).lines.values()
    assert line.matrix == pytest.approx((3.0, 0.0, 0.0, 3.0, 5.0, 6.0))


def test_the_lines_of_a_pattern_lie_in_the_same_places_each_time(tmp_path: Path) -> None:
    doc = drawing()
    hatch = doc.modelspace().add_hatch()
    hatch.set_pattern_fill("ANSI31", scale=5.0)
    hatch.paths.add_polyline_path([(0, 0), (90, 0), (90, 90), (0, 90)], is_closed=True)
    first, second = recorded(doc, tmp_path), recorded(doc, tmp_path)
    assert len(first.points) > 0
    assert first.points == second.points


def test_hidden_layers_and_invisible_entities_leave_nothing(tmp_path: Path) -> None:
    doc = drawing()
    doc.layers.add("OFF").off()
    for layer in ("OFF", "HIDDEN", "Defpoints", "EXPECT", "A-WALL"):
        doc.modelspace().add_line((0, 0), (1, 0), dxfattribs={"layer": layer})
    doc.modelspace().add_line((5, 0), (6, 0), dxfattribs={"invisible": 1})
    found = recorded(doc, tmp_path, hidden=("hidden",))
    assert [found.pens[pen].layer for pen in found.pen] == ["A-WALL"]
    assert not found.missing


def test_blocks_within_blocks_without_end_are_listed_and_not_drawn(tmp_path: Path) -> None:
    doc = drawing()
    doc.blocks.new("B0").add_line((0, 0), (1, 0))
    for level in range(1, 8):
        block = doc.blocks.new(f"B{level}")
        for _ in range(10):
            block.add_blockref(f"B{level - 1}", (0, 0))
    doc.modelspace().add_blockref("B7", (3, 4))
    doc.modelspace().add_line((0, 0), (1, 1))
    found = recorded(doc, tmp_path)
    assert len(found) == 1
    (missing,) = found.missing
    assert (missing.kind, missing.what, missing.place) == (Omission.OTHER, "INSERT B7", (3.0, 4.0))


def _outlines(recording: Recording) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(n, 4) bounding boxes of what is drawn, curves walked along; and which primitives have curves."""
    columns = recording.columns()
    verbs = np.frombuffer(recording.verbs, np.int8)
    used = np.array([1, 1, 3, 0])[verbs]
    start = np.cumsum(used) - used
    whose = np.repeat(np.arange(len(recording)), np.diff(columns.first_verb))
    low, high = np.full((len(recording), 2), np.inf), np.full((len(recording), 2), -np.inf)
    straight, curves = np.flatnonzero(verbs <= LINE), np.flatnonzero(verbs == CURVE)
    spots = [(straight, columns.points[start[straight]])]
    if len(curves):
        a, b, c, d = (columns.points[start[curves] + place] for place in (-1, 0, 1, 2))
        for t in np.linspace(0, 1, _STEPS + 1):
            spots.append((curves, (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d))
    for verb, place in spots:
        np.minimum.at(low, whose[verb], place)
        np.maximum.at(high, whose[verb], place)
    curved = np.zeros(len(recording), np.bool_)
    curved[whose[curves]] = True
    return np.hstack((low, high)), curved


def assert_alike(fast: Recording, slow: Recording, metres: float) -> None:
    """Two recordings show the same: the same primitives in the same order, with the same pens and places."""
    listed = [Counter((missing.kind, missing.what) for missing in each.missing) for each in (fast, slow)]
    assert listed[0] == listed[1]
    assert fast.paint == slow.paint
    assert [fast.pens[pen] for pen in fast.pen] == [slow.pens[pen] for pen in slow.pen]
    if not len(slow):
        return
    (ours, _), (theirs, curved) = _outlines(fast), _outlines(slow)
    sound = slow.columns().sound
    theirs, ours, curved = theirs[sound], ours[sound], curved[sound]
    size = (theirs[:, 2:] - theirs[:, :2]).max(axis=1)
    reach = np.abs(theirs).max(initial=0.0)
    allowed = NEAR / metres + 1e-9 * reach + np.where(curved, ROUND * size, 0.0)
    assert (np.abs(theirs - ours) <= allowed[:, np.newaxis]).all()
    assert fast.lines.keys() == slow.lines.keys()
    for row, line in slow.lines.items():
        assert fast.lines[row].runs == line.runs
        assert fast.lines[row].matrix == pytest.approx(line.matrix, rel=1e-6, abs=NEAR / metres)


def _compared(reading: Reading, path: Path) -> None:
    fast, slow = (
        Spaces(cast("Drawing", document), reading.drawing, reading.metres_per_unit, reading.pictures, lane)
        for document, lane in ((reading.document, reading.lane), (dxf.load(path).doc, None))
    )
    for sheet in reading.drawing.sheets:
        fast.parts(sheet)
        slow.parts(sheet)
    assert fast.recorded.keys() == slow.recorded.keys()
    for where, (recording, _) in fast.recorded.items():
        assert_alike(recording, slow.recorded[where][0], reading.metres_per_unit)


@pytest.mark.drawings
def test_a_plot_by_columns_shows_what_the_whole_document_shows(collection: Path) -> None:
    files = sorted(path for path in collection.rglob("*.dxf") if path.is_file())
    by_lane = 0
    for path in files:
        try:
            reading = read(path)
        except CannotReadFile:
            continue
        if reading.lane is None:
            continue
        try:
            _compared(reading, path)
        except AssertionError as different:
            raise AssertionError(str(path.relative_to(collection))) from different
        by_lane += 1
    assert by_lane > len(files) / 2
