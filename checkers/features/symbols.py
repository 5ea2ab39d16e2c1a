"""Fire equipment drawn as symbols: hydrants, pump adapters, sprinkler heads and extinguishers.

Vocabulary
----------
symbol     one piece of equipment with its kind and the place it stands at
legend     a table that shows what a symbol means (图例): a symbol in it is no equipment
cluster    small lines and circles on a layer of equipment that lie together: a symbol without its block
twins      symbols of one kind drawn over each other, counted once

What a block is called goes before the layer it stands on. A symbol on a hydrants' layer whose name does not say which
hydrant it is stands outdoors on a site plan and indoors on any other sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Point, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import labels
from checkers.features.near import drawn_at, gathered
from checkers.features.site import is_site_plan

if TYPE_CHECKING:
    from checkers.drawing.model import BlockReference, Sheet
    from checkers.features.plans import Plans

LARGEST = 4.0
"""metres across: a larger block is a piece of plan, not a symbol"""

LARGEST_LOOSE = 2.5
"""metres across: a longer line on a layer of equipment is a pipe or a leader"""

SMALLEST_LOOSE = 0.05
"""metres across: less is a dot"""

TOGETHER = 0.05
"""metres between the strokes of one symbol"""

TWINS = 0.2
"""metres between symbols of one kind drawn over each other"""

MOST_LOOSE = 40_000
"""small strokes on layers of equipment of one sheet: more are a pattern"""

LEGEND_DOWN, LEGEND_ASIDE = 150.0, 80.0
"""millimetres on paper that a legend reaches below (above, where a plan is mirrored) and beside its heading"""

PERHAPS_DOWN, PERHAPS_ASIDE = 400.0, 160.0
"""millimetres on paper within which a symbol in a row of explaining words may belong to a long or wide legend"""

LEGEND_ROW = 60.0
"""millimetres on paper from a symbol in a legend to the words that explain it"""

SAME_ROW = 6.0
"""millimetres on paper between a symbol in a legend and the row of its words"""

NO_PLAN = re.compile(r"系统|大样|详图|原理|材料表|图例|剖面|立面|流程|说明|目录")
"""titles of sheets on which symbols stand for no place"""


class Equipment(StrEnum):
    """What a symbol stands for."""

    OUTDOOR_HYDRANT = "outdoor hydrant"
    INDOOR_HYDRANT = "indoor hydrant"
    PUMP_ADAPTER = "pump adapter"
    SPRINKLER = "sprinkler"
    SIDE_SPRINKLER = "side-wall sprinkler"
    EXTINGUISHER = "extinguisher"


NAMES = {
    Equipment.OUTDOOR_HYDRANT: Words("室外消火栓", "outdoor hydrant"),
    Equipment.INDOOR_HYDRANT: Words("室内消火栓", "indoor hydrant"),
    Equipment.PUMP_ADAPTER: Words("水泵接合器", "pump adapter"),
    Equipment.SPRINKLER: Words("喷头", "sprinkler head"),
    Equipment.SIDE_SPRINKLER: Words("边墙型喷头", "side-wall sprinkler head"),
    Equipment.EXTINGUISHER: Words("灭火器", "extinguisher"),
}

NO_EQUIPMENT = re.compile(
    r"阀|阀门|VALVE|水表|管|PIPE|按钮|指示|流量|压力|编号|标注|引线|箭头|泵房|图框|试水|拆除|废除|废弃", re.IGNORECASE
)
REELS = re.compile(r"[(（]?(?:自?带)?(?:自救|消防|灭火)?(?:软管)?卷盘[)）]?")
"""what a cabinet of a hydrant may hold beside it: no pipe"""

BOTH = re.compile(r"灭火器.*(?:消火栓|消防栓|消防[柜箱])|(?:消火栓|消防栓|消防[柜箱]).*灭火器")
"""cabinets with a hydrant and extinguishers"""

NO_SYMBOLS = re.compile(r"管|PIPE|阀|VALVE|DIM|NOTE|TEXT|标注|文字|编号|拆除|废除|废弃", re.IGNORECASE)
"""layers of pipes, risers and words beside the equipment"""

CALLED = (
    (Equipment.PUMP_ADAPTER, re.compile(r"接合器|(?<![A-Z])SQ[SXBD]?\d|PUMP[-_ ]?ADAPT|SIAMESE", re.IGNORECASE)),
    (
        Equipment.OUTDOOR_HYDRANT,
        re.compile(
            r"室外.*(?:消火栓|消防栓)|地[上下]式消[火防]栓|(?<![A-Z])S[SAX]?S?1[05]0(?!\d)"
            r"|OUTDOOR.*HYD|HYD.*(?:OUT|EXT)|FIRE[-_ ]?HYDRANT[-_ ]?OUT",
            re.IGNORECASE,
        ),
    ),
    (Equipment.EXTINGUISHER, re.compile(r"灭火器|(?<![A-Z])MF[ZT]?[/_-]?A?BC|EXTG|EXTINGUISH", re.IGNORECASE)),
    (Equipment.SIDE_SPRINKLER, re.compile(r"侧喷|边墙型|SIDE[-_ ]?WALL", re.IGNORECASE)),
    (Equipment.SPRINKLER, re.compile(r"喷头|喷淋头|[上下]喷|SPRINK|SPRN|SPKL|SPRL", re.IGNORECASE)),
    (Equipment.INDOOR_HYDRANT, re.compile(r"消火栓|消防栓|消防箱|XHS|HYDRANT|HYDT", re.IGNORECASE)),
)
BY_MEANING = {"SPRINKLER": Equipment.SPRINKLER, "EXTINGUISHER": Equipment.EXTINGUISHER}
OF_LEGEND = re.compile(
    r"^(?:(?![见按参])[^\d,，。;；:：]){0,8}图例(?:表|及?说明)?(?:[(（]?LEGENDS?[)）]?)?[:：]?$|^(?:主要)?设备(?:及|与)?(?:主要)?材料表$"
    r"|^LEGENDS?(?:图例)?[:：]?$",
    re.IGNORECASE,
)
EXPLAINS = re.compile(r"消火栓|消防栓|接合器|喷头|灭火器|消防箱")
WRITTEN = {
    Equipment.EXTINGUISHER: re.compile(r"^(?:\d+[x×*])?MF[ZT]?[/_-]?(?:ABC)?\d", re.IGNORECASE),
    Equipment.PUMP_ADAPTER: re.compile(r"^[^，。,;；:：、见按设\d]{0,6}水泵接合器(?:[^，。,;；:：、间距]{0,8})$"),
}
"""texts that stand beside equipment"""

MEANINGS = ("HYDRANT", "SPRINKLER", "EXTINGUISHER")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol(Feature):
    """A piece of equipment."""

    kind: Equipment
    point: Point
    """where it stands, model metres"""
    name: str = ""
    """its block's name; empty for a symbol drawn without one"""


def symbols(plans: Plans) -> tuple[Symbol, ...]:
    """Every symbol of every plan, in reading order (top left first); call as ``plans.recognise(symbols)``."""
    return tuple(symbol for sheet in plans.sheets if not NO_PLAN.search(sheet.title) for symbol in _symbols(sheet))


def of_kind(plans: Plans, *kinds: Equipment) -> tuple[Symbol, ...]:
    """The symbols of these kinds."""
    return tuple(symbol for symbol in plans.recognise(symbols) if symbol.kind in kinds)


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: Equipment
    point: Point
    handle: str
    how: Words
    name: str = ""
    sure: bool = True


def _symbols(sheet: Sheet) -> list[Symbol]:
    outdoors = is_site_plan(sheet)
    signs = _blocks(sheet, outdoors=outdoors)
    signs += _loose(sheet, [block.name for block in sheet.blocks], outdoors=outdoors)
    legend = _Legend(sheet)
    signs = [_weaker(sign) if legend.may_hold(sign.point) else sign for sign in signs if not legend.holds(sign.point)]
    signs += [sign for sign in _written(sheet, signs) if not legend.holds(sign.point)]
    signs = _without_twins(signs)
    count = {kind: sum(sign.kind is kind for sign in signs) for kind in Equipment}
    number = dict.fromkeys(Equipment, 0)
    found = []
    for sign in signs:
        number[sign.kind] += 1
        word = NAMES[sign.kind].zh
        found.append(
            Symbol(
                subject=f"{word}{number[sign.kind]}" if count[sign.kind] > 1 else word,
                sheet=sheet.id,
                where=sign.point,
                handles=(sign.handle,),
                how=sign.how,
                sure=sign.sure,
                kind=sign.kind,
                point=sign.point,
                name=sign.name,
            )
        )
    return found


def _weaker(sign: _Sign) -> _Sign:
    how = Words(f"{sign.how.zh}，可能属于图例", f"{sign.how.en}, perhaps of a legend")
    return replace(sign, how=how, sure=False)


@lru_cache(maxsize=4096)
def _called(words: str) -> Equipment | None:
    return next((kind for kind, pattern in CALLED if pattern.search(words)), None)


def _on_layer(sheet: Sheet, layer: int, *, outdoors: bool) -> Equipment | None:
    """What stands on a layer: told by its name first, then by its meaning."""
    name, meaning = sheet.layers[layer].name, sheet.layers[layer].meaning
    if (meaning not in MEANINGS and "接合器" not in name) or NO_SYMBOLS.search(name):
        return None
    if meaning in BY_MEANING:
        return BY_MEANING[meaning]
    said = _called(name)
    if said in {Equipment.PUMP_ADAPTER, Equipment.OUTDOOR_HYDRANT} or (said and "室内" in name):
        return said
    return Equipment.OUTDOOR_HYDRANT if outdoors else Equipment.INDOOR_HYDRANT


def _blocks(sheet: Sheet, *, outdoors: bool) -> list[_Sign]:
    signs = []
    for block in sheet.blocks:
        if not block.visible or _large(block):
            continue
        name = REELS.sub("", block.name.rpartition("$")[2]) or "软管"
        kind = None if NO_EQUIPMENT.search(name) else _called(name)
        if kind is Equipment.INDOOR_HYDRANT and outdoors and "室内" not in name:
            kind = Equipment.OUTDOOR_HYDRANT
        how = Words(f"图块 {block.name}", f"block {block.name}")
        if kind is None and not NO_EQUIPMENT.search(name):
            kind = _on_layer(sheet, block.layer, outdoors=outdoors)
            layer = sheet.layers[block.layer].name
            how = Words(f"图层 {layer} 上的图块 {block.name}", f"block {block.name} on layer {layer}")
        if kind is not None:
            both = (Equipment.INDOOR_HYDRANT, Equipment.EXTINGUISHER)
            for each in both if BOTH.search(name) and kind in both else (kind,):
                signs.append(_Sign(each, drawn_at(block), block.handle, how, block.name))
    return signs


def _large(block: BlockReference) -> bool:
    if block.bounds is None:
        return False
    left, low, right, high = block.bounds
    return max(right - left, high - low) > LARGEST


def _loose(sheet: Sheet, names: Sequence[str], *, outdoors: bool) -> list[_Sign]:
    """Symbols drawn without a block: clusters of small strokes on layers of equipment.

    Strokes of a block that is a symbol itself are left to it; heads of sprinklers are circles, pipes are not.
    """
    kinds = {
        index: kind
        for index in range(len(sheet.layers))
        if (kind := _on_layer(sheet, index, outdoors=outdoors)) is not None
    }
    small: dict[Equipment, list[int]] = {}
    spoken = {name for name in names if not NO_EQUIPMENT.search(name) and _called(name.rpartition("$")[2])}
    rows = np.flatnonzero(np.isin(sheet.entities.layer, list(kinds)) & sheet.entities.visible)
    own = {(block.name, block.handle) for block in sheet.blocks if block.layer in kinds and not _large(block)}
    of_symbols = spoken | {name for name, _ in own}
    for row in rows:
        if set(str(sheet.entities.block[row]).split("/")) & of_symbols:
            continue
        kind = kinds[int(sheet.entities.layer[row])]
        if _is_stroke(sheet, int(row), kind):
            small.setdefault(kind, []).append(int(row))
    return [sign for kind, found in small.items() if len(found) <= MOST_LOOSE for sign in _clusters(sheet, found, kind)]


def _is_stroke(sheet: Sheet, row: int, kind: Equipment) -> bool:
    geometry = sheet.entities.geometry[row]
    if geometry.is_empty:
        return False
    left, low, right, high = geometry.bounds
    across = max(right - left, high - low)
    if kind is Equipment.SPRINKLER and sheet.entities.kind[row] != "circle":
        return False
    return bool(SMALLEST_LOOSE <= across <= LARGEST_LOOSE)


def _clusters(sheet: Sheet, rows: Sequence[int], kind: Equipment) -> list[_Sign]:
    """One sign for each cluster with a circle or an area in it, at the middle of its largest one."""
    shapes = [sheet.entities.geometry[row] for row in rows]
    signs = []
    for group in gathered(shapes, TOGETHER):
        left, low, right, high = shapely.union_all([shapes[index].envelope for index in group]).bounds
        areas = [index for index in group if shapes[index].geom_type in {"Polygon", "MultiPolygon"}]
        if max(right - left, high - low) > LARGEST_LOOSE or not areas:
            continue
        middle = max(areas, key=lambda index: (sheet.entities.kind[rows[index]] == "circle", shapes[index].area))
        layer = sheet.layers[int(sheet.entities.layer[rows[middle]])].name
        handle = str(sheet.entities.handle[rows[middle]])
        how = Words(f"图层 {layer} 上的图形", f"shape on layer {layer}")
        signs.append(_Sign(kind, shapes[middle].centroid, handle, how))
    return signs


def _written(sheet: Sheet, signs: Sequence[_Sign]) -> list[_Sign]:
    """What only a text such as ``2×MF/ABC4`` tells of: on a sheet that draws none of its kind, and not surely placed."""
    drawn = {sign.kind for sign in signs}
    return [
        _Sign(kind, label.point, label.handle, how, sure=False)
        for kind, pattern in WRITTEN.items()
        if kind not in drawn
        for how in [Words(f"文字注明的{NAMES[kind].zh}，未见图形", "written, without a symbol")]
        for label in labels(sheet)
        if pattern.match(label.words)
    ]


class _Legend:
    """The legends of a sheet, told by their headings and the words in their rows."""

    def __init__(self, sheet: Sheet) -> None:
        a, b, d, e, _, _ = sheet.to_mm
        self._per_metre = abs(a * e - b * d) ** 0.5 or 1.0
        written = labels(sheet)
        self._headings = [label for label in written if OF_LEGEND.match(label.words)]
        explaining = [label for label in written if EXPLAINS.search(label.words) and not OF_LEGEND.match(label.words)]
        self._words = np.array([(label.x, label.y) for label in explaining]).reshape(-1, 2)
        self._turns = {text.handle: text.rotation for text in sheet.texts} if self._headings else {}

    def holds(self, point: Point) -> bool:
        """Whether a symbol stands below a heading (above it, in a mirrored plan), in a row of explaining words."""
        return self._within(point, LEGEND_DOWN, LEGEND_ASIDE)

    def may_hold(self, point: Point) -> bool:
        """Whether it does so farther from the heading."""
        return self._within(point, PERHAPS_DOWN, PERHAPS_ASIDE)

    def _within(self, point: Point, down: float, sideways: float) -> bool:
        at = np.array([point.x, point.y])
        for heading in self._headings:
            turn = np.radians(self._turns.get(heading.handle, 0.0))
            axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
            aside, below = np.abs(axes @ (at - (heading.x, heading.y))) * self._per_metre
            if aside <= sideways and below <= down:
                along, across = np.abs(axes @ (self._words - at).T) * self._per_metre
                if bool(((along <= LEGEND_ROW) & (across <= SAME_ROW)).any()):
                    return True
        return False


def _without_twins(signs: Sequence[_Sign]) -> list[_Sign]:
    """In reading order, the signs without those drawn over another one of their kind; blocks go before clusters."""
    ranked = sorted(signs, key=lambda sign: not sign.name)
    places = [sign.point for sign in ranked]
    dropped: set[int] = set()
    if places:
        first, second = STRtree(places).query(places, predicate="dwithin", distance=TWINS)
        for one, other in sorted(zip(first.tolist(), second.tolist(), strict=True)):
            if one < other and one not in dropped and ranked[one].kind is ranked[other].kind:
                dropped.add(other)
    kept = [sign for index, sign in enumerate(ranked) if index not in dropped]
    return sorted(kept, key=lambda sign: (-round(sign.point.y, 1), round(sign.point.x, 1)))
