"""A cooling tower of 2 by 2 m beside a rod in the middle of a wide roof.

Class 2, r = 45 m: a rod of 4 m protects rx = √(4 · 86) − √(2 · 88) = 18.547 − 13.266 = 5.281 m at 2 m above the roof.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.lightning.rolling_sphere import rolling_sphere
from tests.checkers.drawn import circle, findings, path, plans, rectangle, sheet
from tests.checkers.lightning.roofs import CLASS_2, CLASS_3, elsewhere

RX = math.sqrt(4 * 86) - math.sqrt(2 * 88)
WIDE = rectangle(-100, -100, 200, 200)


def said(drawn: Sheet, **facts: Any) -> list[tuple[float | None, str]]:
    found = findings(rolling_sphere, plans(drawn, **facts))
    return [(finding.measured, str(finding.verdict)) for finding in found]


def tower(near: float, *texts: tuple[Any, ...], height: str = "H=2m", rod: str = "接闪杆 h=4m", **more: Any) -> Sheet:
    """The tower's far face ``near`` metres from the rod at the origin, its far corners a little farther."""
    entities = [
        ("BLDG_OUTLINE", WIDE),
        ("LP_ROD", circle(0, 0, 0.2)),
        ("", rectangle(near - 2, -1, 2, 2)),
    ]
    if more.pop("strips", True):
        entities.append(("LP_STRIP", path(*WIDE.exterior.coords)))
    else:
        entities.append(("LP_DOWN", circle(-100, -100, 0.2)))
    words = [(rod, 0.5, 0.5), ("冷却塔", near - 1.5, 0), (height, near - 1.5, -0.5), *texts]
    if more.pop("classed", True):
        words.append(CLASS_2)
    return sheet(entities, words, title="屋顶防雷平面图", scale=500.0, **more)


EDGE = math.sqrt(RX**2 - 1)
"""metres to the far face when the far corners lie just at rx"""


def test_a_tower_within_what_the_rod_protects_is_met_and_beyond_broken() -> None:
    assert said(tower(EDGE - 0.5)) == [(2.0, "met")]
    assert said(tower(EDGE + 0.5)) == [(2.0, "broken")]


def test_on_the_edge_it_is_met_and_short_by_less_than_a_millimetre_doubtful() -> None:
    assert said(tower(EDGE)) == [(2.0, "met")]
    [finding] = findings(rolling_sphere, plans(tower(EDGE + 0.001)))
    assert finding.verdict == "doubtful"
    assert finding.required is not None
    assert 0 < 2.0 - finding.required < 0.001


def test_a_tower_without_a_height_and_a_rod_without_one_are_doubtful() -> None:
    assert said(tower(3, height="循环水")) == [(None, "doubtful")]
    assert said(tower(3, rod="接闪杆")) == [(2.0, "doubtful")]


def test_a_note_tells_the_height_of_all_rods() -> None:
    assert said(tower(3, ("屋面接闪杆高4m，Φ16热镀锌圆钢", 60, 60), rod="见说明")) == [(2.0, "met")]


def test_class_three_has_a_larger_sphere() -> None:
    """r = 60 m: rx = √(4 · 116) − √(2 · 118) = 6.179 m."""
    far = math.sqrt((math.sqrt(4 * 116) - math.sqrt(2 * 118)) ** 2 - 1)
    drawn = tower(far, CLASS_3, classed=False)
    assert said(drawn) == [(2.0, "met")]


def test_a_roof_without_strips_is_looked_at_itself_and_needs_the_buildings_height() -> None:
    assert [verdict for _, verdict in said(tower(3, strips=False))] == ["doubtful", "doubtful"]
    facts = {"buildings": [{"name": "1#", "height": 10.0}]}
    assert ("broken") in [verdict for _, verdict in said(tower(3, strips=False), **facts)]


def test_a_small_roof_wholly_below_one_rod_is_met() -> None:
    """3 m above the ground, a rod of 12 m: rx = √(15 · 75) − √(3 · 87) = 17.4 m; its corners lie 7.1 m away."""
    entities = [
        ("BLDG_OUTLINE", rectangle(-5, -5, 10, 10)),
        ("LP_ROD", circle(0, 0, 0.2)),
        ("LP_DOWN", circle(5, 5, 0.2)),
    ]
    drawn = sheet(entities, [("接闪杆 h=12m", 0.5, 0.5), CLASS_2], title="防雷平面图")
    assert said(drawn, buildings=[{"name": "1#", "height": 3.0}]) == [(0.0, "met")]


def test_an_object_that_a_strip_reaches_is_not_looked_at_and_neither_are_roofs_without_rods() -> None:
    drawn = tower(8)
    joined = sheet(
        [("BLDG_OUTLINE", WIDE), ("LP_STRIP", path((-100, 0), (100, 0))), ("LP_ROD", circle(0, 9, 0.2))],
        [("接闪杆 h=4m", 0.5, 9), CLASS_2],
    )
    assert said(joined) == []
    assert said(drawn)[0][1] == "broken"
    assert said(sheet([("BLDG_OUTLINE", WIDE), ("LP_STRIP", path((-100, 0), (100, 0)))], [CLASS_2])) == []


def test_without_a_class_nothing_could_be_read() -> None:
    with pytest.raises(CouldNotRead, match="lightning_class"):
        said(tower(3, classed=False))


def test_turned_and_far_away_it_says_the_same() -> None:
    for near in (EDGE - 0.5, EDGE, EDGE + 0.5):
        [(height, verdict)] = said(elsewhere(tower(near)))
        assert (round(height or 0, 6), verdict) == said(tower(near))[0]
