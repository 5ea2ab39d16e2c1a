"""Extinguishers, indoor hydrants and sprinkler heads on floor plans (GB 50140, GB 50974, GB 50084)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft

NEAR, JETS, HEADS = "fire/extinguisher", "fire/hydrant-indoor", "fire/sprinkler"
OFFICE = {
    "name": "3#",
    "use": "office",
    "height": 20.0,
    "storeys": 5,
    "extinguisher_hazard": "medium",
    "sprinkler_hazard": "moderate-1",
}
UNSAID = {"name": "4#", "use": "office", "height": 20.0, "storeys": 5}
HOUSE = {"name": "1#", "use": "residential", "height": 53.8, "storeys": 18}
Spot = tuple[float, float]


def extinguisher(plan: Draft, x: float, y: float) -> None:
    """A hand-held extinguisher: a circle with a stroke."""
    block = plan.block("手提式灭火器MFABC4")
    if not block.strokes:
        block.circle("0", 0, 0, 0.2)
        block.line("0", (-0.14, -0.14), (0.14, 0.14))
    plan.insert("手提式灭火器MFABC4", "EXTINGUISHER", x, y)


def hydrant(plan: Draft, x: float, y: float) -> None:
    """An indoor hydrant: its cabinet with a diagonal."""
    block = plan.block("室内消火栓")
    if not block.strokes:
        block.outline("0", [(-0.35, -0.12), (0.35, -0.12), (0.35, 0.12), (-0.35, 0.12)])
        block.line("0", (-0.35, -0.12), (0.35, 0.12))
    plan.insert("室内消火栓", "HYDRANT", x, y)


def head(plan: Draft, x: float, y: float) -> None:
    """A pendent head: a circle."""
    block = plan.block("下喷")
    if not block.strokes:
        block.circle("0", 0, 0, 0.1)
    plan.insert("下喷", "SPRINKLER", x, y)


def hall(plan: Draft, name: str, x: float, y: float, width: float, height: float) -> None:
    """A room with walls all round and a door to the outside in its south wall."""
    plan.ring(x, y, width, height)
    plan.room(name, x, y, width, height)
    plan.door("M1521", x + 0.6, y - 0.1, swing=-1)


def scene_extinguishers() -> Scene:
    """Halls of medium hazard: from each farthest corner to the extinguisher are 20 m allowed."""
    scene = Scene("fire-extinguishers", facts={"buildings": [OFFICE, UNSAID]})
    plan = scene.sheet("水施-11", "3#楼二层灭火器布置平面图", scale=200, discipline="给排水")
    halls: tuple[tuple[str, float, float, float, float, Spot, str], ...] = (
        ("展厅1", 0, 0, 24, 12, (12, 6), "met"),  # 13.4 m
        ("展厅2", 0, 20, 40, 12, (2, 6), "broken"),  # 38.5 m
        ("展厅3", 0, 40, 16.5, 12.5, (0.5, 0.5), "met"),  # 16 and 12 m: 20 m
        ("展厅4", 50, 0, 35, 10, (1, 5), "broken"),  # 34.4 m
        ("展厅5", 50, 20, 18, 18, (9, 9), "met"),  # 12.7 m
    )
    for name, x, y, width, height, (ex, ey), verdict in halls:
        hall(plan, name, x, y, width, height)
        extinguisher(plan, x + ex, y + ey)
        plan.expect(NEAR, verdict, x + 3, y + 3)
    # two rooms and a door at the far end of the wall between them: 10.8 m to the door, 13.7 m on to the corner
    plan.ring(50, 48, 12, 12)
    plan.ring(62.2, 48, 12, 12)
    plan.room("办公室1", 50, 48, 12, 12)
    plan.room("办公室2", 62.2, 48, 12, 12)
    plan.door("M1021", 62.1, 58.8, upright=True)
    extinguisher(plan, 60, 49)
    plan.expect(NEAR, "met", 53, 51)
    plan.expect(NEAR, "broken", 65, 51)

    plan = scene.sheet("水施-12", "4#楼二层灭火器布置平面图", scale=200, discipline="给排水")
    hall(plan, "展厅", 0, 0, 24, 8)
    extinguisher(plan, 2, 4)
    plan.expect(NEAR, "doubtful", 6, 2)  # 22.4 m: light allows it, medium does not; nobody said which
    return scene


def scene_indoor_hydrants() -> Scene:
    """Halls with hydrants: two jets carry 27.1 m at least and 31.7 m at most, and 30 m lie between hydrants."""
    scene = Scene("fire-indoor-hydrants", facts={"buildings": [OFFICE, HOUSE]})
    plan = scene.sheet("水施-21", "3#楼三层消火栓平面图", scale=200, discipline="给排水")
    halls: tuple[tuple[str, float, float, float, float, tuple[float, ...], str, str], ...] = (
        # where the room and the pair in it are judged differently, only the room is expected
        ("展厅1", 0, 0, 30, 12, (5, 25), "met", "met"),  # 25.7 m to the second, 20 m apart
        ("展厅2", 0, 20, 60, 12, (15, 44), "broken", ""),  # 45.4 m
        ("展厅3", 0, 40, 36, 6, (1, 35), "broken", "broken"),  # 35.1 m, 34 m apart
        ("展厅4", 0, 54, 40, 6, (3, 36), "broken", "broken"),  # 37.1 m, 33 m apart
        ("展厅5", 72, 0, 22, 12, (3, 19), "met", "met"),  # 19.9 m, 16 m apart
        ("展厅6", 72, 40, 16, 16, (8,), "broken", ""),  # one hydrant, where two jets are needed
        ("展厅7", 72, 64, 26, 8, (3, 23), "met", "met"),  # 23.3 m, 20 m apart
        ("展厅8", 72, 20, 29, 4, (0.5, 28.5), "doubtful", ""),  # 28.6 m
    )
    for name, x, y, width, height, places, reach, apart in halls:
        hall(plan, name, x, y, width, height)
        for at in places:
            hydrant(plan, x + at, y + height / 2)
        plan.expect(JETS, reach, x + 3, y + height - 1)
        if apart:
            plan.expect(JETS, apart, x + sum(places) / 2, y + height / 2)
    _court(plan, 0, 76)
    plan = scene.sheet("水施-22", "1#楼三层消火栓平面图", scale=200, discipline="给排水")
    hall(plan, "活动室", 0, 0, 16, 12)
    hydrant(plan, 8, 6)
    plan.expect(JETS, "doubtful", 2, 2)
    return scene


def _court(plan: Draft, x: float, y: float) -> None:
    """Two rooms at a court 3 m wide and a corridor behind both; from one hydrant to the other are 30 m."""
    plan.ring(x, y, 15, 12)
    plan.ring(x + 18, y, 15, 12)
    plan.ring(x - 3, y + 12.2, 39, 2)
    plan.room("办公室1", x, y, 15, 12)
    plan.room("办公室2", x + 18, y, 15, 12)
    plan.room("走廊", x - 3, y + 12.2, 39, 2)
    plan.door("M1021", x + 7, y + 12.1)
    plan.door("M1021", x + 25, y + 12.1)
    hydrant(plan, x + 1.5, y + 6)
    hydrant(plan, x + 31.5, y + 6)
    plan.expect(JETS, "met", x + 16.5, y + 6)
    for right, up in ((3, 2), (29, 2), (33, 13.2)):
        plan.expect(JETS, "broken", x + right, y + up)


def scene_sprinklers() -> Scene:
    """Rooms of moderate hazard I with heads in rows: 4.0 m apart, 12.5 m² each, 1.8 m from walls."""
    scene = Scene("fire-sprinklers", facts={"buildings": [OFFICE, UNSAID]})
    plan = scene.sheet("水施-31", "3#楼三层喷淋平面图", scale=100, discipline="给排水")
    rooms: tuple[tuple[str, float, float, Spot, tuple[int, int], Spot, Spot, str], ...] = (
        # name, place, size, count, step, first head, verdict
        ("办公室1", 0, 0, (10.2, 6.8), (3, 2), (3.4, 3.4), (1.7, 1.7), "met"),
        ("办公室2", 14, 0, (7.6, 6.125), (2, 2), (4.0, 3.125), (1.8, 1.5), "met"),
        ("办公室3", 26, 0, (7.6, 5.6), (2, 2), (4.2, 2.8), (1.7, 1.4), "broken"),
        ("办公室4", 38, 0, (6.5, 6.0), (2, 2), (3.0, 3.0), (2.0, 1.5), "broken"),
        ("办公室5", 0, 12, (5.0, 3.4), (2, 1), (1.5, 0.0), (1.7, 1.7), "broken"),
        ("办公室6", 14, 12, (7.2, 7.2), (2, 2), (3.8, 3.8), (1.7, 1.7), "broken"),
        ("办公室7", 26, 12, (3.0, 3.0), (1, 1), (0.0, 0.0), (1.5, 1.5), "met"),
        ("办公室8", 38, 12, (6.0, 6.0), (2, 2), (3.0, 3.0), (1.5, 1.5), "met"),
    )
    for name, x, y, size, count, step, first, verdict in rooms:
        _sprinkled(plan, name, (x, y), size, count, step, first)
        plan.expect(HEADS, verdict, x + 1, y + 1)
    plan = scene.sheet("水施-32", "4#楼三层喷淋平面图", scale=100, discipline="给排水")
    _sprinkled(plan, "办公室", (0, 0), (8.4, 8.4), (2, 2), (4.2, 4.2), (2.1, 2.1))
    plan.expect(HEADS, "doubtful", 1, 1)
    return scene


def _sprinkled(plan: Draft, name: str, at: Spot, size: Spot, count: tuple[int, int], step: Spot, first: Spot) -> None:
    x, y = at
    hall(plan, name, x, y, *size)
    for column in range(count[0]):
        for row in range(count[1]):
            head(plan, x + first[0] + column * step[0], y + first[1] + row * step[1])
