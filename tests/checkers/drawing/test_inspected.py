"""The reader against a table of what a person saw on the plots (``inspected.toml``)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from checkers.drawing.inspect import inspection
from checkers.drawing.isolate import Limits, read_isolated
from tests.conftest import COLLECTION, ROOT

pytestmark = pytest.mark.drawings
LIMITS = Limits(cpu_seconds=60, wall_seconds=120)
TABLE: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "inspected.toml").read_text(encoding="utf-8"))[
    "file"
]


def place(name: str) -> Path:
    own = name.startswith("samples/")
    path = (ROOT if own else COLLECTION) / name
    if not own and not COLLECTION.is_dir():
        pytest.skip("the collection of other people's drawings is not on this machine")
    return path


@pytest.mark.parametrize("seen", TABLE, ids=lambda seen: Path(seen["path"]).name)
def test_the_reader_names_what_a_person_saw(seen: dict[str, Any], tmp_path: Path) -> None:
    path = place(seen["path"])
    said = inspection(read_isolated(path, path.name, tmp_path / "work", limits=LIMITS, plotted=False).drawing)
    assert len(said["sheets"]) == len(seen["sheets"])
    if "unit" in seen:
        assert said["units"]["used"] == seen["unit"]
    doubted = any(word in said["units"]["why"] for word in ("assumed", "doubted"))
    if seen.get("unsure", False):
        assert doubted
    elif "unit" in seen and said["units"]["declared"] != seen["unit"]:
        # a person was sure against the file's own words, so the reader is too and says what speaks against them
        assert not doubted
        assert "declares" in said["units"]["why"]
    for expected, sheet in zip(seen["sheets"], said["sheets"], strict=True):
        for key in ("number", "title", "frame", "framed"):
            assert sheet[key] == expected.get(key, sheet[key]), key
        if "scale" in expected:
            assert (sheet["scale"] or 0) == expected["scale"]
        if "longest_m" in expected:
            low_x, low_y, high_x, high_y = sheet["bounds_m"]
            assert max(high_x - low_x, high_y - low_y) <= expected["longest_m"]


def test_the_table_holds_at_least_forty_files_and_says_why_for_each() -> None:
    assert len({seen["path"] for seen in TABLE}) == len(TABLE) >= 40
    assert all(seen["why"] and seen["sheets"] for seen in TABLE)
