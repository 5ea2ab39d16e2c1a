"""Travel distances, exits and doors of storeys (GB 50016, GB 50067, GB 55037).

Storeys are drawn as a corridor 2 m wide with rooms and stairs along it, walls 0.2 m thick. From a door to a stair's in
the same wall it is the distance of their middles and twice half a wall: 0.2 m more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples.judging.scene import Draft, Scene, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

PUBLIC = "fire/travel-public"
HOUSING = "fire/travel-resi"
GARAGE = "fire/travel-garage"
COUNT = "fire/exit-count"
GAP = "fire/exit-gap"
ROOMS = "fire/room-doors"

OFFICE = {"name": "3#", "use": "office", "height": 22.0, "storeys": 5, "fire_rating": 2, "sprinklered": False}
TOWER = {"name": "1#", "use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1, "sprinklered": False}
WIDE = 2.0
"""metres: clear width of the corridors"""


@dataclass(frozen=True, slots=True)
class Room:
    """A room beside the corridor: its left inner corner, its sizes, the middles of its doors along the corridor."""

    left: float
    wide: float
    deep: float
    doors: tuple[float, ...]
    code: str = "M1021"
    name: str = "办公室"
    south: bool = False


def stair(plan: Draft, x: float, y: float, name: str = "楼梯间", code: str = "FM乙1221", *, swing: int = 1) -> None:
    """A stair north of a corridor, its door's middle at x in the wall y - 0.1, its inner face at y."""
    plan.ring(x - 1.4, y, 2.8, 5.8)
    plan.door(code, x - width_of(code) / 2, y - 0.1, swing=swing)
    plan.window("C1215", x - 0.6, y + 5.9)
    for left in (x - 1.4, x + 0.05):
        plan.treads(left, y + 1.6, 1.35, 9, 0.28)
    plan.text(name, x - 0.9, y + 5.0, paper=3.5)


def storey(plan: Draft, x: float, y: float, length: float, stairs: Sequence[float], rooms: Sequence[Room] = ()) -> None:
    """A corridor with its stairs (the middles of their doors) and rooms; x, y is its lower left inner corner."""
    plan.ring(x, y, length, WIDE)
    plan.room("走道", x, y, length, WIDE)
    for at in stairs:
        stair(plan, x + at, y + WIDE + 0.2)
    for room in rooms:
        low = y - 0.2 - room.deep if room.south else y + WIDE + 0.2
        plan.ring(x + room.left, low, room.wide, room.deep)
        plan.room(room.name, x + room.left, low, room.wide, room.deep)
        for at in room.doors:
            wall = y - 0.1 if room.south else y + WIDE + 0.1
            plan.door(room.code, x + at - width_of(room.code) / 2, wall, swing=-1 if room.south else 1)


def scene_travel_public() -> Scene:
    """An office of 22 m, not sprinklered: 40 m between two exits, 22 m at a dead end.

    Doors 10.2, 17.8, 37.8 and exactly 40.0 m from a stair; 43.8, 42.8 and 44.84 m. At the dead end 11.8 and exactly
    22.0 m, and 23.3 m.
    """
    scene = Scene("fire-travel-public", facts={"buildings": [OFFICE]})
    plan = scene.sheet("建施-12", "3#楼三层平面图", scale=150)
    doors = ((13.4, "met"), (21.0, "met"), (43.2, "met"), (47.0, "broken"), (50.0, "broken"), (55.0, "met"))
    rooms = [Room(at - 1.7, 3.6, 5.0, (at,)) for at in (13.4, 21.0, 55.0)]
    rooms += [Room(41.6, 3.2, 5.0, (43.2,)), Room(45.0, 3.2, 5.0, (47.0,)), Room(48.4, 3.2, 5.0, (50.0,))]
    storey(plan, 0, 0, 96.0, (3.4, 92.6), [*rooms, Room(46.0, 4.0, 5.0, (48.0,), south=True)])
    for at, verdict in doors:
        plan.expect(PUBLIC, verdict, at, WIDE + 0.1)
    plan.expect(PUBLIC, "broken", 48.0, -0.1)
    for at, _ in doors[:3]:
        plan.expect(ROOMS, "met", at, WIDE + 2.5)
    plan.expect(COUNT, "met", 30.0, 1.0)
    dead_end = ((15.0, "met"), (25.2, "met"), (29.0, "broken"))
    storey(plan, 0, 20.0, 40.0, (3.4,), [Room(at - 1.7, 3.4, 5.0, (at,)) for at, _ in dead_end])
    for at, verdict in dead_end:
        plan.expect(PUBLIC, verdict, at, 20.0 + WIDE + 0.1)
    return scene


def scene_travel_unknown() -> Scene:
    """The same storey, 43.8 m from the stair, where nobody has stated sprinklers; 10.2 m are enough all the same."""
    unknown = {key: value for key, value in OFFICE.items() if key != "sprinklered"}
    scene = Scene("fire-travel-unknown", facts={"buildings": [unknown]})
    plan = scene.sheet("建施-12", "3#楼三层平面图", scale=150)
    storey(plan, 0, 0, 96.0, (3.4, 92.6), [Room(11.7, 3.6, 5.0, (13.4,)), Room(45.3, 3.6, 5.0, (47.0,))])
    plan.expect(PUBLIC, "met", 13.4, WIDE + 0.1)
    plan.expect(PUBLIC, "doubtful", 47.0, WIDE + 0.1)
    return scene


def scene_travel_homes() -> Scene:
    """A tower of 53.8 m: at a dead end 20 m. Doors 8.2, 12.2, 16.0 and exactly 20.0 m from the stair; 21, 23 and 26 m.

    With one stair and doors farther than 10 m two exits are required. A corridor without a stair cannot be judged.
    """
    scene = Scene("fire-travel-homes", facts={"buildings": [TOWER]})
    plan = scene.sheet("建施-21", "1#楼标准层平面图", scale=150)
    cases = (
        (8.2, "met"),
        (12.2, "met"),
        (20.0, "met"),
        (21.0, "broken"),
        (23.0, "broken"),
        (26.0, "broken"),
        (16.0, "met"),
    )
    for number, (far, verdict) in enumerate(cases):
        x, y = 50.0 * (number % 2), 20.0 * (number // 2)
        at = 3.4 + far - 0.2
        storey(plan, x, y, 36.0, (3.4,), [Room(at - 1.7, 3.6, 5.0, (at,), "FM甲1021", "起居室")])
        plan.expect(HOUSING, verdict, x + at, y + WIDE + 0.1)
        plan.expect(COUNT, "met" if far <= 10 else "broken", x + 1.0, y + 1.0)
    storey(plan, 0, 80.0, 20.0, (), [Room(5.0, 3.6, 5.0, (6.5,), "FM甲1021", "起居室")])
    plan.expect(HOUSING, "doubtful", 10.0, 81.0)
    return scene


def garage(plan: Draft, x: float, y: float, length: float, width: float, *, named: bool = True) -> None:
    """A garage with columns along its middle and a stair at the middle of its west side."""
    plan.ring(x, y, length, width)
    plan.room("地下车库", x, y, length, width)
    middle = y + width / 2
    plan.ring(x - 6.0, middle - 1.4, 5.8, 2.8)
    plan.door("FM甲1221", x - 0.1, middle - 0.6, upright=True, swing=1)
    if named:
        plan.text("楼梯间", x - 4.5, middle, paper=3.5)
    for step in range(1, int(length // 8)):
        plan.rectangle("COLUMN", x + 8 * step, middle + 3.0, 0.6, 0.6)


def scene_travel_garage() -> Scene:
    """Garages without sprinklers, 45 m: the far corners lie 0.1 m and the hypotenuse away.

    20, 30 and 40 m of length, exactly 45.0 m (43.104 by 12.572 m); 45, 50 and 60 m of length; one without a stair.
    """
    scene = Scene(
        "fire-travel-garage", facts={"buildings": [{"name": "地下车库", "use": "garage", "sprinklered": False}]}
    )
    plan = scene.sheet("建施-03", "地下一层平面图", scale=300)
    cases = (
        (20.0, 16.0, "met"),
        (30.0, 16.0, "met"),
        (40.0, 16.0, "met"),
        (43.104, 25.144, "met"),
        (45.0, 16.0, "broken"),
        (50.0, 16.0, "broken"),
        (60.0, 16.0, "broken"),
        (30.0, 16.0, "doubtful"),
    )
    for number, (length, width, verdict) in enumerate(cases):
        x, y = 84.0 * (number % 2), 36.0 * (number // 2)
        garage(plan, x, y, length, width, named=verdict != "doubtful")
        plan.expect(GARAGE, verdict, x + 2.0, y + 2.0)
        if verdict == "met":
            within = 0.1 + math.hypot(length, width / 2)
            if within > 45.0 + 1e-9:
                raise ValueError(within)
    return scene


def scene_exit_count() -> Scene:
    """Office storeys with two stairs, three, and one; one of 60 m² where nobody has stated the people."""
    scene = Scene("fire-exit-count", facts={"buildings": [OFFICE]})
    plan = scene.sheet("建施-13", "3#楼四层平面图", scale=200)
    cases: tuple[tuple[float, tuple[float, ...], str], ...] = (
        (40.0, (3.4, 36.6), "met"),
        (40.0, (3.4, 20.0, 36.6), "met"),
        (30.0, (3.4, 26.6), "met"),
        (40.0, (3.4,), "broken"),
        (40.0, (20.0,), "broken"),
        (32.0, (28.6,), "broken"),
        (12.0, (6.0,), "doubtful"),
    )
    for number, (length, stairs, verdict) in enumerate(cases):
        x, y = 54.0 * (number % 2), 26.0 * (number // 2)
        rooms = (
            []
            if verdict == "doubtful"
            else [Room(8.0, 8.0, 8.0, (9.0,)), Room(2.0, 20.0, 8.0, (3.0, 20.0), south=True)]
        )
        storey(plan, x, y, length, stairs, rooms)
        plan.expect(COUNT, verdict, x + 1.0, y + 1.0)
        if stairs == (28.6,):
            plan.expect(PUBLIC, "broken", x + 3.0, y - 0.1)  # 25.9 m at a dead end
    return scene


def scene_exit_gaps() -> Scene:
    """Stairs whose doors, 1.2 m wide, lie 12, 7, 6 and exactly 5.0 m apart; 4.5, 4.0 and 3.0 m; doors of one room."""
    scene = Scene("fire-exit-gaps", facts={"buildings": [OFFICE]})
    plan = scene.sheet("建施-13", "3#楼四层平面图", scale=150)
    cases = (
        (12.0, "met"),
        (7.0, "met"),
        (6.0, "met"),
        (5.0, "met"),
        (4.5, "broken"),
        (4.0, "broken"),
        (3.0, "broken"),
    )
    for number, (gap, verdict) in enumerate(cases):
        x, y = 34.0 * (number % 3), 22.0 * (number // 3)
        storey(plan, x, y, 26.0, (3.4, 4.6 + gap))
        plan.expect(GAP, verdict, x + 4.0, y + WIDE + 0.1)
    x, y = 34.0, 44.0
    storey(plan, x, y, 26.0, (3.4, 22.6), [Room(6.0, 10.0, 8.0, (8.0, 12.0), south=True)])
    plan.expect(GAP, "doubtful", x + 8.0, y - 0.1)
    return scene


def scene_room_doors() -> Scene:
    """Offices with one door between two exits: 36, 64 and exactly 120 m² with half of their walls; 140, 180, 250 m².

    At the end of a corridor one of 100 m² behind a narrow door may not be what the clause allows.
    """
    scene = Scene("fire-room-doors", facts={"buildings": [OFFICE]})
    plan = scene.sheet("建施-13", "3#楼四层平面图", scale=150)
    cases = (
        (5.8, 5.8, "met"),
        (7.8, 7.8, "met"),
        (11.8, 9.8, "met"),
        (13.8, 9.8, "broken"),
        (17.8, 9.8, "broken"),
        (24.8, 9.8, "broken"),
    )
    for number, (wide, deep, verdict) in enumerate(cases):
        x, y = 48.0 * (number % 2), 28.0 * (number // 2)
        storey(plan, x, y, 36.0, (3.4, 32.6), [Room(6.0, wide, deep, (7.0,), south=True)])
        plan.expect(ROOMS, verdict, x + 8.0, y - 3.0)
        if wide > 24:
            plan.expect(PUBLIC, "broken", x + 8.0, y - 3.0)  # 25.8 m from its far corner to its door
    x, y = 0.0, 84.0
    storey(plan, x, y, 14.0, (3.4,))
    plan.ring(x + 14.2, y - 4.0, 10.0, 10.0)
    plan.room("会议室", x + 14.2, y - 4.0, 10.0, 10.0)
    plan.door("M1021", x + 14.1, y + 0.5, upright=True, swing=-1)
    plan.expect(ROOMS, "doubtful", x + 18.0, y + 1.0)
    return scene


def scene_ways_out_unread() -> Scene:
    """A storey of outlines and names without a single door: neither ways nor exits can be read."""
    scene = Scene(
        "fire-ways-out-unread",
        facts={"buildings": [OFFICE]},
        not_run={PUBLIC: "could-not-read", COUNT: "could-not-read"},
    )
    plan = scene.sheet("建施-12", "3#楼三层平面图", scale=100)
    plan.room("走道", 0, 0, 30.0, WIDE, drawn=True)
    for number in range(4):
        plan.room("办公室", 7.5 * number, WIDE + 0.2, 7.3, 6.0, drawn=True)
    return scene


def scene_travel_compartments() -> Scene:
    """A garage 60 m long with a stair at each end: from its middle 31.7 m; a compartment of 50 m has its own stair only.

    Its far corners lie 0.1 m and hypot(50, 8) = 50.6 m away, more than 45 m; those of the other hypot(10, 8) = 12.8 m.
    """
    scene = Scene(
        "fire-travel-compartments", facts={"buildings": [{"name": "地下车库", "use": "garage", "sprinklered": False}]}
    )
    plan = scene.sheet("建施-03", "地下一层平面图", scale=300)
    for y, apart in ((0.0, False), (40.0, True)):
        garage(plan, 0, y, 60.0, 16.0)
        plan.ring(60.2, y + 6.6, 5.8, 2.8)
        plan.door("FM甲1221", 60.1, y + 7.4, upright=True, swing=-1)
        plan.text("楼梯间", 62.0, y + 8.0)
        if apart:
            plan.rectangle("FIRE_COMP", 0, y, 50.0, 16.0)
            plan.rectangle("FIRE_COMP", 50.0, y, 10.0, 16.0)
            plan.text("防火分区一", 20.0, y + 3.0)
            plan.text("防火分区二", 52.0, y + 3.0)
            plan.expect(GARAGE, "broken", 4.0, y + 13.0)
            plan.expect(GARAGE, "met", 56.0, y + 13.0)
        else:
            plan.expect(GARAGE, "met", 4.0, y + 13.0)
    return scene
