from __future__ import annotations

import pytest
from shapely import box

from checkers.features.storeys import Level, building_of, is_floor_plan, level_of, title_of
from checkers.stated_facts import facts_of
from tests.checkers.drawn import sheet


@pytest.mark.parametrize(
    ("title", "lowest", "highest"),
    [
        ("一层平面图", 1, 1),
        ("首层平面图", 1, 1),
        ("3#楼三～六层平面图", 3, 6),
        ("十二至十八层平面图", 12, 18),
        ("2-5层平面图", 2, 5),
        ("1F平面图", 1, 1),
        ("地下一层平面图（平时）", -1, -1),
        ("-1F平面图", -1, -1),
        ("B1平面图", -1, -1),
        ("地下车库平面图", -1, -1),
        ("标准层平面图", None, None),
        ("平面图", None, None),
    ],
)
def test_the_storeys_of_a_plan_are_read_from_its_title(title: str, lowest: int | None, highest: int | None) -> None:
    assert level_of(title) == Level(lowest, highest)


def test_only_plans_of_the_storey_itself_are_floor_plans() -> None:
    assert is_floor_plan("二层平面图")
    for title in ("总平面图", "屋顶平面图", "楼梯详图", "1-1剖面图", "二层照明平面图", "地下室战时平面图"):
        assert not is_floor_plan(title), title


def test_ground_and_basement_are_told_from_the_level() -> None:
    assert Level(1, 1).ground
    assert Level(-1, 1).ground
    assert not Level(2, 3).ground
    assert Level(-2, -1).underground
    assert not Level().ground


def test_the_building_is_the_one_named_or_the_only_one() -> None:
    two = facts_of({"buildings": [{"name": "1#"}, {"name": "11#"}]})
    drawn = sheet(title="11号楼二层平面图")
    found = building_of(drawn.title, drawn, two)
    assert found is not None
    assert found.name == "11#"
    assert building_of("二层平面图", sheet(title="二层平面图"), two) is None
    assert building_of("二层平面图", sheet(title="二层平面图"), facts_of({"buildings": [{"name": "9#"}]})) is not None


def test_plans_drawn_apart_on_one_sheet_have_the_names_below_them() -> None:
    drawn = sheet(texts=[("二层平面图", 5, -2), ("三层平面图", 45, -2)], title="二、三层平面图")
    assert title_of(drawn, box(0, 0, 20, 10)) == "二层平面图"
    assert title_of(drawn, box(40, 0, 60, 10)) == "三层平面图"


def test_the_plan_of_a_building_nobody_has_stated_is_not_taken_for_the_only_one_that_is() -> None:
    drawn = sheet(title="1#楼二层平面图")
    assert building_of(drawn.title, drawn, facts_of({"buildings": [{"name": "3#"}]})) is None
