"""Side flashes: from 30, 45 and 60 m on in classes 1, 2 and 3."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.lightning.side_flash import side_flash
from tests.checkers.drawn import findings, not_shown, path, plans, sheet
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
