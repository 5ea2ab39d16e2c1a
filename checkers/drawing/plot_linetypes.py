"""Line types with letters in them, such as ``—J—J—`` of a water pipe.

Vocabulary
----------
pattern   dashes and gaps in the order they repeat along a line, in drawing units before scaling
mark      a text that stands at one place of the pattern
shape     a sign out of an SHX file, which never comes along: it cannot be drawn and is listed
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from ezdxf.entities.ltype import compile_line_pattern

from checkers.drawing.fonts import Run, face
from checkers.drawing.plot_recording import CLOSE, CURVE, MOVE, Mark, Matrix

if TYPE_CHECKING:
    from ezdxf.entities.ltype import Linetype
    from numpy.typing import NDArray

_LENGTH, _TOTAL, _FLAGS, _SCALE, _TURN, _X, _Y, _TEXT = 49, 40, 74, 46, 50, 44, 45, 9
_ABSOLUTE, _IS_TEXT, _IS_SHAPE = 1, 2, 4
_MOST = 3000
"""marks along one line"""
_STEPS = 12
"""straight pieces a curve is walked in"""


@dataclass(frozen=True, slots=True)
class Complex:
    """What a line type with texts or shapes looks like, in drawing units before scaling."""

    dashes: tuple[float, ...]
    marks: tuple[Mark, ...]
    shapes: bool
    """whether it holds signs that cannot be drawn"""

    def scaled(self, factor: float) -> tuple[Mark, ...]:
        """The marks of a line whose line type scale is ``factor``."""
        return tuple(
            replace(mark, at=mark.at * factor, height=mark.height * factor, x=mark.x * factor, y=mark.y * factor)
            for mark in self.marks
        )


def read(linetype: Linetype) -> Complex:
    """The pattern of a line type that has texts or shapes."""
    total, at, shapes = 0.0, 0.0, False
    lengths: list[float] = []
    marks: list[Mark] = []
    values: dict[int, float | str] = {}

    def finish() -> bool:
        flags = int(values.get(_FLAGS, 0))
        if flags & _IS_TEXT and str(values.get(_TEXT, "")).strip():
            marks.append(_mark(values, at, absolute=bool(flags & _ABSOLUTE)))
        return bool(flags & _IS_SHAPE)

    for code, value in linetype.pattern_tags.tags:
        if code == _TOTAL:
            total = float(value)
        elif code == _LENGTH:
            shapes |= finish()
            values = {}
            lengths.append(float(value))
            at += abs(float(value))
        elif lengths:
            values[code] = value
    shapes |= finish()
    return Complex(tuple(compile_line_pattern(total, lengths)) if len(lengths) > 1 else (), tuple(marks), shapes)


def _mark(values: dict[int, float | str], at: float, *, absolute: bool) -> Mark:
    runs, _ = face().runs(str(values[_TEXT]), stroke=True)
    return Mark(
        at=at,
        runs=runs,
        height=abs(float(values.get(_SCALE, 1.0))) or 1.0,
        turn=math.radians(float(values.get(_TURN, 0.0))),
        absolute=absolute,
        x=float(values.get(_X, 0.0)),
        y=float(values.get(_Y, 0.0)),
    )


def along(
    points: NDArray[np.float64], verbs: Sequence[int], marks: Sequence[Mark], period: float, factor: float
) -> Iterator[tuple[tuple[Run, ...], Matrix]]:
    """The marks of one stroke on the paper: their glyphs, and the matrix from cap heights to millimetres.

    ``points`` in paper millimetres, ``period`` in drawing units, ``factor`` millimetres for one of them.
    """
    step = period * factor
    for chain in _chains(points, verbs):
        lengths = np.hypot(*np.diff(chain, axis=0).T)
        reached = np.concatenate(([0.0], np.cumsum(lengths)))
        repeats = min(_MOST, math.ceil(reached[-1] / step)) if step > 0 and math.isfinite(reached[-1]) else 0
        for turn, mark in itertools.product(range(repeats), marks):
            at = turn * step + mark.at * factor
            piece = int(np.searchsorted(reached, at, side="right")) - 1
            if at > reached[-1] or not 0 <= piece < len(lengths) or lengths[piece] == 0:
                continue
            (ax, ay), (bx, by) = chain[piece], chain[piece + 1]
            ux, uy = (bx - ax) / lengths[piece], (by - ay) / lengths[piece]
            away = at - reached[piece]
            x = ax + ux * (away + mark.x * factor) - uy * mark.y * factor
            y = ay + uy * (away + mark.x * factor) + ux * mark.y * factor
            angle = mark.turn + (0.0 if mark.absolute else math.atan2(uy, ux))
            cos, sin = math.cos(angle) * mark.height * factor, math.sin(angle) * mark.height * factor
            yield mark.runs, (cos, sin, -sin, cos, float(x), float(y))


def _chains(points: NDArray[np.float64], verbs: Sequence[int]) -> Iterator[NDArray[np.float64]]:
    """Straight chains of at least two points through a stroke."""
    chain: list[NDArray[np.float64]] = []
    at = 0
    for verb in verbs:
        if verb == MOVE:
            if len(chain) > 1:
                yield np.array(chain)
            chain = [points[at]]
            at += 1
        elif verb == CURVE:
            a, (b, c, d) = chain[-1], points[at : at + 3]
            for t in np.linspace(0, 1, _STEPS + 1)[1:]:
                chain.append((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d)
            at += 3
        elif verb == CLOSE:
            chain.append(chain[0])
        else:
            chain.append(points[at])
            at += 1
    if len(chain) > 1:
        yield np.array(chain)
