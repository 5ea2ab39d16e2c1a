"""The script draws the committed files again, and the set is what its README says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import ezdxf
import pymupdf
import pytest

from checkers.accuracy import DRAWINGS
from checkers.drawing.model import DrawingSet
from checkers.drawing.reader import read
from samples.draw import SHEETS

FOLDERS = ("changzhou", "changzhou-draft")
MOST_BYTES = 12_000_000


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A fresh drawing of everything, made in a process of its own so that no order of earlier tests matters."""
    folder = tmp_path_factory.mktemp("drawn")
    command = [sys.executable, "-m", "samples.draw", "--output", str(folder / "changzhou")]
    subprocess.run(command, check=True, cwd=root, capture_output=True, timeout=120)
    return folder


@pytest.fixture(scope="module")
def drawings(root: Path) -> DrawingSet:
    files = sorted(file for file in (root / "samples" / "changzhou").iterdir() if file.suffix in DRAWINGS)
    return DrawingSet.joined([read(file).drawing for file in files])


def drawing_names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir() if file.suffix in DRAWINGS}


@pytest.mark.parametrize("name", FOLDERS)
def test_drawing_again_gives_the_committed_bytes(drawn: Path, root: Path, name: str) -> None:
    committed, again = root / "samples" / name, drawn / name
    assert drawing_names(again) == drawing_names(committed)
    for file in sorted(drawing_names(again)):
        assert (again / file).read_bytes() == (committed / file).read_bytes(), file


def test_the_set_stays_small(root: Path) -> None:
    assert sum(file.stat().st_size for name in FOLDERS for file in (root / "samples" / name).iterdir()) < MOST_BYTES


def test_the_set_comes_as_dxf_dwg_and_pdf(root: Path) -> None:
    assert {Path(name).suffix for name in drawing_names(root / "samples" / "changzhou")} == {".dxf", ".dwg", ".pdf"}


def test_the_index_lists_every_sheet_and_every_sheet_is_in_the_index(drawings: DrawingSet) -> None:
    listed = [(title.number, title.name, f"1:{title.scale:g}", title.size) for title in SHEETS]
    read_back = [(sheet.number, sheet.title, sheet.title_block["比例"], sheet.frame) for sheet in drawings.sheets]
    assert sorted(listed) == sorted(read_back)
    assert len(listed) >= 14


def test_the_pages_of_the_index_say_what_the_list_says(root: Path) -> None:
    with pymupdf.open(root / "samples" / "changzhou" / "index-and-notes.pdf") as file:
        words = file[0].get_text()
    for title in SHEETS:
        assert title.number in words
        assert title.name in words


def test_the_sheets_cover_all_seven_disciplines(drawings: DrawingSet) -> None:
    assert {sheet.discipline for sheet in drawings.sheets} == {
        "planning",
        "architecture",
        "fire",
        "civil-defense",
        "lightning",
        "health",
        "telecom",
    }


def test_the_site_file_holds_four_sheets_in_metres_side_by_side(root: Path) -> None:
    document = ezdxf.readfile(root / "samples" / "changzhou" / "site.dxf")
    frames = document.modelspace().query('INSERT[name=="TK-A2"]')
    assert document.header["$INSUNITS"] == 6
    assert [frame.dxf.insert.x for frame in frames] == [0.0, 321.0, 642.0, 963.0]
    assert {frame.dxf.insert.y for frame in frames} == {0.0}


def test_the_roof_file_is_an_old_one_in_gbk(root: Path) -> None:
    raw = (root / "samples" / "changzhou" / "roof.dxf").read_bytes()
    assert b"ANSI_936" in raw
    assert b"AC1015" in raw
    assert "第二类防雷建筑物".encode("gbk") in raw


def test_nothing_of_the_set_is_left_undisplayed(drawings: DrawingSet) -> None:
    assert {sheet.number: sheet.not_displayed for sheet in drawings.sheets if sheet.not_displayed} == {}


def test_the_letters_of_the_pdf_sheets_are_embedded(root: Path) -> None:
    for name in ("index-and-notes.pdf", "evacuation.pdf"):
        with pymupdf.open(root / "samples" / "changzhou" / name) as file:
            fonts = {font[0]: font for page in file for font in page.get_fonts()}
            assert fonts
            assert all(file.extract_font(number)[3] for number in fonts)
            assert not [image for page in file for image in page.get_images()]
