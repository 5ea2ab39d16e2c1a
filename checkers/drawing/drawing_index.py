"""Read the drawing index (图纸目录) that stands on a sheet, as the rows of a table.

Vocabulary
----------
heading   the line of column names: 序号, 图号, 图名, 图幅, 备注 …; 图号 and 图名 and one more make a drawing index
column    what lies between two upright lines of the table; without lines, between the names of two columns
row       texts on one level below the heading; a second line of a long title belongs to the row above it
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.model import Entities, IndexRow, Text
from checkers.drawing.table import saying
from checkers.drawing.title_labels import BLANKS

_COLUMNS: dict[str, tuple[str, ...]] = {
    "order": ("序号", "编号", "顺序号", "NO", "ITEM"),
    "number": (
        "图号", "图纸编号", "图纸号", "图别图号", "图纸图号", "DRAWINGNO", "DRAWINGNUMBER", "SHEETNO", "SHEETNUMBER", "DWGNO",
    ),
    "title": ("图名", "图纸名称", "图纸内容", "名称", "图纸目录名称", "TITLE", "DRAWINGTITLE", "SHEETTITLE", "SHEETNAME"),
    "size": ("图幅", "图纸规格", "规格", "幅面", "图纸尺寸", "图纸幅面", "SIZE", "SHEETSIZE"),
    "scale": ("比例", "SCALE"),
    "version": ("版次", "版本", "版本号", "修改版次", "REV", "REVISION"),
    "note": ("备注", "附注", "说明", "NOTE", "NOTES", "REMARKS"),
}  # fmt: skip
_COLUMN = {name: column for column, names in _COLUMNS.items() for name in names}
_OTHERS = frozenset({"张数", "页码", "日期", "专业", "图别", "DATE", "折合A1"})
"""columns that are there and not read"""
_SPACES = re.compile(r"[\s\u3000.:：]+")
_BLANKS = BLANKS + ".:："
_FIRST_LETTERS = frozenset(name[0] for name in (*_COLUMN, *_OTHERS))
_LEVEL = 0.7
"""letter heights within which texts stand on one line"""
_LONGEST_NAME = 16
_REACH = 60.0
"""letter heights to the side within which the table's lines are looked for"""
_GAP = 3.0
"""times the usual distance of rows that ends a table"""
_FIRST_GAP = 12.0
"""letter heights from the heading within which the first row stands"""
_MOST_ROWS = 2000
_UPRIGHT = 1e-4


@dataclass(frozen=True, slots=True)
class _Heading:
    """The names of columns on one line, from the left."""

    y: float
    height: float
    names: tuple[tuple[str, float], ...]
    """column and where its name begins"""


def index_of(texts: Sequence[Text], entities: Entities) -> tuple[IndexRow, ...]:
    """The rows of all drawing indexes on a sheet, from the top, tables beside each other from the left."""
    headings = _headings([text for text in saying(texts, _is_column) if text.height > 0])
    if not headings:
        return ()
    shown = [text for text in texts if text.visible and text.content.strip() and text.height > 0]
    at = np.array([(text.x, text.y) for text in shown], dtype=np.float64)
    bounds = shapely.bounds(entities.geometry).reshape(-1, 4)
    rows: list[IndexRow] = []
    for heading in headings:
        lower = [other.y for other in headings if other.y < heading.y - heading.height and _over(heading, other)]
        edges = _edges(heading, entities, bounds, _beyond(heading, headings))
        inside = (at[:, 0] >= edges[0]) & (at[:, 0] < edges[-1]) & (at[:, 1] < heading.y - _LEVEL * heading.height)
        if lower:
            inside &= at[:, 1] > max(lower)
        rows += _rows([shown[row] for row in np.flatnonzero(inside)], heading, edges)
    return tuple(rows)


def _headings(texts: Sequence[Text]) -> list[_Heading]:
    """The headings among the texts that name columns."""
    named = [(_COLUMN.get(_key(text.content), ""), text) for text in texts]
    found: list[_Heading] = []
    for column, text in named:
        if column != "number":
            continue
        level = [
            (other, beside)
            for other, beside in named
            if abs(beside.y - text.y) <= _LEVEL * max(text.height, beside.height)
        ]
        level.sort(key=lambda pair: pair[1].x)
        names = _one_table([(other, beside.x) for other, beside in level], text.x)
        columns = {name for name, _ in names}
        if {"number", "title"} <= columns and len(columns - {""}) > 2:  # noqa: PLR2004 (a title block has the two as well)
            found.append(_Heading(text.y, text.height, tuple(names)))
    return sorted(found, key=lambda heading: (-round(heading.y / heading.height), heading.names[0][1]))


def _is_column(content: str) -> bool:
    """Whether a text names a column of a drawing index."""
    if len(content) > _LONGEST_NAME or content.lstrip(_BLANKS)[:1].upper()[:1] not in _FIRST_LETTERS:
        return False
    key = _key(content)
    return key in _COLUMN or key in _OTHERS


def _key(content: str) -> str:
    return _SPACES.sub("", content).upper()


def _one_table(level: list[tuple[str, float]], at: float) -> list[tuple[str, float]]:
    """The run of different column names around a place; a name that comes again begins another table."""
    runs: list[list[tuple[str, float]]] = [[]]
    for name, x in level:
        if name and name in {known for known, _ in runs[-1]}:
            runs.append([])
        runs[-1].append((name, x))
    return next(run for run in runs if any(x == at for _, x in run))


def _over(upper: _Heading, lower: _Heading) -> bool:
    """Whether two headings stand one above the other."""
    return upper.names[0][1] <= lower.names[-1][1] and lower.names[0][1] <= upper.names[-1][1]


def _beyond(heading: _Heading, headings: Sequence[_Heading]) -> tuple[float, float]:
    """How far to both sides the table may reach before another one on its level begins."""
    left, right = heading.names[0][1], heading.names[-1][1]
    level = [other for other in headings if abs(other.y - heading.y) <= heading.height]
    before = [other.names[-1][1] for other in level if other.names[-1][1] < left]
    after = [other.names[0][1] for other in level if other.names[0][1] > right]
    reach = _REACH * heading.height
    return max([*before, left - reach]), min([*after, right + reach])


def _edges(
    heading: _Heading, entities: Entities, bounds: NDArray[np.float64], beyond: tuple[float, float]
) -> NDArray[np.float64]:
    """The n + 1 places across that part n columns: upright lines through the heading, else between the names."""
    middle = heading.y + heading.height / 2
    crossing = (bounds[:, 1] <= middle) & (bounds[:, 3] >= middle) & entities.visible
    crossing &= (bounds[:, 0] <= beyond[1]) & (bounds[:, 2] >= beyond[0])
    lines = _uprights(entities.geometry[crossing], middle)
    lines = lines[(lines > beyond[0]) & (lines < beyond[1])]
    starts = [x for _, x in heading.names]
    edges: list[float] = []
    for before, after in zip([-np.inf, *starts], [*starts, np.inf], strict=True):
        between = lines[(lines > before) & (lines <= after)]
        if len(between):
            # of several lines the one beside the name is the edge of its column; right of the last name, the nearest
            edges.append(float(between.min() if np.isinf(after) else between.max()))
        elif np.isinf(before):
            edges.append(after - 4 * heading.height)
        elif np.isinf(after):
            edges.append(beyond[1])
        else:
            edges.append(before + (after - before) / 2)
    return np.array(edges)


def _uprights(geometry: NDArray[np.object_], level: float) -> NDArray[np.float64]:
    """Where across upright strokes cross a level."""
    lines = [line for line in shapely.get_parts(shapely.boundary(geometry[shapely.get_type_id(geometry) == 3]))]  # noqa: C416, PLR2004 (Polygon)
    lines += list(geometry[shapely.get_type_id(geometry) == 1])
    found: list[float] = []
    for line in lines:
        points = shapely.get_coordinates(line)
        first, last = points[:-1], points[1:]
        upright = np.abs(first[:, 0] - last[:, 0]) <= _UPRIGHT * np.abs(first[:, 1] - last[:, 1])
        low, high = np.minimum(first[:, 1], last[:, 1]), np.maximum(first[:, 1], last[:, 1])
        found += first[upright & (low <= level) & (high >= level), 0].tolist()
    return np.unique(np.round(found, 4))


def _rows(texts: Sequence[Text], heading: _Heading, edges: NDArray[np.float64]) -> list[IndexRow]:
    levels: list[list[Text]] = []
    for text in sorted(texts, key=lambda text: -text.y)[: 10 * _MOST_ROWS]:
        if levels and levels[-1][0].y - text.y <= _LEVEL * text.height:
            levels[-1].append(text)
        else:
            levels.append([text])
    found: list[dict[str, str]] = []
    last = heading.y
    apart: list[float] = []
    for level in levels[:_MOST_ROWS]:
        down = last - level[0].y
        usual = float(np.median(apart)) if apart else 0.0
        if down > (_GAP * usual if usual else _FIRST_GAP * heading.height):
            break
        cells = _cells(level, heading, edges)
        last = level[0].y
        if not cells:
            continue
        if found and set(cells) == {"title"} and usual and down < 0.75 * usual:
            found[-1]["title"] = found[-1].get("title", "") + cells["title"]
            continue
        if found:
            apart.append(down)
        found.append(cells)
    # a second line of the heading says the names of the columns in another language
    rows = (cells for cells in found if _key(cells.get("number", "")) not in _COLUMN)
    return [IndexRow(**cells) for cells in rows if cells.get("number") or cells.get("title")]


def _cells(level: Sequence[Text], heading: _Heading, edges: NDArray[np.float64]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for text in sorted(level, key=lambda text: text.x):
        column = int(np.searchsorted(edges, text.x, side="right")) - 1
        if 0 <= column < len(heading.names) and heading.names[column][0]:
            name = heading.names[column][0]
            cells[name] = f"{cells[name]} {text.content.strip()}" if name in cells else text.content.strip()
    return cells
