"""A case returned for correction: only what changed is brought, and every mark of the first round is looked after."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.checkers.comparing.building import Leaf, Thing, drawn, office
from tests.journeys.conftest import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Open, Visitor

pytestmark = pytest.mark.journey

FIRST = office(11)
CHANGED, RENUMBERED, REMOVED, ASKED = FIRST[0], FIRST[13], FIRST[8], FIRST[4]
SPECIAL = next(each for each in CHANGED.things if each.key == "special")
INSERTED = Leaf(
    "stairs",
    "建施-20",
    "楼梯详图",
    tuple(Thing(f"s{n}", "room", 12 + n * 0.9, 20, 0.6, 9, f"踏步{n}") for n in range(12)),
)
SHAFT = Thing("shaft", "room", 60, 45, 2, 2, "新增管井")
DISCIPLINES = ("planning", "architecture", "civil-defense", "lightning", "health", "telecom")


def changed_sheets() -> list[Leaf]:
    """What the design institute brings again, in an order of its own."""
    moved = (replace(each, x=each.x + 0.9) if each.key == "special" else each for each in CHANGED.things)
    return [
        INSERTED,
        replace(RENUMBERED, number="结施-44"),
        replace(CHANGED, things=(*moved, SHAFT)),
        replace(ASKED, number="建变-1", title="变更图"),
    ]


def test_only_what_changed_is_brought_and_every_mark_is_looked_after(visitor: Open, tmp_path: Path) -> None:
    applicant, fire = visitor("applicant"), visitor("fire")
    number = _new_case(applicant)
    _bring(applicant, drawn(FIRST, tmp_path / "全套.dxf"))
    applicant.press("提交窗口")
    expect(applicant.page.locator(".state")).to_have_text("已提交，待受理")
    window = visitor("window")
    _accept(window, number)
    _mark(fire, number, CHANGED.title, (SPECIAL.x + 1) * 10, (SPECIAL.y + 1) * 10, "此间请移位")
    _mark(fire, number, CHANGED.title, 85, 503, "标高请复核")
    _mark(fire, number, REMOVED.title, 300, 200, "立面开窗不足")
    _conclude(fire, number, "限期整改，修改后复审", "请按批注修改")
    for discipline in DISCIPLINES:
        _conclude(visitor(discipline), number, "不适用", "没有本专业内容")
    _return(visitor("signatory"), number)

    applicant.go(f"/cases/{number}/files")
    _bring(applicant, drawn(changed_sheets(), tmp_path / "改动.dxf"))
    _say_which_is_which(applicant, number)
    _resubmit(applicant, number)
    _accept(window, number)

    _look_at_the_round(fire, number)
    _a_late_comment_needs_a_reason(fire, number)


def _new_case(one: Visitor) -> str:
    one.follow("新建案件")
    one.page.get_by_label("项目名称").fill("江北科创园办公楼")
    one.page.get_by_label("YAML 或 JSON").set_input_files(
        {"name": "f.json", "mimeType": "application/json", "buffer": json.dumps({"filed_on": "2025-06-01"}).encode()}
    )
    one.press("保存草稿并上传图纸")
    expect(one.page.get_by_role("heading", name="江北科创园办公楼")).to_be_visible()
    found = re.search(r"/cases/(\d{4}-\d{6})/files", one.page.url)
    assert found is not None
    return found[1]


def _bring(one: Visitor, file: Path) -> None:
    one.page.locator("input[type=file]").set_input_files(file)
    expect(one.page.locator("#reading").get_by_text("已读 1 个文件")).to_be_visible(timeout=PATIENCE * 1000)


def _accept(one: Visitor, number: str) -> None:
    one.go(f"/cases/{number}/window")
    one.press("受理")
    expect(one.page.locator("header.case .state")).to_have_text("联合审查中")


def _mark(one: Visitor, number: str, title: str, x: float, y: float, comment: str) -> None:
    one.go(f"/cases/{number}")
    one.page.locator("a.thumb", has_text=title).first.click()
    one.page.locator("summary", has_text="新建批注").click()
    one.page.get_by_label("x", exact=True).fill(f"{x:.0f}")
    one.page.get_by_label("y", exact=True).fill(f"{y:.0f}")
    one.page.get_by_label("批注内容").fill(comment)
    one.press("保存批注")
    expect(one.page.locator(".matters li", has_text=comment)).to_be_visible()


def _conclude(one: Visitor, number: str, conclusion: str, text: str) -> None:
    login = one.page.locator(".who .me").inner_text().removesuffix("审查员")
    names = {"消防": "fire", "规划": "planning", "建筑": "architecture", "人防": "civil-defense"}
    names |= {"防雷": "lightning", "卫生": "health", "通信": "telecom"}
    one.go(f"/cases/{number}/opinions/{names[login]}")
    one.page.locator("label", has=one.page.locator("input[type=radio]")).filter(
        has_text=re.compile(rf"^\s*{conclusion}")
    ).locator("input").check()
    one.page.get_by_label("意见内容").fill(text)
    one.press("发布意见")
    expect(one.page.locator(".conclusion").first).to_be_visible()


def _return(one: Visitor, number: str) -> None:
    one.go(f"/cases/{number}/result")
    one.page.get_by_label("须修改的内容").fill("按消防意见修改")
    one.press("退回修改")
    expect(one.page.locator("header.case .state")).to_have_text("退回修改")


def _say_which_is_which(one: Visitor, number: str) -> None:
    """The plan under another name cannot go unasked."""
    one.go(f"/cases/{number}/rounds")
    row = one.page.locator("tr.pair-doubtful", has_text="变更图")
    expect(row).to_be_visible(timeout=PATIENCE * 1000)
    one.go(f"/cases/{number}/files")
    one.press("作为下一轮重新提交")
    expect(one.page.get_by_role("alert")).to_contain_text("逐张确认")
    one.go(f"/cases/{number}/rounds")
    row.get_by_label("它是哪张图？").select_option(label=f"{ASKED.number} {ASKED.title}")
    row.get_by_role("button", name="确认").click()
    expect(one.page.locator("tr.pair-matched", has_text="变更图")).to_be_visible(timeout=PATIENCE * 1000)


def _resubmit(one: Visitor, number: str) -> None:
    one.go(f"/cases/{number}/files")
    expect(one.page.get_by_label("只提交改动部分")).to_be_checked()
    one.page.locator(".plan li li", has_text=REMOVED.title).get_by_label("不再送审").check()
    one.press("作为下一轮重新提交")
    expect(one.page.locator(".state")).to_have_text("已提交，待受理")


def _look_at_the_round(one: Visitor, number: str) -> None:
    one.go(f"/cases/{number}/rounds")
    page = one.page
    expect(page.locator("tr.pair-same")).to_have_count(len(FIRST) - 4, timeout=PATIENCE * 1000)
    expect(page.locator("tr.pair-added")).to_contain_text(INSERTED.title)
    expect(page.locator("tr.pair-removed")).to_contain_text(REMOVED.title)
    expect(page.locator("tr.pair-matched")).to_have_count(3)
    expect(page.locator("tr.placement-placed")).to_contain_text("标高请复核")
    expect(page.locator("tr.placement-gone")).to_contain_text("立面开窗不足")
    looked = page.locator("tr.placement-look")
    expect(looked).to_contain_text("此间请移位")
    page.locator("tr.pair-matched", has_text=CHANGED.title).get_by_role("link", name="2 处改动").click()
    expect(page.locator("ol.changes li.moved")).to_contain_text("此间请移位")
    expect(page.locator("ol.changes li.added.undeclared")).to_contain_text("新增管井")
    expect(page.locator(".sheetpicture path.now")).to_have_count(2)
    one.go(f"/cases/{number}/rounds")
    looked.get_by_role("button", name="位置正确").click()
    expect(page.locator("tr.placement-look")).to_have_count(0)
    expect(page.locator("tr.placement-placed", has_text="此间请移位")).to_contain_text("审查员已确认")


def _a_late_comment_needs_a_reason(one: Visitor, number: str) -> None:
    one.go(f"/cases/{number}")
    one.page.locator("a.thumb", has_text=FIRST[2].title).first.click()
    one.page.locator("summary", has_text="新建批注").click()
    one.page.get_by_label("x", exact=True).fill("700")
    one.page.get_by_label("y", exact=True).fill("500")
    one.page.get_by_label("批注内容").fill("此处缺少疏散标志")
    one.press("保存批注")
    expect(one.page.get_by_role("alert")).to_contain_text("首轮之后")
    expect(one.page.get_by_label("批注内容")).to_have_value("此处缺少疏散标志")
    one.page.get_by_label("理由").first.select_option("safety")
    one.page.get_by_label("说明").fill("影响人员疏散安全")
    one.press("保存批注")
    expect(one.page.locator(".matters li", has_text="此处缺少疏散标志")).to_be_visible()
    one.go(f"/cases/{number}/rounds")
    expect(one.page.get_by_text("影响人员疏散安全")).to_be_visible()
