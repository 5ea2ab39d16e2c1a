"""Parking lots beside buildings (GB 50067-2014, 4.2.1 and 4.2.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft

RULE = "fire/garage-separation"
WIDE, DEEP = 2.4, 5.3

CELLS = (
    # fire rating of the building, its distance, and what is said of it
    (2, 6.0, "met"),
    (2, 7.5, "met"),
    (3, 8.2, "met"),
    (2, 5.0, "broken"),
    (3, 7.0, "broken"),
    (4, 9.0, "broken"),
    (None, 7.0, "doubtful"),
)


def _row(plan: Draft, x: float, y: float, count: int) -> None:
    block = plan.block("车位2.4x5.3")
    if not block.strokes:
        block.outline("0", [(0, 0), (WIDE, 0), (WIDE, DEEP), (0, DEEP)])
    for number in range(count):
        plan.insert("车位2.4x5.3", "PARKING", x + WIDE * number, y)


def scene_parking_lots() -> Scene:
    """Seven buildings with eight stalls each, a bay showing where the distance is taken, and two long rows."""
    buildings = [
        {"name": f"{index + 1}#", "use": "office", "height": 12.0, **({"fire_rating": rating} if rating else {})}
        for index, (rating, _, _) in enumerate(CELLS)
    ]
    scene = Scene("fire-parking", facts={"buildings": buildings})
    plan = scene.sheet("总施-01", "总平面图", scale=1000, discipline="总图")
    for index, (_, gap, verdict) in enumerate(CELLS):
        x, y = 75.0 * (index % 4), 70.0 * (index // 4)
        _row(plan, x + 8, y, 8)
        low = y + DEEP + gap
        bay = [(17.5, 1), (17.5, 0), (18.5, 0), (18.5, 1)]
        plan.outline("BLDG_OUTLINE", [(x + u, low + v) for u, v in ((0, 1), *bay, (36, 1), (36, 16), (0, 16))])
        plan.text(f"{index + 1}#", x + 3, low + 8, paper=5)
        plan.expect(RULE, verdict, x + 18, y + DEEP + gap / 2)
        plan.expect(RULE, "met", x + 10, y + 1)
    _row(plan, 0, 150, 50)
    plan.expect(RULE, "met", 60, 152)
    _row(plan, 0, 175, 51)
    plan.expect(RULE, "broken", 60, 177)
    return scene
