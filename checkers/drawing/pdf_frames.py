"""Find the frames drawn on a PDF page: one that is smaller than its page, or several on one page.

Vocabulary
----------
reduction   millimetres on the page for one millimetre of the true sheet; 1 where the sheet is plotted in full size
bound       a rectangle with another one in it at the binding margin and the other margins of its paper; these margins
            tell which paper it is, however small it is plotted
labelled    a rectangle with a title block of its own: several labels, among them the number of the sheet
held        the share of what is seen on the page that stands in the frames

A page is taken apart only where each frame is bound or labelled, they hold nearly everything, and no title block
stands outside them: a table, a key plan or the border of a detail makes no sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing import paper
from checkers.drawing.cutting import lie_within, rows_of
from checkers.drawing.frame_candidates import candidates, like_a_sheet
from checkers.drawing.frames import Frame, in_reading_order
from checkers.drawing.model import Bounds, Kind
from checkers.drawing.space import Found
from checkers.drawing.table import places_of
from checkers.drawing.titleblock import Written

MOST_RECTANGLES = 150
"""of a page, the largest ones; a table of doors has thousands of no sheet's proportions"""
MOST_FRAMES = 60
MOST_BORDERS = 20
"""rectangles of which one may be the only frame of a page, the largest ones"""
SMALLEST = 50.0
"""millimetres on the page of the short edge of a frame; an A4 plotted at a quarter of its size has a little more"""
_ENLARGED = 2.8
"""times; makes the smallest frame on a page as large as an A4"""
_BROADEST = 2.5
"""millimetres on the page of a broad pen"""
_MOST_BARS = 120
"""lying ones and as many standing ones; more are a hatch"""
HELD = 0.9
"""share of what is seen that the frames of a page must hold"""
_LABELS = 3
"""labels of a title block that is one beyond doubt"""
_FEW_LABELS = 2
_SAME = 0.75
"""share of a rectangle that its own frame line encloses at least"""
_MARGIN = 1.5
"""millimetres of the true sheet by which a margin may be off"""
_FITS = 0.004
"""relative error of an edge"""
_FULL = 0.01
"""a reduction so near to 1 is none"""
_EDGE = 2.0
"""millimetres between the edges of a frame and of a page of the same size"""
_OVERLAP = 0.05
"""share of a frame that another one may cover, for lines that are drawn beside each other"""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """One sheet on a page."""

    bounds: Bounds
    """the paper's edges in metres of the page, y up"""
    name: str = ""
    """``A1`` …; empty where its margins tell none"""
    reduction: float = 1.0
    title_block: Mapping[str, str] = field(default_factory=dict)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the true sheet in millimetres."""
        left, low, right, high = self.bounds
        return (right - left) * 1000 / self.reduction, (high - low) * 1000 / self.reduction

    def reduced_to(self, reduction: float) -> PageFrame:
        """The same frame where something else tells its reduction; with its margins where only its line is drawn."""
        known = replace(self, reduction=reduction, name="")
        match = known_paper(known.size_mm)
        if match is None:
            return known
        return replace(known, name=match.paper.frame, bounds=_around(self.bounds, match, reduction))


@dataclass(frozen=True, slots=True)
class _Page:
    """What is seen on a page."""

    rectangles: Floats
    """(n, 4) in metres, the largest first"""
    places: Floats
    """(n, 2) middles of what is drawn and places of what is written"""
    written: Written

    @classmethod
    def of(cls, found: Found) -> _Page:
        texts = [text for text in found.texts if text.visible]
        bounds = found.bounds[found.entities.visible]
        middles = (bounds[:, :2] + bounds[:, 2:]) / 2
        return cls(_rectangles(found), np.concatenate((middles, places_of(texts))), Written(texts))

    def held(self, frames: Iterable[Bounds]) -> float:
        """The share of everything seen that stands in some bounds."""
        inside = np.zeros(len(self.places), dtype=np.bool_)
        for bounds in frames:
            inside |= lie_within(self.places, bounds)
        return float(inside.mean()) if len(inside) else 0.0

    def labels_outside(self, frames: list[Bounds]) -> int:
        """How many labels with a value stand in none of some bounds."""
        apart = [
            text
            for text, (x, y) in zip(self.written.texts, places_of(self.written.texts).tolist(), strict=True)
            if not any(left <= x <= right and low <= y <= high for left, low, right, high in frames)
        ]
        everywhere = (-np.inf, -np.inf, np.inf, np.inf)
        return len(Written(apart).fields(everywhere))


def of_page(found: Found, size_mm: tuple[float, float]) -> list[PageFrame]:
    """The frames of a page in reading order; none where the page itself is the sheet.

    ``found`` is in metres of the page.
    """
    page = _Page.of(found)
    width, height = size_mm[0] / 1000, size_mm[1] / 1000
    whole = (0.0, 0.0, width, height)
    frames = _several(page)
    if len(frames) > 1:
        order = in_reading_order([Frame(frame.bounds, frame.name, None) for frame in frames])
        by_bounds = {frame.bounds: frame for frame in frames}
        return [by_bounds[frame.bounds] for frame in order]
    frame = _single(page, whole)
    return [frame] if frame else []


def _rectangles(found: Found) -> Floats:
    """(n, 4) in metres of the page: what is seen of rectangles with a sheet's proportions, the largest first."""
    size = found.bounds[:, 2:] - found.bounds[:, :2]
    large = np.flatnonzero(found.entities.visible & (size.max(axis=1) >= SMALLEST / 1000))
    entities = rows_of(found.entities, large)
    # frames are looked for in true size, and none is smaller than the shortest edge of an A4 and a little less
    enlarged = shapely.transform(entities.geometry, lambda points: points * _ENLARGED)
    seen = replace(found, entities=replace(entities, geometry=enlarged), texts=[], blocks=[], dimensions=[])
    tried = candidates(seen)
    lines = tried.edges[tried.fitting & (tried.hints >= 0)] / _ENLARGED
    bars = np.array(_bars(found)).reshape(-1, 4)
    every = np.concatenate((lines, bars[like_a_sheet(bars[:, 2] - bars[:, 0], bars[:, 3] - bars[:, 1])]))
    area = (every[:, 2] - every[:, 0]) * (every[:, 3] - every[:, 1])
    return np.asarray(every[np.argsort(-area, kind="stable")][:MOST_RECTANGLES])


def _bars(found: Found) -> list[tuple[float, float, float, float]]:
    """Rectangles drawn with a broad pen and written as four filled bars, along the middle of the bars."""
    bounds = found.bounds[found.entities.visible & (found.entities.kind == Kind.HATCH)]
    wide, high = (bounds[:, 2] - bounds[:, 0]) * 1000, (bounds[:, 3] - bounds[:, 1]) * 1000
    flat = bounds[(high <= _BROADEST) & (wide >= SMALLEST)][:_MOST_BARS]
    steep = bounds[(wide <= _BROADEST) & (high >= SMALLEST)][:_MOST_BARS]
    made: list[tuple[float, float, float, float]] = []
    for index, lower in enumerate(flat):
        for upper in flat[index + 1 :]:
            if not _ends_alike(lower[[0, 2]], upper[[0, 2]]):
                continue
            low, top = sorted(((lower[1] + lower[3]) / 2, (upper[1] + upper[3]) / 2))
            across = (steep[:, 0] + steep[:, 2]) / 2
            tall = (np.abs(steep[:, [1, 3]] - (low, top)) * 1000 <= _BROADEST).all(axis=1)
            ends = (lower[0], lower[2])
            sides = [across[tall & (np.abs(across - end) * 1000 <= _BROADEST)] for end in ends]
            if len(sides[0]) and len(sides[1]):
                made.append((float(sides[0][0]), float(low), float(sides[1][0]), float(top)))
    return made


def _ends_alike(one: Floats, other: Floats) -> bool:
    return bool((np.abs(one - other) * 1000 <= _BROADEST).all())


def _several(page: _Page) -> list[PageFrame]:
    """Frames that stand beside each other, each of them evident, and together all of the page."""
    known: list[PageFrame] = []
    for edges in page.rectangles:
        frame = _evident(page, edges)
        # a frame line in its cut edge is the same frame
        if frame and not any(_is_its_line(other.bounds, frame.bounds) for other in known):
            known.append(frame)
    # what holds several frames is a border around them
    frames = [frame for frame in known if not any(_holds(frame.bounds, o.bounds) for o in known if o is not frame)]
    if len(frames) < 2 or len(frames) > MOST_FRAMES or not _apart(frames):  # noqa: PLR2004 (several)
        return []
    for edges in page.rectangles:
        frame = _alike(page, edges, frames)
        if frame:
            frames.append(frame)
    numbers = [frame.title_block.get("图号", "") for frame in frames]
    told = [number for number in numbers if number]
    if len(set(told)) < len(told):
        return []
    bounds = [frame.bounds for frame in frames]
    if page.held(bounds) < HELD or page.labels_outside(bounds) >= _FEW_LABELS:
        return []
    return frames


def _evident(page: _Page, edges: Floats) -> PageFrame | None:
    """A rectangle as a frame when it is bound, or labelled beyond doubt."""
    bounds = _bounds(edges)
    title_block = page.written.fields(bounds)
    told = _bound(edges, page.rectangles)
    if told:
        return PageFrame(bounds, *told, title_block)
    if len(title_block) < _LABELS or not title_block.get("图号"):
        return None
    return _as_printed(edges, title_block)


def _as_printed(edges: Floats, title_block: Mapping[str, str]) -> PageFrame:
    """A frame whose size nothing but itself tells; where it is the frame line of a known sheet, with its margins."""
    frame = PageFrame(_bounds(edges), "", 1.0, title_block)
    match = known_paper(frame.size_mm)
    return frame if match is None else replace(frame, name=match.paper.frame, bounds=_around(frame.bounds, match))


def known_paper(size_mm: tuple[float, float]) -> paper.Match | None:
    """The sheet of the standard that a rectangle is the cut edge or the frame line of; None when it is none."""
    return next((match for match in paper.matches(*size_mm, at=1.0) if match.paper in paper.ISO), None)


def _around(line: Bounds, match: paper.Match, reduction: float = 1.0) -> Bounds:
    """The paper's edges: around a frame line, which is bound on the left, or on top where it stands."""
    if not match.inner:
        return line
    margin, binding = match.paper.margin * reduction / 1000, paper.BINDING * reduction / 1000
    left, top = (margin, binding) if match.standing else (binding, margin)
    return line[0] - left, line[1] - margin, line[2] + margin, line[3] + top


def _alike(page: _Page, edges: Floats, frames: list[PageFrame]) -> PageFrame | None:
    """One more rectangle of the very size of a frame, beside all of them, with something in it."""
    bounds = _bounds(edges)
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    if any(_shared(frame.bounds, bounds) > _OVERLAP * min(_area(frame.bounds), _area(bounds)) for frame in frames):
        return None
    for frame in frames:
        wide, high = frame.bounds[2] - frame.bounds[0], frame.bounds[3] - frame.bounds[1]
        same = abs(width / wide - 1) <= _FITS and abs(height / high - 1) <= _FITS
        if same and lie_within(page.places, bounds).any():
            return replace(frame, bounds=bounds, title_block=page.written.fields(bounds))
    return None


def _single(page: _Page, whole: Bounds) -> PageFrame | None:
    """The one frame of a page that is smaller than the page or plotted smaller than it is."""
    around = np.vstack((np.array([whole]), page.rectangles))
    for edges in around[:MOST_BORDERS]:
        bounds = _bounds(edges)
        title_block = page.written.fields(bounds)
        told = _bound(edges, page.rectangles)
        if told is None and len(title_block) >= _LABELS and not _fills(bounds, whole):
            printed = _as_printed(edges, title_block)
            told = (printed.name, 1.0) if printed.name and printed.bounds == bounds else None
        if told is None:
            continue
        if page.held((bounds,)) < HELD or page.labels_outside([bounds]) >= _FEW_LABELS:
            continue
        name, reduction = told
        if abs(reduction - 1) <= _FULL and _fills(bounds, whole):
            return None
        return PageFrame(bounds, name, reduction, title_block)
    return None


def _bound(edges: Floats, rectangles: Floats) -> tuple[str, float] | None:
    """The paper and the reduction that the margins of a rectangle tell; None where it has no frame line in it."""
    width, height = float(edges[2] - edges[0]) * 1000, float(edges[3] - edges[1]) * 1000
    long, short = max(width, height), min(width, height)
    if short <= 0:
        return None
    margins = np.column_stack((rectangles[:, :2] - edges[:2], edges[2:] - rectangles[:, 2:])) * 1000
    margins = margins[(margins > 0).all(axis=1)]
    best: tuple[float, str, float] | None = None
    for each in paper.ISO:
        reduction = long / each.long
        if abs(short / (each.short * reduction) - 1) > _FITS:
            continue
        narrow = np.abs(margins / reduction - each.margin)
        wide = np.abs(margins / reduction - paper.BINDING)
        fits = ((narrow <= _MARGIN).sum(axis=1) == 3) & ((narrow <= _MARGIN) | (wide <= _MARGIN)).all(axis=1)  # noqa: PLR2004 (three sides at c, one bound)
        if not fits.any():
            continue
        off = float(np.minimum(narrow, wide)[fits].max(axis=1).min())
        if best is None or off < best[0]:
            best = off, each.frame, 1.0 if abs(reduction - 1) <= _FITS else reduction
    return (best[1], best[2]) if best else None


def _apart(frames: list[PageFrame]) -> bool:
    """Whether no frame covers any part of another."""
    return all(
        _shared(one.bounds, other.bounds) <= _OVERLAP * min(_area(one.bounds), _area(other.bounds))
        for index, one in enumerate(frames)
        for other in frames[index + 1 :]
    )


def _fills(bounds: Bounds, whole: Bounds) -> bool:
    return all(abs(one - other) * 1000 <= _EDGE for one, other in zip(bounds, whole, strict=True))


def _is_its_line(outer: Bounds, inner: Bounds) -> bool:
    return _holds(outer, inner) and _area(inner) >= _SAME * _area(outer)


def _holds(outer: Bounds, inner: Bounds) -> bool:
    return _shared(outer, inner) >= (1 - _OVERLAP) * _area(inner) and _area(outer) > _area(inner)


def _area(bounds: Bounds) -> float:
    return (bounds[2] - bounds[0]) * (bounds[3] - bounds[1])


def _shared(one: Bounds, other: Bounds) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    up = min(one[3], other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(up, 0.0)


def _bounds(edges: Floats) -> Bounds:
    return float(edges[0]), float(edges[1]), float(edges[2]), float(edges[3])
