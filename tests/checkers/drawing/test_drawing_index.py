from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from checkers.drawing import columns
from checkers.drawing.inspect import as_text, inspection
from checkers.drawing.model import IndexRow, Sheet
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, rectangle, saved

HEADING = ("序 号", "图  号", "图纸名称", "图幅", "备  注")
WIDTHS = (15, 30, 80, 15, 30)
ROWS = (
    ("1", "建施-01", "建筑设计总说明", "A1", ""),
    ("2", "建施-02", "一层平面图", "A1+1/4", "修改"),
    ("3", "建施-03", "二至六层平面图", "A1", ""),
)


def table(space: Any, x: float, y: float, rows: tuple[tuple[str, ...], ...], *, ruled: bool = True) -> None:
    """A table whose names of columns are centred and whose cells begin at the left, 8 mm a row."""
    edges = [x + sum(WIDTHS[:index]) for index in range(len(WIDTHS) + 1)]
    for number, cells in enumerate((HEADING, *rows)):
        low = y - 8 * (number + 1)
        for column, cell in enumerate(cells):
            inset = (WIDTHS[column] - 3 * len(cell)) / 2 if number == 0 else 2
            if cell:
                space.add_text(cell, height=3, dxfattribs={"insert": (edges[column] + inset, low + 2.5)})
    if ruled:
        for edge in edges:
            space.add_line((edge, y), (edge, y - 8 * (len(rows) + 1)))
        for number in range(len(rows) + 2):
            space.add_line((edges[0], y - 8 * number), (edges[-1], y - 8 * number))


def sheet(doc: Any, folder: Path) -> Sheet:
    (only,) = read(saved(doc, folder)).drawing.sheets
    return only


def rows_of(rows: tuple[tuple[str, ...], ...]) -> tuple[IndexRow, ...]:
    return tuple(
        IndexRow(order=order, number=number, title=title, size=size, note=note)
        for order, number, title, size, note in rows
    )


def test_a_ruled_index_is_read_row_by_row(tmp_path: Path) -> None:
    doc = drawing()
    table(doc.modelspace(), 20, 250, ROWS)
    assert sheet(doc, tmp_path).index == rows_of(ROWS)


def test_a_heading_in_two_languages_is_no_row(tmp_path: Path) -> None:
    doc = drawing()
    table(doc.modelspace(), 20, 250, (("NO.", "DRAWING NO.", "DRAWING TITLE", "SIZE", ""), *ROWS[:1]))
    assert sheet(doc, tmp_path).index == rows_of(ROWS[:1])


def test_two_tables_beside_each_other_are_read_one_after_the_other(tmp_path: Path) -> None:
    doc = drawing()
    more = (("4", "建施-04", "屋顶平面图", "A2", ""), ("5", "建施-05", "立面图", "A1", ""))
    table(doc.modelspace(), 20, 250, ROWS)
    table(doc.modelspace(), 190, 250, more)
    assert sheet(doc, tmp_path).index == rows_of((*ROWS, *more))


def test_an_index_without_lines_is_read_by_where_its_texts_begin(tmp_path: Path) -> None:
    doc = drawing()
    space = doc.modelspace()
    for row, cells in enumerate(
        (("NO.", "SHEET NO.", "SHEET TITLE"), ("1", "A101", "FLOOR PLAN"), ("2", "A102", "ROOF PLAN"))
    ):
        for column, cell in enumerate(cells):
            space.add_text(cell, height=3, dxfattribs={"insert": (column * 40, 100 - 8 * row)})
    assert [(row.order, row.number, row.title) for row in sheet(doc, tmp_path).index] == [
        ("1", "A101", "FLOOR PLAN"),
        ("2", "A102", "ROOF PLAN"),
    ]


def test_the_second_line_of_a_long_title_belongs_to_its_row(tmp_path: Path) -> None:
    doc = drawing()
    table(doc.modelspace(), 20, 250, ROWS)
    # 4 mm under the title of row 3, half a row
    doc.modelspace().add_text("（含屋面）", height=3, dxfattribs={"insert": (67, 216.5)})
    assert sheet(doc, tmp_path).index[2].title == "二至六层平面图（含屋面）"


def test_what_stands_far_below_the_table_is_no_row(tmp_path: Path) -> None:
    doc = drawing()
    table(doc.modelspace(), 20, 250, ROWS)
    doc.modelspace().add_text("说明", height=3, dxfattribs={"insert": (67, 120)})
    assert len(sheet(doc, tmp_path).index) == 3


def test_a_title_block_is_no_index(tmp_path: Path) -> None:
    doc = drawing()
    rectangle(doc.modelspace(), 0, 0, 100, 100)
    for column, label in enumerate(("图号", "图名")):
        doc.modelspace().add_text(label, height=3, dxfattribs={"insert": (column * 40, 10)})
    assert sheet(doc, tmp_path).index == ()


def test_the_rows_come_back_from_the_columns_file_and_stand_in_the_inspection(tmp_path: Path) -> None:
    doc = drawing()
    table(doc.modelspace(), 20, 250, ROWS)
    read_set = read(saved(doc, tmp_path)).drawing
    columns.dump(read_set, tmp_path / "kept")
    assert columns.load(tmp_path / "kept").sheets[0].index == rows_of(ROWS)
    assert inspection(read_set)["sheets"][0]["index"][1] == {
        "order": "2",
        "number": "建施-02",
        "title": "一层平面图",
        "size": "A1+1/4",
        "scale": "",
        "version": "",
        "note": "修改",
    }
    assert "图纸目录: 3 行" in as_text(read_set)
    assert "未找到图框" in as_text(read_set)


@pytest.mark.parametrize("rows", [[["1", "建施-01"]], [[1, "", "", "", "", "", ""]], "rows"])
def test_rows_that_are_none_are_refused(tmp_path: Path, rows: object) -> None:
    doc = drawing()
    table(doc.modelspace(), 20, 250, ROWS)
    file = tmp_path / "kept"
    columns.dump(read(saved(doc, tmp_path)).drawing, file)
    with zipfile.ZipFile(file) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    about = json.loads(members["drawing.json"])
    about["sheets"][0]["index"] = rows
    members["drawing.json"] = json.dumps(about).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    with pytest.raises(CannotReadFile):
        columns.load(file)
