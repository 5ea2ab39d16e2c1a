"""One-time notice: what a reviewer may still comment on once the first round is over.

In the first round everything; afterwards what changed, what nobody could compare, and what is still open. Anything
else needs a reason out of a short list, which is counted and shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape as shaped

from checkers.errors import Words

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.drawings import SheetRow
    from storage.marks import Mark
    from storage.rounds import Placement

NEAR = 15.0
"""millimetres on paper round an open comment in which it may be followed up"""

LATE_REASONS = {
    "safety": Words("涉及公共安全", "safety of people"),
    "new_information": Words("出现新的资料", "new information"),
    "changed_clause": Words("规范条文变更", "a clause changed"),
}
"""why a late comment may be made; 一次性告知 knows no other"""


def free(unit: Unit, case: Case, sheet: SheetRow, place: Mapping[str, Any]) -> bool:
    """Whether this place of a sheet of the present round may be commented on without a reason.

    ``place`` is GeoJSON in paper millimetres.
    """
    if case.round == 1:
        return True
    pair = unit.rounds.pair_of(sheet.id)
    if pair is None or pair.standing in {"added", "doubtful"} or not pair.aligned:
        return True
    here = shaped(dict(place))
    changed = [*pair.regions_mm]
    open_ones = [
        each.shape
        for each in unit.rounds.placements(case.id, case.round)
        if each.sheet == sheet.id and each.shape is not None
    ]
    return any(here.intersects(shaped(dict(each))) for each in changed) or any(
        shapely.dwithin(here, shaped(dict(each)), NEAR) for each in open_ones
    )


def standing_on(unit: Unit, sheet: SheetRow) -> list[tuple[Mark, Placement]]:
    """The marks of earlier rounds that stand on this sheet, with their places."""
    here = [each for each in unit.rounds.placements(sheet.case, sheet.round) if each.sheet == sheet.id]
    if not here:
        return []
    marks = {mark.id: mark for mark in unit.marks.of_case(sheet.case)}
    return [(marks[each.mark], each) for each in here if each.mark in marks and each.standing in {"placed", "look"}]
