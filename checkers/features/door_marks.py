"""What is written or named at doors and windows: codes as texts, as attributes, and in the names of blocks.

Vocabulary
----------
mark     a code, or the name of a door's or window's block, with its place
pieces   a code that programs wrote as several texts in a row: ``FM`` ``乙`` ``1221``
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from shapely import Point, STRtree, box

from checkers.drawing.model import Text
from checkers.drawing.table import saying
from checkers.features.door_codes import Code, OpeningKind, code_in, code_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import BlockReference, Sheet

LETTER = 0.7
"""width of a letter over its height; Chinese ones are as wide as high, codes hold few of them"""

NEXT = 2.0
"""of the letters' height between one piece's end and where the next begins"""

LARGEST_BLOCK = 14.0
"""metres across: a larger block is a piece of plan"""

_HEAD = re.compile(r"^(?:[A-Z]{1,5}-?|[A-Z]{0,4}[甲乙丙]级?|[甲乙丙]级?F?H?M?)$")
_MIDDLE = re.compile(r"^[甲乙丙]级?$")
_SIZE = re.compile(r"^\d{4,6}[a-z]?(?:\(\d\))?$")
_SHUTTER = re.compile(r"卷帘|SHUTTER", re.IGNORECASE)
_DOOR = re.compile(r"门(?!窗)|DOOR|DORLIB", re.IGNORECASE)
_WINDOW = re.compile(r"窗(?!帘)|WINDOW|WINLIB|\$WIN", re.IGNORECASE)
_OPENING = re.compile(r"门洞|洞口", re.IGNORECASE)
_NO_OPENING = re.compile(r"大样|立面|详图|图例|索引|编号|TAG|表$", re.IGNORECASE)
_KINDS = (
    (_SHUTTER, OpeningKind.SHUTTER),
    (_OPENING, OpeningKind.OPENING),
    (_DOOR, OpeningKind.DOOR),
    (_WINDOW, OpeningKind.WINDOW),
)
_MOST_PIECES = 2
"""that follow the first"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A code or a block's name at its place."""

    code: Code | None
    kind: OpeningKind
    place: Point
    """the middle of the writing or of what the block draws, model metres"""
    around: BaseGeometry
    """the place, or the rectangle around what the block draws"""
    drawn: bool
    """True: a block that draws the opening; False: a writing beside it"""
    handle: str


def marks(sheet: Sheet) -> list[Mark]:
    """Every mark of a sheet, blocks first; a code drawn by a block and written again for it counts once."""
    openings = sheet.layers_meaning("DOOR", "WINDOW", "CD")
    blocks = [mark for block in _shown(sheet) if (mark := _of_block(block, openings[block.layer])) is not None]
    known = {(mark.handle, mark.code.code) for mark in blocks if mark.code is not None}
    written = [mark for mark in _written(sheet) if mark.code is not None and (mark.handle, mark.code.code) not in known]
    return [*blocks, *_once(written)]


def door_blocks(sheet: Sheet) -> frozenset[str]:
    """Names of the blocks that are called doors or shutters."""
    names = {block.name for block in sheet.blocks}
    return frozenset(name for name in names if _is_door(name))


def _is_door(name: str) -> bool:
    code = code_in(name)
    return not code.is_window if code is not None else _kind_of(name) is OpeningKind.DOOR


def _shown(sheet: Sheet) -> Iterator[BlockReference]:
    expected = sheet.layers_meaning("EXPECT")
    openings = sheet.layers_meaning("DOOR", "WINDOW", "CD")
    for block in sheet.blocks:
        told = openings[block.layer] or block.attributes or _kind_of(block.name) is not None or code_in(block.name)
        if block.visible and told and not expected[block.layer]:
            yield block


def _of_block(block: BlockReference, is_opening: bool) -> Mark | None:  # noqa: FBT001 (a property of its layer)
    if (
        block.bounds is None
        or max(block.bounds[2] - block.bounds[0], block.bounds[3] - block.bounds[1]) > LARGEST_BLOCK
    ):
        return None
    read = numbered if is_opening else code_of
    code = next((found for value in block.attributes.values() if (found := read(value)) is not None), None)
    code = code or code_in(block.name)
    kind = code.kind if code is not None else _kind_of(block.name)
    if kind is None:
        return None
    west, south, east, north = block.bounds
    place = Point((west + east) / 2, (south + north) / 2)
    around = box(west, south, east, north) if east > west and north > south else place
    return Mark(code, kind, place, around, drawn=True, handle=block.handle)


@lru_cache(maxsize=4096)
def _kind_of(name: str) -> OpeningKind | None:
    if _NO_OPENING.search(name):
        return None
    return next((kind for pattern, kind in _KINDS if pattern.search(name)), None)


def _written(sheet: Sheet) -> Iterator[Mark]:
    expected = sheet.layers_meaning("EXPECT")
    openings = sheet.layers_meaning("DOOR", "WINDOW", "CD")
    for text in saying(sheet.texts, lambda words: numbered(words) is not None):
        code = numbered(text.content) if openings[text.layer] else code_of(text.content)
        if code is not None and not expected[text.layer]:
            yield _mark(code, text, text.content)
    for first, words in _joined(sheet):
        code = code_of(words)
        if code is not None and not expected[first.layer]:
            yield _mark(code, first, words)


def _mark(code: Code, text: Text, words: str) -> Mark:
    turn = math.radians(text.rotation)
    half = text.height * LETTER * len(words) / 2
    up = text.height / 2
    middle = Point(
        text.x + half * math.cos(turn) - up * math.sin(turn), text.y + half * math.sin(turn) + up * math.cos(turn)
    )
    return Mark(code, code.kind, middle, middle, drawn=False, handle=text.handle)


def _joined(sheet: Sheet) -> Iterator[tuple[Text, str]]:
    """Codes written in pieces: the first piece and the words of all."""
    pieces = saying(sheet.texts, lambda words: bool(_HEAD.match(words) or _MIDDLE.match(words) or _SIZE.match(words)))
    if not any(_SIZE.match(piece.content) for piece in pieces):
        return
    tree = STRtree([Point(piece.x, piece.y) for piece in pieces])
    for piece in pieces:
        if not _HEAD.match(piece.content):
            continue
        words, last = piece.content, piece
        for _ in range(_MOST_PIECES):
            found = _following(last, pieces, tree)
            if found is None:
                break
            words, last = words + found.content, found
            if _SIZE.match(found.content):
                yield piece, words
                break


def _following(piece: Text, pieces: Sequence[Text], tree: STRtree) -> Text | None:
    """The piece that stands next on the same line of writing."""
    turn = math.radians(piece.rotation)
    length = piece.height * LETTER * len(piece.content)
    reach = length + NEXT * piece.height
    best: tuple[float, Text] | None = None
    for index in np.sort(tree.query(Point(piece.x, piece.y).buffer(reach))).tolist():
        other = pieces[index]
        dx, dy = other.x - piece.x, other.y - piece.y
        along = dx * math.cos(turn) + dy * math.sin(turn)
        across = dy * math.cos(turn) - dx * math.sin(turn)
        fits = abs(across) < piece.height / 2 and piece.height / 2 < along < reach
        if fits and (_SIZE.match(other.content) or _MIDDLE.match(other.content)) and (best is None or along < best[0]):
            best = along, other
    return None if best is None else best[1]


def _once(written: Sequence[Mark]) -> list[Mark]:
    """Without those written twice on one place."""
    kept: dict[tuple[str, int, int], Mark] = {}
    for mark in written:
        kept.setdefault((mark.code.code if mark.code else "", round(mark.place.x * 10), round(mark.place.y * 10)), mark)
    return list(kept.values())
