"""Ramps on plans: what their names say they are for, how steep they are written to be, and how wide they are drawn.

Vocabulary
----------
ramp     坡道: a name with the slopes written near it and the closed line around it
run      metres along for one metre up: 12 of a ramp of 1:12; a slope in percent is turned into it
purpose  accessible (无障碍, 轮椅) or for vehicles (汽车, 车库, 车道)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import shapely
from shapely import Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import Feature, Span
from checkers.features.labels import labels_near, labels_saying
from checkers.features.widths import sides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import Sheet
    from checkers.features.labels import Label
    from checkers.features.plans import Plans

NAME = re.compile(r"^[^，。；]{0,14}坡道[^，。；]{0,16}$")
NOT_A_RAMP = re.compile(r"详|大样|做法|图集|起坡|止坡|坡道[上下]空|见|栏杆|顶板|雨棚|范围")
_ACCESSIBLE = re.compile(r"无障碍|轮椅")
_VEHICLES = re.compile(r"汽车|车库|车道|机动车|车行|地库")
_NOT_CARS = re.compile(r"非机动车|自行车|电动车|货")
_CURVED = re.compile(r"弧|曲线|螺旋|环形")
_STRAIGHT = re.compile(r"直线|直坡")
_LANES = re.compile(r"(单|双)(?:车道|行|向)")
_RATIO = re.compile(r"(?<![\d.:：])1[:：](\d{1,2}(?:\.\d+)?)(?![\d.])")
_FRACTION = re.compile(r"(?:坡度|坡比|纵坡|(?<![A-Za-z])i)[=＝:：为]*1[/／](\d{1,2}(?:\.\d+)?)(?![\d./])")
_DECIMAL = re.compile(r"(?:坡度|坡比|纵坡|(?<![A-Za-z])i)[=＝:：为]*(0\.\d{1,4})(?![\d%％])")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d+)?)[%％]")

NEAR = 6.0
"""metres from a ramp's name to the slopes written of it, where no closed line is drawn around it"""

OUTSIDE = 1.5
"""metres outside the closed line around a ramp to a slope that may be meant for it"""

LEAST_SLOPE = 0.03
"""a lesser slope drains a floor"""

STEEPEST = 0.5
"""a steeper one is of a roof or a slope of earth"""

WIDTHS = (0.6, 15.0)
"""metres: short sides of ramps"""

RECTANGLE = 0.98
"""share of the smallest rectangle around it that a straight ramp fills"""

LARGEST = 600.0
"""square metres of a closed line that is a ramp's"""


class Purpose(StrEnum):
    """Whom a ramp is for."""

    ACCESSIBLE = "accessible"
    VEHICLES = "vehicles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ramp(Feature):
    """One ramp."""

    purpose: Purpose
    slopes: tuple[float, ...]
    """rise for one metre along, steepest first; empty when none is written"""
    beside: tuple[float, ...]
    """slopes written right outside the closed line around its name, steepest first: they may be meant for it"""
    width: Span | None
    """short side of the closed line around its name; None where there is none, or it is no rectangle"""
    curved: bool | None
    """None when neither name nor line tells"""
    lanes: int | None
    """1 or 2 as written"""


def ramps(plans: Plans) -> tuple[Ramp, ...]:
    """Every ramp for wheelchairs or cars; call as ``plans.recognise(ramps)``."""
    return tuple(ramp for sheet in plans.sheets for ramp in _ramps(sheet))


def slopes_in(words: str) -> tuple[float, ...]:
    """The slopes a writing states, rise for one metre along.

    >>> slopes_in("i=15%")
    (0.15,)
    """
    ratios = [1 / float(run) for run in (*_RATIO.findall(words), *_FRACTION.findall(words)) if float(run)]
    ratios += [float(number) for number in _DECIMAL.findall(words)]
    percents = [float(number) / 100 for number in _PERCENT.findall(words)]
    return tuple(slope for slope in (*ratios, *percents) if LEAST_SLOPE <= slope <= STEEPEST)


def _ramps(sheet: Sheet) -> Iterator[Ramp]:
    named = [
        (label, purpose) for label in labels_saying(sheet, _purpose) if (purpose := _purpose(label.words)) is not None
    ]
    if not named:
        return
    outlines = [
        shape
        for shape, kind in zip(sheet.entities.geometry, sheet.entities.kind, strict=True)
        if isinstance(shape, Polygon) and kind not in {"hatch", "solid"} and shape.is_valid and shape.area <= LARGEST
    ]
    outlines = [shape for shape in outlines if WIDTHS[0] <= sides(shape)[1].value <= WIDTHS[1]] if outlines else []
    tree, names = STRtree(outlines), STRtree([label.point for label, _ in named])
    for label, purpose in named:
        around = [outlines[index] for index in tree.query(label.point, predicate="intersects")]
        yield _ramp(sheet, label, purpose, min(around, key=lambda shape: shape.area, default=None), names)


def _purpose(words: str) -> Purpose | None:
    if not NAME.match(words) or NOT_A_RAMP.search(words):
        return None
    if _ACCESSIBLE.search(words):
        return Purpose.ACCESSIBLE
    return Purpose.VEHICLES if _VEHICLES.search(words) and not _NOT_CARS.search(words) else None


def _ramp(
    sheet: Sheet,
    label: Label,
    purpose: Purpose,
    outline: Polygon | None,
    names: STRtree,
) -> Ramp:
    place, reach = (label.point, NEAR) if outline is None else (outline, OUTSIDE)
    own: list[str] = []
    outside: list[str] = []
    for text in labels_near(sheet, place, reach):
        if text is label or (outline is not None and outline.intersects(text.point)):
            own.append(text.words)
            continue
        away = text.point.distance(label.point)
        others = names.geometries[names.query(text.point, predicate="dwithin", distance=away)]
        if not (shapely.distance(others, text.point) < away).any():
            (own if outline is None else outside).append(text.words)
    slopes = sorted({slope for words in own for slope in slopes_in(words)}, reverse=True)
    lanes = next((hit[1] for words in own if (hit := _LANES.search(words))), None)
    around = sides(outline) if outline is not None else None
    rectangle = (
        around is not None and outline is not None and outline.area >= RECTANGLE * around[0].value * around[1].value
    )
    curved = True if _CURVED.search(label.words) else False if rectangle or _STRAIGHT.search(label.words) else None
    return Ramp(
        subject=label.words,
        sheet=sheet.id,
        where=outline if outline is not None else label.point,
        handles=(label.handle,),
        how=Words("坡道名称及其近旁注写", "the name of a ramp and what is written near it"),
        purpose=purpose,
        slopes=tuple(slopes),
        beside=tuple(sorted({slope for words in outside for slope in slopes_in(words)}, reverse=True)),
        width=around[1] if around is not None and rectangle else None,
        curved=curved,
        lanes=None if lanes is None else {"单": 1, "双": 2}[lanes],
    )
