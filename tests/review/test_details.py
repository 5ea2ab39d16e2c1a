"""A detail of a layout on its way through the service: a sheet of the case, marked, sealed and packed."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

from review import acts
from review.annotations import marks, opinions
from review.people import DISCIPLINES
from review.results.gather import case_record, letter_content
from review.results.verify import verify
from tests.checkers.drawing.drafting import drawing as empty
from tests.checkers.drawing.drafting import labelled, rectangle, saved

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from review.jobs import Jobs
    from storage.people import Person


def plan(folder: Path) -> Path:
    """A layout of A1 with a plan at 1:100 and, beside it, a stair at 1:50 that has a title."""
    doc = empty()
    model = doc.modelspace()
    rectangle(model, 0, 0, 20_000, 10_000, "A-AREA")
    rectangle(model, 100_000, 50_000, 4000, 3000, "A-AREA")
    layout = doc.layout("Layout1")
    rectangle(layout, 0, 0, 841, 594, "图框")
    labelled(layout, 700, 60, 1, {"图名": "一层平面图", "图号": "建施-09", "比例": "1:100"})
    layout.add_viewport((300, 300), (400, 300), (10_000, 5000), 30_000)
    layout.add_viewport((650, 400), (100, 80), (102_000, 51_500), 4000)
    layout.add_text("1#楼梯详图 1:50", height=5, dxfattribs={"insert": (620, 350)})
    return saved(doc, folder)


def test_a_detail_is_a_sheet_of_the_case_up_to_its_sealed_page(
    jobs: Jobs, people: dict[str, Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JOINT_REVIEW_TRUST", str(tmp_path / "trust"))
    case = acts.create_case(jobs, people["applicant"], "测试项目", {"filed_on": "2025-06-01"}, "owner")
    with plan(tmp_path).open("rb") as stream:
        acts.add_file(jobs, case.id, people["applicant"], "平面.dxf", stream)
    jobs.work(until_idle=True)
    acts.submit(jobs, case.id, people["applicant"])
    case = acts.accept(jobs, case.id, people["window"])
    with jobs.office.database.unit() as unit:
        whole, detail = unit.drawings.sheets(case.id)
        assert (whole.number, whole.title, whole.discipline) == ("建施-09", "一层平面图", "architecture")
        assert (detail.number, detail.title, detail.discipline) == ("建施-09", "1#楼梯详图 1:50", "architecture")
        assert (detail.scale, detail.size_mm[0], detail.size_mm[1]) == (50, 100, 80)
        assert whole.not_displayed == []
        run = unit.findings.latest(case.id, 1)
        assert run is not None
        # its own title block, scale and size are nothing to ask of a detail
        asked = {each.rule for each in unit.findings.of_run(run.id) if each.sheet == detail.sheet}
        assert asked.isdisjoint({"preflight/titleblock", "preflight/scale", "preflight/sheet-size"})
        shape = {"type": "Point", "coordinates": [50, 40]}
        marks.place(unit, case, detail, people["architecture"], shape=shape, comment="请补充扶手高度")
        for discipline in DISCIPLINES:
            opinions.release(unit, case, people[discipline], discipline, "pass", "")
        said = letter_content(
            case_record(unit, case),
            issued_at=case.created_at,
            authority="审图中心",
            verification_url="",
            development=True,
            signatory="",
        )
        assert [(each.number, each.title, each.scale) for each in said.sheets] == [
            ("建施-09", "一层平面图", "1:100"),
            ("建施-09", "1#楼梯详图 1:50", "1:50"),
        ]
        assert [each.sheet for each in said.marks] == ["建施-09 1#楼梯详图 1:50"]
    acts.decide(jobs, case.id, people["signatory"], "同意")
    acts.seal(jobs, case.id, people["signatory"])
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        package = unit.opinions.package(case.id)
    assert package is not None
    with jobs.office.objects.local(package.sha256) as file:
        assert verify(file).exit_status == 0
        with zipfile.ZipFile(file) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    sealed = [each for each in manifest["files"] if each["path"].startswith("sheets/")]
    assert [(each["number"], each["title"]) for each in sealed] == [
        ("建施-09", "一层平面图"),
        ("建施-09", "1#楼梯详图 1:50"),
    ]
