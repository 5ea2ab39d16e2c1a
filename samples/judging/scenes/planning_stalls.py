"""Stalls on the ground and in garages, and concentrated green."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene
from samples.judging.scenes.planning_sun import north_arrow

QUOTA = "planning/parking-quota"
GREEN = "planning/concentrated-green"


def _row(plan: Draft, count: int, x: float, y: float, accessible: int = 0) -> None:
    for index in range(count):
        plan.rectangle("PARKING", x + 2.5 * index, y, 2.5, 5.3)
        if index < accessible:
            plan.text("无障碍", x + 2.5 * index + 0.3, y + 2.0)


def _case(name: str, *, least: int, ground: int, garage: int, accessible: int, verdict: str) -> Scene:
    """Forty dwellings, so that four stalls on the ground are a tenth."""
    facts = {
        "conditions": {"parking_min": least},
        "buildings": [{"name": "1#", "use": "residential", "households": 40}],
    }
    scene = Scene(name, facts=facts)
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 120, 100)
    plan.rectangle("BLDG_OUTLINE", 30, 50, 50, 20)
    plan.text("1#", 34, 60)
    _row(plan, ground, 30, 20)
    plan.expect(QUOTA, verdict, 60, 40)
    below = scene.sheet("建施-02", "地下一层平面图", scale=150)
    below.ring(0, 0, 60, 30, 0.3)
    _row(below, garage, 0, 0, accessible)
    return scene


def scene_stalls_enough() -> Scene:
    """25 of 20, 3 of 40 on the ground, one accessible."""
    return _case("planning-parking-enough", least=20, ground=3, garage=22, accessible=1, verdict="met")


def scene_stalls_on_the_edge() -> Scene:
    """Exactly 20 of 20, exactly a tenth on the ground, exactly one accessible."""
    return _case("planning-parking-edge", least=20, ground=4, garage=16, accessible=1, verdict="met")


def scene_stalls_more() -> Scene:
    """20 of 12."""
    return _case("planning-parking-more", least=12, ground=2, garage=18, accessible=2, verdict="met")


def scene_stalls_many() -> Scene:
    """22 of 15, one in forty on the ground."""
    return _case("planning-parking-many", least=15, ground=1, garage=21, accessible=1, verdict="met")


def scene_stalls_too_few() -> Scene:
    """19 of 30."""
    return _case("planning-parking-few", least=30, ground=3, garage=16, accessible=1, verdict="broken")


def scene_stalls_on_the_ground() -> Scene:
    """6 of 40 on the ground are more than a tenth."""
    return _case("planning-parking-ground", least=20, ground=6, garage=16, accessible=1, verdict="broken")


def scene_stalls_hardly_any() -> Scene:
    """5 of 60."""
    return _case("planning-parking-hardly", least=60, ground=2, garage=3, accessible=1, verdict="broken")


def scene_stalls_drawn_as_combs() -> Scene:
    """The garage's stalls are strokes without ends: nobody can count them, ten are counted of sixty."""
    scene = _case("planning-parking-comb", least=60, ground=2, garage=8, accessible=1, verdict="doubtful")
    for index in range(12):
        scene.drafts[1].line("PARKING", (30 + 2.5 * index, 20), (30 + 2.5 * index, 25.3))
    return scene


def scene_concentrated_greens() -> Scene:
    """Greens south of a house 20 m high, on which nothing casts shadow; the people stand in the table of each sheet."""
    cases = (  # width, depth, people, verdict of width, verdict of the area for each
        (30.0, 12.0, 500, "met", "met"),  # 0.72 m²
        (30.0, 8.0, 480, "met", "met"),  # 8 m and 0.50 m²: the very edge
        (40.0, 10.0, 600, "met", "met"),  # 0.67 m²
        (30.0, 6.0, 300, "broken", "met"),  # 0.60 m², too narrow
        (30.0, 10.0, 1000, "met", "broken"),  # 0.30 m²
        (30.0, 7.0, 900, "broken", "broken"),  # 0.23 m²
    )
    names = [f"{number}#" for number in range(1, len(cases) + 1)]
    facts = {
        "place": {"latitude": 31.7, "climate_zone": "III", "population": 5_300_000},
        "conditions": {"old_town": False},
        "buildings": [
            {"name": name, "use": "residential", "ground_level": 5.0, "top_level": 25.0, "storeys": 6} for name in names
        ],
    }
    scene = Scene("planning-concentrated-green", facts=facts, offices=("tarch", "chinese"))
    for number, (width, depth, people, wide, each) in enumerate(cases, start=1):
        plan = scene.sheet(f"总施-{number:02d}", "总平面图", scale=500, discipline="总图")
        plan.rectangle("SITE_BOUNDARY", 0, 0, 120, 100)
        plan.rectangle("BLDG_OUTLINE", 30, 60, 50, 12)
        plan.text(f"{number}#", 34, 64)
        plan.rectangle("GREEN", 0, 0, 120, 18)
        plan.rectangle("GREEN", 0, 76, 120, 24)
        plan.rectangle("GREEN", 30, 20, width, depth)
        plan.text("集中绿地", 33, 22)
        north_arrow(plan, 140, 40)
        plan.text("居住人数", 130, 80)
        plan.text(str(people), 150, 80)
        plan.expect(GREEN, wide, 40, 23)
        plan.expect(GREEN, each, 100, 90)
    return scene


def scene_green_without_a_name() -> Scene:
    """Green is drawn and none of it is named as concentrated."""
    scene = Scene(
        "planning-concentrated-green-unread",
        facts={"buildings": [{"name": "1#", "use": "residential"}]},
        not_run={GREEN: "could-not-read: 标注“集中绿地”"},
    )
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 120, 100)
    plan.rectangle("BLDG_OUTLINE", 30, 60, 50, 12)
    plan.text("1#", 34, 64)
    plan.rectangle("GREEN", 30, 20, 30, 12)
    return scene
