"""Units of shelters: their areas, what they add up to, the people in them, and joints through them (GB 50038, 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft

SECOND = "二等人员掩蔽所"
STORE = "物资库"


def unit(plan: Draft, number: int, x: float, y: float, wide: float, deep: float, *words: str) -> None:
    """A protective unit: its outline on the middle of its walls, its name and what is written below the name."""
    plan.ring(x + 0.15, y + 0.15, wide - 0.3, deep - 0.3, 0.3)
    plan.rectangle("CD", x, y, wide, deep)
    for row, line in enumerate((f"防护单元{number}", *words)):
        plan.text(line, x + wide / 2 - 4, y + deep / 2 - row * 1.6, paper=5.0 if row == 0 else 3.5)


def scene_unit_areas() -> Scene:
    """Areas by hand: width times depth; people 2000 m², stores 4000 m², medical works and teams 1000 m²."""
    scene = Scene("civil-defense-unit-areas", facts={"civil_defense": {"use": "personnel", "grade": "核6"}})
    plan = scene.sheet("人防-01", "地下一层防护单元划分图", scale=250, discipline="人防")
    for number, (x, y, wide, deep, function, verdict) in enumerate(
        (
            (0, 0, 45, 40, SECOND, "met"),
            (55, 0, 50, 40, SECOND, "met"),
            (115, 0, 50.5, 40, SECOND, "broken"),
            (0, 50, 80, 40, STORE, "met"),
            (90, 50, 80, 50.5, STORE, "broken"),
            (0, 110, 26, 40, "医疗救护站", "broken"),
            (40, 110, 25, 40, "专业队队员掩蔽部", "met"),
            (80, 110, 30, 40, "设备用房", "doubtful"),
        ),
        start=1,
    ):
        unit(plan, number, x, y, wide, deep, function)
        plan.expect("civil-defense/unit-area", verdict, x + 5, y + 5)
    return scene


def scene_blast_units() -> Scene:
    """Blast units: 500 m² for people, 2000 m² for stores."""
    scene = Scene("civil-defense-blast-units")
    plan = scene.sheet("人防-02", "抗爆单元划分图", scale=250, discipline="人防")
    unit(plan, 1, 0, 0, 50, 40, SECOND)
    unit(plan, 2, 60, 0, 50, 40, SECOND)
    unit(plan, 3, 0, 60, 90, 44, STORE)
    unit(plan, 4, 120, 0, 30, 30)
    for number, (x, y, wide, deep, verdict) in enumerate(
        (
            (0, 0, 25, 20, "met"),
            (25, 0, 25, 20, "met"),
            (0, 20, 24, 20, "met"),
            (60, 0, 26, 20, "broken"),
            (60, 20, 50, 20, "broken"),
            (0, 60, 45, 44, "met"),
            (45, 60, 45, 44.5, "broken"),
            (120, 0, 20, 20, "doubtful"),
        ),
        start=1,
    ):
        plan.rectangle("人防-抗爆单元", x, y, wide, deep)
        plan.text(f"抗爆单元{number}", x + 3, y + 3)
        plan.expect("civil-defense/blast-unit-area", verdict, x + 4, y + 2)
    return scene


def scene_joints() -> Scene:
    """Movement joints drawn as two lines 100 mm apart."""
    scene = Scene("civil-defense-joints")
    plan = scene.sheet("人防-03", "地下一层战时平面图", scale=200, discipline="人防")
    for number in range(8):
        x, y = 40.0 * (number % 4), 40.0 * (number // 4)
        unit(plan, number + 1, x, y, 30, 30, SECOND)
    joint = "变形缝"
    for away in (0.0, 0.1):
        plan.line(joint, (9 + away, -3), (9 + away, 33))
        plan.line(joint, (37, 8 + away), (73, 8 + away))
        plan.line(joint, (88 + away, -3), (88 + away, 20 + away), (113, 20 + away))
        plan.line(joint, (114 + away, -3), (114 + away, 73))
        plan.line(joint, (-0.05 - away, 37), (-0.05 - away, 73))
        plan.line("辅助线-缝", (88 + away, 37), (88 + away, 73))
    plan.text("变形缝", 91, 60)
    plan.text("变形缝", 114.5, 35)
    for verdict, x, y in (
        ("broken", 15, 5),
        ("broken", 55, 5),
        ("broken", 95, 5),
        ("met", 135, 5),
        ("met", 15, 45),
        ("met", 55, 45),
        ("doubtful", 95, 45),
        ("met", 135, 45),
    ):
        plan.expect("civil-defense/no-joint", verdict, x, y)
    return scene


def scene_people() -> Scene:
    """Sheltering area over people: 1.0 m² in the second class, 1.3 m² in the first, 3.0 m² for teams."""
    scene = Scene("civil-defense-people")
    plan = scene.sheet("人防-04", "战时功能及掩蔽人数示意图", scale=200, discipline="人防")
    first, team = "一等人员掩蔽所", "专业队队员掩蔽部"
    for number, (function, people, area, verdict) in enumerate(
        (
            (SECOND, 800, 850, "met"),
            (SECOND, 800, 800, "met"),
            (SECOND, 800, 780, "broken"),
            (first, 600, 780, "met"),
            (first, 600, 700, "broken"),
            (team, 200, 620, "met"),
            (team, 210, 620, "broken"),
            (SECOND, 800, 0, "doubtful"),
            (SECOND, 1000, 0, "broken"),
        )
    ):
        x, y = 40.0 * (number % 3), 42.0 * (number // 3)
        words = [function, f"掩蔽人数：{people}人", *([f"掩蔽面积：{area}㎡"] if area else [])]
        unit(plan, number + 1, x, y, 30, 32, *words)
        plan.expect("civil-defense/area-per-person", verdict, x + 5, y + 5)
    return scene


def _required(name: str, widths: tuple[float, ...], needed: float | None, verdict: str, *words: str) -> Scene:
    """Units 40 m deep side by side, one for each width."""
    scene = Scene(
        f"civil-defense-required-{name}",
        facts={"civil_defense": {"required_area": needed, "use": "personnel"}},
        not_run={} if verdict else {"civil-defense/required-area": "could-not-read"},
    )
    plan = scene.sheet("人防-01", "地下一层防护单元划分图", scale=200, discipline="人防")
    x = 0.0
    for number, wide in enumerate(widths, start=1):
        unit(plan, number, x, 0, wide, 40, SECOND, *words)
        x += wide + 8
    if verdict:
        plan.expect("civil-defense/required-area", verdict, 5, 5)
    return scene


def scene_required_more() -> Scene:
    """1600 + 1800 m² where 3000 m² are asked for."""
    return _required("more", (40, 45), 3000, "met")


def scene_required_edge() -> Scene:
    """1600 + 1800 m² where just these are asked for."""
    return _required("edge", (40, 45), 3400, "met")


def scene_required_one() -> Scene:
    """One unit of 1800 m² where 1750 m² are asked for."""
    return _required("one", (45,), 1750, "met")


def scene_required_less() -> Scene:
    """1600 + 1800 m² where 3600 m² are asked for."""
    return _required("less", (40, 45), 3600, "broken")


def scene_required_bit_less() -> Scene:
    """1600 + 1800 m² where 3401 m² are asked for."""
    return _required("bit-less", (40, 45), 3401, "broken")


def scene_required_half() -> Scene:
    """1800 m² where 3600 m² are asked for."""
    return _required("half", (45,), 3600, "broken")


def scene_required_written() -> Scene:
    """1800 m² drawn, 1900 m² written, 1850 m² asked for."""
    scene = _required("written", (45,), 1850, "doubtful", "建筑面积：1900㎡")
    scene.drafts[0].expect("preflight/area-label-mismatch", "broken", 5, 5)
    return scene


def scene_required_unknown() -> Scene:
    """Nobody says what is asked for."""
    return _required("unknown", (45,), None, "")
