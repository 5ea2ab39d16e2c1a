"""Drains on a sheet with a room of 5 by 4 m from 0, 0."""

from __future__ import annotations

from typing import Any

import pytest
from shapely import LineString

from checkers.health.drain_forbidden import drain_forbidden
from tests.checkers.drawn import Stroke, circle, findings, not_shown, path, plans, rectangle, sheet, transformed

ROOM = ("SPACE", rectangle(0, 0, 5, 4))
BESIDE = path((-5, 5), (9, 5))
THROUGH = path((-5, 1), (9, 1))


def drain(line: LineString, layer: str = "污水管") -> Stroke:
    return Stroke("PIPE", line, layer=layer)


def drawn(*strokes: Any, name: str = "卧室", title: str = "三层给排水平面图", **more: Any) -> Any:
    return sheet([ROOM, *strokes], [(name, 2, 2)], title=title, **more)


def said(*strokes: Any, **more: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(drain_forbidden, plans(drawn(*strokes, **more)))]


def test_a_drain_that_passes_by_is_met() -> None:
    assert said(drain(BESIDE)) == ["met"]


@pytest.mark.parametrize("name", ["卧室", "主卧", "病房", "宿舍", "变配电室", "电梯机房"])
def test_a_drain_through_the_room_is_broken_and_the_part_inside_shown(name: str) -> None:
    [finding] = findings(drain_forbidden, plans(drawn(drain(THROUGH), name=name)))
    assert finding.verdict == "broken"
    assert finding.along is not None
    assert finding.along.length == pytest.approx(5)


def test_a_riser_inside_is_broken_on_any_storey() -> None:
    riser = Stroke("PIPE", circle(1, 3, 0.1), "circle", layer="污水管")
    assert said(drain(BESIDE), riser) == ["broken"]
    assert said(drain(BESIDE), riser, title="一层给排水平面图") == ["broken"]


def test_a_drain_over_a_drinking_water_tank_is_broken() -> None:
    tank = ("TANK", rectangle(10, 0, 3, 2))
    layout = sheet([tank, drain(path((9, 1), (20, 1)))], [("生活水箱", 11, 1.5)], title="屋顶层水箱间给排水图")
    assert [str(f.verdict) for f in findings(drain_forbidden, plans(layout))] == ["broken"]


def test_on_the_edge_a_drain_along_the_wall_is_not_inside() -> None:
    assert said(drain(path((-5, 4), (9, 4)))) == ["met"]
    assert said(drain(path((-5, 3.9), (9, 3.9)))) == ["broken"]


def test_what_nobody_can_tell_is_doubtful() -> None:
    assert said(drain(THROUGH), title="一层给排水平面图") == ["doubtful"]
    assert said(drain(BESIDE), drain(THROUGH, "雨水管")) == ["doubtful"]
    assert said(drain(BESIDE), drain(THROUGH, "PIPE")) == ["doubtful"]
    assert said(drain(BESIDE), not_displayed=[not_shown("proxy", "TCH_PIPE")]) == ["doubtful"]


def test_other_rooms_supply_pipes_and_sites_are_not_looked_at() -> None:
    assert said(drain(THROUGH), name="卫生间") == []
    assert said(drain(THROUGH, "给水管")) == []
    assert said(drain(THROUGH), title="室外给排水总平面图") == []


def test_turned_and_shifted_it_says_the_same() -> None:
    moved = transformed(drawn(drain(THROUGH)), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    assert [str(f.verdict) for f in findings(drain_forbidden, plans(moved))] == ["broken"]


@pytest.mark.parametrize("name", ["客卧", "寝室", "客房", "老人房", "变压器室", "通风小室"])
def test_rooms_by_the_names_they_bear(name: str) -> None:
    assert said(drain(THROUGH), name=name) == ["broken"]


def test_a_living_room_is_not_one_and_a_cupboard_may_be() -> None:
    assert said(drain(THROUGH), name="起居室") == []
    assert said(drain(THROUGH), name="低压配电间") == ["doubtful"]


def test_the_bathroom_inside_the_line_of_a_ward_is_not_the_ward() -> None:
    bath = ("SPACE", rectangle(0, 2.5, 2, 1.5))
    inner = sheet(
        [ROOM, bath, drain(path((1, 2.6), (1, 9)))], [("病房", 3, 1), ("卫生间", 1, 3)], title="三层给排水平面图"
    )
    assert [str(one.verdict) for one in findings(drain_forbidden, plans(inner))] == ["met"]


def test_a_circle_or_line_that_nothing_names_is_doubtful() -> None:
    assert said(drain(BESIDE), Stroke("PIPE", circle(1, 1, 0.05), "circle", layer="PIPE")) == ["doubtful"]
    assert said(drain(THROUGH, "PIPE")) == ["doubtful"]
    assert said(drain(BESIDE, "PIPE")) == []
    assert said(drain(THROUGH, "PIPE"), title="三层空调水管平面图") == []
