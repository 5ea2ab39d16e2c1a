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
from checkers.features.storeys import without_parts

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
_NUMBERED = re.compile(
    r"(?<![0-9A-Z])(?:(\d+[A-Z]?|[A-Z])(?:号楼|[#＃](?:楼|栋|幢|$|[屋顶防接基平、,，及和与~～/-])|栋|幢)|([A-Z])座)"
)
"""a building by its number or letter; 2#风机 is none, and 1#楼梯 was taken out before"""

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
    sheets of the set that show no roof. What is written of another building is not asked. What is written and what
    the facts state must agree; where they do not, the stricter counts and is doubtful.
    """
    numbers = roof_numbers(sheet, (*own, *around))
    building = _building(plans, sheet, (*own, *around))
    stated = building.lightning_class if building is not None else _common(plans, numbers)
    free = outside if outside is not None else [label.words for label in labels(sheet)]
    classes = _written(numbers, own, around, free)
    if not classes and stated is None:
        classes = _written(
            numbers,
            [
                label.words
                for other in plans.sheets
                if (other.discipline == "lightning" or "防雷" in other.title)
                and not other.rows("LP_STRIP", "LP_DOWN").size
                for label in labels(other)
            ],
        )
    name = building.name if building is not None else ""
    if len(classes) > 1 and stated is not None:
        several = "、".join(f"第{number}类" for number in sorted(classes))
        doubt = Words(
            f"图中同时注有{several}防雷，防雷类别请统一，按较严者判定",
            f"several classes are written in the drawing ({', '.join(map(str, sorted(classes)))}); the strictest counts",
        )
        return ProtectionClass(min(*classes, stated), name, doubt)
    written = next(iter(classes)) if len(classes) == 1 else None
    if written is not None and stated is not None and written != stated:
        doubt = Words(
            f"图中为第{written}类防雷，案件事实为第{stated}类，按较严者判定",
            f"class {written} is written in the drawing, class {stated} is stated in the facts; the stricter counts",
        )
        return ProtectionClass(min(written, stated), name, doubt)
    return ProtectionClass(written or stated, name)


def roof_numbers(sheet: Sheet, texts: Sequence[str]) -> frozenset[str]:
    """The numbers of the buildings whose roof it may be: those written inside it, else those of the sheet's title."""
    return numbered(texts) or numbered((sheet.title,))


def numbered(texts: Sequence[str]) -> frozenset[str]:
    """The numbers and letters of the buildings that texts name: 1 of ``1号楼``, A of ``A座``."""
    return frozenset(
        one or other for text in texts for one, other in _NUMBERED.findall(without_parts(plain(text).upper()))
    )


def of_others(words: str, numbers: frozenset[str]) -> bool:
    """Whether the words name buildings, and none of these numbers."""
    named = numbered((words,))
    return bool(named and numbers) and named.isdisjoint(numbers)


def _written(numbers: frozenset[str], *groups: Sequence[str]) -> frozenset[int]:
    """The classes the first group that names any names; several only where none is said of this work alone."""
    for group in groups:
        said = [plain(word) for word in group if not of_others(word, numbers)]
        found = frozenset(number for word in said for number in _classes(word))
        if len(found) > 1:
            told = frozenset(number for word in said if _ABOUT_THIS.search(word) for number in _classes(word))
            return told if len(told) == 1 else found
        if found:
            return found
    return frozenset()


def _classes(word: str) -> set[int]:
    if _NOT_ONE.search(word):
        return set()
    return {_NUMERALS[fit["before"] or fit["after"]] for fit in _WRITTEN.finditer(word)}


def _building(plans: Plans, sheet: Sheet, texts: Sequence[str]) -> Building | None:
    """The building of the facts named inside the roof, else in the title of the sheet; the only one there is.

    None where the only one has another number than the roof.
    """
    for words in (texts, (sheet.title,)):
        fitting = [building for building in plans.facts.buildings if _named(building.name, words)]
        if len(fitting) == 1:
            return fitting[0]
    if len(plans.facts.buildings) != 1:
        return None
    [only] = plans.facts.buildings
    return None if of_others(only.name, roof_numbers(sheet, texts)) else only


def _named(name: str, texts: Sequence[str]) -> bool:
    """Whether the texts name this building: by its number or letter where it has one, else by its whole name."""
    own = numbered((name,))
    if own:
        return not own.isdisjoint(numbered(texts))
    names = " ".join(plain_name(text) for text in texts)
    return re.search(rf"(?<![0-9A-Z]){re.escape(plain_name(name))}", names) is not None


def _common(plans: Plans, numbers: frozenset[str]) -> int | None:
    """The class the buildings of these numbers share, or all of the facts; None when they differ or one is unknown."""
    meant = [each for each in plans.facts.buildings if not of_others(each.name, numbers)]
    told = numbered([each.name for each in meant])
    classes = {each.lightning_class for each in meant}
    covered = not told or numbers <= told
    return classes.pop() if len(classes) == 1 and covered else None
