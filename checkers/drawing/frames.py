"""Find the frames drawn in a space: rectangles of sheet size, one for each sheet.

Vocabulary
----------
candidate an upright rectangle (closed line, four lines, or a block's bounds) that fits a sheet at a usual scale
evidence  what makes a candidate a frame: title-block labels, an agreeing scale text, a frame line at the right
          margins, a layer or block name of title blocks
odd frame a rectangle of no known size that is a frame by its name or its title block and holds a drawing
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import paper, titleblock
from checkers.drawing.frame_candidates import FRAME_BLOCK, Candidates, candidates, told
from checkers.drawing.model import Bounds
from checkers.drawing.space import Found
from checkers.drawing.table import column, places_of
from checkers.drawing.titleblock import Written

__all__ = ["FRAME_BLOCK", "Frame", "find", "in_reading_order"]

MOST_CANDIDATES = 4000
MOST_FRAMES = 400
_SMALL_SCALE = 20
_TIGHT = 0.0015
_FEW_ENTITIES = 10
_LEAST_INNER = 0.5
"""share of an A4 its frame line encloses, and a little less"""
_FEW_LABELS = 2
"""one label may be chance"""
_ODD_SHORT = (148.0, 1300.0)
"""millimetres of the short edge of an odd frame on paper"""
_ODD_ASPECT = 6.0
_SIZE_IN_NAME = re.compile(r"(?<![A-Za-z0-9])A([0-4])(?![0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """One sheet found in a space."""

    bounds: Bounds
    """the paper's edges in metres of the space"""
    name: str
    """``A1`` …; empty for an odd frame"""
    scale: float | None
    """None for an odd frame that says none"""
    title_block: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Space:
    """What a space holds, laid out when first asked so that asking what lies in a rectangle is cheap."""

    found: Found

    @cached_property
    def written(self) -> Written:
        """The texts."""
        return Written(self.found.texts)

    @cached_property
    def middles(self) -> NDArray[np.float64]:
        """(n, 2) middles of the entities."""
        return np.asarray((self.found.bounds[:, :2] + self.found.bounds[:, 2:]) / 2)

    @cached_property
    def texts(self) -> NDArray[np.float64]:
        """(n, 2) places of the texts."""
        return places_of(self.found.texts)

    @cached_property
    def titled(self) -> list[tuple[float, float, Mapping[str, str]]]:
        """Places of blocks whose attributes are a title block."""
        titles = ((block, titleblock.from_attributes((block,))) for block in told(self.found.blocks))
        return [(block.x, block.y, title) for block, title in titles if title]

    @cached_property
    def sized(self) -> list[tuple[float, float, frozenset[str]]]:
        """Places of blocks with a size such as A1 in their name."""
        named = column(self.found.blocks, "name").tolist()
        sizes = {name: found for name in set(named) if (found := _sizes_in(name))}
        rows = [row for row, name in enumerate(named) if name in sizes]
        return [(block.x, block.y, sizes[block.name]) for block in map(self.found.blocks.__getitem__, rows)]

    def title(self, bounds: Bounds) -> dict[str, str]:
        """The title block inside the bounds, from attributes first."""
        slack = 0.01 * (bounds[2] - bounds[0])
        inside = [title for x, y, title in self.titled if _holds(bounds, x, y, slack)]
        attributes = max(inside, key=len) if inside else {}
        return titleblock.combined(attributes, self.written.fields(bounds))

    def sizes(self, bounds: Bounds) -> frozenset[str]:
        """Sheet sizes that names of blocks inside the bounds speak of."""
        slack = 0.01 * (bounds[2] - bounds[0])
        return frozenset().union(*(sizes for x, y, sizes in self.sized if _holds(bounds, x, y, slack)))

    def rows(self, bounds: Bounds) -> NDArray[np.intp]:
        """The entities whose middle lies inside the bounds."""
        return np.flatnonzero(_within(self.middles, bounds))

    def is_written_in(self, bounds: Bounds) -> bool:
        """Whether any text stands inside the bounds."""
        return bool(_within(self.texts, bounds).any())


def _sizes_in(name: str) -> frozenset[str]:
    return frozenset(f"A{size}" for size in _SIZE_IN_NAME.findall(name))


@lru_cache(maxsize=4096)
def _matches(width: float, height: float, at: float | None) -> tuple[paper.Match, ...]:
    return tuple(paper.matches(width * 1000, height * 1000, at=at))


def find(found: Found, *, at: float | None = None) -> list[Frame]:
    """The frames of a space in reading order: rows from the top, each from the left.

    ``at`` asks for one scale only, such as 1 in a layout. Nested rectangles are one frame.
    """
    tried = candidates(found)
    if not len(tried.edges):
        return []
    space = _Space(found)
    frames: list[Frame] = []
    taken = np.empty((0, 4))
    for index in np.flatnonzero(tried.fitting)[:MOST_CANDIDATES]:
        edges = tried.edges[index]
        if _is_covered(taken, edges):
            continue
        frame = _judge(space, edges, int(tried.hints[index]), tried, at)
        if frame:
            frames.append(frame)
            taken = np.vstack((taken, frame.bounds))
            if len(frames) >= MOST_FRAMES:
                break
    for index in np.flatnonzero(tried.hints > 0)[:MOST_FRAMES]:
        edges = tried.edges[index]
        if len(frames) >= MOST_FRAMES or _is_covered(taken, edges) or _covers_any(edges, taken):
            continue
        frame = _judge_odd(space, edges, tried.owner[index], at)
        if frame:
            frames.append(frame)
            taken = np.vstack((taken, frame.bounds))
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


def _judge(space: _Space, edges: NDArray[np.float64], hint: int, among: Candidates, at: float | None) -> Frame | None:
    width, height = float(edges[2] - edges[0]), float(edges[3] - edges[1])
    tried = _matches(round(width, 5), round(height, 5), at)
    if not tried:
        return None
    bounds = _bounds(edges)
    title_block = space.title(bounds)
    said = titleblock.scale_in(title_block.get("比例", ""))
    if said and at is None and all(match.scale != said for match in tried):
        # a scale that is not usual is tried where the title block states it: A2 at 1:60 is nearly A0 at 1:30
        tried = (*tried, *_matches(round(width, 5), round(height, 5), said))
    named_sizes = space.sizes(bounds)
    labelled = len(title_block) >= _FEW_LABELS
    # a frame line takes up most of its sheet; the candidates come by size
    inner = among.edges[np.searchsorted(-among.areas, -width * height) :]
    inner = inner[: np.searchsorted(-among.areas, -_LEAST_INNER * width * height)]
    best: tuple[float, paper.Match] | None = None
    for match in tried:
        framed = not match.inner and _has_frame_line(match, edges, inner)
        agrees = said == match.scale
        # hint 2 names a frame; otherwise something in it must speak for one
        evidence = labelled or framed or hint > 0
        if match.inner or match.paper not in paper.ISO:
            evidence = labelled or hint > 0
        if at is None and match.scale < _SMALL_SCALE:
            evidence = labelled and (agrees or framed or said is None)
        plain = (
            not evidence
            and hint == 0
            and not match.inner
            and match.paper in paper.ISO
            and match.error <= _TIGHT
            and (at is not None or match.scale >= _SMALL_SCALE)
            and space.is_written_in(bounds)
            and len(space.rows(bounds)) >= _FEW_ENTITIES
        )
        if not evidence and not plain:
            continue
        named = 2.0 if match.paper.frame.partition("+")[0] in named_sizes else 1.0
        score = match.likely * (3.0 if agrees else 1.0) * (1.5 if framed else 1.0) * named
        if best is None or score > best[0]:
            best = score, match
    if best is None:
        return None
    match = best[1]
    return Frame(_paper_edges(bounds, match) if match.inner else bounds, match.paper.frame, match.scale, title_block)


def _judge_odd(space: _Space, edges: NDArray[np.float64], owner: str, at: float | None) -> Frame | None:
    """A frame of no known size; its scale is the written one, and None where that makes no paper of it."""
    bounds = _bounds(edges)
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    short = min(width, height)
    if short <= 0 or max(width, height) > _ODD_ASPECT * short:
        return None
    title_block = space.title(bounds)
    if len(title_block) < _FEW_LABELS:
        return None
    rows = space.rows(bounds)
    paths = space.found.entities.block[rows]
    drawn = len(rows) if not owner else sum(not path.startswith(owner) for path in paths.tolist())
    # the stamp of a title block is labelled too, but nobody draws inside it
    if drawn < _FEW_ENTITIES:
        return None
    scale = at or titleblock.scale_in(title_block.get("比例", ""))
    if scale and not _ODD_SHORT[0] <= short * 1000 / scale <= _ODD_SHORT[1]:
        if at:
            return None
        scale = None
    return Frame(bounds, "", scale, title_block)


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


def _bounds(edges: NDArray[np.float64]) -> Bounds:
    return float(edges[0]), float(edges[1]), float(edges[2]), float(edges[3])


def _shared(many: NDArray[np.float64], one: NDArray[np.float64]) -> NDArray[np.float64]:
    """Areas that rectangles share with one."""
    across = np.minimum(many[:, 2], one[2]) - np.maximum(many[:, 0], one[0])
    up = np.minimum(many[:, 3], one[3]) - np.maximum(many[:, 1], one[1])
    return np.asarray(np.clip(across, 0, None) * np.clip(up, 0, None))


def _is_covered(taken: NDArray[np.float64], edges: NDArray[np.float64]) -> bool:
    """Whether some frame found so far holds most of a rectangle."""
    area = (edges[2] - edges[0]) * (edges[3] - edges[1])
    return bool((_shared(taken, edges) > 0.5 * area).any())


def _covers_any(edges: NDArray[np.float64], taken: NDArray[np.float64]) -> bool:
    """Whether a rectangle holds most of some frame found so far: then it is a border around sheets."""
    areas = (taken[:, 2] - taken[:, 0]) * (taken[:, 3] - taken[:, 1])
    return bool((_shared(taken, edges) > 0.5 * areas).any())


def _within(points: NDArray[np.float64], bounds: Bounds) -> NDArray[np.bool_]:
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x >= bounds[0]) & (x <= bounds[2]) & (y >= bounds[1]) & (y <= bounds[3]))


def _holds(bounds: Bounds, x: float, y: float, slack: float) -> bool:
    return bounds[0] - slack <= x <= bounds[2] + slack and bounds[1] - slack <= y <= bounds[3] + slack
