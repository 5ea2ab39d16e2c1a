"""Count how many entities a block unfolds into, before anything is unfolded.

Vocabulary
----------
weight   entities a block draws when all it places is unfolded; a few kilobytes can nest into billions
shell    a block that only the fast lane holds
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from checkers.drawing.foreign import Entity

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.layouts.base import BaseLayout

    from checkers.drawing.lane_tables import LaneTables

DIMENSIONS = frozenset({"DIMENSION", "ARC_DIMENSION", "LARGE_RADIAL_DIMENSION"})


class Weights:
    """The weights of one document's blocks, each counted once."""

    def __init__(self, doc: Drawing, lane: LaneTables | None = None, shells: Collection[str] = ()) -> None:
        """``shells``: lower-case names of blocks the document does not hold."""
        self.doc = doc
        self.lane = lane
        self.shells = shells
        self._known: dict[str, int | None] = {}
        self._counted = {
            name: sum(count for kind, count in counts.items() if kind != "INSERT")
            for name, counts in (lane.counts.items() if lane else ())
        }

    def of(self, name: str) -> int | None:
        """How many entities a block draws when unfolded; None when it contains itself."""
        key = name.lower()
        if key in self._known:
            return self._known[key]
        path: list[tuple[str, list[tuple[str, int]]]] = [(key, self._placed(key))]
        open_names = {key}
        while path:
            current, children = path[-1]
            unknown = next((child for child, _ in children if child not in self._known), None)
            if unknown is None:
                self._known[current] = self._sum(current, children)
                open_names.discard(current)
                path.pop()
            elif unknown in open_names:
                self._known[unknown] = None
                open_names.discard(unknown)
            else:
                open_names.add(unknown)
                path.append((unknown, self._placed(unknown)))
        return self._known[key]

    def _sum(self, name: str, children: list[tuple[str, int]]) -> int | None:
        if name in self._known and self._known[name] is None:
            return None
        total = self._counted.get(name, 0)
        if name not in self.shells:
            total += sum(entity.dxftype() != "INSERT" for entity in self.doc.blocks.get(name) or ())
        for child, copies in children:
            weight = self._known[child]
            if weight is None:
                return None
            total += copies * max(weight, 1)
        return total

    def _placed(self, name: str) -> list[tuple[str, int]]:
        layout: BaseLayout | None = None if name in self.shells else self.doc.blocks.get(name)
        found: list[tuple[str, int]] = [
            (child, often) for child, _, often in (self.lane.edges.get(name, ()) if self.lane else ())
        ]
        for entity in layout or ():
            kind = entity.dxftype()
            if kind == "INSERT":
                found.append((str(entity.dxf.get("name", "")).lower(), copies_of(entity)))
            elif kind in DIMENSIONS and entity.dxf.hasattr("geometry"):
                found.append((str(entity.dxf.geometry).lower(), 1))
        return found


def copies_of(insert: Entity) -> int:
    """How many elements an array has; 1 for a single reference."""
    dxf = insert.dxf
    return max(1, int(dxf.get("row_count", 1) or 1)) * max(1, int(dxf.get("column_count", 1) or 1))
