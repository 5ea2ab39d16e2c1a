from __future__ import annotations

import pytest

from review.results.flow import Column, Flow


@pytest.fixture
def flow() -> Flow:
    return Flow()


def test_chinese_breaks_between_any_two_characters_and_a_line_holds_what_fits(flow: Flow) -> None:
    # every Chinese character is as wide as its size: ten of 3 mm fill 30 mm
    assert flow.lines("一二三四五六七八九十一二", 30.0, 3.0) == ["一二三四五六七八九十", "一二"]


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(flow: Flow) -> None:
    assert flow.lines("一二三四，五六", 12.0, 3.0) == ["一二三", "四，五六"]
    assert flow.lines("一二三（四五）", 12.0, 3.0) == ["一二三", "（四五）"]


def test_a_word_stays_whole_when_it_can(flow: Flow) -> None:
    assert flow.lines("甲乙丙 GB50016", 15.0, 3.0) == ["甲乙丙", "GB50016"]


def test_a_word_longer_than_the_line_is_cut(flow: Flow) -> None:
    lines = flow.lines("a" * 64, 20.0, 3.0)
    assert len(lines) > 3
    assert "".join(lines) == "a" * 64


def test_line_ends_of_the_text_are_kept(flow: Flow) -> None:
    assert flow.lines("甲\n\n乙\r\n丙", 30.0, 3.0) == ["甲", "", "乙", "丙"]


def test_a_row_that_does_not_fit_goes_to_the_next_page_as_a_whole(flow: Flow) -> None:
    flow.y = 270.0
    flow.table([Column("图号", 80), Column("图名", 90)], [["一", "\n".join("甲乙丙丁戊")]])
    assert flow.document.page_count == 2
    flow.y = 40.0
    flow.table([Column("图号", 80), Column("图名", 90)], [["一", "甲"]])
    assert flow.document.page_count == 2
