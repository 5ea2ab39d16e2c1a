"""Roofs with strips and down conductors (GB 50057, 4.3, 4.4 and 5.2.12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from samples.judging.scene import Scene

if TYPE_CHECKING:
    from samples.judging.scene import Draft
    from samples.judging.strokes import Place

INSET = 0.12
"""metres: strips lie on the middle of a parapet 240 mm thick"""


def roof(plan: Draft, name: str, x: float, y: float, wide: float, deep: float) -> None:
    """The outline of a roof with its building's name."""
    plan.rectangle("BLDG_OUTLINE", x, y, wide, deep)
    plan.text(name, x + 1.5, y + 1.5, paper=5.0)


def ring(plan: Draft, x: float, y: float, wide: float, deep: float, *, inset: float = INSET) -> None:
    """A strip along the whole edge."""
    plan.rectangle("LP_STRIP", x + inset, y + inset, wide - 2 * inset, deep - 2 * inset)


def strips(plan: Draft, x: float, y: float, *ways: Sequence[Place]) -> None:
    """Strips through places given from the roof's corner."""
    for way in ways:
        plan.line("LP_STRIP", *((x + a, y + b) for a, b in way))


def downs(plan: Draft, x: float, y: float, *places: Place) -> None:
    """Down conductors at places given from the roof's corner: a block of a circle and an arrow."""
    block = plan.block("引下线符号")
    if not block.strokes:
        block.circle("0", 0, 0, 0.2)
        block.line("0", (0, 0), (0.5, 0.5))
    for a, b in places:
        plan.insert("引下线符号", "LP_DOWN", x + a, y + b)


def scene_class_2() -> Scene:
    """Class 2: meshes 10 by 10 or 12 by 8 m, 18 m between conductors, side flashes from 45 m."""
    heights = {"1#": 40.0, "2#": 45.0, "3#": 50.0, "4#": 60.0, "5#": 46.0, "6#": None}
    scene = Scene(
        "lightning-class-2",
        facts={
            "buildings": [
                {"name": name, "use": "office", "height": height, "lightning_class": 2}
                for name, height in heights.items()
            ]
        },
    )
    plan = scene.sheet("电施-01", "屋顶防雷平面图", scale=150, discipline="电气")
    plan.text("防雷说明：本工程按第二类防雷建筑物设防。", 0, -12)
    _first(plan)
    _second(plan)
    _third(plan)
    roof(plan, "4#", 50, 40, 20, 10)
    plan.expect("lightning/mesh-size", "doubtful", 60, 45)
    plan.expect("lightning/down-spacing", "doubtful", 60, 45)
    plan.expect("lightning/down-count", "doubtful", 60, 45)
    roof(plan, "5#", 90, 40, 20, 10)
    ring(plan, 90, 40, 20, 10, inset=0.0)
    strips(plan, 90, 40, ((10, 0), (10, 10)))
    downs(plan, 90, 40, (0, 0), (10, 0), (20, 0), (20, 10), (10, 10), (0, 10))
    plan.expect("lightning/mesh-size", "met", 95, 45)
    plan.expect("lightning/mesh-size", "met", 105, 45)
    roof(plan, "6#", 90, 0, 9, 8)
    ring(plan, 90, 0, 9, 8)
    downs(plan, 90, 0, (0, 0), (9, 8))
    plan.expect("lightning/down-count", "met", 94, 4)
    plan.expect("lightning/down-spacing", "met", 94, 0)
    plan.expect("lightning/down-corner", "broken", 99, 0)
    plan.expect("lightning/down-corner", "broken", 90, 8)
    for verdict, x, y in (
        ("met", 4, 6),
        ("met", 54, 6),
        ("broken", 4, 46),
        ("broken", 54, 46),
        ("broken", 94, 46),
        ("doubtful", 94, 6),
    ):
        plan.expect("lightning/side-flash", verdict, x, y)
        plan.expect("lightning/classification", "met", x, y)
    return scene


def _first(plan: Draft) -> None:
    """36 by 18 m, cells of 9 by 9 m; six conductors 18 m apart: on the very edge."""
    roof(plan, "1#", 0, 0, 36, 18)
    ring(plan, 0, 0, 36, 18)
    strips(plan, 0, 0, *[((x, INSET), (x, 18 - INSET)) for x in (9, 18, 27)], ((INSET, 9), (36 - INSET, 9)))
    downs(plan, 0, 0, (0, 0), (18, 0), (36, 0), (36, 18), (18, 18), (0, 18))
    plan.expect("lightning/mesh-size", "met", 5, 5)
    plan.expect("lightning/mesh-size", "met", 31, 13)
    plan.expect("lightning/perimeter-strip", "met", 5, 5)
    plan.expect("lightning/down-count", "met", 5, 5)
    plan.expect("lightning/down-spacing", "met", 10, 0)
    plan.expect("lightning/down-spacing", "met", 10, 18)
    plan.expect("lightning/down-corner", "met", 0, 0)
    plan.expect("lightning/down-corner", "met", 36, 18)


def _second(plan: Draft) -> None:
    """30 by 20 m: the middle cell is 10 by 20 m, the short sides have 20 m between conductors."""
    roof(plan, "2#", 50, 0, 30, 20)
    ring(plan, 50, 0, 30, 20)
    strips(plan, 50, 0, ((10, INSET), (10, 20 - INSET)), ((20, INSET), (20, 20 - INSET)))
    strips(plan, 50, 0, ((INSET, 10), (10, 10)), ((20, 10), (30 - INSET, 10)))
    downs(plan, 50, 0, (0, 0), (15, 0), (30, 0), (30, 20), (15, 20), (0, 20))
    plan.expect("lightning/mesh-size", "broken", 65, 10)
    plan.expect("lightning/mesh-size", "met", 55, 15)
    plan.expect("lightning/down-spacing", "broken", 50, 10)
    plan.expect("lightning/down-spacing", "broken", 80, 10)
    plan.expect("lightning/down-spacing", "met", 57, 20)
    plan.expect("lightning/perimeter-strip", "met", 55, 5)


def _third(plan: Draft) -> None:
    """24 by 16 m without a strip along the south edge, and with a single conductor."""
    roof(plan, "3#", 0, 40, 24, 16)
    inner = 24 - INSET, 16 - INSET
    strips(plan, 0, 40, ((INSET, 0), (INSET, inner[1]), inner, (inner[0], 0)))
    strips(plan, 0, 40, ((12, 0), (12, inner[1])), ((INSET, 8), (inner[0], 8)))
    downs(plan, 0, 40, (0, 16))
    plan.expect("lightning/perimeter-strip", "broken", 12, 44)
    plan.expect("lightning/mesh-size", "met", 6, 52)
    plan.expect("lightning/mesh-size", "doubtful", 6, 44)
    plan.expect("lightning/down-count", "broken", 12, 48)
    plan.expect("lightning/down-spacing", "broken", 12, 40)
    plan.expect("lightning/down-corner", "broken", 24, 56)
    plan.expect("lightning/down-corner", "broken", 24, 40)
    plan.expect("lightning/down-corner", "broken", 0, 40)


def scene_class_3() -> Scene:
    """Class 3: meshes 20 by 20 or 24 by 16 m, 25 m between conductors; two storeys of roofs with missing strips."""
    scene = Scene(
        "lightning-class-3",
        facts={
            "buildings": [
                {"name": "7#", "height": 66.0, "lightning_class": 3},
                {"name": "8#", "height": 12.0, "lightning_class": 3},
            ]
        },
    )
    plan = scene.sheet("电施-02", "屋顶防雷平面图", scale=150, discipline="电气")
    plan.text("本工程按第三类防雷建筑物设防。", 0, -12)
    plan.text("60m以上部分外墙金属物与均压环连接，防侧击雷。", 0, -14)
    roof(plan, "7#", 0, 0, 40, 20)
    ring(plan, 0, 0, 40, 20)
    strips(plan, 0, 0, ((20, INSET), (20, 20 - INSET)))
    downs(plan, 0, 0, (0, 0), (20, 0), (40, 0), (40, 20), (20, 20), (0, 20))
    plan.expect("lightning/mesh-size", "met", 10, 10)
    plan.expect("lightning/side-flash", "met", 10, 10)
    roof(plan, "裙房", 50, 0, 50, 16)
    ring(plan, 50, 0, 50, 16)
    strips(plan, 50, 0, ((24, INSET), (24, 16 - INSET)))
    downs(plan, 50, 0, (0, 0), (25, 0), (50, 0), (50, 16), (25, 16), (0, 16))
    plan.expect("lightning/mesh-size", "met", 62, 8)
    plan.expect("lightning/mesh-size", "broken", 88, 8)
    plan.expect("lightning/down-spacing", "met", 62, 0)
    roof(plan, "裙房屋面", 0, 40, 48, 18)
    strips(plan, 0, 40, ((INSET, INSET), (48 - INSET, INSET), (48 - INSET, 18 - INSET)))
    strips(plan, 0, 40, ((24, INSET), (24, 17.5)))
    downs(plan, 0, 40, (0, 0), (26, 0), (48, 0), (48, 18), (24, 18), (0, 18))
    plan.expect("lightning/perimeter-strip", "broken", 12, 50)
    plan.expect("lightning/down-spacing", "broken", 13, 40)
    plan.expect("lightning/down-spacing", "met", 37, 40)
    plan.expect("lightning/mesh-size", "broken", 12, 45)
    plan.expect("lightning/mesh-size", "broken", 36, 45)
    roof(plan, "连接体屋面", 60, 40, 20, 8)
    strips(plan, 60, 40, ((INSET, INSET), (20 - INSET, INSET)))
    downs(plan, 60, 40, (0, 0))
    plan.expect("lightning/perimeter-strip", "broken", 70, 44)
    plan.expect("lightning/down-count", "broken", 70, 44)
    plan.expect("lightning/down-spacing", "broken", 70, 40)
    for x, y in ((80, 40), (80, 48), (60, 48)):
        plan.expect("lightning/down-corner", "broken", x, y)
    roof(plan, "门卫屋面", 90, 40, 10, 6)
    ring(plan, 90, 40, 10, 6)
    downs(plan, 90, 40, (0, 3))
    plan.expect("lightning/down-count", "broken", 95, 43)
    plan.expect("lightning/down-spacing", "broken", 95, 40)
    plan.expect("lightning/perimeter-strip", "met", 95, 43)
    plan.expect("lightning/down-corner", "met", 90, 40)
    plan.expect("lightning/down-corner", "met", 90, 46)
    for x, y in ((100, 40), (100, 46)):
        plan.expect("lightning/down-corner", "broken", x, y)
    return scene


def scene_loose_strips() -> Scene:
    """Strips without an outline of the roof; and a conductor 2 m inside the corner it may be meant for."""
    scene = Scene("lightning-loose-strips")
    plan = scene.sheet("电施-01", "屋顶防雷平面图", scale=100, discipline="电气")
    plan.text("本工程按第三类防雷建筑物设防。", 0, -6)
    plan.line("LP_STRIP", (0, 0), (30, 0), (30, 16), (0, 16), (0, 0))
    plan.expect("lightning/perimeter-strip", "doubtful", 15, 8)
    plan.expect("lightning/mesh-size", "doubtful", 15, 8)
    other = scene.sheet("电施-02", "屋顶防雷平面图", scale=100, discipline="电气")
    other.text("本工程按第三类防雷建筑物设防。", 0, -6)
    roof(other, "1#", 0, 0, 20, 14)
    ring(other, 0, 0, 20, 14)
    downs(other, 0, 0, (0, 0), (20, 0), (20, 14), (1.9, 12.1))
    other.expect("lightning/down-corner", "doubtful", 0, 14)
    other.expect("lightning/down-corner", "met", 20, 14)
    return scene


def scene_unknown_class() -> Scene:
    """Nobody says of which class the building is."""
    scene = Scene(
        "lightning-unknown-class",
        not_run={
            "lightning/mesh-size": "could-not-read",
            "lightning/down-spacing": "could-not-read",
            "lightning/classification": "could-not-read",
        },
    )
    plan = scene.sheet("电施-01", "屋顶防雷平面图", scale=150, discipline="电气")
    roof(plan, "1#", 0, 0, 36, 18)
    ring(plan, 0, 0, 36, 18)
    downs(plan, 0, 0, (0, 0), (36, 0), (36, 18), (0, 18))
    plan.expect("lightning/perimeter-strip", "met", 5, 5)
    plan.expect("lightning/down-count", "met", 5, 5)
    return scene


def scene_strikes() -> Scene:
    """Class 3 with the strikes of each roof written on it: at most 0.25 a year, 0.05 where many people gather."""
    rows: tuple[tuple[str, str, dict[str, object], str], ...] = (
        ("1#", "0.25", {"crowded": False}, "met"),
        ("2#", "0.31", {"crowded": False}, "broken"),
        ("3#", "0.06", {"crowded": True}, "broken"),
        ("4#", "0.04", {"crowded": True}, "met"),
        ("5#", "0.118", {"use": "residential"}, "met"),
        ("6#", "0.27", {"use": "residential"}, "broken"),
        ("7#", "", {"crowded": False}, "doubtful"),
        ("8#", "0.12", {}, "doubtful"),
    )
    scene = Scene(
        "lightning-strikes",
        facts={"buildings": [{"name": name, "lightning_class": 3, **more} for name, _, more, _ in rows]},
    )
    plan = scene.sheet("电施-03", "屋顶防雷平面图", scale=150, discipline="电气")
    plan.text("本工程按第三类防雷建筑物设防。", 0, -6)
    for number, (name, strikes, _, verdict) in enumerate(rows):
        x, y = 34.0 * (number % 4), 26.0 * (number // 4)
        roof(plan, name, x, y, 20, 16)
        ring(plan, x, y, 20, 16)
        downs(plan, x, y, (0, 0), (20, 0), (20, 16), (0, 16))
        if strikes:
            plan.text(f"年预计雷击次数{strikes}次/a", x + 2, y + 10)
        plan.expect("lightning/classification", verdict, x + 10, y + 6)
    return scene


def _reckoned(name: str, height: float, verdict: str, **more: object) -> Scene:
    """One roof of 36 by 18 m with 31 thunderstorm days a year; 0.0649 strikes at 24 m, 0.1083 at 53.8 m."""
    scene = Scene(
        f"lightning-reckoned-{name}",
        facts={
            "place": {"thunderstorm_days": 31},
            "buildings": [{"name": "1#", "height": height, "lightning_class": 3, "location_factor": 1.0, **more}],
        },
    )
    plan = scene.sheet("电施-03", "1#楼屋顶防雷平面图", scale=150, discipline="电气")
    roof(plan, "1#", 0, 0, 36, 18)
    ring(plan, 0, 0, 36, 18)
    strips(plan, 0, 0, ((18, INSET), (18, 18 - INSET)))
    downs(plan, 0, 0, (0, 0), (18, 0), (36, 0), (36, 18), (18, 18), (0, 18))
    plan.expect("lightning/classification", verdict, 10, 6)
    return scene


def scene_reckoned_common() -> Scene:
    """0.108 strikes where 0.25 are allowed."""
    return _reckoned("common", 53.8, "met", use="residential")


def scene_reckoned_crowded() -> Scene:
    """0.065 strikes where 0.05 are allowed."""
    return _reckoned("crowded", 24.0, "broken", crowded=True, use="commercial")


def scene_reckoned_unsaid() -> Scene:
    """0.065 strikes, and nobody says whether many people gather there."""
    return _reckoned("unsaid", 24.0, "doubtful", use="commercial")
