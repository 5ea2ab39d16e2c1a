"""Draw the proxy graphics that a custom entity carries for programs that do not know it.

Vocabulary
----------
record    one command of a proxy graphic: a line, a text, a colour, a matrix
whole     every record that should draw did; else the entity is listed beside what could be drawn of it
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ezdxf.proxygraphic import ProxyGraphic, ProxyGraphicTypes

from checkers.drawing.foreign import Entity
from checkers.drawing.strokes import BROKEN

if TYPE_CHECKING:
    from ezdxf.document import Drawing

_HEAD = 8
"""bytes before the first record, and of the head of each"""
_HARMLESS = frozenset({15, 17, 21, 27, 28, 34, 35})
"""records without a shape of their own; a clip left out shows more, never less"""
_TEXTS = frozenset({ProxyGraphicTypes.TEXT, ProxyGraphicTypes.TEXT2})
_SAYS = frozenset(ProxyGraphicTypes) - {
    kind for kind in ProxyGraphicTypes if kind.name.startswith(("ATTRIBUTE", "PUSH", "POP", "EXTENTS", "UNUSED"))
}
"""records that draw something"""
_ENDLESS = frozenset({ProxyGraphicTypes.XLINE, ProxyGraphicTypes.RAY})


class Graphic:
    """The graphic of one entity; iterate it once, then ask whether it was whole."""

    def __init__(self, data: bytes, doc: Drawing) -> None:
        self.whole = True
        self._data = data
        self._reader = ProxyGraphic(data, doc)
        # letters of the older kinds of text: UTF-8 proves itself, a code page never does
        self._encodings = tuple(
            dict.fromkeys(("utf-8", *([] if doc.encoding == "cp1252" else [doc.encoding]), "gb18030"))
        )

    def __iter__(self) -> Iterator[Entity]:
        index = _HEAD
        while index + _HEAD <= len(self._data):
            size, kind = struct.unpack_from("<2L", self._data, index)
            if size < _HEAD or index + size > len(self._data):
                self.whole = False
                return
            yield from self._record(kind, self._data[index + _HEAD : index + size])
            index += size

    def _record(self, kind: int, content: bytes) -> list[Entity]:
        if kind in _HARMLESS:
            return []
        try:
            draw = getattr(self._reader, ProxyGraphicTypes(kind).name.lower(), None)
            if draw is None:
                # bounds, line types and the like; a matrix that is not known would misplace what follows
                self.whole = self.whole and kind not in _SAYS and kind != ProxyGraphicTypes.PUSH_MATRIX2
                return []
            made = self._text(draw, content) if kind in _TEXTS else draw(content)
            pieces = list(made) if isinstance(made, tuple | list) else [made] if made else []
            if kind in _SAYS:
                self._reader.fill = False
                self.whole = self.whole and bool(pieces) and kind not in _ENDLESS
            return [self._moved(piece) for piece in pieces]
        except BROKEN:
            self.whole = False
            return []

    def _text(self, draw: Entity, content: bytes) -> Entity:
        for encoding in self._encodings:
            self._reader.encoding = encoding
            try:
                made = draw(content)
            except BROKEN:
                continue
            if made is not None and made.dxf.text:
                return made
        return draw(content)

    def _moved(self, piece: Entity) -> Entity:
        return piece.transform(self._reader.matrices[-1]) if self._reader.matrices else piece
