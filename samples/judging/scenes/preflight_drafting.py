"""How sheets are drafted: letters, axes, levels, dimensions, layers."""

from __future__ import annotations

from samples.judging.scene import Draft, Scene

RADIUS = 0.4
"""metres: a bubble of 8 mm at 1:100"""


def _letters(scene: Scene, number: str, words: str, paper: float) -> Draft:
    plan = scene.sheet(number, f"{number[-1]}层平面图")
    plan.rectangle("SPACE", 0, 0, 12, 8)
    plan.text(words, 4, 4, paper=paper)
    return plan


def scene_letters() -> Scene:
    """Chinese letters of strokes are 3.5 mm high at least, numbers 2.5 mm; the limits themselves are enough."""
    scene = Scene("preflight-text-height")
    rule = "preflight/text-height"
    for number, words, paper, verdict in (
        ("建施-01", "办公室", 5.0, "met"),
        ("建施-02", "会议室", 3.5, "met"),
        ("建施-03", "12.60", 3.0, "met"),
        ("建施-04", "12.60", 2.5, "met"),
        ("建施-05", "办公室", 3.0, "broken"),
        ("建施-06", "会议室", 2.5, "broken"),
        ("建施-07", "12.60", 2.0, "broken"),
        # a hair under the limit, as scaling a block leaves it
        ("建施-08", "12.60", 2.47, "doubtful"),
    ):
        plan = _letters(scene, number, words, paper)
        plan.expect(rule, verdict, 6, 5)
    return scene


def _axes(plan: Draft, across: str, up: str = "", radius: float = RADIUS) -> None:
    """Bubbles from the left below the plan, and from below at its left; axes 6 m apart."""
    for place, label in enumerate(across.split()):
        _bubble(plan, label, 6.0 * place, -2.0, radius)
        plan.line("AXIS", (6.0 * place, -2.0 + radius), (6.0 * place, 10.0))
    for place, label in enumerate(up.split()):
        _bubble(plan, label, -2.0, 4.0 * place, radius)
        plan.line("AXIS", (-2.0 + radius, 4.0 * place), (14.0, 4.0 * place))


def _bubble(plan: Draft, label: str, x: float, y: float, radius: float) -> None:
    plan.circle("AXIS", x, y, radius)
    plan.text(label, x - 0.1 * len(label) - 0.05, y - 0.17, layer="AXIS", paper=3.5)


def scene_axes() -> Scene:
    """Labels in order, in bubbles of 8 to 10 mm, without I, O and Z."""
    scene = Scene("preflight-axis", offices=("tarch", "chinese"))
    rule = "preflight/axis"
    good = scene.sheet("建施-01", "一层平面图")
    _axes(good, "1 2 3", "A B C")
    for x, y in ((0, -2), (6, -2), (-2, 4)):
        good.expect(rule, "met", x, y)
    edge = scene.sheet("建施-02", "二层平面图")
    _axes(edge, "1 2 3", "A B C", radius=0.5)
    edge.expect(rule, "met", 0, -2)
    letter = scene.sheet("建施-03", "三层平面图")
    _axes(letter, "1 2 3", "G H I")
    letter.expect(rule, "broken", -2, 8)
    small = scene.sheet("建施-04", "四层平面图")
    _axes(small, "1 2 3", radius=0.3)
    for x in (0, 6, 12):
        small.expect(rule, "broken", x, -2)
    back = scene.sheet("建施-05", "五层平面图")
    _axes(back, "1 3 2")
    back.expect(rule, "broken", 6, -2)
    two = scene.sheet("建施-06", "六层平面图")
    _axes(two, "1 2 1")
    two.expect(rule, "doubtful", 6, -2)
    return scene


def scene_levels() -> Scene:
    """Levels with three decimals, two on a site plan, the zero with its sign."""
    scene = Scene("preflight-elevation-format")
    rule = "preflight/elevation-format"
    plan = scene.sheet("建施-11", "1-1剖面图")
    for row, (words, verdict) in enumerate(
        (
            ("±0.000", "met"),
            ("3.600", "met"),
            ("-1.500", "met"),
            ("7.2", "broken"),
            ("+10.800", "broken"),
            ("0.000", "broken"),
        )
    ):
        plan.line("ELEV_MARK", (0, 3 * row), (4, 3 * row))
        plan.text(words, 1, 3 * row + 0.2, layer="ELEV_MARK")
        plan.expect(rule, verdict, 1, 3 * row + 0.2)
    site = scene.sheet("总施-01", "总平面图", scale=500, discipline="总图", file="site")
    site.rectangle("SITE_BOUNDARY", 0, 0, 80, 60)
    site.text("5.30", 20, 20, layer="ELEV_MARK")
    site.expect(rule, "met", 20, 20)
    return scene


def scene_dimensions() -> Scene:
    """Numbers written by hand at dimensions against what was drawn."""
    scene = Scene("preflight-dim-override")
    rule = "preflight/dim-override"
    plan = scene.sheet("建施-01", "一层平面图")
    plan.ring(0, 0, 20, 16)
    for row, (length, says, verdict) in enumerate(
        (
            (3.6, "3600", "met"),
            (2.4, "2400", "met"),
            (6.0, "6000", "met"),
            # on the edge: half a per cent of 4 m is 20 mm
            (4.0, "4020", "met"),
            (3.3, "3600", "broken"),
            (1.14, "1200", "broken"),
            (2.8, "3000", "broken"),
            (2.0, "EQ", "doubtful"),
        )
    ):
        y = 1.5 + 1.8 * row
        plan.dimension((2, y), (2 + length, y), 0.5, says=says)
        plan.expect(rule, verdict, 2.5, y)
    return scene


def _sheet_of(scene: Scene, number: str, layers: dict[str, int]) -> Draft:
    """A sheet with so many lines on each layer, 0.1 m apart."""
    plan = scene.sheet(number, f"{number[-1]}层平面图")
    row = 0
    for layer, count in layers.items():
        for _ in range(count):
            plan.line(layer, (0, 0.1 * row), (10, 0.1 * row))
            row += 1
    return plan


def scene_layer_names() -> Scene:
    """Layers whose names tell what they hold carry nine tenths of a sheet at least.

    The frame's own lines stand on a layer of frames: without noise and exploding 33 or 48 of them.
    """
    scene = Scene("preflight-layer-naming", offices=("tarch", "national"))
    rule = "preflight/layer-naming"
    for number, layers, verdict in (
        ("建施-01", {"WALL": 80}, "met"),
        ("建施-02", {"建筑-吊顶": 80}, "met"),
        ("建施-03", {"E-LITE-EQPM": 80}, "met"),
        ("建施-04", {"A-CLNG": 80, "WALL": 80}, "met"),
        ("建施-05", {"图层1": 80, "WALL": 80}, "broken"),
        ("建施-06", {"新建": 60}, "broken"),
        ("建施-07", {"ABC线": 100, "WALL": 200}, "broken"),
    ):
        plan = _sheet_of(scene, number, layers)
        plan.expect(rule, verdict, 5, 1)
    return scene


def scene_layer_names_few() -> Scene:
    """A file of nothing but TArch objects outside any frame: whether its layers are named well cannot be told."""
    scene = Scene(
        "preflight-layers-unreadable",
        offices=("tarch", "national"),
        not_run={
            "preflight/layer-naming": "could-not-read: TCH_WALL",
            "preflight/layer0-defpoints": "could-not-read: TCH_WALL",
        },
    )
    plan = scene.sheet("", "", bare=True)
    plan.rectangle("WALL", 0, 0, 12, 8)
    plan.foreign.append(((0, 0), (0, 8)))
    plan.expect("preflight/proxy-entity", "broken", 6, 4)
    return scene


def scene_layer_0() -> Scene:
    """One entity in twenty may lie on layer 0 or Defpoints; a file saved without frames tells exactly."""
    scene = Scene("preflight-layer0", offices=("tarch", "chinese"))
    rule = "preflight/layer0-defpoints"
    for place, (layers, verdict) in enumerate(
        (
            ({"WALL": 80}, "met"),
            ({"WALL": 100, "COLUMN": 20}, "met"),
            ({"WALL": 80, "AXIS": 10}, "met"),
            ({"WALL": 120, "0": 3}, "met"),
            ({"WALL": 80, "0": 40}, "broken"),
            ({"0": 80}, "broken"),
            ({"WALL": 100, "Defpoints": 30}, "broken"),
        )
    ):
        plan = _sheet_of(scene, f"建施-0{place + 1}", layers)
        plan.expect(rule, verdict, 5, 1)
    return scene
