from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ezdxf
import jsonschema
import pymupdf
import pytest
from ezdxf import xref

from checkers import command
from checkers.__main__ import main


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A site plan in metres with a building across the control line, drawn with ezdxf."""
    file = tmp_path_factory.mktemp("drawn") / "总图.dxf"
    document = ezdxf.new("R2018", setup=True)
    document.header["$INSUNITS"] = 6
    space = document.modelspace()
    for layer, (x, y, width, height) in {
        "用地红线": (0, 0, 120, 100),
        "建筑控制线": (5, 5, 110, 90),
        "建筑轮廓": (4.2, 20, 40, 15),
    }.items():
        document.layers.add(layer)
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})
    space.add_text("1#", dxfattribs={"insert": (10, 25), "height": 1.5})
    document.saveas(file)
    return file


@pytest.fixture
def facts(tmp_path: Path) -> Any:
    file = tmp_path / "facts.yaml"
    file.write_text("filed_on: 2025-06-01\nconditions: {density_max: 0.28}\n", encoding="utf-8")
    return file


def test_a_set_with_something_broken_ends_with_one_and_a_report_that_fits_the_schema(
    drawn: Any, facts: Any, tmp_path: Path, root: Path
) -> None:
    output = tmp_path / "report.json"
    status = main(["check", str(drawn), "--facts", str(facts), "--format", "json", "--output", str(output)])
    assert status == 1
    report = json.loads(output.read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads((root / "docs" / "check.schema.json").read_text(encoding="utf-8")))
    assert report["filed_on"] == "2025-06-01"
    broken = {f["rule"]: f["measured"] for f in report["findings"] if f["verdict"] == "broken"}
    assert broken["planning/setback-control-line"] == pytest.approx(0.8)


def test_a_discipline_in_which_nothing_is_broken_ends_with_zero(
    drawn: Any, facts: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "check", str(drawn), "--facts", str(facts), "--discipline", "fire"]) == 0
    out, err = capsys.readouterr()
    assert "Coverage: " in out
    assert err == ""


def test_an_unreadable_file_is_one_line_and_the_others_are_reported_all_the_same(
    drawn: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "空.dxf"
    empty.write_bytes(b"")
    assert command.check([empty, drawn, tmp_path / "没有.dwg"], jobs=2) == 2
    out, err = capsys.readouterr()
    assert "总" in out
    lines = err.splitlines()
    assert len(lines) == 2
    assert "空.dxf" in lines[0]
    assert "没有.dwg" in lines[1]
    assert "无法读取 空.dxf、没有.dwg" in out
    assert "不涉及（" not in out


def test_a_set_of_which_nothing_can_be_read_has_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.check([tmp_path / "没有.dwg"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"disciplines": ["fier"]}, "fire"),
        ({"facts": "wrong"}, "density_max"),
        ({"output": "nowhere"}, "report.txt"),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_remedy(
    drawn: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: Any, word: Any
) -> None:
    if "facts" in options:
        options = {"facts": tmp_path / "facts.yaml"}
        options["facts"].write_text("conditions: {densty_max: 0.3}", encoding="utf-8")
    if "output" in options:
        options = {"output": tmp_path / "nowhere" / "report.txt"}
    assert command.check([drawn], **options) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert word in line


def test_a_line_on_standard_error_speaks_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.check([tmp_path / "missing.dxf"], language="en")
    assert "check the path" in capsys.readouterr().err


def test_inspect_says_what_the_reader_understood(drawn: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(drawn), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == "joint-review/inspect/1"
    assert found["units"]["used"] == "m"
    assert main(["inspect", str(drawn)]) == 0
    assert "总图.dxf" in capsys.readouterr().out
    assert main(["inspect", str(drawn.parent / "missing.dxf")]) == 2


def test_plot_writes_the_sheets_as_one_pdf_with_layers(
    drawn: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.pdf"
    assert main(["plot", str(drawn), "--output", str(target)]) == 0
    with pymupdf.open(target) as plotted:
        assert len(plotted) == 1
        assert "建筑轮廓" in {group["name"] for group in plotted.get_ocgs().values()}
    assert main(["plot", str(drawn), "--output", str(target), "--no-colour"]) == 0
    with pymupdf.open(target) as plotted:
        assert {one["color"] for one in plotted[0].get_drawings() if one["type"] == "s"} == {(0.0, 0.0, 0.0)}
    assert main(["plot", str(drawn), "--output", str(target), "--sheet", "none-9"]) == 2
    assert "none-9" in capsys.readouterr().err


def test_rules_lists_every_rule_with_its_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    by_id = {entry["id"]: entry for entry in listed["rules"]}
    [clause] = by_id["fire/climb-size"]["clauses"]
    assert clause["limits"]["length_tall"]["value"] == 20.0
    assert clause["verified"] is False
    assert main(["--lang", "zh", "rules"]) == 0
    text = capsys.readouterr().out
    assert "fire/climb-size 登高操作场地尺寸" in text
    assert "未核对" in text


def test_a_wrong_day_is_refused_before_anything_is_read(drawn: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", str(drawn), "--filed-on", "tomorrow"])
    assert ended.value.code == 2
    assert "2025-06-01" in capsys.readouterr().err


@pytest.fixture
def referencing(tmp_path: Path) -> tuple[Path, Path]:
    """A framed plan that references another file, and that file: a building across the control line, no frame."""
    plan, site = ezdxf.new("R2018"), ezdxf.new("R2018")
    for document in (plan, site):
        document.header["$INSUNITS"] = 6
    for layer, (x, y, width, height) in {
        "用地红线": (10, 10, 60, 40),
        "建筑控制线": (15, 15, 50, 30),
        "建筑轮廓": (14.2, 20, 20, 10),
    }.items():
        site.layers.add(layer)
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        site.modelspace().add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})
    for inset in (0.0, 1.0):
        corners = [(inset, inset), (84.1 - inset, inset), (84.1 - inset, 59.4 - inset), (inset, 59.4 - inset)]
        plan.modelspace().add_lwpolyline(corners, close=True, dxfattribs={"layer": "图框"})
    xref.attach(plan, block_name="SITE", filename=r"E:\项目\总图底图.dwg")
    files = tmp_path / "总图.dxf", tmp_path / "总图底图.dxf"
    plan.saveas(files[0])
    site.saveas(files[1])
    return files


@pytest.mark.parametrize("turned", [False, True])
def test_what_a_set_references_is_measured_once_whatever_the_order(
    referencing: tuple[Path, Path], tmp_path: Path, root: Path, *, turned: bool
) -> None:
    output = tmp_path / "report.json"
    files = [str(file) for file in (reversed(referencing) if turned else referencing)]
    assert main(["check", *files, "--format", "json", "--output", str(output)]) == 1
    report = json.loads(output.read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads((root / "docs" / "check.schema.json").read_text(encoding="utf-8")))
    assert [sheet["file"] for sheet in report["sheets"]] == ["总图.dxf"]
    assert [(each["file"], each["shown_in"]) for each in report["set_aside"]] == [("总图底图.dxf", ["总图.dxf"])]
    broken = [f["measured"] for f in report["findings"] if f["rule"] == "planning/setback-control-line"]
    assert broken == [pytest.approx(0.8)]


def test_the_report_for_people_says_which_file_gives_no_sheet(
    referencing: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--lang", "zh", "check", *map(str, referencing)])
    assert "总图底图.dxf：无图框，其内容已绑定在 总图.dxf 中一并检查" in capsys.readouterr().out


def test_inspect_opens_no_file_a_drawing_names_unless_it_is_given(
    referencing: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    host, site = map(str, referencing)
    assert main(["inspect", host, "--format", "json"]) == 0
    alone = json.loads(capsys.readouterr().out)
    assert (alone["bound"], alone["wanted"]) == ([], [r"E:\项目\总图底图.dwg"])
    assert [lost["kind"] for lost in alone["sheets"][0]["not_displayed"]] == ["xref"]
    assert main(["inspect", host, "--format", "json", "--with", site]) == 0
    together = json.loads(capsys.readouterr().out)
    assert (together["bound"], together["wanted"]) == (["总图底图.dxf"], [])
    assert together["sheets"][0]["not_displayed"] == []
