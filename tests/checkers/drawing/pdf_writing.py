"""Small PDFs written object by object, so that a test says exactly what stands in them."""

from __future__ import annotations

from pathlib import Path

from checkers.drawing.model import Sheet
from checkers.drawing.reader import read

POINT = 72 / 25.4
"""points of one millimetre"""
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def stream(content: str | bytes, entries: str = "") -> bytes:
    data = content.encode("latin-1") if isinstance(content, str) else content
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries.encode("latin-1"), len(data), data)


def written(
    folder: Path,
    content: str,
    *,
    page: str = "/MediaBox[0 0 400 300]",
    resources: str = "",
    catalog: str = "",
    objects: dict[int, str | bytes] | None = None,
) -> Path:
    """A PDF of one page; ``objects`` are numbered from 10 and may be named in resources, catalogue and each other."""
    numbered: dict[int, str | bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R{page}/Contents 4 0 R/Resources<</Font<</F 5 0 R>>{resources}>>>>",
        4: stream(content),
        5: FONT,
        **(objects or {}),
    }
    return assembled(folder, numbered)


def assembled(folder: Path, numbered: dict[int, str | bytes], name: str = "sheet.pdf") -> Path:
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(numbered.items()):
        places[number] = len(out)
        data = body.encode("latin-1") if isinstance(body, str) else body
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    most = max(numbered)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (most + 1)
    for number in range(1, most + 1):
        out += b"%010d 00000 %s \n" % ((places[number], b"n") if number in places else (0, b"f"))
    out += b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (most + 1, start)
    path = folder / name
    path.write_bytes(bytes(out))
    return path


def only(path: Path) -> Sheet:
    (sheet,) = read(path).drawing.sheets
    return sheet
