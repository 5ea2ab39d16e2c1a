"""A room 生活水泵房 of 6 by 5 m from 0, 0 and its neighbours, drawn as closed lines with walls of 0.2 m between."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.health.tank_room import tank_room
from tests.checkers.drawn import findings, not_shown, plans, rectangle, sheet, transformed

OWN = ("生活水泵房", 0.0, 0.0, 6.0, 5.0)
BAD = "变配电室"


def storey(*rooms: tuple[str, float, float, float, float], texts: tuple[Any, ...] = (), **more: Any) -> Any:
    outlines = [("SPACE", rectangle(x, y, wide, deep)) for _, x, y, wide, deep in rooms]
    names = [(name, x + wide / 2, y + deep / 2) for name, x, y, wide, deep in rooms if name]
    return sheet(outlines, [*names, *texts], title="地下一层平面图", **more)


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(tank_room, plans(drawn))]


def test_among_harmless_rooms_it_is_met() -> None:
    assert said(storey(OWN, ("风机房", 6.2, 0, 5, 5), (BAD, 20, 0, 5, 5))) == ["met"]


def test_wall_to_wall_it_is_broken_and_the_way_through_the_wall_shown() -> None:
    [finding] = findings(tank_room, plans(storey(OWN, (BAD, 6.2, 0, 5, 5))))
    assert finding.verdict == "broken"
    assert finding.along is not None
    assert abs(finding.along.length - 0.2) < 1e-9


def test_each_forbidden_neighbour_is_named() -> None:
    assert said(storey(OWN, (BAD, 6.2, 0, 5, 5), (BAD, 0, 5.2, 6, 5))) == ["broken", "broken"]


def test_on_the_edge_of_a_wall_it_is_broken_and_beyond_the_thickest_met() -> None:
    assert said(storey(OWN, (BAD, 6.5, 0, 5, 5))) == ["broken"]
    assert said(storey(OWN, (BAD, 6.51, 0, 5, 5))) == ["met"]


def test_rooms_that_meet_at_a_corner_only_are_not_beside() -> None:
    assert said(storey(OWN, (BAD, 6.2, 5.2, 5, 5))) == ["met"]


def test_a_neighbour_without_a_name_or_without_walls_is_doubtful() -> None:
    assert said(storey(OWN, ("", 6.2, 0, 5, 5))) == ["doubtful"]
    assert said(storey(OWN, texts=((BAD, 9, 2),))) == ["doubtful"]
    assert said(storey(OWN, ("", 6.2, 0, 1, 1))) == ["met"]


def test_a_neighbour_that_may_be_meant_is_doubtful() -> None:
    assert said(storey(OWN, ("配电间", 6.2, 0, 5, 5))) == ["doubtful"]


def test_where_objects_could_not_be_read_it_is_doubtful() -> None:
    assert said(storey(OWN, not_displayed=[not_shown("proxy", "TCH_SPACE")])) == ["doubtful"]


def test_a_pump_room_that_may_be_for_fire_water_is_doubtful_and_one_that_is_not_looked_at() -> None:
    assert said(storey(("水泵房", 0, 0, 6, 5), (BAD, 6.2, 0, 5, 5))) == ["doubtful"]
    assert said(storey(("消防水泵房", 0, 0, 6, 5), (BAD, 6.2, 0, 5, 5))) == []


def test_turned_and_shifted_it_says_the_same() -> None:
    drawn = storey(OWN, (BAD, 6.2, 0, 5, 5))
    assert said(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])) == ["broken"]


@pytest.mark.parametrize("name", ["变压器室", "客卧", "寝室", "老人房"])
def test_forbidden_rooms_by_the_names_they_bear(name: str) -> None:
    assert said(storey(OWN, (name, 6.2, 0, 5, 5))) == ["broken"]


def test_a_room_for_drinking_and_fire_water_is_one_for_drinking_water() -> None:
    for name, found in (("生活及消防水泵房", ["broken"]), ("消防给水泵房", []), ("生活污水泵房", [])):
        assert said(storey((name, 0, 0, 6, 5), ("变配电室", 6.2, 0, 5, 5))) == found


def test_an_electrical_room_may_be_meant() -> None:
    assert said(storey(OWN, ("电气用房", 6.2, 0, 5, 5))) == ["doubtful"]
