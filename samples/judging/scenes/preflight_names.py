"""Names and facts: buildings, rooms, and what the case states of them."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

HOUSE = {"use": "residential", "fire_rating": 1}


def _block(plan: Draft, name: str, x: float, y: float, *more: str) -> None:
    """A building of 40 m by 15 m with its name and what else is written in it."""
    plan.rectangle("BLDG_OUTLINE", x, y, 40, 15)
    for row, words in enumerate((name, *more)):
        plan.text(words, x + 4, y + 9 - 3 * row)


def scene_building_names() -> Scene:
    """Names of their own, parts of one building that touch, and two buildings of one name."""
    scene = Scene("preflight-building-name")
    rule = "preflight/building-name"
    plan = scene.sheet("总施-01", "总平面图", scale=1000, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", -10, -10, 220, 150)
    for name, x, y in (("1#", 0, 0), ("2#", 60, 0), ("3#", 120, 0)):
        _block(plan, name, x, y)
        plan.expect(rule, "met", x + 20, y + 7)
    # on the edge: 50 mm apart are drawn as touching
    _block(plan, "4#", 0, 30)
    _block(plan, "4#", 40.05, 30)
    plan.expect(rule, "met", 20, 37)
    for name, row in (("5#", 55), ("6#", 80), ("7#", 105)):
        _block(plan, name, 0, row)
        _block(plan, name, 80, row)
        plan.expect(rule, "broken", 20, row + 7)
    return scene


def scene_facts_heights() -> Scene:
    """Heights, storeys, use and fire rating as stated and as written on the site plan."""
    scene = Scene(
        "preflight-facts-buildings",
        facts={
            "buildings": [
                {"name": "1#", **HOUSE, "height": 53.8, "storeys": 18},
                {"name": "2#", **HOUSE, "height": 53.8, "storeys": 18},
                {"name": "3#", **HOUSE, "height": 33.0, "storeys": 11},
                {"name": "4#", "use": "office", "height": 22.0, "storeys": 5},
                # 2.1 m for each storey would be lower than any room, 11 m higher than any dwelling
                {"name": "5#", **HOUSE, "height": 33.0, "storeys": 3},
            ]
        },
    )
    rule = "preflight/facts-conflict"
    plan = scene.sheet("总施-01", "总平面图", scale=1000, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", -10, -10, 180, 150)
    _block(plan, "1#", 0, 0, "18F", "H=53.8m")
    plan.expect(rule, "met", 20, 7)
    # on the edge: five centimetres are one height
    _block(plan, "2#", 60, 0, "18F", "H=53.85m")
    plan.expect(rule, "met", 80, 7)
    _block(plan, "3#", 0, 40, "9F", "H=33.0m")
    plan.expect(rule, "broken", 20, 47)
    _block(plan, "4#", 60, 40, "5F", "H=27.5m")
    plan.expect(rule, "broken", 80, 47)
    _block(plan, "5#", 0, 80)
    plan.expect(rule, "doubtful", 20, 87)
    return scene


def scene_facts_conditions() -> Scene:
    """Planning conditions as stated and as written beside the plan."""
    scene = Scene(
        "preflight-facts-conditions",
        facts={"conditions": {"density_max": 0.28, "far_max": 2.2, "green_min": 0.35, "height_max": 80}},
    )
    rule = "preflight/facts-conflict"
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 100, 80)
    plan.text("建筑密度≤28%", 10, 60)
    plan.expect(rule, "met", 10, 60)
    plan.text("容积率≤2.2", 10, 50)
    plan.expect(rule, "met", 10, 50)
    plan.text("绿地率≥30%", 10, 40)
    plan.expect(rule, "broken", 10, 40)
    plan.text("建筑限高：60m", 10, 30)
    plan.expect(rule, "broken", 10, 30)
    return scene


def _storey(scene: Scene, number: str, names: tuple[str, ...]) -> Draft:
    """A row of rooms of 5 m by 6 m, drawn as closed lines; an empty name leaves its room without one."""
    plan = scene.sheet(number, f"{number[-1]}层平面图")
    for place, name in enumerate(names):
        plan.rectangle("SPACE", 5 * place, 0, 5, 6)
        if name:
            plan.text(name, 5 * place + 1.5, 3)
    return plan


def scene_room_names() -> Scene:
    """Names in their rooms, names beside them, and rooms without a name."""
    scene = Scene("preflight-room-label")
    rule = "preflight/room-label"
    good = _storey(scene, "建施-01", ("办公室", "会议室", "楼梯间", "库房"))
    for place in range(3):
        good.expect(rule, "met", 5 * place + 2.5, 3)
    # on the edge: the writing begins a millimetre inside its room
    edge = scene.sheet("建施-02", "2层平面图")
    for place, name in enumerate(("办公室", "会议室", "楼梯间")):
        edge.rectangle("SPACE", 5 * place, 0, 5, 6)
        edge.text(name, 5 * place + 1.5, 3)
    edge.rectangle("SPACE", 15, 0, 5, 6)
    edge.text("库房", 15.001, 3)
    edge.expect(rule, "met", 17, 5)
    beside = _storey(scene, "建施-03", ("办公室", "会议室", "楼梯间", "库房"))
    beside.text("值班室", 20.5, 3)
    beside.expect(rule, "broken", 20.5, 3)
    above = _storey(scene, "建施-04", ("办公室", "会议室", "楼梯间", "库房"))
    above.text("设备间", 2, 6.6)
    above.expect(rule, "broken", 2, 6.6)
    below = _storey(scene, "建施-05", ("办公室", "会议室", "楼梯间", "库房"))
    below.text("风机房", 12, -1.2)
    below.expect(rule, "broken", 12, -1.2)
    nameless = _storey(scene, "建施-06", ("办公室", "会议室", "楼梯间", ""))
    nameless.expect(rule, "doubtful", 17.5, 3)
    return scene


def scene_building_names_unread() -> Scene:
    """A site plan whose buildings are closed by nothing: no name can be told from another."""
    scene = Scene("preflight-building-name-basement")
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 100, 80)
    plan.rectangle("BLDG_OUTLINE", 10, 10, 40, 15)
    for row, words in enumerate(("1#", "地下车库", "18F")):
        plan.text(words, 14, 21 - 4 * row)
    # above ground and below in one outline: recognised on weak evidence
    plan.expect("preflight/building-name", "doubtful", 30, 17)
    return scene
