from __future__ import annotations

from dataclasses import replace

import pytest

from checkers.features.lightning_class import protection_class
from checkers.features.roof import roofs
from tests.checkers.drawn import path, plans, rectangle, sheet


def _class(*texts: str, **facts: object) -> int | None:
    drawn = sheet([], [(text, 1, 1) for text in texts])
    return protection_class(plans(drawn, **facts), drawn).value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("本工程按第二类防雷建筑物设防", 2),
        ("三类防雷", 3),
        ("防雷类别：一类", 1),
        ("防雷等级为Ⅱ类", 2),
        ("III类防雷建筑", 3),
        ("本工程不属于第二类防雷建筑物", None),
        ("防雷接地平面图", None),
    ],
)
def test_the_class_is_read_as_it_is_written(words: str, value: int | None) -> None:
    assert _class(words) == value


def test_of_several_classes_the_one_said_of_the_work_counts() -> None:
    assert _class("N>0.25为二类防雷，N<0.25为三类防雷", "本工程属三类防雷建筑") == 3


def test_several_classes_without_a_word_on_this_work_are_unknown() -> None:
    assert _class("二类防雷", "三类防雷") is None


def test_the_design_notes_on_another_lightning_sheet_are_asked_last() -> None:
    roof = sheet([], [("屋面", 1, 1)])
    notes = replace(sheet([], [("本工程为第三类防雷建筑物", 1, 1)], discipline="lightning"), id="0123456789ab-2")
    assert protection_class(plans(roof, notes), roof).value == 3


def test_buildings_of_different_class_tell_nothing_without_a_name() -> None:
    facts = [{"name": "1#", "lightning_class": 2}, {"name": "2#", "lightning_class": 3}]
    drawn = sheet([])
    assert protection_class(plans(drawn, buildings=facts), drawn).value is None
    assert protection_class(plans(drawn, buildings=facts), drawn, ("2号楼",)).value == 3


def test_the_class_of_another_roof_is_not_borrowed() -> None:
    """Neither from the roof beside it, nor from the sheet of another roof."""
    beside = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 20, 20)),
            ("BLDG_OUTLINE", rectangle(30, 0, 20, 20)),
            ("LP_STRIP", path((0, 0), (20, 0))),
        ],
        [("三类防雷", 5, 5)],
        title="屋顶防雷平面图",
    )
    alone = replace(
        sheet([("BLDG_OUTLINE", rectangle(0, 0, 20, 20)), ("LP_STRIP", path((0, 0), (20, 0)))]), id="0123456789ab-2"
    )
    found = plans(beside, alone).recognise(roofs)
    assert sorted(str(roof.protection.value) for roof in found) == ["3", "None", "None"]


def test_what_stands_on_a_roof_has_its_class() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 20, 20)),
            ("BLDG_OUTLINE", rectangle(5, 5, 4, 4)),
            ("LP_STRIP", path((0, 0), (20, 0))),
        ],
        [("三类防雷", 15, 15)],
    )
    assert [roof.protection.value for roof in plans(drawn).recognise(roofs)] == [3, 3]


def test_the_only_building_of_the_facts_is_not_taken_for_another_one() -> None:
    facts = [{"name": "1#", "lightning_class": 3}]
    for title, building, value in (
        ("2#楼屋顶防雷平面图", "", None),
        ("B座屋顶防雷平面图", "", None),
        ("1号楼屋顶防雷平面图", "1#", 3),
        ("屋顶防雷平面图", "1#", 3),
        ("2#楼梯间屋顶防雷平面图", "1#", 3),
    ):
        drawn = sheet(title=title)
        found = protection_class(plans(drawn, buildings=facts), drawn)
        assert (found.building, found.value) == (building, value), title


def test_things_on_a_roof_that_are_numbered_name_no_building() -> None:
    drawn = sheet(title="屋顶防雷平面图")
    facts = [{"name": "1#", "lightning_class": 3}, {"name": "2#", "lightning_class": 2}]
    found = protection_class(plans(drawn, buildings=facts), drawn, own=("1#风机", "2#楼屋面"))
    assert (found.building, found.value) == ("2#", 2)


def test_the_class_of_another_building_is_not_read() -> None:
    drawn = sheet([], [("2#楼按三类防雷设防", 1, 1)], title="1#楼屋顶防雷平面图")
    assert protection_class(plans(drawn), drawn).value is None


def test_classes_that_contradict_each_other_leave_the_strictest_and_a_doubt() -> None:
    drawn = sheet([], [("二类防雷", 1, 1), ("三类防雷", 1, 2)])
    found = protection_class(plans(drawn, buildings=[{"name": "1#", "lightning_class": 3}]), drawn)
    assert found.value == 2
    assert found.doubt is not None
