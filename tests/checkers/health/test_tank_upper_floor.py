"""A room 生活水箱间 of 6 by 5 m from 0, 0 and its neighbours, drawn as closed lines with walls of 0.2 m between."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.finding import Finding
from checkers.health.tank_upper_floor import tank_upper_floor
from tests.checkers.drawn import Stroke, circle, findings, not_shown, plans, rectangle, sheet, transformed

OWN = ("生活水箱间", 0.0, 0.0, 6.0, 5.0)
BAD = "公共卫生间"


def storey(*rooms: tuple[str, float, float, float, float], texts: tuple[Any, ...] = (), **more: Any) -> Any:
    outlines = [("SPACE", rectangle(x, y, wide, deep)) for _, x, y, wide, deep in rooms]
    names = [(name, x + wide / 2, y + deep / 2) for name, x, y, wide, deep in rooms if name]
    return sheet(outlines, [*names, *texts], title="地下一层平面图", **more)


def of_the_storey(drawn: Any) -> list[Finding]:
    """The findings on the room's own storey; of the one above no plan is drawn, which is doubtful each time."""
    found = findings(tank_upper_floor, plans(drawn))
    own = [finding for finding in found if "上层" not in finding.message.zh]
    assert {str(finding.verdict) for finding in found if finding not in own} <= {"doubtful"}
    return own


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in of_the_storey(drawn)]


def test_among_harmless_rooms_it_is_met() -> None:
    assert said(storey(OWN, ("风机房", 6.2, 0, 5, 5), (BAD, 20, 0, 5, 5))) == ["met"]


def test_wall_to_wall_it_is_broken_and_the_way_through_the_wall_shown() -> None:
    [finding] = of_the_storey(storey(OWN, (BAD, 6.2, 0, 5, 5)))
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


@pytest.mark.parametrize("name", ["客卫", "卫", "男WC", "女厕", "垃圾间", "污水提升间"])
def test_polluting_rooms_by_the_names_they_bear(name: str) -> None:
    assert said(storey(OWN, (name, 6.2, 0, 5, 5))) == ["broken"]


def test_a_neighbour_without_a_name_or_without_walls_is_doubtful() -> None:
    assert said(storey(OWN, ("", 6.2, 0, 5, 5))) == ["doubtful"]
    assert said(storey(OWN, texts=((BAD, 9, 2),))) == ["doubtful"]
    assert said(storey(OWN, ("", 6.2, 0, 1, 1))) == ["met"]


def test_a_neighbour_that_may_be_meant_is_doubtful() -> None:
    assert said(storey(OWN, ("隔油间", 6.2, 0, 5, 5))) == ["doubtful"]


def test_where_objects_could_not_be_read_it_is_doubtful() -> None:
    assert said(storey(OWN, not_displayed=[not_shown("proxy", "TCH_SPACE")])) == ["doubtful"]


def test_a_pump_room_that_may_be_for_fire_water_is_doubtful_and_one_that_is_not_looked_at() -> None:
    assert said(storey(("水泵房", 0, 0, 6, 5), (BAD, 6.2, 0, 5, 5))) == ["doubtful"]
    assert said(storey(("消防水泵房", 0, 0, 6, 5), (BAD, 6.2, 0, 5, 5))) == []


def test_turned_and_shifted_it_says_the_same() -> None:
    drawn = storey(OWN, (BAD, 6.2, 0, 5, 5))
    assert said(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])) == ["broken"]


def on_axes(name: str, title: str, ordinal: int) -> Any:
    """A room of 4 by 3 m on axes 1, 2, A and B."""
    places = {"1": (0, -3), "2": (8, -3), "A": (-3, 0), "B": (-3, 6)}
    bubbles = [Stroke("AXIS", circle(x, y, 0.4), "circle") for x, y in places.values()]
    texts = [(label, x - 0.1, y - 0.1) for label, (x, y) in places.items()]
    room = ("SPACE", rectangle(0, 0, 4, 3))
    return sheet([*bubbles, room], [*texts, (name, 1, 1)], title=title, identity=f"0123456789ab-{ordinal}")


def test_right_under_such_a_room_it_is_broken_where_axes_tie_the_plans() -> None:
    lower = on_axes("生活水箱间", "一层平面图", 1)
    for name, verdict in (("厨房", "broken"), ("办公室", "met")):
        found = findings(tank_upper_floor, plans(lower, on_axes(name, "二层平面图", 2)))
        assert [str(finding.verdict) for finding in found] == ["met", verdict]


def test_no_plan_of_the_storey_above_leaves_it_doubtful() -> None:
    found = findings(tank_upper_floor, plans(storey(OWN)))
    assert [str(finding.verdict) for finding in found] == ["met", "doubtful"]
    assert "请提交上一层平面图" in found[1].message.zh
