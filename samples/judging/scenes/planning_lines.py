"""Buildings at control lines, red lines and roads."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

SETBACK = "planning/setback-control-line"
REDLINE = "planning/redline-encroachment"
ROADSIDE = "planning/road-building-distance"
ACCESS = "planning/site-access-road"


def _building(plan: Draft, name: str, x: float, y: float, width: float, depth: float, *words: str) -> None:
    plan.rectangle("BLDG_OUTLINE", x, y, width, depth)
    for line, word in enumerate((name, *words)):
        plan.text(word, x + 3, y + depth - 4 - 3.5 * line)


def scene_control_line() -> Scene:
    """A control line 5 m inside the boundary; its south side is at y = 5."""
    scene = Scene("planning-control-line", offices=("tarch", "chinese"))
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 260, 140)
    plan.rectangle("BLDG_CTRL_LINE", 5, 5, 250, 130)
    _building(plan, "1#", 20, 20, 30, 15)
    _building(plan, "2#", 70, 20, 30, 15)
    _building(plan, "3#", 120, 20, 30, 15)
    _building(plan, "5#", 170, 5, 30, 15)  # its wall stands on the line
    _building(plan, "6#", 20, 121, 30, 15)  # 1.0 m over it
    _building(plan, "7#", 70, 122.5, 30, 15)  # 2.5 m over it
    _building(plan, "8#", 235, 60, 21.2, 15)  # 1.2 m over it
    plan.text("现状 3F", 225, 110)
    plan.rectangle("BLDG_OUTLINE", 220, 105, 40, 20)
    for x, y, verdict in (
        (35, 27, "met"),
        (85, 27, "met"),
        (135, 27, "met"),
        (185, 12, "met"),
        (35, 128, "broken"),
        (85, 128, "broken"),
        (245, 67, "broken"),
    ):
        plan.expect(SETBACK, verdict, x, y)
    return scene


def scene_open_control_line() -> Scene:
    """A control line that does not close."""
    scene = Scene("planning-control-line-open")
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 120, 100)
    plan.line("BLDG_CTRL_LINE", (5, 5), (115, 5), (115, 95), (5, 95), (5, 6))
    _building(plan, "1#", 30, 30, 40, 15)
    plan.expect(SETBACK, "doubtful", 5, 50)
    plan.expect("preflight/closed-boundary", "broken", 5, 5.5)
    return scene


def scene_red_lines() -> Scene:
    """Buildings, a basement and a septic tank at the boundary of the site; its west side is at x = 0."""
    scene = Scene("planning-red-lines", offices=("tarch", "chinese"))
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 200, 140)
    _building(plan, "1#", 20, 20, 30, 15)
    _building(plan, "2#", 70, 20, 30, 15)
    _building(plan, "3#", 0, 60, 30, 15)  # its wall stands on the boundary
    _building(plan, "5#", -0.6, 100, 30, 15)
    _building(plan, "6#", 171.5, 20, 30, 15)
    plan.rectangle("地下室轮廓", 60, 60, 80, 82)
    plan.text("地下车库轮廓", 80, 70)
    plan.rectangle("TANK", 120, 40, 6, 3)
    plan.text("化粪池", 120.5, 41)
    for x, y, verdict in (
        (35, 27, "met"),
        (85, 27, "met"),
        (15, 67, "met"),
        (123, 41, "met"),
        (15, 107, "broken"),
        (185, 27, "broken"),
        (100, 100, "broken"),
    ):
        plan.expect(REDLINE, verdict, x, y)
    return scene


def scene_no_red_line() -> Scene:
    """Buildings on a plan without any red line."""
    scene = Scene(
        "planning-red-lines-unread",
        not_run={
            REDLINE: "could-not-read: 用地红线或道路红线",
            SETBACK: "could-not-read: 建筑控制线",
        },
    )
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    _building(plan, "1#", 20, 20, 30, 15)
    return scene


def scene_roadside() -> Scene:
    """A road 6 m wide from y = 50 to y = 56; houses to its north and south."""
    names = ("1#", "2#", "3#", "5#", "6#", "7#", "8#", "9#")
    facts = [{"name": name, "use": "residential"} for name in names]
    scene = Scene("planning-roadside", facts={"buildings": facts}, offices=("tarch", "chinese"))
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 240, 110)
    plan.rectangle("ROAD", 10, 50, 220, 6)
    away = (4.0, 3.0, 2.5, 1.0)  # 2.5 m is the very edge
    for index, distance in enumerate(away):
        _building(plan, names[index], 15 + 55 * index, 56 + distance, 36, 14)
        plan.expect(ROADSIDE, "broken" if distance < 1.5 else "met", 30 + 55 * index, 64)
    for index, distance in enumerate((0.5, 1.2, 2.0, 6.0)):
        _building(plan, names[4 + index], 15 + 55 * index, 50 - distance - 14, 36, 14)
        verdict = "broken" if distance < 1.5 else "doubtful" if distance < 2.5 else "met"
        plan.expect(ROADSIDE, verdict, 30 + 55 * index, 40)
    return scene


def _road(plan: Draft, x: float, width: float, *, closed: bool) -> None:
    """A road from the city's 30 m into the site, by a closed kerb or by two open ones."""
    if closed:
        plan.rectangle("ROAD", x, -30, width, 75)
        return
    plan.line("ROAD", (x, -30), (x, 45))
    plan.line("ROAD", (x + width, -30), (x + width, 45))


def scene_access_roads() -> Scene:
    """Sites of more than 3000 m² of floors: the only road needs 7 m, each of two 4 m."""
    cases = (
        ("1#", ((20.0, 8.0, "met"),)),
        ("2#", ((20.0, 6.0, "broken"),)),
        ("3#", ((20.0, 7.0, "met"),)),  # the very edge
        ("5#", ((20.0, 5.0, "met"), (80.0, 3.5, "broken"))),
        ("6#", ((40.0, 5.0, "broken"),)),
        ("7#", ((60.0, 9.0, "met"),)),
    )
    facts = [{"name": name, "use": "office", "floor_area": 9_000.0} for name, _ in cases]
    scene = Scene("planning-access-roads", facts={"buildings": facts}, offices=("tarch", "chinese"))
    for number, (name, ways) in enumerate(cases, start=1):
        plan = scene.sheet(f"总施-{number:02d}", "总平面图", scale=500, discipline="总图")
        plan.rectangle("SITE_BOUNDARY", 0, 0, 120, 100)
        _building(plan, name, 30, 65, 50, 20)
        for x, width, verdict in ways:
            _road(plan, x, width, closed=number % 2 == 0)
            plan.expect(ACCESS, verdict, x + width / 2, 4)
    return scene


def scene_access_road_of_unknown_floors() -> Scene:
    """The only road is 5 m wide and nobody says how much floor there is."""
    scene = Scene("planning-access-road-unread")
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.rectangle("SITE_BOUNDARY", 0, 0, 120, 100)
    _building(plan, "1#", 30, 65, 50, 20)
    _road(plan, 20, 5, closed=True)
    plan.expect(ACCESS, "doubtful", 22, 4)
    return scene
