from __future__ import annotations

import pytest

from checkers.features.lightning_notes import (
    columns_used,
    of_lightning,
    resistances,
    side_flash_written,
    touch_measures_written,
)
from tests.checkers.drawn import path, plans, sheet


def note(words: str, title: str = "屋顶防雷平面图"):  # noqa: ANN201 - a sheet
    return sheet([("LP_STRIP", path((0, 0), (9, 0)))], [(words, 1, 1)], title=title)


@pytest.mark.parametrize(
    ("words", "ohms"),
    [
        ("接地电阻不大于1Ω", [1.0]),
        ("冲击接地电阻≤10\u2126。", [10.0]),
        ("要求接地电阻R≤4欧姆，否则增打接地极", [4.0]),
        ("接地电阻值应小于0.5ohm", [0.5]),
        ("当接地电阻大于1Ω时增打接地极", []),
        ("接地电阻超过时 1Ω", []),
        ("防静电接地电阻不大于100Ω", []),
    ],
)
def test_writings_state_resistances(words: str, ohms: list[float]) -> None:
    assert [each.ohms for each in plans(note(words)).recognise(resistances)] == ohms


def test_common_earths_are_told() -> None:
    [each] = plans(note("采用联合接地，接地电阻不大于1Ω")).recognise(resistances)
    assert each.common


def test_what_notes_say_is_found() -> None:
    assert side_flash_written(plans(note("45m以上设均压环")))
    assert not side_flash_written(plans(note("可不考虑防侧击")))
    assert touch_measures_written(note("引下线3m内采取防跨步电压措施"))
    assert columns_used(note("利用结构柱内两根主筋作引下线"))
    assert not columns_used(note("采用明敷引下线"))


def test_a_sheet_of_lightning_protection_is_known_by_title_or_layers() -> None:
    assert of_lightning(note("", title="平面图"))
    assert of_lightning(sheet(title="电气设计说明"))
    assert not of_lightning(sheet(title="一层平面图"))


@pytest.mark.parametrize(
    ("words", "ohms"),
    [
        ("防雷接地、变压器中性点工作接地、保护接地共用接地装置，接地电阻不大于4Ω", [4.0]),
        ("防静电接地电阻不大于100Ω，防雷接地电阻不大于10Ω", [10.0]),
        ("重复接地电阻不大于10Ω", []),
    ],
)
def test_an_earth_of_lightning_and_other_systems_is_one_of_lightning(words: str, ohms: list[float]) -> None:
    assert [each.ohms for each in plans(note(words)).recognise(resistances)] == ohms
