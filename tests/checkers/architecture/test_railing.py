from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.railing import railing
from checkers.features.railing_texts import heights_in
from tests.checkers.architecture.dwellings_drawn import HOUSING
from tests.checkers.drawn import findings, plans, sheet


def said(*words: str, title: str = "1#楼建筑设计说明", facts: Any = None) -> list[str]:
    drawn = sheet(texts=[(word, 1, 3.0 * index) for index, word in enumerate(words)], title=title)
    return [str(f.verdict) for f in findings(railing, plans(drawn, **(HOUSING if facts is None else facts)))]


def test_a_railing_written_high_enough_is_met() -> None:
    drawn = sheet(texts=[("阳台栏杆高度1250mm", 1, 1)], title="1#楼建筑设计说明")
    [finding] = findings(railing, plans(drawn, **HOUSING))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(1.25), 1.2)


def test_a_low_railing_is_broken_and_the_very_height_is_met() -> None:
    assert said("阳台栏杆净高1100mm") == ["broken"]
    assert said("外廊临空处栏杆高1.2m") == ["met"]
    assert said("阳台栏杆高1199.5mm") == ["doubtful"]


def test_other_buildings_ask_for_less_and_unknown_ones_leave_it_open() -> None:
    assert said("连廊栏杆高1150mm", title="办公楼设计说明", facts={}) == ["met"]
    assert said("连廊栏杆高1050mm", title="办公楼设计说明", facts={}) == ["broken"]
    assert said("上人屋面栏杆高1150mm", title="设计说明", facts={}) == ["doubtful"]


def test_an_atrium_asks_for_more_where_the_public_gathers_and_nothing_tells_whether_it_does() -> None:
    assert said("中庭回廊栏杆高1200mm", title="办公楼设计说明", facts={}) == ["met"]
    assert said("中庭回廊栏杆高1150mm", title="办公楼设计说明", facts={}) == ["doubtful"]
    assert said("中庭回廊栏杆高1050mm", title="办公楼设计说明", facts={}) == ["broken"]


@pytest.mark.parametrize(
    "words",
    [
        "楼梯扶手高900，水平段栏杆高1050",
        "阳台栏杆竖杆净距110",
        "护窗栏杆高900",
        "栏杆高1100",
        "阳台栏杆做法详15J403-1",
        "不上人屋面女儿墙高600",
        "",
    ],
)
def test_what_is_no_height_of_a_guard_is_not_read(words: str) -> None:
    assert heights_in(words) == ()


def test_a_set_without_such_texts_is_not_looked_at() -> None:
    assert said("本工程为住宅楼") == []
