"""Sheets as a whole: paper, frame, title block, scale, unit, index, references, the site plan's north."""

from __future__ import annotations

from collections.abc import Mapping

from samples.judging.scene import Draft, Scene

FULL = {"审核": "沈国栋", "校对": "蒋晓燕", "日期": "2025.05"}
IN_FRAME = ("tarch", "chinese")
"""offices that leave the frame level; of a turned one nobody sees the paper"""


def _plan(
    scene: Scene,
    number: str,
    title: str,
    *,
    scale: float = 100.0,
    file: str = "plan",
    title_block: Mapping[str, str] | None = None,
    bare: bool = False,
) -> Draft:
    plan = scene.sheet(number, title, scale=scale, file=file, title_block=title_block, bare=bare)
    plan.ring(0, 0, 12, 8)
    plan.room("办公室", 0, 0, 12, 8, drawn=True)
    return plan


def scene_paper() -> Scene:
    """Papers of the standard, one two millimetres off, and three of no standard."""
    scene = Scene("preflight-sheet-size", offices=IN_FRAME)
    rule = "preflight/sheet-size"
    for place, (paper, verdict) in enumerate(
        (
            ("A2", "met"),
            ("A1", "met"),
            ("A0", "met"),
            ("843x596", "met"),
            ("620x440", "broken"),
            ("600x430", "broken"),
            ("860x610", "broken"),
        )
    ):
        plan = _plan(scene, f"建施-0{place + 1}", f"{place + 1}层平面图")
        plan.paper = paper
        plan.expect(rule, verdict, 6, 4)
    return scene


def scene_paper_unknown() -> Scene:
    """A plan without any frame: nobody knows its paper, its scale or who drew it."""
    scene = Scene("preflight-unframed")
    plan = _plan(scene, "", "", bare=True)
    for rule in ("sheet-size", "scale", "titleblock"):
        plan.expect(f"preflight/{rule}", "doubtful", 6, 4)
    plan.text("办公", 4, 1)
    plan.expect("preflight/text-height", "doubtful", 6, 4)
    return scene


def scene_margins() -> Scene:
    """25 mm where sheets are bound and 10 mm elsewhere, to the millimetre."""
    scene = Scene("preflight-frame-margin", offices=IN_FRAME)
    rule = "preflight/frame-margin"
    for place, (margins, verdict) in enumerate(
        (
            ((25.0, 10.0), "met"),
            ((25.0, 10.0), "met"),
            ((25.0, 10.0), "met"),
            ((26.0, 10.0), "met"),
            ((20.0, 10.0), "broken"),
            ((25.0, 5.0), "broken"),
            ((10.0, 10.0), "broken"),
        )
    ):
        plan = _plan(scene, f"建施-0{place + 1}", f"{place + 1}层平面图")
        plan.margins, plan.paper = margins, ("A2", "A1", "A0")[place % 3]
        plan.expect(rule, verdict, 6, 4)
    return scene


def scene_margin_missing() -> Scene:
    """A frame whose line lies on the paper's edge: its margins cannot be told."""
    scene = Scene("preflight-frame-margin-none", offices=IN_FRAME)
    plan = _plan(scene, "建施-01", "一层平面图")
    plan.margins = (0.0, 0.0)
    plan.expect("preflight/frame-margin", "doubtful", 6, 4)
    return scene


def scene_title_blocks() -> Scene:
    """Title blocks with every field, and with one or more left empty or crossed out."""
    scene = Scene("preflight-titleblock")
    rule = "preflight/titleblock"
    for place, (values, verdict) in enumerate(
        (
            ({}, "met"),
            (FULL, "met"),
            ({"日期": "2025年6月"}, "met"),
            # on the edge: a revision of one letter is one
            ({"版次": "0"}, "met"),
            ({"审核": ""}, "broken"),
            ({"校对": "——"}, "broken"),
            ({"审定": "XXX", "日期": ""}, "broken"),
        )
    ):
        plan = _plan(scene, f"建施-0{place + 1}", f"{place + 1}层平面图", title_block=values)
        plan.expect(rule, verdict, 6, 4)
    return scene


def scene_scales() -> Scene:
    """Ratios of the standard that the sheet is drawn at, and others."""
    scene = Scene("preflight-scale", offices=IN_FRAME)
    rule = "preflight/scale"
    for place, (scale, said, verdict) in enumerate(
        (
            (100.0, "1:100", "met"),
            (50.0, "1：50", "met"),
            (150.0, "1:150", "met"),
            (60.0, "1:60", "met"),
            (150.0, "1:100", "broken"),
            (150.0, "1:50", "broken"),
            (100.0, "1:120", "broken"),
            (100.0, "见图", "doubtful"),
        )
    ):
        plan = _plan(scene, f"建施-0{place + 1}", f"{place + 1}层平面图", scale=scale, title_block={"比例": said})
        plan.expect(rule, verdict, 6, 4)
    return scene


def scene_scale_of_dimensions() -> Scene:
    """Every dimension says twice what is drawn: the plan is not drawn to its scale."""
    scene = Scene("preflight-scale-dimensions")
    plan = _plan(scene, "建施-01", "一层平面图")
    for row in range(4):
        plan.dimension((0, 1.2 + 1.6 * row), (3 + row, 1.2 + 1.6 * row), 0.5, says=str(6000 + 2000 * row))
    plan.expect("preflight/scale", "broken", 6, 4)
    return scene


def _of_unit(name: str, declares: tuple[int | None, ...], verdict: str, offices: tuple[str, ...]) -> Scene:
    """A file for each unit declared, all of them drawn alike."""
    scene = Scene(name, offices=offices)
    for place, declared in enumerate(declares):
        plan = scene.sheet(f"建施-0{place + 1}", f"1#楼{place + 2}层平面图", file=f"plan{place + 1}")
        plan.ring(0, 0, 12, 8)
        plan.wall(6, 0, 6, 8)
        plan.door("M1021", 6, 1, upright=True)
        plan.door("M0921", 6, 5, upright=True)
        for x in (0.0, 6.0):
            plan.dimension((x, 0), (x + 6.0, 0), -2.0, says="6000")
            plan.dimension((x, 8), (x + 6.0, 8), 2.0, says="6000")
        plan.room("库房", 0, 0, 5.9, 8)
        plan.room("库房", 6.1, 0, 5.9, 8)
        plan.declares = declared
        plan.expect("preflight/units", verdict, 6, 4)
    return scene


def scene_units_declared() -> Scene:
    """Files that declare the unit they are drawn in."""
    return _of_unit("preflight-units", (None, None, None, None), "met", ("tarch", "chinese"))


def scene_units_wrong() -> Scene:
    """Files drawn in millimetres that declare inches, metres or centimetres."""
    return _of_unit("preflight-units-wrong", (1, 6, 5), "broken", ("tarch", "national"))


def scene_units_none() -> Scene:
    """A file that declares no unit."""
    return _of_unit("preflight-units-none", (0,), "doubtful", ("tarch", "national"))


def scene_references() -> Scene:
    """Plans whose references came, and three that miss some."""
    scene = Scene("preflight-missing-xref", offices=IN_FRAME)
    rule = "preflight/missing-xref"
    for place in range(4):
        plan = _plan(scene, f"建施-0{place + 1}", f"{place + 1}层平面图")
        plan.expect(rule, "met", 6, 4)
    for place, name in enumerate(("底图.dwg", "轴网.dwg", "核心筒.dwg")):
        # a reference may reach anywhere: each stands in a file of its own
        plan = _plan(scene, f"建施-1{place + 1}", f"1{place + 1}层平面图", file=f"with{place}")
        plan.misses.append((name, (2, 2)))
        plan.expect(rule, "broken", 6, 4)
        # what did not come may hold such objects
        plan.expect("preflight/proxy-entity", "doubtful", 6, 4)
    # an underlay is never shown, whether it came or not
    under = _plan(scene, "建施-21", "21层平面图", file="under")
    under.misses.append(("现状.pdf", (2, 2)))
    under.expect(rule, "doubtful", 6, 4)
    return scene


def scene_foreign_objects() -> Scene:
    """Sheets without TArch objects, and three with."""
    scene = Scene("preflight-proxy-entity", offices=IN_FRAME)
    rule = "preflight/proxy-entity"
    for place in range(4):
        plan = _plan(scene, f"建施-0{place + 1}", f"{place + 1}层平面图")
        plan.expect(rule, "met", 6, 4)
    for place in range(3):
        plan = _plan(scene, f"建施-1{place + 1}", f"1{place + 1}层平面图", file=f"with{place}")
        plan.foreign.append(((2, 2), (2, 6)))
        plan.expect(rule, "broken", 6, 4)
    return scene


ROWS = ("序号", "图号", "图名", "图幅", "备注")
WIDE = (12.0, 30.0, 80.0, 15.0, 30.0)
"""millimetres of paper of each column of an index"""


def _index(plan: Draft, rows: tuple[tuple[str, str, str], ...]) -> None:
    """A drawing index: number, title and paper of each sheet, rows 8 mm high at 1:1."""
    edges = [sum(WIDE[:place]) / 1000 for place in range(len(WIDE) + 1)]
    table = [ROWS, *((str(place + 1), *row, "") for place, row in enumerate(rows))]
    high = 0.008
    for line in range(len(table) + 1):
        plan.line("TEXT", (0, -high * line), (edges[-1], -high * line))
    for edge in edges:
        plan.line("TEXT", (edge, 0), (edge, -high * len(table)))
    for line, cells in enumerate(table):
        for edge, words in zip(edges, cells, strict=False):
            plan.text(words, edge + 0.002, -high * (line + 1) + 0.002)


def scene_index() -> Scene:
    """An index with sheets as listed, sheets that are missing, listed otherwise or not at all."""
    scene = Scene("preflight-index-vs-sheets", offices=IN_FRAME)
    rule = "preflight/index-vs-sheets"
    first = scene.sheet("建施-00", "图纸目录", scale=1, file="index")
    _index(
        first,
        (
            ("建施-00", "图纸目录", "A2"),
            ("建施-01", "一层平面图", "A2"),
            ("建施-02", "二层平面图", "A2"),
            ("建施-03", "三层平面图", "A2"),
            ("建施-04", "屋顶平面图", "A2"),
            ("建施-05", "南立面图", "A1"),
            ("建施-06", "北立面图", "A2"),
            ("建施-08", "1#住宅楼地下一层平时平面布置图", "A2"),
        ),
    )
    first.expect(rule, "broken", 0.2, -0.03)  # 建施-06 is not there
    for number, title, verdict in (
        ("建施-01", "一层平面图", "met"),
        ("建施-02", "二层平面图", "met"),
        ("建施－03", "三层平面图", "met"),
        ("建施-04", "机房层平面图", "broken"),
        ("建施-05", "南立面图", "broken"),  # listed as A1, drawn on A2
        ("建施-07", "剖面图", "broken"),  # not listed
        ("建施-08", "1#住宅楼地下一层平时平面布置总图", "doubtful"),
    ):
        plan = _plan(scene, number, title)
        plan.expect(rule, verdict, 6, 4)
    return scene


def scene_index_whole() -> Scene:
    """An index and its one sheet, on the edge: the dash of the number is another one."""
    scene = Scene("preflight-index-whole", offices=IN_FRAME)
    first = scene.sheet("建施-00", "图纸目录", scale=1, file="index")
    _index(first, (("建施-00", "图纸目录", "A2"), ("建施—01", "一层平面图", "A2")))
    first.expect("preflight/index-vs-sheets", "met", 0.2, -0.01)
    plan = _plan(scene, "建施-01", "一层平面图")
    plan.expect("preflight/index-vs-sheets", "met", 6, 4)
    return scene


CORNERS = ((0.0, 0.0), (120.0, 0.0), (120.0, 90.0), (0.0, 90.0))


def _site(name: str, verdict: str, off: float, *, north: bool = True, said: bool = True) -> Scene:
    """A site plan with coordinates at its corners, the first of them so far off to the north."""
    scene = Scene(name)
    plan = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图")
    plan.outline("SITE_BOUNDARY", CORNERS)
    if north:
        arrow = plan.block("指北针")
        arrow.circle("0", 0, 0, 6)
        arrow.line("0", (0, -6), (0, 6))
        plan.insert("指北针", "SYMBOL", 100, 70)
        plan.text("北", 99, 77)
    for place, (x, y) in enumerate(CORNERS if said else ()):
        wrong = off if place == 0 else 0.0
        plan.text(f"X={3_508_800 + y + wrong:.3f}", x + 1, y + 3)
        plan.text(f"Y={512_300 + x:.3f}", x + 1, y + 0.5)
    plan.expect("preflight/north-coord", verdict, 60, 45)
    return scene


def scene_north() -> Scene:
    """North and coordinates that fit."""
    return _site("preflight-site-plan-a", "met", 0.0)


def scene_north_again() -> Scene:
    """Five millimetres off are rounding."""
    return _site("preflight-site-plan-b", "met", 0.005)


def scene_north_slightly() -> Scene:
    """Eight millimetres as well."""
    return _site("preflight-site-plan-c", "met", 0.008)


def scene_north_edge() -> Scene:
    """On the edge: a centimetre."""
    return _site("preflight-site-plan-edge", "met", 0.010)


def scene_north_off() -> Scene:
    """A corner 5 cm off."""
    return _site("preflight-site-plan-d", "broken", 0.05)


def scene_north_far_off() -> Scene:
    """A corner half a metre off."""
    return _site("preflight-site-plan-e", "broken", 0.5)


def scene_north_typing() -> Scene:
    """A digit mistyped: ten metres."""
    return _site("preflight-site-plan-f", "broken", 10.0)


def scene_north_missing() -> Scene:
    """Neither arrow nor coordinates were found."""
    return _site("preflight-site-plan-none", "doubtful", 0.0, north=False, said=False)
