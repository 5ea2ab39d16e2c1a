"""The one typeface sheets are plotted with, so that Chinese is never squares on any machine.

Vocabulary
----------
face      Droid Sans Fallback as it travels inside PyMuPDF: 50,000 glyphs, Latin and Chinese
em        side of the square a Chinese character is drawn in; sizes here are in ems
cap       height of a capital letter, which is what CAD calls the height of a text
stroke    a text style that names an SHX font; its Chinese is as tall as its capitals
narrow    an SHX font of Chinese drawings whose Latin letters are two thirds of their height wide (GB/T 14691)
outline   a text style that names a TrueType font; its Chinese is taller than its capitals

System fonts are never looked at: the same drawing gives the same bytes on every machine.
"""

from __future__ import annotations

import functools
import math
import struct
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

MISSING = "〓"
"""drawn in place of a character the face lacks: printers' mark for a missing sort, unlike any letter"""

_EAST_ASIAN = 0x2E80
_FIRST_SEEN = 0x21
_UNSEEN = {"Zs", "Zl", "Zp", "Cf", "Mn"}
_STROKE_EM = 1.1
_STROKE_PITCH = 0.95
_NARROW_PITCH = 2 / 3
"""cap heights a Latin letter takes on the average"""
_COMPOSITE_MORE = 0x0020
_COMPOSITE_WORDS = 0x0001
_COMPOSITE_SCALE = 0x0008
_COMPOSITE_XY = 0x0040
_COMPOSITE_MATRIX = 0x0080
_KEPT_TABLES = ("cvt ", "fpgm", "prep")


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs that follow each other at one size, starting ``x`` ems of the capital height to the right."""

    glyphs: tuple[int, ...]
    x: float
    """distance from the text's origin, in cap heights"""
    em: float
    """size of the em, in cap heights"""
    stretch: float = 1.0
    """how much wider than drawn in the face; below 1 where an SHX font is narrower"""


@dataclass(frozen=True, slots=True)
class Subset:
    """A font programme that holds only some glyphs, numbered anew from 0."""

    programme: bytes
    number: dict[int, int]
    """glyph of the face to glyph of the subset"""
    widths: tuple[float, ...]
    """advance of each glyph of the subset, in thousandths of an em"""
    characters: tuple[str, ...]
    """what each glyph of the subset stands for; empty for the glyph that stands for nothing"""


class Face:
    """A TrueType face: glyph numbers, advances, and subsets for embedding."""

    def __init__(self, programme: bytes) -> None:
        self._tables = _tables(programme)
        head, maxp, hhea = self._tables["head"], self._tables["maxp"], self._tables["hhea"]
        self.units = struct.unpack(">H", head[18:20])[0]
        self._count = struct.unpack(">H", maxp[4:6])[0]
        long = struct.unpack(">h", head[50:52])[0]
        loca = np.frombuffer(self._tables["loca"], ">u4" if long else ">u2")
        self._loca = loca.astype(np.int64) * (1 if long else 2)
        measured = struct.unpack(">H", hhea[34:36])[0]
        metrics = np.frombuffer(self._tables["hmtx"][: measured * 4], ">u2").reshape(-1, 2)
        self._advance = np.full(self._count, metrics[-1, 0], np.int64)
        self._advance[:measured] = metrics[:, 0]
        self._number: dict[str, int] = {}
        self._stands_for: dict[int, str] = {}
        self._runs: dict[tuple[str, bool, bool], tuple[tuple[Run, ...], float]] = {}
        self._lookup = _lookup()
        self.cap = self._height(self.glyph("H"))
        self.small = self._height(self.glyph("x")) / self.cap

    def glyph(self, character: str) -> int:
        """Number of the character's glyph; 0 when the face lacks it."""
        try:
            return self._number[character]
        except KeyError:
            number = int(self._lookup.has_glyph(ord(character)))
            self._number[character] = number
            self._stands_for.setdefault(number, character)
            return number

    def lacks(self, text: str) -> str:
        """The characters of a text that should be seen and have no glyph, each once."""
        return "".join(sorted({sign for sign in text if not self.glyph(sign) and _seen(sign)}))

    def runs(self, text: str, *, stroke: bool, narrow: bool = False) -> tuple[tuple[Run, ...], float]:
        """The glyphs of a line of text and its length, both for a cap height of 1.

        In a stroke style Latin letters are narrowed until they take no more room than those of SHX fonts.
        """
        try:
            return self._runs[text, stroke, narrow]
        except KeyError:
            pitch = (_NARROW_PITCH if narrow else _STROKE_PITCH) if stroke else math.inf
            found = self._set(text, pitch)
            if len(self._runs) > 100_000:  # noqa: PLR2004 - a bound on memory, not a size of the field
                self._runs.clear()
            self._runs[text, stroke, narrow] = found
            return found

    def subset(self, glyphs: Collection[int]) -> Subset:
        """A font programme with these glyphs, those they are composed of, and glyph 0."""
        wanted = self._closed(glyphs)
        number = {glyph: position for position, glyph in enumerate(wanted)}
        outlines = [self._renumbered(glyph, number) for glyph in wanted]
        lengths = [len(outline) + (-len(outline) % 4) for outline in outlines]
        loca = np.concatenate(([0], np.cumsum(lengths))).astype(">u4").tobytes()
        glyf = b"".join(outline + b"\0" * (-len(outline) % 4) for outline in outlines)
        advances = self._advance[wanted]
        bearings = [struct.unpack(">h", outline[2:4])[0] if outline else 0 for outline in outlines]
        hmtx = b"".join(struct.pack(">Hh", int(a), b) for a, b in zip(advances, bearings, strict=True))
        count = struct.pack(">H", len(wanted))
        head, hhea, maxp = self._tables["head"], self._tables["hhea"], self._tables["maxp"]
        tables = {name: self._tables[name] for name in _KEPT_TABLES if name in self._tables}
        tables |= {
            "glyf": glyf,
            "head": head[:8] + b"\0\0\0\0" + head[12:50] + struct.pack(">h", 1) + head[52:],
            "hhea": hhea[:34] + count + hhea[36:],
            "hmtx": hmtx,
            "loca": loca,
            "maxp": maxp[:4] + count + maxp[6:],
        }
        return Subset(
            programme=_assembled(tables),
            number=number,
            widths=tuple(float(advance) * 1000 / self.units for advance in advances),
            characters=tuple(self._stands_for.get(glyph, "") if glyph else "" for glyph in wanted),
        )

    def _set(self, text: str, pitch: float) -> tuple[tuple[Run, ...], float]:
        """The runs and their length; ``pitch`` is the room of a Latin letter, infinite outside stroke styles."""
        stroke = math.isfinite(pitch)
        runs: list[Run] = []
        x = start = 0.0
        current: list[int] = []
        em = 0.0

        def close() -> float:
            if not current:
                return x
            width = x - start
            room = len(current) * pitch if em != _STROKE_EM else math.inf
            stretch = min(1.0, room / width) if width > 0 else 1.0
            runs.append(Run(tuple(current), start, em, stretch))
            return start + width * stretch

        for sign in text:
            glyph = self.glyph(sign) or (self.glyph(MISSING) if _seen(sign) else 0)
            if not glyph:
                continue
            size = _STROKE_EM if stroke and ord(sign) >= _EAST_ASIAN else 1 / self.cap
            if size != em and current:
                x = close()
                current = []
            if not current:
                start, em = x, size
            current.append(glyph)
            x += float(self._advance[glyph]) / self.units * size
        length = close()
        return tuple(runs), length

    def _height(self, glyph: int) -> float:
        outline = self._outline(glyph)
        return float(struct.unpack(">h", outline[8:10])[0]) / float(self.units)

    def _outline(self, glyph: int) -> bytes:
        return self._tables["glyf"][self._loca[glyph] : self._loca[glyph + 1]]

    def _closed(self, glyphs: Collection[int]) -> list[int]:
        wanted = {0}
        waiting = [glyph for glyph in glyphs if 0 <= glyph < self._count]
        while waiting:
            glyph = waiting.pop()
            if glyph not in wanted:
                wanted.add(glyph)
                waiting.extend(part for _, part in _parts(self._outline(glyph)))
        return sorted(wanted)

    def _renumbered(self, glyph: int, number: dict[int, int]) -> bytes:
        outline = bytearray(self._outline(glyph))
        for place, part in _parts(bytes(outline)):
            outline[place : place + 2] = struct.pack(">H", number[part])
        return bytes(outline)


@functools.cache
def face() -> Face:
    """The typeface of all plots, read once a process."""
    return Face(bytes(_lookup().buffer))


@functools.cache
def _lookup():  # type: ignore[no-untyped-def]  # noqa: ANN202 - PyMuPDF's Font carries no usable types
    import pymupdf

    return pymupdf.Font("cjk")


def _seen(sign: str) -> bool:
    """Whether a reader expects to see the character: not a space, a joiner or a control code of ASCII."""
    return unicodedata.category(sign) not in _UNSEEN and ord(sign) >= _FIRST_SEEN


def _tables(programme: bytes) -> dict[str, bytes]:
    count = struct.unpack(">H", programme[4:6])[0]
    found: dict[str, bytes] = {}
    for index in range(count):
        tag, _, start, length = struct.unpack(">4sIII", programme[12 + index * 16 : 28 + index * 16])
        found[tag.decode("latin-1")] = programme[start : start + length]
    return found


def _parts(outline: bytes) -> list[tuple[int, int]]:
    """Where a composite outline names other glyphs, and which; empty for a simple outline."""
    if len(outline) < 10 or struct.unpack(">h", outline[:2])[0] >= 0:  # noqa: PLR2004 - the header's length
        return []
    found, place, flags = [], 10, _COMPOSITE_MORE
    while flags & _COMPOSITE_MORE:
        flags, glyph = struct.unpack(">HH", outline[place : place + 4])
        found.append((place + 2, glyph))
        place += 8 if flags & _COMPOSITE_WORDS else 6
        if flags & _COMPOSITE_SCALE:
            place += 2
        elif flags & _COMPOSITE_XY:
            place += 4
        elif flags & _COMPOSITE_MATRIX:
            place += 8
    return found


def _sum(table: bytes) -> int:
    padded = table + b"\0" * (-len(table) % 4)
    return int(np.frombuffer(padded, ">u4").sum(dtype=np.uint64)) & 0xFFFFFFFF


def _assembled(tables: dict[str, bytes]) -> bytes:
    names = sorted(tables)
    power = len(names).bit_length() - 1
    reach = 16 << power
    start = 12 + 16 * len(names)
    directory = [struct.pack(">IHHHH", 0x00010000, len(names), reach, power, len(names) * 16 - reach)]
    body: list[bytes] = []
    for name in names:
        table = tables[name]
        directory.append(struct.pack(">4sIII", name.encode("latin-1"), _sum(table), start, len(table)))
        body.append(table + b"\0" * (-len(table) % 4))
        start += len(body[-1])
    programme = b"".join(directory + body)
    at = programme.index(tables["head"]) + 8
    return programme[:at] + struct.pack(">I", (0xB1B0AFBA - _sum(programme)) & 0xFFFFFFFF) + programme[at + 4 :]
