"""Widths and swings of the doors people leave by, and lobbies (GB 55037, GB 50016)."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene, width_of
from samples.judging.scenes.fire_ways_out import OFFICE, TOWER, WIDE, Room, stair, storey

WIDTH = "fire/egress-width"
SWING = "fire/door-swing"
LOBBY = "fire/lobby-area"


def scene_egress_widths() -> Scene:
    """Doors of 1.0, 1.2 and exactly 0.9 m (0.8 m clear), 0.8, 0.7 and 0.75 m; one of 0.85 m fits without a frame only.

    Corridors of 2.0, 1.5 and exactly 1.1 m, and of 1.0, 1.05 and 0.9 m.
    """
    scene = Scene("fire-egress-widths", facts={"buildings": [OFFICE]})
    plan = scene.sheet("建施-14", "3#楼五层平面图", scale=100)
    doors = (
        ("M1021", "met"),
        ("M1221", "met"),
        ("M0921", "met"),
        ("M0821", "broken"),
        ("M0721", "broken"),
        ("M0721", "broken"),
    )
    rooms = [Room(6.5 + 4.0 * number, 3.8, 4.0, (8.4 + 4.0 * number,), code) for number, (code, _) in enumerate(doors)]
    storey(plan, 0, 0, 38.0, (3.4, 34.6), rooms)
    for number, (_, verdict) in enumerate(doors):
        plan.expect(WIDTH, verdict, 8.4 + 4.0 * number, WIDE + 0.1)
    plan.ring(16.0, -4.2, 5.0, 4.0)
    plan.room("办公室", 16.0, -4.2, 5.0, 4.0)
    plan.door("", 18.0, -0.1, wide=0.85, swing=-1)
    plan.expect(WIDTH, "doubtful", 18.4, -0.1)
    for number, (wide, verdict) in enumerate(
        ((2.0, "met"), (1.5, "met"), (1.1, "met"), (1.0, "broken"), (1.05, "broken"), (0.9, "broken"))
    ):
        x, y = 20.0 * (number % 2), 18.0 + 7.0 * (number // 2)
        plan.ring(x, y, 12.0, wide)
        plan.door("M1021", x + 1.0, y - 0.1, swing=-1)
        plan.room("走道", x, y, 12.0, wide)
        plan.expect(WIDTH, verdict, x + 6.0, y + wide / 2)
    return scene


def scene_door_swings() -> Scene:
    """Doors of stairs that swing into the stair, and into the corridor; a sliding one; a hall's that swings inwards."""
    scene = Scene("fire-door-swings", facts={"buildings": [OFFICE]})
    plan = scene.sheet("建施-14", "3#楼五层平面图", scale=100)
    for number, (swing, verdict) in enumerate(((1, "met"), (-1, "broken"))):
        x, y = 0.0, 16.0 * number
        plan.ring(x, y, 40.0, WIDE)
        plan.room("走道", x, y, 40.0, WIDE)
        for at in (3.4, 20.0, 36.6):
            stair(plan, x + at, y + WIDE + 0.2, swing=swing)
            plan.expect(SWING, verdict, x + at, y + WIDE + 0.1)
    plan.ring(24.0, -10.2, 10.0, 10.0)
    plan.room("会议厅", 24.0, -10.2, 10.0, 10.0)
    plan.door("M1521", 26.0, -0.1, swing=-1)
    plan.door("M1521", 31.8, -0.1, swing=1)
    plan.expect(SWING, "doubtful", 26.7, -0.1)
    plan.expect(SWING, "met", 32.5, -0.1)
    return scene


def lobby(plan: Draft, x: float, y: float, wide: float, deep: float, name: str) -> None:
    """A lobby with the door of its stair north of it and one from the corridor south of it."""
    plan.ring(x, y, wide, deep)
    plan.room(name, x, y, wide, deep)
    plan.ring(x, y + deep + 0.2, 2.8, 5.8)
    plan.text("楼梯间", x + 0.5, y + deep + 5.0, paper=3.5)
    for left in (x, x + 1.45):
        plan.treads(left, y + deep + 1.8, 1.35, 9, 0.28)
    half = width_of("FM乙1021") / 2
    plan.door("FM乙1021", x + 1.2 - half, y + deep + 0.1, swing=1)
    plan.door("FM乙1021", x + 1.2 - half, y - 0.1, swing=1)


def scene_lobbies() -> Scene:
    """Lobbies of a tower: of a stair 6.0, 5.4, exactly 4.5 and 4.2 m²; of both 7.5 and 5.5 m²; of a fire lift 2.2 m deep.

    One whose name does not say whose it is, with 5.0 m²: enough for a stair, not for a lift.
    """
    scene = Scene("fire-lobbies", facts={"buildings": [TOWER]})
    plan = scene.sheet("建施-21", "1#楼标准层平面图", scale=100)
    cases = (
        ("楼梯间前室", 3.0, 2.0, "met"),
        ("楼梯间前室", 3.0, 1.5, "met"),
        ("合用前室", 3.0, 2.5, "met"),
        ("楼梯间前室", 2.8, 1.5, "broken"),
        ("合用前室", 2.8, 2.0, "broken"),
        ("消防电梯前室", 3.0, 2.2, "broken"),
        ("共用前室", 3.0, 2.5, "doubtful"),
        ("楼梯间前室", 3.0, 1.8, "met"),
    )
    for number, (name, wide, deep, verdict) in enumerate(cases):
        x, y = 14.0 * (number % 4), 20.0 * (number // 4)
        lobby(plan, x, y, wide, deep, name)
        plan.expect(LOBBY, verdict, x + wide * 0.6, y + deep * 0.4)
    return scene
