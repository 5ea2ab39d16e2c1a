from __future__ import annotations

from typing import Any

import pytest

from checkers.facts import Use
from checkers.features.site import boundaries, control_lines, footprints, grounds, is_gone, is_high, is_minor, is_new
from tests.checkers.drawn import path, plans, rectangle, sheet

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 200, 200))


def only(texts: Any, *others: Any, buildings: Any = (), **fields: Any) -> Any:
    entities = [SITE, ("BLDG_OUTLINE", rectangle(10, 10, 40, 15)), *others]
    drawn = plans(sheet(entities, [(text, 12 + i, 12) for i, text in enumerate(texts)], **fields), buildings=buildings)
    [first, *_] = drawn.recognise(footprints)
    return first


@pytest.mark.parametrize(
    ("texts", "name", "storeys", "height"),
    [
        (["1#", "18F", "H=53.8m"], "1#", 18, 53.8),
        (["1号楼", "18F/-2F", "H=53.80"], "1号楼", 18, 53.8),
        (["S3#楼", "地上18层地下2层", "建筑高度:53.8米"], "S3#楼", 18, 53.8),
        (["A栋", "11+1F"], "A栋", 11, None),
        (["住宅", "H6"], "", None, None),
        ([], "", None, None),
    ],
)
def test_name_storeys_and_height_are_read_from_the_texts_inside(
    texts: Any, name: Any, storeys: Any, height: Any
) -> None:
    found = only(texts)
    assert (found.name, found.storeys, found.height) == (name, storeys, height)


def test_a_building_of_the_facts_is_tied_by_its_name() -> None:
    found = only(["1号楼"], buildings=[{"name": "1#", "use": "residential", "height": 53.8, "fire_rating": 2}])
    assert found.stated
    assert (found.use, found.height, found.fire_rating) == (Use.RESIDENTIAL, 53.8, 2)
    assert not only(["11#"], buildings=[{"name": "1#", "height": 53.8}]).stated


def test_two_different_heights_are_none() -> None:
    found = only(["1#", "H=53.8m"], buildings=[{"name": "1#", "height": 49.9}])
    assert found.height is None
    assert found.height_in_doubt
    agreeing = only(["1#", "H=53.8m"], buildings=[{"name": "1#", "height": 53.8}])
    assert agreeing.height == 53.8


def test_texts_tell_use_rating_standing_and_underground() -> None:
    assert only(["2#", "办公楼"]).use is Use.OFFICE
    assert only(["2#", "耐火等级：二级"]).fire_rating == 2
    assert only(["现状住宅", "6F"]).existing
    assert only(["地下车库范围线"]).underground
    assert not is_new(only(["现状住宅"]))
    assert is_minor(only(["门卫"]))


def test_a_text_belongs_to_the_smallest_outline_around_it() -> None:
    tower = ("BLDG_OUTLINE", rectangle(20, 12, 10, 10))
    drawn = plans(
        sheet(
            [SITE, ("BLDG_OUTLINE", rectangle(10, 10, 40, 15)), tower],
            [("裙房", 12, 12), ("3F", 14, 12), ("1#", 22, 14), ("18F", 24, 14)],
        )
    )
    podium, high = drawn.recognise(footprints)
    assert (podium.podium, podium.storeys, podium.name, podium.subject) == (True, 3, "1#", "1# 裙房")
    assert (high.podium, high.storeys, high.name) == (False, 18, "1#")


def test_outlines_drawn_twice_are_one_and_roof_plans_are_no_site_plans() -> None:
    twice = ("BLDG_OUTLINE", rectangle(10, 10, 40, 15.01))
    drawn = plans(sheet([SITE, ("BLDG_OUTLINE", rectangle(10, 10, 40, 15)), twice], title="总平面图"))
    assert len(drawn.recognise(footprints)) == 1
    roof = plans(sheet([("BLDG_OUTLINE", rectangle(10, 10, 40, 15))], title="屋面防雷平面图"))
    assert roof.recognise(footprints) == ()


def test_an_outline_of_single_lines_is_an_outline() -> None:
    lines = [path((10, 10), (50, 10)), path((50, 10), (50, 25)), path((50, 25), (10, 25), (10, 10))]
    drawn = plans(sheet([SITE, *(("BLDG_OUTLINE", line) for line in lines)], [("1#", 12, 12)]))
    [found] = drawn.recognise(footprints)
    assert (found.name, found.polygon.area) == ("1#", 600)


def test_boundary_control_line_and_grounds_carry_their_own_words() -> None:
    drawn = plans(
        sheet(
            [
                SITE,
                ("BLDG_CTRL_LINE", rectangle(5, 5, 190, 190)),
                ("CLIMB_GROUND", rectangle(10, 30, 20, 10)),
                ("CLIMB_GROUND", rectangle(50, 30, 20, 10)),
            ],
            [("1#", 12, 12)],
        )
    )
    assert [area.subject for area in drawn.recognise(boundaries)] == ["用地红线"]
    assert [area.subject for area in drawn.recognise(control_lines)] == ["建筑控制线"]
    assert [area.subject for area in drawn.recognise(grounds)] == ["登高操作场地1", "登高操作场地2"]


@pytest.mark.parametrize(
    ("texts", "high"),
    [
        (["住宅", "H=27m"], False),
        (["住宅", "H=27.1m"], True),
        (["办公", "H=24m"], False),
        (["办公", "H=24.1m"], True),
        (["办公", "1F", "H=30m"], False),
        (["H=25m"], None),
        (["H=30m"], True),
        (["H=20m"], False),
        (["住宅", "18F"], None),
        (["裙房", "H=30m"], False),
    ],
)
def test_high_is_told_by_height_and_use(texts: Any, high: Any) -> None:
    assert is_high(only(texts), 27.0, 24.0) is high


@pytest.mark.parametrize(
    "texts", [["1#", "地上18层地下2层"], ["1#", "18F/地下2层"], ["1#", "18F", "地下2层", "H=53.8m"]]
)
def test_a_tower_that_counts_its_storeys_below_ground_is_no_basement(texts: Any) -> None:
    found = only(texts)
    assert not found.underground
    assert found.sure
    assert found.storeys == 18


@pytest.mark.parametrize(
    "texts", [["地下车库（1层）"], ["地下二层"], ["地下车库", "建筑面积12000m2"], ["1#", "地下室轮廓"]]
)
def test_a_basement_is_one_whatever_it_counts(texts: Any) -> None:
    assert only(texts).underground


@pytest.mark.parametrize("texts", [["1#", "18F", "地下车库范围"], ["1#", "地下2层"]])
def test_an_outline_that_says_both_is_looked_at_and_not_sure(texts: Any) -> None:
    found = only(texts)
    assert not found.underground
    assert not found.sure


def test_a_numbered_or_storeyed_building_with_a_canopy_is_a_building() -> None:
    assert not is_minor(only(["7#", "雨篷"]))
    assert not is_minor(only(["办公", "5F", "雨篷"]))
    assert is_minor(only(["门卫", "1F"]))


def test_a_site_seen_from_above_is_a_site_plan_and_a_roof_plan_is_none() -> None:
    assert only(["1#"], title="屋顶总平面图").name == "1#"
    drawn = sheet([SITE, ("BLDG_OUTLINE", rectangle(10, 10, 40, 15))], title="屋顶平面图")
    assert plans(drawn).recognise(footprints) == ()


def test_the_ground_that_was_there_makes_no_building_an_existing_one() -> None:
    assert not only(["1#", "18F", "原有地面标高 5.30"]).existing
    assert only(["保留建筑"]).existing


def test_a_silent_outline_over_a_basement_is_a_building() -> None:
    tower = ("BLDG_OUTLINE", rectangle(15, 12, 10, 10))
    drawn = sheet(
        [SITE, ("BLDG_OUTLINE", rectangle(10, 10, 60, 40)), tower], [("1#地下室轮廓", 50, 40)], title="总平面图"
    )
    found = plans(drawn).recognise(footprints)
    assert sorted(footprint.underground for footprint in found) == [False, True]


def test_a_climbing_ground_is_called_what_is_written_in_it() -> None:
    named = plans(
        sheet(
            title="总平面图",
            entities=[("CLIMB_GROUND", rectangle(10, 10, 20, 10)), ("CLIMB_GROUND", rectangle(40, 10, 15, 10))],
            texts=[("1#消防登高操作场地 20.0×10.0", 20, 15)],
        )
    )
    assert {each.subject for each in named.recognise(grounds)} == {"1#消防登高操作场地 20.0×10.0", "登高操作场地2"}


def test_a_building_called_new_is_new_whatever_it_replaces_and_then_not_sure() -> None:
    new = only(["1#", "新建住宅楼（原有厂房拆除）"])
    assert (new.existing, new.sure) == (False, False)
    gone = only(["厂房", "拟拆除"])
    assert (gone.existing, is_gone(gone), gone.sure) == (True, True, True)
    stays = only(["保留建筑"])
    assert (stays.existing, is_gone(stays)) == (True, False)


@pytest.mark.parametrize(
    ("text", "minor"),
    [("门卫室", True), ("连廊 1F", True), ("玻璃雨篷", True), ("商业（含报亭）", False), ("亭林花园会所", False)],
)
def test_what_is_named_like_a_canopy_is_minor_and_what_mentions_one_is_not(text: str, *, minor: bool) -> None:
    assert is_minor(only([text])) is minor
