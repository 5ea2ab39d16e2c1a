from __future__ import annotations

import pytest

from checkers.features.ducts import cables, ducts_written, manholes, stretches
from tests.checkers.drawn import Stroke, circle, path, plans, rectangle, sheet


def test_the_parts_of_one_symbol_are_one_manhole() -> None:
    drawn = sheet(
        [Stroke("TEL", circle(0, 0, 0.5), layer="通信人孔"), Stroke("TEL", circle(0, 0, 0.3), layer="通信人孔")],
        blocks=[{"name": "人孔", "x": 0, "y": 0, "layer": "TEL", "attributes": {"编号": "RK7"}}],
    )
    [hole] = manholes(drawn)
    assert hole.subject == "RK7"


def test_lines_on_other_communication_layers_are_no_ducts_where_ducts_have_their_own() -> None:
    cable = Stroke("TEL", path((0, 5), (90, 5)), layer="弱电-线缆")
    drawn = sheet([("TEL", path((0, 0), (90, 0))), cable])
    assert [stretch.line.length for stretch in plans(drawn).recognise(stretches)] == [90.0]


def test_an_open_end_at_a_building_is_known() -> None:
    drawn = sheet([("TEL", path((0, 0), (90, 0))), ("BLDG_OUTLINE", rectangle(90, -10, 20, 20))])
    [stretch] = plans(drawn).recognise(stretches)
    assert (stretch.open_ends, stretch.into_building) == (2, True)


def test_a_right_angle_deflects_by_ninety_degrees() -> None:
    [stretch] = plans(sheet([("TEL", path((0, 0), (50, 0), (50, 50)))])).recognise(stretches)
    assert stretch.deflection == pytest.approx(90)


def test_ducts_of_a_plan_inserted_as_a_block_are_ducts_and_strokes_of_symbols_are_none() -> None:
    drawn = sheet(
        [
            Stroke("TEL", path((0, 0), (90, 0)), block="总图"),
            Stroke("TEL", path((0, 0), (0.7, 0.7)), block="总图/人孔"),
        ]
    )
    assert [stretch.line.length for stretch in plans(drawn).recognise(stretches)] == [90.0]


def test_the_number_of_ducts_is_read_from_the_nearest_writing() -> None:
    lines = [("TEL", path((0, 0), (90, 0))), ("TEL", path((0, 20), (90, 20)))]
    drawn = plans(sheet(lines, [("6φ110 L=90", 40, 0.5), ("4孔", 40, 20.5), ("φ110", 10, 20.5)]))
    assert [ducts_written(drawn, stretch) for stretch in drawn.recognise(stretches)] == [6, 4]
    twice = plans(sheet(lines[:1], [("6φ110", 40, 0.5), ("4φ110", 60, 0.5)]))
    assert [ducts_written(twice, stretch) for stretch in twice.recognise(stretches)] == [None]


def test_cables_are_runs_without_the_strokes_of_symbols() -> None:
    block = {"name": "TO", "x": 0, "y": 0, "layer": "TEL", "bounds": (0, 0, 0.3, 0.3)}
    strokes = [
        Stroke("TEL", path((0, 0), (9, 0)), layer="弱电桥架"),
        Stroke("TEL", path((0, 0), (2.3, 2.3)), layer="弱电桥架", block="TO"),
        Stroke("TEL", path((0, 5), (0.4, 5)), layer="弱电桥架"),
    ]
    assert [cable.line.length for cable in plans(sheet(strokes, blocks=[block])).recognise(cables)] == [9.0]
