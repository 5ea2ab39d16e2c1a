"""Sites whose shares, floor areas and heights lie on either side of the planning conditions.

Every site is 100 m by 100 m, so that one square metre is one ten-thousandth. Expectations are the products of the
sides drawn, held against the conditions stated in ``CONDITIONS``.
"""

from __future__ import annotations

from dataclasses import dataclass

from samples.judging.scene import Draft, Scene

CONDITIONS = {"far_max": 2.0, "density_max": 0.25, "green_min": 0.30, "height_max": 60.0}
PLACE = {"city": "常州市", "climate_zone": "III"}


@dataclass(frozen=True)
class Site:
    """One site: its only building and its only green."""

    name: str
    width: float
    depth: float
    """of the building, metres"""
    floor_area: float
    height: float
    green: float
    """depth of the green along the south side, 100 m wide"""
    says: str
    """what every rule should say of it"""


SITES = (
    Site("1#", 50, 40, 18_000, 53.8, 35, "met"),
    Site("2#", 60, 50, 21_000, 63.8, 25, "broken"),
    Site("3#", 40, 40, 15_000, 45.0, 36, "met"),
    Site("5#", 70, 40, 26_000, 61.0, 20, "broken"),
    Site("6#", 52, 50, 20_500, 72.0, 29, "broken"),
    Site("7#", 48, 50, 19_000, 59.9, 31, "met"),
)
RULES = ("planning/far", "planning/building-density", "planning/green-ratio")


def _drawn(plan: Draft, site: Site) -> None:
    plan.rectangle("SITE_BOUNDARY", 0, 0, 100, 100)
    plan.rectangle("BLDG_OUTLINE", 20, 45, site.width, site.depth)
    plan.text(site.name, 24, 60)
    plan.text("办公楼", 24, 56)
    plan.text(f"H={site.height}m", 24, 52)
    plan.rectangle("GREEN", 0, 0, 100, site.green)
    plan.fill("GREEN", [(0, 0), (100, 0), (100, site.green), (0, site.green)], "ANSI31")
    for x in range(8, 100, 12):
        plan.circle("GREEN", x, 6, 2.2)
    for rule in RULES:
        plan.expect(rule, site.says, 60, 40)
    plan.expect("planning/height-limit", site.says, 30, 70)


def scene_six_sites() -> Scene:
    """Three sites within every condition, three beyond."""
    facts = [
        {"name": site.name, "use": "office", "height": site.height, "floor_area": site.floor_area} for site in SITES
    ]
    scene = Scene("planning-figures", facts={"place": PLACE, "conditions": CONDITIONS, "buildings": facts})
    for number, site in enumerate(SITES, start=1):
        _drawn(scene.sheet(f"总施-{number:02d}", "总平面图", scale=500, discipline="总图"), site)
    return scene


def scene_on_the_edge() -> Scene:
    """Every figure exactly as the conditions say: 2500 m² built, 20 000 m² of floors, 3000 m² green, 60 m high."""
    site = Site("1#", 50, 50, 20_000, 60.0, 30, "met")
    facts = [{"name": "1#", "use": "office", "height": 60.0, "floor_area": 20_000.0}]
    scene = Scene(
        "planning-figures-edge",
        facts={"place": PLACE, "conditions": CONDITIONS, "buildings": facts},
        offices=("tarch", "chinese"),
    )
    _drawn(scene.sheet("总施-01", "总平面图", scale=500, discipline="总图"), site)
    return scene


def scene_nobody_states_the_conditions() -> Scene:
    """The same site without conditions: offices have no table to fall back on."""
    scene = Scene(
        "planning-figures-unread",
        facts={"place": PLACE, "buildings": [{"name": "1#", "use": "office", "height": 53.8, "floor_area": 18_000.0}]},
        not_run={
            "planning/far": "could-not-read: facts.conditions.far_max",
            "planning/building-density": "could-not-read: facts.conditions.density_max",
            "planning/green-ratio": "could-not-read: facts.conditions.green_min",
            "planning/height-limit": "could-not-read: facts.conditions.height_max",
        },
    )
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 100, 100)
    plan.rectangle("BLDG_OUTLINE", 20, 45, 50, 40)
    plan.text("1#", 24, 60)
    plan.rectangle("GREEN", 0, 0, 100, 35)
    return scene


def _table(plan: Draft, rows: tuple[tuple[str, str, str], ...]) -> None:
    for line, cells in enumerate(rows):
        y = 90 - 5 * line
        plan.line("TEXT", (110, y - 1.5), (175, y - 1.5))
        for x, cell in zip((112, 142, 164), cells, strict=True):
            if cell:
                plan.text(cell, x, y)


def scene_tables_of_indicators() -> Scene:
    """10 000 m² of site, 50 m by 40 m built, six stalls: one table says so, the other says otherwise."""
    scene = Scene("planning-indicator-table", facts={"place": PLACE})
    right = (
        ("规划用地面积", "10050.0", "㎡"),  # half a per cent more than drawn: the very edge
        ("建筑占地面积", "2000.0", "㎡"),
        ("建筑密度", "20.0", "%"),
        ("绿地率", "36.0", "%"),  # 35 % outlined: what counts is for local rules
        ("地面停车位", "6", "个"),
    )
    wrong = (
        ("规划用地面积", "10600.0", "㎡"),
        ("建筑占地面积", "1850.0", "㎡"),
        ("建筑密度", "17.5", "%"),
        ("绿地率", "35.0", "%"),
        ("地面停车位", "8", "个"),
    )
    for number, (rows, verdicts) in enumerate(
        (
            (right, ("met", "met", "met", "doubtful", "met")),
            (wrong, ("broken", "broken", "broken", "met", "broken")),
        ),
        start=1,
    ):
        plan = scene.sheet(f"总施-{number:02d}", "总平面图", scale=500, discipline="总图")
        plan.rectangle("SITE_BOUNDARY", 0, 0, 100, 100)
        plan.rectangle("BLDG_OUTLINE", 20, 45, 50, 40)
        plan.text(f"{number}#", 24, 60)
        plan.rectangle("GREEN", 0, 0, 100, 35)
        for stall in range(6):
            plan.rectangle("PARKING", 80 + 2.5 * stall, 60, 2.5, 5.3)
        _table(plan, rows)
        for line, verdict in enumerate(verdicts):
            plan.expect("planning/indicator-table-check", verdict, 113, 90.5 - 5 * line)
    return scene
