from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.parking_stall import parking_stall
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet

WALL = ("WALL", rectangle(-5, -0.3, 60, 0.3))
"""a wall below y = 0; stalls stand on it with their rear and look up"""


def row(count: Any = 3, width: Any = 2.4, length: Any = 5.3, at: Any = 0.0, y: Any = 0.0) -> Any:
    return [("PARKING", rectangle(at + index * width, y, width, length)) for index in range(count)]


def judged(*entities: Any, texts: Any = (), blocks: Any = ()) -> Any:
    return findings(parking_stall, plans(sheet(entities, texts, title="地下一层平面图", blocks=blocks)))


def verdicts(*entities: Any, **fields: Any) -> Any:
    return [str(finding.verdict) for finding in judged(*entities, **fields)]


def test_stalls_of_full_size_across_a_wide_aisle_are_met() -> None:
    assert verdicts(WALL, *row(), *row(y=5.3 + 5.5, length=5.3)) == ["met"] * 6


def test_a_narrow_stall_is_broken_with_its_width() -> None:
    [finding] = judged(WALL, *row(1, width=2.3))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", pytest.approx(2.3), 2.4)


def test_against_a_wall_a_stall_is_longer_than_against_another_stall() -> None:
    assert verdicts(WALL, *row(1, length=5.1)) == ["broken"]
    back_to_back = [*row(2, length=5.1), *row(2, length=5.1, y=5.1)]
    assert set(verdicts(*back_to_back)) == {"met"}
    assert set(verdicts(*[*row(2, length=5.0), *row(2, length=5.0, y=5.0)])) == {"broken"}


def test_on_the_edge_the_very_sizes_are_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert verdicts(WALL, *row(1)) == ["met"]
    assert verdicts(WALL, *row(1, width=2.3995)) == ["doubtful"]
    assert verdicts(WALL, *row(1, length=5.298)) == ["broken"]


def test_a_narrow_aisle_breaks_the_stalls_on_both_sides() -> None:
    found = judged(WALL, *row(1), *row(1, y=5.3 + 5.0))
    assert [finding.verdict for finding in found] == ["broken", "broken"]
    assert found[0].measured == pytest.approx(5.0)
    assert found[0].along.length == pytest.approx(5.0)


def test_an_aisle_with_nothing_across_is_said_not_to_be_measured() -> None:
    [finding] = judged(WALL, *row(1))
    assert "未量取" in finding.message.zh
    assert "not measured" in finding.message.en


def test_a_column_reaching_into_a_stall_takes_its_width() -> None:
    found = judged(WALL, *row(1), ("COLUMN", rectangle(-0.4, 1.5, 0.6, 0.6)))
    assert [finding.verdict for finding in found] == ["broken"]
    assert found[0].measured == pytest.approx(2.2)


def test_a_stall_whose_rear_is_unknown_is_doubtful_between_the_two_lengths() -> None:
    assert verdicts(*row(1, length=5.2)) == ["doubtful"]
    assert verdicts(*row(1, length=5.3)) == ["met"]
    assert verdicts(*row(1, length=5.0)) == ["broken"]


def test_stalls_end_to_end_along_a_lane_are_parked_lengthwise() -> None:
    lane = ("CAR_LANE", path((-5, 4.5), (30, 4.5)))
    along = [("PARKING", rectangle(index * 6.0, 0, 6.0, 2.4)) for index in range(3)]
    short = [("PARKING", rectangle(index * 5.5, 0, 5.5, 2.4)) for index in range(3)]
    assert verdicts(lane, *along) == ["met"] * 3
    assert verdicts(lane, *short) == ["broken"] * 3


def test_bicycles_whole_rows_and_lorries_are_not_looked_at() -> None:
    assert verdicts(("PARKING", rectangle(0, 0, 0.6, 2.0)), ("PARKING", rectangle(0, 10, 24, 5.3))) == []
    assert verdicts(("PARKING", rectangle(0, 0, 3.5, 7.5)), texts=[("货车", 1, 1)]) == []


def test_an_oblique_stall_is_doubtful() -> None:
    from shapely import Polygon

    assert verdicts(WALL, ("PARKING", Polygon([(0, 0), (2.4, 0), (4.9, 5.3), (2.5, 5.3)]))) == ["doubtful"]


def test_a_block_without_a_rectangle_is_measured_by_its_bounds() -> None:
    block = {"name": "车位", "x": 0.0, "y": 0.0, "layer": "PARKING", "bounds": (0.0, 0.0, 2.3, 5.3)}
    assert verdicts(WALL, blocks=[block]) == ["broken"]
    assert verdicts(WALL, blocks=[{**block, "rotation": 30.0}]) == ["doubtful"]


def test_where_columns_could_not_be_read_no_stall_is_met() -> None:
    hiding = [not_shown("proxy", "TCH_COLUMN", 6)]
    for width, verdict in ((2.4, "doubtful"), (2.2, "broken")):
        drawn = sheet([WALL, *row(1, width=width)], title="地下一层平面图", not_displayed=hiding)
        [finding] = findings(parking_stall, plans(drawn))
        assert finding.verdict == verdict
    undecoded = sheet([WALL, *row(1)], title="地下一层平面图", not_displayed=[not_shown("encoding", "TEXT", 1)])
    assert findings(parking_stall, plans(undecoded))[0].verdict == "met"


def test_a_row_of_stalls_drawn_with_lines_they_share_is_doubtful() -> None:
    comb = [("PARKING", path((2.4 * index, 0), (2.4 * index, 5.3))) for index in range(5)]
    assert verdicts(WALL, *comb, ("PARKING", path((0, 0), (9.6, 0)))) == ["doubtful"]
    assert verdicts(WALL, *row(3), *row(1, at=20), ("PARKING", path((0, 0.5), (2.4, 4.8)))) == ["met"] * 4
