"""Lines that bound, measure or count: open, crossing, doubled, without length."""

from __future__ import annotations

import itertools

from samples.judging.scene import Draft, Scene


def scene_closed_lines() -> Scene:
    """Site lines: the gap between the ends is 1 mm at most, and no line crosses itself."""
    scene = Scene("preflight-closed-boundary")
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    rule = "preflight/closed-boundary"
    plan.rectangle("SITE_BOUNDARY", 0, 0, 150, 110)
    plan.expect(rule, "met", 0.2, 60)
    plan.rectangle("BLDG_OUTLINE", 20, 15, 40, 15)
    plan.text("1#", 25, 20)
    plan.expect(rule, "met", 30, 25)
    # four lines that meet end to end
    corners = [(20, 45), (60, 45), (60, 60), (20, 60), (20, 45)]
    for start, end in itertools.pairwise(corners):
        plan.line("BLDG_OUTLINE", start, end)
    plan.text("2#", 25, 50)
    plan.expect(rule, "met", 40, 45)
    # on the edge: the ends are one millimetre apart
    plan.line("GREEN", (90, 10), (110, 10), (110, 25), (90, 25), (90, 10.001))
    plan.expect(rule, "met", 100, 10)
    # 30 mm and 0.4 m apart
    plan.line("GREEN", (90, 40), (110, 40), (110, 55), (90, 55), (90, 40.03))
    plan.expect(rule, "broken", 100, 40)
    plan.line("CLIMB_GROUND", (20, 70), (60, 70), (60, 80.5), (20, 80.5), (20, 70.4))
    plan.expect(rule, "broken", 40, 70)
    # its corners in a wrong order
    plan.outline("BLDG_OUTLINE", [(90, 70), (120, 85), (120, 70), (90, 85)])
    plan.text("3#", 94, 78)
    plan.expect(rule, "broken", 92, 71.5)
    return scene


def scene_loose_lines() -> Scene:
    """Two lines on the layer of fire compartments that bound nothing: whether they should nobody can tell."""
    scene = Scene("preflight-loose-lines")
    plan = scene.sheet("建施-05", "防火分区示意图")
    plan.line("FIRE_COMP", (0, 0), (20, 0))
    plan.line("FIRE_COMP", (0, 10), (20, 11))
    plan.expect("preflight/closed-boundary", "doubtful", 10, 5)
    return scene


def scene_doubled_outline() -> Scene:
    """A tank drawn twice, once 20 mm aside: which line is meant nobody can tell."""
    scene = Scene("preflight-doubled-outline")
    plan = scene.sheet("水施-02", "泵房平面图", discipline="给排水")
    plan.rectangle("TANK", 0, 0, 8, 6)
    plan.rectangle("TANK", 0.02, 0, 8, 6)
    plan.text("生活水箱", 2, 3)
    plan.expect("preflight/closed-boundary", "broken", 4, 3)
    return scene


def _hall(scene: Scene, number: str, title: str) -> Draft:
    plan = scene.sheet(number, title)
    plan.ring(0, 0, 12, 8)
    plan.room("办公室", 0, 0, 12, 8, drawn=True)
    return plan


def scene_zero_length() -> Scene:
    """Storeys with walls that have a length, and with some that have none; half a millimetre is none."""
    scene = Scene("preflight-zero-length")
    rule = "preflight/zero-length"
    for storey in ("一", "二", "三"):
        plan = _hall(scene, f"建施-0{'一二三'.index(storey) + 1}", f"{storey}层平面图")
        plan.expect(rule, "met", 6, 4)
    edge = _hall(scene, "建施-04", "四层平面图")
    edge.line("WALL", (6, 0), (6, 0.001))
    edge.expect(rule, "met", 6, 4)
    wall = _hall(scene, "建施-05", "五层平面图")
    wall.line("WALL", (6, 0), (6, 0))
    wall.expect(rule, "broken", 6, 0)
    column = _hall(scene, "建施-06", "六层平面图")
    column.outline("COLUMN", [(3, 3), (3, 3), (3, 3)])
    column.expect(rule, "broken", 3, 3)
    short = _hall(scene, "建施-07", "七层平面图")
    short.line("WALL", (9, 8), (9.0005, 8))
    short.expect(rule, "broken", 9, 8)
    return scene


def scene_duplicates() -> Scene:
    """Storeys with walls and stalls drawn once, and drawn again on the same place."""
    scene = Scene("preflight-duplicate-entities")
    rule = "preflight/duplicate-entities"
    for place, storey in enumerate("一二三"):
        plan = _hall(scene, f"建施-0{place + 1}", f"{storey}层平面图")
        plan.expect(rule, "met", 6, 4)
    edge = _hall(scene, "建施-04", "四层平面图")
    # two millimetres beside each other they are two lines
    edge.line("WALL", (2, 3), (5, 3))
    edge.line("WALL", (2, 3.002), (5, 3.002))
    edge.expect(rule, "met", 6, 4)
    wall = _hall(scene, "建施-05", "五层平面图")
    wall.line("WALL", (2, 3), (8, 3))
    wall.line("WALL", (8, 3), (2, 3))
    wall.expect(rule, "broken", 2, 3)
    kerb = _hall(scene, "建施-06", "六层平面图")
    for _ in range(2):
        kerb.line("ROAD", (2, 1), (9, 1), (9, 5))
    kerb.expect(rule, "broken", 9, 1)
    column = _hall(scene, "建施-07", "七层平面图")
    for _ in range(2):
        column.rectangle("COLUMN", 5, 3, 1.5, 1.5)
    column.expect(rule, "broken", 5, 3)
    return scene


def scene_duplicates_hidden() -> Scene:
    """A storey of TArch walls alone: nothing of it can be read."""
    scene = Scene(
        "preflight-lines-unreadable",
        not_run={
            "preflight/zero-length": "could-not-read: TCH_WALL",
            "preflight/duplicate-entities": "could-not-read: TCH_WALL",
            "preflight/building-name": "could-not-read: TCH_WALL",
            "preflight/dim-override": "could-not-read: TCH_WALL",
            "preflight/axis": "could-not-read: TCH_WALL",
            "preflight/elevation-format": "could-not-read: TCH_WALL",
        },
    )
    plan = scene.sheet("建施-01", "一层平面图")
    plan.text("说明见建施-00", 2, 2)
    plan.text("门厅做法见详图", 2, 8)
    for x in (0.0, 6.0, 12.0):
        plan.foreign.append(((x, 0), (x, 8)))
    plan.expect("preflight/proxy-entity", "broken", 6, 4)
    return scene
