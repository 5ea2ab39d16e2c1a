"""Find the scale of a PDF page: what is written on it against what its dimensions and its scale bar say.

Vocabulary
----------
written   the scale of the title block
vote      a dimension text over the length of the line it stands at; each text has few such ratios, one of them true;
          texts of one value count once, for they are often copies
bar       a scale bar: numbers along a line, from 0, evenly as their values, with a unit of length
mixed     two scales both have good support: details of different scales on one sheet
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing import paper
from checkers.drawing.paper import USUAL_SCALES
from checkers.drawing.pdf_frames import known_paper
from checkers.drawing.pdf_texts import NOTE, Run
from checkers.drawing.titleblock import scale_in

MM = 25.4 / 72
MOST_SEGMENTS = 400_000
MOST_DIMENSIONS = 2_000
AGREES = 0.01
"""relative difference of two ratios that are the same scale"""
OVERWHELMING = 6
"""values that must agree before dimensions overrule what is written"""
_SHARE = 0.5
"""of all values that look like dimensions, also those that stand at no line"""
_FEW, _PAIR = 3, 2
_RIVAL, _EVEN = 0.25, 0.5
"""a second scale with the first share of the best one's votes makes the sheet mixed, with the other undecided"""
_BAR_AGREES = 0.05
"""numbers of a scale bar stand only about over their marks"""
_LEAST_VALUE = 30.0
"""millimetres; smaller numbers are rounded too much to tell a scale"""
_LEAST_LENGTH = 6.0
"""points"""
_REACH = 2.0
"""letter heights between a dimension's text and its line"""
_PARALLEL, _CROSSING = 0.02, 0.2
_SPREAD = 0.02
_OVERSHOOT = 0.15
_MOST_TURNS, _MOST_LINES = 12, 20
"""directions tried for a text that does not tell its own, and lines looked at beside one text"""
_TOUCH = 0.7
"""points between a dimension line and the tick that ends it"""
_LARGEST_SCALE, _SMALLEST_SCALE = 0.5, 50_000.0
_WHOLE = re.compile(r"^\d{2,6}$|^\d{1,3}[ \u00a0.,'’]\d{3}$")
_METRES = re.compile(r"^\d{1,3}[.,]\d{2,3}(?:\s*m)?$", re.IGNORECASE)
_FEET = re.compile(r"^(?:(\d{1,3})'\s*-?\s*)?(?:(\d{1,2})?(?:\s*(\d{1,2})/(\d{1,2}))?\s*\")?$")
_FOOT, _INCH = 304.8, 25.4
_BAR_NUMBER = re.compile(r"^(\d{1,4}(?:[.,]\d)?)\s*(m|米|M|km|ft|')?$")
_BAR_UNITS = {
    "m": 1000.0,
    "M": 1000.0,
    "米": 1000.0,
    "km": 1e6,
    "ft": _FOOT,
    "'": _FOOT,
    "feet": _FOOT,
    "meters": 1000.0,
}
_BAR_MARKS = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of a page and on what ground."""

    value: float | None
    why: str
    contradicted: bool = False
    others: int = 0
    """dimension texts of details at another scale"""


@dataclass(frozen=True, slots=True)
class Votes:
    """What the dimension texts of a page say."""

    best: float | None
    count: int
    rival: float | None
    rival_count: int
    texts: int
    """values that look like dimensions"""
    ratios: tuple[tuple[float, float], ...]
    """value and one of its ratios"""

    def agreeing(self, scale: float) -> int:
        """How many values agree with a scale."""
        return len({value for value, ratio in self.ratios if abs(ratio / scale - 1) <= AGREES})

    @property
    def overwhelming(self) -> bool:
        """Whether the best scale has so many votes and so much of all that nothing else can be true."""
        return self.count >= OVERWHELMING and self.count >= _SHARE * self.texts and not self.mixed

    @property
    def mixed(self) -> bool:
        """Whether a second scale has good support too."""
        return self.rival_count >= _FEW and self.rival_count >= _RIVAL * self.count

    @property
    def undecided(self) -> bool:
        """Whether the second scale has so much support that neither is the sheet's."""
        return self.rival_count >= _FEW and self.rival_count >= _EVEN * self.count


def of_page(written: float | None, runs: Sequence[Run], segments: Floats) -> Scale:
    """The scale of a page from what is written, its dimensions and its scale bar; never a guess.

    ``segments`` (n, 4) are the visible straight lines in points of the page.
    """
    votes = dimension_votes(runs, segments)
    bar = scale_bar(runs)
    if written is not None:
        return _judged(written, votes, bar)
    best = votes.best
    if best is not None and bar is not None and votes.count >= _FEW and not _alike(bar, best, _BAR_AGREES):
        return Scale(None, f"the scale bar says 1:{bar:g}, {votes.count} dimension values say 1:{best:g}", True)
    backed = votes.count >= _PAIR and votes.count >= _SHARE * votes.texts
    if best is not None and (votes.overwhelming or (backed and (bar is not None or _named(best, runs)))):
        if votes.mixed:
            return Scale(None, _of_two(votes), True)
        return Scale(best, f"{votes.count} of {votes.texts} dimension values")
    if bar is not None and bar in USUAL_SCALES:
        return Scale(bar, "scale bar")
    return Scale(None, "no scale is written")


def of_frame(
    written: float | None, runs: Sequence[Run], segments: Floats, size_mm: tuple[float, float], reduction: float
) -> tuple[Scale, float]:
    """The scale of a framed part of a page on its true sheet, and the reduction that stands.

    ``size_mm`` is the true size where the frame is plotted by ``reduction`` (millimetres on the page for one on the
    sheet). Dimensions and scale bars measure on the page; what is written is meant for the true sheet.
    """
    if abs(reduction - 1) > AGREES:
        scale = of_page(None if written is None else written / reduction, runs, segments)
        full = of_page(written, runs, segments)
        if scale.contradicted and full.value is not None and not full.contradicted:
            return replace(full, why=f"{full.why}, though its margins are those of a sheet at {reduction:.1%}"), 1.0
        value = None if scale.value is None else _usual(scale.value * reduction)
        name = paper.named(*size_mm) or "sheet"
        said = "" if written is None else f" on which 1:{written:g} is written"
        why = f"{name} plotted at {reduction:.1%}{said}; on the page {scale.why}"
        return replace(scale, value=value, why=why), reduction
    scale = of_page(written, runs, segments)
    if written is None or scale.value is None or not scale.contradicted:
        return scale, reduction
    smaller = written / scale.value
    match = known_paper((size_mm[0] / smaller, size_mm[1] / smaller))
    if match is None:
        return scale, reduction
    return Scale(written, f"{match.paper.frame} plotted at {smaller:.1%}: {scale.why}", False, scale.others), smaller


def _judged(written: float, votes: Votes, bar: float | None) -> Scale:
    """What is written, unless the drawing itself speaks against it."""
    agreeing = votes.agreeing(written)
    said = f"written 1:{written:g}"
    if bar is not None and not _alike(bar, written, _BAR_AGREES):
        return Scale(None, f"{said}, but the scale bar says 1:{bar:g}", True)
    if votes.best is None or votes.count < _FEW:
        return Scale(written, f"{said}, confirmed by the scale bar" if bar else said)
    if _alike(votes.best, written):
        if votes.undecided:
            return Scale(None, f"{said}, but {_of_two(votes)}", True)
        others = votes.rival_count if votes.mixed else 0
        beside = f"; {others} say 1:{votes.rival:g}" if others else ""
        return Scale(
            written, f"{said}, confirmed by {agreeing} of {votes.texts} dimension values{beside}", False, others
        )
    against = f"{votes.count} of {votes.texts} dimension values say 1:{votes.best:g}"
    if votes.overwhelming and agreeing < _FEW:
        return Scale(votes.best, f"{said}, but {against}, which is used", True)
    return Scale(None, f"{said}, but {against}", True)


def _of_two(votes: Votes) -> str:
    return (
        f"{votes.count} dimension values say 1:{votes.best:g} and {votes.rival_count} say 1:{votes.rival:g}"
        if votes.best and votes.rival
        else "dimension values say several scales"
    )


def _alike(one: float, other: float, within: float = 2 * AGREES) -> bool:
    return abs(one / other - 1) <= within


def _named(scale: float, runs: Sequence[Run]) -> bool:
    said = (scale_in(run.content) for run in runs if not run.invisible)
    return any(ratio is not None and _alike(ratio, scale) for ratio in said)


def dimension_votes(runs: Sequence[Run], segments: Floats) -> Votes:
    """What the dimension texts of a page say against the lines they stand at."""
    numbers = [(run, value) for run in runs if not run.invisible and (value := millimetres(run.content))]
    if not numbers or not len(segments) or len(segments) > MOST_SEGMENTS:
        return Votes(None, 0, None, 0, 0, ())
    lines = Lines.of(segments)
    found: set[tuple[float, float]] = set()
    for run, value in numbers[:MOST_DIMENSIONS]:
        for gap in _lengths(run, lines):
            if gap >= _LEAST_LENGTH and _LARGEST_SCALE <= value / (gap * MM) <= _SMALLEST_SCALE:
                found.add((value, round(value / (gap * MM), 4)))
    return _counted(sorted(found), len({value for _, value in numbers}))


def _counted(found: list[tuple[float, float]], texts: int) -> Votes:
    if not found:
        return Votes(None, 0, None, 0, texts, ())
    owner, every = np.array([value for value, _ in found]), np.log(np.array([ratio for _, ratio in found]))
    best, count = _most(every, owner, np.ones(len(every), dtype=np.bool_))
    near = np.abs(every - best) <= AGREES
    scale = _usual(math.exp(float(np.median(every[near]))))
    # a value that already agrees with the best is no support for another; lines drawn beyond their ticks are a little
    # too long, all by the same few per cent
    far = ~np.isin(owner, owner[near]) & (np.abs(every - best) > _OVERSHOOT)
    rival, rival_count = _most(every, owner, far)
    return Votes(scale, count, _usual(math.exp(rival)) if rival_count else None, rival_count, texts, tuple(found))


def _most(every: Floats, owner: Floats, among: NDArray[np.bool_]) -> tuple[float, int]:
    """The logarithm of the ratio that most values agree with, and how many."""
    best, count = 0.0, 0
    order = np.flatnonzero(among)[np.argsort(every[among])]
    ratios, owners = every[order], owner[order]
    for centre in np.unique(np.round(ratios, 3)):
        low, high = np.searchsorted(ratios, (centre - AGREES, centre + AGREES))
        votes = len(set(owners[low:high].tolist()))
        if votes > count:
            best, count = float(centre), votes
    return best, count


def _usual(ratio: float) -> float:
    near = min(USUAL_SCALES, key=lambda scale: abs(math.log(scale / ratio)))
    return near if _alike(near, ratio) else float(f"{ratio:.4g}")


@dataclass(frozen=True, slots=True)
class Lines:
    """Straight lines that can be asked for by place."""

    ends: Floats
    length: Floats
    tree: shapely.STRtree

    @classmethod
    def of(cls, segments: Floats) -> Lines:
        """Lines of (n, 4) segments; those of no length are left out."""
        length = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
        ends = segments[length > 0]
        return cls(ends, length[length > 0], shapely.STRtree(np.asarray(shapely.linestrings(ends.reshape(-1, 2, 2)))))


def _lengths(run: Run, lines: Lines) -> Iterator[float]:
    """Lengths a dimension text may mean: of lines along it, whole and between the ticks on both sides of it."""
    left, top, right, bottom = run.box
    middle = np.array(((left + right) / 2, (top + bottom) / 2))
    if run.font != NOTE:
        yield from _along(middle, math.radians(run.turn), run.size, lines)
        return
    # a note says around what it stands, not how it is turned
    near = lines.tree.query(shapely.box(*run.box), predicate="intersects")
    way = lines.ends[near, 2:] - lines.ends[near, :2]
    long = lines.length[near] > max(right - left, bottom - top)
    turns = np.unique(np.round(np.arctan2(-way[long, 1], way[long, 0]) % math.pi, 2))
    for turn in turns[:_MOST_TURNS].tolist():
        letters = (right - left + bottom - top) / (
            (abs(math.cos(turn)) + abs(math.sin(turn))) * (0.8 * len(run.content) + 1)
        )
        yield from _along(middle, turn, letters, lines)


def _along(middle: Floats, turn: float, size: float, lines: Lines) -> Iterator[float]:
    along = np.array((math.cos(turn), -math.sin(turn)))
    above = np.array((-math.sin(turn), -math.cos(turn)))
    reach = _REACH * size
    near = lines.tree.query(shapely.box(*(middle - reach), *(middle + reach)))
    if not len(near):
        return
    ends = lines.ends[near]
    way = (ends[:, 2:] - ends[:, :2]) / lines.length[near][:, np.newaxis]
    aslant = np.abs(way[:, 0] * along[1] - way[:, 1] * along[0])
    start, stop = (ends[:, :2] - middle) @ along, (ends[:, 2:] - middle) @ along
    low, high = np.minimum(start, stop), np.maximum(start, stop)
    level = (ends[:, :2] - middle) @ above
    beside = (aslant <= _PARALLEL) & (np.abs(level) <= reach) & (low < 0) & (high > 0)
    for line in np.flatnonzero(beside)[:_MOST_LINES]:
        yield float(high[line] - low[line])
        foot = middle + float(level[line]) * above
        yield from _between_ticks(foot, along, above, (float(low[line]), float(high[line])), lines)


def _between_ticks(
    foot: Floats, along: Floats, above: Floats, ends: tuple[float, float], lines: Lines
) -> Iterator[float]:
    """The distance between the nearest crossing lines on both sides of a place on a dimension line."""
    corners = np.array((foot + ends[0] * along, foot + ends[1] * along))
    crossing = lines.tree.query(shapely.box(*(corners.min(axis=0) - _TOUCH), *(corners.max(axis=0) + _TOUCH)))
    start, stop = lines.ends[crossing, :2] - foot, lines.ends[crossing, 2:] - foot
    u0, u1, v0, v1 = start @ along, stop @ along, start @ above, stop @ above
    steep = np.abs(v1 - v0) > _CROSSING * np.hypot(u1 - u0, v1 - v0)
    reaches = (np.minimum(v0, v1) <= _TOUCH) & (np.maximum(v0, v1) >= -_TOUCH) & steep
    u0, u1, v0, v1 = u0[reaches], u1[reaches], v0[reaches], v1[reaches]
    share = np.clip(-v0 / np.where(v1 == v0, 1.0, v1 - v0), 0.0, 1.0)
    at = u0 + share * (u1 - u0)
    at = at[(at >= ends[0] - _TOUCH) & (at <= ends[1] + _TOUCH)]
    before, after = at[at < 0], at[at > 0]
    if len(before) and len(after):
        yield float(after.min() - before.max())


def millimetres(content: str) -> float | None:
    """The length a dimension text gives: whole millimetres, metres with two or three decimals, feet and inches."""
    words = content.strip()
    value: float | None = None
    if _METRES.match(words):
        value = float(words.rstrip("mM ").replace(",", ".")) * 1000
    elif _WHOLE.match(words):
        value = float(re.sub(r"\D", "", words))
    elif words and (feet := _FEET.match(words)) and any(feet.groups()):
        whole, inches, over, under = (float(part or 0) for part in feet.groups())
        value = whole * _FOOT + (inches + (over / under if under else 0.0)) * _INCH
    return value if value is not None and value >= _LEAST_VALUE else None


def scale_bar(runs: Sequence[Run]) -> float | None:
    """The scale a scale bar gives; None without one, or when two disagree."""
    marks = [(run, found) for run in runs if not run.invisible and (found := _BAR_NUMBER.match(run.content.strip()))]
    scales: set[float] = set()
    for zero, found in marks:
        if float(found.group(1).replace(",", ".")) != 0:
            continue
        row = [
            ((run.box[0] + run.box[2]) / 2, float(mark.group(1).replace(",", ".")), mark.group(2) or "")
            for run, mark in marks
            if run.turn == zero.turn == 0.0 and abs(run.y - zero.y) <= zero.size / 2 and abs(run.size / zero.size - 1) <= _SPREAD
        ]  # fmt: skip
        scale = _of_bar(sorted(row), _unit_beside(zero, runs))
        if scale is not None:
            scales.add(scale)
    return scales.pop() if len(scales) == 1 else None


def _unit_beside(zero: Run, runs: Sequence[Run]) -> str:
    units = {
        run.content.strip()
        for run in runs
        if run.content.strip() in _BAR_UNITS and abs(run.y - zero.y) <= zero.size and run.x > zero.x
    }
    return units.pop() if len(units) == 1 else ""


def _of_bar(row: list[tuple[float, float, str]], beside: str) -> float | None:
    values = np.array([value for _, value, _ in row])
    places = np.array([x for x, _, _ in row])
    named = {unit for _, _, unit in row if unit} or ({beside} if beside else set())
    if len(row) < _BAR_MARKS or len(named) != 1 or values[0] != 0 or not (np.diff(values) > 0).all():
        return None
    per_unit = (places[-1] - places[0]) / values[-1]
    off = np.abs(places - places[0] - per_unit * values)
    # a number with its unit stands off the mark by half the unit's width
    if per_unit <= 0 or (off[:-1] > _SPREAD * (places[-1] - places[0])).any():
        return None
    if row[-1][2]:
        values, places = values[:-1], places[:-1]
    per_unit = float((places[-1] - places[0]) / (values[-1] - values[0]))
    return _usual(_BAR_UNITS[named.pop()] / (per_unit * MM))
