from __future__ import annotations

from typing import Any

from shapely import Polygon

from checkers.preflight.closed_boundary import closed_boundary
from tests.checkers.drawn import Stroke, findings, path, plans, rectangle, sheet


def found(*entities: object) -> Any:
    return findings(closed_boundary, plans(sheet(entities)))


def test_a_closed_line_is_met() -> None:
    [finding] = found(("SITE_BOUNDARY", rectangle(0, 0, 100, 80)))
    assert finding.verdict == "met"


def test_a_line_left_open_is_broken_with_its_gap_drawn() -> None:
    [finding] = found(("SITE_BOUNDARY", path((0, 0), (100, 0), (100, 80), (0, 80), (0, 0.3))))
    assert finding.verdict == "broken"
    assert round(finding.measured, 6) == 0.3
    assert finding.along.length == finding.measured


def test_a_line_that_crosses_itself_is_broken() -> None:
    [finding] = found(("BLDG_OUTLINE", Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])))
    assert finding.verdict == "broken"
    assert "自相交" in finding.message.zh
    assert finding.where.is_valid


def test_lines_that_meet_end_to_end_are_one_closed_line() -> None:
    [finding] = found(
        ("SITE_BOUNDARY", path((0, 0), (100, 0))),
        ("SITE_BOUNDARY", path((100, 0.0004), (100, 80))),
        ("SITE_BOUNDARY", path((0, 0), (0, 80), (100, 80))),
    )
    assert finding.verdict == "met"


def test_on_the_edge_a_millimetre_is_closed_and_two_are_not() -> None:
    closed, open_ = (
        found(("SPACE", path((0, 0), (5, 0), (5, 5), (0, 5), (0, gap))))[0].verdict for gap in (0.001, 0.003)
    )
    assert (closed, open_) == ("met", "broken")


def test_lines_on_other_layers_hatches_and_short_marks_are_not_looked_at() -> None:
    assert (
        found(
            ("WALL", path((0, 0), (5, 0), (5, 5))),
            ("GREEN", path((0, 0), (1, 0))),
            Stroke("GREEN", rectangle(0, 0, 5, 5), kind="hatch"),
            Stroke("SITE_BOUNDARY", path((0, 0), (100, 0), (100, 80), (0, 80), (0, 0.3)), visible=False),
        )
        == []
    )


def test_loose_lines_on_a_layer_of_outlines_are_doubtful_once() -> None:
    [finding] = found(("BLDG_OUTLINE", path((0, 0), (10, 0))), ("BLDG_OUTLINE", path((0, 5), (10, 6))))
    assert finding.verdict == "doubtful"
    assert "2 条线" in finding.message.zh
