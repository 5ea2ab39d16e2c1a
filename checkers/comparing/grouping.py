"""Single changes told together: what lies near each other and changed in the same way is one line of the list.

Vocabulary
----------
item        one thing that changed, with its place on the old and on the new sheet
group       items of one kind near each other
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from shapely import STRtree
from shapely.geometry import GeometryCollection

from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

NEAR = 5.0
"""millimetres on paper between things that are told together"""

NEAR_WHEN_MANY = 25.0
"""the same where so much changed that nobody reads it piece by piece"""

MANY = 500
"""things of one kind from which there are many"""

WORDS_SHOWN = 3
"""writings of a group that are quoted; the others are counted"""

MOST_HANDLES = 200
"""handles kept for a group"""

MILLIMETRES = 1000.0
"""in a metre"""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that changed."""

    kind: str
    """added, removed, moved, redimensioned or text"""
    words: Words
    """what is said of it; empty where only the group says something"""
    old_mm: BaseGeometry | None
    new_mm: BaseGeometry | None
    handles: tuple[str, ...]
    shift: tuple[float, float] | None = None
    """millimetres on the new paper, of what moved"""
    count: int = 1
    """pieces in it"""
    lengths: tuple[float, float] | None = None
    """millimetres on the new paper, of what was stretched: before and after"""
    named: bool = False
    """says all there is to say by itself and is never put together with others"""
    written: bool = False
    """a writing that came or went"""


def components(lines: NDArray[np.object_], distance: float) -> list[NDArray[np.intp]]:
    """Rows of the geometries that hang together with no gap wider than ``distance``, in the order of their first."""
    if not len(lines):
        return []
    first, second = STRtree(lines).query(lines, predicate="dwithin", distance=distance)
    links = coo_matrix((np.ones(len(first), np.bool_), (first, second)), shape=(len(lines), len(lines)))
    _, label = connected_components(links, directed=False)
    order = np.argsort(label, kind="stable")
    return list(np.split(order, np.flatnonzero(np.diff(label[order])) + 1))


def grouped(items: Sequence[Item], *, unit: float | None) -> list[Item]:
    """The items with near ones of a kind told together, every one in words.

    ``unit`` is metres of the model for a millimetre of the new sheet; None where the scale is not known, and then
    lengths are told in millimetres on paper.
    """
    told: list[Item] = [each for each in items if each.named]
    kinds: dict[tuple[str, tuple[float, float] | None], list[Item]] = defaultdict(list)
    for each in items:
        if not each.named:
            kinds[each.kind, each.shift].append(each)
    for (kind, _), members in kinds.items():
        places = np.array([_place(each) for each in members], dtype=object)
        near = NEAR_WHEN_MANY if len(members) > MANY else NEAR
        told += [_together(kind, [members[row] for row in rows], unit) for rows in components(places, near)]
    return told


def _place(item: Item) -> BaseGeometry:
    place = item.new_mm if item.new_mm is not None else item.old_mm
    assert place is not None
    return place


def _together(kind: str, members: list[Item], unit: float | None) -> Item:
    handles = tuple(dict.fromkeys(handle for each in members for handle in each.handles))[:MOST_HANDLES]
    return Item(
        kind,
        _said(kind, members, unit),
        _union([each.old_mm for each in members]),
        _union([each.new_mm for each in members]),
        handles,
        shift=members[0].shift,
        count=sum(each.count for each in members),
    )


def _union(places: list[BaseGeometry | None]) -> BaseGeometry | None:
    there = [each for each in places if each is not None]
    if not there:
        return None
    if len(there) == 1:
        return there[0]
    parts = shapely.get_parts(np.array(there, dtype=object))
    return GeometryCollection(list(parts)) if len(set(shapely.get_type_id(parts))) > 1 else shapely.union_all(parts)


def _said(kind: str, members: list[Item], unit: float | None) -> Words:
    if kind == "moved":
        shift = members[0].shift
        assert shift is not None
        return _moved(shift, sum(each.count for each in members), unit)
    if kind == "redimensioned":
        return _stretched(members, unit)
    verb = Words("新增", "added") if kind == "added" else Words("删除", "removed")
    quoted = [each.words for each in members if each.written]
    strokes = sum(each.count for each in members if not each.written)
    zh, en = [], []
    if strokes:
        zh.append(f"图线 {strokes} 段")
        en.append(f"{strokes} lines")
    if quoted:
        more = len(quoted) - WORDS_SHOWN
        zh.append(
            "文字 " + "、".join(each.zh for each in quoted[:WORDS_SHOWN]) + (f" 等 {len(quoted)} 处" * (more > 0))
        )
        en.append("text " + ", ".join(each.en for each in quoted[:WORDS_SHOWN]) + (f" and {more} more" * (more > 0)))
    return Words(f"{verb.zh}{'，'.join(zh)}", f"{verb.en} {', '.join(en)}")


def _moved(shift: tuple[float, float], count: int, unit: float | None) -> Words:
    right, up = shift
    far, near = _length(float(np.hypot(right, up)), unit)
    across_zh, across_en = ("右", "right") if right >= 0 else ("左", "left")
    along_zh, along_en = ("上", "up") if up >= 0 else ("下", "down")
    right_zh, right_en = _length(abs(right), unit)
    up_zh, up_en = _length(abs(up), unit)
    return Words(
        f"移动 {far}（向{across_zh} {right_zh}，向{along_zh} {up_zh}），共 {count} 件",
        f"moved by {near} ({across_en} {right_en}, {along_en} {up_en}), {count} things",
    )


def _stretched(members: list[Item], unit: float | None) -> Words:
    pairs = list(dict.fromkeys(_lengths(each, unit) for each in members))
    shown = pairs[:WORDS_SHOWN]
    more = len(pairs) - len(shown)
    return Words(
        "图线长度 " + "、".join(zh for zh, _ in shown) + (f" 等 {len(members)} 处" * (more > 0)),
        "length of a line " + ", ".join(en for _, en in shown) + (f" and {more} more" * (more > 0)),
    )


def _lengths(item: Item, unit: float | None) -> tuple[str, str]:
    assert item.lengths is not None
    was, is_ = (_length(each, unit) for each in item.lengths)
    return f"{was[0]} → {is_[0]}", f"{was[1]} → {is_[1]}"


def _length(paper_mm: float, unit: float | None) -> tuple[str, str]:
    """A length in words, to a millimetre of the building, or on paper where the scale is not known."""
    if unit is None:
        return f"图上 {paper_mm:.1f} mm", f"{paper_mm:.1f} mm on paper"
    real = f"{paper_mm * unit * MILLIMETRES:.0f} mm"
    return real, real
