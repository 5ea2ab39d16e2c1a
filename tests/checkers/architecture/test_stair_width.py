from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.stair_width import stair_width
from tests.checkers.architecture.stairs_drawn import stair, stair_sheet
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed

PLAN = "1#楼三~十八层平面图"


def found(drawn: Any = None, *, use: Any = "residential", height: Any = 53.8, **size: Any) -> Any:
    facts = {"buildings": [{"name": "1#", "use": use, "height": height}]} if use else {}
    return findings(stair_width, plans(drawn or stair_sheet(title=PLAN, **size), **facts))


def said(*args: Any, **more: Any) -> list[str]:
    return [str(finding.verdict) for finding in found(*args, **more)]


def test_flights_wide_enough_are_met_each_with_its_width() -> None:
    for finding in found():
        assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(1.2), 1.1)
        assert finding.along.length == pytest.approx(1.2)


def test_narrow_flights_are_broken() -> None:
    assert said(flight=1.0) == ["broken", "broken"]


def test_the_very_width_is_met_and_less_than_a_millimetre_short_is_doubtful() -> None:
    assert said(flight=1.15) == ["met", "met"]
    assert said(flight=1.1496) == ["doubtful", "doubtful"]
    assert said(flight=1.148) == ["broken", "broken"]


def test_low_housing_may_have_narrower_flights_with_a_railing() -> None:
    assert said(flight=1.05, height=17.9) == ["met", "met"]
    assert said(flight=1.05, height=18.1) == ["broken", "broken"]
    assert said(flight=1.05, height=None) == ["doubtful", "doubtful"]
    walls = [("WALL", rectangle(1.25, 0, 0.2, 5.24))]
    shut = sheet([*stair(flight=1.25, well=0.2, inset=None), *walls], [("楼梯间", 1, 0.7)], title=PLAN)
    assert said(shut, height=17.9) == ["met", "met"]
    narrow = [("WALL", rectangle(1.05, 0, 0.2, 5.24))]
    shut = sheet([*stair(flight=1.05, well=0.2, inset=None), *narrow], [("楼梯间", 1, 0.7)], title=PLAN)
    assert said(shut, height=17.9) == ["broken", "broken"]


def test_public_buildings_ask_for_more_the_higher_they_are() -> None:
    assert said(flight=1.15, use="office", height=20.0) == ["met", "met"]
    assert said(flight=1.2, use="office", height=30.0) == ["broken", "broken"]
    assert said(flight=1.3, use="office", height=30.0) == ["met", "met"]
    assert said(flight=1.3, use="hospital", height=30.0) == ["broken", "broken"]
    assert said(flight=1.3, use="hospital", height=None) == ["doubtful", "doubtful"]


def test_without_a_building_only_clear_cases_are_decided() -> None:
    assert said(flight=1.4, use=None) == ["met", "met"]
    assert said(flight=1.2, use=None) == ["doubtful", "doubtful"]
    assert said(flight=0.9, use=None) == ["broken", "broken"]


def test_a_handrail_that_is_not_drawn_is_allowed_for() -> None:
    assert said(flight=1.2, inset=None) == ["met", "met"]
    assert said(flight=1.15, inset=None) == ["doubtful", "doubtful"]
    assert said(flight=1.09, inset=None) == ["broken", "broken"]


def test_between_the_face_and_the_centre_of_a_rail_nothing_is_certain() -> None:
    rails = [("RAILING", path((x, 1.5), (x, 3.84))) for x in (1.08, 1.14, 1.46, 1.52)]
    drawn = sheet([*stair(flight=1.25, inset=None), *rails], [("楼梯间", 1, 0.7)], title=PLAN)
    assert said(drawn) == ["doubtful", "doubtful"]


def test_a_stair_without_name_in_housing_may_stand_inside_a_dwelling() -> None:
    bare = stair_sheet(title=PLAN, texts=(), flight=0.9)
    assert said(bare) == ["doubtful", "doubtful"]
    assert said(stair_sheet(title="办公楼三层平面图", texts=(), flight=0.9), use=None) == ["broken", "broken"]


def test_names_of_stairs_without_treads_are_doubtful() -> None:
    drawn = sheet([("WALL", rectangle(0, 0, 3, 0.2))], [("楼梯间", 1, 2)], title=PLAN)
    assert said(drawn) == ["doubtful"]


def test_unread_objects_take_the_green_away() -> None:
    drawn = sheet(stair(), [("楼梯间", 1, 0.7)], title=PLAN, not_displayed=[not_shown("proxy", "TCH_WALL")])
    assert said(drawn) == ["doubtful", "doubtful"]


def test_a_wide_flight_without_a_rail_in_its_middle_is_doubtful() -> None:
    assert said(flight=4.2, use="office", height=20.0) == ["doubtful", "doubtful"]


def test_a_set_without_stairs_is_not_looked_at() -> None:
    assert said(sheet([("WALL", rectangle(0, 0, 3, 0.2))], title=PLAN)) == []


def test_turned_and_moved_nothing_changes() -> None:
    moved = transformed(stair_sheet(title=PLAN, flight=1.15), [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])
    assert said(moved) == ["met", "met"]


def test_a_box_of_no_known_meaning_in_a_flight_may_narrow_it() -> None:
    office = {"buildings": [{"name": "1#", "use": "office", "height": 20.0}]}
    drawn = stair_sheet(others=[("FURNITURE", rectangle(0, 2.2, 0.5, 0.3))])
    found = findings(stair_width, plans(drawn, **office))
    assert sorted(str(f.verdict) for f in found) == ["doubtful", "met"]
