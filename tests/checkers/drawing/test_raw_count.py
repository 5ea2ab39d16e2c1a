"""What the library drops while it loads is counted from the file itself and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from checkers.drawing import dxf
from checkers.drawing.model import Accounted, DrawingSet, NotDisplayed, Omission
from checkers.drawing.reader import read
from tests.checkers.drawing.drafting import drawing, saved


def with_pictures(space: Any, doc: Any, *places: tuple[float, float]) -> None:
    definition = doc.add_image_def("plan.png", (100, 100))
    for place in places:
        space.add_image(definition, place, (10, 10))


def without_definition(path: Path, image: Any) -> None:
    """Let one picture of the file name a definition that is not in it."""
    text = path.read_text(encoding="utf-8")
    start = text.index("\nIMAGE\n")
    while f"\n  5\n{image.dxf.handle}\n" not in text[start : start + 60]:
        start = text.index("\nIMAGE\n", start + 1)
    end = text.index("\n340\n", start) + len("\n340\n")
    path.write_text(text[:end] + "FFFFF" + text[text.index("\n", end) :], encoding="utf-8")


def account(drawn: DrawingSet) -> dict[str, Accounted]:
    return {entry.kind: entry for entry in drawn.files[0].entities}


def damaged(drawn: DrawingSet) -> list[NotDisplayed]:
    return [lost for sheet in drawn.sheets for lost in sheet.not_displayed if lost.kind is Omission.DAMAGED]


@pytest.mark.parametrize("columns", [True, False])
def test_a_picture_without_a_definition_is_held_and_listed_where_it_stood(tmp_path: Path, *, columns: bool) -> None:
    doc = drawing()
    space = doc.modelspace()
    space.add_line((0, 0), (10_000, 10_000))
    with_pictures(space, doc, (1000, 2000), (3000, 4000))
    path = saved(doc, tmp_path)
    without_definition(path, space.query("IMAGE")[1])
    drawn, _, _ = dxf.read(path, "plan.dxf", "0" * 64, columns=columns)
    assert account(drawn)["IMAGE"].held == 2
    assert account(drawn)["IMAGE"].lost == 0
    (gone,) = damaged(drawn)
    assert (gone.what, gone.count, gone.places) == ("IMAGE", 1, ((3.0, 4.0),))


def test_what_vanishes_from_a_block_is_listed_when_the_block_is_placed(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (10_000, 10_000))
    for name in ("PLACED", "LEFT"):
        with_pictures(doc.blocks.new(name), doc, (0, 0))
    doc.modelspace().add_blockref("PLACED", (5000, 5000))
    path = saved(doc, tmp_path)
    for name in ("PLACED", "LEFT"):
        without_definition(path, doc.blocks.get(name).query("IMAGE")[0])
    drawn = read(path).drawing
    found = account(drawn)["IMAGE"]
    assert (found.held, found.listed, found.nothing) == (2, 1, {"block not placed": 1})
    assert [(gone.what, gone.count) for gone in damaged(drawn)] == [("IMAGE", 1)]


def test_a_sound_file_has_nothing_vanished(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    doc.blocks.new("DOOR").add_line((0, 0), (900, 0))
    space.add_blockref("DOOR", (0, 0)).add_attrib("编号", "M1", (0, 0), dxfattribs={"height": 200})
    space.add_polyline2d([(0, 0), (10, 0), (10, 10)])
    space.add_linear_dim((0, 500), (0, 0), (900, 0)).render()
    doc.layout("Layout1").add_text("一层平面图", height=5)
    assert damaged(read(saved(doc, tmp_path)).drawing) == []


def test_a_file_with_nothing_in_it_says_so(tmp_path: Path) -> None:
    (sheet,) = read(saved(drawing(), tmp_path)).drawing.sheets
    (empty,) = sheet.not_displayed
    assert (empty.kind, empty.what, empty.count) == (Omission.OTHER, "EMPTY", 1)
    assert "没有任何可显示的图元" in empty.remedy_zh
