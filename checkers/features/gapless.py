"""Doors and windows that stand in no recognised gap: on unbroken walls, between columns, or on sheets without walls.

Vocabulary
----------
unbroken  a door drawn over a wall that goes on under it: its jambs are not drawn
stranger  a code that no gap answers to
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Point, STRtree

from checkers.features import many
from checkers.features.gaps import clear
from checkers.features.near import gathered
from checkers.features.opening_evidence import Found, strokes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checkers.drawing.model import Sheet
    from checkers.features.door_marks import Mark
    from checkers.features.leaves import Leaf
    from checkers.features.walls import Masonry

ON_WALL = 0.15
"""metres from a leaf's hinge to the wall it hangs on"""

TO_JAMB = 0.35
"""metres from a leaf's shut ends to the jambs"""

PAIR = 0.1
"""metres between the shut edges of two leaves of one door"""

BESIDE_WALL = 1.25
"""metres from the middle of a wall to a code of an opening that is not drawn in it"""

ALONG_WALL = 0.98
"""cosine of the angle up to which a leaf's shut line runs along a wall"""


def hung_on_walls(loose: Sequence[Leaf], masonry: Masonry) -> Iterator[Found]:
    """Doors of leaves that hang in no gap: on a wall that goes on under them, or between things that are no walls."""
    hinges = [Point(leaf.hinge) for leaf in loose]
    near = {int(leaf) for leaf in masonry.tree.query(hinges, predicate="dwithin", distance=ON_WALL)[0]} if loose else ()
    lines = [(loose[index], line) for index in sorted(near) if (line := _shut(loose[index], masonry)) is not None]
    for group in gathered([Point(line.coords[-1]) for _, line in lines], PAIR):
        leaf, line = lines[group[0]]
        if len(group) > 1:
            line = LineString([line.coords[0], lines[group[1]][1].coords[0]])
        yield _placed([lines[index][0] for index in group] or [leaf], line, masonry)


def _shut(leaf: Leaf, masonry: Masonry) -> LineString | None:
    """From the hinge to the leaf's edge when shut: the tip nearer to masonry, or the one in whose line it stands."""
    best: tuple[float, LineString] | None = None
    for tip in leaf.tips:
        line = LineString([leaf.hinge, tip])
        beyond = shapely.Point(
            tip[0] + (tip[0] - leaf.hinge[0]) / 2 * ON_WALL, tip[1] + (tip[1] - leaf.hinge[1]) / 2 * ON_WALL
        )
        middle = line.interpolate(0.5, normalized=True)
        parts = masonry.tree.query_nearest([middle, beyond], all_matches=False, return_distance=True)[1]
        off = float(parts.sum())
        if best is None or off < best[0]:
            best = off, line
    return best[1] if best is not None else None


def _placed(hung: list[Leaf], line: LineString, masonry: Masonry) -> Found:
    """A door on this line: its jambs are what stands at both ends of it, unless a wall goes on all along."""
    start, stop = np.array(line.coords[0]), np.array(line.coords[-1])
    middle = (start + stop) / 2
    if masonry.tree.query(Point(middle), predicate="dwithin", distance=ON_WALL).size:
        thickness, line = _on_axis(masonry, line)
        return Found(masonry.sheet, line, thickness, None, twofold=False, walls_sure=masonry.sure, hung=hung)
    jambs = _between_jambs(masonry, middle, stop - start)
    if jambs is None or jambs.length > line.length + 2 * TO_JAMB:
        jambs = None
    return Found(masonry.sheet, jambs or line, None, jambs, twofold=False, walls_sure=masonry.sure, hung=hung)


def _on_axis(masonry: Masonry, line: LineString) -> tuple[float | None, LineString]:
    """The line moved onto the middle of the wall it runs along, with that wall's thickness."""
    axis, thickness = masonry.pieces.axis, masonry.pieces.thickness
    if not len(thickness):
        return None, line
    start, stop = (np.array(line.coords[at]) for at in (0, -1))
    middle, unit = (start + stop) / 2, (stop - start) / line.length
    along = axis[:, 1] - axis[:, 0]
    length = np.linalg.norm(along, axis=1)
    first = middle - axis[:, 0]
    off = np.abs(along[:, 0] * first[:, 1] - along[:, 1] * first[:, 0]) / length
    at = (along * first).sum(axis=1) / length
    same = np.abs(along @ unit) > 0.98 * length
    fits = np.flatnonzero(same & (at > 0) & (at < length) & (off <= thickness / 2 + ON_WALL))
    if not fits.size:
        return None, line
    best = int(fits[np.argmin(off[fits])])
    way = along[best] / length[best]
    ends = [axis[best, 0] + way * float((end - axis[best, 0]) @ way) for end in (start, stop)]
    return float(thickness[best]), LineString(ends)


def _between_jambs(masonry: Masonry, middle: NDArray[np.float64], along: NDArray[np.float64]) -> LineString | None:
    """Through a place along a direction, from what stands on the one side to what stands on the other."""
    unit = along / np.linalg.norm(along)
    reach = clear(masonry, np.array([middle, middle]), np.array([unit, -unit]), np.zeros(2))
    if not np.isfinite(reach).all():
        return None
    return LineString([middle - unit * reach[1], middle + unit * reach[0]])


def between(sheet: Sheet, left: Sequence[Mark], masonry: Masonry) -> Iterator[Found]:
    """Blocks with a code that no end of a wall leads to, between columns or walls: along the longer side they draw."""
    for mark, long in _long_sides(sheet, left):
        jambs = _between_jambs(masonry, (long[0] + long[1]) / 2, long[1] - long[0])
        width = mark.code.width if mark.code is not None else None
        if jambs is not None and width is not None and abs(jambs.length - width) <= TO_JAMB:
            yield Found(masonry.sheet, jambs, None, jambs, twofold=False, walls_sure=masonry.sure, mark=mark)


def _long_sides(sheet: Sheet, marks: Sequence[Mark]) -> Iterator[tuple[Mark, NDArray[np.float64]]]:
    """Blocks with codes, each with the middle line along the longer side of what it draws, shape (2, 2)."""
    blocks = [mark for mark in marks if mark.drawn and mark.code is not None]
    drawn = strokes(sheet, {mark.handle for mark in blocks})
    for mark in blocks:
        shapes = sheet.entities.geometry[drawn.get(mark.handle, [])]
        inside = shapes[shapely.dwithin(shapes, mark.around, ON_WALL)]
        points = shapely.multipoints(shapely.get_coordinates(inside))
        around = shapely.get_coordinates(shapely.minimum_rotated_rectangle(points))
        if len(around) <= 3:  # noqa: PLR2004 (corners of a line or a point)
            continue
        sides = np.linalg.norm(np.diff(around[:3], axis=0), axis=1)
        first = int(np.argmin(sides))
        middles = (around[:-1] + np.roll(around[:-1], -1, axis=0)) / 2
        yield mark, middles[[first, first + 2]]


def written_on_walls(strangers: Sequence[Mark], masonry: Masonry) -> Iterator[Found]:
    """Codes beside a wall in which no gap is drawn; a code with no wall near it is of a table or a note."""
    axis, thickness = masonry.pieces.axis, masonry.pieces.thickness
    known = [mark for mark in strangers if mark.code is not None and mark.code.width is not None]
    if not known or not len(thickness):
        return
    lines = many.lines(axis)
    places = [mark.place for mark in known]
    mark, piece = STRtree(lines).query_nearest(places, max_distance=BESIDE_WALL, all_matches=False)
    for one, at in zip(mark.tolist(), piece.tolist(), strict=True):
        code = known[one].code
        line = lines[at]
        if code is None or code.width is None or line.length < code.width:
            continue
        middle = line.project(known[one].place)
        middle = min(max(middle, code.width / 2), line.length - code.width / 2)
        ends = [line.interpolate(middle - code.width / 2), line.interpolate(middle + code.width / 2)]
        yield Found(
            masonry.sheet,
            LineString(ends),
            float(thickness[at]),
            None,
            twofold=False,
            walls_sure=masonry.sure,
            mark=known[one],
        )


def without_walls(sheet: Sheet, written: Sequence[Mark]) -> Iterator[Found]:
    """Blocks with codes on a sheet without walls: along the longer side of what they draw."""
    for mark, long in _long_sides(sheet, written):
        yield Found(sheet.id, LineString(long), None, None, twofold=False, walls_sure=0.0, mark=mark)
