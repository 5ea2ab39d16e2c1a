"""``joint-review compare`` as people and scripts use it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checkers.command import compare
from tests.checkers.comparing.building import drawn, office

SET = office(4)


@pytest.fixture
def rounds(tmp_path: Path) -> tuple[Path, Path]:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    drawn(SET[:4], tmp_path / "one" / "图纸.dxf")
    moved = replace(SET[0].things[2], x=SET[0].things[2].x + 0.9)
    changed = replace(SET[0], things=(*SET[0].things[:2], moved, *SET[0].things[3:]))
    drawn([changed, *SET[1:3], SET[6]], tmp_path / "two" / "图纸（改）.dxf")
    return tmp_path / "one", tmp_path / "two"


def test_two_rounds_are_compared_for_reading(rounds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(*rounds) == 1
    text = capsys.readouterr().out
    assert "有改动  建施-03 一层平面图" in text
    assert "新增  建施-09 屋顶平面图" in text
    assert "删除  建施-06 四层平面图" in text
    assert "未变 2" in text


def test_the_json_fits_its_published_schema(
    rounds: tuple[Path, Path], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(*rounds, format="json") == 1
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    schema = json.loads((root / "docs" / "compare.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(told, schema)
    assert sorted(pair["standing"] for pair in told["pairs"]) == ["added", "matched", "removed", "same", "same"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**told, "more": 1}, schema)


def test_the_same_twice_is_the_same(rounds: tuple[Path, Path]) -> None:
    assert compare(rounds[0], rounds[0] / "图纸.dxf") == 0


def test_nothing_is_compared_when_a_file_cannot_be_read(
    rounds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (rounds[1] / "坏.dxf").write_text("no drawing")
    assert compare(*rounds) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "坏.dxf" in said.err


@pytest.mark.parametrize("name", ["", "nothing"])
def test_a_folder_without_drawings_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(tmp_path / name, tmp_path) == 2
    assert capsys.readouterr().err.startswith("joint-review: ")
