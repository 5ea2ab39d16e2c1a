"""What a PDF page paints, written down operation by operation.

Vocabulary
----------
operation  one thing painted: a path filled or stroked, a picture, a shading, a run of glyphs
step       one piece of a path: move, line, curve or close
clip       the region that later operations are cut to; clips nest, and number 0 is the page itself
layer      an optional-content group; groups nest, the innermost names the layer
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

MOST_OPERATIONS = 1_000_000
"""of one page; the largest real drawing met has 150,000"""
MOST_STEPS = 8_000_000
MOST_SECONDS = 30.0
"""of the processor for one page; the slowest real drawing met takes 5"""
MOVE, LINE, CURVE, CLOSE = 0, 1, 2, 3


class Paint(IntEnum):
    """What kind of row a path is."""

    FILL = 0
    STROKE = 1
    IMAGE = 2
    SHADE = 3
    PATTERN = 4
    CLIP = 5
    """says where others are seen; is not seen itself"""


@dataclass(slots=True)
class Budget:
    """How much may still be unfolded of one page."""

    operations: int = MOST_OPERATIONS
    steps: int = MOST_STEPS
    over: bool = False
    slow: bool = False
    """given up for the time it took: content without operations can be long too"""


Matrix = tuple[float, float, float, float, float, float]


class PathRow(NamedTuple):
    """One path: its steps stand in the recording up to ``steps`` and ``numbers``, from where the row before ended."""

    paint: Paint
    steps: int
    numbers: int
    matrix: Matrix
    """from the numbers to points of the page, y down"""
    layer: int
    clip: int
    colour: int
    even_odd: bool
    shown: bool
    """False where it is painted wholly transparent"""
    part: int
    """0: the page's own content, 1: an annotation, 2: a form field"""
    order: int


class Glyph(NamedTuple):
    """One letter as it is placed; ``known`` is False when nothing says which character it stands for."""

    x: float
    y: float
    layer: int
    clip: int
    invisible: bool
    known: bool
    blank: bool
    font: str
    order: int


@dataclass(slots=True)
class Recording:
    """All that a page paints."""

    size: tuple[float, float]
    """points of the page as it is seen: rotated, and user units made points"""
    steps: list[int] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    rows: list[PathRow] = field(default_factory=list)
    clips: list[tuple[int, int]] = field(default_factory=lambda: [(-1, -1)])
    """parent and row (−1: narrows nothing) of each clip"""
    glyphs: list[Glyph] = field(default_factory=list)
    layers: dict[str, int] = field(default_factory=lambda: {"": 0})
    held: Counter[str] = field(default_factory=Counter)
    """operations by kind: path, image, shading, pattern, text"""
    masked: Counter[str] = field(default_factory=Counter)
    """of these, how many only make a mask"""
    texts: list[tuple[int, int, int]] = field(default_factory=list)
    """order, first glyph and number of glyphs of each text operation"""
    layered: list[tuple[tuple[float, float, float, float], int, float]] = field(default_factory=list)
    """bounds, clip and weight of each transparency group and mask: what painting them as a picture costs"""
    spent: float = 0.0
    """areas of the page that what stands in no row costs (``pdf_weight.py``)"""
    orders: int = 0
    broken: bool = False
    """the page ended in damage; what was painted before it is recorded"""
