"""Exits of shelters: their number, doors, sizes and widths, and the openings between units (GB 50038, 3.2 and 3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from samples.judging.scene import Scene
from samples.judging.scenes.civil_defense_units import SECOND, unit

if TYPE_CHECKING:
    from samples.judging.scene import Draft

FIRST = "一等人员掩蔽所"
SIDE = 36.0
"""metres: a unit's sides; 36 by 36 m are 1296 m²"""

LOBBY = 3.0
"""metres from one door to the next"""

AT = 12.0
"""metres from a unit's lower corner to its exits"""


def west(plan: Draft, x: float, y: float, codes: Sequence[str], words: str, *, wide: float = 3.0) -> None:
    """An exit through the west wall: doors one behind the other, from outside, with a lobby between two of them."""
    _exit(plan, x, y, codes, words, wide=wide, inward=1)


def east(plan: Draft, x: float, y: float, codes: Sequence[str], words: str, *, wide: float = 3.0) -> None:
    """The same through the east wall."""
    _exit(plan, x, y, codes, words, wide=wide, inward=-1)


def _exit(plan: Draft, x: float, y: float, codes: Sequence[str], words: str, *, wide: float, inward: int) -> None:
    for step, code in enumerate(codes):
        at = x + inward * step * LOBBY
        if step:
            plan.wall(at, y, at, y + wide + 0.4, 0.2)
            for side in (y, y + wide + 0.4):
                plan.wall(at - inward * LOBBY, side, at, side, 0.2)
            plan.text("防毒通道", min(at, at - inward * LOBBY) + 0.6, y + 0.5)
            left = min(at, at - inward * LOBBY) + (0.15 if step == 1 and inward > 0 else 0.1)
            right = max(at, at - inward * LOBBY) - (0.15 if step == 1 and inward < 0 else 0.1)
            plan.rectangle("SPACE", left, y + 0.1, right - left, wide + 0.2)
        plan.door(code, at, y + 0.6, upright=True, swing=inward)
    if words:
        plan.text(words, x + (0.6 if inward > 0 else -7.0), y + wide + 1.2)


def scene_exits() -> Scene:
    """Eight units of 36 by 36 m with two exits each, more or less; widths by the codes: HFM1520 is 1.5 m wide."""
    scene = Scene("civil-defense-exits")
    plan = scene.sheet("人防-01", "地下一层战时平面图", scale=250, discipline="人防")
    hfm, hm, narrow = "HFM1520(6)", "HM1520", "GHFM1220(6)"
    main, second, inside = "主要出入口（室外）", "次要出入口（室内）", "主要出入口（室内）"
    rows: tuple[tuple[str, int, int, Sequence[str], str, Sequence[str], str], ...] = (
        (SECOND, 900, 900, (hfm, hm), main, (narrow, "HM1220"), second),
        (SECOND, 1000, 950, (hfm,), main, (hfm, hm), second),
        (FIRST, 800, 1040, (narrow, "HM1220"), main, (narrow, "HM1220"), second),
        (FIRST, 1200, 1100, (hfm, hm, hm), main, (hfm,), second),
        (SECOND, 600, 700, (hfm, hm), main, (), ""),
        (SECOND, 500, 510, (hfm, hm), inside, (hfm, hm), second),
        ("物资库", 0, 0, (hfm, hm), main, (hm, hfm), second),
        (SECOND, 0, 0, (hfm, hm), "", (hfm, hm), ""),
    )
    said = (
        ("met", "met", "met", "met", "met"),
        ("met", "broken", "met", "met", "broken"),
        ("met", "broken", "met", "met", "met"),
        ("met", "met", "broken", "broken", "broken"),
        ("broken", "met", "", "broken", "met"),
        ("broken", "met", "met", "met", "met"),
        ("met", "met", "broken", "", ""),
        ("doubtful", "doubtful", "doubtful", "doubtful", "doubtful"),
    )
    for number, (row, verdicts) in enumerate(zip(rows, said, strict=True)):
        function, people, area, first_doors, first_words, second_doors, second_words = row
        x, y = 52.0 * (number % 4), 48.0 * (number // 4)
        words = [function, *([f"掩蔽人数：{people}人", f"掩蔽面积：{area}㎡"] if people else [])]
        unit(plan, number + 1, x, y, SIDE, SIDE, *words)
        west(plan, x, y + AT, first_doors, first_words)
        if second_doors:
            east(plan, x + SIDE, y + AT, second_doors, second_words)
        count, doors_west, doors_east, width, each = verdicts
        for rule, verdict, at in (
            ("exit-count", count, (x + 10, y + 4)),
            ("door-set", doors_west, (x, y + AT + 1.35)),
            ("door-set", doors_east, (x + SIDE, y + AT + 1.35)),
            ("door-width-100", width, (x + 10, y + 4)),
            ("area-per-person", each, (x + 10, y + 4)),
        ):
            if verdict:
                plan.expect(f"civil-defense/{rule}", verdict, *at)
    return scene


def scene_few_exits() -> Scene:
    """Openings that are no exits: a link, a shaft, one closed up in war; and a door for more people than it serves."""
    scene = Scene("civil-defense-few-exits")
    plan = scene.sheet("人防-04", "地下一层战时平面图", scale=200, discipline="人防")
    hfm, hm = "HFM1520(6)", "HM1520"
    main, second = "主要出入口（室外）", "次要出入口（室内）"
    for number, (people, code, other, words, count, width) in enumerate(
        (
            (560, hfm, hfm, "备用出入口（竖井式）", "broken", "broken"),
            (800, "HFM2525(6)", hfm, "连通口", "broken", "broken"),
            (600, hfm, hfm, "平时出入口（临战封堵）", "broken", "broken"),
            (1000, hfm, hfm, second, "met", "met"),
            (400, hfm, hfm, "", "doubtful", "met"),
            (1010, hfm, hfm, second, "met", "broken"),
        )
    ):
        x, y = 56.0 * (number % 3), 46.0 * (number // 3)
        unit(plan, number + 1, x, y, SIDE, SIDE, SECOND, f"掩蔽人数：{people}人", "掩蔽面积：1050㎡")
        west(plan, x, y + AT, (code, hm if code == hfm else "HM2525"), main)
        east(plan, x + SIDE, y + AT, (other, hm), words)
        plan.expect("civil-defense/exit-count", count, x + 10, y + 4)
        plan.expect("civil-defense/door-width-100", width, x + 10, y + 4)
        plan.expect("civil-defense/door-set", "met", x, y + AT + 1.35)
    return scene


def scene_passages() -> Scene:
    """Lobbies and doors: passages 1.5 m wide, doors 0.8 by 2.0 m, in medical works 1.0 by 2.0 m."""
    scene = Scene("civil-defense-passages")
    plan = scene.sheet("人防-02", "口部平面图", scale=250, discipline="人防")
    main, second = "主要出入口（室外）", "次要出入口（室内）"
    for number, (function, code, wide, door, passage) in enumerate(
        (
            (SECOND, "HFM1220(6)", 1.8, "met", "met"),
            (SECOND, "HFM1020(6)", 1.5, "met", "met"),
            (SECOND, "HFM1020(6)", 1.4, "met", "broken"),
            (SECOND, "HFM0820(6)", 2.0, "met", "met"),
            (SECOND, "HFM0720(6)", 2.0, "broken", "met"),
            ("医疗救护站", "HFM0820(6)", 1.6, "broken", "met"),
            ("医疗救护站", "HFM1018(6)", 1.3, "broken", "broken"),
            (SECOND, "HFM1020(6)", 1.25, "met", "broken"),
            ("", "HFM1020(6)", 1.2, "doubtful", "doubtful"),
        )
    ):
        x, y = 45.0 * (number % 3), 42.0 * (number // 3)
        unit(plan, number + 1, x, y, 28, 30, *([function] if function else []))
        west(plan, x, y + 8, (code, code.replace("FM", "M").replace("(6)", "")), main, wide=wide - 0.2)
        doors = ("HFM1220(6)", "HM1220", "HM1220") if "医疗" in function else ("HFM1220(6)", "HM1220")
        east(plan, x + 28, y + 18, doors[:2], second)
        if door != "met":
            plan.expect("civil-defense/passage-size", door, x - 0.4, y + 8.9)
        if door == "met" or passage != "met":
            plan.expect("civil-defense/passage-size", passage, x + 1.5, y + 8.1 + wide / 2)
        if "医疗" in function:
            plan.expect("civil-defense/door-set", "broken", x, y + 8.6)
    return scene


def _lobby(plan: Draft, x: float, y: float, codes: Sequence[str], room: str, aside: str) -> None:
    """A main exit through the west wall whose lobbies walls alone close, with a side room above the last one."""
    deep = 3.0 * (len(codes) - 1)
    for side in (0.0, 2.6):
        plan.wall(x, y + side, x + deep, y + side)
    for step, code in enumerate(codes):
        if step:
            plan.wall(x + 3.0 * step, y, x + 3.0 * step, y + 2.6)
            plan.text("防毒通道", x + 3.0 * step - 2.6, y + 0.3)
        plan.door(code, x + 3.0 * step, y + 0.6, upright=True, swing=1)
    left = x + deep - 3.0
    for at in (left, left + 3.0):
        plan.wall(at, y + 2.6, at, y + 6.0)
    plan.wall(left, y + 6.0, left + 3.0, y + 6.0)
    plan.text(room, left + 0.8, y + 4.2)
    plan.door(aside, left + 1.4, y + 2.6, swing=1)
    plan.text("主要出入口（室外）", x - 5.0, y - 1.0)


def scene_side_rooms() -> Scene:
    """A door into 滤毒室 or 扩散室 beside the lobby is no door of the way; units share walls and have columns."""
    scene = Scene("civil-defense-side-rooms")
    plan = scene.sheet("人防-05", "地下一层战时平面图", scale=150, discipline="人防")
    for number, (function, codes, room, aside, verdict) in enumerate(
        (
            (FIRST, ("HFM1520(6)", "HM1520", "HM1520"), "滤毒室", "HM0820", "met"),
            (FIRST, ("HFM1520(6)", "HM1520"), "滤毒室", "HM0820", "broken"),
            (SECOND, ("HFM1520(6)", "HM1520"), "扩散室", "HM0820", "met"),
            (SECOND, ("HFM1520(6)", "HM1520"), "简易洗消间", "M0921", "met"),
        )
    ):
        x, y = 50.0 * (number % 2), 40.0 * (number // 2)
        unit(plan, number + 1, x, y, 34, 30, function)
        for column in range(1, 4):
            plan.rectangle("COLUMN", x + 8.0 * column, y + 20, 0.6, 0.6)
        _lobby(plan, x, y + 8, codes, room, aside)
        east(plan, x + 34, y + 10, ("HFM1220(6)", "HM1220"), "次要出入口（室内）")
        plan.expect("civil-defense/door-set", verdict, x, y + 9.3)
        plan.expect("civil-defense/door-set", "met", x + 34, y + 11.2)
        plan.expect("civil-defense/exit-count", "met", x + 10, y + 3)
        plan.expect("civil-defense/passage-size", "met", x, y + 9.3)
        plan.expect("civil-defense/passage-size", "met", x + 1.5, y + 9.3)
    return scene


def _link(plan: Draft, x: float, y: float, doors: int, words: str, *, upright: bool) -> None:
    """An opening in the wall between two units, from a place on its middle; a door at each face of the wall."""
    for away in (-0.2, 0.2)[:doors]:
        at = (x + away, y) if upright else (x, y + away)
        plan.door("HFM1220(6)", *at, upright=upright, swing=1 if away < 0 else -1)
    plan.text(words, x + 1.0, y + 2.2)


def scene_links() -> Scene:
    """Six units of 30 by 30 m in two rows; an opening between two of them needs two blast doors."""
    scene = Scene("civil-defense-links")
    plan = scene.sheet("人防-03", "地下一层战时平面图", scale=200, discipline="人防")
    for number in range(6):
        x, y = 30.0 * (number % 3), 30.0 * (number // 3)
        plan.rectangle("CD", x, y, 30, 30)
        plan.text(f"防护单元{number + 1}", x + 12, y + 15, paper=5.0)
        plan.text(SECOND, x + 12, y + 13)
    plan.ring(0.25, 0.25, 89.5, 59.5, 0.5)
    for start, end in (((30, 0), (30, 60)), ((60, 0), (60, 60)), ((0, 30), (90, 30))):
        plan.wall(*start, *end, 0.5)
    for x, y, doors, upright, verdict in (
        (30.0, 12.0, 2, True, "met"),
        (60.0, 12.0, 1, True, "broken"),
        (30.0, 45.0, 0, True, "broken"),
        (60.0, 45.0, 2, True, "met"),
        (15.0, 30.0, 1, False, "broken"),
        (45.0, 30.0, 2, False, "met"),
    ):
        if doors:
            _link(plan, x, y, doors, "连通口", upright=upright)
        plan.expect("civil-defense/unit-link", verdict, x, y + 0.5 if upright else y)
    plan.text("连通口", 76, 31)
    plan.expect("civil-defense/unit-link", "doubtful", 75, 30)
    return scene


def scene_collapse() -> Scene:
    """Grade 核6: 5 m from concrete, half the height from masonry (18 m high: 9 m), nothing from shear walls."""
    scene = Scene(
        "civil-defense-collapse",
        facts={
            "buildings": [
                {"name": "1#", "use": "office", "height": 22.0, "structure": "concrete"},
                {"name": "2#", "use": "residential", "height": 18.0, "structure": "masonry"},
                {"name": "3#", "use": "residential", "height": 54.0, "structure": "shear-wall"},
                {"name": "4#", "use": "office", "height": 20.0},
            ],
            "civil_defense": {"grade": "核6级、常6级"},
        },
    )
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    for name, x, y in (("1#", 0, 0), ("2#", 130, 0), ("3#", 0, 90), ("4#", 130, 90)):
        plan.rectangle("BLDG_OUTLINE", x, y, 60, 15)
        plan.text(name, x + 3, y + 6, paper=5.0)
    for x, y, away, verdict in (
        (2, 0, 6.0, "met"),
        (22, 0, 5.0, "met"),
        (42, 0, 4.0, "broken"),
        (132, 0, 8.5, "broken"),
        (152, 0, 9.0, "met"),
        (172, 0, 3.0, "broken"),
        (2, 90, 2.0, "met"),
        (132, 90, 7.0, "doubtful"),
        (152, 90, 11.0, "met"),
    ):
        low = y + 15 + away
        plan.rectangle("CD", x, low, 12, 4)
        plan.text("人防主要出入口", x + 0.6, low + 1.2)
        plan.expect("civil-defense/collapse-zone", verdict, x + 6, low + 2)
    plan.text("战时室外主要出入口", 20, 80)
    plan.expect("civil-defense/collapse-zone", "doubtful", 20, 80)
    return scene


def scene_canopy() -> Scene:
    """Inside the zone under a canopy; grade 核4B asks for the whole height."""
    scene = Scene(
        "civil-defense-canopy",
        facts={"buildings": [{"name": "1#", "height": 12.0, "use": "office"}], "civil_defense": {"grade": "核4B级"}},
    )
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("BLDG_OUTLINE", 0, 0, 60, 15)
    plan.text("1#", 3, 6, paper=5.0)
    for x, away, words, verdict in ((2, 4.0, "防倒塌棚架", "met"), (24, 12.0, "", "met"), (46, 11.0, "", "doubtful")):
        plan.rectangle("CD", x, 15 + away, 14, 5)
        plan.text("人防主要出入口", x + 0.6, 16 + away)
        if words:
            plan.text(words, x + 0.6, 18 + away)
        plan.expect("civil-defense/collapse-zone", verdict, x + 6, 17 + away)
    return scene
