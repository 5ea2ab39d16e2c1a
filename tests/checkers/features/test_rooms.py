from __future__ import annotations

from typing import Any

import pytest

from checkers.features.rooms import corridors, name_of, shows_dwellings, spaces
from tests.checkers.drawn import Stroke, plans, rectangle, sheet


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["12.50㎡", "卧室"], "卧室"),
        (["M0921", "公共走廊", "H=2.4"], "公共走廊"),
        (["上", "通信设备间"], "通信设备间"),
        (["面积 12.5", "25"], ""),
        ([], ""),
    ],
)
def test_the_text_that_reads_like_a_room_is_its_name(texts: Any, name: Any) -> None:
    assert name_of(texts) == name


def test_a_room_inside_a_larger_space_keeps_its_own_name() -> None:
    drawn = sheet(
        [("SPACE", rectangle(0, 0, 20, 10)), ("SPACE", rectangle(2, 2, 4, 4))], [("卧室", 3, 3), ("起居厅", 12, 5)]
    )
    assert {space.name: space.polygon.area for space in plans(drawn).recognise(spaces)} == {"起居厅": 200, "卧室": 16}


def test_a_space_drawn_twice_or_hatched_is_one() -> None:
    drawn = sheet(
        [
            ("SPACE", rectangle(0, 0, 20, 10)),
            ("SPACE", rectangle(0, 0, 20, 10)),
            Stroke("SPACE", rectangle(0, 0, 20, 10), kind="hatch"),
        ],
        [("起居厅", 12, 5)],
    )
    assert len(plans(drawn).recognise(spaces)) == 1


@pytest.mark.parametrize(
    ("title", "dwellings"),
    [
        ("住宅标准层平面图", True),
        ("1#楼标准层平面图", True),
        ("2#楼标准层平面图", False),
        ("办公楼标准层平面图", False),
        ("11#楼标准层平面图", None),
        ("地下室平面图", False),
        ("标准层平面图", None),
    ],
)
def test_title_and_facts_tell_whether_a_sheet_shows_dwellings(title: Any, dwellings: Any) -> None:
    drawn = plans(sheet(title=title), buildings=[{"name": "1#", "use": "residential"}, {"name": "2#", "use": "office"}])
    assert shows_dwellings(drawn.sheets[0], drawn) is dwellings


def test_a_corridor_knows_the_walls_and_columns_near_it() -> None:
    drawn = sheet(
        [
            ("SPACE", rectangle(0, 0, 20, 2)),
            ("COLUMN", rectangle(5, 1.5, 1, 1)),
            ("COLUMN", rectangle(5, 8, 1, 1)),
            ("WALL", rectangle(0, -0.2, 20, 0.2)),
        ],
        [("内走廊", 1, 1)],
    )
    [corridor] = plans(drawn).recognise(corridors)
    assert corridor.solids.intersection(corridor.polygon).area == 0.5
    assert corridor.name == "内走廊"
