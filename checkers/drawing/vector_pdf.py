"""A sheet's content written as a whole PDF file, the same bytes for the same content.

Vocabulary
----------
optional content   what a reader can show and hide: here one group for each layer, under its real name
object             a numbered piece of the file
file identifier    two strings that tell files apart; here the hash of the content, never of the time

Structure after ISO 32000-1:2008: 7.5 file structure, 8.11 optional content, 9.7.4 CIDFonts, 9.10.3 ToUnicode.
"""

from __future__ import annotations

import hashlib
import re
import zlib

from checkers.drawing.content_stream import GRAIN, POINTS_PER_MM, Content
from checkers.drawing.fonts import Subset, face
from checkers.drawing.rasters import Packed

_FONT_NAME = "JRVIEW+DroidSansFallback"
_SHOWN = re.compile(rb"<([0-9A-F]+)> Tj")
_UNMAPPED = 100


def written(content: Content, title: str = "") -> bytes:
    """The PDF of one page of the content's size."""
    width, height = (side * POINTS_PER_MM for side in content.size_mm)
    subset = face().subset(content.glyphs)
    scale = GRAIN * POINTS_PER_MM
    stream = b"".join(content.chunks)
    operators = b"q %b 0 0 %b 0 0 cm 1 J 1 j\n%bQ\n" % (
        _number(scale),
        _number(scale),
        _SHOWN.sub(lambda shown: b"<%b> Tj" % _numbered(shown.group(1), subset), stream),
    )
    layers = range(len(content.layers))
    groups = [9 + number for number in layers]
    names = b" ".join(b"/L%d %d 0 R" % (number, group) for number, group in zip(layers, groups, strict=True))
    listed = b" ".join(b"%d 0 R" % group for group in groups)
    states = b" ".join(
        b"/A%d <</CA %.2f /ca %.2f>>" % (number, opacity, opacity) for number, opacity in enumerate(content.opacities)
    )
    pictures = b" ".join(
        b"/I%d %d 0 R" % (number, 9 + len(content.layers) + number) for number in range(len(content.pictures))
    )
    resources = b"<</ExtGState <<%b>> /Properties <<%b>> /Font <</F 5 0 R>> /XObject <<%b>>>>" % (
        states,
        names,
        pictures,
    )
    configuration = b"<</Name %b /BaseState /ON /Order [%b]>>" % (_text("layers"), listed)
    box = b"[0 0 %b %b]" % (_number(width), _number(height))
    objects = [
        b"<</Type /Catalog /Pages 2 0 R /OCProperties <</OCGs [%b] /D %b>>>>" % (listed, configuration),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox %b /Resources %b /Contents 4 0 R>>" % (box, resources),
        _stream(operators),
        b"<</Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H /DescendantFonts [6 0 R] "
        b"/ToUnicode 8 0 R>>" % _FONT_NAME.encode(),
        _descendant(subset),
        _stream(subset.programme, b"/Length1 %d" % len(subset.programme)),
        _stream(_to_unicode(subset)),
        *(b"<</Type /OCG /Name %b>>" % _text(layer) for layer in content.layers),
        *(_picture(packed) for packed in content.pictures),
    ]
    information = b"<</Title %b /Producer %b>>" % (_text(title), _text("joint-review"))
    return _file([*objects, information])


def _picture(packed: Packed) -> bytes:
    """An image; a black and white one is a stencil through which its dark dots are painted."""
    how = b"/ImageMask true" if packed.bits == 1 else b"/ColorSpace /%b" % packed.colours.encode()
    return (
        b"<</Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d %b /Filter /%b /Length %d>>\n"
        % (
            packed.width,
            packed.height,
            packed.bits,
            how,
            packed.filter.encode(),
            len(packed.content),
        )
        + b"stream\n%b\nendstream" % packed.content
    )


def _descendant(subset: Subset) -> bytes:
    widths = b" ".join(_number(width) for width in subset.widths)
    descriptor = (
        b"<</Type /FontDescriptor /FontName /%b /Flags 4 /FontBBox [-560 -266 1122 1043] /ItalicAngle 0 "
        b"/Ascent 1043 /Descent -266 /CapHeight 715 /StemV 80 /FontFile2 7 0 R>>" % _FONT_NAME.encode()
    )
    return (
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /%b "
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
        b"/FontDescriptor %b /DW 1000 /W [0 [%b]] /CIDToGIDMap /Identity>>" % (_FONT_NAME.encode(), descriptor, widths)
    )


def _to_unicode(subset: Subset) -> bytes:
    pairs = [
        b"<%04X> <%b>" % (number, character.encode("utf-16-be").hex().upper().encode())
        for number, character in enumerate(subset.characters)
        if character
    ]
    blocks = [pairs[start : start + _UNMAPPED] for start in range(0, len(pairs), _UNMAPPED)]
    body = b"\n".join(b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + body + b"\nendcmap end end\n"
    )


def _numbered(shown: bytes, subset: Subset) -> bytes:
    glyphs = (int(shown[at : at + 4], 16) for at in range(0, len(shown), 4))
    return b"".join(b"%04X" % subset.number[glyph] for glyph in glyphs)


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(content, 6)
    return b"<</Length %d /Filter /FlateDecode %b>>\nstream\n%b\nendstream" % (len(packed), entries, packed)


def _text(words: str) -> bytes:
    """A text string: UTF-16BE with its mark, in hexadecimal."""
    return b"<FEFF" + words.encode("utf-16-be", "replace").hex().upper().encode() + b">"


def _number(value: float) -> bytes:
    return f"{value:.8f}".rstrip("0").rstrip(".").encode()


def _file(objects: list[bytes]) -> bytes:
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    places: list[int] = []
    at = len(parts[0])
    for number, content in enumerate(objects, 1):
        places.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        at += len(parts[-1])
    identifier = hashlib.sha256(b"".join(parts)).hexdigest()[:32].upper().encode()
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    parts.append(
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d /Root 1 0 R /Info %d 0 R /ID [<%b> <%b>]>>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, entries, len(objects) + 1, len(objects), identifier, identifier, at)
    )
    return b"".join(parts)
