"""Compile the tags of one entity for ezdxf, out of group codes and values that are already apart."""

from __future__ import annotations

from typing import cast

from ezdxf.lldxf.types import POINT_CODES, TYPE_TABLE, DXFTag, DXFVertex

_UP, _HIGH = 10, 20
"""how much larger the group codes of a point's y and z are than that of its x"""


def compiled(codes: list[int], values: list[str]) -> list[DXFTag]:
    """The tags with numbers and points where ezdxf has them; ValueError when a value is none.

    As ezdxf's own compiler, for entities in which y follows every x, as it does in those of the lane.
    """
    made: list[DXFTag] = []
    count, at = len(codes), 0
    while at < count:
        code = codes[at]
        if code in POINT_CODES and at + 1 < count and codes[at + 1] == code + _UP:
            deep = at + 2 < count and codes[at + 2] == code + _HIGH
            places = [float(value) for value in values[at : at + (3 if deep else 2)]]
            made.append(cast("DXFTag", DXFVertex(code, places)))
            at += len(places)
            continue
        value = values[at]
        kind = TYPE_TABLE.get(code, str)
        if code == 0:
            made.append(DXFTag(code, value.strip()))
        elif kind is int:
            made.append(DXFTag(code, _whole(value)))
        else:
            made.append(DXFTag(code, kind(value)))
        at += 1
    return made


def _whole(value: str) -> int:
    try:
        return int(value)
    except ValueError:
        # some programs write whole numbers with a decimal point
        return int(float(value))
