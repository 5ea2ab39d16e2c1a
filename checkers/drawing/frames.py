"""Find the frames drawn in a space: rectangles of sheet size, one for each sheet.

Vocabulary
----------
candidate an upright rectangle (closed line, four lines, or a block's bounds) that fits a sheet at a usual scale
evidence  what makes a candidate a frame: title-block labels, an agreeing scale text, a frame line at the right
          margins, a layer or block name of title blocks
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing import paper, titleblock
from checkers.drawing.layers import EXPECT
from checkers.drawing.model import BlockReference, Bounds, Text
from checkers.drawing.space import Found

MOST_CANDIDATES = 4000
MOST_FRAMES = 400
_SMALLEST = 0.14
"""metres; no sheet has a shorter edge, not even at 1:1"""
_SMALL_SCALE = 20
_TIGHT = 0.0015
_POLYGON = 3
_FLAT = 1e-6
_FEW_ENTITIES = 10
_NOT_FRAMES = frozenset(
    {"WALL", "BLDG_OUTLINE", "SITE_BOUNDARY", "BLDG_CTRL_LINE", "PARKING", "SPACE", "COLUMN", "CD", "TANK", "CLIMB_GROUND",
     "GREEN", "FIRE_COMP", "FURNITURE", "LP_STRIP", "TEL", EXPECT}
)  # fmt: skip
_FRAME_BLOCK = re.compile(
    r"图框|图签|(^|[-_])TK([-_]|\d|$)|TITLE|BORDER|FRAME|(^|[-_ ])A[0-4]([-_+ ]|$)", re.IGNORECASE
)
_SIZE_IN_NAME = re.compile(r"(?<![A-Za-z0-9])A([0-4])(?![0-9])", re.IGNORECASE)
_ASPECTS = np.array(
    [p.long / p.short for p in paper.PAPERS]
    + [(p.long - paper.BINDING - p.margin) / (p.short - 2 * p.margin) for p in paper.PAPERS]
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One sheet found in a space."""

    bounds: Bounds
    """the paper's edges in metres of the space"""
    match: paper.Match
    title_block: Mapping[str, str] = field(default_factory=dict)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the paper, the frame's own elongation included."""
        sheet = self.match.paper
        return (sheet.short, sheet.long) if self.match.standing else (sheet.long, sheet.short)


@lru_cache(maxsize=4096)
def _matches(width: float, height: float, at: float | None) -> tuple[paper.Match, ...]:
    return tuple(paper.matches(width * 1000, height * 1000, at=at))


def find(found: Found, *, at: float | None = None) -> list[Frame]:
    """The frames of a space in reading order: rows from the top, each from the left.

    ``at`` asks for one scale only, such as 1 in a layout. Nested rectangles are one frame.
    """
    rectangles, hinted = _candidates(found)
    frames: list[Frame] = []
    order = np.argsort(-(rectangles[:, 2] - rectangles[:, 0]) * (rectangles[:, 3] - rectangles[:, 1]), kind="stable")
    for index in order[:MOST_CANDIDATES]:
        rectangle = rectangles[index]
        if any(_covers(frame.bounds, rectangle) for frame in frames):
            continue
        frame = _judge(found, rectangle, hinted[index], rectangles, at)
        if frame:
            frames.append(frame)
            if len(frames) >= MOST_FRAMES:
                break
    return in_reading_order(frames)


def in_reading_order(frames: list[Frame]) -> list[Frame]:
    """Rows from the top; frames that stand beside each other belong to one row."""
    left = sorted(frames, key=lambda frame: -frame.bounds[3])
    ordered: list[Frame] = []
    while left:
        top = left[0].bounds
        row = [frame for frame in left if _beside(frame.bounds, top)]
        ordered += sorted(row, key=lambda frame: frame.bounds[0])
        left = [frame for frame in left if not _beside(frame.bounds, top)]
    return ordered


def _beside(one: Bounds, other: Bounds) -> bool:
    """Whether two frames stand in one row: half of the lower one's height is level with the other."""
    level = min(one[3], other[3]) - max(one[1], other[1])
    return level >= min(one[3] - one[1], other[3] - other[1]) / 2


def _candidates(found: Found) -> tuple[NDArray[np.float64], list[int]]:
    """Rectangles (n, 4) of a sheet's proportions, and for each 2 when named as a frame, 0 when anything else, −1 against."""
    entities, bounds = found.entities, found.bounds
    meanings = [layer.meaning for layer in found.layers]
    frame_layers = np.array([meaning == "TITLEBLOCK" for meaning in meanings] or [False])
    other_layers = np.array([meaning in _NOT_FRAMES for meaning in meanings] or [False])
    rectangles: list[NDArray[np.float64]] = []
    hints: list[int] = []
    if len(entities):
        width, height = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
        right = (
            _proportioned(width, height)
            & (shapely.get_type_id(entities.geometry) == _POLYGON)
            & (entities.kind == "polyline")
        )
        rows = np.flatnonzero(right)
        rows = rows[shapely.get_num_coordinates(entities.geometry[rows]) <= 6]  # noqa: PLR2004 (four corners, one doubled)
        rows = rows[np.isclose(shapely.area(entities.geometry[rows]), width[rows] * height[rows], rtol=1e-4)]
        for row in rows:
            rectangles.append(bounds[row])
            layer = entities.layer[row]
            named = frame_layers[layer] or _FRAME_BLOCK.search(str(entities.block[row]))
            hints.append(2 if named else -1 if other_layers[layer] else 0)
        for rectangle in _of_lines(found, np.flatnonzero(entities.kind == "line")):
            rectangles.append(rectangle)
            hints.append(0)
    for block in found.blocks:
        if block.bounds is None or not (_FRAME_BLOCK.search(block.name) or titleblock.from_attributes([block])):
            continue
        edges = np.array(block.bounds)
        if _proportioned(edges[2:3] - edges[0:1], edges[3:4] - edges[1:2])[0]:
            rectangles.append(edges)
            hints.append(2)
    return np.array(rectangles).reshape(-1, 4), hints


def _proportioned(width: NDArray[np.float64], height: NDArray[np.float64]) -> NDArray[np.bool_]:
    long, short = np.maximum(width, height), np.minimum(width, height)
    large = np.isfinite(short) & (short > _SMALLEST)
    aspect = np.where(large, long, 1.0) / np.where(large, short, 1.0)
    near: NDArray[np.bool_] = (np.abs(aspect[:, np.newaxis] / _ASPECTS - 1) < 0.01).any(axis=1)  # noqa: PLR2004 (1 %)
    return near & large


def _of_lines(found: Found, rows: NDArray[np.intp]) -> Iterator[NDArray[np.float64]]:
    """Rectangles made of four single lines that meet at their ends."""
    bounds = found.bounds[rows]
    width, height = bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]
    flat = bounds[(height < _FLAT) & (width > _SMALLEST)]
    steep = bounds[(width < _FLAT) & (height > _SMALLEST)]
    if not len(flat) or not len(steep):
        return
    uprights = {tuple(np.round(line, 4)) for line in steep}
    levels: dict[tuple[float, float], set[float]] = defaultdict(set)
    for line in np.round(flat, 4):
        levels[float(line[0]), float(line[2])].add(float(line[1]))
    for (left, right), heights in levels.items():
        span = sorted(heights)
        if not 2 <= len(span) <= 40:  # noqa: PLR2004 (a rectangle has two; many equal lines are a hatch)
            continue
        for index, low in enumerate(span):
            for high in span[index + 1 :]:
                if (left, low, left, high) in uprights and (right, low, right, high) in uprights:
                    edges = np.array((left, low, right, high))
                    if _proportioned(edges[2:3] - edges[0:1], edges[3:4] - edges[1:2])[0]:
                        yield edges


def _judge(
    found: Found, rectangle: NDArray[np.float64], hint: int, rectangles: NDArray[np.float64], at: float | None
) -> Frame | None:
    width, height = (float(edge) for edge in (rectangle[2] - rectangle[0], rectangle[3] - rectangle[1]))
    tried = _matches(round(width, 5), round(height, 5), at)
    if not tried:
        return None
    bounds: Bounds = (float(rectangle[0]), float(rectangle[1]), float(rectangle[2]), float(rectangle[3]))
    blocks = _within(found.blocks, bounds)
    texts = [text for text in found.texts if _inside(text, bounds)]
    block_title = titleblock.from_attributes(blocks)
    title_block = block_title or titleblock.from_texts(texts, bounds)
    said = titleblock.scale_in(title_block.get("比例", ""))
    named_sizes = {f"A{size}" for block in blocks for size in _SIZE_IN_NAME.findall(block.name)}
    best: tuple[float, paper.Match] | None = None
    for match in tried:
        framed = not match.inner and _has_frame_line(match, rectangle, rectangles)
        labelled = len(title_block) >= 2  # noqa: PLR2004 (one label may be chance)
        agrees = said == match.scale
        # hint 2 names a frame; otherwise something in it must speak for one
        evidence = labelled or framed or hint > 0
        plain = (
            hint == 0
            and not match.inner
            and match.paper in paper.ISO
            and match.error <= _TIGHT
            and (at is not None or match.scale >= _SMALL_SCALE)
            and bool(texts)
            and _population(found, bounds) >= _FEW_ENTITIES
        )
        if match.inner or match.paper not in paper.ISO:
            evidence = labelled or hint > 0
        if at is None and match.scale < _SMALL_SCALE:
            evidence = labelled and (agrees or framed or said is None)
        if not evidence and not plain:
            continue
        named = 2.0 if match.paper.frame.partition("+")[0] in named_sizes else 1.0
        score = match.likely * (3.0 if agrees else 1.0) * (1.5 if framed else 1.0) * named
        if best is None or score > best[0]:
            best = score, match
    if best is None:
        return None
    match = best[1]
    return Frame(_paper_edges(bounds, match) if match.inner else bounds, match, title_block)


def _has_frame_line(match: paper.Match, outer: NDArray[np.float64], rectangles: NDArray[np.float64]) -> bool:
    """Whether some rectangle lies inside at the binding margin and the other margins, give or take a millimetre."""
    unit = match.scale / 1000
    margins = np.column_stack((rectangles[:, :2] - outer[:2], outer[2:] - rectangles[:, 2:])) / unit
    narrow = np.abs(margins - match.paper.margin) < 1.5  # noqa: PLR2004 (millimetres)
    wide = np.abs(margins - paper.BINDING) < 1.5  # noqa: PLR2004 (millimetres)
    return bool(((narrow.sum(axis=1) >= 3) & (narrow | wide).all(axis=1)).any())  # noqa: PLR2004 (three sides at c)


def _paper_edges(inner: Bounds, match: paper.Match) -> Bounds:
    """The paper around a frame line, bound on the left."""
    unit = match.scale / 1000
    margin, binding = match.paper.margin * unit, paper.BINDING * unit
    if match.standing:
        return inner[0] - margin, inner[1] - margin, inner[2] + margin, inner[3] + binding
    return inner[0] - binding, inner[1] - margin, inner[2] + margin, inner[3] + margin


def _covers(outer: Bounds, inner: NDArray[np.float64]) -> bool:
    across = min(outer[2], inner[2]) - max(outer[0], inner[0])
    up = min(outer[3], inner[3]) - max(outer[1], inner[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return bool(across > 0 and up > 0 and across * up > 0.5 * area)


def _inside(text: Text, bounds: Bounds) -> bool:
    return bounds[0] <= text.x <= bounds[2] and bounds[1] <= text.y <= bounds[3]


def _within(blocks: list[BlockReference], bounds: Bounds) -> list[BlockReference]:
    slack = 0.01 * (bounds[2] - bounds[0])
    return [
        block
        for block in blocks
        if bounds[0] - slack <= block.x <= bounds[2] + slack and bounds[1] - slack <= block.y <= bounds[3] + slack
    ]


def _population(found: Found, bounds: Bounds) -> int:
    middle = (found.bounds[:, :2] + found.bounds[:, 2:]) / 2
    return int(((middle >= bounds[:2]) & (middle <= bounds[2:])).all(axis=1).sum())
