"""Stretches of duct between manholes, lengths by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from shapely import LineString

from checkers.drawing.model import Sheet
from checkers.telecom.manhole_spacing import manhole_spacing
from tests.checkers.drawn import Stroke, circle, findings, path, plans, rectangle, sheet


def _site(*ducts: LineString, holes: tuple[tuple[float, float], ...], more: tuple[Any, ...] = ()) -> Sheet:
    blocks = [
        {"name": "人孔", "x": x, "y": y, "layer": "TEL", "bounds": (x - 0.5, y - 0.5, x + 0.5, y + 0.5)}
        for x, y in holes
    ]
    return sheet([*(("TEL", duct) for duct in ducts), *more], blocks=blocks, scale=500.0)


def _found(drawn: Sheet) -> list[tuple[float | None, float | None, str]]:
    return [
        (None if f.measured is None else round(f.measured, 3), f.required, str(f.verdict))
        for f in findings(manhole_spacing, plans(drawn))
    ]


def test_a_straight_stretch_of_180_metres_is_met() -> None:
    assert _found(_site(path((0, 0), (180, 0)), holes=((0, 0), (180, 0)))) == [(180.0, 200.0, "met")]


def test_a_straight_stretch_of_210_metres_is_broken() -> None:
    assert _found(_site(path((0, 0), (210, 0)), holes=((0, 0), (210, 0)))) == [(210.0, 200.0, "broken")]


def test_exactly_200_metres_are_met() -> None:
    assert _found(_site(path((0, 0), (200, 0)), holes=((0, 0), (200, 0)))) == [(200.0, 200.0, "met")]


def test_a_bent_stretch_of_160_metres_is_broken_by_the_shorter_limit() -> None:
    """80 m one way, 80 m at a right angle."""
    drawn = _site(path((0, 0), (80, 0), (80, 80)), holes=((0, 0), (80, 80)))
    assert _found(drawn) == [(160.0, 150.0, "broken")]


def test_an_arc_is_bent() -> None:
    """A quarter circle of 100 m radius is 157.08 m long."""
    quarter = LineString(
        [(100 * math.cos(a), 100 * math.sin(a)) for a in (math.pi / 2 * step / 90 for step in range(91))]
    )
    [(length, limit, verdict)] = _found(_site(quarter, holes=((100, 0), (0, 100))))
    assert length == pytest.approx(157.08, abs=0.02)
    assert (limit, verdict) == (150.0, "broken")


def test_a_site_without_ducts_is_not_looked_at() -> None:
    assert _found(sheet([("WALL", path((0, 0), (300, 0)))])) == []


def test_an_end_without_a_manhole_is_doubtful() -> None:
    assert _found(_site(path((0, 0), (100, 0)), holes=((0, 0),))) == [(100.0, 200.0, "doubtful")]


def test_an_open_stretch_that_is_too_long_already_is_broken() -> None:
    assert _found(_site(path((0, 0), (260, 0)), holes=((0, 0),))) == [(260.0, 200.0, "broken")]


def test_a_manhole_three_decimetres_beside_the_line_divides_it() -> None:
    drawn = _site(path((0, 0), (300, 0)), holes=((0, 0), (150, 0.3), (300, 0)))
    assert _found(drawn) == [(150.0, 200.0, "met"), (150.0, 200.0, "met")]


def test_a_manhole_of_another_duct_six_metres_away_does_not_divide_it() -> None:
    drawn = _site(path((0, 0), (300, 0)), holes=((0, 0), (150, 6), (300, 0)))
    assert _found(drawn) == [(300.0, 200.0, "broken")]


def test_spacing_is_taken_from_centre_to_centre() -> None:
    """The duct stops at the symbols' edges, 0.5 m from the centres: 199.2 m of line, 200.2 m of spacing."""
    drawn = _site(path((0.5, 0), (199.7, 0)), holes=((0, 0), (200.2, 0)))
    assert _found(drawn) == [(200.2, 200.0, "broken")]


def test_pieces_of_one_duct_are_one_duct() -> None:
    """Four pieces of 60 m with no manhole between them."""
    pieces = [path((x, 0), (x + 60, 0)) for x in (0, 60, 120, 180)]
    assert _found(_site(*pieces, holes=((0, 0), (240, 0)))) == [(240.0, 200.0, "broken")]


def test_a_duct_drawn_twice_or_with_both_edges_is_one() -> None:
    twice = _site(path((0, 0), (210, 0)), path((210, 0), (0, 0)), holes=((0, 0), (210, 0)))
    edges = _site(path((0, -0.2), (210, -0.2)), path((0, 0.2), (210, 0.2)), holes=((0, 0), (210, 0)))
    assert [verdict for *_, verdict in _found(twice)] == ["broken"]
    assert [verdict for *_, verdict in _found(edges)] == ["broken"]


def test_ducts_that_cross_stay_apart() -> None:
    drawn = _site(path((0, 0), (180, 0)), path((90, -90), (90, 90)), holes=((0, 0), (180, 0), (90, -90), (90, 90)))
    assert _found(drawn) == [(180.0, 200.0, "met")] * 2


def test_a_slight_turn_between_the_two_limits_is_doubtful() -> None:
    """Turns by 2.29 degrees after 90 m; about 180 m long."""
    drawn = _site(path((0, 0), (90, 0), (180, 3.6)), holes=((0, 0), (180, 3.6)))
    assert [verdict for *_, verdict in _found(drawn)] == ["doubtful"]


def test_a_wavering_pen_does_not_bend_a_duct() -> None:
    wavering = path(*((x, 0.02 * (x // 10 % 2)) for x in range(0, 181, 10)))
    assert [required for _, required, _ in _found(_site(wavering, holes=((0, 0), (180, 0))))] == [200.0]


def test_a_ring_of_ducts_is_measured_all_round() -> None:
    """A ring of 60 by 40 m with manholes in two opposite corners: two stretches of 100 m with a bend each."""
    assert _found(_site(rectangle(0, 0, 60, 40), holes=((0, 0), (60, 40)))) == [(100.0, 150.0, "met")] * 2


def test_circles_on_a_layer_of_manholes_are_manholes() -> None:
    holes = tuple(Stroke("TEL", circle(x, 0, 0.5), layer="通信人孔") for x in (0, 180))
    drawn = sheet([("TEL", path((0, 0), (180, 0))), *holes])
    assert _found(drawn) == [(180.0, 200.0, "met")]


def test_a_circle_is_a_manhole_when_it_is_written_beside_it() -> None:
    drawn = sheet(
        [("TEL", path((0, 0), (180, 0))), ("TEL", circle(0, 0, 0.5)), ("TEL", circle(180, 0, 0.5))],
        [("RK1", 1, 1), ("手孔", 181, 1)],
    )
    assert _found(drawn) == [(180.0, 200.0, "met")]


def test_a_symbol_without_a_name_may_be_a_manhole() -> None:
    drawn = _site(path((0, 0), (300, 0)), holes=((0, 0), (300, 0)), more=(("TEL", circle(150, 0, 0.5), "circle"),))
    assert _found(drawn) == [(300.0, 200.0, "doubtful")]


def test_diagrams_and_sections_show_no_lengths() -> None:
    drawn = _site(path((0, 0), (300, 0)), holes=((0, 0), (300, 0)))
    for title, count in (("通信管道系统图", 0), ("人孔剖面图", 0), ("通信管道平面图及系统图", 1)):
        assert len(_found(replace(drawn, title=title))) == count
