"""Pipes on a sheet with an equipment room of 5 by 4 m from 0, 0."""

from __future__ import annotations

from typing import Any

import pytest
from shapely import LineString

from checkers.telecom.water_pipe_through import water_pipe_through
from tests.checkers.drawn import Stroke, circle, findings, not_shown, path, plans, rectangle, sheet, transformed

ROOM = ("SPACE", rectangle(0, 0, 5, 4))


def pipe(line: LineString, layer: str = "给水管") -> Stroke:
    return Stroke("PIPE", line, layer=layer)


def drawn(*strokes: Any, name: str = "弱电机房", **more: Any) -> Any:
    return sheet([ROOM, *strokes], [(name, 2, 2)], title="地下一层给排水平面图", **more)


def said(*strokes: Any, **more: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(water_pipe_through, plans(drawn(*strokes, **more)))]


def test_pipes_that_pass_by_are_met() -> None:
    assert said(pipe(path((-5, 5), (9, 5))), pipe(path((-1, -5), (-1, 9)), "污水管")) == ["met"]


@pytest.mark.parametrize("layer", ["给水管", "污水管", "雨水管", "中水管"])
def test_a_pipe_through_the_room_is_broken_and_the_part_inside_shown(layer: str) -> None:
    [finding] = findings(water_pipe_through, plans(drawn(pipe(path((-5, 1), (9, 1)), layer))))
    assert finding.verdict == "broken"
    assert finding.along is not None
    assert finding.along.length == pytest.approx(5)


def test_each_pipe_inside_is_named() -> None:
    riser = Stroke("PIPE", circle(1, 3, 0.1), "circle", layer="污水管")
    assert said(pipe(path((-5, 1), (9, 1))), riser) == ["broken", "broken"]


def test_on_the_edge_a_pipe_along_the_wall_is_not_inside() -> None:
    assert said(pipe(path((-5, 4), (9, 4)))) == ["met"]
    assert said(pipe(path((-5, 3.96), (9, 3.96)))) == ["met"]
    assert said(pipe(path((-5, 3.9), (9, 3.9)))) == ["broken"]


def test_pipes_for_fire_water_and_pipes_without_a_name_are_doubtful() -> None:
    assert said(pipe(path((-5, 1), (9, 1)), "消防给水管")) == ["doubtful"]
    assert said(pipe(path((-5, 1), (9, 1)), "PIPE")) == ["doubtful"]


def test_what_could_not_be_read_is_doubtful() -> None:
    beside = pipe(path((-5, 5), (9, 5)))
    assert said(beside, not_displayed=[not_shown("proxy", "TCH_PIPE")]) == ["doubtful"]
    bare = sheet([("WALL", path((20, 0), (30, 0))), beside], [("弱电机房", 2, 2)], title="给排水平面图")
    assert [str(f.verdict) for f in findings(water_pipe_through, plans(bare))] == ["doubtful"]


def test_rooms_on_sheets_without_pipes_and_other_rooms_are_not_looked_at() -> None:
    assert said() == []
    assert said(pipe(path((-5, 1), (9, 1))), name="办公室") == []


def test_turned_and_shifted_it_says_the_same() -> None:
    moved = transformed(drawn(pipe(path((-5, 1), (9, 1)))), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    assert [str(f.verdict) for f in findings(water_pipe_through, plans(moved))] == ["broken"]
