"""Know the sizes of drawing sheets and the usual scales.

Vocabulary
----------
size      outer edges of the cut sheet in millimetres, long edge first
frame     its name: ``A1``, ``A1+1/4`` (elongated after GB/T 50001-2017 table 3.1.3), ``ARCH D`` …
margin    from paper edge to frame line: a = 25 mm on the binding side, c = 10 mm (A3 and A4: 5 mm)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

BINDING = 25.0
USUAL_SCALES: dict[float, float] = {
    100: 1.0, 50: 0.9, 500: 0.9, 200: 0.85, 150: 0.85, 1000: 0.8, 300: 0.7, 20: 0.7, 25: 0.65, 250: 0.6, 10: 0.6,
    75: 0.55, 2000: 0.55, 125: 0.5, 400: 0.5, 30: 0.5, 5: 0.5, 1: 0.5, 40: 0.45, 15: 0.4, 1500: 0.4, 5000: 0.4,
    2: 0.35, 600: 0.35, 800: 0.35, 10000: 0.3, 96: 0.3, 48: 0.3, 192: 0.25, 24: 0.25, 12: 0.2, 120: 0.2, 240: 0.2,
    480: 0.2, 360: 0.2,
}  # fmt: skip
"""scale denominator → how often it is met, 0 to 1"""

_USUAL_FRAMES = {"A1": 1.0, "A2": 0.95, "A0": 0.9, "A3": 0.75, "A4": 0.5}


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of standard size, lying (long edge horizontal)."""

    frame: str
    long: float
    short: float
    margin: float

    @property
    def usual(self) -> float:
        """How often the size is met, 0 to 1."""
        base, _, longer = self.frame.partition("+")
        known = _USUAL_FRAMES.get(base, 0.3)
        return known * 0.9 if longer else known


@dataclass(frozen=True, slots=True)
class Match:
    """A rectangle recognised as a sheet: its paper, its scale and which of its two rectangles was measured."""

    paper: Paper
    scale: float
    inner: bool
    """the frame line was measured, the paper edge lies outside it"""
    standing: bool
    """the long edge is vertical"""
    error: float
    """largest relative difference of an edge"""

    @property
    def likely(self) -> float:
        """How usual this size at this scale is, less for a poor fit."""
        return (
            self.paper.usual * USUAL_SCALES.get(self.scale, 0.3) * (0.8 if self.inner else 1.0) * (1 - 20 * self.error)
        )


def _papers() -> Iterator[Paper]:
    sizes = {
        "A0": (1189, 841, 10),
        "A1": (841, 594, 10),
        "A2": (594, 420, 10),
        "A3": (420, 297, 5),
        "A4": (297, 210, 5),
    }
    longer = {
        "A0": {"1/4": 1486, "1/2": 1783, "3/4": 2080, "1": 2378},
        "A1": {"1/4": 1051, "1/2": 1261, "3/4": 1471, "1": 1682, "5/4": 1892, "3/2": 2102},
        "A2": {
            "1/4": 743, "1/2": 891, "3/4": 1041, "1": 1189, "5/4": 1338, "3/2": 1486, "7/4": 1635, "2": 1783,
            "9/4": 1932, "5/2": 2080,
        },
        "A3": {"1/2": 630, "1": 841, "3/2": 1051, "2": 1261, "5/2": 1471, "3": 1682, "7/2": 1892},
    }  # fmt: skip
    for name, (long, short, margin) in sizes.items():
        yield Paper(name, long, short, margin)
        for share, length in longer.get(name, {}).items():
            yield Paper(f"{name}+{share}", length, short, margin)
    inch = 25.4
    american = {
        "ARCH E": (48, 36), "ARCH E1": (42, 30), "ARCH D": (36, 24), "ARCH C": (24, 18), "ARCH B": (18, 12),
        "ANSI E": (44, 34), "ANSI D": (34, 22), "ANSI C": (22, 17), "ANSI B": (17, 11), "ANSI A": (11, 8.5),
    }  # fmt: skip
    for name, (long_inches, short_inches) in american.items():
        yield Paper(name, long_inches * inch, short_inches * inch, 12.7)


PAPERS = tuple(_papers())
_SIZES = np.array(
    [
        size
        for paper in PAPERS
        for size in (
            (paper.long, paper.short),
            (paper.long - BINDING - paper.margin, paper.short - 2 * paper.margin),
        )
    ]
)
"""of each paper the cut edge and then the frame line"""
_RATIOS = _SIZES[:, 0] / _SIZES[:, 1]
_SCALES = np.array(list(USUAL_SCALES), dtype=np.float64)
ISO = tuple(paper for paper in PAPERS if not paper.frame.startswith("AR") and not paper.frame.startswith("AN"))


def named(width: float, height: float, tolerance: float = 2.0) -> str:
    """The name of a sheet of this size in millimetres, either way round; empty when it is no standard size."""
    long, short = max(width, height), min(width, height)
    for paper in PAPERS:
        if abs(paper.long - long) <= tolerance and abs(paper.short - short) <= tolerance:
            return paper.frame
    return ""


def matches(width: float, height: float, *, tolerance: float = 0.004, at: float | None = None) -> list[Match]:
    """Sheets a rectangle of this size (millimetres, true size) may be, the likeliest first.

    ``at`` asks for one scale only; otherwise all usual ones are tried. Frame lines are tried too.
    """
    long, short = max(width, height), min(width, height)
    if short <= 0:
        return []
    near = np.abs(long / short - _RATIOS) <= 2.5 * tolerance * long / short
    scales = np.array([at]) if at else _SCALES
    wide, high = _SIZES[near, 0, np.newaxis] * scales, _SIZES[near, 1, np.newaxis] * scales
    errors = np.maximum(np.abs(long / wide - 1), np.abs(short / high - 1))
    tried = np.flatnonzero(near)
    found = [
        Match(
            PAPERS[tried[row] // 2],
            float(scales[column]),
            bool(tried[row] % 2),
            height > width,
            float(errors[row, column]),
        )
        for row, column in zip(*np.nonzero(errors <= tolerance), strict=True)
    ]
    return sorted(found, key=lambda match: -match.likely)
