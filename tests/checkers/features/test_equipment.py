from __future__ import annotations

from checkers.features.equipment import equipment_rooms, telecom_rooms
from tests.checkers.drawn import plans, rectangle, sheet


def test_a_name_on_a_sheet_without_rooms_is_no_room() -> None:
    assert plans(sheet([], [("通信设备间", 1, 1)])).recognise(equipment_rooms) == ()


def test_a_long_note_is_no_room() -> None:
    drawn = sheet([("SPACE", rectangle(0, 0, 9, 9))], [("设备间：外开丙级防火门，地面高出本层0.1m，详见电施图", 1, 1)])
    assert plans(drawn).recognise(equipment_rooms) == ()


def test_a_room_is_either_equipment_or_telecom() -> None:
    drawn = sheet(
        [("SPACE", rectangle(0, 0, 4, 3)), ("SPACE", rectangle(9, 0, 3, 2))], [("设备间", 1, 1), ("弱电间", 10, 1)]
    )
    drawn_plans = plans(drawn)
    assert [room.subject for room in drawn_plans.recognise(equipment_rooms)] == ["设备间"]
    assert [room.subject for room in drawn_plans.recognise(telecom_rooms)] == ["弱电间"]
