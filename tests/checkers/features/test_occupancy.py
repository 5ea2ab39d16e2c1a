from __future__ import annotations

import pytest

from checkers.facts import Building, Use
from checkers.features.occupancy import is_tall, kinds, ratings, rows, sprinklered, unknown

HIGH = 27.0, 24.0


def test_the_use_and_the_name_of_the_room_choose_the_kind() -> None:
    assert kinds(Building(name="1", use=Use.ELDERLY)) == {"kinder_elder"}
    assert kinds(Building(name="1", use=Use.OFFICE), "办公室") == {"other"}
    assert kinds(Building(name="1", use=Use.OFFICE), "KTV包房") == {"entertainment"}
    assert kinds(Building(name="1", use=Use.HOSPITAL), "病房") == {"medical_ward"}
    assert kinds(Building(name="1", use=Use.COMMERCIAL), "展览厅") == {"hotel_exhibition"}
    assert kinds(Building(name="1")) == frozenset()
    assert kinds(None) == frozenset()


@pytest.mark.parametrize(
    ("use", "height", "storeys", "tall"),
    [
        (Use.OFFICE, 24.0, 5, False),
        (Use.OFFICE, 24.1, 5, True),
        (Use.RESIDENTIAL, 27.0, 9, False),
        (Use.RESIDENTIAL, 27.1, 9, True),
        (Use.COMMERCIAL, 26.0, 1, False),
        (None, 26.0, 8, None),
        (None, 30.0, 8, True),
        (Use.OFFICE, None, 8, None),
    ],
)
def test_a_high_rise_is_told_by_height_and_use(
    use: Use | None, height: float | None, storeys: int, tall: bool | None
) -> None:
    assert is_tall(Building(name="1", use=use, height=height, storeys=storeys), *HIGH) is tall


def test_what_is_unknown_leaves_every_row_and_is_named() -> None:
    building = Building(name="3#", use=Use.OFFICE)
    assert ratings(building) == (1, 2, 3, 4)
    assert sprinklered(None) == (False, True)
    low, high = {"other": {"1": [40.0], "4": [25.0]}}, {"other": {"1": [30.0]}}
    assert sorted(row[0] for row in rows(low, high, ["other"], building, tall=None)) == [25.0, 30.0, 40.0]
    assert "facts.buildings[3#].height" in unknown(building, "use", "height").en
    assert "use" not in unknown(building, "use", "height").en.split(";", maxsplit=1)[0]
