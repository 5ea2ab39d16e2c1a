from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from checkers.drawing import columns
from checkers.drawing.model import DrawingSet, Entities
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, rectangle, saved


@pytest.fixture
def kept(tmp_path: Path) -> tuple[DrawingSet, Path]:
    doc = drawing()
    space = doc.modelspace()
    rectangle(space, 0, 0, 6000, 4000, "A-AREA")
    space.add_line((0, 0), (1000, 1000))
    space.add_point((5, 5))
    hatch = space.add_hatch()
    hatch.paths.add_polyline_path([(0, 0), (4000, 0), (4000, 4000), (0, 4000)], is_closed=True)
    hatch.paths.add_polyline_path([(1000, 1000), (2000, 1000), (2000, 2000)], is_closed=True, flags=16)
    space.add_text("走道", height=300)
    space.add_linear_dim(base=(0, 500), p1=(0, 0), p2=(3600, 0)).render()
    space.add_xline((0, 0), (1, 1))
    doc.blocks.new("B").add_circle((0, 0), 500)
    space.add_blockref("B", (1000, 1000)).add_attrib("编号", "M1", (0, 0))
    original = read(saved(doc, tmp_path)).drawing
    file = tmp_path / "drawing.columns"
    columns.dump(original, file)
    return original, file


def test_what_is_kept_comes_back_the_same(kept: tuple[DrawingSet, Path]) -> None:
    original, file = kept
    loaded = columns.load(file)
    assert loaded.files == original.files
    for before, after in zip(original.sheets, loaded.sheets, strict=True):
        assert shapely.equals_exact(before.entities.geometry, after.entities.geometry).all()
        for name in ("kind", "layer", "colour", "handle", "block", "visible"):
            assert (getattr(before.entities, name) == getattr(after.entities, name)).all(), name
        for name in (
            "id",
            "layers",
            "texts",
            "blocks",
            "dimensions",
            "title_block",
            "not_displayed",
            "to_mm",
            "scale",
            "framed",
        ):
            assert getattr(before, name) == getattr(after, name), name


def test_a_sheet_with_nothing_on_it_comes_back(tmp_path: Path) -> None:
    path = saved(drawing(), tmp_path)
    columns.dump(read(path).drawing, tmp_path / "empty.columns")
    assert len(columns.load(tmp_path / "empty.columns").sheets[0].entities) == 0


def changed(file: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members[name] = content
    with zipfile.ZipFile(file, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)


def array(column: np.ndarray) -> bytes:  # type: ignore[type-arg]  # of any type: that is the point
    buffer = io.BytesIO()
    np.save(buffer, column, allow_pickle=True)
    return buffer.getvalue()


def test_a_file_cut_short_is_refused(kept: tuple[DrawingSet, Path]) -> None:
    _, file = kept
    file.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(CannotReadFile, match="damaged"):
        columns.load(file)


def test_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"not a zip")
    with pytest.raises(CannotReadFile):
        columns.load(tmp_path / "x")
    with pytest.raises(CannotReadFile):
        columns.load(tmp_path / "absent")


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("layer", np.full(8, 999, dtype=np.int32)),
        ("layer", np.zeros(2, dtype=np.int32)),
        ("kind", np.full(8, 200, dtype=np.uint8)),
        ("sizes", np.full(8, 2**62, dtype=np.int64)),
        ("sizes", np.array([], dtype=np.int64)),
        ("points", np.full((20, 2), np.nan)),
        ("handle", np.full(8, 5000, dtype=np.int32)),
        ("colour", np.zeros(8, dtype=np.float64)),
        ("points", np.array([{"a": 1}], dtype=object)),
    ],
)
def test_columns_that_do_not_fit_together_are_refused(
    kept: tuple[DrawingSet, Path],
    name: str,
    column: np.ndarray,  # type: ignore[type-arg]  # of any type: that is the point
) -> None:
    _, file = kept
    changed(file, f"0/{name}.npy", array(column))
    with pytest.raises(CannotReadFile):
        columns.load(file)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("scale", "large"),
        ("to_mm", [1, 2, 3]),
        ("bounds_m", [0, 0, 1, True]),
        ("texts", [["走道", 0, 0, 1, 0, 99, "A", "", True]]),
        ("layers", [["0", "", 1, True]]),
        ("not_displayed", [["invented", "x", 1, "", "", []]]),
        ("not_displayed", [["proxy", "x", -1, "", "", []]]),
        ("not_displayed", [["proxy", "x", 1, "", "", [[0, 0]] * 51]]),
        ("not_displayed", [["proxy", "x", 1, "", "", [["0", 0]]]]),
        ("not_displayed", [["proxy", "x", 1, "", ""]]),
    ],
)
def test_sheets_with_wrong_values_are_refused(kept: tuple[DrawingSet, Path], key: str, value: object) -> None:
    _, file = kept
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("drawing.json"))
    about["sheets"][0][key] = value
    changed(file, "drawing.json", json.dumps(about).encode())
    with pytest.raises(CannotReadFile):
        columns.load(file)


@pytest.mark.parametrize(
    "account",
    [[["LINE", 1, 1]], [["LINE", -1, 0, 0, {}]], [["LINE", 1, 0, True, {}]], [["LINE", 1, 0, 0, {"x": "1"}]], 5],
)
def test_an_account_that_is_none_is_refused(kept: tuple[DrawingSet, Path], account: object) -> None:
    _, file = kept
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("drawing.json"))
    about["files"][0]["entities"] = account
    changed(file, "drawing.json", json.dumps(about).encode())
    with pytest.raises(CannotReadFile):
        columns.load(file)


def test_numbers_that_are_none_are_refused(kept: tuple[DrawingSet, Path]) -> None:
    _, file = kept
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("drawing.json"))
    about["sheets"][0]["scale"] = float("nan")
    changed(file, "drawing.json", json.dumps(about).encode())
    with pytest.raises(CannotReadFile):
        columns.load(file)


def test_only_points_lines_and_polygons_can_be_kept(tmp_path: Path, kept: tuple[DrawingSet, Path]) -> None:
    original, _ = kept
    sheet = original.sheets[0]
    many = np.array([shapely.MultiPoint([(0, 0), (1, 1)])], dtype=object)
    odd = Entities(
        many, *(getattr(sheet.entities, name)[:1] for name in ("kind", "layer", "colour", "handle", "block", "visible"))
    )
    from dataclasses import replace

    with pytest.raises(ValueError, match="points, lines and polygons"):
        columns.dump(DrawingSet((replace(sheet, entities=odd),), original.files), tmp_path / "odd")


def test_an_array_that_claims_to_be_endless_is_refused_and_not_made(kept: tuple[DrawingSet, Path]) -> None:
    _, file = kept
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"descr": "<f8", "fortran_order": False, "shape": (1 << 45, 2)})
    changed(file, "0/points.npy", buffer.getvalue())
    with pytest.raises(CannotReadFile, match="damaged"):
        columns.load(file)


@pytest.mark.parametrize("handles", [[], ["A" * 4097], [7]], ids=["too few", "too long", "a number"])
def test_handles_that_are_no_words_are_refused(kept: tuple[DrawingSet, Path], handles: list[object]) -> None:
    _, file = kept
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("drawing.json"))
    about["sheets"][0]["handles"] = handles
    changed(file, "drawing.json", json.dumps(about).encode())
    with pytest.raises(CannotReadFile, match="damaged"):
        columns.load(file)


def test_a_member_that_unpacks_to_more_than_it_declares_is_refused(kept: tuple[DrawingSet, Path]) -> None:
    _, file = kept
    changed(file, "0/points.npy", array(np.zeros((4, 2))))
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        for member in archive.namelist():
            bomb.writestr(member, bytes(1 << 20) if member == "0/points.npy" else archive.read(member))
        bomb.getinfo("0/points.npy").file_size = 64
    file.write_bytes(packed.getvalue())
    with pytest.raises(CannotReadFile, match="damaged"):
        columns.load(file)


def test_what_a_file_shows_of_others_comes_back(tmp_path: Path, kept: tuple[DrawingSet, Path]) -> None:
    original, _ = kept
    told = replace(
        original.files[0], bound=("轴网.dwg", "照片.png"), wanted=("..\\没有.dwg",), substituted=("hztxt.shx",)
    )
    columns.dump(replace(original, files=(told,)), tmp_path / "told.columns")
    assert columns.load(tmp_path / "told.columns").files == (told,)


@pytest.mark.parametrize(
    ("key", "value"), [("bound", [1]), ("wanted", None), ("bound", 5), ("wanted", [["a"]]), ("substituted", [1])]
)
def test_files_with_wrong_names_of_others_are_refused(kept: tuple[DrawingSet, Path], key: str, value: object) -> None:
    _, file = kept
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("drawing.json"))
    about["files"][0][key] = value
    changed(file, "drawing.json", json.dumps(about).encode())
    with pytest.raises(CannotReadFile):
        columns.load(file)
