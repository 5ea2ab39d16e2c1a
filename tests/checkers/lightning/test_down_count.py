"""Down conductors on the perimeter of a roof of 36 by 18 m, counted by hand."""

from __future__ import annotations

import pytest

from checkers.errors import CouldNotRead
from checkers.lightning.down_count import down_count
from tests.checkers.drawn import circle, findings, plans, rectangle, sheet
from tests.checkers.lightning.roofs import CLASS_2, roof

ROOF = ("BLDG_OUTLINE", rectangle(0, 0, 36, 18))


def _counted(*points: tuple[float, float]) -> list[tuple[float | None, str]]:
    drawn = sheet([ROOF, *(("LP_DOWN", circle(x, y, 0.2)) for x, y in points)])
    return [(finding.measured, str(finding.verdict)) for finding in findings(down_count, plans(drawn))]


def test_four_conductors_are_met() -> None:
    assert _counted((0, 0), (36, 0), (36, 18), (0, 18)) == [(4, "met")]


def test_a_single_conductor_is_broken() -> None:
    assert _counted((0, 0)) == [(1, "broken")]


def test_two_conductors_are_just_enough() -> None:
    assert _counted((0, 0), (36, 18)) == [(2, "met")]


def test_a_roof_without_conductors_anywhere_is_not_looked_at() -> None:
    assert _counted() == []


def test_a_second_conductor_off_the_perimeter_is_doubtful() -> None:
    assert _counted((0, 0), (18, 9)) == [(1, "doubtful")]


def test_one_conductor_drawn_with_two_circles_is_one() -> None:
    assert _counted((0, 0), (0.1, 0)) == [(1, "broken")]


def test_conductors_without_the_outline_of_a_roof_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="BLDG_OUTLINE"):
        findings(down_count, plans(sheet([("LP_DOWN", circle(0, 0, 0.2))], title="屋顶防雷平面图")))


def test_two_conductors_side_by_side_are_doubtful() -> None:
    assert _counted((0, 0), (1, 0)) == [(2, "doubtful")]


def test_the_symbol_of_a_legend_close_to_the_roof_is_no_conductor() -> None:
    legend = (("图例", 0.0, -0.6), ("引下线", 1.2, -1.2))
    drawn = roof(CLASS_2, *legend, downs=((18, 18), (0, -1.2)))
    assert [str(f.verdict) for f in findings(down_count, plans(drawn))] == ["broken"]
    beside = roof(CLASS_2, *legend, downs=((18, 18), (0, -0.3)))
    assert [str(f.verdict) for f in findings(down_count, plans(beside))] == ["met"]
