from __future__ import annotations

from typing import Any

from checkers.preflight.north_coord import north_coord
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed

NORTH = {"name": "指北针", "x": 90.0, "y": 70.0}
CORNERS = [(0, 0), (100, 0), (100, 80), (0, 80)]


def coordinates(*places: tuple[float, float], shift: float = 0.0) -> list[Any]:
    """The two writings at each corner: X is the northing, letters are 0.35 m high."""
    written: list[Any] = []
    for index, (x, y) in enumerate(places):
        off = shift if index == 0 else 0.0
        written += [(f"X={3508800 + y + off:.3f}", x + 1, y + 1), (f"Y={512300 + x:.3f}", x + 1, y + 0.4)]
    return written


def drawn(texts: list[Any], blocks: list[Any], **fields: Any) -> Any:
    return sheet(
        [("SITE_BOUNDARY", rectangle(0, 0, 100, 80))],
        texts,
        blocks=blocks,
        **{"title": "总平面图", "scale": 500.0, **fields},
    )


def said(texts: list[Any], blocks: list[Any], **fields: Any) -> list[str]:
    return [str(f.verdict) for f in findings(north_coord, plans(drawn(texts, blocks, **fields)))]


def test_a_plan_with_north_and_coordinates_that_fit_is_met() -> None:
    assert said(coordinates(*CORNERS), [NORTH]) == ["met", "met", "met"]


def test_an_arrow_and_coordinates_that_were_not_found_are_doubtful() -> None:
    assert said(coordinates(*CORNERS), []) == ["doubtful", "met", "met"]
    assert said([], [NORTH]) == ["met", "doubtful"]


def test_a_letter_n_or_a_rose_shows_north_as_well() -> None:
    assert said([("北", 90, 70)], []) == ["met", "doubtful"]
    assert said([], [{"name": "风玫瑰", "x": 1.0, "y": 1.0}]) == ["met", "doubtful"]


def test_a_coordinate_that_does_not_fit_the_drawing_is_broken_with_the_two_corners_drawn() -> None:
    found = findings(north_coord, plans(drawn(coordinates(*CORNERS, shift=0.5), [NORTH])))
    assert [str(f.verdict) for f in found] == ["met", "met", "broken"]
    assert round(found[2].measured, 6) == 0.5
    assert found[2].along.length == 80.0


def test_on_the_edge_a_centimetre_is_met() -> None:
    assert said(coordinates(*CORNERS, shift=0.01), [NORTH])[2] == "met"
    assert said(coordinates(*CORNERS, shift=0.012), [NORTH])[2] == "broken"


def test_plans_of_one_discipline_and_other_sheets_are_not_looked_at() -> None:
    assert said([], [], title="消防总平面图") == []
    assert said([], [], title="总平面图（方案）") == []
    assert said([], [], title="一层平面图") == []


def test_turned_and_shifted_it_is_the_same() -> None:
    turned = transformed(drawn(coordinates(*CORNERS), [NORTH]), (0.8, -0.6, 0.6, 0.8, 4e7, 3.5e6))
    assert [str(f.verdict) for f in findings(north_coord, plans(turned))] == ["met", "met", "met"]
