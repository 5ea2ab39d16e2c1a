from __future__ import annotations

from typing import Any

import pytest

from checkers.features.cabinets import cabinet_rows
from checkers.features.dwellings import dwellings
from checkers.features.fittings import Sort, fittings, rows_of, sort_of
from tests.checkers.drawn import Stroke, circle, path, plans, rectangle, sheet, transformed


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("洗手盆", Sort.BASIN),
        ("Basin-01", Sort.BASIN),
        ("壁挂小便器", Sort.URINAL),
        ("base$0$网络机柜", Sort.CABINET),
        ("RACK_42U", Sort.CABINET),
        ("HDD", Sort.HOME_BOX),
        ("配电箱AL-1", Sort.PANEL),
        ("AP-2", Sort.PANEL),
        ("乔木_香樟", Sort.TREE),
        ("强电柜", None),
        ("TRACK", None),
        ("STREET", None),
        ("图例-乔木", None),
    ],
)
def test_names_tell_what_a_block_is(name: str, sort: Sort | None) -> None:
    assert sort_of(name) is sort


def block(name: str, x: float, y: float, wide: float, deep: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "x": x, "y": y, "layer": "TEL", "bounds": (x, y, x + wide, y + deep), **more}


def test_the_outline_of_a_block_is_turned_with_it() -> None:
    drawn = sheet([Stroke("TEL", rectangle(0, 0, 0.6, 0.8), block="机柜")], blocks=[block("机柜", 0, 0, 0.6, 0.8)])
    [turned] = plans(transformed(drawn, [0.8, -0.6, 0.6, 0.8, 1e6, 3e6])).recognise(fittings)
    assert turned.outline.area == pytest.approx(0.48, abs=1e-6)


def test_a_block_drawn_twice_is_one_and_a_piece_of_plan_none() -> None:
    two = [block("机柜", 0, 0, 0.6, 0.8, handle=handle) for handle in ("A", "B")]
    assert len(plans(sheet(blocks=two)).recognise(fittings)) == 1
    assert plans(sheet(blocks=[block("机柜平面", 0, 0, 40, 30)])).recognise(fittings) == ()


def test_rectangles_with_a_name_inside_and_on_layers_of_cabinets_are_cabinets() -> None:
    named = Stroke("TEL", rectangle(0, 0, 2.4, 0.8), layer="弱电-设备")
    drawn = plans(sheet([named], [("1~4#机柜", 0.5, 0.3)]))
    assert [fitting.sort for fitting in drawn.recognise(fittings)] == [Sort.CABINET]
    assert plans(sheet([named])).recognise(fittings) == ()
    on_layer = Stroke("TEL", rectangle(0, 0, 0.6, 0.8), layer="弱电-机柜")
    assert len(plans(sheet([on_layer])).recognise(fittings)) == 1


def test_cabinets_side_by_side_are_a_row() -> None:
    strokes = [Stroke("TEL", rectangle(x, 0, 0.6, 0.8), layer="弱电-机柜") for x in (1.0, 1.6, 5.0)]
    drawn = plans(sheet(strokes))
    assert sorted(len(members) for _, members in rows_of(drawn.recognise(fittings))) == [1, 2]
    rows = cabinet_rows(drawn, drawn.sheets[0].id, rectangle(0, -2, 3, 4), 10)
    assert [row.subject for row in rows] == ["机柜等2台"]


def test_a_living_room_written_twice_is_one_dwelling_and_offices_have_none() -> None:
    texts = [("客厅", 0, 0), ("客厅", 0.5, 0), ("起居室", 12, 0), ("客厅说明", 3, 3)]
    assert len(plans(sheet(texts=texts, title="住宅平面图")).recognise(dwellings)) == 2
    assert plans(sheet(texts=texts, title="办公楼平面图")).recognise(dwellings) == ()


def test_nonsense_is_no_fitting() -> None:
    bad = [
        Stroke("TEL", path((0, 0), (0, 0)), layer="弱电-机柜"),
        Stroke("TEL", circle(0, 0, 0.001), layer="弱电-机柜"),
    ]
    drawn = sheet(bad, blocks=[{"name": "机柜", "x": 0, "y": 0, "layer": "TEL", "bounds": None}])
    assert plans(drawn).recognise(fittings) == ()
