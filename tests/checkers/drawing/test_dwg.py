from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from acadsharp import native

from checkers.drawing import dwg, isolate
from checkers.drawing.isolate import Limits
from checkers.drawing.model import Omission
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, frame, labelled, rectangle, saved

LARGEST = 100_000
"""bytes of a file that the test over the collection reads"""


def as_dwg(path: Path) -> Path:
    """The same drawing as DWG, written by the library that reads it."""
    target = path.with_suffix(".dwg")
    with native.load() as runtime:
        runtime.write(runtime.read(path), target)
    return target


def test_a_dwg_is_read_as_its_dxf_would_be(tmp_path: Path) -> None:
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    labelled(doc.modelspace(), 70_000, 8000, 100, {"图名": "一层平面图", "图号": "建施-01", "比例": "1:100"})
    rectangle(doc.modelspace(), 20_000, 20_000, 10_000, 8000, "A-AREA")
    drawn = read(as_dwg(saved(doc, tmp_path))).drawing
    (sheet,) = drawn.sheets
    assert (drawn.files[0].format, drawn.files[0].version) == ("dwg", "AC1032")
    assert (sheet.title, sheet.number, sheet.scale, sheet.frame) == ("一层平面图", "建施-01", 100, "A1")
    assert sheet.entities.geometry[sheet.rows("SPACE")[0]].area == pytest.approx(80.0)
    assert sheet.not_displayed == ()


def test_a_dwg_cut_in_half_is_refused(tmp_path: Path) -> None:
    doc = drawing()
    for number in range(500):
        doc.modelspace().add_line((number, 0), (number, 10))
    path = as_dwg(saved(doc, tmp_path))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(CannotReadFile) as refused:
        read(path)
    assert "DWG" in refused.value.words.zh


@pytest.mark.parametrize(
    ("signature", "release"),
    [
        (b"AC1009", "R11/R12"),
        (b"AC1006", "R10"),
        (b"AC1.40\x00", "R1.4"),
        (b"AC2.10", "R2.10"),
        (b"AC2.22", "R2.22"),
        (b"MC0.0\x00", "R1.1"),
    ],
)
def test_releases_before_r13_are_refused_by_name(tmp_path: Path, signature: bytes, release: str) -> None:
    path = tmp_path / "old.dwg"
    path.write_bytes(signature + bytes(200))
    with pytest.raises(CannotReadFile) as refused:
        read(path)
    assert f"AutoCAD {release}，" in refused.value.words.zh
    assert "2000" in refused.value.words.en


def test_what_the_conversion_leaves_out_is_listed_by_its_kind(tmp_path: Path) -> None:
    doc = drawing()
    doc.modelspace().add_line((0, 0), (1000, 0))
    doc.modelspace().add_line((0, 0), (0, 1000))
    path = as_dwg(saved(doc, tmp_path))
    loaded, _, _, _ = dwg.opened(path)
    held = dwg.Held({"*model_space": Counter({"LINE": 3, "REGION": 2, "LIGHT": 1}), "left": Counter({"3DSOLID": 1})})
    lost = {(entry.kind, entry.what): entry.count for entry in dwg.compared(loaded, held).listed()}
    assert lost == {(Omission.OTHER, "REGION"): 2, (Omission.OTHER, "LINE"): 1}
    account = {entry.kind: entry for entry in loaded.converted.closed()}
    assert account["REGION"].listed == 2
    assert account["LIGHT"].nothing == {"rendering": 1}
    assert account["3DSOLID"].nothing == {"block not placed": 1}


@pytest.mark.parametrize(
    ("name", "found", "table", "listed"),
    [
        # a class of another program: the table's count holds, for the reader may never have met the entities
        ("TCH_WALL", 2, (9, True), {(Omission.PROXY, "TCH_WALL"): 9}),
        # a class of AutoCAD's own: the table also counts what was erased, so what was found is what there is
        ("MULTILEADER", 1, (2, False), {(Omission.OTHER, "MULTILEADER"): 1}),
        ("HELIX", 0, (3, False), {(Omission.OTHER, "HELIX"): 3}),
        ("IMAGE", 0, (3, False), {(Omission.IMAGE, "IMAGE"): 3}),
        # what only the block editor shows
        ("XYGRIPENTITY", 0, (4, False), {}),
        ("TCH_DIMENSION2", 0, (0, True), {}),
    ],
)
def test_the_class_table_names_what_the_reader_never_met(
    tmp_path: Path,
    name: str,
    found: int,
    table: tuple[int, bool],
    listed: dict[tuple[Omission, str], int],
) -> None:
    loaded, _, _, _ = dwg.opened(as_dwg(saved(drawing(), tmp_path)))
    held = dwg.Held({"*model_space": Counter({name: found})}, classes={name: table})
    entries = dwg.compared(loaded, held).listed()
    assert {(entry.kind, entry.what): entry.count for entry in entries} == listed
    assert all(entry.remedy_zh and entry.remedy_en for entry in entries)


@pytest.mark.drawings
def test_a_tarch_opening_is_said_to_be_missing(collection: Path) -> None:
    drawn = read(collection / "chinese-components" / "T门洞.dwg").drawing
    (sheet,) = drawn.sheets
    (lost,) = sheet.not_displayed
    assert (lost.kind, lost.what, lost.count) == (Omission.PROXY, "TCH_OPENING", 1)
    assert "T3" in lost.remedy_zh
    assert {entry.kind: (entry.held, entry.listed) for entry in drawn.files[0].entities}["TCH_OPENING"] == (1, 1)


@pytest.mark.drawings
def test_a_table_that_the_conversion_leaves_out_is_put_back(collection: Path) -> None:
    (sheet,) = read(collection / "dwg/LibreDWG+libredwg/test/test-data/example_2018.dwg").drawing.sheets
    assert "ACAD_TABLE" not in {lost.what for lost in sheet.not_displayed}
    # handle and places as the DXF of the same drawing has them
    cells = [(text.x, text.y) for text in sheet.texts if text.handle == "4F2" and text.content == "xx"]
    rows = (0.8181, 0.8091, 0.8001, 0.7911, 0.7821)
    assert cells == [pytest.approx((3.3305, y), abs=1e-4) for y in rows]


@pytest.mark.drawings
def test_every_dwg_from_r13_on_opens_and_every_class_of_another_program_is_accounted_for(collection: Path) -> None:
    files = sorted(path for path in collection.rglob("*") if path.suffix.lower() == ".dwg")
    opened = refused = 0
    wrong: list[str] = []
    for path in files:
        if path.stat().st_size > LARGEST:
            continue
        if path.read_bytes()[:6] < b"AC1012" or path.read_bytes()[:3] == b"AC2":
            with pytest.raises(CannotReadFile) as old:
                read(path)
            refused += "AutoCAD R" in old.value.words.zh
            continue
        drawn = read(path).drawing
        opened += 1
        wrong += [f"{path.name}: {entry}" for entry in drawn.files[0].entities if entry.lost]
        listed = Counter(
            {lost.what: lost.count for lost in drawn.sheets[0].not_displayed if lost.kind is Omission.PROXY}
        )
        wrong += [f"{path.name}: {name} × {count}" for name, count in _tarch(path).items() if listed[name] != count]
    assert wrong == []
    assert opened > 150
    assert refused == 11


def _tarch(path: Path) -> dict[str, int]:
    """What the class table of a DWG says of TArch's own entities."""
    with native.load() as runtime:
        return {
            str(custom.DxfName): int(custom.InstanceCount)
            for custom in runtime.read(path).Classes
            if str(custom.DxfName).startswith("TCH_") and custom.IsAnEntity and int(custom.InstanceCount)
        }


def test_a_conversion_that_goes_round_for_ever_ends_by_itself() -> None:
    """A few flipped bits can do that inside the converter, where no signal handler of Python is heard."""
    forever = (
        "import resource, signal\n"
        "from checkers.drawing import dwg\n"
        "signal.signal(signal.SIGXCPU, signal.SIG_DFL)\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (60, 62))\n"
        "dwg.LONGEST_CONVERSION = 0.1\n"
        "with dwg._timed(1000):\n"
        "    while True: pass\n"
    )
    ended = subprocess.run([sys.executable, "-c", forever], check=False)
    assert -ended.returncode == signal.SIGXCPU


def test_a_conversion_in_time_keeps_all_the_time_that_was_left() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with dwg._timed(1000):
        pass
    assert resource.getrlimit(resource.RLIMIT_CPU) == (soft, hard)


def test_a_conversion_that_was_ended_is_a_damaged_file_and_not_a_large_one() -> None:
    with pytest.raises(CannotReadFile) as refused:
        isolate._refuse_death(isolate._Ended(-signal.SIGXCPU, cpu=16.2), Limits(cpu_seconds=180))
    assert "16 秒" in refused.value.words.zh
    assert "RECOVER" in refused.value.words.en
