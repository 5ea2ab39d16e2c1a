"""Lines that meet end to end, and the outlines they draw together.

Vocabulary
----------
chain   open lines that meet end to end
free    an end of a chain at which no other line, or an even number of others, goes on
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Polygon, STRtree
from shapely.ops import polygonize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

MEETS = 0.001 + 1e-6
"""metres: ends this near are one point, as drawn to the millimetre, and what coordinates of many digits add"""

TOO_MANY = 20_000
"""open lines on one layer of one sheet: more are a pattern, not outlines"""


def outlines(lines: Sequence[LineString]) -> Iterator[tuple[Polygon, list[int]]]:
    """Outlines that several lines draw together, each with the numbers of its lines; none when lines are too many."""
    if len(lines) > TOO_MANY:
        return
    if not lines:
        return
    ends = _ends(lines)
    met = ends[_merged(ends)]
    for chain, free in joined(lines):
        if free:
            continue
        faces = list(polygonize([_between(lines[index], met[2 * index], met[2 * index + 1]) for index in chain]))
        if len(faces) == 1:
            yield faces[0], chain


def _between(line: LineString, start: NDArray[np.float64], end: NDArray[np.float64]) -> LineString:
    """The line with its ends moved onto the ends they meet."""
    corners = shapely.get_coordinates(line)
    return LineString(np.vstack([start, corners[1:-1], end]))


def _ends(lines: Sequence[LineString]) -> NDArray[np.float64]:
    """Start and end of every line, one after the other: shape (2n, 2)."""
    places, of = shapely.get_coordinates(np.array(lines, dtype=object), return_index=True)
    last = np.append(np.flatnonzero(np.diff(of)), len(of) - 1)
    first = np.concatenate([[0], last[:-1] + 1])
    ends: NDArray[np.float64] = places[np.column_stack([first, last]).ravel()]
    return ends


def joined(lines: Sequence[LineString]) -> Iterator[tuple[list[int], list[tuple[float, float]]]]:
    """Chains of line numbers with their free ends; a chain without free ends closes, one with forks has many."""
    if not lines:
        return
    ends = _ends(lines)
    node = _merged(ends)
    chain_of = _components(node, len(lines))
    order = np.argsort(chain_of, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(chain_of[order])) + 1):
        chain = [int(index) for index in members]
        degree = Counter(int(node[2 * index + side]) for index in chain for side in range(2))
        free = [place for place, count in degree.items() if count % 2]
        yield chain, [(float(ends[place][0]), float(ends[place][1])) for place in free]


def _merged(ends: NDArray[np.float64]) -> NDArray[np.intp]:
    """For each end the number of the first end at the same place."""
    points = np.asarray(shapely.points(ends))
    one, other = STRtree(points).query(points, predicate="dwithin", distance=MEETS)
    node = np.arange(len(ends))
    np.minimum.at(node, one, other)
    while True:
        again = node[node]
        if np.array_equal(again, node):
            return node
        node = again


def _components(node: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """For each line the number of its chain, counted from 0."""
    label = np.arange(len(node))
    starts, stops = node[0::2], node[1::2]
    while True:
        low = np.minimum(label[starts], label[stops])
        before = label.copy()
        np.minimum.at(label, starts, low)
        np.minimum.at(label, stops, low)
        label = label[label]
        if np.array_equal(before, label):
            break
    _, number = np.unique(label[starts], return_inverse=True)
    return np.asarray(number, dtype=np.intp)[:count]
