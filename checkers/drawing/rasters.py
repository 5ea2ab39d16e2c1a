"""Pictures a drawing shows out of other files of its set: found, decoded within limits, packed for a PDF.

Vocabulary
----------
written   the path in the drawing's IMAGEDEF; only its last part is looked up, among the companions
raster    a companion that is a picture by its bytes and was decoded to the end once
packed    the picture as a PDF image object holds it: samples or JPEG, never the stranger's own bytes

Decode only in the limited child (``isolate.py``). What cannot be shown stays outlined and listed.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from checkers.drawing import companions as submitted
from checkers.drawing.signature import is_picture

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from PIL.Image import Image

    from checkers.drawing.companions import Companion

FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
MOST_BYTES = 128 * 1024 * 1024
"""of one file"""
MOST_PIXELS = 80_000_000
"""of one picture; an A0 at 200 dots per inch has 62 million"""
MOST_PICTURES = 200
"""different ones on one drawing"""
LONGEST = 5000
"""pixels of the longer side that are kept in a PDF: 150 dots per inch over the length of an A1"""
_KEPT = 24
"""packed pictures held ready: a logo stands on every sheet"""
_QUALITY = 88
_WHITE = (255, 255, 255)
_UNREADABLE = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError,
               RuntimeError, EOFError, struct.error, zlib.error)  # fmt: skip
"""what Pillow raises on damaged bytes"""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture that can be shown."""

    path: Path
    width: int
    """pixels"""
    height: int
    written: str = ""
    """path in the drawing"""


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture as a PDF image object holds it."""

    width: int
    height: int
    colours: str
    """``DeviceGray`` or ``DeviceRGB``"""
    bits: int
    """of one sample"""
    filter: str
    """``FlateDecode`` or ``DCTDecode``"""
    content: bytes


class NotShown(Exception):
    """A companion cannot be shown as a picture; the words say why, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """What became of the pictures one drawing names."""

    shown: Mapping[str, Raster] = field(default_factory=dict)
    """by the path as written"""
    bound: tuple[str, ...] = ()
    """names of the companions shown"""
    wanted: tuple[str, ...] = ()
    """paths as written that no companion answers, or more than one"""
    notes: tuple[str, ...] = ()


def of_document(doc: Drawing, companions: Sequence[Companion]) -> Pictures:
    """Find and decode the pictures a document places; one that cannot be shown is noted."""
    shown: dict[str, Raster] = {}
    bound: list[str] = []
    wanted: list[str] = []
    notes: list[str] = []
    for written in _placed(doc):
        found = submitted.of_picture(written, companions)
        if found.companion is None:
            wanted.append(written[:200])
            continue
        if len(shown) >= MOST_PICTURES:
            notes.append(f"picture {found.companion.name} is not shown: 超过 {MOST_PICTURES} 张 too many pictures")
            continue
        try:
            shown[written] = replace(opened(found.companion.path), written=written)
        except NotShown as reason:
            notes.append(f"picture {found.companion.name} is not shown: {reason}")
            continue
        if found.companion.name not in bound:
            bound.append(found.companion.name)
    return Pictures(shown, tuple(bound), tuple(wanted), tuple(notes))


def _placed(doc: Drawing) -> list[str]:
    """Paths of the pictures that some image of the document shows."""
    named = {each.dxf.handle: str(each.dxf.get("filename", "")) for each in doc.objects.query("IMAGEDEF")}
    if not named:
        return []
    placed = {each.dxf.get("image_def_handle") for each in doc.entitydb.values() if each.dxftype() == "IMAGE"}
    return list(dict.fromkeys(path for handle, path in named.items() if path and handle in placed))


def opened(path: Path) -> Raster:
    """The picture in this file, decoded once to its end; NotShown."""
    picture = _decoded(path)
    return Raster(path, picture.width, picture.height)


@lru_cache(maxsize=_KEPT)
def packed(raster: Raster, *, colour: bool = True) -> Packed:
    """The picture as a PDF holds it, made smaller where it has more dots than paper shows; NotShown."""
    picture = _decoded(raster.path)
    photograph = picture.format == "JPEG"
    if max(picture.size) > LONGEST:
        if picture.mode in {"1", "P"}:
            picture = picture.convert("L" if picture.mode == "1" else "RGB")
        picture.thumbnail((LONGEST, LONGEST))
    if picture.mode == "1":
        return Packed(*picture.size, "DeviceGray", 1, "FlateDecode", zlib.compress(picture.tobytes(), 6))
    flat = picture if picture.mode == "L" else _on_white(picture)
    flat = flat if colour else flat.convert("L")
    colours = "DeviceGray" if flat.mode == "L" else "DeviceRGB"
    if photograph:
        stream = io.BytesIO()
        flat.save(stream, "JPEG", quality=_QUALITY)
        return Packed(*flat.size, colours, 8, "DCTDecode", stream.getvalue())
    return Packed(*flat.size, colours, 8, "FlateDecode", zlib.compress(flat.tobytes(), 6))


def _on_white(picture: Image) -> Image:
    import PIL.Image

    if picture.mode in {"I", "F"} or picture.mode.startswith("I;"):
        return picture.point(lambda level: level / 256).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        paper = PIL.Image.new("RGB", clear.size, _WHITE)
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _decoded(path: Path) -> Image:
    import PIL.Image

    if path.stat().st_size > MOST_BYTES:
        raise NotShown(f"文件超过 {MOST_BYTES >> 20} MB the file is larger than {MOST_BYTES >> 20} MB")
    if not is_picture(path):
        raise NotShown("内容不是 PNG、JPEG、TIFF 或 BMP its bytes are none of PNG, JPEG, TIFF, BMP")
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes, which are looked at here
            picture = PIL.Image.open(stream, formats=FORMATS)
            if picture.width * picture.height <= MOST_PIXELS:
                picture.load()
                return picture
            size = f"{picture.width}×{picture.height}"
    except PIL.Image.DecompressionBombError as error:
        size = str(error)
    except _UNREADABLE as error:
        raise NotShown(f"图片已损坏 the picture is damaged ({type(error).__name__})") from error
    raise NotShown(f"图片点数过多（{size}） it has too many dots ({size})")
