"""Pages on a phone, without JavaScript and in English: nothing is cut off, nothing is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE

if TYPE_CHECKING:
    from tests.journeys.conftest import Open

pytestmark = pytest.mark.journey

SAMPLE = Path(__file__).parents[2] / "samples" / "changzhou"
PHONE = {"width": 390, "height": 800}
SAMPLE_CASE = "2026-000001"


@pytest.mark.parametrize(
    ("login", "paths"),
    [
        ("", ["/", "/sign-in", "/verify", "/rules", "/rules/accuracy", "/rules/fire/climb-size"]),
        (
            "applicant",
            ["/work", "/cases/new"]
            + [f"/cases/{SAMPLE_CASE}{part}" for part in ("", "/files", "/findings", "/result", "/facts", "/timeline")],
        ),
        ("supervisor", ["/supervision"]),
        ("administrator", ["/administration"]),
    ],
)
def test_no_page_is_wider_than_a_phone(login: str, paths: list[str], visitor: Open) -> None:
    one = visitor(login, viewport=PHONE)
    wide = []
    for path in paths:
        one.go(path)
        expect(one.page.locator("main")).to_be_visible()
        width = one.page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            wide.append(f"{path}: {width}")
    assert wide == []


def test_a_case_is_made_and_filled_without_javascript(visitor: Open) -> None:
    one = visitor("applicant", java_script_enabled=False)
    one.follow("新建案件")
    one.page.get_by_label("项目名称").fill("不用脚本的项目")
    one.page.get_by_label("城市", exact=True).fill("常州市")
    one.page.get_by_label("楼号").first.fill("1#")
    one.press("保存草稿并上传图纸")
    one.page.locator("input[type=file]").set_input_files([SAMPLE / "rooms.dxf", SAMPLE / "facts.yaml"])
    one.press("上传")
    expect(one.page.get_by_role("alert")).to_contain_text("facts.yaml")
    expect(one.page.locator("#reading tbody tr")).to_have_count(1)
    for _look in range(PATIENCE):
        if one.page.locator(".standing.read").count():
            break
        one.page.goto(one.page.url)
    one.page.locator("a.thumb").first.click()
    expect(one.page.locator("sheet-viewer img")).to_be_visible()


def test_a_facts_form_keeps_what_was_typed_when_it_is_refused(visitor: Open) -> None:
    one = visitor("applicant")
    one.go("/cases/new")
    one.page.get_by_label("项目名称").fill("业主写错的项目")
    one.page.get_by_label("建设单位用户名").fill("nobody")
    one.press("保存草稿并上传图纸")
    expect(one.page.get_by_role("alert")).to_contain_text("nobody")
    expect(one.page.get_by_label("项目名称")).to_have_value("业主写错的项目")


def test_pages_speak_english_when_asked(visitor: Open) -> None:
    one = visitor()
    one.go("/")
    expect(one.page.get_by_role("heading", name="图纸网上跑，企业不跑腿")).to_be_visible()
    one.press("English")
    expect(one.page.get_by_role("heading", name="Drawings travel on the net")).to_be_visible()
    expect(one.page.locator("html")).to_have_attribute("lang", re.compile("en"))
    one.press("中文")
    expect(one.page.get_by_role("heading", name="图纸网上跑，企业不跑腿")).to_be_visible()
