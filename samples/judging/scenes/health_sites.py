"""Hospitals and schools on site plans."""

from __future__ import annotations

from samples.judging.scene import Scene
from samples.judging.scenes.health_tanks import house

WARD = "health/ward-spacing"
SCHOOL = "health/school-siting"


def scene_wards() -> Scene:
    """Ward buildings of 50 by 16 m with a building behind: 20, exactly 12, 15 and 30 m; 10, 8 and 11.5 m; a clinic at 9 m."""
    scene = Scene("health-ward-spacing")
    plan = scene.sheet("总施-01", "总平面图", scale=1000, discipline="总图")
    cases = (
        (0, 0, "1#病房楼", 20.0, "met"),
        (140, 0, "2#住院楼", 12.0, "met"),
        (280, 0, "3#病房楼", 15.0, "met"),
        (0, 120, "4#病房楼", 10.0, "broken"),
        (140, 120, "5#住院楼", 8.0, "broken"),
        (280, 120, "6#病房楼", 11.5, "broken"),
        (0, 240, "7#门诊楼", 9.0, "doubtful"),
        (140, 240, "8#病房楼", 30.0, "met"),
    )
    for x, y, name, away, verdict in cases:
        house(plan, x, y, 50, 16, name)
        house(plan, x + 5, y + 16 + away, 40, 12, "医技楼" if "病" not in name else "食堂")
        plan.expect(WARD, verdict, x + 10, y + 13)
    plan.rectangle("SITE_BOUNDARY", -30, -30, 400, 340)
    return scene


def scene_schools() -> Scene:
    """Teaching buildings of 60 by 10 m: a pitch at 30, exactly 25, 40 and 35 m; at 20, 12 and 24 m; one at the end."""
    scene = Scene("health-school-siting")
    plan = scene.sheet("总施-01", "总平面图", scale=1000, discipline="总图")
    cases = (
        (0, 0, 30.0, "met"),
        (180, 0, 25.0, "met"),
        (360, 0, 40.0, "met"),
        (0, 170, 20.0, "broken"),
        (180, 170, 12.0, "broken"),
        (360, 170, 24.0, "broken"),
        (180, 330, 35.0, "met"),
    )
    for number, (x, y, away, verdict) in enumerate(cases, start=1):
        house(plan, x, y, 60, 10, f"{number}#教学楼")
        plan.rectangle("总图-道路场地", x + 10, y + 10 + away, 28, 15)
        plan.text("篮球场", x + 20, y + 16 + away, paper=3.5)
        plan.expect(SCHOOL, verdict, x + 50, y + 5)
    return scene


def scene_school_beside_a_pitch() -> Scene:
    """A pitch 10 m from the end of a teaching building, and a sports ground without a line."""
    scene = Scene("health-school-end")
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    house(plan, 0, 0, 60, 10, "1#教学楼")
    plan.rectangle("总图-道路场地", 70, 0, 15, 10)
    plan.text("排球场", 72, 4, paper=3.5)
    plan.expect(SCHOOL, "doubtful", 30, 8)
    return scene
