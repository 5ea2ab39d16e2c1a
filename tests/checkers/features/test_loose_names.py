from __future__ import annotations

import pytest

from checkers.features.links import Part
from checkers.features.loose_names import loose_names, may_hide_a_lift, of_rooms
from checkers.features.ways_out import storeys
from tests.checkers.floor import OFFICE, Floor


def floor() -> Floor:
    drawn = Floor()
    drawn.room("走道", 0, 0, 20, 2)
    drawn.room("前室", 20.2, 0, 3, 2)
    return drawn


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("办公室", [Part.ROOM]),
        ("楼梯间", [Part.STAIR]),
        ("强电间", []),
        ("电梯", []),
        ("管井", []),
        ("C1215", []),
    ],
)
def test_names_of_rooms_for_people_that_stand_in_none_are_loose(name: str, parts: list[Part]) -> None:
    drawn = floor()
    drawn.texts = [(name, 5, 4)]
    assert [each.part for each in drawn.plans(buildings=[OFFICE]).recognise(loose_names)] == parts
    for x, y in ((5, 1), (5, 9)):  # in a room, and far away
        drawn.texts = [(name, x, y)]
        assert drawn.plans(buildings=[OFFICE]).recognise(loose_names) == ()


def test_a_reason_names_the_rooms_and_stairs_are_none() -> None:
    drawn = floor()
    drawn.texts = [("办公室", 5, 4), ("会议室", 9, 4), ("楼梯间", 12, 4)]
    plans = drawn.plans(buildings=[OFFICE])
    [storey] = plans.recognise(storeys)
    said = of_rooms(storey, plans)
    assert said is not None
    assert "2 处房间名称（办公室、会议室）" in said.zh


def test_a_small_room_without_a_name_beside_a_lobby_may_be_a_lift() -> None:
    for x, wide, may in ((23.4, 2.0, True), (24.0, 2.0, False), (23.4, 8.0, False), (23.4, 0.5, False)):
        drawn = floor()
        drawn.room("", x, 0, wide, 2)
        [storey] = drawn.plans(buildings=[OFFICE]).recognise(storeys)
        assert may_hide_a_lift(storey, 1) is may
