"""Basins and urinals of public toilets leave room to stand at them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, STRtree

from checkers.errors import Words
from checkers.features.closed_rooms import rooms_on
from checkers.features.fittings import Fitting, Sort, of_sort
from checkers.features.fixture_rows import faces, side_by_side, side_wall, steps
from checkers.features.rooms import shows_dwellings
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

PUBLIC = re.compile(r"[男女]|公共|公厕|公卫|盥洗|无障碍")
LIMITS = {Sort.BASIN: "basin", Sort.URINAL: "urinal"}


@rule("health/toilet-clearance")
def toilet_clearance(plans: Plans, law: Law) -> Iterator[Finding]:
    """Basins keep their distance from the wall beside them, basins and urinals from each other.

    Measured: from the middle of a basin's symbol to the nearest wall face across the one it hangs on, and from middle
    to middle of basins, and of urinals, that stand next to each other without a wall between. Doubtful is what is too
    near where nothing tells a public toilet from that of a dwelling or where fixtures hang on no common wall, and what is met where objects could not be read.
    Silent on: dwellings; fixtures not drawn as named blocks; cubicles and the space before them; basins with no side
    wall near.
    """
    for sheet in plans.sheets:
        here = [fitting for fitting in of_sort(plans, *LIMITS) if fitting.sheet == sheet.id]
        if not here or shows_dwellings(sheet, plans) is True:
            continue
        tree = STRtree(faces(sheet.entities.geometry[row] for row in sheet.rows("WALL", "COLUMN")))
        for sort, name in LIMITS.items():
            found = [fitting for fitting in here if fitting.sort is sort]
            for one, other, span in steps([fitting.centre for fitting in found], tree):
                thing = replace(
                    found[one],
                    subject=f"{found[one].subject} 与 {found[other].subject}",
                    where=shapely.union_all([found[one].outline, found[other].outline, span.along]),
                    handles=(*found[one].handles, *found[other].handles),
                )
                measured = Measurement(span.value, span.along)
                in_row = side_by_side(LineString(span.along.coords), tree)
                yield _judged(plans, sheet, thing, name, measured, law, doubt=None if in_row else NOT_IN_A_ROW)
        for basin in here:
            wall = side_wall(basin.centre, tree, law.number("reach")) if basin.sort is Sort.BASIN else None
            if wall is not None:
                yield _judged(plans, sheet, basin, "wall", Measurement(wall.value, wall.along), law)


def _judged(
    plans: Plans,
    sheet: Sheet,
    thing: Fitting,
    name: str,
    measured: Measurement,
    law: Law,
    *,
    doubt: Words | None = None,
) -> Finding:
    limit = law.at_least(name)
    finding = limit.judge(thing, measured)
    if finding.verdict is Verdict.MET:
        return limit.judge(thing, measured, doubt=HIDDEN) if hides_shapes(sheet) else finding
    if doubt is None and not _is_public(plans, sheet, thing):
        doubt = WHOSE
    return limit.judge(thing, measured, doubt=doubt)


def _is_public(plans: Plans, sheet: Sheet, thing: Fitting) -> bool:
    """Whether the room's name or the sheet tells that this is no dwelling."""
    if shows_dwellings(sheet, plans) is False:
        return True
    around = [room for room in plans.recognise_on(sheet, rooms_on) if room.polygon.intersects(thing.where)]
    return any(PUBLIC.search(room.name) for room in around)


HIDDEN = Words(
    "图中有对象未能读取，可能另有更近的墙体或洁具", "some objects could not be read; there may be something nearer"
)
NOT_IN_A_ROW = Words(
    "两件洁具未靠同一墙面，可能相对或背对布置而非并列，请核实",
    "they do not hang on one wall, so they may face each other or stand back to back; check whether they stand side by side",
)
WHOSE = Words(
    "未能判定是否为公共卫生间，住宅卫生间可采用较小间距，请核实",
    "nothing tells whether this toilet is public; in dwellings less may be allowed",
)
