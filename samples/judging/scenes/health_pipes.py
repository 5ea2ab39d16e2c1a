"""Drains along buildings, and water pipes beside sewers, on site plans."""

from __future__ import annotations

from samples.judging.scene import Scene
from samples.judging.scenes.health_tanks import house, site

DRAIN = "health/drain-building"
GAP = "health/water-sewer-gap"


def scene_drains_along_buildings() -> Scene:
    """Houses of 30 by 12 m with a drain along each: 5, exactly 3, 8 and 6 m; 2, 1.2 and 2.6 m; one comes out of its house."""
    scene = Scene("health-drain-building")
    plan = site(scene)
    cases = (
        (0, 0, 5.0, "met"),
        (90, 0, 3.0, "met"),
        (180, 0, 8.0, "met"),
        (0, 70, 2.0, "broken"),
        (90, 70, 1.2, "broken"),
        (180, 70, 2.6, "broken"),
        (270, 70, 6.0, "met"),
    )
    for number, (x, y, away, verdict) in enumerate(cases, start=1):
        house(plan, x, y, 30, 12, f"{number}#楼")
        plan.line("污水管", (x - 12, y - away), (x + 42, y - away))
        plan.line("污水管", (x + 10, y + 1), (x + 10, y - away))
        plan.line("雨水管", (x - 12, y + 13), (x + 42, y + 13))
        plan.text("W-DN300", x + 20, y - away - 2.0, paper=2.5)
        plan.expect(DRAIN, verdict, x + 20, y + 9)
    house(plan, 270, 0, 30, 12, "8#楼")
    plan.line("污水管", (282, 1), (282, -2), (296, -2), (296, -12))
    plan.expect(DRAIN, "doubtful", 290, 9)
    return scene


def scene_drains_without_buildings() -> Scene:
    """A plan of drains on which no building is outlined."""
    scene = Scene("health-drain-no-buildings", not_run={DRAIN: "could-not-read"})
    plan = site(scene)
    plan.line("污水管", (0, 0), (60, 0), (60, 40))
    plan.rectangle("SITE_BOUNDARY", -20, -20, 120, 90)
    plan.text("W-DN300", 20, 1, paper=2.5)
    return scene


def scene_water_beside_sewer() -> Scene:
    """Water pipes and sewers side by side, 60 m apart: clear 1.775, exactly 1.0, 1.7 and 2.75 m; 0.675, 0.3 and 0.55 m."""
    scene = Scene("health-water-sewer-gap")
    plan = site(scene)
    cases = (
        (0, "J-DN150", "W-DN300", 2.0, "met"),
        (30, "J-DN200", "W-DN400", 1.3, "met"),
        (60, "J-DN300", "W-DN300", 2.0, "met"),
        (90, "J-DN150", "W-DN300", 0.9, "broken"),
        (120, "J-DN200", "W-DN200", 0.5, "broken"),
        (150, "J-DN100", "W-DN400", 0.8, "broken"),
        (180, "J-DN150", "W-DN300", 1.15, "doubtful"),
        (210, "", "", 1.6, "doubtful"),
        (240, "J-DN200", "W-DN300", 3.0, "met"),
    )
    for y, water, sewer, apart, verdict in cases:
        plan.line("给水管", (0, y), (80, y))
        plan.line("污水管", (0, y - apart), (80, y - apart))
        if water:
            plan.text(water, 30, y + 0.5, paper=2.5)
            plan.text(sewer, 30, y - apart - 1.7, paper=2.5)
        plan.expect(GAP, verdict, 60, y + 0.4)
    plan.line("污水管", (95, -20), (95, 250))
    return scene
