"""Entities in are entities shown, listed, or with nothing to show: counted apart from the reader."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checkers.drawing.account import Account
from checkers.drawing.inspect import as_text, inspection
from checkers.drawing.model import Accounted, DrawingSet
from checkers.drawing.reader import read
from checkers.errors import CheckerError
from tests.checkers.drawing.drafting import drawing, saved
from tests.checkers.drawing.entity_count import entities_in

LARGEST = 600_000
"""bytes of a file that the test over the collection reads; larger ones take minutes altogether"""


def account(drawn: DrawingSet) -> dict[str, Accounted]:
    return {entry.kind: entry for entry in drawn.files[0].entities}


def accounted(doc: Any, folder: Path) -> dict[str, Accounted]:
    return account(read(saved(doc, folder)).drawing)


def test_what_is_drawn_is_shown_and_what_is_not_is_listed(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for number in range(3):
        space.add_line((number, 0), (number, 10))
    space.add_text("走道", height=300)
    space.add_xline((0, 0), (1, 0))
    found = accounted(doc, tmp_path)
    assert found["LINE"] == Accounted("LINE", held=3, shown=3, listed=0)
    assert found["TEXT"] == Accounted("TEXT", held=1, shown=1, listed=0)
    assert found["XLINE"] == Accounted("XLINE", held=1, shown=0, listed=1)


def test_vertices_and_attributes_belong_to_their_owner(tmp_path: Path) -> None:
    doc = drawing()
    doc.blocks.new("DOOR").add_line((0, 0), (900, 0))
    doc.modelspace().add_blockref("DOOR", (0, 0)).add_attrib("编号", "M1", (0, 0), dxfattribs={"height": 200})
    doc.modelspace().add_polyline2d([(0, 0), (10, 0), (10, 10)])
    assert set(accounted(doc, tmp_path)) == {"INSERT", "LINE", "POLYLINE"}


def test_a_block_placed_often_is_counted_once_and_one_never_placed_is_said(tmp_path: Path) -> None:
    doc = drawing()
    doc.blocks.new("PLACED").add_line((0, 0), (900, 0))
    doc.blocks.new("LEFT").add_line((0, 0), (900, 0))
    for number in range(3):
        # at three sizes, so that its curves are flattened three times
        doc.modelspace().add_blockref("PLACED", (0, 0), dxfattribs={"xscale": 10**number, "yscale": 10**number})
    found = accounted(doc, tmp_path)
    assert found["INSERT"].shown == 3
    assert found["LINE"] == Accounted("LINE", held=2, shown=1, listed=0, nothing={"block not placed": 1})


def test_a_block_too_large_to_unfold_is_accounted_for(tmp_path: Path) -> None:
    doc = drawing()
    doc.blocks.new("B0").add_point((0, 0))
    for level in range(1, 10):
        for _ in range(10):
            doc.blocks.new(f"B{level}") if f"B{level}" not in doc.blocks else None
            doc.blocks.get(f"B{level}").add_blockref(f"B{level - 1}", (0, 0))
    doc.modelspace().add_blockref("B9", (0, 0))
    found = accounted(doc, tmp_path)
    assert found["POINT"].held == 1
    assert all(entry.lost == 0 for entry in found.values())


def test_kinds_that_draw_nothing_are_counted_with_their_reason(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    space.add_text("   ", height=300)
    space.add_wipeout([(0, 0), (1, 0), (1, 1)])
    space.add_attdef("编号", (0, 0), dxfattribs={"height": 200})
    found = accounted(doc, tmp_path)
    assert found["TEXT"].nothing == {"empty text": 1}
    assert found["WIPEOUT"].nothing == {"mask": 1}
    assert found["ATTDEF"].nothing == {"attribute template": 1}


def test_columns_of_a_text_and_the_frame_around_it_are_not_lost_on_loading(collection: Path) -> None:
    path = collection / "dxf/mozman+ezdxf/integration_tests/data/mtext_framed_columns.dxf"
    drawn = read(path).drawing
    # seen by hand: two framed texts of three columns each, so six MTEXT and six LWPOLYLINE around them
    assert account(drawn)["LWPOLYLINE"].shown == 6
    assert account(drawn)["MTEXT"].held == 6


def test_the_account_adds_up_and_names_what_nobody_answers_for() -> None:
    made = Account()
    made.saw("LINE", 10)
    made.showed("LINE", 6)
    made.lists("LINE", 2)
    made.nothing_of("LINE", "block not placed")
    more = Account()
    more.saw("ARC")
    made.add(more)
    line, arc = made.closed()
    assert (line.kind, line.lost) == ("LINE", 1)
    assert (arc.kind, arc.lost) == ("ARC", 1)


def test_the_account_is_said_in_json_and_in_words(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (1000, 0))
    doc.modelspace().add_xline((0, 0), (1, 0))
    doc.modelspace().add_text(" ", height=10)
    drawn = read(saved(doc, tmp_path)).drawing
    said = json.loads(json.dumps(inspection(drawn)))["account"]
    assert said["LINE"] == {"held": 1, "shown": 1, "listed": 0, "nothing": {}, "lost": 0}
    assert said["TEXT"]["nothing"] == {"empty text": 1}
    assert "图元账目: 共 3，显示 1，列出未显示 1，无可显示 1（空文字 1）" in as_text(drawn)
    assert "account: 3 entities, 1 shown, 1 listed, 1 with nothing to show (empty text 1)" in as_text(drawn, "en")


@pytest.mark.drawings
def test_over_the_collection_every_entity_is_shown_or_listed(collection: Path) -> None:
    files = sorted(path for path in collection.rglob("*") if path.suffix.lower() == ".dxf")
    small = [path for path in files if path.stat().st_size < LARGEST]
    read_files = 0
    wrong: dict[str, object] = {}
    for path in small:
        try:
            drawn = read(path).drawing
        except CheckerError:
            continue
        read_files += 1
        ours = Counter({entry.kind: entry.held for entry in drawn.files[0].entities})
        theirs = entities_in(path)
        if ours != theirs:
            wrong[path.name] = {
                kind: (theirs[kind], ours[kind]) for kind in ours | theirs if ours[kind] != theirs[kind]
            }
        lost = {entry.kind: entry.lost for entry in drawn.files[0].entities if entry.lost}
        if lost:
            wrong[f"{path.name} lost"] = lost
    assert wrong == {}
    assert read_files > 100
