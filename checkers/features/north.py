"""Where true north lies on a plan.

Vocabulary
----------
true north   degrees clockwise from straight up on the sheet, as the case states it or a north arrow shows it
north arrow  指北针 with 北 or N written at its tip
needle       the arrow's long triangle (GB/T 50001: 24 mm long, 3 mm wide at its tail); its tip lies at the letter
block        an arrow without a needle of its own, inserted as a block named so; drawn upright it points up
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Polygon, STRtree, box

from checkers.errors import CouldNotRead, Words
from checkers.features.labels import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.drawing.model import BlockReference, Sheet, Text
    from checkers.features.plans import Plans

ARROW = re.compile(r"指北针|指北|风玫瑰|NORTH|COMPASS|(^|[-_$])ZBZ", re.IGNORECASE)
TIP = re.compile(r"^(北|N|北N|N北)$", re.IGNORECASE)

AGREE = 3.0
"""degrees: two norths that differ by more are not one"""

AT_TIP = 50.0
"""degrees between the way to the letter and the way the arrow points; letters stand a little aside of the tip"""

NEAR_TIP = 3.0
"""heights of the letter within which the tip of a needle lies"""

LONG = 2.0
"""lengths of a needle's tail that it is long at least"""

EVEN = 0.02
"""share by which the two long sides of a needle may differ"""

THREE = 3
"""corners of a needle"""

BESIDE = 0.5
"""share of a block's size by which its letter may stand outside of it"""

HALF, WHOLE = 180.0, 360.0
"""degrees"""


@dataclass(frozen=True, slots=True)
class North:
    """True north of one sheet."""

    degrees: float
    """clockwise from straight up"""
    how: Words


def true_north(plans: Plans, sheet: Sheet) -> North:
    """True north of the sheet; CouldNotRead when neither the facts nor an arrow tell it, or when they disagree."""
    stated = plans.facts.place.true_north
    shown = list(_shown(sheet))
    every = [*shown, *([] if stated is None else [stated])]
    if not every:
        raise CouldNotRead("facts.place.true_north")
    if any(_apart(degrees, every[0]) > AGREE for degrees in every):
        raise CouldNotRead(
            "facts.place.true_north（与图中指北针不一致，请核对 / it and the north arrows of the sheet disagree）"
        )
    if stated is not None:
        return North(stated, Words("真北方向按项目信息", "true north as the case states it"))
    return North(shown[0], Words("真北方向按图中指北针", "true north as the sheet's north arrow shows it"))


def _shown(sheet: Sheet) -> Iterator[float]:
    """Where each north arrow points, degrees clockwise from straight up; needles first."""
    expected = sheet.layers_meaning("EXPECT")
    letters = [
        text
        for text in sheet.texts
        if text.visible and not expected[text.layer] and TIP.match(plain(text.content)) and text.height > 0
    ]
    if not letters:
        return
    tree = STRtree(sheet.entities.geometry)
    pointed: list[Text] = []
    for letter in letters:
        needle = _needle(sheet, tree, letter)
        if needle is not None:
            pointed.append(letter)
            yield needle
    for block in sheet.blocks:
        if block.bounds is not None and block.visible and ARROW.search(block.name):
            own = _beside(block.bounds, letters)
            if own and not any(letter is each for letter in own for each in pointed):
                direction = _of_block(block, own)
                if direction is not None:
                    yield direction


def _needle(sheet: Sheet, tree: STRtree, letter: Text) -> float | None:
    """The direction of the needle whose tip lies at the letter; None when there is none, or more than one."""
    reach = NEAR_TIP * letter.height
    near = box(letter.x - reach, letter.y - reach, letter.x + reach, letter.y + reach)
    found = set()
    for row in tree.query(near):
        shape = sheet.entities.geometry[row]
        if sheet.entities.visible[row] and isinstance(shape, Polygon):
            direction = _pointing(shape, letter, reach)
            if direction is not None:
                found.add(round(direction, 6))
    return found.pop() if len(found) == 1 else None


def _pointing(shape: Polygon, letter: Text, reach: float) -> float | None:
    """Where a long even triangle points whose tip lies within reach of the letter."""
    corners = np.unique(shapely.get_coordinates(shape), axis=0)
    if len(corners) != THREE:
        return None
    for index in range(THREE):
        tip, (one, other) = corners[index], np.delete(corners, index, axis=0)
        left, right, tail = (float(math.dist(*pair)) for pair in ((tip, one), (tip, other), (one, other)))
        if abs(left - right) > EVEN * left or min(left, right) < LONG * tail:
            continue
        way = tip - (one + other) / 2
        away = np.array([letter.x, letter.y]) - (corners.mean(axis=0))
        cosine = float(way @ away) / float(np.hypot(*way) * np.hypot(*away))
        if math.dist(tip, (letter.x, letter.y)) <= reach and cosine > math.cos(math.radians(AT_TIP)):
            return math.degrees(math.atan2(way[0], way[1])) % WHOLE
    return None


def _of_block(block: BlockReference, letters: list[Text]) -> float | None:
    """Where a block points that is drawn upright; None without a letter at its tip."""
    assert block.bounds is not None
    up = math.radians(block.rotation) + (math.pi if block.scale_y < 0 else 0.0)
    points = (-math.sin(up), math.cos(up))
    left, low, right, high = block.bounds
    for letter in letters:
        away = (letter.x - (left + right) / 2, letter.y - (low + high) / 2)
        length = math.hypot(*away)
        if length and away[0] * points[0] + away[1] * points[1] > length * math.cos(math.radians(AT_TIP)):
            return math.degrees(math.atan2(*points)) % WHOLE
    return None


def _beside(bounds: tuple[float, float, float, float], letters: list[Text]) -> list[Text]:
    left, low, right, high = bounds
    beside = BESIDE * max(right - left, high - low)
    around = box(left - beside, low - beside, right + beside, high + beside)
    return [letter for letter in letters if around.intersects(shapely.Point(letter.x, letter.y))]


def _apart(one: float, other: float) -> float:
    return abs((one - other + HALF) % WHOLE - HALF)
