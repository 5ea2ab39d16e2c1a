"""Side flashes: from 30, 45 and 60 m on in classes 1, 2 and 3."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.lightning.side_flash import side_flash
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet
from tests.checkers.lightning.roofs import CLASS_2, CLASS_3, elsewhere, roof

WORDS = ("45m以上外墙栏杆、门窗等金属物与均压环连接，防侧击雷", 50, 9)


def said(drawn: Sheet, height: float | None) -> list[str]:
    facts = {"buildings": [{"name": "1#", "height": height}]}
    return [str(finding.verdict) for finding in findings(side_flash, plans(drawn, **facts))]


@pytest.mark.parametrize(
    ("words", "height", "verdict"),
    [(CLASS_2, 45.0, "met"), (CLASS_2, 45.1, "broken"), (CLASS_3, 60.0, "met"), (CLASS_3, 60.1, "broken")],
)
def test_up_to_the_very_height_nothing_is_asked_for(words: tuple[Any, ...], height: float, verdict: str) -> None:
    assert said(roof(words), height) == [verdict]
    assert said(roof(words, WORDS), height) == ["met"]
    assert said(elsewhere(roof(words)), height) == [verdict]


def test_high_by_less_than_a_millimetre_is_doubtful() -> None:
    assert said(roof(CLASS_2), 45.0005) == ["doubtful"]


def test_words_that_say_no_are_none() -> None:
    assert said(roof(CLASS_2, ("建筑高度不大于45m，可不考虑防侧击", 50, 9)), 50.0) == ["broken"]


def test_missing_words_are_doubtful_where_something_could_not_be_read() -> None:
    assert said(roof(CLASS_2, not_displayed=[not_shown("proxy", "TCH_TEXT")]), 50.0) == ["doubtful"]


def test_without_a_class_it_is_doubtful_and_without_a_height_nothing_could_be_read() -> None:
    assert said(roof(), 50.0) == ["doubtful"]
    with pytest.raises(CouldNotRead, match="height"):
        said(roof(CLASS_2), None)
    assert said(sheet([("WALL", path((0, 0), (9, 0)))]), 50.0) == []


def test_the_height_of_another_building_is_not_taken() -> None:
    drawn = sheet(
        [("BLDG_OUTLINE", rectangle(0, 0, 36, 18)), ("LP_STRIP", path((0, 0), (36, 0)))],
        [("屋面", 2, 16), CLASS_2],
        title="2#楼屋顶防雷平面图",
    )
    with pytest.raises(CouldNotRead, match="height"):
        said(drawn, 20.0)


def test_measures_of_another_building_and_measures_left_out_do_not_count() -> None:
    for words in ("2#楼45m以上设均压环", "本工程不做均压环", "防侧击措施不考虑"):
        assert said(roof(CLASS_2, (words, 50, 9)), 50.0) == ["broken"], words
    for words in ("1#楼45m以上设均压环", "45m以上设均压环，45m以下不设均压环"):
        assert said(roof(CLASS_2, (words, 50, 9)), 50.0) == ["met"], words


def test_classes_that_contradict_each_other_are_doubtful_whatever_the_facts_state() -> None:
    drawn = roof(CLASS_2, ("本工程按三类防雷设防", 50, 9), ("本工程按二类防雷设防", 50, 11))
    facts = {"buildings": [{"name": "1#", "height": 50.0, "lightning_class": 3}]}
    [finding] = findings(side_flash, plans(drawn, **facts))
    assert (finding.verdict, finding.required) == ("doubtful", 45.0)
