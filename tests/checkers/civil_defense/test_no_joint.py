"""Movement joints in and beside a unit of 40 by 40 m."""

from __future__ import annotations

from typing import Any

from checkers.civil_defense.no_joint import no_joint
from checkers.drawing.model import Sheet
from tests.checkers.civil_defense.shelters import elsewhere, unit
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, sheet


def said(drawn: Sheet) -> list[str]:
    return [str(finding.verdict) for finding in findings(no_joint, plans(drawn))]


def joint(*places: tuple[float, float], **more: Any) -> Sheet:
    return unit(entities=[Stroke("JOINT", path(*places), layer="变形缝")], **more)


def test_a_joint_through_the_unit_is_broken_and_shown() -> None:
    [finding] = findings(no_joint, plans(joint((20, -5), (20, 45))))
    assert finding.verdict == "broken"
    assert finding.along is not None
    assert round(finding.along.length, 6) == 38.398  # 40 m less 0.801 m of wall at each end


def test_a_joint_outside_and_one_along_the_wall_are_met() -> None:
    assert said(joint((50, -5), (50, 45))) == ["met"]
    assert said(joint((40.05, -5), (40.05, 45))) == ["met"]


def test_on_the_edge_a_joint_within_the_thickness_of_the_wall_is_met() -> None:
    assert said(joint((0.8, -5), (0.8, 45))) == ["met"]
    assert said(joint((0.9, -5), (0.9, 45))) == ["broken"]


def test_a_unit_without_joints_is_met_and_doubtful_where_objects_could_not_be_read() -> None:
    assert said(unit()) == ["met"]
    assert said(unit(not_displayed=[not_shown("proxy", "TCH_WALL")])) == ["doubtful"]


def test_a_word_inside_without_a_line_is_doubtful_and_a_note_is_not() -> None:
    assert said(unit(("变形缝", 20, 30))) == ["doubtful"]
    assert said(unit(("单元内不应设变形缝", 20, 30))) == ["met"]


def test_a_unit_without_an_outline_is_doubtful_and_other_sheets_are_not_looked_at() -> None:
    assert said(sheet([("CD", path((0, 0), (9, 0)))], [("防护单元1", 5, 5)])) == ["doubtful"]
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []


def test_an_outline_narrower_than_two_walls_is_no_unit_that_can_be_met() -> None:
    narrow = sheet([("CD", path((0, 0), (40, 0), (40, 1.5), (0, 1.5), (0, 0)))], [("防护单元1", 20, 0.7)])
    assert said(narrow) == ["doubtful"]


def test_turned_and_far_away_it_says_the_same() -> None:
    for drawn in (joint((20, -5), (20, 45)), joint((50, -5), (50, 45))):
        assert said(elsewhere(drawn)) == said(drawn)


def pair(*places: tuple[float, float], apart: float = 0.1, layer: str = "0") -> list[Stroke]:
    beside = [(x + apart, y) for x, y in places]
    return [Stroke("", path(*places), layer=layer), Stroke("", path(*beside), layer=layer)]


def test_two_lines_through_the_unit_on_a_layer_that_tells_nothing_may_be_a_joint() -> None:
    through = unit(entities=pair((20, -1), (20, 41)))
    assert said(through) == ["doubtful"]
    assert said(elsewhere(through)) == ["doubtful"]
    dashes = [Stroke("", path((x, y), (x, y + 1.0)), layer="0") for x in (20, 20.1) for y in range(42)]
    assert said(unit(entities=dashes)) == ["doubtful"]


def test_one_line_lines_far_apart_and_lines_that_end_inside_are_no_joint() -> None:
    assert said(unit(entities=pair((20, -1), (20, 41))[:1])) == ["met"]
    assert said(unit(entities=pair((20, -1), (20, 41), apart=0.3))) == ["met"]
    assert said(unit(entities=pair((20, -1), (20, 15)))) == ["met"]
    assert said(unit(entities=pair((20, -1), (20, 41)), title="桥架平面图")) == ["met"]


def test_a_joint_named_beside_the_unit_without_its_line_is_doubtful() -> None:
    assert said(unit(("变形缝", 20, 41.5))) == ["doubtful"]
    assert said(unit(("变形缝做法详11J930", 20, 30))) == ["doubtful"]
    assert said(unit(("变形缝", 20, 44))) == ["met"]
    between = Stroke("JOINT", path((-2, 41), (42, 41)), layer="变形缝")
    assert said(unit(("变形缝", 20, 41.5), entities=[between])) == ["met"]


def test_a_block_named_after_a_joint_is_one() -> None:
    drawn = Stroke("", path((20, -5), (20, 45)), layer="0", block="变形缝")
    assert said(unit(entities=[drawn])) == ["broken"]
