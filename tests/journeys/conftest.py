"""A whole service of its own, and browsers for the people who use it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "joint-review-demo"
PATIENCE = 180
"""seconds for a service on a busy machine to start, or for a set to be read or sealed"""

USUAL = 40
"""seconds for a page on a busy machine"""

MEANT = ("status of 422", "status of 409")
"""a refusal is an answer like another; the browser notes it as an error"""

ROOT = Path(__file__).parents[2]


@dataclass
class Visitor:
    """One person in one browser, who notes everything the browser complains of."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def note(self, kind: str, text: str) -> None:
        """Keep what the browser complains of."""
        if kind == "error" and not any(each in text for each in MEANT):
            self.complaints.append(text)

    def go(self, path: str) -> None:
        """Open a page by its address."""
        self.page.goto(self.base + path)

    def sign_in(self, login: str) -> Visitor:
        """Sign in as one of the sample people."""
        self.go("/sign-in")
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        expect(self.page.get_by_role("heading", name="我的工作")).to_be_visible()
        return self

    def press(self, name: str) -> None:
        """Press the one button of this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the first link of this name."""
        self.page.get_by_role("link", name=name).first.click()


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service started as a first-time user starts it."""
    if not (ROOT / "review/web/static/built/islands.js").is_file():
        pytest.fail("the web assets are not built: run `make setup` or `npm run build`")
    folder = tmp_path_factory.mktemp("service")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    environment = os.environ | {"JOINT_REVIEW_TRUST": str(folder / "trust"), "LANG": "zh_CN.UTF-8"}
    for name in [name for name in environment if name.startswith("JOINT_REVIEW_") and name != "JOINT_REVIEW_TRUST"]:
        del environment[name]
    command = [sys.executable, "-m", "review.cli", "run", "--data", str(folder / "data"), "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            _wait_for(base, process, folder / "log")
            yield base
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(base: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _look in range(PATIENCE * 4):
        try:
            with urllib.request.urlopen(f"{base}/alive", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            try:
                process.wait(0.25)
            except subprocess.TimeoutExpired:
                continue
            break
    pytest.fail(f"the service did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # not for the whole session: Playwright keeps an event loop running in this thread, and the tests that come
    # after on the same worker start one of their own
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("chromium is not installed; apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


Open = Callable[..., Visitor]


@pytest.fixture
def visitor(chromium: Browser, service: str) -> Iterator[Open]:
    """Opens a browser of its own, signed in when a login is given; none may complain of anything."""
    opened: list[tuple[Any, Visitor]] = []

    def open_one(login: str = "", **options: Any) -> Visitor:
        context = chromium.new_context(locale="zh-CN", accept_downloads=True, **options)
        context.set_default_timeout(USUAL * 1000)
        one = Visitor(context.new_page(), service)
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("console", lambda message: one.note(message.type, message.text))
        opened.append((context, one))
        return one.sign_in(login) if login else one

    expect.set_options(timeout=USUAL * 1000)
    yield open_one
    complaints = [complaint for _context, one in opened for complaint in one.complaints]
    for context, _one in opened:
        context.close()
    assert complaints == []
