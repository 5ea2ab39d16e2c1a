"""A telecom room of 4 by 3 m from 0, 0 and its neighbours, drawn as closed lines with walls of 0.2 m between."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.finding import Finding
from checkers.telecom.room_wet import room_wet
from tests.checkers.drawn import Stroke, circle, findings, not_shown, plans, rectangle, sheet, transformed

OWN = ("电信间", 0.0, 0.0, 4.0, 3.0)


def storey(*rooms: tuple[str, float, float, float, float], texts: tuple[Any, ...] = (), **more: Any) -> Any:
    outlines = [("SPACE", rectangle(x, y, wide, deep)) for _, x, y, wide, deep in rooms]
    names = [(name, x + wide / 2, y + deep / 2) for name, x, y, wide, deep in rooms if name]
    return sheet(outlines, [*names, *texts], title="三层弱电平面图", **more)


def of_the_storey(drawn: Any) -> list[Finding]:
    """The findings on the room's own storey; of the one above no plan is drawn, which is doubtful each time."""
    found = findings(room_wet, plans(drawn))
    own = [finding for finding in found if "正上方" not in finding.message.zh]
    assert {str(finding.verdict) for finding in found if finding not in own} <= {"doubtful"}
    return own


def said(drawn: Any) -> list[str]:
    return [str(finding.verdict) for finding in of_the_storey(drawn)]


def test_among_dry_rooms_it_is_met() -> None:
    assert said(storey(OWN, ("办公室", 4.2, 0, 5, 3), ("卫生间", 15, 0, 3, 3))) == ["met"]


@pytest.mark.parametrize("name", ["男卫生间", "公共厕所", "浴室", "厨房", "生活水泵房", "消防水池"])
def test_wall_to_wall_with_a_wet_room_it_is_broken(name: str) -> None:
    [finding] = of_the_storey(storey(OWN, (name, 4.2, 0, 5, 3)))
    assert finding.verdict == "broken"
    assert finding.along is not None
    assert finding.along.length == pytest.approx(0.2)


def test_an_equipment_room_is_looked_at_too_and_other_rooms_are_not() -> None:
    assert said(storey(("弱电机房", 0, 0, 4, 3), ("卫生间", 4.2, 0, 3, 3))) == ["broken"]
    assert said(storey(("办公室", 0, 0, 4, 3), ("卫生间", 4.2, 0, 3, 3))) == []


def test_on_the_edge_of_the_thickest_wall_it_is_broken_and_beyond_met() -> None:
    assert said(storey(OWN, ("卫生间", 4.5, 0, 3, 3))) == ["broken"]
    assert said(storey(OWN, ("卫生间", 4.51, 0, 3, 3))) == ["met"]
    assert said(storey(OWN, ("卫生间", 4.2, 3.2, 3, 3))) == ["met"]


def test_what_nobody_can_tell_is_doubtful() -> None:
    assert said(storey(OWN, ("", 4.2, 0, 5, 3))) == ["doubtful"]
    assert said(storey(OWN, texts=(("卫生间", 6, 2),))) == ["doubtful"]
    assert said(storey(OWN, ("茶水间", 4.2, 0, 5, 3))) == ["doubtful"]
    assert said(storey(OWN, not_displayed=[not_shown("proxy", "TCH_SPACE")])) == ["doubtful"]
    assert said(sheet([("WALL", rectangle(50, 50, 4, 0.2))], [("电信间", 2, 2)])) == ["doubtful"]
    assert said(storey(OWN, ("卫生间", 4.2, 0, 3, 3), texts=(("办公室", 1, 1),))) == ["doubtful"]


def test_turned_and_shifted_it_says_the_same() -> None:
    drawn = storey(OWN, ("卫生间", 4.2, 0, 5, 3))
    assert said(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])) == ["broken"]


def on_axes(name: str, title: str, ordinal: int) -> Any:
    """A room of 4 by 3 m on axes 1, 2, A and B."""
    places = {"1": (0, -3), "2": (8, -3), "A": (-3, 0), "B": (-3, 6)}
    bubbles = [Stroke("AXIS", circle(x, y, 0.4), "circle") for x, y in places.values()]
    texts = [(label, x - 0.1, y - 0.1) for label, (x, y) in places.items()]
    room = ("SPACE", rectangle(0, 0, 4, 3))
    return sheet([*bubbles, room], [*texts, (name, 1, 1)], title=title, identity=f"0123456789ab-{ordinal}")


def test_right_under_such_a_room_it_is_broken_where_axes_tie_the_plans() -> None:
    lower = on_axes("电信间", "一层平面图", 1)
    for name, verdict in (("卫生间", "broken"), ("办公室", "met")):
        found = findings(room_wet, plans(lower, on_axes(name, "二层平面图", 2)))
        assert [str(finding.verdict) for finding in found] == ["met", verdict]


def test_no_plan_of_the_storey_above_leaves_it_doubtful() -> None:
    found = findings(room_wet, plans(storey(OWN)))
    assert [str(finding.verdict) for finding in found] == ["met", "doubtful"]
    assert "请提交上一层平面图" in found[1].message.zh
