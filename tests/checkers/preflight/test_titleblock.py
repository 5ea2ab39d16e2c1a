from __future__ import annotations

import pytest

from checkers.preflight.titleblock import titleblock
from tests.checkers.drawn import findings, plans, sheet

WHOLE = {
    "设计单位": "甲设计院",
    "工程名称": "某小区",
    "图名": "一层平面图",
    "图号": "建施-01",
    "专业": "建筑",
    "比例": "1:100",
    "日期": "2025.05",
    "版次": "A",
    "设计": "张",
    "校对": "李",
    "审核": "王",
    "审定": "赵",
}


def verdict_of(**changes: str) -> tuple[str, str]:
    [finding] = findings(titleblock, plans(sheet(title_block={**WHOLE, **changes})))
    return str(finding.verdict), finding.message.zh


def test_a_title_block_with_every_field_is_met() -> None:
    assert verdict_of()[0] == "met"


def test_an_empty_field_is_broken_and_named() -> None:
    verdict, message = verdict_of(审核=" ", 比例="")
    assert verdict == "broken"
    assert "审核" in message
    assert "比例" in message
    assert "校对" not in message


def test_another_usual_label_of_the_same_field_will_do() -> None:
    fields = {label: value for label, value in WHOLE.items() if label not in {"工程名称", "版次", "审定"}}
    block = {**fields, "项目名称": "某小区", "修改": "1", "批准": "赵"}
    [finding] = findings(titleblock, plans(sheet(title_block=block)))
    assert finding.verdict == "met"


def test_on_the_edge_three_readable_fields_are_a_title_block() -> None:
    three = {label: WHOLE[label] for label in ("图名", "图号", "比例")}
    two = {label: WHOLE[label] for label in ("图名", "图号")}
    assert findings(titleblock, plans(sheet(title_block=three)))[0].verdict == "broken"
    assert findings(titleblock, plans(sheet(title_block=two)))[0].verdict == "doubtful"


def test_a_set_without_sheets_is_not_looked_at() -> None:
    assert findings(titleblock, plans()) == []


def test_a_title_block_that_could_not_be_read_is_doubtful() -> None:
    [finding] = findings(titleblock, plans(sheet(title_block={})))
    assert finding.verdict == "doubtful"
    assert finding.where.bounds == (0.0, 0.0, 84.1, 59.4)


@pytest.mark.parametrize("filling", ["XXX", "——", "____", "×××", "/", "待定", "无"])
def test_dashes_and_crosses_fill_no_field(filling: str) -> None:
    verdict, message = verdict_of(审核=filling)
    assert verdict == "broken"
    assert "审核" in message


def test_a_name_with_such_letters_in_it_is_a_name() -> None:
    assert verdict_of(审核="Xu Xiaoxi")[0] == "met"
    assert verdict_of(审核="无名氏")[0] == "met"


def test_a_detail_has_the_title_block_of_its_sheet_and_is_not_looked_at() -> None:
    detail = sheet(title_block={}, identity="0123456789ab-2", part_of="0123456789ab-1")
    assert findings(titleblock, plans(detail)) == []


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("某某建筑设计研究院有限公司", "met"),
        ("问题请与设计院联系后通知设计院", "broken"),
        ("某某建设发展有限公司", "broken"),
    ],
)
def test_the_design_office_may_be_named_without_a_label(written: str, verdict: str) -> None:
    said = {label: value for label, value in WHOLE.items() if label != "设计单位"}
    [finding] = findings(titleblock, plans(sheet([], [(written, 5, 5)], title_block=said)))
    assert str(finding.verdict) == verdict
