from __future__ import annotations

import pytest
from shapely import box

from checkers.features.storeys import Level, building_of, is_floor_plan, is_no_storey, level_of, title_of
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


@pytest.mark.parametrize(
    ("title", "lowest", "highest"),
    [
        ("18层住宅楼地下一层平面图", -1, -1),
        ("三层办公楼一层平面图", 1, 1),
        ("一层夹层平面图", None, None),
        ("地下一层夹层平面图", -1, -1),
        ("三层办公楼平面图", 3, 3),
    ],
)
def test_the_storeys_of_the_building_and_mezzanines_are_no_level(
    title: str, lowest: int | None, highest: int | None
) -> None:
    assert level_of(title) == Level(lowest, highest)


@pytest.mark.parametrize(
    ("title", "names", "found"),
    [
        ("1#楼1-1剖面图", ["1#", "2#"], "1#"),
        ("A座1-1剖面图", ["A座", "B座"], "A座"),
        ("B座三层平面图", ["A座"], None),
        ("S12三层平面图", ["S1", "S2"], None),
        ("2#楼梯详图", ["1#", "2#"], None),
        ("1#楼2#楼梯详图", ["1#", "2#"], "1#"),
    ],
)
def test_a_building_is_told_from_its_parts_and_from_others(title: str, names: list[str], found: str | None) -> None:
    drawn = sheet(title=title)
    building = building_of(title, drawn, facts_of({"buildings": [{"name": name} for name in names]}))
    assert (building and building.name) == found


def test_a_sheet_of_a_storey_and_the_roof_shows_a_storey() -> None:
    for title in ("六层、屋顶平面图", "二层平面图（含屋顶花园）", "六层及屋面平面图"):
        assert not is_no_storey(title), title
    for title in ("屋顶平面图", "三层屋面平面图", "一层顶板配筋及屋面平面图", "地下一层平面图（战时）"):
        assert is_no_storey(title), title
