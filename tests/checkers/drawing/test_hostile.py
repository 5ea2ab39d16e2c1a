"""A file made to harm the reader ends with a reason, and the next file is read as if nothing had been."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from checkers.drawing import isolate
from checkers.drawing.companions import Companion
from checkers.drawing.isolate import Limits, Outcome, read_isolated
from checkers.drawing.model import Omission
from checkers.errors import CheckerError
from tests.checkers.drawing import hostile, hostile_pictures
from tests.checkers.drawing.drafting import drawing, frame, saved

from .test_dwg import as_dwg

LIMITS = Limits(cpu_seconds=60, wall_seconds=600.0)
DRAWN = {
    hostile.an_array_of_texts,
    hostile.a_hatch_of_a_thousand_million_lines,
    hostile.a_hatch_of_a_million_lines,
    hostile.a_hatch_of_endless_dashes,
    hostile.a_hatch_whose_lines_are_no_distance_apart,
    hostile.a_hatch_of_20_000_pattern_lines,
    hostile.a_hatch_of_150_000_edges,
    hostile.groups_in_groups,
    hostile.endless_extended_data,
    hostile.dictionaries_in_a_circle,
    hostile.line_types_of_a_millionth,
    hostile.five_hundred_frames,
}
"""drawn as well as they can be, hatches as a tint: nothing is missing"""

SPEECHLESS = ("used the processor", "took longer", "could not make sense", "no usable result", "died on this file")
"""words of refusals that name no reason in the file itself"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that is emptied of the large file again."""
    yield tmp_path
    for file in tmp_path.glob("plan.*"):
        file.unlink()


def reason(read: Callable[[], Outcome]) -> list[str]:
    """Why a file was refused or what of it is not shown; a limit of time is no reason a hostile file may get away with."""
    refused = ""
    try:
        outcome = read()
    except CheckerError as refusal:
        refused = refusal.words.en
    if refused:
        assert not [words for words in SPEECHLESS if words in refused]
        return [refused]
    lost = [lost for sheet in (*outcome.drawing.sheets, *outcome.plots) for lost in sheet.not_displayed]
    return [f"{item.kind}: {item.what}" for item in lost] + [
        line for file in outcome.drawing.files for line in file.repairs
    ]


@pytest.mark.parametrize("attack", hostile.ALL, ids=lambda attack: attack.__name__)
def test_it_ends_with_a_reason(folder: Path, attack: Callable[[Path], Path]) -> None:
    path = attack(folder)
    why = reason(lambda: read_isolated(path, "plan.dxf", folder / "work", limits=LIMITS))
    assert why or attack in DRAWN


def test_the_same_process_reads_the_next_file(tmp_path: Path) -> None:
    document = drawing()
    frame(document.modelspace(), 0, 0, (841, 594), 100)
    good = saved(document, tmp_path)
    assert read_isolated(good, "good.dxf", tmp_path / "before").drawing.sheets
    process = isolate._WARM.process
    assert process is not None
    (tmp_path / "attack").mkdir()
    for attack in (hostile.blocks_that_double_forty_times, hostile.a_binary_of_noise, hostile.numbers_that_are_none):
        bad = attack(tmp_path / "attack")
        reason(lambda bad=bad: read_isolated(bad, "plan.dxf", tmp_path / "work", limits=LIMITS))  # type: ignore[misc]
        assert read_isolated(good, "good.dxf", tmp_path / "after").plots
    assert isolate._WARM.process is process


def test_paths_out_of_the_folder_are_listed_and_never_followed(tmp_path: Path) -> None:
    path = hostile.references_out_of_the_folder(tmp_path)
    outcome = read_isolated(path, "plan.dxf", tmp_path / "work", limits=LIMITS)
    listed = {(lost.kind, lost.what) for lost in outcome.drawing.sheets[0].not_displayed}
    assert (Omission.XREF, "/etc/passwd") in listed
    # pictures that are gone after loading are said to be, as damaged
    assert {kind for kind, _ in listed} == {Omission.XREF, Omission.IMAGE, Omission.DAMAGED}
    written = b"".join(file.read_bytes() for file in (tmp_path / "work").rglob("*") if file.is_file())
    assert b"root:" not in written


@pytest.mark.parametrize("name", hostile_pictures.BOMBS)
def test_a_bomb_of_a_picture_is_listed_and_its_drawing_read(tmp_path: Path, name: str) -> None:
    bomb = hostile_pictures.BOMBS[name](tmp_path / name)
    limits = Limits(memory_bytes=1024**3, cpu_seconds=60, wall_seconds=600.0)
    outcome = read_isolated(
        hostile_pictures.placing(tmp_path, name, hostile_pictures.SIDE),
        "plan.dxf",
        tmp_path / "work",
        limits=limits,
        companions=[Companion(name, bomb)],
    )
    (plotted,) = outcome.plots
    assert [(lost.kind, lost.what) for lost in plotted.not_displayed] == [(Omission.IMAGE, name)]
    assert any(f"picture {name} is not shown" in note for note in outcome.drawing.files[0].repairs)
    assert plotted.pdf.stat().st_size < 1024**2


def test_a_picture_of_few_dots_placed_over_a_million_a_side_is_shown_within_limits(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4), (200, 30, 30)).save(tmp_path / "tiny.png")
    outcome = read_isolated(
        hostile_pictures.placing(tmp_path, "tiny.png"),
        "plan.dxf",
        tmp_path / "work",
        limits=LIMITS,
        companions=[Companion("tiny.png", tmp_path / "tiny.png")],
    )
    assert outcome.drawing.files[0].bound == ("tiny.png",)
    # one dot of it covers the whole sheet, and that is said
    assert [lost.what for plot in outcome.plots for lost in plot.not_displayed] == ["PLOT (blank)"]
    assert outcome.plots[0].pdf.stat().st_size < 1024**2


def test_a_dwg_with_flipped_bits_is_read_or_refused(tmp_path: Path) -> None:
    document = drawing()
    frame(document.modelspace(), 0, 0, (841, 594), 100)
    document.modelspace().add_text("消防车道", height=350)
    whole = as_dwg(saved(document, tmp_path)).read_bytes()
    dice = random.Random(2026)
    for turn in range(12):
        flipped = bytearray(whole)
        if turn % 3 == 2:
            del flipped[dice.randrange(200, len(flipped)) :]
        for _ in range(1 << turn % 6):
            flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
        path = tmp_path / f"flipped-{turn}.dwg"
        path.write_bytes(flipped)
        reason(lambda path=path: read_isolated(path, "a.dwg", tmp_path / "work", limits=LIMITS))  # type: ignore[misc]
    assert read_isolated(tmp_path / "plan.dwg", "plan.dwg", tmp_path / "last").drawing.sheets
