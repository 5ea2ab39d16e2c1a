"""Pictures made to harm the reader, and drawings that place pictures of a size no machine holds.

Vocabulary
----------
bomb   a small file that declares far more dots than it holds, and asks for the memory of all of them
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from tests.checkers.drawing.drafting import drawing, frame, saved
from tests.checkers.drawing.hostile_spelling import FINE, ROOT, section, spelled, written

SIDE = 60_000
"""dots a side that a bomb declares: 3,600 million, some ten gigabytes"""
MILLION = 1_000_000


def placing(folder: Path, name: str, dots: int = MILLION) -> Path:
    """A framed drawing that places a picture of ``dots`` a side, each of one drawing unit."""
    document = drawing()
    space = document.modelspace()
    frame(space, 0, 0, (841, 594), 100)
    definition = document.add_image_def(filename=name, size_in_pixel=(dots, dots))
    space.add_image(definition, insert=(0, 0), size_in_units=(dots, dots))
    return saved(document, folder)


def an_image_of_a_million_pixels_a_side(folder: Path) -> Path:
    """As no program writes it: its definition hangs on nothing, and the library drops what nobody holds."""
    definition = spelled(((0, "IMAGEDEF"), (5, "F0"), (1, "none.png"), (10, MILLION), (20, MILLION)))
    image = spelled(
        (
            *((0, "IMAGE"), (8, "0"), (10, 0), (20, 0), (11, 1), (21, 0), (12, 0), (22, 1)),
            *((13, MILLION), (23, MILLION), (340, "F0"), (70, 7), (280, 1), (71, 1)),
            *((91, 2), (14, -0.5), (24, -0.5), (14, MILLION - 0.5), (24, MILLION - 0.5)),
        )
    )
    return written(folder, section("ENTITIES", spelled(FINE) + image), section("OBJECTS", ROOT + definition))


def an_image_of_a_million_pixels_that_did_not_come_along(folder: Path) -> Path:
    return placing(folder, "none.png")


def png_bomb(path: Path) -> Path:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer = zlib.compressobj(9)
    row = bytes(1 + SIDE * 3)
    rows = b"".join(packer.compress(row) for _ in range(2000)) + packer.flush()
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return path


def tiff_bomb(path: Path) -> Path:
    """One strip of black dots, packed by PackBits, of which there is next to nothing."""
    rows = [(256, 4, SIDE), (257, 4, SIDE), (258, 3, 8), (259, 3, 32_773), (262, 3, 1)]
    rows += [(273, 4, 8 + 2 + 12 * 9 + 4), (277, 3, 1), (278, 4, SIDE), (279, 4, 2000)]
    table = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in rows)
    path.write_bytes(b"II*\0" + struct.pack("<IH", 8, len(rows)) + table + bytes(4) + b"\x81\0" * 1000)
    return path


def tiff_bomb_of_strips_of_nothing(path: Path) -> Path:
    """A million strips that all lie at the end of the file."""
    count, head = SIDE, 8 + 2 + 12 * 9 + 4
    rows = [(256, 4, 1, 16_000), (257, 4, 1, SIDE), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    rows += [(273, 4, count, head), (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, count, head + 4 * count)]
    table = b"".join(struct.pack("<HHII", *row) for row in rows)
    ends = struct.pack("<I", head + 8 * count) * count + struct.pack("<I", 16_000) * count
    path.write_bytes(b"II*\0" + struct.pack("<IH", 8, len(rows)) + table + bytes(4) + ends)
    return path


def jpeg_bomb(path: Path) -> Path:
    """A photograph whose head declares 60,000 dots a side and whose scan is of none."""
    quantised = b"\xff\xdb\0\x43\0" + b"\x01" * 64
    frame = b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", SIDE, SIDE) + b"\x01\x01\x11\0"
    codes = b"".join(b"\xff\xc4\0\x14" + bytes([kind]) + b"\x01" + bytes(15) + b"\0" for kind in (0x00, 0x10))
    scan = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + bytes(100)
    path.write_bytes(b"\xff\xd8" + quantised + frame + codes + scan + b"\xff\xd9")
    return path


def bmp_bomb(path: Path) -> Path:
    """Dots packed by runs, of which none is given."""
    info = struct.pack("<IiiHHIIiiII", 40, SIDE, SIDE, 1, 8, 1, 8, 0, 0, 256, 0)
    path.write_bytes(b"BM" + struct.pack("<IHHI", 1100, 0, 0, 14 + 40 + 1024) + info + bytes(1024) + b"\0\x01" * 4)
    return path


BOMBS = {
    "bomb.png": png_bomb,
    "bomb.tif": tiff_bomb,
    "strips.tif": tiff_bomb_of_strips_of_nothing,
    "bomb.jpg": jpeg_bomb,
    "bomb.bmp": bmp_bomb,
}
