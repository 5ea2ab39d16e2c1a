"""A tank of 4 by 3 m in a room of walls; the room's lower left inner corner lies at 0, 0."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkers.drawing.model import Sheet
from checkers.health.tank_clearance import tank_clearance
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, rectangle, sheet, transformed

NAME = "生活水箱"


def room(
    left: float = 1.0,
    low: float = 1.0,
    right: float = 1.0,
    top: float = 1.0,
    *,
    pipes: tuple[Stroke, ...] = (),
    name: str = NAME,
    **more: object,
) -> Sheet:
    """A room whose walls stand so far from the tank's sides."""
    inner = rectangle(0, 0, left + 4 + right, low + 3 + top)
    outer = rectangle(-0.2, -0.2, left + 4.4 + right, low + 3.4 + top)
    faces = [("WALL", path(*ring.exterior.coords)) for ring in (inner, outer)]
    tank = ("TANK", rectangle(left, low, 4, 3))
    return sheet([*faces, tank, *pipes], [(name, left + 1, low + 1)], title="水泵房平面图", **more)  # type: ignore[arg-type]


def outlet(left: float = 1.0, low: float = 1.0) -> Stroke:
    """A pipe out of the middle of the tank's right side."""
    return Stroke("PIPE", path((left + 4, low + 1.5), (left + 4.6, low + 1.5), (left + 4.6, low + 5)), layer="给水管")


def said(drawn: Sheet) -> list[tuple[str, float | None, float | None]]:
    found = findings(tank_clearance, plans(drawn))
    return sorted((str(f.verdict), f.measured and round(f.measured, 6), f.required) for f in found)


def test_a_metre_all_around_is_met_with_pipes_and_without() -> None:
    assert said(room()) == [("met", 1.0, 0.7)]
    assert said(room(pipes=(outlet(),))) == [("met", 1.0, 0.7), ("met", 1.0, 1.0)]


def test_half_a_metre_is_broken() -> None:
    [finding] = findings(tank_clearance, plans(room(low=0.5)))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.5))
    assert finding.along is not None
    assert finding.along.length == pytest.approx(0.5)


def test_the_side_with_pipes_has_the_larger_limit() -> None:
    assert said(room(right=0.8, left=0.8, pipes=(outlet(0.8),))) == [("broken", 0.8, 1.0), ("met", 0.8, 0.7)]


def test_on_the_edge_and_half_a_millimetre_short() -> None:
    assert said(room(left=0.7, pipes=(outlet(0.7),)))[0][0] == "met"
    assert said(room(left=0.6995, pipes=(outlet(0.6995),)))[0] == ("doubtful", 0.6995, 0.7)


def test_without_pipes_a_distance_between_the_limits_is_doubtful() -> None:
    assert said(room(left=0.8)) == [("doubtful", 0.8, 1.0)]


def test_two_tanks_keep_their_distance_from_each_other() -> None:
    other = Stroke("TANK", rectangle(5.5, 1, 4, 3))
    drawn = room(right=6, pipes=(other,))
    texts = [("生活水箱1", 2, 2), ("生活水箱2", 7, 2)]
    both = replace(drawn, texts=sheet(texts=texts).texts)
    assert {verdict for verdict, _, _ in said(both)} == {"broken"}


def test_names_and_outlines_that_are_missing_are_doubtful() -> None:
    assert said(room(low=0.5, name="水箱")) == [("doubtful", 0.5, 0.7)]
    bare = sheet([("WALL", path((0, 0), (9, 0)))], [(NAME, 3, 3)], title="水泵房平面图")
    assert [verdict for verdict, _, _ in said(bare)] == ["doubtful"]


def test_where_objects_could_not_be_read_met_is_doubtful_and_broken_stays() -> None:
    assert said(room(not_displayed=[not_shown("proxy", "TCH_WALL")]))[0][0] == "doubtful"
    assert said(room(low=0.5, not_displayed=[not_shown("proxy", "TCH_WALL")]))[0][0] == "broken"


def test_site_plans_and_fire_water_are_not_looked_at() -> None:
    assert said(room(low=0.5, name="消防水箱")) == []
    tank = sheet(
        [("TANK", rectangle(0, 0, 4, 3)), ("WALL", path((0, -0.3), (9, -0.3)))], [(NAME, 1, 1)], title="总平面图"
    )
    assert said(tank) == []


def test_turned_and_shifted_it_measures_the_same() -> None:
    moved = transformed(room(low=0.5), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    assert said(moved) == [("broken", 0.5, 0.7)]


def test_a_tank_of_fire_water_beside_is_another_tank() -> None:
    """The fire tank stands 0.3 m to the right of the drinking water tank, the wall 6 m."""
    drawn = room(right=6.0, pipes=(("TANK", rectangle(5.3, 1, 4, 3)),))  # type: ignore[arg-type]
    drawn = replace(drawn, texts=(*drawn.texts, replace(drawn.texts[0], content="消防水池", x=7.0)))
    assert ("broken", 0.3, 0.7) in [
        (verdict, measured and round(measured, 6), limit) for verdict, measured, limit in said(drawn)
    ]
