from __future__ import annotations

from typing import Any

import pytest

from checkers.features.parking_lots import lots, undivided
from tests.checkers.drawn import Stroke, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)
APART = 6.0


def row(count: int, x: float = 0.0, y: float = 0.0, layer: str = "停车位") -> list[Stroke]:
    """Stalls of 2.4 by 5.3 m side by side."""
    return [Stroke("PARKING", rectangle(x + 2.4 * n, y, 2.4, 5.3), layer=layer) for n in range(count)]


def drawn(*strokes: Any, title: str = "总平面图", **fields: Any) -> Any:
    return sheet(strokes, title=title, scale=500.0, **fields)


def counts(*sheets: Any) -> list[int]:
    return sorted(len(lot.members) for lot in plans(*sheets).recognise(lambda p: lots(p, APART)))


def test_stalls_nearer_than_lots_are_one_lot_whatever_way_round() -> None:
    assert counts(drawn(*row(3), *row(2, 3 * 2.4 + 5.9))) == [5]
    assert counts(drawn(*row(3), *row(2, y=5.3 + 5.9))) == [5]
    assert counts(drawn(*row(3), *row(2, 7.2 + 4.3, 5.3 + 4.3))) == [2, 3]


def test_lots_as_far_apart_as_they_must_lie_are_two() -> None:
    assert counts(drawn(*row(3), *row(2, 7.2 + 6.0))) == [2, 3]


def test_a_chain_of_near_stalls_is_one_lot_however_long() -> None:
    assert counts(drawn(*(stroke for n in range(8) for stroke in row(1, n * 8.0)))) == [8]


def test_the_ground_of_a_lot_is_that_of_its_stalls_alone() -> None:
    [lot] = lots(plans(drawn(*row(4))), APART)
    assert (lot.subject, lot.shape.area) == ("停车场", pytest.approx(4 * 2.4 * 5.3))
    assert len(lot.handles) == 4


def test_stalls_of_storeys_and_below_ground_are_in_no_lot() -> None:
    assert counts(drawn(*row(3), title="地下一层平面图")) == []
    assert counts(drawn(*row(60, layer="地下车位"), *row(2, y=40))) == [2]


def test_lots_of_two_sheets_stay_apart() -> None:
    assert counts(drawn(*row(3)), drawn(*row(2), identity="a-2")) == [2, 3]


def test_turning_and_shifting_changes_nothing() -> None:
    assert counts(transformed(drawn(*row(3), *row(2, 13.2)), TURNED)) == [2, 3]


def test_nothing_and_nonsense_make_no_lot() -> None:
    assert counts() == []
    assert counts(drawn(Stroke("PARKING", rectangle(0, 0, 0, 0)), Stroke("PARKING", rectangle(0, 0, 90, 40)))) == []


def test_large_outlines_without_stalls_are_undivided_ground() -> None:
    def found(*strokes: Any) -> list[str]:
        return [area.subject for area in plans(drawn(*strokes)).recognise(undivided)]

    ground = Stroke("PARKING", rectangle(-1, -1, 24, 8), layer="停车场")
    assert found(ground) == ["停车场"]
    assert found(Stroke("PARKING", rectangle(0, 0, 3.5, 12), layer="大巴车位")) == ["大巴车位"]
    assert found(ground, *row(5)) == found(*row(5)) == []
    assert found(Stroke("PARKING", rectangle(0, 0, 24, 8), layer="地下车位")) == []
