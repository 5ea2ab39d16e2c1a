"""The files page says which file is a picture, where a file is shown, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.review.test_references import added, case_with, host, picture, tanks

if TYPE_CHECKING:
    from pathlib import Path

    from review.jobs import Jobs
    from storage.people import Person
    from tests.review.web.conftest import Open


def test_pictures_and_references_are_said_to_be_so(
    jobs: Jobs, people: dict[str, Person], browser: Open, tmp_path: Path
) -> None:
    case = case_with(jobs, people, host(tmp_path / "总图.dxf", "tanks.dwg"), picture(tmp_path / "照片.png"))
    jobs.work(until_idle=True)
    page = browser("applicant").get(f"/cases/{case.number}/files").text
    assert "参照图片" in page
    assert "缺少参照文件：tanks.dwg；请以原文件名上传" in page
    added(jobs, people, case, tanks(tmp_path / "tanks.dxf"))
    jobs.work(until_idle=True)
    page = browser("applicant").get(f"/cases/{case.number}/files").text
    assert "已显示在 总图.dxf 中" in page
    assert "缺少参照文件" not in page
