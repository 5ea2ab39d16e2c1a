"""Files of a case that reference each other: found whatever the order they come in, measured once, told to people."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import ezdxf
import pytest
from ezdxf import xref
from PIL import Image

from review import acts
from review.errors import Refused, Unready
from review.intake import scan
from review.intake.references import told
from tests.review.drawings import site_plan

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from review.jobs import Jobs
    from storage.cases import Case
    from storage.drawings import File
    from storage.people import Person

People = dict[str, "Person"]


def tanks(path: Path, gap: float = 8.0) -> Path:
    """Unframed: a drinking tank and a septic tank ``gap`` metres apart."""
    document = ezdxf.readfile(site_plan(path, tank_gap=gap))
    space = document.modelspace()
    for entity in list(space):
        if entity.dxf.layer == "TK":
            space.delete_entity(entity)
    document.saveas(path)
    return path


def host(path: Path, written: str) -> Path:
    """The framed site plan without the tanks, which it references."""
    document = ezdxf.readfile(site_plan(path))
    space = document.modelspace()
    for entity in list(space):
        if entity.dxf.layer != "TK":
            space.delete_entity(entity)
    xref.attach(document, block_name="BASE", filename=written)
    document.saveas(path)
    return path


def case_with(jobs: Jobs, people: People, *paths: Path) -> Case:
    case = acts.create_case(jobs, people["applicant"], "测试", {"filed_on": "2025-06-01"})
    for path in paths:
        added(jobs, people, case, path)
    return case


def added(jobs: Jobs, people: People, case: Case, path: Path) -> File:
    with path.open("rb") as stream:
        return acts.add_file(jobs, case.id, people["applicant"], path.name, stream).file


def of_tanks(jobs: Jobs, case: UUID) -> list[tuple[str, float]]:
    """Verdict and distance of the findings about the two tanks, of the latest run."""
    with jobs.office.database.unit() as unit:
        run = unit.findings.latest(case, 1)
        assert run is not None
        found = [each for each in unit.findings.of_run(run.id) if each.rule == "health/tank-pollution"]
    return [(each.verdict, round(each.body["measured"], 3)) for each in found]


def files(jobs: Jobs, case: UUID) -> dict[str, File]:
    with jobs.office.database.unit() as unit:
        return {file.name: file for file in unit.drawings.files(case)}


@pytest.mark.parametrize("turned", [False, True])
def test_a_reference_is_bound_and_measured_once_whichever_file_comes_first(
    jobs: Jobs, people: People, tmp_path: Path, *, turned: bool
) -> None:
    paths = [host(tmp_path / "总图.dxf", r"D:\底图\tanks.dwg"), tanks(tmp_path / "tanks.dxf")]
    case = case_with(jobs, people, *(reversed(paths) if turned else paths))
    jobs.work(until_idle=True)
    there = files(jobs, case.id)
    assert {name: file.status for name, file in there.items()} == {"总图.dxf": "read", "tanks.dxf": "read"}
    assert (there["总图.dxf"].source or {})["bound"] == ["tanks.dxf"]
    assert of_tanks(jobs, case.id) == [("broken", 8.0)]


def test_a_reference_that_comes_later_has_its_host_read_again(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = case_with(jobs, people, host(tmp_path / "总图.dxf", "tanks.dwg"))
    jobs.work(until_idle=True)
    assert (files(jobs, case.id)["总图.dxf"].source or {})["wanted"] == ["tanks.dwg"]
    assert of_tanks(jobs, case.id) == []
    added(jobs, people, case, tanks(tmp_path / "tanks.dxf"))
    jobs.work(until_idle=True)
    assert (files(jobs, case.id)["总图.dxf"].source or {})["wanted"] == []
    assert of_tanks(jobs, case.id) == [("broken", 8.0)]


def test_a_reference_removed_and_replaced_is_followed(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = case_with(jobs, people, host(tmp_path / "总图.dxf", "tanks.dxf"), tanks(tmp_path / "tanks.dxf"))
    jobs.work(until_idle=True)
    acts.remove_file(jobs, case.id, people["applicant"], files(jobs, case.id)["tanks.dxf"].id)
    jobs.work(until_idle=True)
    assert (files(jobs, case.id)["总图.dxf"].source or {})["bound"] == []
    assert of_tanks(jobs, case.id) == []
    added(jobs, people, case, tanks(tmp_path / "tanks.dxf", gap=9.0))
    jobs.work(until_idle=True)
    assert of_tanks(jobs, case.id) == [("broken", 9.0)]


def test_two_files_of_the_name_are_not_chosen_between_until_one_goes(
    jobs: Jobs, people: People, tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    case = case_with(
        jobs,
        people,
        host(tmp_path / "总图.dxf", "tanks.dxf"),
        tanks(tmp_path / "tanks.dxf"),
        tanks(tmp_path / "b" / "TANKS.dxf", gap=9.0),
    )
    jobs.work(until_idle=True)
    there = files(jobs, case.id)
    assert (there["总图.dxf"].source or {})["wanted"] == ["tanks.dxf"]
    acts.remove_file(jobs, case.id, people["applicant"], there["TANKS.dxf"].id)
    jobs.work(until_idle=True)
    assert (files(jobs, case.id)["总图.dxf"].source or {})["bound"] == ["tanks.dxf"]
    assert of_tanks(jobs, case.id) == [("broken", 8.0)]


def test_a_damaged_reference_does_not_keep_its_host_from_being_read(jobs: Jobs, people: People, tmp_path: Path) -> None:
    broken = tmp_path / "tanks.dwg"
    broken.write_bytes(b"AC1032" + bytes(600))
    case = case_with(jobs, people, host(tmp_path / "总图.dxf", "tanks.dwg"), broken)
    jobs.work(until_idle=True)
    there = files(jobs, case.id)
    assert {name: file.status for name, file in there.items()} == {"总图.dxf": "read", "tanks.dwg": "refused"}
    with jobs.office.database.unit() as unit:
        (sheet,) = unit.drawings.sheets(case.id)
    (lost,) = sheet.not_displayed
    assert lost["kind"] == "xref"
    assert lost["what"].startswith("tanks.dwg (无法读取")


def test_only_what_is_asked_for_is_brought_near(
    jobs: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    near: list[list[str]] = []
    read = scan.read_isolated

    def noted(*given: object, **named: object) -> object:
        near.append([each.name for each in named["companions"]])  # type: ignore[attr-defined]
        return read(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(scan, "read_isolated", noted)
    case_with(
        jobs,
        people,
        host(tmp_path / "总图.dxf", "tanks.dxf"),
        tanks(tmp_path / "tanks.dxf"),
        site_plan(tmp_path / "另一张.dxf", tank_gap=20),
    )
    jobs.work(until_idle=True)
    assert sorted(near) == [[], [], [], ["tanks.dxf"]]


def test_people_are_told_where_a_file_is_shown_and_what_is_missing(jobs: Jobs, people: People, tmp_path: Path) -> None:
    plan = host(tmp_path / "总图.dxf", "tanks.dxf")
    document = ezdxf.readfile(plan)
    xref.attach(document, block_name="GONE", filename="没有.dwg")
    document.saveas(plan)
    case = case_with(jobs, people, plan, tanks(tmp_path / "tanks.dxf"))
    jobs.work(until_idle=True)
    there = files(jobs, case.id)
    notes = told(list(there.values()))
    assert [note.zh for note in notes[there["tanks.dxf"].id]][:1] == ["已显示在 总图.dxf 中"]
    assert [note.zh for note in notes[there["总图.dxf"].id]][:1] == ["缺少参照文件：没有.dwg；请以原文件名上传"]


def test_people_are_told_in_place_of_which_fonts_ours_is_drawn(jobs: Jobs, people: People, tmp_path: Path) -> None:
    document = ezdxf.readfile(site_plan(tmp_path / "总图.dxf"))
    for style in document.styles:
        style.dxf.font = "txt.shx"
    document.styles.add("汉字", font="tssdeng.shx").dxf.bigfont = "hztxt.shx"
    document.modelspace().add_text("说明", dxfattribs={"style": "汉字"})
    document.saveas(tmp_path / "总图.dxf")
    case = case_with(jobs, people, tmp_path / "总图.dxf")
    jobs.work(until_idle=True)
    there = files(jobs, case.id)
    (note,) = told(list(there.values()))[there["总图.dxf"].id]
    assert note.zh == "字体未随图提供，文字以本系统字体显示：hztxt.shx、tssdeng.shx、txt.shx"
    assert note.en == "shown in our own font in place of: hztxt.shx, tssdeng.shx, txt.shx"


def test_a_file_is_read_once_for_each_thing_it_was_not_known_to_ask_for(
    jobs: Jobs, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, near = scan.read_isolated, []

    def noted(*given: object, **named: object) -> object:
        near.append((given[1], sorted(each.name for each in named["companions"])))  # type: ignore[attr-defined]
        return read(*given, **named)  # type: ignore[arg-type]

    middle = tanks(tmp_path / "middle.dxf")
    document = ezdxf.readfile(middle)
    xref.attach(document, block_name="INNER", filename="inner.dxf")
    document.saveas(middle)
    case = case_with(jobs, people, tanks(tmp_path / "inner.dxf"), middle)
    jobs.work(until_idle=True)
    monkeypatch.setattr(scan, "read_isolated", noted)
    added(jobs, people, case, host(tmp_path / "总图.dxf", "middle.dxf"))
    jobs.work(until_idle=True)
    # what the one in the middle asks for is known by then, so both come near at once
    assert near == [("总图.dxf", []), ("总图.dxf", ["inner.dxf", "middle.dxf"])]


def picture(path: Path) -> Path:
    Image.new("RGB", (60, 40), (200, 30, 30)).save(path)
    return path


def test_a_picture_is_taken_as_what_drawings_show_and_gives_no_sheet(
    jobs: Jobs, people: People, tmp_path: Path
) -> None:
    case = case_with(jobs, people, site_plan(tmp_path / "总图.dxf"), picture(tmp_path / "照片.png"))
    jobs.work(until_idle=True)
    there = files(jobs, case.id)["照片.png"]
    assert (there.format, there.status) == ("image", "read")
    with jobs.office.database.unit() as unit:
        assert len(unit.drawings.sheets(case.id)) == 1
    assert of_tanks(jobs, case.id) == [("broken", 8.0)]


def test_a_case_of_pictures_alone_is_not_submitted(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = case_with(jobs, people, picture(tmp_path / "照片.png"))
    jobs.work(until_idle=True)
    with pytest.raises(Unready, match="no readable drawing"):
        acts.submit(jobs, case.id, people["applicant"])


def test_a_damaged_picture_is_refused_with_what_to_do(jobs: Jobs, people: People, tmp_path: Path) -> None:
    cut = picture(tmp_path / "照片.png")
    cut.write_bytes(cut.read_bytes()[:60])
    case = case_with(jobs, people, site_plan(tmp_path / "总图.dxf"), cut)
    jobs.work(until_idle=True)
    there = files(jobs, case.id)["照片.png"]
    assert there.status == "refused"
    assert "重新导出为 PNG" in (there.refusal or {})["zh"]


def test_a_picture_named_as_a_drawing_is_refused_at_the_window(jobs: Jobs, people: People, tmp_path: Path) -> None:
    case = case_with(jobs, people)
    content = picture(tmp_path / "照片.png").read_bytes()
    with pytest.raises(Refused, match="PNG picture"):
        acts.add_file(jobs, case.id, people["applicant"], "照片.dwg", BytesIO(content))
