"""Recognise lightning rods with their heights.

Vocabulary
----------
rod           接闪杆 (formerly 避雷针): a block, circle or point on a layer of rods, or a block named so
height        metres from its foot to its tip, written beside it or once for all rods of the sheet
independent   独立接闪杆: stands on the ground beside what it protects
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import STRtree, union_all

from checkers.errors import Words
from checkers.features.base import Feature, areas, distinct, own_texts
from checkers.features.labels import Label, labels_near, labels_saying, plain
from checkers.features.levels import HEIGHT as BUILDING_HEIGHT
from checkers.features.levels import numbers
from checkers.features.near import drawn_at, gathered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely import Point, Polygon
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

SAME_ROD = 0.5
"""metres between the parts of one rod's symbol"""

LARGEST_SYMBOL = 3.0
"""metres; longer things on the layer are lines, not symbols"""

BESIDE = 4.0
"""metres from a rod to the writing that says its height"""

BARE = 2.0
"""the same for a writing that says a height and not of what"""

LONGEST = 24
"""characters of a writing beside a rod; longer ones are notes"""

TALLEST = 100.0
"""a height without a unit above this is in millimetres"""

NAMED = re.compile(r"接闪[短小]?[杆针]|避雷[短小]?针")
HEIGHT = re.compile(
    r"(?:(?<![A-Za-z])[hHL][=＝:：]|(?:高出屋面|突出屋面|高度?|长度?)[=＝:：为约]{0,2})(\d+(?:\.\d+)?)(mm|m(?![m²2])|米)?"
)
_BEHIND = re.compile(
    r"(?<![\d.φΦ×xX*])(\d+(?:\.\d+)?)(m(?![m²2])|米)(?:高|长)?[^\d]{0,4}(?:接闪|避雷)|(\d+(?:\.\d+)?)(m|米)[高长]"
)
_INDEPENDENT = "独立"
THING = re.compile(
    r"冷却塔|水箱|风机|热泵|空调|机组|太阳能|光伏|集热|烟囱|烟道|排烟|排风|风帽|爬梯|广告|旗杆|卫星|天线|通气管|设备|风井|天窗"
)
"""names of what else stands on roofs and has a height"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightningRod(Feature):
    """A rod at its place."""

    point: Point
    height: float | None
    """metres; None when nothing says it, or what says it differs"""
    independent: bool


def rods(plans: Plans) -> tuple[LightningRod, ...]:
    """Every rod of every sheet; call as ``plans.recognise(rods)``."""
    return tuple(rod for sheet in plans.sheets for rod in _rods(sheet))


def height_in(words: str) -> float | None:
    """The height in metres that a writing states (``h=4m``, ``高 3.5 米``, ``H=2800``); None when none does."""
    fit = HEIGHT.search(words)
    if fit is not None:
        number = float(fit[1])
        return number / 1000 if fit[2] == "mm" or (not fit[2] and number > TALLEST) else number
    fit = _BEHIND.search(words)
    return float(fit[1] or fit[3]) if fit is not None else None


@dataclass(frozen=True, slots=True)
class Beside:
    """A building outline on a sheet that shows rods, with the height written in it or stated of its name."""

    subject: str
    polygon: Polygon
    height: float | None


def buildings_beside(plans: Plans, sheet: Sheet) -> tuple[Beside, ...]:
    """Every building outline of the sheet; the sheet may be a site plan or one of lightning protection."""
    outlines = distinct(areas(sheet, "BLDG_OUTLINE"))
    found: list[Beside] = []
    for area, own in zip(outlines, own_texts(outlines), strict=True):
        stated = next((each for each in map(plans.facts.building, own) if each is not None), None)
        heights = set(numbers(BUILDING_HEIGHT, own))
        if stated is not None and stated.height is not None:
            heights.add(stated.height)
        found.append(
            Beside(
                subject=stated.name if stated is not None else area.subject,
                polygon=area.polygon,
                height=heights.pop() if len(heights) == 1 else None,
            )
        )
    return tuple(found)


def _rods(sheet: Sheet) -> Iterator[LightningRod]:
    places = list(_symbols(sheet))
    if not places:
        return
    written = labels_saying(sheet, lambda words: height_in(words) is not None)
    bare = _of_nothing_else(sheet, written)
    notes = {height_in(label.words) for label in written if NAMED.search(label.words)}
    common = notes.pop() if len(notes) == 1 else None
    groups = gathered([place[0] for place in places], SAME_ROD)
    for number, group in enumerate(groups, start=1):
        members = [places[index] for index in group]
        inserted = [member for member in members if member[3]] or members
        point = union_all([member[1] for member in inserted]).centroid
        said = [member[4] for member in members if member[4]]
        near = labels_near(sheet, point, BESIDE)
        beside = _beside(point, [label for label in near if height_in(label.words) is not None], bare)
        own = next((height for words in said if (height := height_in(words)) is not None), None)
        around = [label.words for label in near]
        yield LightningRod(
            subject=f"接闪杆{number}" if len(groups) > 1 else "接闪杆",
            sheet=sheet.id,
            where=point,
            handles=tuple(member[2] for member in inserted),
            how=Words("接闪杆图层或名称的图形", "symbol on a layer of rods or named as one"),
            point=point,
            height=own if own is not None else (height_in(beside.words) if beside is not None else common),
            independent=any(_INDEPENDENT in words for words in (*said, *around)),
        )


def _of_nothing_else(sheet: Sheet, written: Sequence[Label]) -> list[tuple[Label, Sequence[Polygon]]]:
    """Writings of a bare height that stand beside no name of another thing, with the closed lines around them."""
    things = STRtree([label.point for label in labels_saying(sheet, THING.search)])
    short = [label for label in written if len(label.words) <= LONGEST and HEIGHT.match(label.words)]
    alone = [label for label in short if not len(things.query(label.point, predicate="dwithin", distance=BARE))]
    outlines = [area.polygon for area in areas(sheet, "ROOF_OBJECT", "", "TANK")] if alone else []
    return [(label, [outline for outline in outlines if outline.contains(label.point)]) for label in alone]


def _beside(point: Point, written: Sequence[Label], bare: Sequence[tuple[Label, Sequence[Polygon]]]) -> Label | None:
    """The nearest short writing with the height of a rod, or with one that is of nothing else."""
    near = [label for label in written if len(label.words) <= LONGEST and NAMED.search(label.words)]
    near += [
        label
        for label, around in bare
        if label.point.distance(point) <= BARE and all(outline.intersects(point) for outline in around)
    ]
    return min(near, key=lambda label: label.point.distance(point), default=None)


def _symbols(sheet: Sheet) -> Iterator[tuple[BaseGeometry, Point, str, bool, str]]:
    """Geometry, point, handle, whether it is a block, and what its name and attributes say."""
    meant = sheet.layers_meaning("LP_ROD")
    expected = sheet.layers_meaning("EXPECT", "TITLEBLOCK")
    for block in sheet.blocks:
        if not block.visible or expected[block.layer]:
            continue
        said = plain(" ".join((block.name, *block.attributes.values())))
        if meant[block.layer] or NAMED.search(block.name):
            point = drawn_at(block)
            yield point, point, block.handle, True, said
    for row in sheet.rows("LP_ROD"):
        geometry = sheet.entities.geometry[row]
        left, low, right, high = geometry.bounds
        if max(right - left, high - low) <= LARGEST_SYMBOL:
            layer = sheet.layers[int(sheet.entities.layer[row])].name
            yield geometry, geometry.envelope.centroid, str(sheet.entities.handle[row]), False, layer
