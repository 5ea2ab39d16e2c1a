"""What the notes of a set say of lightning protection: earthing resistances, measures against side flashes.

Vocabulary
----------
statement   a writing that states a resistance: ``接地电阻不大于1Ω``, ``R≤10Ω``
common      a statement for an earth that several systems share (共用, 联合)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import labels
from checkers.features.lightning_class import of_others

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

_OHM = r"(?:\u03a9|\u2126|欧姆?|ohm|OHM)"
_RESISTANCE = re.compile(rf"(?:接地电阻|接地阻值|(?<![A-Za-z])R[ijI]?)([^\d，。；;,]{{0,14}}?)(\d+(?:\.\d+)?){_OHM}")
_IF_LARGER = re.compile(r"(?<![不得应宜])大于|>|＞|≥|超过时|不满足|达不到")
_OTHER_PURPOSE = re.compile(r"重复接地|防静电|屏蔽|变压器中性点|工作接地")
"""purposes beside lightning; a writing that names lightning or a common earth as well speaks of both"""
_LIGHTNING = re.compile(r"防雷|接闪|避雷")
_COMMON = re.compile(r"共用|联合|综合|合用|共同")
_SIDE = re.compile(r"侧击|均压环")
_SIDE_NOT = re.compile(
    r"(?:无需|不需|不必|不(?:再|另)?(?:设|做|作|采|考虑|进行|要求)|可不|未设).{0,8}(?:侧击|均压环)|无(?:侧击|均压环)"
    r"|(?:侧击|均压环)[^，。；;,]{0,8}(?:不考虑|不设|不做|无需|不需|可不|取消)"
)
_PARTS = re.compile(r"[，。；;,]")
_STOPS = re.compile(r"[，。；;,、]")
_TOUCH = re.compile(r"接触电压|跨步电压")
_COLUMNS = re.compile(r"(?<!不)利用.{0,16}(?:柱|墙).{0,12}(?:主筋|钢筋)")
_OF_LIGHTNING = ("防雷", "接地", "接闪", "电气设计说明", "电施", "电气说明")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resistance(Feature):
    """A stated earthing resistance."""

    ohms: float
    common: bool
    words: str


def resistances(plans: Plans) -> tuple[Resistance, ...]:
    """Every stated resistance of every sheet; call as ``plans.recognise(resistances)``."""
    return tuple(found for sheet in plans.sheets for found in _stated(sheet))


def of_lightning(sheet: Sheet) -> bool:
    """Whether a sheet is one of lightning protection, by its discipline, its title or its layers."""
    titled = any(word in sheet.title or word in sheet.number for word in _OF_LIGHTNING)
    return titled or sheet.discipline == "lightning" or bool(sheet.rows("LP_STRIP", "LP_DOWN", "LP_ROD").size)


def side_flash_written(plans: Plans, numbers: frozenset[str] = frozenset()) -> bool:
    """Whether any sheet of lightning protection speaks of measures against side flashes.

    What is written of other buildings than those of these numbers does not count.
    """
    return any(
        any(_SIDE.search(part) and not _SIDE_NOT.search(part) for part in _PARTS.split(label.words))
        and not of_others(label.words, numbers)
        for sheet in plans.sheets
        if of_lightning(sheet)
        for label in labels(sheet)
    )


def touch_measures_written(sheet: Sheet) -> bool:
    """Whether the sheet speaks of measures against touch or step voltage."""
    return any(_TOUCH.search(label.words) for label in labels(sheet))


def columns_used(sheet: Sheet) -> bool:
    """Whether the sheet says that the steel of columns or walls serves as down conductors."""
    return any(_COLUMNS.search(label.words) for label in labels(sheet))


def _joint(words: str) -> bool:
    """Whether the words speak of lightning protection, or of an earth that several systems share."""
    return bool(_LIGHTNING.search(words) or _COMMON.search(words))


def _own(words: str, statement: re.Match[str]) -> str:
    """The part of a writing that the statement ends, from the last comma or stop before it."""
    start = max((mark.end() for mark in _STOPS.finditer(words, 0, statement.start())), default=0)
    return words[start : statement.end()]


def _stated(sheet: Sheet) -> Iterator[Resistance]:
    for label in labels(sheet):
        if _OTHER_PURPOSE.search(label.words) and not _joint(label.words):
            continue
        for fit in _RESISTANCE.finditer(label.words):
            if _IF_LARGER.search(fit[1]) or (_OTHER_PURPOSE.search(own := _own(label.words, fit)) and not _joint(own)):
                continue
            yield Resistance(
                subject=f"接地电阻 {float(fit[2]):g}Ω",
                sheet=sheet.id,
                where=label.point,
                handles=(label.handle,),
                how=Words("图中文字", "a writing on the sheet"),
                ohms=float(fit[2]),
                common=_COMMON.search(label.words) is not None,
                words=fit[0],
            )
