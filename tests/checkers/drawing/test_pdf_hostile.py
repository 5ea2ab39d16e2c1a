"""PDFs made to hurt: each ends with a reason, in the limited child, and the next file is read."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from checkers.drawing import pdf_trace
from checkers.drawing.isolate import Limits, Outcome, read_isolated
from checkers.drawing.pdf_recording import Budget
from checkers.errors import CannotReadFile, LimitExceeded
from tests.checkers.drawing import hostile_pages
from tests.checkers.drawing.pdf_writing import assembled, stream, written

LIMITS = Limits(cpu_seconds=55, wall_seconds=300)
SPEECHLESS = ("used the processor", "took longer", "could not make sense", "no usable result", "died on this file")
"""words of refusals that name no reason in the file itself"""


def outcome(path: Path, folder: Path) -> Outcome:
    return read_isolated(path, "sheet.pdf", folder / "work", limits=LIMITS, plotted=False)


def refused(path: Path, folder: Path) -> str:
    with pytest.raises((CannotReadFile, LimitExceeded)) as refusal:
        outcome(path, folder)
    words = refusal.value.words
    assert words.zh.endswith("。")
    assert "\n" not in words.zh + words.en
    return words.en


def forms(levels: int, each: int, leaf: str) -> dict[int, str | bytes]:
    """Forms that each draw the next one so many times: each to the power of levels."""
    look = "/Type/XObject/Subtype/Form/BBox[0 0 400 300]"
    made: dict[int, str | bytes] = {10 + levels: stream(leaf, look)}
    for level in range(levels):
        following = f"{look}/Resources<</XObject<</N {11 + level} 0 R>>>>"
        made[10 + level] = stream("/N Do " * each, following)
    return made


def test_forms_nested_into_a_billion_lines_are_stopped_and_said(tmp_path: Path) -> None:
    leaf = "0 0 m 9 9 l S"
    path = written(tmp_path, "/N Do", resources="/XObject<</N 10 0 R>>", objects=forms(9, 10, leaf))
    assert "operations" in refused(path, tmp_path)


def test_forms_nested_into_nothing_at_all_are_counted_too(tmp_path: Path) -> None:
    path = written(tmp_path, "/N Do", resources="/XObject<</N 10 0 R>>", objects=forms(12, 10, ""))
    budget = Budget(operations=2000)
    with pymupdf.open(path) as document:
        recording = pdf_trace.record(document[0], {"": 0}, budget)
    assert budget.over
    assert len(recording.rows) <= 2001


def test_a_form_that_draws_itself_ends(tmp_path: Path) -> None:
    form = stream(
        "/N Do 0 0 m 9 9 l S", "/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</XObject<</N 10 0 R>>>>"
    )
    path = written(tmp_path, "/N Do", resources="/XObject<</N 10 0 R>>", objects={10: form})
    assert len(outcome(path, tmp_path).drawing.sheets) == 1


@pytest.mark.parametrize("filling", [b"0 0 m 9 9 l S ", b" "])
def test_a_page_that_inflates_from_little_to_gigabytes_is_refused(tmp_path: Path, filling: bytes) -> None:
    # deflated twice: 400 MB in some kilobytes
    packer = zlib.compressobj(9)
    block = filling * (4_000_000 // len(filling))
    once = b"".join([*(packer.compress(block) for _ in range(100)), packer.flush()])
    path = written(tmp_path, "", objects={4: stream(zlib.compress(once, 9), "/Filter[/FlateDecode/FlateDecode]")})
    assert path.stat().st_size < 50_000
    assert "decompression bomb" in refused(path, tmp_path)


def test_a_page_tree_that_holds_itself_is_refused_or_read_with_its_damage_said(tmp_path: Path) -> None:
    path = assembled(
        tmp_path,
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>",
        },
    )
    assert len(outcome(path, tmp_path).drawing.sheets) == 2


def test_a_billion_pages_are_refused(tmp_path: Path) -> None:
    path = assembled(
        tmp_path,
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1000000000>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>",
        },
    )
    assert refused(path, tmp_path)


def test_a_million_layers_are_refused(tmp_path: Path) -> None:
    number = 1_000_000
    names = " ".join(["10 0 R"] * number)
    path = written(
        tmp_path,
        "0 0 m 9 9 l S",
        catalog=f"/OCProperties<</OCGs[{names}]/D<</Order[]>>>>",
        objects={10: "<</Type/OCG/Name(L)>>"},
    )
    assert "layers" in refused(path, tmp_path)


@pytest.mark.parametrize("box", ["[0 0 1e9 1e9]", "[0 0 0 0]", "[0 0 NaN 300]", "[]"])
def test_a_page_of_no_possible_size_is_said_or_given_the_usual_one(tmp_path: Path, box: str) -> None:
    read = outcome(written(tmp_path, "0 0 m 9 9 l S", page=f"/MediaBox{box}"), tmp_path)
    (sheet,) = read.drawing.sheets
    assert all(0 < edge <= 20_000 for edge in sheet.size_mm)


@pytest.mark.parametrize(
    "content",
    [
        "1e300 1e300 m -1e300 1e300 l S",
        "nan nan m inf -inf l S",
        "99999999999999999999999999 0 m 0 0 l h f",
        "0 0 m " + "1e30 " * 6 + "c S",
        "1e-30 0 0 1e-30 0 0 cm 0 0 1e35 1e35 re S",
        "BT /F 1e30 Tf (HUGE) Tj ET BT /F 0 Tf (NOTHING) Tj ET",
        "q " * 100_000 + "0 0 m 9 9 l S",
        "[0 0 0 0] 0 d 0 0 m 9 9 l S [-1] 0 d 0 0 m 9 9 l S",
    ],
)
def test_numbers_no_drawing_holds_are_left_out_and_the_page_is_read(tmp_path: Path, content: str) -> None:
    read = outcome(written(tmp_path, f"5 5 m 50 50 l S {content}"), tmp_path)
    (sheet,) = read.drawing.sheets
    assert "line" in sheet.entities.kind.tolist()
    assert all(each.lost == 0 for each in read.drawing.files[0].entities)


@pytest.mark.parametrize("attack", hostile_pages.ALL, ids=lambda attack: attack.__name__)
def test_a_page_that_costs_hours_to_paint_is_refused_with_a_reason(
    tmp_path: Path, attack: Callable[[Path], Path]
) -> None:
    path = attack(tmp_path)
    with pytest.raises((CannotReadFile, LimitExceeded)) as refusal:
        read_isolated(path, "sheet.pdf", tmp_path / "work", limits=LIMITS)
    said = refusal.value.words.en
    # a reason in the page itself, not the limit of the process that reads it
    assert not [words for words in SPEECHLESS if words in said]
    path.unlink()


def test_a_page_of_many_small_patterns_groups_and_shadings_is_painted(tmp_path: Path) -> None:
    cell = stream("0 0 1 1 re f", f"{hostile_pages.CELL}/BBox[0 0 2 2]/XStep 2/YStep 2")
    group = stream("0 g 0 0 5 5 re f", "/Type/XObject/Subtype/Form/BBox[0 0 5 5]/Group<</S/Transparency>>")
    places = [(4 * (number % 90), 3 * (number // 90)) for number in range(3000)]
    hatches = " ".join(f"{x} {y} 3 2 re f" for x, y in places)
    shaded = " ".join(f"q {x} {y} 3 2 re W n /S sh Q" for x, y in places)
    grouped = " ".join(f"q 1 0 0 1 {x} {y} cm /N Do Q" for x, y in places)
    shading = (
        "/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 400 300]"
        "/Function<</FunctionType 2/Domain[0 1]/C0[0]/C1[1]/N 1>>>>>>"
    )
    path = written(
        tmp_path,
        f"{hostile_pages.TILED} {hatches} /G gs {shaded} {grouped}",
        resources=f"/Pattern<</P 10 0 R>>/XObject<</N 11 0 R>>/ExtGState<</G<</ca .5>>>>{shading}",
        objects={10: cell, 11: group},
    )
    read = read_isolated(path, "sheet.pdf", tmp_path / "work", limits=LIMITS)
    assert read.plots
    assert {each.kind: each.held for each in read.drawing.files[0].entities} == {
        "pattern": 3000,
        "shading": 3000,
        "path": 3000,
    }
