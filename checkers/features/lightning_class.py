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
    from collections.abc import Iterable

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


def protection_class(plans: Plans, sheet: Sheet, texts: Iterable[str]) -> ProtectionClass:
    """The class of the roof with these texts inside it on this sheet.

    The roof's own texts are asked first, then the other texts of the sheet, then the facts, then the lightning
    sheets of the set. What is written and what the facts state must agree; the stricter one counts and is doubtful.
    """
    own = tuple(texts)
    building = _building(plans, sheet, own)
    stated = building.lightning_class if building is not None else _common(plans)
    written = _one(own) or _one(label.words for label in labels(sheet))
    if written is None and stated is None:
        notes = (other for other in plans.sheets if other.discipline == "lightning" or "防雷" in other.title)
        written = _one(label.words for other in notes for label in labels(other))
    name = building.name if building is not None else ""
    if written is not None and stated is not None and written != stated:
        doubt = Words(
            f"图中为第{written}类防雷，案件事实为第{stated}类，按较严者判定",
            f"class {written} is written in the drawing, class {stated} is stated in the facts; the stricter counts",
        )
        return ProtectionClass(min(written, stated), name, doubt)
    return ProtectionClass(written or stated, name)


def _one(words: Iterable[str]) -> int | None:
    """The one class these words name; of several, the one said of the work itself; None when that is not one."""
    said = [plain(word) for word in words]
    found = {number: word for word in said for number in _classes(word)}
    if len(found) > 1:
        about = {number for word in said if _ABOUT_THIS.search(word) for number in _classes(word)}
        return about.pop() if len(about) == 1 else None
    return next(iter(found), None)


def _classes(word: str) -> set[int]:
    if _NOT_ONE.search(word):
        return set()
    return {_NUMERALS[fit["before"] or fit["after"]] for fit in _WRITTEN.finditer(word)}


def _building(plans: Plans, sheet: Sheet, texts: tuple[str, ...]) -> Building | None:
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
