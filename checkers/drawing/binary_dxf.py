"""Spell a binary DXF as an ASCII one, byte strings untouched, so that everything after reads one kind of file.

Vocabulary
----------
group code  the number before a value; one byte up to R12, two bytes since R13
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from ezdxf.lldxf.types import BINARY_DATA, BYTES, DOUBLE, INT16, INT32, INT64

from checkers.drawing.signature import BINARY_DXF

_AT_ONCE = 65_536
_EXTENDED = 255
_NUMBERS = {
    **dict.fromkeys(INT16, "<h"),
    **dict.fromkeys(INT32, "<i"),
    **dict.fromkeys(INT64, "<q"),
    **dict.fromkeys(BYTES, "<B"),
    **dict.fromkeys(DOUBLE, "<d"),
}


def spelled(path: Path, copy: Path) -> Path:
    """Write the ASCII twin of a binary DXF; one that breaks off or loses its way ends there, without an end mark."""
    data = path.read_bytes()
    with copy.open("wb") as out:
        lines: list[bytes] = []
        for code, value in _tags(data):
            lines.append(b"%d\n%b\n" % (code, value))
            if len(lines) >= _AT_ONCE:
                out.write(b"".join(lines))
                lines.clear()
        out.write(b"".join(lines))
    return copy


def _tags(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = data.find(b"\x1a\x00", 0, len(BINARY_DXF) + 4) + 2
    wide = data[at : at + 2] == b"\0\0"
    unpack = struct.unpack_from
    try:
        while at < len(data):
            code = data[at]
            if wide:
                code |= data[at + 1] << 8
                at += 2
            elif code == _EXTENDED:
                code = data[at + 1] | data[at + 2] << 8
                at += 3
            else:
                at += 1
            if code in BINARY_DATA:
                end = at + 1 + data[at]
                yield code, data[at + 1 : end].hex().upper().encode()
                at = end
            elif code in _NUMBERS:
                form = _NUMBERS[code]
                yield code, repr(unpack(form, data, at)[0]).encode()
                at += struct.calcsize(form)
            else:
                end = data.index(b"\0", at)
                # a line end inside a string would begin a tag of its own
                yield code, data[at:end].replace(b"\r", b"^M").replace(b"\n", b"^J")
                at = end + 1
    except (IndexError, ValueError, struct.error):
        return
