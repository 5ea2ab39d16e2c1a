"""Distances between civil buildings (GB 50016-2014, table 5.2.2) and of those above 100 m (GB 55037-2022, 3.3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft

TALL = {"use": "office", "height": 120.0, "storeys": 28, "fire_rating": 1}
HIGH = {"use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1}
LOW = {"use": "commercial", "height": 9.0, "storeys": 2, "fire_rating": 2}
THIRD = {**LOW, "fire_rating": 3}
UNRATED = {"use": "commercial", "height": 9.0, "storeys": 2}

CIVIL, TALLER = "fire/separation-civil", "fire/separation-over100"

PAIRS: tuple[tuple[Mapping[str, Any], Mapping[str, Any], float, str, str, bool], ...] = (
    (HIGH, HIGH, 13.0, "met", "", False),
    (HIGH, HIGH, 12.2, "broken", "", False),
    (HIGH, LOW, 9.5, "met", "", False),
    (HIGH, LOW, 8.2, "broken", "", False),
    (LOW, LOW, 6.4, "met", "", False),
    (LOW, LOW, 5.2, "broken", "", False),
    (THIRD, THIRD, 8.0, "met", "", False),
    (UNRATED, LOW, 6.5, "doubtful", "", False),
    (LOW, LOW, 4.0, "doubtful", "", True),
    (TALL, HIGH, 13.0, "met", "met", False),
    (TALL, HIGH, 12.5, "broken", "broken", False),
    (TALL, LOW, 9.6, "met", "met", False),
    (TALL, LOW, 8.0, "broken", "broken", False),
    (TALL, THIRD, 11.5, "met", "met", False),
    (TALL, THIRD, 10.0, "broken", "broken", False),
    (TALL, UNRATED, 10.0, "doubtful", "doubtful", False),
    (TALL, HIGH, 12.0, "doubtful", "broken", True),
    (TALL, HIGH, 14.0, "met", "met", False),
)
"""two buildings, the distance between them, what the two rules say, and whether 防火墙 is written beside the gap"""

COLUMNS = 6
ACROSS, UP = 66.0, 78.0
"""metres from one pair to the next: pairs are no neighbours of each other"""


def _pair(plan: Draft, x: float, y: float, number: int, gap: float) -> None:
    """Two blocks of 30 by 12 m; a bay of 1 m by 1 m on the lower one shows where the distance is taken."""
    bay = [(30, 12), (15.5, 12), (15.5, 13), (14.5, 13), (14.5, 12)]
    corners = [(0, 0), (30, 0), *bay, (0, 12)]
    plan.outline("BLDG_OUTLINE", [(x + right, y + up) for right, up in corners])
    plan.text(f"{number}#", x + 3, y + 4, paper=5)
    plan.rectangle("BLDG_OUTLINE", x, y + 13 + gap, 30, 12)
    plan.text(f"{number + 1}#", x + 3, y + 17 + gap, paper=5)
    plan.dimension((x + 15, y + 13), (x + 15, y + 13 + gap), 3.0)


def scene_separation() -> Scene:
    """Eighteen pairs of buildings, facing each other across a gap."""
    buildings = [
        {"name": f"{2 * index + side + 1}#", **facts}
        for index, (one, other, *_) in enumerate(PAIRS)
        for side, facts in enumerate((one, other))
    ]
    scene = Scene("fire-separation", facts={"buildings": buildings})
    plan = scene.sheet("总施-01", "总平面图", scale=1000, discipline="总图")
    for index, (_, _, gap, civil, taller, wall) in enumerate(PAIRS):
        x, y = ACROSS * (index % COLUMNS), UP * (index // COLUMNS)
        _pair(plan, x, y, 2 * index + 1, gap)
        if wall:
            plan.text("防火墙", x + 18, y + 13 + gap / 2)
        plan.expect(CIVIL, civil, x + 15, y + 13 + gap / 2)
        if taller:
            plan.expect(TALLER, taller, x + 15, y + 13 + gap / 2)
    return scene


def scene_separation_unread() -> Scene:
    """A building drawn open beside another one: no distance can be taken."""
    scene = Scene("fire-separation-open", facts={"buildings": [{"name": "1#", **HIGH}, {"name": "2#", **TALL}]})
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("BLDG_OUTLINE", 0, 0, 40, 15)
    plan.text("1#", 5, 5, paper=5)
    plan.line("BLDG_OUTLINE", (0, 30), (40, 30), (40, 45), (0, 45), (0, 31.5))
    plan.text("2#", 5, 36, paper=5)
    plan.expect(CIVIL, "doubtful", 20, 30)
    plan.expect("preflight/closed-boundary", "broken", 0, 31)
    return scene


GROUPS = (
    # sides of the houses, gaps between them, and what is said of the group; bays cover 1 m² each
    (20.0, 15.0, (4.5, 5.0), "met"),
    (20.0, 15.0, (4.2,), "met"),
    (50.0, 24.99, (4.0,), "met"),  # the very 2500 m² and the very 4 m
    (60.0, 15.0, (4.5, 5.0), "broken"),  # 2702 m²
    (42.0, 16.0, (5.0, 5.0, 5.0), "broken"),  # 2691 m²
    (64.0, 20.0, (5.5,), "broken"),  # 2561 m²
    (20.0, 15.0, (3.0,), "doubtful"),
    (30.0, 15.0, (5.5,), "met"),
)


def scene_groups() -> Scene:
    """Rows of dwellings three storeys high that stand nearer to each other than 6 m; bays show where."""
    house = {"use": "residential", "height": 9.0, "storeys": 3, "fire_rating": 2}
    count = sum(len(gaps) + 1 for _, _, gaps, _ in GROUPS)
    scene = Scene("fire-groups", facts={"buildings": [{"name": f"{n + 1}#", **house} for n in range(count)]})
    plan = scene.sheet("总施-01", "总平面图", scale=1000, discipline="总图")
    number = 1
    for index, (wide, deep, gaps, verdict) in enumerate(GROUPS):
        x, y, middle = 0.0, 58.0 * index, deep / 2
        plan.expect("fire/group-layout", verdict, 8, y + 10)
        for gap in (*gaps, 0.0):
            bay = [(wide, middle - 0.5), (wide + 1, middle - 0.5), (wide + 1, middle + 0.5), (wide, middle + 0.5)]
            corners = [(0.0, 0.0), (wide, 0.0), *(bay if gap else ()), (wide, deep), (0.0, deep)]
            plan.outline("BLDG_OUTLINE", [(x + right, y + up) for right, up in corners])
            plan.text(f"{number}#", x + 3, y + 5, paper=5)
            number += 1
            x += wide + 1 + gap
            if gap:
                plan.expect(CIVIL, "doubtful" if verdict == "met" else "broken", x - gap / 2, y + middle)
    return scene
