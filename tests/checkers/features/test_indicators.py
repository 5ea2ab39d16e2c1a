from __future__ import annotations

import math
from typing import Any

import pytest

from checkers.drawing.model import Text
from checkers.features.indicators import indicators, stated
from tests.checkers.drawn import plans, rectangle, sheet


def read(*texts: Any) -> dict[str, float]:
    return {
        each.key: each.value
        for each in indicators(plans(sheet([("TEXT", rectangle(0, 40, 1, 1))], texts, title="总平面图")))
    }


def test_names_and_numbers_of_a_row_are_read_with_their_units() -> None:
    assert read(("总用地面积", 0, 0), ("14,950.0", 6, 0), ("㎡", 9, 0)) == {"site_area": 14950.0}
    assert read(("绿地率（%）", 0, 0), ("35.2", 6, 0)) == {"green": pytest.approx(0.352)}
    assert read(("建筑密度", 0, 0), ("0.236", 6, 0)) == {"density": pytest.approx(0.236)}
    assert read(("计容建筑面积", 0, 0), ("2.9", 6, 0), ("万㎡", 9, 0)) == {"counted_area": pytest.approx(29000.0)}
    assert read(("容积率：1.95", 0, 0)) == {"far": 1.95}


def test_rows_of_other_things_are_not_taken_for_them() -> None:
    assert read(("非机动车停车位", 0, 0), ("300", 6, 0)) == {}
    assert read(("容积率", 0, 0), ("按规划条件", 6, 0)) == {}
    assert read(("容积率", 0, 0), ("1.95", 6, 3)) == {}, "another row"


def test_a_turned_table_is_read_along_its_letters() -> None:
    turn = math.radians(30)
    name = Text("容积率", 0.0, 0.0, 0.35, 30.0, 0, "A")
    number = Text("1.95", 6 * math.cos(turn), 6 * math.sin(turn), 0.35, 30.0, 0, "B")
    assert read(name, number) == {"far": 1.95}


def test_a_row_written_twice_with_two_numbers_states_none() -> None:
    rows = [("容积率", 0, 0), ("1.95", 6, 0), ("容积率", 0, 20), ("2.00", 6, 20)]
    drawn = sheet((), rows, title="总平面图")
    assert stated(plans(drawn), drawn.id, "far") is None
    again = sheet((), rows[:2], title="总平面图")
    found = stated(plans(again), again.id, "far")
    assert found is not None
    assert (found.value, found.rounding) == (1.95, pytest.approx(0.005))


def test_a_condition_is_no_value_and_mu_are_square_metres() -> None:
    assert read(("绿地率", 0, 0), ("≥30%", 6, 0), ("35%", 12, 0)) == {"green": pytest.approx(0.35)}
    assert read(("用地面积（亩）", 0, 0), ("15.0", 6, 0)) == {"site_area": pytest.approx(10_000.0)}
