from __future__ import annotations

import struct

import pytest

from checkers.drawing.places import extents_middle
from checkers.drawing.proxies import Graphic
from tests.checkers.drawing.drafting import drawing

POLYLINE, TEXT, PUSH_MATRIX, PUSH_MATRIX2, CLIP, COLOUR, UNHEARD_OF = 6, 10, 29, 30, 27, 14, 99


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<2L", len(content) + 8, kind) + content


def graphic(*records: bytes) -> bytes:
    body = b"".join(records)
    return struct.pack("<2L", len(body) + 8, len(records)) + body


def line(*points: tuple[float, float]) -> bytes:
    return record(POLYLINE, struct.pack("<L", len(points)) + b"".join(struct.pack("<3d", x, y, 0.0) for x, y in points))


def words(letters: bytes) -> bytes:
    padded = letters + b"\0" * (4 - len(letters) % 4)
    vectors = struct.pack("<9d", 1.0, 2.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0)
    return record(TEXT, vectors + struct.pack("<3d", 300.0, 1.0, 0.0) + padded)


def drawn(data: bytes) -> tuple[list[str], bool]:
    made = Graphic(data, drawing())
    return [piece.dxftype() for piece in made], made.whole


def test_lines_are_drawn_and_clips_and_colours_are_no_loss() -> None:
    data = graphic(record(COLOUR, struct.pack("<L", 1)), record(CLIP, bytes(16)), line((0, 0), (5, 5)))
    kinds, whole = drawn(data)
    assert len(kinds) == 1
    assert whole


@pytest.mark.parametrize(
    "bad",
    [
        record(UNHEARD_OF, bytes(8)),
        record(PUSH_MATRIX2, bytes(128)),
        record(37, bytes(4)),
        record(POLYLINE, b"\xff" * 4),
    ],
)
def test_a_record_that_cannot_be_drawn_does_not_stop_the_rest_and_is_not_hushed_up(bad: bytes) -> None:
    kinds, whole = drawn(graphic(bad, line((0, 0), (5, 5))))
    assert len(kinds) == 1
    assert not whole


@pytest.mark.parametrize("torn", [struct.pack("<2L", 4, 6), struct.pack("<2L", 4000, 6), struct.pack("<2L", 0, 0)])
def test_a_graphic_that_is_torn_is_not_whole(torn: bytes) -> None:
    assert drawn(graphic(line((0, 0), (5, 5)), torn)) == (["POLYLINE"], False)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_letters_are_read_in_either_encoding(encoding: str) -> None:
    made = list(Graphic(graphic(words("防火门".encode(encoding))), drawing()))
    assert [piece.dxf.text for piece in made] == ["防火门"]


def test_a_graphic_without_shapes_says_where_it_is_by_its_extents() -> None:
    data = graphic(record(1, struct.pack("<6d", 0.0, 0.0, 0.0, 4.0, 2.0, 0.0)))
    assert extents_middle(data) == (2.0, 1.0, 0.0)
    assert extents_middle(graphic(line((0, 0), (1, 1)))) is None
    assert extents_middle(b"") is None
