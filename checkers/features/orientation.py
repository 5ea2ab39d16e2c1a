"""Where north is on a site plan, and the coordinates written at the corners of the site.

Vocabulary
----------
general plan   the site plan of a set that shows the whole design: 总平面图 with a site boundary, of no single discipline
               and no mere scheme (方案)
coordinates    an ``X=`` and a ``Y=`` written one below the other, at the corner of the boundary they stand by
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Point

from checkers.features.base import Span
from checkers.features.labels import labels
from checkers.features.site import boundaries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.drawing.model import Sheet
    from checkers.features.labels import Label
    from checkers.features.plans import Plans

NOT_GENERAL = re.compile(
    r"方案|消防|给水|排水|管线|管网|管道|通信|弱电|电气|强电|防雷|绿化|绿地|景观|竖向|日照|人防|交通|海绵|燃气|供热"
)
NORTH = re.compile(r"指北|北针|风玫瑰|风向|玫瑰|NORTH|COMPASS", re.IGNORECASE)
NORTH_WRITTEN = re.compile(r"^(?:N|北|指北针|风玫瑰图?)$", re.IGNORECASE)
EASTING, NORTHING = re.compile(r"Y=(-?\d+(?:\.\d+)?)"), re.compile(r"X=(-?\d+(?:\.\d+)?)")
EITHER = re.compile(r"^[XYABNE][=:：]-?\d+(?:\.\d+)?", re.IGNORECASE)
PAIRED = 3.0
"""letter heights between the two writings of one pair"""

CLEARLY = 0.5
"""share: a pair belongs to a corner when that is so much nearer than the next"""

FARTHEST = 40.0
"""letter heights from a pair to its corner"""


@dataclass(frozen=True, slots=True)
class GeneralPlan:
    """What a general plan says of north and of where it lies."""

    sheet: Sheet
    north: bool
    coordinates: int
    """writings that give a coordinate"""
    off: Span | None
    """by how much coordinates and drawing differ at most in the distance of two corners; None with fewer than two"""


def general_plans(plans: Plans) -> tuple[GeneralPlan, ...]:
    """Every general plan of the set; call as ``plans.recognise(general_plans)``."""
    sites = plans.recognise(boundaries)
    found = []
    for sheet in plans.whole_sheets:
        titled = ("总平面" in sheet.title or "总图" in sheet.title) and not NOT_GENERAL.search(sheet.title)
        own = [site for site in sites if site.sheet == sheet.id]
        if titled and own:
            written = labels(sheet)
            corners = [corner for site in own for corner in site.polygon.exterior.coords[:-1]]
            found.append(
                GeneralPlan(
                    sheet=sheet,
                    north=_north(sheet, written),
                    coordinates=sum(bool(EITHER.match(label.words)) for label in written),
                    off=_off(sheet, corners),
                )
            )
    return tuple(found)


def _north(sheet: Sheet, written: Sequence[Label]) -> bool:
    blocks = any(block.visible and NORTH.search(block.name) for block in sheet.blocks)
    return blocks or any(NORTH_WRITTEN.match(label.words) for label in written)


def _off(sheet: Sheet, corners: Sequence[tuple[float, ...]]) -> Span | None:
    """The largest difference between distances drawn and distances of coordinates, over corners that have both."""
    placed = _at_corners(sheet, corners)
    worst: Span | None = None
    for (one, first), (other, second) in itertools.combinations(placed.items(), 2):
        drawn = float(np.hypot(corners[one][0] - corners[other][0], corners[one][1] - corners[other][1]))
        said = float(np.hypot(first[0] - second[0], first[1] - second[1]))
        line = LineString([corners[one][:2], corners[other][:2]])
        if worst is None or abs(drawn - said) > worst.value:
            worst = Span(abs(drawn - said), line)
    return worst


def _at_corners(sheet: Sheet, corners: Sequence[tuple[float, ...]]) -> dict[int, tuple[float, float]]:
    """Coordinates by the corner they clearly stand by; a corner that two pairs claim has none."""
    places = shapely.points([corner[:2] for corner in corners])
    claimed: dict[int, list[tuple[float, float]]] = {}
    for place, height, pair in _pairs(sheet):
        away = shapely.distance(places, place)
        order = np.argsort(away)
        nearest = float(away[order[0]])
        next_one = float(away[order[1]]) if len(order) > 1 else np.inf
        if nearest <= FARTHEST * height and nearest <= CLEARLY * next_one:
            claimed.setdefault(int(order[0]), []).append(pair)
    return {corner: pairs[0] for corner, pairs in claimed.items() if len(set(pairs)) == 1}


def _pairs(sheet: Sheet) -> list[tuple[Point, float, tuple[float, float]]]:
    """Place, letter height and (x, y) of every pair of coordinates."""
    texts = [(text, "".join(text.content.split()).upper().replace("：", "=")) for text in sheet.texts if text.visible]
    ups = [(text, float(match.group(1))) for text, words in texts if (match := NORTHING.search(words))]
    acrosses = [(text, float(match.group(1))) for text, words in texts if (match := EASTING.search(words))]
    found = []
    for text, up in ups:
        near = [
            (float(np.hypot(text.x - other.x, text.y - other.y)), across)
            for other, across in acrosses
            if np.hypot(text.x - other.x, text.y - other.y) <= PAIRED * max(text.height, other.height)
        ]
        if near:
            found.append((Point(text.x, text.y), text.height, (up, min(near)[1])))
    return found
