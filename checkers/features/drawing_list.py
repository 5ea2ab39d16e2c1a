"""The rows of a drawing index beside the sheets of the set.

Vocabulary
----------
listed    a row of the index, or a sheet the index leaves out, with what became of it
number    图号 without spaces, in one kind of dash and letters: ``建施－01`` and ``建施-01`` are one
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import Feature, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import IndexRow, Sheet
    from checkers.features.plans import Plans

DASHES = str.maketrans({"－": "-", "—": "-", "–": "-", "−": "-", "_": "-"})


class State(StrEnum):
    """What became of a row or a sheet."""

    THERE = "there"
    MISSING = "missing"
    DOUBLED = "doubled"
    EXTRA = "extra"
    NAMELESS = "nameless"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Feature):
    """A row of the index with its sheet, or one without the other."""

    state: State
    compared: dict[str, tuple[str, str]] = field(default_factory=dict)
    """by label (图名, 图幅, 版次) what the index and the title block say, where both say something"""
    alike: float = 1.0
    """how alike the two titles are, 0 to 1"""


def listed(plans: Plans) -> tuple[Listed, ...]:
    """Every row and every sheet of a set that has an index; call as ``plans.recognise(listed)``."""
    indexes = [(sheet, row) for sheet in plans.sheets for row in sheet.index]
    return tuple(_listed(plans, indexes)) if indexes else ()


def plain_number(number: str) -> str:
    """A sheet's number as it is compared."""
    return "".join(unicodedata.normalize("NFKC", number).split()).translate(DASHES).upper()


def _listed(plans: Plans, indexes: list[tuple[Sheet, IndexRow]]) -> Iterator[Listed]:
    rows = Counter(plain_number(row.number) for _, row in indexes if row.number)
    sheets: dict[str, list[Sheet]] = {}
    for sheet in plans.whole_sheets:
        sheets.setdefault(plain_number(sheet.number), []).append(sheet)
    for holder, row in indexes:
        if plain_number(row.number):
            yield from _of_row(holder, row, rows, sheets)
    for number, same in sheets.items():
        state = _state(number, len(same), rows)
        if state is not State.THERE:
            yield from (_of(whole(sheet), state) for sheet in same)


def _of_row(holder: Sheet, row: IndexRow, rows: Counter[str], sheets: dict[str, list[Sheet]]) -> Iterator[Listed]:
    number = plain_number(row.number)
    name = f"{row.number.strip()} {row.title.strip()}".strip()
    place = replace(whole(holder), subject=name)
    if rows[number] > 1:
        yield _of(place, State.DOUBLED)
    elif number not in sheets:
        yield _of(place, State.MISSING)
    elif len(sheets[number]) == 1:
        yield _beside(row, sheets[number][0], name)


def _state(number: str, count: int, rows: Counter[str]) -> State:
    """What becomes of the sheets of one number, of which there are so many."""
    if not number:
        return State.NAMELESS
    if count > 1:
        return State.DOUBLED
    return State.THERE if number in rows else State.EXTRA


def _beside(row: IndexRow, sheet: Sheet, name: str) -> Listed:
    said = {
        "图名": (_plain(row.title), _plain(sheet.title)),
        "图幅": (_size(row.size), _size(sheet.frame)),
        "版次": (_plain(row.version), _plain(sheet.title_block.get("版次", ""))),
    }
    there = _of(replace(whole(sheet), subject=name), State.THERE)
    titles = difflib.SequenceMatcher(None, *said["图名"])
    compared = {label: pair for label, pair in said.items() if all(pair)}
    return replace(there, compared=compared, alike=titles.ratio())


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def _size(words: str) -> str:
    """``A1`` of ``A1+1/4`` and ``A1加长``."""
    plain = _plain(words).upper()
    return plain[:2] if plain[:1] == "A" and plain[1:2].isdigit() else ""


def _of(place: Feature, state: State) -> Listed:
    return Listed(
        subject=place.subject,
        sheet=place.sheet,
        where=place.where,
        handles=place.handles,
        how=Words("图纸目录与标题栏对照", "drawing index beside title blocks"),
        state=state,
    )
