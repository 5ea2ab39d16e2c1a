from __future__ import annotations

from dataclasses import replace
from typing import Any

from checkers.drawing.model import IndexRow
from checkers.preflight.index_vs_sheets import index_vs_sheets
from tests.checkers.drawn import findings, plans, sheet


def said(rows: list[IndexRow], *others: Any) -> dict[str, str]:
    index = replace(sheet(number="总施-00", title="图纸目录", identity="aaaaaaaaaaaa-1"), index=tuple(rows))
    return {f.subject: str(f.verdict) for f in findings(index_vs_sheets, plans(index, *others))}


OWN = IndexRow(number="总施-00", title="图纸目录")
PLAN = sheet(number="建施-01", title="一层平面图", identity="bbbbbbbbbbbb-1", title_block={"版次": "A"})


def row(number: str, title: str, **cells: str) -> IndexRow:
    return IndexRow(number=number, title=title, **cells)


def test_rows_and_sheets_that_name_each_other_are_met() -> None:
    rows = [OWN, row("建施－01", "一层平面图", size="A1", version="A")]
    assert said(rows, PLAN) == {"总施-00 图纸目录": "met", "建施－01 一层平面图": "met"}


def test_a_listed_sheet_that_is_not_there_is_broken() -> None:
    assert (
        said([OWN, row("建施-02", "二层平面图"), row("建施-01", "一层平面图")], PLAN)["建施-02 二层平面图"] == "broken"
    )


def test_a_sheet_that_is_not_listed_is_broken() -> None:
    assert said([OWN], PLAN)["建施-01 一层平面图"] == "broken"


def test_a_number_used_twice_is_broken_in_the_index_and_on_sheets() -> None:
    twice = said([OWN, row("建施-01", "一层平面图"), row("建施-01", "二层平面图")], PLAN)
    assert twice["建施-01 二层平面图"] == "broken"
    again = replace(PLAN, id="cccccccccccc-1", title="二层平面图")
    assert said([OWN, row("建施-01", "一层平面图")], PLAN, again)["建施-01 二层平面图"] == "broken"


def test_another_title_size_or_revision_is_broken() -> None:
    for cells in ({"title": "屋顶防雷平面图"}, {"size": "A2"}, {"version": "B"}):
        listed = row("建施-01", **{"title": "一层平面图", **cells})
        assert set(said([OWN, listed], PLAN).values()) == {"met", "broken"}, cells


def test_nearly_the_same_title_is_doubtful() -> None:
    long = replace(PLAN, title="1#楼地下一层平时平面布置总图")
    assert (
        said([OWN, row("建施-01", "1#楼地下一层平时平面布置图")], long)["建施-01 1#楼地下一层平时平面布置图"]
        == "doubtful"
    )


def test_a_sheet_whose_number_could_not_be_read_is_doubtful() -> None:
    assert said([OWN], replace(PLAN, number=""))["一层平面图"] == "doubtful"


def test_a_set_without_an_index_is_not_looked_at() -> None:
    assert findings(index_vs_sheets, plans(PLAN)) == []
