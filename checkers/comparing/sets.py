"""Two sets of drawings compared: their sheets paired, and what changed on each pair.

Vocabulary
----------
comparison   the pairs of two sets with the changes of every sure pair
detail       a sheet cut out of a layout that has windows of several scales; it is paired within its own sheet
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkers.comparing.changes import SheetChanges, changes
from checkers.comparing.faces import face_of
from checkers.comparing.match import Pair, match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import DrawingSet, Sheet


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the sheets of a set in the next one."""

    old: DrawingSet
    new: DrawingSet
    pairs: tuple[Pair, ...]
    sheets: tuple[SheetChanges, ...]
    """one for each pair that is matched; a pair that shows the same has no entry"""

    @property
    def same(self) -> bool:
        """Whether nothing at all changed."""
        return all(pair.standing == "same" for pair in self.pairs)


def compare(old: DrawingSet, new: DrawingSet) -> Comparison:
    """Pair the sheets of two sets and tell what changed on each sure pair."""
    pairs = tuple(pairs_of(old, new))
    before = {sheet.id: sheet for sheet in old.sheets}
    after = {sheet.id: sheet for sheet in new.sheets}
    told = []
    settled = []
    for pair in pairs:
        if pair.standing != "matched":
            settled.append(pair)
            continue
        assert pair.old is not None
        assert pair.new is not None
        change = changes(before[pair.old], after[pair.new])
        told.append(change)
        settled.append(_as_it_is(pair, change, before[pair.old], after[pair.new]))
    return Comparison(old, new, tuple(settled), tuple(told))


def pairs_of(old: DrawingSet, new: DrawingSet) -> Iterator[Pair]:
    """The sheets of both sets in pairs; details are paired within the sheets they are cut out of."""
    sheets = list(match([face_of(each) for each in _whole(old)], [face_of(each) for each in _whole(new)]))
    yield from sheets
    partner = {pair.new: pair.old for pair in sheets if pair.standing in {"same", "matched"}}
    before, after = _details(old), _details(new)
    for parent in dict.fromkeys([*after, *(partner_of for partner_of in before)]):
        if parent in after:
            yield from _matched_details(before.pop(partner.get(parent) or "", []), after[parent])
    for left in before.values():
        yield from _matched_details(left, [])


def _matched_details(old: list[Sheet], new: list[Sheet]) -> tuple[Pair, ...]:
    return match([face_of(each) for each in old], [face_of(each) for each in new])


def _whole(drawings: DrawingSet) -> list[Sheet]:
    return [sheet for sheet in drawings.sheets if not sheet.part_of]


def _details(drawings: DrawingSet) -> dict[str, list[Sheet]]:
    details: dict[str, list[Sheet]] = {}
    for sheet in drawings.sheets:
        if sheet.part_of:
            details.setdefault(sheet.part_of, []).append(sheet)
    return details


def _as_it_is(pair: Pair, change: SheetChanges, old: Sheet, new: Sheet) -> Pair:
    """A pair without a change and with the same names shows the same, however differently it was written."""
    if change.same and (old.number, old.title) == (new.number, new.title):
        return replace(pair, standing="same")
    return pair
