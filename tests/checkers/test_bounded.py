"""Sheets that nobody draws on purpose: of each, every rule comes to an end, none fails, and a pattern is no green.

Vocabulary
----------
drawn      an office and a passage with doors and a window, or a site of two buildings, that rules find things on
hostile    what is drawn over it, by the thousand
pattern    lines or outlines all over each other: what they bound is not known, and no rule that needs them is met

Each is measured as a large set is, by ``measure_apart``: a rule that takes longer than ``LIMIT`` is cut off and says so.
Larger numbers of the same kinds take longer, not much longer than in proportion.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from shapely import LineString, Polygon

from checkers.apart import measure_apart
from checkers.drawing.model import DrawingSet, Sheet
from checkers.engine import NOT_CHECKED, NOT_READ, Report
from checkers.stated_facts import facts_of
from tests.checkers.drawn import TODAY, Stroke, circle, path, rectangle, sheet
from tests.checkers.features.plan_drawn import two_rooms

LIMIT = 60.0
"""seconds for one rule; the longest takes about two on an idle machine"""

FACTS = {
    "place": {"city": "常州市", "latitude": 31.7, "climate_zone": "III"},
    "conditions": {"density_max": 0.28, "control_line_setback": 5.0},
    "buildings": [
        {"name": name, "use": use, "height": 53.8, "storeys": 18, "fire_rating": 1}
        for name, use in (("1#", "residential"), ("2#", "office"))
    ],
}
WORDS = "房间走道楼梯室门窗消防M1234567890.FHm²±#-—：ABC防火分区坡道i=车位灭火器卫生电井"


def floor(
    strokes: Sequence[Any] = (),
    texts: Sequence[Any] = (),
    blocks: Sequence[Any] = (),
    title: str = "1#住宅一层平面图",
) -> Sheet:
    drawn = two_rooms().drawn().sheets[0]
    walls = [
        Stroke(drawn.layers[layer].meaning, geometry, kind=str(kind))
        for geometry, layer, kind in zip(
            drawn.entities.geometry, drawn.entities.layer, drawn.entities.kind, strict=True
        )
    ]
    return sheet([*walls, *strokes], [*two_rooms().texts, *texts], blocks=blocks, title=title)


def site(strokes: Sequence[Any]) -> Sheet:
    bounds = [
        ("SITE_BOUNDARY", rectangle(0, 0, 150, 120)),
        ("BLDG_CTRL_LINE", rectangle(5, 5, 140, 110)),
        ("BLDG_OUTLINE", rectangle(20, 15, 40, 15)),
        ("BLDG_OUTLINE", rectangle(20, 52, 40, 15)),
        ("ROAD", path((0, 40), (150, 40))),
        ("ROAD", path((0, 46), (150, 46))),
    ]
    texts = [("1#", 25, 20), ("H=53.8m", 30, 20), ("2#", 25, 55)]
    return sheet([*bounds, *strokes], texts, title="总平面图", number="总施-01", scale=500.0)


def places(count: int) -> list[tuple[float, float]]:
    wide = math.isqrt(count - 1) + 1
    return [(50 * (at % wide) / wide, 50 * (at // wide) / wide) for at in range(count)]


def parallel(meaning: str, count: int) -> list[Stroke]:
    return [Stroke(meaning, path((0, at / 10), (50, at / 10))) for at in range(count)]


def outlines(meaning: str, count: int) -> list[Stroke]:
    dice = random.Random(7)
    made = [[dice.random() * 30 for _ in range(4)] for _ in range(count)]
    return [Stroke(meaning, rectangle(x, y, 1 + width, 1 + height)) for x, y, width, height in made]


def crossing(meaning: str, count: int) -> list[Stroke]:
    dice = random.Random(7)
    ends = [(dice.random() * 100, dice.random() * 100) for _ in range(count)]
    return [
        Stroke(meaning, path((0, a), (100, b)) if at % 2 else path((a, 0), (b, 100))) for at, (a, b) in enumerate(ends)
    ]


def circles(meaning: str, count: int) -> list[Stroke]:
    return [Stroke(meaning, circle(x, y, 0.2), kind="circle") for x, y in places(count)]


def symbols(meaning: str, name: str, count: int) -> list[dict[str, Any]]:
    return [{"name": name, "x": x, "y": y, "layer": meaning} for x, y in places(count)]


def doors(count: int) -> list[Stroke]:
    turns = np.linspace(0, math.pi / 2, 9)
    arcs = [np.column_stack([x + 0.9 * np.cos(turns), y + 0.9 * np.sin(turns)]) for x, y in places(count)]
    leaves = [Stroke("DOOR", path((x, y), (x, y + 0.9))) for x, y in places(count)]
    return [*(Stroke("DOOR", LineString(arc), kind="arc") for arc in arcs), *leaves]


def jagged(meaning: str, count: int) -> list[Stroke]:
    turns = np.linspace(0, 2 * math.pi, count, endpoint=False)
    away = 20 + np.where(np.arange(count) % 2, 0.01, 0.0)
    return [Stroke(meaning, Polygon(25 + np.column_stack([np.cos(turns), np.sin(turns)]) * away[:, None]))]


def written(*words: str) -> list[tuple[str, float, float]]:
    return [(word, x, y) for word, (x, y) in zip(words, places(len(words)), strict=True)]


def random_words(count: int) -> list[str]:
    dice = random.Random(7)
    return ["".join(dice.choices(WORDS, k=dice.randint(1, 12))) for _ in range(count)]


MANY: dict[str, Callable[[], Sheet]] = {
    "lines of walls": lambda: floor(parallel("WALL", 20_000)),
    "lines of no known meaning": lambda: floor(parallel("", 20_000)),
    "lines of stairs": lambda: floor(parallel("STAIR", 20_000)),
    "texts": lambda: floor(texts=written(*random_words(5_000))),
    "names of rooms": lambda: floor(texts=written(*["楼梯间", "办公室", "消火栓", "12.5m²"] * 2_000)),
    "extinguishers": lambda: floor(circles("EXTINGUISHER", 3_000), blocks=symbols("EXTINGUISHER", "灭火器", 3_000)),
    "sprinklers": lambda: floor(circles("SPRINKLER", 3_000), blocks=symbols("SPRINKLER", "喷头", 3_000)),
    "doors": lambda: floor(doors(2_000), blocks=symbols("DOOR", "M0921", 2_000)),
    "corners of a room": lambda: floor(jagged("SPACE", 5_000)),
    "boundaries": lambda: site(crossing("SITE_BOUNDARY", 1_000)),
}
PATTERNS: dict[str, Callable[[], Sheet]] = {
    "spaces": lambda: floor(outlines("SPACE", 2_000)),
    "walls": lambda: floor(outlines("WALL", 2_500)),
    "compartments": lambda: floor(outlines("FIRE_COMP", 2_000), title="地下一层车库平面图"),
    "buildings": lambda: site(outlines("BLDG_OUTLINE", 2_000)),
    "boundaries": lambda: site(outlines("SITE_BOUNDARY", 2_000)),
    "strips": lambda: floor(outlines("LP_STRIP", 2_000), title="屋顶防雷平面图"),
    "shelters": lambda: floor(outlines("CD", 2_000), title="人防地下室平面图"),
}


WITHIN: dict[str, tuple[str, Callable[[], Sheet]]] = {
    "corners of a wall": ("fire/door-swing", lambda: floor(jagged("WALL", 200_000))),
    "corners of a room": ("fire/door-swing", lambda: floor(jagged("SPACE", 200_000))),
    "corners of a building": ("planning/building-density", lambda: site(jagged("BLDG_OUTLINE", 200_000))),
    "corners of a boundary": ("planning/building-density", lambda: site(jagged("SITE_BOUNDARY", 200_000))),
    "strips": ("lightning/mesh-size", lambda: floor(jagged("LP_STRIP", 200_000), title="屋顶防雷平面图")),
    "red lines": ("planning/redline-encroachment", lambda: site(crossing("ROAD_REDLINE", 2_000))),
    "walls": ("fire/door-swing", lambda: floor(crossing("WALL", 3_000))),
    "roads": ("planning/road-building-distance", lambda: site(crossing("ROAD", 2_000))),
}
"""what only some rules need, and one of these"""


def measured(drawn: Sheet) -> Report:
    """The report of the sheet; every rule came to an end by itself."""
    report = measure_apart(DrawingSet((drawn,)), facts_of(FACTS), jobs=1, filed_on=TODAY, limit=LIMIT)
    assert not [(each.rule, each.why_not) for each in report.accounts if (each.why_not or "").startswith(NOT_CHECKED)]
    return report


@pytest.mark.parametrize("name", MANY)
def test_every_rule_ends_on_thousands_of(name: str) -> None:
    assert measured(MANY[name]()).coverage.rules


@pytest.mark.parametrize("name", PATTERNS)
def test_nothing_is_met_on_a_pattern_of(name: str) -> None:
    report = measured(PATTERNS[name]())
    drawn = [each for each in report.accounts if each.discipline != "preflight"]
    assert {each.rule: each.met for each in drawn if each.met} == {}
    assert [each.why_not for each in drawn if "互相重叠" in (each.why_not or "")]


@pytest.mark.parametrize("name", WITHIN)
def test_a_rule_that_needs_what_nobody_can_measure_says_so(name: str) -> None:
    rule, hostile = WITHIN[name]
    [account] = [each for each in measured(hostile()).accounts if each.rule == rule]
    assert (account.why_not or "").startswith(NOT_READ)
    assert account.met == 0


def test_more_hydrants_than_a_floor_has_are_doubtful_and_none_is_measured() -> None:
    report = measured(floor(blocks=symbols("HYDRANT", "消火栓", 3_000)))
    [found] = [each for each in report.findings if each.rule == "fire/hydrant-indoor"]
    assert str(found.verdict) == "doubtful"
