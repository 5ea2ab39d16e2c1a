"""Areas written in rooms, compartments and shelter units beside what is drawn around them."""

from __future__ import annotations

from samples.judging.scene import Scene

OFFICES = ("tarch", "chinese", "national", "bound")
"""walls, doors and windows are recognised from every office's habits"""

RULE = "preflight/area-label-mismatch"


def scene_area_labels_of_closed_lines() -> Scene:
    """Rooms with closed lines of their own, and two fire compartments."""
    scene = Scene("preflight-area-labels-drawn")
    plan = scene.sheet("建施-03", "二层平面图")
    plan.room("办公室", 0, 0, 6, 5, drawn=True, area="30.00㎡")
    plan.expect(RULE, "met", 3, 2.5)
    # on the edge: 1 % of 100 is 1 m²
    plan.room("大会议室", 8, 0, 10.1, 10, drawn=True, area="100.00㎡")
    plan.expect(RULE, "met", 13, 5)
    plan.room("值班室", 0, 8, 4, 3, drawn=True, area="12.50㎡")
    plan.expect(RULE, "broken", 2, 9.5)
    plan.room("档案室", 20, 0, 6, 5, drawn=True, area="35.00㎡")
    plan.expect(RULE, "broken", 23, 2.5)
    # 0.1 m² is nothing in a small room, though it is more than 1 %
    plan.room("库房", 20, 8, 2, 2.05, drawn=True, area="4.00㎡")
    plan.expect(RULE, "met", 21, 9)
    # half a square metre is lost in rounding
    plan.room("打印室", 0, 14, 4, 3.1, drawn=True, area="12㎡")
    plan.expect(RULE, "doubtful", 2, 15.5)
    zones = scene.sheet("建施-02", "二层防火分区示意图", scale=300, file="zones")
    zones.rectangle("FIRE_COMP", 0, 0, 50, 40)
    zones.text("防火分区一", 15, 22)
    zones.text("建筑面积：2000.00㎡", 15, 18)
    zones.expect(RULE, "met", 25, 20)
    zones.rectangle("FIRE_COMP", 50, 0, 40, 40)
    zones.text("防火分区二", 62, 22)
    zones.text("建筑面积：1450.00㎡", 62, 18)
    zones.expect(RULE, "broken", 70, 20)
    return scene


def scene_area_labels_between_walls() -> Scene:
    """Rooms closed by walls, doors and windows, with no line of their own."""
    scene = Scene("preflight-area-labels-walls", offices=OFFICES)
    plan = scene.sheet("建施-04", "三层平面图")
    # net 6 × 5, 4 × 5, 3 × 5 and 6 × 5 m, walls 200 thick between, a way 2.4 m wide along them
    plan.ring(0, 0, 19.6, 2.4)
    for x, wide in ((0, 6), (6.2, 4), (10.4, 3), (13.6, 6)):
        plan.ring(x, 2.6, wide, 5)
        plan.door("M0921", x + 0.6, 2.5)
        plan.window("C1515", x + 0.7, 7.7)
    plan.door("FM乙1221", -0.1, 0.6, upright=True)
    plan.room("办公室", 0, 2.6, 6, 5, area="30.00㎡")
    plan.expect(RULE, "met", 3, 5)
    plan.room("值班室", 6.2, 2.6, 4, 5, area="26.80㎡")
    plan.expect(RULE, "broken", 8.2, 5)
    # 3.2 × 5.2 to the middles of the walls
    plan.room("打印室", 10.4, 2.6, 3, 5, area="16.64㎡")
    plan.expect(RULE, "doubtful", 11.9, 5)
    plan.room("会议室", 13.6, 2.6, 6, 5, area="30.20㎡")
    plan.expect(RULE, "met", 16.6, 5)
    plan.room("走道", 0, 0, 19.6, 2.4, area="47.04㎡")
    plan.expect(RULE, "met", 10, 1.2)
    return scene


def scene_area_labels_of_leaking_rooms() -> Scene:
    """Two rooms between which a wall stops: neither has an area that can be held against its label."""
    scene = Scene("preflight-area-labels-leak", offices=OFFICES)
    plan = scene.sheet("建施-05", "四层平面图")
    plan.ring(0, 0, 12.2, 6)
    plan.wall(6.1, 0, 6.1, 2)
    plan.door("M1021", 1, -0.1)
    plan.window("C1815", 2, 6.1)
    plan.room("办公室", 0, 0, 6, 6, area="36.00㎡")
    plan.room("会议室", 6.2, 0, 6, 6)
    plan.expect(RULE, "doubtful", 3, 3)
    return scene
