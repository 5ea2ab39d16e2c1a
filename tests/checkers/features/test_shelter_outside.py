from __future__ import annotations

import pytest

from checkers.features.shelter_outside import outdoor_exits
from tests.checkers.drawn import plans, rectangle, sheet


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("人防主要出入口", True),
        ("战时室外出入口", True),
        ("人防口部出地面段", True),
        ("人防次要出入口", False),
        ("地下车库出入口", False),
        ("消防车出入口", False),
        ("主要出入口", False),
        ("人防主要出入口应设在倒塌范围以外并满足规范要求的说明", False),
    ],
)
def test_words_on_a_site_plan_say_where_an_exit_comes_up(words: str, *, is_one: bool) -> None:
    drawn = sheet([("CD", rectangle(0, 0, 6, 4))], [(words, 1, 1)], title="总平面图")
    assert [exit_.polygon is not None for exit_ in plans(drawn).recognise(outdoor_exits)] == [True] * is_one


def test_a_line_around_the_whole_shelter_is_not_the_exit_and_two_words_in_one_line_are_one_exit() -> None:
    whole = sheet([("CD", rectangle(0, 0, 60, 40))], [("人防主要出入口", 1, 1)], title="总平面图")
    assert [exit_.polygon for exit_ in plans(whole).recognise(outdoor_exits)] == [None]
    twice = sheet(
        [("CD", rectangle(0, 0, 6, 4))], [("人防主要出入口", 1, 1), ("战时室外出入口", 1, 2)], title="总平面图"
    )
    assert len(plans(twice).recognise(outdoor_exits)) == 1


def test_other_sheets_show_none() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 6, 4))], [("人防主要出入口", 1, 1)], title="地下一层平面图")
    assert plans(drawn).recognise(outdoor_exits) == ()
