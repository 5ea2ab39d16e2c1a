"""What the spaces and blocks of a document draw, whether ezdxf or the lane has read it.

Vocabulary
----------
single    an entity of the lane made anew by ezdxf out of its own bytes, as it is too difficult for columns
look      what decides how an entity is drawn: layer, colour, line type and the like; many entities share one
stretch   entities of the lane that follow each other in the drawing order
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, cast

import numpy as np
from ezdxf import reorder
from ezdxf.entities import factory
from ezdxf.entities.dimension import Dimension
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.subentity import LinkedEntities
from ezdxf.lldxf.extendedtags import ExtendedTags
from ezdxf.lldxf.tagger import ascii_tags_loader, tag_compiler

from checkers.drawing import plot_kinds, plot_lane_paths
from checkers.drawing.lane_kinds import KINDS, PARTS
from checkers.drawing.lane_strokes import in_space
from checkers.drawing.plot_recording import Matrix

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.layouts.base import BaseLayout
    from numpy.typing import NDArray

    from checkers.drawing.lane import Lane
    from checkers.drawing.plot_lane_paths import Paths
    from checkers.drawing.tags import Rows

INSERT, DIMENSION = KINDS.index("INSERT"), KINDS.index("DIMENSION")

_HANDLE, _NAME, _PLACE, _OFFSET, _NORMAL_X, _INVISIBLE = 5, 2, 10, 12, 210, 60
_LOOK = (8, 62, 420, 370, 6, 48, 440, _INVISIBLE)
_LAST = 0xFFFFFFFFFFFFFFFF
"""what AutoCAD takes a sort handle of 0 for"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entities of the lane, by their numbers, in drawing order."""

    entities: Rows


Drawn = DXFGraphic | Stretch


@dataclass(frozen=True, slots=True)
class Placing:
    """A block placed by an entity of the lane."""

    name: str
    matrices: list[Matrix]
    """one for each element of an array; none when the block is tilted"""
    at: tuple[float, float]
    """where the entity says it is, in drawing units"""


class Contents:
    """The entities of all spaces and blocks of a document; with a lane, the document holds only the rest of them."""

    def __init__(self, document: Drawing, lane: Lane | None = None) -> None:
        self.document = document
        self.lane = None if lane is None else LaneEntities(lane, document)

    def space(self, space: BaseLayout) -> Iterable[Drawn]:
        """What a layout draws, in its redraw order."""
        model = space.layout_key == self.document.modelspace().layout_key
        return self._of(space, 0) if self.lane is not None and model else plot_kinds.in_order(space)

    def knows(self, name: str) -> bool:
        """Whether there is a block of this name."""
        return name in self.document.blocks or self._number(name) > 0

    def is_outside(self, name: str) -> bool:
        """Whether the block is kept in another file that did not come along."""
        block = self.document.blocks.get(name)
        return block is not None and block.block is not None and bool(block.block.is_xref) and not len(block)

    def block(self, name: str) -> Iterable[Drawn]:
        """What a block draws, in its redraw order, without attribute definitions."""
        block, number = self.document.blocks.get(name), self._number(name)
        return self._of(block, number) if number else plot_kinds.in_order(block)

    def whole(self, name: str) -> list[DXFGraphic]:
        """What a block draws as single entities, in the order of the file; costs as much as reading it by ezdxf."""
        block, number = self.document.blocks.get(name), self._number(name)
        if self.lane is None or not number:
            return list(block or ())
        found: list[DXFGraphic] = []
        for piece in self.lane.mixed(number, list(block or ()), {}):
            entities = [piece] if isinstance(piece, DXFGraphic) else map(self.lane.entity, piece.entities.tolist())
            for entity in entities:
                if isinstance(entity, Dimension) and self._number(entity.dxf.get("geometry", "")):
                    entity.virtual_block_content = self.whole(entity.dxf.geometry)
                found.append(entity)
        return found

    def size(self, name: str) -> tuple[int, Counter[str]]:
        """How many entities a block has besides references, and how often it places which other blocks."""
        plain, placed = 0, Counter[str]()
        for entity in self.document.blocks.get(name) or ():
            if isinstance(entity, Insert):
                placed[entity.dxf.name] += max(1, entity.mcount)
            else:
                plain += 1
        number = self._number(name)
        if self.lane is not None and number:
            more, others = self.lane.size(number)
            return plain + more, placed + others
        return plain, placed

    def _number(self, name: str) -> int:
        return 0 if self.lane is None else self.lane.numbers.get(name.lower(), 0)

    def _of(self, layout: BaseLayout | None, number: int) -> Iterable[Drawn]:
        assert self.lane is not None
        if not len(self.lane.heads(number)):
            return plot_kinds.in_order(layout)
        order: dict[str, str] = {}
        if layout is not None:
            try:
                order = dict(layout.get_redraw_order())
            except (TypeError, ValueError):
                order = {}
        rest = [entity for entity in layout or () if entity.dxftype() != "ATTDEF"]
        return self.lane.mixed(number, rest, order)


class LaneEntities:
    """The lane's entities as the plot needs them."""

    def __init__(self, lane: Lane, document: Drawing) -> None:
        self.lane, self.document = lane, document
        entities = lane.entities
        dots = int(document.header.get("$PDMODE", 0)) == 0
        self.paths: Paths = plot_lane_paths.paths(lane, dots=dots)
        self.path = np.full(len(entities), -1, np.int64)
        self.path[self.paths.entity] = np.arange(len(self.paths.entity))
        self.numbers = {block.name.lower(): number for number, block in enumerate(entities.blocks, start=1)}
        parts = [KINDS.index(part) for part in PARTS]
        self._heads = np.flatnonzero(lane.taken & ~np.isin(entities.kind, parts))
        self._by_definition = np.argsort(entities.definition[self._heads], kind="stable")
        self._first = np.searchsorted(
            entities.definition[self._heads][self._by_definition], np.arange(len(entities.blocks) + 2)
        )
        self.look, self.example = self._looks()

    def heads(self, definition: int) -> Rows:
        """The lane's entities of a definition, in the order of the file."""
        low, high = self._first[definition : definition + 2]
        found: Rows = self._heads[self._by_definition[low:high]]
        return found

    def size(self, definition: int) -> tuple[int, Counter[str]]:
        """How many entities besides references the lane has of a block, and how often it places which others."""
        heads = self.heads(definition)
        references = heads[self.lane.entities.kind[heads] == INSERT]
        placed = Counter[str]()
        for entity in references.tolist():
            low, high = self._placed_at(entity)
            placed[self.lane.placed.name[self.lane.placed.named[self._placed_order[low]]]] += high - low
        return len(heads) - len(references), placed

    def mixed(self, definition: int, rest: list[DXFGraphic], order: dict[str, str]) -> Iterator[Drawn]:
        """Everything of a definition in drawing order; ``rest`` is what ezdxf has of it, ``order`` its sort handles."""
        heads = self.heads(definition)
        places = self._places(definition, rest)
        every: NDArray[np.int64] = np.concatenate((heads, -1 - np.arange(len(rest))))
        keys = [np.concatenate((heads, places))]
        if order:
            try:
                keys.append(self._sort_handles(heads, rest, order))
            except (TypeError, ValueError):
                keys = keys[:1]
        every = every[np.lexsort(keys)]
        for fast, group in groupby(every.tolist(), key=lambda number: number >= 0):
            if fast:
                yield Stretch(np.fromiter(group, np.int64))
            else:
                for number in group:
                    yield rest[-1 - number]

    def _places(self, definition: int, rest: list[DXFGraphic]) -> NDArray[np.float64]:
        """Where ezdxf's entities stand in the file, as far as they can be found there; one not found follows the last."""
        entities = self.lane.entities
        known = self._left.get(definition, {})
        left = list(known.values())
        places = np.empty(len(rest))
        before = -1.0
        for index, entity in enumerate(rest):
            place = known.get((entity.dxf.handle or "").upper())
            if place is None and len(left) == len(rest) and not entities.tags.where(_HANDLE).size:
                place = left[index]
            before = places[index] = before + 1e-6 if place is None else float(place)
        return places

    @cached_property
    def _left(self) -> dict[int, dict[str, int]]:
        """For each definition, the handles of what the lane leaves to ezdxf, with their numbers in the file."""
        entities = self.lane.entities
        parts = [KINDS.index(part) for part in PARTS]
        left = np.flatnonzero((entities.definition >= 0) & ~self.lane.taken & ~np.isin(entities.kind, parts))
        rows = entities.first(left, _HANDLE)
        texts = iter(entities.tags.texts(rows[rows >= 0], entities.encoding))
        found: dict[int, dict[str, int]] = {}
        for entity, row, definition in zip(
            left.tolist(), rows.tolist(), entities.definition[left].tolist(), strict=True
        ):
            handle = next(texts).strip().upper() if row >= 0 else f" {entity}"
            found.setdefault(definition, {})[handle] = entity
        return found

    def _sort_handles(self, heads: Rows, rest: list[DXFGraphic], order: dict[str, str]) -> NDArray[np.uint64]:
        entities = self.lane.entities
        rows = entities.first(heads, _HANDLE)
        handles = [""] * len(heads)
        there = np.flatnonzero(rows >= 0)
        for at, text in zip(there.tolist(), entities.tags.texts(rows[there], entities.encoding), strict=True):
            handles[at] = text.strip()
        handles += [entity.dxf.handle or "" for entity in rest]
        sort = [int(order.get(handle, handle) or "0", 16) or _LAST for handle in handles]
        return np.array([min(number, _LAST) for number in sort], np.uint64)

    def entity(self, number: int) -> DXFGraphic:
        """One entity made by ezdxf out of its own bytes, with its vertices or attributes."""
        made = self._made(number)
        if isinstance(made, LinkedEntities):
            part, kind, taken = number + 1, self.lane.entities.kind, self.lane.taken
            while part < len(kind) and taken[part] and KINDS[kind[part]] in PARTS and KINDS[kind[part]] != "SEQEND":
                made.link_entity(self._made(part))
                part += 1
        return made

    def _made(self, number: int) -> DXFGraphic:
        entities, tags = self.lane.entities, self.lane.entities.tags
        low = int(tags.line[entities.row[number]])
        following = int(entities.row[number + 1])
        high = int(tags.line[following]) if following < len(tags) else int(tags.end[-1]) + 1
        text = bytes(tags.data.data[low:high]).decode(entities.encoding, "surrogateescape")
        compiled = ExtendedTags(tag_compiler(ascii_tags_loader(io.StringIO(text))))
        return cast("DXFGraphic", factory.load(compiled, self.document))

    def attributes(self, number: int) -> list[DXFGraphic]:
        """The attributes of a reference."""
        made: list[DXFGraphic] = []
        part, kind, taken = number + 1, self.lane.entities.kind, self.lane.taken
        while part < len(kind) and taken[part] and KINDS[kind[part]] == "ATTRIB":
            made.append(self._made(part))
            part += 1
        return made

    def placing(self, number: int) -> Placing:
        """What a reference places and where."""
        placed, (low, high) = self.lane.placed, self._placed_at(number)
        rows = self._placed_order[low:high]
        turn, shift = placed.turn[rows], placed.shift[rows]
        tilted = np.abs(turn[:, 2, :2]).sum(axis=1).max(initial=0.0) > _TILT
        whole = np.concatenate((turn[:, 0, :2], turn[:, 1, :2], shift[:, :2]), axis=1)
        usual = not tilted and bool(np.isfinite(whole).all())
        matrices = [cast("Matrix", tuple(row)) for row in whole.tolist()] if usual else []
        return Placing(placed.name[placed.named[rows[0]]], matrices, self.at(number))

    def geometry(self, number: int) -> str:
        """The name of the block that draws a dimension, when it is to be drawn where it stands; otherwise empty."""
        low, _ = self._placed_at(number)
        row = self._placed_order[low]
        placed = self.lane.placed
        if number in self._odd_dimensions or placed.shift[row].any():
            return ""
        return placed.name[placed.named[row]]

    @cached_property
    def _odd_dimensions(self) -> frozenset[int]:
        picked = self.lane.values.picked("DIMENSION", self.lane.taken)
        tilted = (np.abs(picked.normal() - (0.0, 0.0, 1.0)) > _TILT).any(axis=1)
        return frozenset(picked.entity[tilted].tolist())

    def at(self, number: int) -> tuple[float, float]:
        """The point an entity names first."""
        row = int(self.lane.entities.first(np.array([number]), _PLACE)[0])
        x, y = self.lane.values.number[row : row + 2].tolist()
        return x, y

    def is_invisible(self, number: int) -> bool:
        """Whether an entity says that it does not show."""
        row = int(self.lane.entities.first(np.array([number]), _INVISIBLE)[0])
        return row >= 0 and bool(self.lane.values.number[row] != 0)

    @cached_property
    def _placed_order(self) -> Rows:
        return np.argsort(self.lane.placed.entity, kind="stable")

    @cached_property
    def _placed_first(self) -> Rows:
        order = self.lane.placed.entity[self._placed_order]
        return np.searchsorted(order, np.arange(len(self.lane.entities) + 1))

    def _placed_at(self, number: int) -> tuple[int, int]:
        low, high = self._placed_first[number : number + 2].tolist()
        return low, high

    def _looks(self) -> tuple[NDArray[np.int64], Rows]:
        """The look of each entity, and for each look the first entity that has it."""
        entities, tags = self.lane.entities, self.lane.entities.tags
        wanted = np.zeros(len(entities), np.bool_)
        wanted[self._heads] = True
        key = entities.kind.astype(np.int64)
        for code in _LOOK:
            rows = tags.where(code)
            rows = rows[wanted[entities.entity[rows]]][::-1]
            words = tags.words(rows[::-1], entities.encoding)
            said = np.zeros(len(entities), np.int64)
            said[entities.entity[rows]] = words.number[::-1] + 1
            _, key = np.unique(key * (len(words.known) + 1) + said, return_inverse=True)
            key = key.reshape(-1)
        _, first, number = np.unique(key[self._heads], return_index=True, return_inverse=True)
        look = np.full(len(entities), -1, np.int64)
        look[self._heads] = number.reshape(-1)
        return look, self._heads[first]


_TILT = 1e-9

del in_space, reorder, Iterable, _NAME, _OFFSET, _NORMAL_X
