"""Corners of a roof of 36 by 18 m: the nearest conductor stands at most 3 m along the edge."""

from __future__ import annotations

from shapely import Polygon

from checkers.drawing.model import Sheet
from checkers.lightning.down_corner import down_corner
from tests.checkers.drawn import circle, findings, path, plans, sheet
from tests.checkers.lightning.roofs import CLASS_2, elsewhere, roof


def said(drawn: Sheet) -> list[tuple[float, str]]:
    found = findings(down_corner, plans(drawn))
    return sorted((round(finding.measured or 0.0, 6), str(finding.verdict)) for finding in found)


def test_conductors_at_all_four_corners_are_met() -> None:
    assert said(roof(CLASS_2)) == [(0.0, "met")] * 4


def test_on_the_edge_three_metres_away_is_met_and_more_broken() -> None:
    """From (36, 18) the nearest stands 3 m down the side; from (0, 18) 3.1 m along the top."""
    drawn = roof(CLASS_2, downs=((0, 0), (36, 0), (36, 15), (3.1, 18)))
    assert said(drawn) == [(0.0, "met"), (0.0, "met"), (3.0, "met"), (3.1, "broken")]


def test_short_by_less_than_a_millimetre_is_doubtful() -> None:
    assert (3.0005, "doubtful") in said(roof(CLASS_2, downs=((0, 0), (36, 0), (36, 18), (3.0005, 18))))


def test_the_way_is_taken_along_the_edge_not_through_the_air() -> None:
    """Beside the notch a conductor 2 m away through the air is 12 m away along the edge."""
    notched = Polygon([(0, 0), (36, 0), (36, 18), (20, 18), (20, 13), (18, 13), (18, 18), (0, 18)])
    drawn = roof(CLASS_2, outline=notched, downs=((0, 0), (36, 0), (36, 18), (18, 18), (0, 18)))
    assert (12.0, "broken") in said(drawn)


def test_inward_corners_and_small_steps_are_no_corners() -> None:
    stepped = Polygon([(0, 0), (36, 0), (36, 18), (20, 18), (20, 17), (18, 17), (18, 18), (0, 18)])
    assert len(said(roof(CLASS_2, outline=stepped))) == 4
    bent = Polygon([(0, 0), (36, 0), (36, 9), (18, 9), (18, 18), (0, 18)])
    assert len(said(roof(CLASS_2, outline=bent))) == 5


def test_a_conductor_off_the_perimeter_beside_the_corner_leaves_a_doubt() -> None:
    drawn = roof(CLASS_2, downs=((0, 0), (36, 0), (36, 18), (2.0, 16.0)))
    assert said(drawn)[-1][1] == "doubtful"


def test_a_roof_without_conductors_is_not_looked_at() -> None:
    assert said(roof(CLASS_2, downs=())) == []
    assert said(sheet([("LP_STRIP", path((0, 0), (9, 0))), ("LP_DOWN", circle(0, 0, 0.2))])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    drawn = roof(CLASS_2, downs=((0, 0), (36, 0), (36, 15), (3.1, 18)))
    assert said(elsewhere(drawn)) == said(drawn)
