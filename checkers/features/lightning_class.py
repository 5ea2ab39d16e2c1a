"""Read the class of lightning protection from what a set says about itself.

Vocabulary
----------
class     防雷类别: 1 (第一类) is the strictest, 3 (第三类) the mildest; written ``二类防雷`` or ``防雷类别：二类``
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import plain_name
from checkers.features.labels import labels, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.drawing.model import Sheet
    from checkers.facts import Building
    from checkers.features.plans import Plans

_NUMERALS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "1": 1,
    "2": 2,
    "3": 3,
    "Ⅰ": 1,
    "Ⅱ": 2,
    "Ⅲ": 3,
    "I": 1,
    "II": 2,
    "III": 3,
}
_NUMERAL = "[一二三123ⅠⅡⅢ]|I{1,3}"
_WRITTEN = re.compile(
    rf"(?P<before>{_NUMERAL})类防雷|防雷(?:类别|等级|分类)[:：为是按属第]*(?P<after>{_NUMERAL})[类级]?"
)
_NOT_ONE = re.compile(r"(?:非|不属于?|不是)第?(?:[一二三123ⅠⅡⅢ]|I{1,3})类")
_ABOUT_THIS = re.compile(r"本工程|本建筑|本楼|本项目|按第?|属第?|防雷类别|防雷等级")


@dataclass(frozen=True, slots=True)
class ProtectionClass:
    """The class of one roof, how it is known, and why it may be wrong."""

    value: int | None
    """None when nothing tells, or what tells contradicts itself"""
    building: str = ""
    """name of the building of the facts whose roof it is; empty when none could be told"""
    doubt: Words | None = None


def protection_class(
    plans: Plans,
    sheet: Sheet,
    own: Sequence[str] = (),
    around: Sequence[str] = (),
    outside: Sequence[str] | None = None,
) -> ProtectionClass:
    """The class of a roof on this sheet.

    ``own`` are the texts inside the roof, ``around`` those of the roof it stands on, ``outside`` those of the sheet
    that lie in no roof (default: all of the sheet). They are asked in this order; then the facts; then the lightning
    sheets of the set that show no roof. What is written and what the facts state must agree; where they do not, the
    stricter counts and is doubtful.
    """
    building = _building(plans, sheet, (*own, *around))
    stated = building.lightning_class if building is not None else _common(plans)
    free = outside if outside is not None else [label.words for label in labels(sheet)]
    written = _written(own, around, free)
    if written is None and stated is None:
        written = _written(
            [
                label.words
                for other in plans.sheets
                if (other.discipline == "lightning" or "防雷" in other.title)
                and not other.rows("LP_STRIP", "LP_DOWN").size
                for label in labels(other)
            ]
        )
    name = building.name if building is not None else ""
    if written is not None and stated is not None and written != stated:
        doubt = Words(
            f"图中为第{written}类防雷，案件事实为第{stated}类，按较严者判定",
            f"class {written} is written in the drawing, class {stated} is stated in the facts; the stricter counts",
        )
        return ProtectionClass(min(written, stated), name, doubt)
    return ProtectionClass(written or stated, name)


def _written(*groups: Sequence[str]) -> int | None:
    """The class the first group that names any names; None when it names several."""
    for group in groups:
        said = [plain(word) for word in group]
        found = {number for word in said for number in _classes(word)}
        if len(found) > 1:
            found = {number for word in said if _ABOUT_THIS.search(word) for number in _classes(word)}
            return found.pop() if len(found) == 1 else None
        if found:
            return found.pop()
    return None


def _classes(word: str) -> set[int]:
    if _NOT_ONE.search(word):
        return set()
    return {_NUMERALS[fit["before"] or fit["after"]] for fit in _WRITTEN.finditer(word)}


def _building(plans: Plans, sheet: Sheet, texts: Sequence[str]) -> Building | None:
    """The building of the facts named inside the roof, else in the title of the sheet; the only one there is."""
    for words in (texts, (sheet.title,)):
        names = " ".join(plain_name(word) for word in words)
        fitting = [
            building
            for building in plans.facts.buildings
            if re.search(rf"(?<![0-9A-Z]){re.escape(plain_name(building.name))}", names)
        ]
        if len(fitting) == 1:
            return fitting[0]
    return plans.facts.buildings[0] if len(plans.facts.buildings) == 1 else None


def _common(plans: Plans) -> int | None:
    """The class all buildings of the facts share; None when they differ or one is unknown."""
    classes = {building.lightning_class for building in plans.facts.buildings}
    return classes.pop() if len(classes) == 1 else None
