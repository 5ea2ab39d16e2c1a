"""How a sheet is drafted: what share of it lies on which layers, what does not show, how tall its letters are.

Vocabulary
----------
share      of the visible entities of a sheet, those on layers of one sort; points are left out, dimensions leave them
hidden     things of the building on layers that are frozen, off or not plotted
letters    the writings of a sheet, Chinese ones and others apart, with their heights on paper
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from checkers.drawing.layers import bare
from checkers.drawing.layers import plots as plots_by_name
from checkers.errors import Words
from checkers.features.base import Feature, whole
from checkers.features.on_paper import otherwise_stated, per_metre, shown_texts
from checkers.features.repeats import MEASURED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checkers.drawing.model import DrawingSet, Layer, Sheet
    from checkers.features.plans import Plans

CJK = re.compile(r"[一-鿿]")
SHORTEST = 2
"""letters of a writing that is looked at; a single one is a mark such as 上 at a stair"""

MOST_LAYERS = 5
"""names of layers that a reason lists"""

OUTLINE_FONTS = (".ttf", ".ttc", ".otf")


@dataclass(frozen=True, slots=True)
class Share:
    """Entities on layers of one sort, of all of a sheet."""

    counts: dict[str, int]
    """by the name of the layer"""
    of: int
    """all entities of the sheet"""

    @property
    def value(self) -> float:
        """0 where the sheet has nothing."""
        return sum(self.counts.values()) / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(Feature):
    """Things of the building of one sheet that do not show."""

    layers: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterGroup(Feature):
    """The writings of a sheet in Chinese, or all others."""

    chinese: bool
    heights: tuple[float, ...]
    """millimetres of paper, one for each writing; empty while the scale is unknown"""
    places: tuple[tuple[float, float], ...]
    """model metres"""
    truetype: bool | None
    """whether the file's fonts are outlines; None when both kinds may be used"""
    unsure: Words | None = None
    """why the heights may be those of another scale"""

    @property
    def lowest(self) -> float | None:
        """Millimetres of paper; None while the scale is unknown."""
        return min(self.heights, default=None)


def share_of(sheet: Sheet, sort: Callable[[Layer, str], bool]) -> Share:
    """The share of the visible entities on layers of the sort; ``sort`` sees a layer and its name without prefix."""
    entities = sheet.entities
    shown = entities.visible & (entities.kind != "point") if len(entities) else np.zeros(0, dtype=np.bool_)
    counts = np.bincount(entities.layer[shown], minlength=len(sheet.layers))
    found = {
        layer.name: int(count)
        for layer, count in zip(sheet.layers, counts.tolist(), strict=False)
        if count and layer.meaning != "EXPECT" and sort(layer, bare(layer.name))
    }
    return Share(found, int(counts.sum()))


def top_layers(share: Share) -> list[str]:
    """The layers with most of the share, fullest first."""
    return sorted(share.counts, key=lambda name: -share.counts[name])[:MOST_LAYERS]


def switched_off(sheet: Sheet) -> Iterator[Hidden]:
    """What a sheet holds on measured layers that do not show; nothing when all shows."""
    off = np.fromiter(
        (layer.meaning in MEASURED and not (layer.visible and layer.plots) for layer in sheet.layers),
        np.bool_,
        len(sheet.layers),
    )
    if not off.any() or not len(sheet.entities):
        return
    rows = np.flatnonzero(off[sheet.entities.layer])
    if not len(rows):
        return
    names = dict.fromkeys(sheet.layers[int(index)].name for index in sheet.entities.layer[rows])
    yield Hidden(
        subject=f"{sheet.number} {sheet.title}".strip() or sheet.file,
        sheet=sheet.id,
        where=shapely.box(*sheet.bounds_m),
        how=Words("不显示或不打印的图层", "layers that are not shown or plotted"),
        layers=tuple(names)[:MOST_LAYERS],
        count=len(rows),
    )


def letters(plans: Plans) -> tuple[LetterGroup, ...]:
    """The letters of every sheet; call as ``plans.recognise(letters)``."""
    return tuple(group for sheet in plans.sheets for group in _groups(sheet, plans.drawings))


def _groups(sheet: Sheet, drawings: DrawingSet) -> Iterator[LetterGroup]:
    scale = per_metre(sheet)
    sheet_itself = whole(sheet)
    of_title = sheet.layers_meaning("TITLEBLOCK")
    for chinese in (True, False):
        texts = [
            text
            for text in shown_texts(sheet)
            if text.height > 0
            and not of_title[text.layer]
            and plots_by_name(sheet.layers[text.layer].name)
            and _letters_of(text.content) >= SHORTEST
            and is_chinese(text.content) is chinese
        ]
        if not texts:
            continue
        word = Words("汉字", "Chinese letters") if chinese else Words("数字与字母", "numbers and letters")
        yield LetterGroup(
            subject=f"{sheet_itself.subject} {word.zh}",
            sheet=sheet.id,
            where=sheet_itself.where,
            how=word,
            chinese=chinese,
            heights=tuple(text.height * scale for text in texts) if scale else (),
            places=tuple((text.x, text.y) for text in texts),
            truetype=_truetype(sheet, drawings),
            unsure=otherwise_stated(sheet),
        )


def is_chinese(content: str) -> bool:
    """Whether at least half of the letters are Chinese: ``FM乙1221`` is a code."""
    return 2 * len(CJK.findall(content)) >= _letters_of(content)


def _letters_of(content: str) -> int:
    return len("".join(content.split()))


def _truetype(sheet: Sheet, drawings: DrawingSet) -> bool | None:
    """Whether all fonts the file names are outlines; None when that is unknown. PDF letters are."""
    if sheet.format == "pdf":
        return True
    for file in drawings.files:
        if sheet.id.startswith(file.sha256[:12]):
            outlines = {name.lower().endswith(OUTLINE_FONTS) for name in file.substituted}
            return outlines.pop() if len(outlines) == 1 else None
    return None
