from __future__ import annotations

import pytest

from checkers.features.lifts import NAME, cores
from tests.checkers.architecture.stairs_drawn import stair
from tests.checkers.drawn import path, plans, sheet


@pytest.mark.parametrize("name", ["电梯", "消防电梯", "客梯1", "电梯井", "DT-1", "无障碍电梯", "消防电梯兼无障碍电梯"])
def test_names_of_lifts_are_known(name: str) -> None:
    assert NAME.match(name)


@pytest.mark.parametrize("name", ["电梯厅", "消防电梯前室", "电梯机房", "楼梯间", "货物", ""])
def test_names_of_what_stands_beside_lifts_are_not(name: str) -> None:
    assert not NAME.match(name)


def test_crossing_lines_of_other_shapes_are_no_cars() -> None:
    crosses = [
        ("STAIR", path((4, 0), (6, 0.2))),
        ("STAIR", path((4, 0.2), (6, 0))),
        ("STAIR", path((4, 3), (6, 5))),
        ("STAIR", path((4.5, 5), (6, 3))),
    ]
    [core] = plans(sheet([*stair(), *crosses], [("楼梯间", 1, 0.7)])).recognise(cores)
    assert (core.lifts, core.stairs, core.units) == (0, 1, 1)
