from __future__ import annotations

import pytest

from checkers.features.tanks import Sort, below_ground, buildings, nameless, sort_of, things
from tests.checkers.drawn import plans, rectangle, sheet


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("埋地生活水池", Sort.DRINKING),
        ("生活饮用水贮水池", Sort.DRINKING),
        ("生活消防合用水池", Sort.DRINKING),
        ("消防水池", None),
        ("景观水池", None),
        ("水池", Sort.UNKNOWN_TANK),
        ("1#化粪池 G9-30SQF", Sort.SEPTIC),
        ("渗水井", Sort.SOAKAWAY),
        ("取水井", Sort.WELL),
        ("污水检查井", None),
        ("污水处理站", Sort.SEWAGE),
        ("垃圾收集点", Sort.REFUSE),
    ],
)
def test_a_thing_is_known_by_its_name(words: str, sort: Sort | None) -> None:
    assert sort_of([words]) == sort


def test_a_block_named_as_a_septic_tank_is_one() -> None:
    block = {"name": "化粪池G9", "x": 0, "y": 0, "layer": "TANK", "bounds": (0.0, 0.0, 4.0, 3.0)}
    [thing] = plans(sheet([("TANK", rectangle(50, 50, 1, 1))], blocks=[block])).recognise(things)
    assert (thing.sort, thing.polygon and thing.polygon.area) == (Sort.SEPTIC, 12.0)


def test_an_outline_with_two_names_is_a_place_not_a_thing() -> None:
    drawn = sheet(
        [("TANK", rectangle(0, 0, 30, 30)), ("TANK", rectangle(1, 1, 4, 3)), ("TANK", rectangle(20, 20, 4, 3))],
        [("化粪池", 2, 2), ("埋地生活水池", 22, 21)],
    )
    found = plans(drawn).recognise(things)
    assert sorted((str(thing.sort), thing.polygon.area if thing.polygon else 0) for thing in found) == [
        ("drinking", 12.0),
        ("septic", 12.0),
    ]


@pytest.mark.parametrize(
    ("words", "below"),
    [
        (("1#楼",), False),
        (("1#楼 地上18层/地下2层",), False),
        (("地下车库范围线",), True),
        (("人防地下室",), True),
        (("1#住宅楼", "地下车库出入口"), None),
    ],
)
def test_whether_an_outline_is_that_of_a_basement(words: tuple[str, ...], below: bool | None) -> None:
    drawn = sheet([("BLDG_OUTLINE", rectangle(0, 0, 30, 12))], [(word, 5, 3 + row) for row, word in enumerate(words)])
    [outline] = plans(drawn).recognise(buildings)
    assert below_ground(outline) is below


def test_outlines_without_a_name_on_layers_of_tanks() -> None:
    drawn = sheet([("TANK", rectangle(0, 0, 4, 3)), ("TANK", rectangle(20, 0, 4, 3))], [("化粪池", 1, 1)])
    [outline] = plans(drawn).recognise(nameless)
    assert outline.polygon.bounds[0] == 20
