"""Things set up in rooms and on sites that are drawn as small symbols: basins, urinals, cabinets, boxes, trees.

Vocabulary
----------
fitting   one such thing with its outline, told by the name of its block, of its layer, or by the words on it
outline   the smallest rectangle, in any direction, around what the symbol draws
row       cabinets that stand side by side, as one outline
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.clearances import rectangle_around
from checkers.features.labels import Label, labels_saying, plain
from checkers.features.legends import in_legend
from checkers.features.near import drawn_at, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import BlockReference, Sheet
    from checkers.features.plans import Plans

SAME = 0.05
"""metres between two drawings of one fitting, and between cabinets that stand side by side"""

LARGEST = 12.0
"""metres across: a larger block or outline is a piece of plan"""

CABINET_DEEP = (0.3, 1.4)
"""metres: the short side of a cabinet or of a row of them"""

HAIR = 0.002
"""metres around a block's bounds within which its strokes lie"""


class Sort(StrEnum):
    """What a fitting is."""

    BASIN = "basin"
    URINAL = "urinal"
    CABINET = "cabinet"
    HOME_BOX = "home box"
    PANEL = "power panel"
    TREE = "tree"
    SHRUB = "shrub"


NAMES = {
    Sort.BASIN: "洗手盆",
    Sort.URINAL: "小便器",
    Sort.CABINET: "机柜",
    Sort.HOME_BOX: "家居配线箱",
    Sort.PANEL: "配电箱",
    Sort.TREE: "乔木",
    Sort.SHRUB: "灌木",
}

CALLED = (
    (Sort.BASIN, re.compile(r"洗手盆|洗脸盆|洗面盆|面盆|台盆|洗手池|盥洗盆|BASIN|LAVATORY|(?<![A-Z])LAV(?![A-Z])")),
    (Sort.URINAL, re.compile(r"小便|URINAL")),
    (
        Sort.HOME_BOX,
        re.compile(r"家居配线箱|家庭配线箱|多媒体(?:信息)?箱|家居信息箱|住户弱电箱|(?<![A-Z])HDD(?![A-Z])"),
    ),
    (Sort.PANEL, re.compile(r"配电箱|照明箱|动力箱|电表箱|(?<![A-Z])(?:AL|AP|AT|AW)[-\d]")),
    (Sort.CABINET, re.compile(r"机柜|机架|网络柜|配线柜|服务器柜|(?<![A-Z])RACK|(?<![A-Z])CABINET")),
    (Sort.SHRUB, re.compile(r"灌木|SHRUB|绿篱")),
    (Sort.TREE, re.compile(r"乔木|行道树|TREE|香樟|银杏|樱花|桂花|榉树|悬铃木|梧桐")),
)
_NO_FITTING = re.compile(r"配电柜|强电柜|消火栓|图框|图例|STREET")
_HOME_BOX = re.compile(r"^(?:家居配线箱|家庭配线箱|多媒体(?:信息)?箱|家居信息箱|住户弱电箱|HDD)[-#A-Z\d]{0,6}$")
"""what stands for a box where no symbol is drawn"""

NAME_BESIDE = 1.5
"""metres from a box's symbol to its name"""

IN_LEGEND = 120.0
"""millimetres on paper from the heading 图例 within which names explain symbols"""

IN_A_LEGEND = Words("图例旁的图块", "block beside a legend")

SIZES = {
    Sort.BASIN: (0.2, 0.8),
    Sort.URINAL: (0.2, 0.8),
    Sort.CABINET: (CABINET_DEEP[0], LARGEST),
    Sort.HOME_BOX: (0.1, 1.0),
    Sort.PANEL: (0.1, 2.5),
    Sort.TREE: (0.2, LARGEST),
    Sort.SHRUB: (0.2, LARGEST),
}
"""metres across of what is drawn as a closed line or circle on a layer named after the sort"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting(Feature):
    """A basin, urinal, cabinet, box or tree."""

    sort: Sort
    outline: Polygon

    @property
    def centre(self) -> shapely.Point:
        """The middle of its outline."""
        return self.outline.centroid


def fittings(plans: Plans) -> tuple[Fitting, ...]:
    """Every fitting of every sheet, once each; call as ``plans.recognise(fittings)``."""
    return tuple(fitting for sheet in plans.sheets for fitting in _fittings(sheet))


def of_sort(plans: Plans, *sorts: Sort) -> tuple[Fitting, ...]:
    """The fittings of these sorts."""
    return tuple(fitting for fitting in plans.recognise(fittings) if fitting.sort in sorts)


@lru_cache(maxsize=4096)
def sort_of(words: str) -> Sort | None:
    """What a name stands for; None when it is nothing of the kind."""
    upper = plain(words).rpartition("$")[2].upper()
    if _NO_FITTING.search(upper):
        return None
    return next((sort for sort, sense in CALLED if sense.search(upper)), None)


def rows_of(found: Sequence[Fitting]) -> list[tuple[Polygon, list[Fitting]]]:
    """Fittings of one sheet that stand side by side, each group as one outline with its members."""
    shapes: list[tuple[Polygon, list[Fitting]]] = []
    for group in gathered([fitting.outline for fitting in found], SAME):
        members = [found[index] for index in group]
        grown = shapely.union_all([member.outline.buffer(SAME, join_style="mitre") for member in members])
        one = grown.buffer(-SAME, join_style="mitre")
        if isinstance(one, Polygon) and not one.is_empty:
            shapes.append((one, members))
    return shapes


def _fittings(sheet: Sheet) -> list[Fitting]:
    written = labels_saying(sheet, sort_of)
    outlined = sorted(_outlined(sheet, written), key=lambda fitting: -fitting.outline.area)
    found = [*_inserted(sheet), *outlined]
    found += _words(sheet, written, found)
    if not found:
        return found
    tree = STRtree([fitting.outline for fitting in found])
    first, second = tree.query([fitting.centre for fitting in found], predicate="dwithin", distance=SAME)
    again = {
        one
        for one, other in zip(first.tolist(), second.tolist(), strict=True)
        if other < one and found[one].sort is found[other].sort
    }
    return [fitting for index, fitting in enumerate(found) if index not in again]


def _inserted(sheet: Sheet) -> Iterator[Fitting]:
    expected = sheet.layers_meaning("EXPECT")
    named = [
        (block, sort)
        for block in sheet.blocks
        if block.visible and not expected[block.layer] and (sort := sort_of(block.name)) is not None
    ]
    if not named:
        return
    rows = np.flatnonzero(sheet.entities.visible & (sheet.entities.block != ""))
    strokes = STRtree(sheet.entities.geometry[rows])
    explained = in_legend(sheet, [drawn_at(block) for block, _ in named])
    for number, (block, sort) in enumerate(named):
        outline = _outline(sheet, block, rows, strokes)
        if outline is not None:
            how = Words(f"图块 {block.name}", f"block {block.name}")
            found = _fitting(sheet, sort, outline, block.handle, how, next(iter(block.attributes.values()), ""))
            yield replace(found, how=IN_A_LEGEND, sure=False) if number in explained else found


def _outline(sheet: Sheet, block: BlockReference, rows: NDArray[np.intp], strokes: STRtree) -> Polygon | None:
    """The smallest rectangle around what the block draws, turned as it was drawn; None when it is none of a symbol."""
    if block.bounds is None:
        return None
    left, low, right, high = block.bounds
    if max(right - left, high - low) > LARGEST:
        return None
    bounds = shapely.box(left - HAIR, low - HAIR, right + HAIR, high + HAIR)
    path = f"{block.block}/{block.name}".strip("/")
    near = rows[strokes.query(bounds, predicate="contains")]
    inside = [sheet.entities.geometry[row] for row in near if f"{sheet.entities.block[row]}/".startswith(f"{path}/")]
    return rectangle_around(shapely.union_all(inside) if inside else shapely.box(*block.bounds))


def _outlined(sheet: Sheet, written: Sequence[Label]) -> Iterator[Fitting]:
    """Closed lines on layers named after a sort, and those on communication layers with a cabinet's name inside."""
    by_layer = {
        index: sort
        for index, layer in enumerate(sheet.layers)
        if layer.meaning != "EXPECT" and (sort := sort_of(layer.name)) is not None
    }
    tel = sheet.layers_meaning("TEL", "FURNITURE")
    names = [label for label in written if sort_of(label.words) is Sort.CABINET]
    tree = STRtree([label.point for label in names])
    wanted = [index for index, of_tel in enumerate(tel) if of_tel or index in by_layer]
    for row in np.flatnonzero(np.isin(sheet.entities.layer, wanted) & sheet.entities.visible):
        shape = sheet.entities.geometry[row]
        if not isinstance(shape, Polygon) or not shape.is_valid or str(sheet.entities.block[row]).count("/"):
            continue
        layer = int(sheet.entities.layer[row])
        sort = by_layer.get(layer)
        if sort is None and names and tree.query(shape, predicate="intersects").size:
            sort = Sort.CABINET
        if sort is None or not _of_size(shape, sort):
            continue
        name = sheet.layers[layer].name
        how = Words(f"图层 {name} 上的闭合线", f"closed line on layer {name}")
        yield _fitting(sheet, sort, shape, str(sheet.entities.handle[row]), how)


def _of_size(shape: Polygon, sort: Sort) -> bool:
    around = rectangle_around(shape)
    if around is None:
        return False
    corners = shapely.get_coordinates(around)
    short, long = sorted(float(np.hypot(*(corners[index + 1] - corners[index]))) for index in range(2))
    least, most = SIZES[sort]
    return least <= long <= most and (sort is not Sort.CABINET or CABINET_DEEP[0] <= short <= CABINET_DEEP[1])


def _words(sheet: Sheet, written: Sequence[Label], drawn: Sequence[Fitting]) -> Iterator[Fitting]:
    """Names of home boxes without a symbol beside; none in a legend."""
    names = [label for label in written if _HOME_BOX.match(label.words.upper())]
    if not names:
        return
    boxes = STRtree([fitting.outline for fitting in drawn if fitting.sort is Sort.HOME_BOX])
    a, b, d, e, _, _ = sheet.to_mm
    away = IN_LEGEND / (math.sqrt(abs(a * e - b * d)) or 1.0)
    headings = STRtree([label.point for label in labels_saying(sheet, _heads_a_legend)])
    for label in names:
        named = boxes.query(label.point, predicate="dwithin", distance=NAME_BESIDE).size
        explained = headings.query(label.point, predicate="dwithin", distance=away).size
        if not named and not explained:
            how = Words("文字注明，未见图形", "written, without a symbol")
            yield _fitting(sheet, Sort.HOME_BOX, label.point.buffer(SAME), label.handle, how)


def _heads_a_legend(words: str) -> bool:
    return words.rstrip(":：").endswith("图例")


def _fitting(sheet: Sheet, sort: Sort, outline: Polygon, handle: str, how: Words, name: str = "") -> Fitting:
    where: BaseGeometry = outline
    return Fitting(
        subject=name or NAMES[sort],
        sheet=sheet.id,
        where=where,
        handles=(handle,),
        how=how,
        sort=sort,
        outline=outline,
    )
