from __future__ import annotations

import json
from pathlib import Path

import pytest
from ezdxf import xref

from checkers.drawing import child, isolate
from checkers.drawing.companions import Companion
from checkers.drawing.isolate import Limits, read_isolated
from checkers.drawing.model import Omission
from checkers.errors import CannotReadFile, LimitExceeded
from tests.checkers.drawing.drafting import drawing, frame, rectangle, saved

GIB = 1024**3


def plan(folder: Path) -> Path:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    rectangle(doc.modelspace(), 20_000, 20_000, 10_000, 8000, "A-AREA")
    return saved(doc, folder)


def test_a_child_reads_plots_and_hands_back_columns(tmp_path: Path) -> None:
    outcome = read_isolated(plan(tmp_path), "一层平面图.dxf", tmp_path / "work")
    (sheet,) = outcome.drawing.sheets
    assert sheet.file == "一层平面图.dxf"
    assert sheet.entities.geometry[sheet.rows("SPACE")[0]].area == pytest.approx(80.0)
    (plotted,) = outcome.plots
    assert plotted.sheet == sheet.id
    assert plotted.pdf.read_bytes().startswith(b"%PDF-")
    assert plotted.picture.stat().st_size > 0
    assert {"parse", "normalise", "columns", "plot"} <= set(outcome.seconds)


def test_without_plotting_nothing_is_plotted(tmp_path: Path) -> None:
    outcome = read_isolated(plan(tmp_path), "plan.dxf", tmp_path / "work", plotted=False)
    assert outcome.plots == ()
    assert not (tmp_path / "work" / "sheets").exists()


def refusal(path: Path, folder: Path, name: str = "plan.dxf", limits: Limits = isolate.USUAL) -> CannotReadFile:
    with pytest.raises(CannotReadFile) as refused:
        read_isolated(path, name, folder / "work", limits=limits, plotted=False)
    words = refused.value.words
    assert words.zh
    assert words.en
    assert "\n" not in words.zh + words.en
    assert "Traceback" not in words.en
    assert str(folder) not in words.zh + words.en
    return refused.value


@pytest.mark.parametrize(
    ("content", "en"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG picture"),
        (b"\xff" * 70_000, "0xFF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"%PDF-1.7\nnothing of a PDF", "PDF"),
        (b"AC1032" + bytes(500), "DWG"),
        (b"AC1009" + bytes(500), "R11/R12"),
    ],
)
def test_each_kind_of_bad_file_gets_one_sentence(tmp_path: Path, content: bytes, en: str) -> None:
    path = tmp_path / "plan.dxf"
    path.write_bytes(content)
    assert en in refusal(path, tmp_path).words.en


def test_a_file_of_three_gibibytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "sparse.dxf"
    with path.open("wb") as stream:
        stream.truncate(3 * GIB)
    assert "3,072 MB" in refusal(path, tmp_path).words.zh


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\\b.dxf", "", "..", "line\nbreak.dxf", "图" * 300])
def test_names_that_point_elsewhere_or_are_endless_are_refused(tmp_path: Path, name: str) -> None:
    refusal(plan(tmp_path), tmp_path, name)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    refusal(tmp_path / "absent.dxf", tmp_path)
    refusal(tmp_path, tmp_path)


def test_a_file_cut_short_is_read_and_said_to_be_cut(tmp_path: Path) -> None:
    whole = plan(tmp_path).read_bytes()
    cut = tmp_path / "cut.dxf"
    cut.write_bytes(whole[: whole.index(b"A-AREA", whole.index(b"\nENTITIES"))])
    outcome = read_isolated(cut, "cut.dxf", tmp_path / "work", plotted=False)
    assert (Omission.DAMAGED, "file cut short") in {
        (lost.kind, lost.what) for lost in outcome.drawing.sheets[0].not_displayed
    }


def many_lines(folder: Path, count: int = 60_000, name: str = "many.dxf") -> Path:
    path = folder / name
    line = "0\nLINE\n8\n0\n10\n0.0\n20\n0.0\n11\n1.0\n21\n1.0\n"
    path.write_text("0\nSECTION\n2\nENTITIES\n" + line * count + "0\nENDSEC\n0\nEOF\n")
    return path


def test_a_child_that_takes_too_long_is_stopped_and_the_next_file_is_read(tmp_path: Path) -> None:
    many = many_lines(tmp_path)
    with pytest.raises(LimitExceeded) as refused:
        read_isolated(many, "many.dxf", tmp_path / "work", limits=Limits(wall_seconds=0.01), plotted=False)
    assert "0 秒" in refused.value.words.zh
    assert read_isolated(plan(tmp_path), "plan.dxf", tmp_path / "next", plotted=False).drawing.sheets


def test_a_child_that_computes_too_long_is_stopped(tmp_path: Path) -> None:
    many = many_lines(tmp_path, 900_000)
    with pytest.raises(LimitExceeded) as refused:
        read_isolated(many, "many.dxf", tmp_path / "w", limits=Limits(cpu_seconds=1), plotted=False)
    assert "处理器" in refused.value.words.zh


def test_a_child_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    little = Limits(memory_bytes=150 * 1024**2)
    with pytest.raises(LimitExceeded) as refused:
        read_isolated(many_lines(tmp_path), "many.dxf", tmp_path / "work", limits=little, plotted=False)
    assert "150 MB" in refused.value.words.zh


def test_a_warm_process_that_died_is_started_again(tmp_path: Path) -> None:
    read_isolated(plan(tmp_path), "plan.dxf", tmp_path / "work", plotted=False)
    process = isolate._WARM.process
    assert process is not None
    process.kill()
    process.wait()
    assert read_isolated(plan(tmp_path), "plan.dxf", tmp_path / "work", plotted=False).drawing.sheets


def test_links_and_paths_a_child_might_leave_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("{}")
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / child.OUTCOME).symlink_to(secret)
    with pytest.raises(CannotReadFile, match="no usable result"):
        isolate._outcome(folder, isolate.USUAL)
    (folder / child.OUTCOME).unlink()
    with pytest.raises(ValueError, match="secret"):
        isolate._own(folder, "../secret")


@pytest.mark.parametrize("said", [[], {"refused": 3}, {"seconds": {}, "plots": 7}, {"seconds": "x", "plots": []}])
def test_an_outcome_that_makes_no_sense_refuses_the_file(tmp_path: Path, said: object) -> None:
    (tmp_path / child.OUTCOME).write_text(json.dumps(said))
    with pytest.raises(CannotReadFile):
        isolate._outcome(tmp_path, isolate.USUAL)


def test_whatever_a_parser_raises_is_a_refusal_in_words(tmp_path: Path) -> None:
    (tmp_path / child.OUTCOME).write_text(json.dumps({"refused": {"error": "ZeroDivisionError: division by zero"}}))
    with pytest.raises(CannotReadFile, match="could not make sense"):
        isolate._outcome(tmp_path, isolate.USUAL)


def test_a_child_reads_the_companions_it_is_given_and_no_other_file(tmp_path: Path) -> None:
    square = drawing()
    rectangle(square.modelspace(), 0, 0, 10_000, 8000, "A-AREA")
    given, beside = saved(square, tmp_path, "given.dxf"), saved(square, tmp_path, "beside.dxf")
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    for name in (given.name, str(beside)):
        xref.attach(doc, block_name=Path(name).stem, filename=name, insert=(20_000, 20_000, 0))
    host = saved(doc, tmp_path, "host.dxf")
    companions = [Companion(given.name, given)]
    outcome = read_isolated(host, "host.dxf", tmp_path / "work", plotted=False, companions=companions)
    (sheet,) = outcome.drawing.sheets
    assert outcome.drawing.files[0].bound == ("given.dxf",)
    assert outcome.drawing.files[0].wanted == (str(beside),)
    assert [sheet.entities.geometry[row].area for row in sheet.rows("SPACE")] == [pytest.approx(80.0)]
    assert [(lost.kind, lost.what) for lost in sheet.not_displayed] == [(Omission.XREF, str(beside))]


def test_a_reference_that_takes_too_much_does_not_keep_its_host_from_being_read(tmp_path: Path) -> None:
    huge = many_lines(tmp_path, 200_000, "huge.dxf")
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    xref.attach(doc, block_name="HUGE", filename="huge.dxf", insert=(20_000, 20_000, 0))
    host = saved(doc, tmp_path, "host.dxf")
    outcome = read_isolated(
        host,
        "host.dxf",
        tmp_path / "work",
        limits=Limits(memory_bytes=230 * 1024**2),
        plotted=False,
        companions=[Companion("huge.dxf", huge)],
    )
    (sheet,) = outcome.drawing.sheets
    assert [(lost.kind, lost.what) for lost in sheet.not_displayed] == [(Omission.XREF, "huge.dxf")]
    assert outcome.drawing.files[0].bound == ()
    assert any("230 MB" in note for note in outcome.drawing.files[0].repairs)
