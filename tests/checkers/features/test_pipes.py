from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.layers import meaning
from checkers.features.pipes import Pipe, System, inside, pipes, risers, system_of_layer
from tests.checkers.drawn import Stroke, circle, path, plans, rectangle, sheet


def found(*strokes: Any, texts: tuple[Any, ...] = (), **more: Any) -> list[Pipe]:
    return list(plans(sheet(strokes, texts, **more)).recognise(pipes))


def systems(*strokes: Any, texts: tuple[Any, ...] = (), **more: Any) -> list[System]:
    return [pipe.system for pipe in found(*strokes, texts=texts, **more)]


@pytest.mark.parametrize(
    ("layer", "system"),
    [
        ("给水管", System.WATER),
        ("生活给水", System.WATER),
        ("P-DOMW", System.WATER),
        ("W_WSUP_PIPE", System.WATER),
        ("污水管", System.SEWAGE),
        ("PIPE-W", System.SEWAGE),
        ("PIPE-污水", System.SEWAGE),
        ("室外-废水", System.WASTE),
        ("雨水管", System.RAIN),
        ("P-STRM", System.RAIN),
        ("消防给水管", System.FIRE),
        ("W-FRPT-HYDT-PIPE", System.FIRE),
        ("中水管", System.REUSE),
        ("W-DRAI-PIPE", System.DRAIN),
        ("base$0$污水管", System.SEWAGE),
        ("燃气管", System.GAS),
        ("室外热力管", System.HEAT),
        ("10kV电力电缆", System.POWER),
    ],
)
def test_the_name_of_a_layer_tells_what_its_pipes_carry(layer: str, system: System) -> None:
    assert system_of_layer(layer, meaning(layer)) is system


def test_a_general_layer_tells_nothing() -> None:
    assert system_of_layer("PIPE", meaning("PIPE")) is None
    assert systems(Stroke("PIPE", path((0, 0), (9, 0)), layer="PIPE")) == [System.UNKNOWN]


@pytest.mark.parametrize(
    ("letters", "system"),
    [
        ("J", System.WATER),
        ("J1-DN100", System.WATER),
        ("W", System.SEWAGE),
        ("WDN300", System.SEWAGE),
        ("F-DN75", System.WASTE),
        ("YDN400", System.RAIN),
        ("XH-DN150", System.FIRE),
        ("ZP", System.FIRE),
        ("污水管DN300", System.SEWAGE),
        ("A-A", System.UNKNOWN),
        ("WC", System.UNKNOWN),
    ],
)
def test_letters_along_a_pipe_tell_what_it_carries(letters: str, system: System) -> None:
    assert systems(Stroke("PIPE", path((0, 0), (9, 0)), layer="PIPE"), texts=((letters, 4, 0.2),)) == [system]


def test_letters_far_away_or_of_two_kinds_tell_nothing() -> None:
    pipe = Stroke("PIPE", path((0, 0), (9, 0)), layer="PIPE")
    assert systems(pipe, texts=(("J", 4, 3.0),)) == [System.UNKNOWN]
    assert systems(pipe, texts=(("J", 2, 0.2), ("W", 6, 0.2))) == [System.UNKNOWN]


def test_a_letter_in_a_gap_names_both_ends() -> None:
    left, right = (Stroke("PIPE", path((x, 0), (x + 4, 0)), layer="PIPE") for x in (0, 4.6))
    assert systems(left, right, texts=(("W", 4.2, 0),)) == [System.SEWAGE, System.SEWAGE]


def test_pieces_are_one_pipe_with_all_its_diameters() -> None:
    [pipe] = found(
        Stroke("PIPE", path((0, 0), (9, 0)), layer="给水管"),
        Stroke("PIPE", path((9, 0), (9, 9)), layer="给水管"),
        texts=(("J-DN150", 4, 0.2), ("DN200", 9.1, 5), ("W-DN300", 4, -0.3)),
    )
    assert pipe.line.length == pytest.approx(18)
    assert pipe.nominal == (0.15, 0.2)
    assert pipe.size == "DN200"


def test_wells_valves_and_short_ticks_are_no_pipes() -> None:
    assert (
        found(
            Stroke("PIPE", circle(0, 0, 0.5), "circle", layer="污水管"),
            Stroke("PIPE", path((0, 0), (0.2, 0)), layer="污水管"),
            Stroke("PIPE", rectangle(0, 0, 1, 1), layer="污水管"),
        )
        == []
    )


def test_strokes_of_a_symbol_are_no_pipes_and_those_of_a_plan_inserted_whole_are() -> None:
    symbol = {"name": "阀门", "x": 0, "y": 0, "layer": "PIPE", "bounds": (0, 0, 1, 1)}
    plan = {"name": "外参", "x": 0, "y": 0, "layer": "", "bounds": (0, 0, 90, 40)}
    strokes = [
        Stroke("PIPE", path((0, 0), (1, 1)), layer="污水管", block="外参/阀门"),
        Stroke("PIPE", path((0, 0), (2, 0)), layer="污水管", block="外参"),
    ]
    assert [pipe.line.length for pipe in found(*strokes, blocks=[symbol, plan])] == [2.0]


def test_system_diagrams_and_samples_in_a_legend_show_no_pipes() -> None:
    pipe = Stroke("PIPE", path((0, 0), (2, 0)), layer="污水管")
    assert found(pipe, title="给水系统图") == []
    assert found(pipe, texts=(("图例", 0, 2), ("污水管", 3, -0.1))) == []
    assert len(found(pipe, texts=(("污水管", 3, -0.1),))) == 1


def test_risers_take_their_system_from_layer_or_name() -> None:
    on_layer = Stroke("PIPE", circle(0, 0, 0.08), "circle", layer="污水管")
    named = Stroke("PIPE", circle(9, 0, 0.08), "circle", layer="PIPE")
    drawn = plans(sheet([on_layer, named], [("JL-3", 10, 1)]))
    assert {(riser.subject, riser.system) for riser in drawn.recognise(risers)} == {
        ("污水立管", System.SEWAGE),
        ("JL-3", System.WATER),
    }


def test_a_pipe_along_a_wall_is_not_inside_the_room() -> None:
    room = rectangle(0, 0, 5, 4)
    assert inside(room, path((-1, 2), (9, 2))) is not None
    assert inside(room, path((-1, 0), (9, 0))) is None
    assert inside(room, path((-1, -1), (9, -1))) is None
    assert inside(room, circle(2, 2, 0.1)) is not None


def test_nonsense_makes_no_pipe() -> None:
    dot = Stroke("PIPE", path((1, 1), (1, 1)), layer="污水管")
    twice = Stroke("PIPE", path((0, 0), (9, 0)), layer="污水管")
    assert [pipe.line.length for pipe in found(dot, twice, twice)] == [9.0]
