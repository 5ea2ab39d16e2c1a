"""Put an embedded object of another program into a DXF."""

from __future__ import annotations

from pathlib import Path

_OBJECT = """  0
OLE2FRAME
  5
FFF2
330
1F
100
AcDbEntity
  8
0
100
AcDbOle2Frame
 70
2
  3
Microsoft Excel
 10
30000.0
 20
15000.0
 30
0.0
 11
36000.0
 21
12000.0
 31
0.0
 71
2
 72
0
 90
0
  1
OLE
"""
_END = "  0\nENDSEC\n  0\nSECTION\n  2\nOBJECTS"


def with_ole(path: Path) -> Path:
    """The drawing with one more entity at the end of its model space."""
    before, after = path.read_text(encoding="utf-8").replace("\r\n", "\n").split(_END, 1)
    path.write_text(before + _OBJECT + _END + after, encoding="utf-8")
    return path
