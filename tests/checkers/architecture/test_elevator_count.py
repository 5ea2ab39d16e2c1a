from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.elevator_count import elevator_count
from tests.checkers.architecture.stairs_drawn import stair
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed

PLAN = "1#楼三~十八层平面图"


def car(x: float, y: float = 2.0, wide: float = 1.6) -> list[Any]:
    return [
        ("STAIR", rectangle(x, y, wide, wide)),
        ("STAIR", path((x, y), (x + wide, y + wide))),
        ("STAIR", path((x, y + wide), (x + wide, y))),
    ]


def core(cars: int = 0, names: tuple[str, ...] = (), title: str = PLAN, **more: Any) -> Any:
    drawn = [*stair(), *(stroke for index in range(cars) for stroke in car(3.5 + 2.2 * index))]
    texts = [("楼梯间", 1, 0.7), *((name, 4.3 + 2.2 * index, 2.8) for index, name in enumerate(names))]
    return sheet(drawn, texts, title=title, **more)


def said(drawn: Any, storeys: int | None = 18, use: str = "residential") -> list[str]:
    facts = {"buildings": [{"name": "1#", "use": use, "storeys": storeys}]}
    return [str(f.verdict) for f in findings(elevator_count, plans(drawn, **facts))]


def test_as_many_lifts_as_the_storeys_ask_for_are_met() -> None:
    facts = {"buildings": [{"name": "1#", "use": "residential", "storeys": 18}]}
    [finding] = findings(elevator_count, plans(core(2), **facts))
    assert (finding.verdict, finding.measured, finding.required) == ("met", 2, 2)
    assert said(core(1), storeys=11) == ["met"]


def test_one_lift_too_few_is_broken() -> None:
    assert said(core(1)) == ["broken"]
    assert said(core(1), storeys=12) == ["broken"]
    assert said(core(names=("电梯",))) == ["broken"]


def test_a_car_and_its_name_are_one_lift_and_names_alone_count() -> None:
    assert said(core(1, ("电梯",))) == ["broken"]
    assert said(core(names=("消防电梯", "电梯"))) == ["met"]
    assert said(core(1, ("电梯", "电梯厅"))) == ["broken"]


def test_no_lift_at_all_is_doubtful_and_low_housing_needs_none() -> None:
    assert said(core()) == ["doubtful"]
    assert said(core(), storeys=3) == []
    assert said(core(), storeys=4) == ["doubtful"]


def test_unknown_storeys_leave_it_open() -> None:
    assert said(core(1), storeys=None) == ["doubtful"]
    assert said(core(2), storeys=None) == ["met"]


def test_cores_far_apart_are_counted_each_for_itself() -> None:
    far = [*stair(at=(30.0, 0.0)), *car(33.5)]
    drawn = sheet([*stair(), *car(3.5), *car(5.7), *far], [("楼梯间", 1, 0.7), ("楼梯间", 31, 0.7)], title=PLAN)
    assert sorted(said(drawn)) == ["broken", "met"]


def test_two_stairs_may_be_of_two_units() -> None:
    both = [*stair(), *car(3.5), *car(5.7), *stair(at=(8.5, 0.0))]
    names = [("楼梯间", 1, 0.7), ("楼梯间", 9.5, 0.7)]
    assert said(sheet(both, names, title=PLAN)) == ["doubtful"]
    assert said(sheet(both, [*names, ("1单元", 5, 8)], title=PLAN)) == ["met"]
    assert said(sheet([*both, *car(3.5, 5.0), *car(5.7, 5.0)], names, title=PLAN)) == ["met"]


def test_other_plans_are_not_looked_at() -> None:
    assert said(core(1, title="1#楼地下一层平面图")) == []
    assert said(core(1), use="office") == []
    assert said(sheet(car(3.5), title=PLAN)) == []


def test_unread_objects_break_nothing() -> None:
    assert said(core(1, not_displayed=[not_shown("proxy", "TCH_OPENING")])) == ["doubtful"]


@pytest.mark.parametrize("affine", [[0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6], [-1, 0, 0, 1, 0, 0]])
def test_turned_and_moved_nothing_changes(affine: list[float]) -> None:
    assert said(transformed(core(2), affine)) == ["met"]


def names(*written: tuple[str, float, float], cars: int = 0) -> Any:
    drawn = [*stair(), *(stroke for index in range(cars) for stroke in car(3.5 + 2.2 * index))]
    return sheet(drawn, [("楼梯间", 1, 0.7), *written], title=PLAN)


def test_two_names_close_together_may_be_one_lift() -> None:
    assert said(names(("电梯", 4, 3), ("DT-1", 4.4, 2.4))) == ["doubtful"]
    assert said(names(("电梯", 4, 3), ("电梯", 6.2, 3))) == ["met"]


def test_a_name_away_from_the_only_car_may_be_that_cars() -> None:
    assert said(names(("消防电梯", 6.5, 2.8), cars=1)) == ["doubtful"]
    assert said(names(("电梯间", 6.5, 2.8), cars=1)) == ["broken"]


def test_a_high_building_of_few_storeys_may_be_entered_above_the_height_of_the_clause() -> None:
    """Eleven storeys in 36.3 m: the highest begins at 33.0 m; in 40 m at 36.4 m. Three in 15 m: at 10.0 m."""

    def high(cars: int, storeys: int, height: float) -> list[str]:
        facts = {"buildings": [{"name": "1#", "use": "residential", "storeys": storeys, "height": height}]}
        return [str(f.verdict) for f in findings(elevator_count, plans(core(cars), **facts))]

    assert high(1, 11, 36.3) == ["met"]
    assert high(1, 11, 40.0) == ["doubtful"]
    assert high(2, 11, 40.0) == ["met"]
    assert high(0, 3, 15.0) == ["doubtful"]
    assert high(1, 3, 15.0) == ["met"]
    assert high(0, 3, 12.0) == []
