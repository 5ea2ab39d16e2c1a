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
from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


def compare(old: DrawingSet, new: DrawingSet, said: Mapping[str, str | None] | None = None) -> Comparison:
    """Pair the sheets of two sets and tell what changed on each sure pair.

    ``said`` is what people answered when they were asked: of a new sheet the old one it is, None for a new one.
    """
    pairs = tuple(pairs_of(old, new, said or {}))
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


def pairs_of(old: DrawingSet, new: DrawingSet, said: Mapping[str, str | None] | None = None) -> Iterator[Pair]:
    """The sheets of both sets in pairs; details are paired within the sheets they are cut out of.

    A sheet of a file that is in both sets is itself; what people ``said`` of a sheet is not guessed at again.
    """
    before, after = [sheet.id for sheet in old.sheets], {sheet.id for sheet in new.sheets}
    known: dict[str, Pair] = {
        each: Pair(each, each, "same", 1.0, Words("文件未变", "the same file")) for each in before if each in after
    }
    taken = set(known)
    for newer, older in (said or {}).items():
        if newer in after and newer not in known and (older is None or (older in before and older not in taken)):
            known[newer] = _as_said(older, newer)
            taken.update([older] if older else [])
    yield from known.values()
    left_old = [sheet for sheet in old.sheets if sheet.id not in taken]
    left_new = [sheet for sheet in new.sheets if sheet.id not in known]
    sheets = _matched([each for each in left_old if not each.part_of], [each for each in left_new if not each.part_of])
    yield from sheets
    partner = {
        pair.new: pair.old for pair in (*known.values(), *sheets) if pair.standing in {"same", "matched"} and pair.new
    }
    details, waiting = _details(left_new), _details(left_old)
    for parent, parts in details.items():
        yield from _matched(waiting.pop(partner.get(parent) or "", []), parts)
    for parts in waiting.values():
        yield from _matched(parts, [])


def _as_said(older: str | None, newer: str) -> Pair:
    if older is None:
        return Pair(None, newer, "added", 0.0, Words("经确认为新图", "said to be a new sheet"))
    return Pair(older, newer, "matched", 1.0, Words("经确认为同一张图", "said to be the same sheet"))


def _matched(old: list[Sheet], new: list[Sheet]) -> tuple[Pair, ...]:
    return match([face_of(each) for each in old], [face_of(each) for each in new])


def _details(sheets: list[Sheet]) -> dict[str, list[Sheet]]:
    details: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        if sheet.part_of:
            details.setdefault(sheet.part_of, []).append(sheet)
    return details


def _as_it_is(pair: Pair, change: SheetChanges, old: Sheet, new: Sheet) -> Pair:
    """A pair without a change and with the same names shows the same, however differently it was written."""
    if change.same and (old.number, old.title) == (new.number, new.title):
        return replace(pair, standing="same")
    return pair
