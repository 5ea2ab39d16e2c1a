"""A new case from upload to verified package, each step in the browser of the person whose step it is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE

if TYPE_CHECKING:
    from tests.journeys.conftest import Open, Visitor

pytestmark = pytest.mark.journey

SAMPLE = Path(__file__).parents[2] / "samples" / "changzhou"
DRAWINGS = ["site.dxf", "rooms.dxf", "index-and-notes.pdf"]
PROJECT = "运河之滨三期"


def test_a_case_goes_from_upload_to_a_package_that_anyone_verifies(visitor: Open, tmp_path: Path) -> None:
    applicant = visitor("applicant")
    number = _new_case(applicant)
    _upload(applicant, tmp_path)
    _submit(applicant)
    _accept(visitor("window"), number)
    _mark_and_agree(visitor("fire"), number)
    _overrule(visitor("planning"), number)
    for discipline in ("architecture", "civil-defense", "lightning", "health", "telecom"):
        _conclude(visitor(discipline), number, "不适用", "送审图纸中没有本专业内容")
    _decide_and_seal(visitor("signatory"), number)
    package = _download(visitor("owner"), number, tmp_path)
    _verify(visitor(), package, number)


def _new_case(one: Visitor) -> str:
    one.follow("新建案件")
    one.page.get_by_label("项目名称").fill(PROJECT)
    one.page.get_by_label("建设单位用户名").fill("owner")
    one.page.get_by_label("YAML 或 JSON").set_input_files(SAMPLE / "facts.yaml")
    one.press("保存草稿并上传图纸")
    expect(one.page.get_by_role("heading", name=PROJECT)).to_be_visible()
    found = re.search(r"/cases/(\d{4}-\d{6})/files", one.page.url)
    assert found is not None
    return found[1]


def _upload(one: Visitor, folder: Path) -> None:
    empty, again = folder / "空文件.dxf", folder / "另一个名字.dxf"
    empty.touch()
    again.write_bytes((SAMPLE / "site.dxf").read_bytes())
    chosen = one.page.locator("input[type=file]")
    chosen.set_input_files([SAMPLE / name for name in DRAWINGS])
    for name in DRAWINGS:
        row = one.page.locator(".uploads li", has_text=name)
        expect(row.locator(".said")).to_have_text("已收到")
    with one.page.expect_response(lambda answer: answer.request.method == "POST") as refusal:
        chosen.set_input_files(empty)
    assert refusal.value.status == 422
    expect(one.page.locator(".uploads .refused .said")).to_contain_text("空")
    chosen.set_input_files(again)
    expect(one.page.locator(".uploads .already .said")).to_contain_text("site.dxf")


def _submit(one: Visitor) -> None:
    reading = one.page.locator("#reading")
    expect(reading.get_by_text("已读 3 个文件")).to_be_visible(timeout=PATIENCE * 1000)
    expect(reading.locator(".standing.read")).to_have_count(3)
    expect(reading.locator("a.thumb").first).to_be_visible()
    one.press("提交窗口")
    expect(one.page.locator(".state")).to_have_text("已提交，待受理")


def _accept(one: Visitor, number: str) -> None:
    one.page.locator("a.row", has_text=number).click()
    one.press("受理")
    expect(one.page.locator("header.case .state")).to_have_text("联合审查中")
    expect(one.page.locator("td[data-label=审查员]")).to_have_count(7)


def _mark_and_agree(one: Visitor, number: str) -> None:
    """The fire reviewer flies to a finding, agrees, draws a mark, and concludes."""
    one.page.locator("a.row", has_text=number).click()
    first = one.page.locator(".findings > li.broken").first
    first.get_by_role("link", name=re.compile("在图 .* 上查看")).click()
    viewer = one.page.locator("sheet-viewer[data-loaded]")
    expect(viewer).to_be_visible()
    expect(one.page.locator(".matters li.chosen")).to_have_count(1)
    expect(viewer.locator(".places .chosen")).to_have_count(1)
    one.page.locator(".matters li.chosen").get_by_role("button", name="认可").click()
    expect(one.page.locator(".judged.agreed").first).to_contain_text("消防审查员")
    expect(one.page.locator("sheet-viewer[data-loaded]")).to_be_visible()
    one.page.get_by_role("button", name="批注").click()
    box = one.page.locator("sheet-viewer").bounding_box()
    assert box is not None
    left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one.page.mouse.move(left, top)
    one.page.mouse.down()
    one.page.mouse.move(left + 90, top + 60, steps=5)
    one.page.mouse.up()
    comment = one.page.get_by_label("批注内容")
    expect(comment).to_be_focused()
    comment.fill("登高场地旁的乔木须移位")
    one.press("保存批注")
    expect(one.page.locator(".matters li", has_text="登高场地旁的乔木须移位")).to_be_visible()
    expect(one.page.locator("sheet-viewer .signs > .mark")).to_have_count(1)
    _conclude(one, number, "限期整改，修改后复审", "登高场地宽度不足，请修改")


def _overrule(one: Visitor, number: str) -> None:
    """The planning reviewer overrules every broken finding of his with a reason, and may then pass."""
    one.page.goto(f"{one.base}/cases/{number}/findings?discipline=planning&verdict=broken")
    waiting = one.page.locator(".findings > li.broken:not(:has(.judged))")
    while count := waiting.count():
        first = waiting.first
        first.locator("summary", has_text="推翻").click()
        first.get_by_label("理由").fill("规划条件附图允许该处突出")
        first.get_by_role("button", name="以此理由推翻").click()
        expect(waiting).to_have_count(count - 1)
    expect(one.page.locator(".judged.overruled").first).to_contain_text("规划条件附图允许该处突出")
    _conclude(one, number, "合格", "")


def _conclude(one: Visitor, number: str, conclusion: str, text: str) -> None:
    login = {"消防": "fire", "规划": "planning", "建筑": "architecture", "人防": "civil-defense"} | {
        "防雷": "lightning",
        "卫生": "health",
        "通信": "telecom",
    }
    name = one.page.locator(".who .me").inner_text().removesuffix("审查员")
    discipline = login[name]
    one.go(f"/cases/{number}/opinions/{discipline}")
    one.page.locator("label", has=one.page.locator("input[type=radio]")).filter(
        has_text=re.compile(rf"^\s*{conclusion}")
    ).locator("input").check()
    one.page.get_by_label("意见内容").fill(text)
    one.press("发布意见")
    row = one.page.locator("tr", has=one.page.get_by_role("link", name=name, exact=True))
    expect(row.locator(".conclusion")).to_have_text(conclusion)


def _decide_and_seal(one: Visitor, number: str) -> None:
    one.page.locator("a.row", has_text=number).click()
    expect(one.page.locator(".reasons li").first).to_be_visible()
    one.page.get_by_label("决定说明").fill("按消防意见整改后复审")
    one.page.get_by_role("button", name=re.compile("^作出决定")).click()
    one.press("整套签章")
    expect(one.page.get_by_role("heading", name="签章成果包")).to_be_visible(timeout=PATIENCE * 1000)
    expect(one.page.get_by_role("link", name="下载成果包")).to_be_visible()


def _download(one: Visitor, number: str, folder: Path) -> Path:
    one.page.locator("a.row", has_text=number).click()
    with one.page.expect_download() as started:
        one.follow("下载成果包")
    assert started.value.suggested_filename == f"{number}.zip"
    target = folder / started.value.suggested_filename
    started.value.save_as(target)
    return target


def _verify(one: Visitor, package: Path, number: str) -> None:
    answer = one.page.locator("#answer")

    def ask(file: Path) -> None:
        one.go("/verify")
        one.page.locator("input[type=file]").set_input_files(file)
        one.press("核验")

    ask(package)
    expect(answer).to_have_class(re.compile(r"\bvalid\b"))
    expect(answer).to_contain_text(number)
    expect(answer).to_contain_text("本机构交付过这个文件")
    with zipfile.ZipFile(package) as members:
        sheet = next(name for name in members.namelist() if name.startswith("sheets/") and name.endswith(".pdf"))
        single = package.with_name("sheet.pdf")
        single.write_bytes(members.read(sheet))
    ask(single)
    expect(answer).to_have_class(re.compile(r"\bvalid\b"))
    changed = bytearray(single.read_bytes())
    changed[len(changed) // 2] ^= 1
    single.write_bytes(changed)
    ask(single)
    expect(answer).to_have_class(re.compile(r"not-valid"))
    ask(_another_zip(package))
    expect(answer).to_have_class(re.compile(r"not-valid|unreadable"))


def _another_zip(package: Path) -> Path:
    """A ZIP that only looks like a package."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("manifest.json", "{}")
    other = package.with_name("other.zip")
    other.write_bytes(content.getvalue())
    return other
