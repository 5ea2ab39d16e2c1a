from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.parking_quota import parking_quota
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 200, 100))


def row(count: int, y: float = 50.0) -> Any:
    return [("PARKING", rectangle(2.5 * index, y, 2.5, 5.3)) for index in range(count)]


def garage(count: int, title: str = "地下一层平面图", identity: str = "b-1", texts: Any = (), **more: Any) -> Any:
    return sheet(row(count), texts, title=title, identity=identity, **more)


def ground(count: int, texts: Any = ()) -> Any:
    return sheet([SITE, *row(count)], texts, title="总平面图", identity="a-1", scale=500.0)


def said(*sheets: Any, least: Any = 100, households: Any = None) -> dict[str, Any]:
    facts = {"buildings": [{"name": "1#", "households": households}]} if households else {}
    found = findings(parking_quota, plans(*sheets, conditions={"parking_min": least}, **facts))
    return {
        "accessible" if "无障碍" in each.message.zh else "surface" if "地面" in each.message.zh else "total": each
        for each in found
    }


def test_stalls_of_ground_and_garage_are_counted_together() -> None:
    total = said(ground(10), garage(90))["total"]
    assert (total.verdict, total.measured) == ("met", 100)
    assert said(ground(10), garage(89))["total"].verdict == "broken"


def test_sheets_of_one_storey_leave_the_count_between_two_numbers() -> None:
    twice = [garage(60, "地下一层平面图（一）"), garage(50, "地下一层平面图（二）", "c-1")]
    assert said(*twice)["total"].verdict == "doubtful"
    assert said(*twice, least=60)["total"].verdict == "met"
    assert said(*twice, least=111)["total"].verdict == "broken"
    assert said(garage(60), garage(50, "地下二层平面图", "c-1"))["total"].verdict == "met"
    assert said(garage(60), garage(60, "负一层消防平面图", "c-1"))["total"].verdict == "doubtful", "one storey twice"
    assert said(garage(60), garage(60, "地下车库平面图", "c-1"))["total"].verdict == "doubtful", "which storey?"


def test_stalls_on_the_ground_are_at_most_a_tenth_of_the_dwellings() -> None:
    assert said(ground(10), garage(90), households=100)["surface"].verdict == "met"
    surface = said(ground(11), garage(90), households=100)["surface"]
    assert (surface.verdict, surface.measured) == ("broken", pytest.approx(0.11))
    assert "surface" not in said(ground(11), garage(90))


def test_accessible_stalls_are_counted_where_they_are_named() -> None:
    named = [("无障碍", 1.0, 52.0), ("无障碍车位", 3.5, 52.0)]
    assert said(garage(200, texts=named))["accessible"].verdict == "met"
    assert said(garage(300, texts=named))["accessible"].verdict == "broken"
    assert said(garage(20))["accessible"].verdict == "doubtful", "none is named"


def test_loose_lines_and_hidden_objects_leave_too_few_in_doubt() -> None:
    comb = [("PARKING", path((100 + 2.5 * i, 0), (100 + 2.5 * i, 5.3))) for i in range(6)]
    drawn = sheet([*row(50), *comb], title="地下一层平面图", identity="b-1")
    assert said(drawn)["total"].verdict == "doubtful"
    assert said(garage(50, not_displayed=[not_shown("proxy", "TCH_PARKING")]))["total"].verdict == "doubtful"


def test_without_stalls_nothing_is_looked_at_and_unreadable_ones_could_not_be_read() -> None:
    assert findings(parking_quota, plans(sheet(title="一层平面图"))) == []
    with pytest.raises(CouldNotRead, match="PARKING"):
        said(sheet([("PARKING", path((0, 0), (30, 0)))], title="地下一层平面图"))


def test_stalls_drawn_twice_a_little_aside_count_once() -> None:
    aside = [("PARKING", rectangle(2.5 * index + 0.1, 50.1, 2.5, 5.3)) for index in range(60)]
    twice = sheet([SITE, *row(60), *aside], title="总平面图", identity="a-1", scale=500.0)
    total = said(twice)["total"]
    assert (total.verdict, total.measured) == ("broken", 60)


def test_a_sheet_that_names_no_storey_and_no_garage_may_show_the_stalls_of_the_site_plan() -> None:
    assert said(ground(60), garage(60, title="室外停车平面图"))["total"].verdict == "doubtful"
    assert said(ground(60), garage(60, title="地下车库平面图"))["total"].verdict == "met"


def test_dwellings_not_stated_and_stalls_only_written_leave_the_share_in_doubt() -> None:
    def surface(buildings: Any, texts: Any = ()) -> Any:
        found = findings(parking_quota, plans(ground(20, texts), buildings=buildings))
        return next(each for each in found if "地面" in each.message.zh)

    one = {"name": "1#", "use": "residential", "households": 150}
    assert surface([one]).verdict == "broken"
    assert surface([one, {"name": "2#", "use": "residential"}]).verdict == "doubtful"
    many = {"name": "1#", "use": "residential", "households": 300}
    assert surface([many]).verdict == "met"
    assert surface([many], [("地面机动车位", 150, 20), ("60", 156, 20)]).verdict == "doubtful"


def test_one_mark_names_one_stall_and_none_where_it_says_there_is_none() -> None:
    assert said(ground(99, [("无障碍", 2.5, 52)]))["accessible"].measured == 1
    assert said(ground(99, [("本场地不设无障碍车位", 3, 52)]))["accessible"].verdict == "doubtful"
