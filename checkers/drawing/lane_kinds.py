"""Which entities the columns of the fast lane understand, group code by group code.

Vocabulary
----------
single   a group code the lane reads; twice in one entity, and the entity goes the long way
many     a group code that may repeat (vertices, hatch edges, text chunks)
passed   a group code without meaning for what is drawn; any other code sends its entity the long way
part     an entity that belongs to the one before it: VERTEX, ATTRIB, SEQEND
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CODES = 1072
"""group codes are smaller than this; from 1000 on they are data of other programs"""
EXTENDED = 1000

_STYLE = frozenset({5, 6, 8, 48, 60, 62, 370, 420, 440})
_PASSED = frozenset({39, 67, 100, 102, 284, 330, 347, 348, 360, 390, 410, 430})
_NORMAL = frozenset({210, 220, 230})


@dataclass(frozen=True, slots=True)
class Spec:
    """The group codes of one kind of entity."""

    single: frozenset[int]
    many: frozenset[int] = frozenset()
    passed: frozenset[int] = frozenset()
    needed: frozenset[int] = frozenset()
    """codes without which the entity is damaged"""
    extended: bool = True
    """whether data of other programs may be attached without changing what is drawn"""


def _spec(needed: str, single: str = "", many: str = "", passed: str = "", *, extended: bool = True) -> Spec:
    must, one, several, rest = (frozenset(map(int, codes.split())) for codes in (needed, single, many, passed))
    return Spec((must - several) | one | _STYLE | _NORMAL, several, rest | _PASSED, must, extended)


SPECS = {
    "LINE": _spec("10 20 11 21", "30 31"),
    "POINT": _spec("10 20", "30", passed="50"),
    "CIRCLE": _spec("10 20 40", "30"),
    "ARC": _spec("10 20 40 50 51", "30"),
    "SOLID": _spec("10 20 11 21 12 22", "30 31 32 13 23 33"),
    "LWPOLYLINE": _spec("10 20", "38 43 70 90", "10 20 40 41 42", "91"),
    "POLYLINE": _spec("", "10 20 30 40 41 66 70", passed="71 72 73 74 75"),
    "VERTEX": _spec("10 20", "30 40 41 42 70", passed="50 91"),
    "SEQEND": _spec(""),
    "TEXT": _spec("10 20 40", "1 7 30 11 21 31 41 50 51 71 72 73"),
    "MTEXT": _spec("10 20 40", "1 7 30 11 21 31 41 44 50 71 72 73", "3", "42 43 46", extended=False),
    "INSERT": _spec("2 10 20", "30 41 42 43 44 45 50 66 70 71"),
    "ATTRIB": _spec("10 20 40", "1 2 7 30 11 21 31 41 50 51 70 71 72 74", passed="73 280"),
    "HATCH": _spec(
        "91 92 97",
        "30 2 70 71 91 76 77 52",
        "10 20 11 21 40 50 51 42 92 93 72 73 97 41 78 53 43 44 45 46 79 49",
        "47 75 98",
    ),
    "DIMENSION": _spec(
        "2 10 20 70",
        "1 3 30 11 21 31 12 22 32 13 23 33 14 24 34 50",
        "",
        "15 25 35 40 41 42 51 52 53 54 71 72 73 74 75 280 49 170 171",
    ),
}
"""kinds the lane reads; SEQEND carries nothing"""
KINDS = tuple(SPECS)
PARTS = frozenset({"VERTEX", "ATTRIB", "SEQEND"})
REPEATED = frozenset({"ATTRIB"})
"""kinds whose second mention of a code belongs to another of their classes and is passed over"""


def allowed() -> NDArray[np.bool_]:
    """(kinds + 1, CODES): whether an entity of a kind may hold a group code; the last row is of all other kinds."""
    table = np.zeros((len(KINDS) + 1, CODES), np.bool_)
    for number, spec in enumerate(SPECS.values()):
        codes = sorted(spec.single | spec.many | spec.passed)
        table[number, codes] = True
        table[number, 0] = True
        table[number, EXTENDED:] = spec.extended
    seqend = KINDS.index("SEQEND")
    table[seqend] = True
    return table


_TEXTS = frozenset({1, 2, 3, 5, 6, 7, 8, 100, 102, 330, 347, 348, 360, 390, 410, 430})
_FOR_THE_PLOT = {
    "LWPOLYLINE": frozenset({40, 41, 43, 90}),
    "POLYLINE": frozenset({10, 20, 30, 40, 41, 66}),
    "VERTEX": frozenset({40, 41}),
    "TEXT": frozenset({41, 51, 71}),
    "MTEXT": frozenset({41, 44, 71, 72, 73}),
    "ATTRIB": frozenset({41, 51, 71}),
    "HATCH": frozenset({2, 40, 41, 43, 44, 45, 46, 49, 50, 51, 52, 53, 70, 71, 73, 76, 77, 78, 79, 93}),
}
"""numbers that say how a thing looks, not where it is; the reader leaves them alone"""
_LOOKS = frozenset({48, 370, 440})


def numeric() -> NDArray[np.bool_]:
    """(kinds + 1, CODES): the group codes of a kind whose values the reader needs as numbers."""
    table = np.zeros((len(KINDS) + 1, CODES), np.bool_)
    for number, (name, spec) in enumerate(SPECS.items()):
        codes = (spec.single | spec.many) - _TEXTS - _LOOKS - _FOR_THE_PLOT.get(name, frozenset())
        table[number, sorted(codes)] = True
    table[KINDS.index("SEQEND")] = False
    return table
