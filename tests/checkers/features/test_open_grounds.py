from __future__ import annotations

import re

from checkers.features.open_grounds import named_grounds
from tests.checkers.drawn import Stroke, rectangle, sheet

PITCH = re.compile("球场")


def test_the_smallest_closed_line_around_the_name_is_the_ground() -> None:
    strokes = [
        Stroke("GREEN", rectangle(-20, -20, 90, 90), layer="场地"),
        Stroke("", rectangle(0, 0, 28, 15), layer="铺装", handle="AB"),
        Stroke("BLDG_OUTLINE", rectangle(5, 5, 12, 8)),
    ]
    [ground] = named_grounds(sheet(strokes, [("篮球场", 8, 7)]), PITCH)
    assert ground.handles == ("AB",)
    assert ground.sure


def test_two_names_in_one_line_are_one_ground_and_a_name_without_a_line_is_not_sure() -> None:
    drawn = sheet([Stroke("", rectangle(0, 0, 28, 15))], [("篮球场", 8, 7), ("篮球场", 20, 7), ("足球场", 90, 7)])
    assert sorted(ground.sure for ground in named_grounds(drawn, PITCH)) == [False, True]


def test_without_a_name_there_is_no_ground() -> None:
    assert list(named_grounds(sheet([Stroke("", rectangle(0, 0, 28, 15))]), PITCH)) == []
