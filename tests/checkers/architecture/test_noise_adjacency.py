from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.noise_adjacency import noise_adjacency
from tests.checkers.architecture.dwellings_drawn import HOUSING, PLAN, row
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed


def said(drawn: Any, facts: Any = None) -> list[str]:
    return [str(f.verdict) for f in findings(noise_adjacency, plans(drawn, **(HOUSING if facts is None else facts)))]


def rooms(*placed: tuple[str, float, float, float, float], title: str = PLAN) -> Any:
    return sheet(
        [("SPACE", rectangle(x, y, wide, deep)) for _, x, y, wide, deep in placed],
        [(name, x + wide / 2, y + deep / 2) for name, x, y, wide, deep in placed],
        title=title,
    )


def test_a_bedroom_beside_a_lift_is_broken_with_the_wall_between_them() -> None:
    drawn = rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.2, 1, 2, 2))
    [finding] = findings(noise_adjacency, plans(drawn, **HOUSING))
    assert finding.verdict == "broken"
    assert finding.along.length == pytest.approx(2.0)
    assert said(row([("主卧", 3.0), ("电梯井", 2.0)])) == ["broken"]
    assert said(rooms(("卧室", 0, 0, 3, 4), ("生活水泵房", 0, 4.2, 3, 3))) == ["broken"]


def test_a_bedroom_with_a_room_between_is_met() -> None:
    assert said(row([("主卧", 3.0), ("衣帽间", 1.5), ("电梯", 2.0)])) == ["met"]


def test_the_thickest_wall_is_the_edge_and_so_is_the_shortest_stretch() -> None:
    assert said(rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.44, 1, 2, 2))) == ["broken"]
    assert said(rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.46, 1, 2, 2))) == ["met"]
    assert said(rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.2, 3.65, 2, 2))) == ["broken"]
    assert said(rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.2, 3.75, 2, 2))) == ["met"]


def test_rooms_that_touch_across_a_corner_are_no_neighbours() -> None:
    assert said(rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.2, 4.2, 2, 2))) == ["met"]


def test_lobbies_and_shafts_of_wires_are_not_noisy() -> None:
    assert said(rooms(("卧室", 0, 0, 3, 4), ("电梯厅", 3.2, 1, 2, 2))) == []
    assert said(rooms(("卧室", 0, 0, 3, 4), ("强电井", 3.2, 1, 2, 2))) == []


def test_what_may_be_no_housing_is_not_broken() -> None:
    assert said(rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.2, 1, 2, 2), title="三层平面图"), facts={}) == ["doubtful"]


def test_unread_objects_take_the_green_away() -> None:
    drawn = row([("主卧", 3.0), ("衣帽间", 1.5), ("电梯", 2.0)], hidden=[not_shown("proxy", "TCH_WALL")])
    assert said(drawn) == ["doubtful"]


def test_a_sheet_without_noisy_rooms_is_not_looked_at() -> None:
    assert said(rooms(("卧室", 0, 0, 3, 4), ("客厅", 3.2, 1, 2, 2))) == []


def test_turned_and_moved_nothing_changes() -> None:
    drawn = rooms(("卧室", 0, 0, 3, 4), ("电梯", 3.44, 1, 2, 2))
    assert said(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 5e5, 3.5e6])) == ["broken"]


def test_a_lift_without_a_room_of_its_name_beside_a_bedroom_is_doubtful() -> None:
    def shaft(*, named: bool = False, cross: bool = True, away: float = 0.0) -> Any:
        x = 3.5 + away
        car = [("STAIR", path((x, 1.3), (x + 1.6, 2.9))), ("STAIR", path((x, 2.9), (x + 1.6, 1.3)))]
        walls = [("SPACE", rectangle(0, 0, 3, 4)), ("SPACE", rectangle(x - 0.3, 1, 2.2, 2.2))]
        texts = [("卧室", 1.5, 2), *([("电梯", x + 0.8, 2)] if named else [])]
        return sheet([*walls, *(car if cross else [])], texts, title=PLAN)

    assert said(shaft()) == ["doubtful"]
    assert said(shaft(away=0.5)) == ["met"]
    assert said(shaft(named=True)) == ["broken"]
    assert said(shaft(cross=False)) == []


def test_the_name_of_a_lift_in_no_room_beside_a_bedroom_is_doubtful() -> None:
    rooms_only = [("SPACE", rectangle(0, 0, 3, 4))]
    assert said(sheet(rooms_only, [("卧室", 1.5, 2), ("电梯", 4.2, 2)], title=PLAN)) == ["doubtful"]
    lobby = [*rooms_only, ("SPACE", rectangle(3.2, 0, 3, 4))]
    words = [("卧室", 1.5, 2), ("电梯厅", 4.7, 3), ("消防电梯", 4.2, 2)]
    assert said(sheet(lobby, words, title=PLAN)) == []
