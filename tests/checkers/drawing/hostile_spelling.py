"""Spell DXF files tag by tag, as no honest program would write them.

Vocabulary
----------
tags    pairs of group code and value as an ASCII DXF spells them
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

Tags = Iterable[tuple[int, object]]
FINE: Tags = ((0, "LINE"), (8, "0"), (10, 0), (20, 0), (11, 1000), (21, 1000))


def spelled(tags: Tags) -> str:
    return "".join(f"{code}\n{value}\n" for code, value in tags)


ROOT = "0\nDICTIONARY\n5\nC\n330\n0\n"
_CLASS = {
    "LWPOLYLINE": "AcDbPolyline",
    "MTEXT": "AcDbMText",
    "SPLINE": "AcDbSpline",
    "ELLIPSE": "AcDbEllipse",
    "LEADER": "AcDbLeader",
    "RAY": "AcDbRay",
    "XLINE": "AcDbXline",
    "IMAGE": "AcDbRasterImage",
    "IMAGEDEF": "AcDbRasterImageDef",
}


def classed(body: str) -> str:
    """The entities with the subclass marker without which they are nothing."""
    for kind, name in _CLASS.items():
        body = body.replace(f"0\n{kind}\n", f"0\n{kind}\n100\nAcDbEntity\n100\n{name}\n")
    return body


def section(name: str, body: str) -> str:
    return f"0\nSECTION\n2\n{name}\n{classed(body)}0\nENDSEC\n"


def written(folder: Path, *sections: str, name: str = "plan.dxf") -> Path:
    path = folder / name
    header = section("HEADER", "9\n$ACADVER\n1\nAC1015\n")
    path.write_text(header + "".join(sections) + "0\nEOF\n", encoding="ascii")
    return path


def entities(folder: Path, *bodies: Tags | str) -> Path:
    return written(
        folder,
        section("ENTITIES", "".join(body if isinstance(body, str) else spelled(body) for body in (FINE, *bodies))),
    )


def block(name: str, body: str) -> str:
    return f"0\nBLOCK\n8\n0\n2\n{name}\n70\n0\n10\n0\n20\n0\n{body}0\nENDBLK\n"


def insert(name: str, *more: tuple[int, object]) -> str:
    return spelled(((0, "INSERT"), (8, "0"), (2, name), (10, 0), (20, 0), *more))


def array(name: str, rows: int, columns: int) -> str:
    return insert(name, (70, columns), (71, rows), (44, 10), (45, 10))


def hatch(pattern: Tags, size: float = 1_000_000, edges: int = 4) -> str:
    corners = [(0.0, 0.0), (size, 0.0), (size, size), (0.0, size)]
    if edges > len(corners):
        turn = 2 * math.pi / edges
        corners = [(size * math.cos(n * turn), size * math.sin(n * turn)) for n in range(edges)]
    return spelled(
        (
            *((0, "HATCH"), (8, "0"), (100, "AcDbEntity"), (100, "AcDbHatch"), (10, 0), (20, 0), (30, 0)),
            *((210, 0), (220, 0), (230, 1), (2, "DENSE"), (70, 0), (71, 0), (91, 1), (92, 3), (72, 0), (73, 1)),
            (93, len(corners)),
            *(tag for x, y in corners for tag in ((10, x), (20, y))),
            *((97, 0), (75, 0), (76, 1), (52, 0), (41, 1), (77, 0)),
            *pattern,
            (98, 0),
        )
    )


def zigzag(edges: int) -> str:
    """A solid hatch whose outline runs from the bottom of the drawing to its top and back at every edge."""
    corners = "".join(f"10\n{n}\n20\n{n % 2 * edges * 0.7}\n" for n in range(edges))
    head = "0\nHATCH\n8\n0\n100\nAcDbEntity\n100\nAcDbHatch\n10\n0\n20\n0\n30\n0\n210\n0\n220\n0\n230\n1\n"
    outline = f"2\nSOLID\n70\n1\n71\n0\n91\n1\n92\n3\n72\n0\n73\n1\n93\n{edges}\n{corners}97\n0\n"
    return f"{head}{outline}75\n0\n76\n1\n98\n0\n"


def lines_of(*apart: float, dashes: tuple[float, ...] = ()) -> Tags:
    return (
        (78, len(apart)),
        *(
            tag
            for distance in apart
            for tag in (
                *((53, 0), (43, 0), (44, 0), (45, 0), (46, distance), (79, len(dashes))),
                *((49, dash) for dash in dashes),
            )
        ),
    )
