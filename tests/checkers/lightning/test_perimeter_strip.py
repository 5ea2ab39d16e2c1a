"""Strips along the edge of a roof of 30 by 20 m, 100 m round."""

from __future__ import annotations

import pytest

from checkers.lightning.perimeter_strip import perimeter_strip
from tests.checkers.drawn import findings, path, plans, rectangle, sheet
from tests.checkers.lightning.roofs import CLASS_2, roof

ROOF = ("BLDG_OUTLINE", rectangle(0, 0, 30, 20))


def test_a_strip_all_round_is_met() -> None:
    [finding] = findings(perimeter_strip, plans(sheet([ROOF, ("LP_STRIP", rectangle(0.3, 0.3, 29.4, 19.4))])))
    assert (finding.verdict, finding.measured) == ("met", 1.0)


def test_an_edge_without_a_strip_is_broken_and_shown() -> None:
    """Of 100 m the lower edge of 30 m is bare, but for half a metre at either corner."""
    drawn = sheet([ROOF, ("LP_STRIP", path((0, 0), (0, 20), (30, 20), (30, 0)))])
    [finding] = findings(perimeter_strip, plans(drawn))
    assert finding.verdict == "broken"
    assert finding.along is not None
    assert finding.along.length == pytest.approx(29, abs=0.01)


def test_a_gap_of_two_metres_leaves_one_in_a_hundred_bare_and_is_met() -> None:
    """On the edge: of a gap of 2 m half a metre at either end lies within the offset, so 1 m of 100 m is bare."""
    drawn = sheet([ROOF, ("LP_STRIP", path((16, 0), (30, 0), (30, 20), (0, 20), (0, 0), (14, 0)))])
    [finding] = findings(perimeter_strip, plans(drawn))
    assert finding.measured == pytest.approx(0.99)
    assert finding.verdict == "met"


def test_a_grid_that_only_ends_at_the_edge_is_broken() -> None:
    drawn = sheet([ROOF, *(("LP_STRIP", path((x, 0), (x, 20))) for x in (0, 10, 20, 30))])
    [finding] = findings(perimeter_strip, plans(drawn))
    assert finding.verdict == "broken"


def test_a_roof_without_strips_is_not_looked_at() -> None:
    assert findings(perimeter_strip, plans(sheet([ROOF]))) == []


def test_a_strip_six_decimetres_inside_could_not_be_taken_for_one_along_the_edge() -> None:
    [finding] = findings(perimeter_strip, plans(sheet([ROOF, ("LP_STRIP", rectangle(0.6, 0.6, 28.8, 18.8))])))
    assert (finding.verdict, finding.measured) == ("broken", 0.0)


def test_strips_without_a_closed_outline_are_doubtful() -> None:
    drawn = sheet([("BLDG_OUTLINE", path((0, 0), (30, 0), (30, 20))), ("LP_STRIP", path((0, 0), (0, 20), (30, 20)))])
    assert [str(finding.verdict) for finding in findings(perimeter_strip, plans(drawn))] == ["doubtful"]


def test_the_edge_of_a_court_without_a_strip_is_doubtful() -> None:
    court = rectangle(10, 5, 16, 8)
    bare = roof(CLASS_2, ("内庭院", 18, 9), entities=(("BLDG_OUTLINE", court),))
    assert [str(f.verdict) for f in findings(perimeter_strip, plans(bare))] == ["met", "doubtful"]
    strip = ("LP_STRIP", path(*court.exterior.coords))
    whole = roof(CLASS_2, ("内庭院", 18, 9), entities=(("BLDG_OUTLINE", court), strip))
    assert [str(f.verdict) for f in findings(perimeter_strip, plans(whole))] == ["met", "met"]
