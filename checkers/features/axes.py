"""Bubbles of the grid: the circles at the ends of axes with the label written in each.

Vocabulary
----------
bubble    a circle on a layer of axes with one short label inside: ``1``, ``A``, ``1/A``
run       bubbles side by side on one line of the paper: numbers from left to right, letters from below upwards
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Point, Polygon, STRtree
from shapely.affinity import affine_transform

from checkers.features.on_paper import per_metre, shown_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

LABEL = re.compile(r"^[A-Z\d]{1,3}(?:[/-][A-Z\d]{1,3})?$", re.IGNORECASE)
NUMBER = re.compile(r"^\d{1,3}$")
LETTERS = re.compile(r"^[A-Z]{1,2}$")
UPRIGHT_DRAWING = re.compile(r"[立剖]面图?(?:$|\W)|\b(?:ELEVATION|SECTION)\b", re.IGNORECASE)
"""how titles of elevations and sections end"""

ON_LINE = 2.0
"""millimetres of paper by which the centres of one run may stand off its line"""

AROUND = 1.2
"""times the radius within which a label belongs to its circle: letters begin left of the middle"""

LARGEST = 30.0
"""millimetres of paper: a larger circle is no bubble, at whatever scale"""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One labelled circle of a grid."""

    label: str
    x: float
    y: float
    """centre, millimetres of paper"""
    diameter: float
    """millimetres of paper"""
    where: BaseGeometry
    """model metres"""
    handle: str
    sheet: str


def shows_upright(sheet: Sheet) -> bool:
    """Whether elevations or sections are drawn on the sheet, which may be seen from the side where axes fall."""
    return any(UPRIGHT_DRAWING.search(words) for words in (sheet.title, *(text.content for text in shown_texts(sheet))))


def bubbles(plans: Plans) -> tuple[Bubble, ...]:
    """Every bubble of every sheet of known scale; call as ``plans.recognise(bubbles)``."""
    return tuple(bubble for sheet in plans.sheets for bubble in _bubbles(sheet))


def runs(found: Iterable[Bubble]) -> Iterator[tuple[Bubble, ...]]:
    """Bubbles of one sheet lined up on its paper: numbers level from the left, letters upright from below."""
    every = list(found)
    numbers = [bubble for bubble in every if NUMBER.match(bubble.label)]
    letters = [bubble for bubble in every if LETTERS.match(bubble.label)]
    yield from _lined_up([(bubble.y, bubble.x, bubble) for bubble in numbers])
    yield from _lined_up([(bubble.x, bubble.y, bubble) for bubble in letters])


def rank(label: str) -> int:
    """The place of a label in its order: ``2`` before ``10``, ``Y`` before ``AA``."""
    if NUMBER.match(label):
        return int(label)
    place = 0
    for letter in label.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place


def _lined_up(placed: list[tuple[float, float, Bubble]]) -> Iterator[tuple[Bubble, ...]]:
    line: list[tuple[float, float, Bubble]] = []
    for each in sorted(placed, key=lambda one: one[:2]):
        if line and each[0] - line[-1][0] > ON_LINE:
            yield from _run(line)
            line = []
        line.append(each)
    yield from _run(line)


def _run(line: list[tuple[float, float, Bubble]]) -> Iterator[tuple[Bubble, ...]]:
    if len(line) > 1:
        yield tuple(bubble for _, _, bubble in sorted(line, key=lambda one: one[1]))


def _bubbles(sheet: Sheet) -> Iterator[Bubble]:
    scale = per_metre(sheet)
    if scale is None:
        return
    rows = [
        int(row)
        for row in sheet.rows("AXIS")
        if sheet.entities.kind[row] == "circle" and isinstance(sheet.entities.geometry[row], Polygon)
    ]
    if not rows:
        return
    circles = [sheet.entities.geometry[row] for row in rows]
    radius = np.sqrt(shapely.area(circles) / math.pi)
    texts = [text for text in shown_texts(sheet) if LABEL.match(text.content.strip())]
    centres = shapely.centroid(circles)
    taken: dict[int, tuple[float, str]] = {}
    if texts:
        tree = STRtree([Point(text.x, text.y) for text in texts])
        reached = tree.query(centres, predicate="dwithin", distance=AROUND * radius)
        for circle, text in reached.T.tolist():
            far = float(shapely.distance(centres[circle], Point(texts[text].x, texts[text].y)))
            if circle not in taken or far < taken[circle][0]:
                taken[circle] = (far, texts[text].content.strip())
    for circle, (_, label) in sorted(taken.items()):
        diameter = float(2 * radius[circle] * scale)
        if diameter > LARGEST:
            continue
        place = affine_transform(centres[circle], sheet.to_mm)
        yield Bubble(
            label=label,
            x=float(place.x),
            y=float(place.y),
            diameter=diameter,
            where=circles[circle],
            handle=str(sheet.entities.handle[rows[circle]]),
            sheet=sheet.id,
        )
