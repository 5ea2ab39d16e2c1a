"""Tell which windows of a layout become sheets of their own, and what such a detail is called.

Vocabulary
----------
main view   the largest window of a sheet; windows of its scale are measured together with it
detail      a window of another scale that is measured as a sheet of its own, part of the layout's sheet
shown again a window of another scale all of which stands on the sheet, or on a detail before it, already
key plan    a small window of a coarser or an unusual scale, which helps to find one's way

All windows are shown on the plot of the layout. A window of another scale becomes a detail, whatever its scale, unless

* it shows again what is measured already: every line, text, block and dimension visible in it is visible there too;
* nothing visible is in view;
* it is a thumbnail: narrower or lower than ``THUMBNAIL_MM`` on paper;
* it is a key plan: smaller than ``SMALL`` of the main view on paper, and of a scale coarser than the sheet's or not
  in use for drawings.

Windows of these four kinds, and those beyond the first ``MOST_WINDOWS``, are listed on the sheet with their scale: what
is shown again as measured, the others as not. A layer hidden in the main view and shown in a window makes that window a
detail, for nothing else would measure it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing import cutting, omissions, paper
from checkers.drawing.cutting import Cut
from checkers.drawing.model import Bounds, Omission, Text
from checkers.drawing.sheet_names import reads_like_title
from checkers.drawing.space import Found
from checkers.drawing.table import Thing, column, places_of
from checkers.drawing.title_labels import scale_in
from checkers.drawing.viewports import View

THUMBNAIL_MM = 20.0
"""a window narrower or lower than this on paper shows no drawing that could be read"""
SMALL = 1 / 8
"""share of the main view's area on paper"""
MOST_WINDOWS = 100
"""of another scale that are looked at on one sheet, the largest ones; further ones are listed as not measured"""
BESIDE = 0.025
"""metres of paper between a window and a title under or over it"""
_ALIKE = 0.002
_SAID = 0.01
"""how far a scale written may be from that of the window"""
_LONGEST = 60
"""letters of a title"""
_FURTHER_SCALES = (3, 4, 6, 8, 16, 32, 60, 64, 80, 128, 384, 3000, 20000, 50000)
"""in use as well: the other ones GB/T 50001 allows, and parts of an inch for a foot"""
_USUAL = np.array(sorted({*paper.USUAL_SCALES, *_FURTHER_SCALES}), np.float64)
_SCALE_BEHIND = re.compile(
    r"[\s\u3000(（]*(?:M|SCALE|比例)?\s*[:：]?\s*1\s*[:：/]\s*\d{1,5}(?:\.\d+)?\s*[)）]?\s*$", re.IGNORECASE
)
_MARK = r"[-\s0-9A-Za-z#＃①-⑳一二三四五六七八九十()（）]*"
_NAME = re.compile(rf"^(?!详见|见|参见|另见|同|注|说明)[^:：,，。;；]{{0,40}}(详图|大样|节点|剖面|立面|平面){_MARK}$")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What of the model space is visible through some windows: one flag for each line, text, block and dimension."""

    entities: NDArray[np.bool_]
    texts: NDArray[np.bool_]
    blocks: NDArray[np.bool_]
    dimensions: NDArray[np.bool_]

    @classmethod
    def through(cls, found: Found, view: View) -> _Seen:
        """What one window shows."""
        hidden = np.array([layer.name.lower() in view.frozen for layer in found.layers] or [False])
        entities = np.zeros(len(found.entities), np.bool_)
        entities[cutting.touched(found, view.window)] = True
        entities &= found.entities.visible & ~hidden[found.entities.layer]

        def standing(things: Sequence[Thing], places: NDArray[np.float64]) -> NDArray[np.bool_]:
            inside = np.asarray(shapely.contains_xy(view.window, places[:, 0], places[:, 1]), np.bool_)
            return np.asarray(inside & ~hidden[column(things, "layer")], np.bool_)

        texts = standing(found.texts, places_of(found.texts)) & column(found.texts, "visible")
        blocks = standing(found.blocks, cutting.middles_of(found.blocks)) & column(found.blocks, "visible")
        return cls(entities, texts, blocks, standing(found.dimensions, places_of(found.dimensions)))

    def any(self) -> bool:
        # a block that draws nothing is nothing to see
        return bool(self.entities.any() or self.texts.any() or self.dimensions.any())

    def holds(self, other: _Seen) -> bool:
        """Whether all of another is in this one."""
        return not (
            (other.entities & ~self.entities).any()
            or (other.texts & ~self.texts).any()
            or (other.blocks & ~self.blocks).any()
            or (other.dimensions & ~self.dimensions).any()
        )

    def __or__(self, other: _Seen) -> _Seen:
        return _Seen(
            self.entities | other.entities,
            self.texts | other.texts,
            self.blocks | other.blocks,
            self.dimensions | other.dimensions,
        )


@dataclass(slots=True)
class Sorted:
    """The windows of one sheet by what becomes of them."""

    main: list[View] = field(default_factory=list)
    """those of the sheet's own scale"""
    details: list[View] = field(default_factory=list)
    lost: omissions.Omissions = field(default_factory=omissions.Omissions)
    """the others, as entries of the sheet"""


def sort(model: Found, shown: Sequence[View]) -> Sorted:
    """What becomes of the windows of a sheet, the first of which is its main view."""
    made = Sorted()
    if not shown:
        return made
    main = shown[0]
    made.main = [view for view in shown if view.alike(main)]
    others = [view for view in shown if not view.alike(main)]
    if not others:
        return made
    first, *alike = [_Seen.through(model, view) for view in made.main]
    measured = {_ratio(main): reduce(_Seen.__or__, alike, first)}
    for view in others[MOST_WINDOWS:]:
        made.lost.add(Omission.OTHER, f"VIEWPORT {_ratio(view)} (not measured)", omissions.OTHER_SCALE)
    for view in others[:MOST_WINDOWS]:
        seen = _Seen.through(model, view)
        where = _holding(measured, seen) if seen.any() else ""
        if where:
            made.lost.add(Omission.OTHER, f"VIEWPORT {_ratio(view)} (measured at {where})", omissions.SHOWN_AGAIN)
        elif not seen.any() or _is_small(view, main):
            made.lost.add(Omission.OTHER, f"VIEWPORT {_ratio(view)} (not measured)", omissions.OTHER_SCALE)
        else:
            measured[_ratio(view)] = measured[_ratio(view)] | seen if _ratio(view) in measured else seen
            made.details.append(view)
    return made


def _ratio(view: View) -> str:
    return f"1:{float(f'{view.scale:.4g}'):g}"


def _holding(measured: Mapping[str, _Seen], seen: _Seen) -> str:
    """The scale, or all of them, at which everything seen is measured already; empty when something is not."""
    for scale, each in measured.items():
        if each.holds(seen):
            return scale
    return ", ".join(measured) if reduce(_Seen.__or__, measured.values()).holds(seen) else ""


def _is_small(view: View, main: View) -> bool:
    """Whether a window is a thumbnail or a key plan."""
    left, low, right, high = view.paper
    if min(right - left, high - low) * 1000 < THUMBNAIL_MM:
        return True
    usual = bool((np.abs(view.scale / _USUAL - 1) <= _ALIKE).any())
    return view.area < SMALL * main.area and (view.scale > main.scale or not usual)


def parted(own: Cut, windows: Sequence[Bounds], main: Sequence[Bounds]) -> tuple[Cut, list[Cut]]:
    """What a layout draws itself, divided: the sheet's, and for each of the ``windows`` that of its detail.

    What lies wholly in a window belongs to the first such window, for it is drawn at that scale. What also lies in
    a main view stays with the sheet, and so does whatever reaches beyond, such as a frame. All in metres of paper.
    """
    blocks = column(own.blocks, "bounds")
    boxes = [
        np.asarray(shapely.bounds(own.entities.geometry), np.float64).reshape(-1, 4),
        np.tile(places_of(own.texts), 2),
        np.where(np.isfinite(blocks), blocks, np.tile(places_of(own.blocks), 2)),
        np.tile(places_of(own.dimensions), 2),
    ]
    left = [np.ones(len(each), np.bool_) for each in boxes]
    for view in main:
        left = [rest & ~_within(each, view) for rest, each in zip(left, boxes, strict=True)]
    kept = [~rest for rest in left]
    parts = []
    for window in windows:
        taken = [rest & _within(each, window) for rest, each in zip(left, boxes, strict=True)]
        left = [rest & ~gone for rest, gone in zip(left, taken, strict=True)]
        parts.append(cutting.chosen(own, *taken))
    return cutting.chosen(own, *(stays | rest for stays, rest in zip(kept, left, strict=True))), parts


def _within(boxes: NDArray[np.float64], window: Bounds) -> NDArray[np.bool_]:
    left, low, right, high = window
    return np.asarray(
        (boxes[:, 0] >= left) & (boxes[:, 1] >= low) & (boxes[:, 2] <= right) & (boxes[:, 3] <= high), np.bool_
    )


def title(
    view: View, others: Sequence[View], drawn: Sequence[Text], inside: Sequence[Text], scale: float, called: str
) -> str:
    """What a detail is called, with its scale: after a title under, over or in its window, else as ``called``.

    ``drawn`` are the texts of the layout in metres of paper, ``inside`` those seen through the window and standing in
    it, ``others`` the other windows. A title nearer another window is that one's, and so is one of another scale.
    """
    window = view.paper
    rivals = [other.paper for other in others]
    near = [
        (away, name)
        for text in drawn
        if text.visible and (name := _name_of(text.content, view.scale))
        if (away := _away(text, window)) <= BESIDE and all(away < _away(text, rival) for rival in rivals)
    ]
    written = min(near)[1] if near else ""
    if not written:
        within = [replace(text, content=_name_of(text.content, view.scale)) for text in inside if text.visible]
        written = max(within, key=lambda text: (bool(text.content), text.height)).content if within else ""
    return f"{' '.join((written or called).split())} 1:{scale:g}"


def _name_of(content: str, scale: float) -> str:
    """The name in a title of a drawing, without the scale behind it; empty for other texts, or for another scale."""
    content = content.strip()
    if len(content) > _LONGEST or content[:1].isspace():
        return ""
    name = _SCALE_BEHIND.sub("", content).strip()
    if name != content:
        said = scale_in(content)
        if said is None or abs(said / scale - 1) > _SAID:
            return ""
    return name if reads_like_title(name) or _NAME.match(name) else ""


def _away(text: Text, window: Bounds) -> float:
    """How far under or over a window a text stands; endless when it is beside it or in it."""
    left, low, right, high = window
    if not left <= text.x <= right or low < text.y < high:
        return math.inf
    return low - text.y if text.y <= low else text.y - high
