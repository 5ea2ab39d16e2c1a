from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.features.shelter_doors import Entrance, Way, entrances
from tests.checkers.drawn import plans, rectangle, sheet


def ways(*texts: tuple[Any, ...], blocks: list[dict[str, Any]] | None = None) -> tuple[Entrance, ...]:
    drawn: Sheet = sheet([("CD", rectangle(0, 0, 40, 40))], [("防护单元1", 20, 20), *texts], blocks=blocks or [])
    return plans(drawn).recognise(entrances)


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("主要出入口（室外）", Way.MAIN),
        ("次要出入口", Way.SECONDARY),
        ("备用出入口", Way.SPARE),
        ("战时出入口", Way.EXIT),
        ("连通口", Way.OTHER),
        ("出入口（临战封堵）", Way.OTHER),
        ("车位", Way.UNSAID),
    ],
)
def test_what_is_written_beside_an_opening_says_what_it_is(words: str, way: Way) -> None:
    [entrance] = ways(("HFM1520(6)", 0, 10), (words, -2, 10))
    assert entrance.way is way


def test_codes_say_kind_and_size() -> None:
    [entrance] = ways(("GHFM1220(6)", 0, 10), ("HM0820", 3, 10), ("主要出入口", -2, 10))
    [outer], [inner] = entrance.blast, entrance.airtight
    assert (outer.code, outer.width, outer.height) == ("GHFM1220", 1.2, 2.0)
    assert (inner.code, inner.width, inner.height) == ("HM0820", 0.8, 2.0)
    assert (outer.depth, inner.depth) == (0, 3)


def test_a_block_its_code_and_the_same_code_again_are_one_door() -> None:
    blocks = [{"name": "HFM1520(6)", "x": 0, "y": 10, "layer": "CD"}] * 2
    [entrance] = ways(("HFM1520(6)", 0.5, 10.5), ("主要出入口", -2, 10), blocks=blocks)
    assert len(entrance.blast) == 1


def test_a_block_with_a_nameless_code_takes_the_code_beside_it() -> None:
    blocks = [{"name": "人防门HFM", "x": 0, "y": 10, "layer": "CD"}]
    [entrance] = ways(("HFM1520(6)", 0.5, 10.5), ("主要出入口", -2, 10), blocks=blocks)
    assert [(door.code, door.width) for door in entrance.blast] == [("HFM1520", 1.5)]


def test_two_doors_of_one_code_farther_apart_are_two() -> None:
    [entrance] = ways(("HFM1520(6)", 0, 10), ("HM1520", 3, 10), ("HM1520", 6, 10), ("主要出入口", -2, 10))
    assert (len(entrance.blast), len(entrance.airtight)) == (1, 2)


def test_order_is_told_by_depth_and_not_where_doors_stand_as_deep() -> None:
    assert ways(("HFM1520", 0, 10), ("HM1520", 3, 10))[0].in_order is True
    assert ways(("HFM1520", 3, 10), ("HM1520", 0, 10))[0].in_order is False
    assert ways(("HFM1520", 0, 10), ("HM1520", 0.4, 13))[0].in_order is None


def test_a_unit_without_an_outline_has_no_ways() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 3, 3))], [("防护单元1", 20, 20), ("HFM1520", 0, 10)])
    assert plans(drawn).recognise(entrances) == ()
