from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest
from ezdxf import xref
from PIL import Image

from checkers.drawing import plot, rasters
from checkers.drawing.companions import Companion
from checkers.drawing.isolate import Limits, read_isolated
from checkers.drawing.model import Omission
from checkers.drawing.rasters import NotShown, opened, packed
from checkers.drawing.reader import Reading, read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, frame, saved

RED, BLUE, WHITE = (220, 20, 20), (20, 20, 220), (255, 255, 255)
DOTS = 2.0
"""dots of a millimetre of paper, as the tests look at it"""


def halves(path: Path, size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Path:
    """A picture whose upper half is red and whose lower half is blue."""
    picture = Image.new(mode, size, RED)
    picture.paste(BLUE, (0, size[1] // 2, *size))
    picture.save(path)
    return path


def framed(folder: Path, name: str, written: str = "", clip: list[tuple[float, float]] | None = None) -> Path:
    """An A1 at 1:100 with a picture of 60 x 40 mm on paper whose lower left corner lies at (100, 50)."""
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    definition = doc.add_image_def(filename=written or name, size_in_pixel=(60, 40))
    image = doc.modelspace().add_image(definition, insert=(10_000, 5000), size_in_units=(6000, 4000), rotation=0)
    if clip:
        image.set_boundary_path(clip)
    return saved(doc, folder, "plan.dxf")


def companions(*paths: Path) -> list[Companion]:
    return [Companion(path.name, path) for path in paths]


def dots(reading: Reading, folder: Path) -> Any:
    """The plotted page as colours of dots, two for each millimetre, the lower left corner first."""
    (plotted,) = plot.plot(reading, folder / "plots")
    with pymupdf.open(plotted.pdf) as document:
        zoom = DOTS * 25.4 / 72
        pixels = document[0].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3)[::-1]


def colour(page: Any, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place of the page, millimetres."""
    return tuple(int(level) for level in page[round(y * DOTS), round(x * DOTS)])


def missing(reading: Reading, folder: Path) -> list[tuple[Omission, str]]:
    """What reading and plotting list."""
    (sheet,) = reading.drawing.sheets
    (plotted,) = plot.plot(reading, folder / "plots")
    return sorted({(lost.kind, lost.what) for lost in (*sheet.not_displayed, *plotted.not_displayed)})


@pytest.mark.parametrize("name", ["photo.png", "photo.bmp", "photo.tif", "PHOTO.PNG"])
def test_a_picture_among_the_companions_is_shown_in_place(tmp_path: Path, name: str) -> None:
    halves(tmp_path / name)
    reading = read(framed(tmp_path, name, rf"D:\项目\{name.lower()}"), None, companions(tmp_path / name))
    page = dots(reading, tmp_path)
    assert colour(page, 101, 51) == colour(page, 159, 69) == pytest.approx(BLUE, abs=2)
    assert colour(page, 101, 71) == colour(page, 159, 89) == pytest.approx(RED, abs=2)
    assert colour(page, 98, 70) == colour(page, 162, 70) == colour(page, 130, 92) == WHITE
    assert missing(reading, tmp_path) == []
    assert reading.drawing.files[0].bound == (name,)


def test_a_photograph_is_shown_as_jpeg(tmp_path: Path) -> None:
    halves(tmp_path / "photo.jpg", (600, 400))
    reading = read(framed(tmp_path, "photo.jpg"), None, companions(tmp_path / "photo.jpg"))
    page = dots(reading, tmp_path)
    assert colour(page, 130, 60) == pytest.approx(BLUE, abs=12)
    assert colour(page, 130, 80) == pytest.approx(RED, abs=12)
    assert packed(reading.pictures["photo.jpg"]).filter == "DCTDecode"


def test_a_picture_is_cut_at_its_clipping_outline(tmp_path: Path) -> None:
    halves(tmp_path / "photo.png")
    clip = [(20.0, 0.0), (40.0, 0.0), (40.0, 40.0), (20.0, 40.0)]
    page = dots(read(framed(tmp_path, "photo.png", clip=clip), None, companions(tmp_path / "photo.png")), tmp_path)
    assert colour(page, 130, 80) == pytest.approx(RED, abs=2)
    assert colour(page, 110, 80) == colour(page, 150, 80) == WHITE


def test_a_picture_in_a_reference_is_found_and_shown(tmp_path: Path) -> None:
    halves(tmp_path / "photo.png")
    inner = drawing()
    definition = inner.add_image_def(filename="photo.png", size_in_pixel=(60, 40))
    inner.modelspace().add_image(definition, insert=(0, 0), size_in_units=(6000, 4000))
    photo = saved(inner, tmp_path, "base.dxf")
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    xref.attach(doc, block_name="BASE", filename="base.dxf", insert=(10_000, 5000))
    reading = read(saved(doc, tmp_path), None, companions(photo, tmp_path / "photo.png"))
    page = dots(reading, tmp_path)
    assert colour(page, 130, 60) == pytest.approx(BLUE, abs=2)
    assert colour(page, 130, 80) == pytest.approx(RED, abs=2)
    assert missing(reading, tmp_path) == []


def test_a_drawing_of_black_and_white_dots_hides_nothing_beneath(tmp_path: Path) -> None:
    scan = Image.new("1", (60, 40), 1)
    scan.paste(0, (0, 0, 30, 40))
    scan.save(tmp_path / "scan.tif")
    doc = drawing()
    frame(doc.modelspace(), 0, 0, (841, 594), 100)
    doc.modelspace().add_hatch(dxfattribs={"true_color": 0xDC1414}).paths.add_polyline_path(
        [(10_000, 5000), (16_000, 5000), (16_000, 9000), (10_000, 9000)]
    )
    definition = doc.add_image_def(filename="scan.tif", size_in_pixel=(60, 40))
    doc.modelspace().add_image(definition, insert=(10_000, 5000), size_in_units=(6000, 4000))
    page = dots(read(saved(doc, tmp_path), None, companions(tmp_path / "scan.tif")), tmp_path)
    assert sum(colour(page, 110, 70)) < 60
    assert colour(page, 150, 70)[0] > colour(page, 150, 70)[2] + 30


def test_a_picture_that_did_not_come_along_is_outlined_and_listed(tmp_path: Path) -> None:
    halves(tmp_path / "photo.png")
    reading = read(framed(tmp_path, "photo.png"))
    assert missing(reading, tmp_path) == [(Omission.IMAGE, "photo.png")]
    assert reading.drawing.files[0].wanted == ("photo.png",)
    page = dots(reading, tmp_path)
    assert colour(page, 130, 60) == WHITE
    assert min(sum(colour(page, 100 + step, 70)) for step in (-0.5, 0, 0.5)) < 600


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("photo.png", b"GIF89a" + bytes(40), "none of PNG"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
        ("photo.jpg", b"MZ" + bytes(100), "none of PNG"),
        ("photo.tif", b"II*\x00" + b"\xff" * 100, "damaged"),
    ],
)
def test_what_is_no_picture_is_outlined_listed_and_said(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    reading = read(framed(tmp_path, name), None, companions(tmp_path / name))
    assert missing(reading, tmp_path) == [(Omission.IMAGE, name)]
    (note,) = [note for note in reading.drawing.files[0].repairs if name in note]
    assert why in note
    assert reading.drawing.files[0].bound == ()


def test_a_picture_cut_in_half_is_not_shown(tmp_path: Path) -> None:
    whole = halves(tmp_path / "photo.png", (400, 400)).read_bytes()
    (tmp_path / "photo.png").write_bytes(whole[: len(whole) // 2])
    reading = read(framed(tmp_path, "photo.png"), None, companions(tmp_path / "photo.png"))
    assert missing(reading, tmp_path) == [(Omission.IMAGE, "photo.png")]


def bomb(path: Path, side: int) -> Path:
    """A PNG of a few hundred kilobytes that declares and unpacks to ``side`` × ``side`` dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    row = bytes(1 + side * 3)
    rows = b"".join(packer.compress(row) for _ in range(min(side, 4000))) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def test_a_decompression_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(NotShown, match="too many dots"):
        opened(bomb(tmp_path / "bomb.png", 50_000))


def test_a_bomb_beside_a_drawing_does_not_stop_the_drawing_under_limits(tmp_path: Path) -> None:
    evil = bomb(tmp_path / "bomb.png", 50_000)
    limits = Limits(memory_bytes=1024**3, cpu_seconds=60, wall_seconds=120.0)
    outcome = read_isolated(
        framed(tmp_path, "bomb.png"), "plan.dxf", tmp_path / "work", limits=limits, companions=companions(evil)
    )
    (plotted,) = outcome.plots
    assert [(lost.kind, lost.what) for lost in plotted.not_displayed] == [(Omission.IMAGE, "bomb.png")]
    assert any("too many dots" in note for note in outcome.drawing.files[0].repairs)


def test_a_picture_by_itself_is_read_in_the_child_without_sheets(tmp_path: Path) -> None:
    outcome = read_isolated(halves(tmp_path / "p.png"), "照片.png", tmp_path / "work", picture=True)
    (source,) = outcome.drawing.files
    assert (outcome.drawing.sheets, source.name, source.format, source.version) == ((), "照片.png", "image", "60 x 40")
    with pytest.raises(CannotReadFile, match="too many dots"):
        read_isolated(bomb(tmp_path / "bomb.png", 50_000), "bomb.png", tmp_path / "work", picture=True)


def test_a_picture_with_more_dots_than_paper_shows_is_made_smaller(tmp_path: Path) -> None:
    kept = packed(opened(halves(tmp_path / "large.png", (rasters.LONGEST * 2, 1000))))
    assert (kept.width, kept.height) == (rasters.LONGEST, 500)


def test_what_shines_through_is_laid_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    kept = packed(opened(tmp_path / "clear.png"))
    assert set(zlib.decompress(kept.content)) == {255}


def test_an_embedded_object_is_listed_as_one_kind_by_reading_and_plotting(tmp_path: Path) -> None:
    from tests.checkers.drawing.ole import with_ole

    reading = read(with_ole(framed(tmp_path, "photo.png")), None, companions(halves(tmp_path / "photo.png")))
    assert missing(reading, tmp_path) == [(Omission.IMAGE, "OLE2FRAME")]
