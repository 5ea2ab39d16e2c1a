from __future__ import annotations

from itertools import pairwise

from checkers.features.chains import joined, outlines
from checkers.features.closure import Closure, bounds
from tests.checkers.drawn import path, plans, rectangle, sheet


def test_lines_meeting_within_a_millimetre_are_one_chain_and_its_outline() -> None:
    lines = [path((0, 0), (10, 0)), path((10, 0.0005), (10, 10)), path((10, 10), (0, 10), (0, 0))]
    [(chain, free)] = list(joined(lines))
    assert (sorted(chain), free) == ([0, 1, 2], [])
    [(outline, members)] = list(outlines(lines))
    assert round(outline.area, 2) == 100
    assert sorted(members) == [0, 1, 2]


def test_separate_chains_stay_apart_with_their_free_ends() -> None:
    lines = [path((0, 0), (1, 0)), path((5, 5), (6, 5)), path((1, 0), (2, 0))]
    found = {tuple(sorted(chain)): sorted(free) for chain, free in joined(lines)}
    assert found == {(0, 2): [(0, 0), (2, 0)], (1,): [(5, 5), (6, 5)]}
    assert list(joined([])) == list(outlines([])) == []


def test_bounds_are_closed_open_crossing_or_loose() -> None:
    drawn = sheet(
        [
            ("SITE_BOUNDARY", rectangle(0, 0, 50, 50)),
            ("BLDG_OUTLINE", path((0, 0), (9, 0), (9, 9), (0, 9), (0, 0.02))),
            ("SPACE", path((0, 0), (1, 1))),
            ("CLIMB_GROUND", path((0, 0), (10, 10))),
        ]
    )
    found = [(bound.meaning, bound.closure) for bound in plans(drawn).recognise(bounds)]
    assert found == [
        ("SITE_BOUNDARY", Closure.CLOSED),
        ("BLDG_OUTLINE", Closure.OPEN),
        ("CLIMB_GROUND", Closure.LOOSE),
    ]


def test_a_line_whose_ends_meet_within_a_millimetre_is_an_outline() -> None:
    [(outline, members)] = list(outlines([path((0, 0), (10, 0), (10, 10), (0, 10), (0, 0.0009))]))
    assert round(outline.area, 1) == 100
    assert members == [0]


def test_lines_that_close_and_cross_are_said_to_cross() -> None:
    corners = [(0, 0), (10, 10), (10, 0), (0, 10), (0, 0)]
    crossing = [("SITE_BOUNDARY", path(*ends)) for ends in pairwise(corners)]
    assert [bound.closure for bound in plans(sheet(crossing)).recognise(bounds)] == [Closure.CROSSING]
