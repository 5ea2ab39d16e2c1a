"""The entities of a file that the lane reads, as its plot needs them: paths, looks, order, placings and single ones.

Vocabulary
----------
single    an entity of the lane made anew by ezdxf out of its own bytes, as it is too difficult for columns
look      what decides how an entity is drawn: layer, colour, line type and the like; many entities share one
stretch   entities of the lane that follow each other in the drawing order
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, cast

import numpy as np
from ezdxf.entities import factory
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.subentity import LinkedEntities
from ezdxf.lldxf.extendedtags import ExtendedTags
from ezdxf.lldxf.tagger import ascii_tags_loader, tag_compiler

from checkers.drawing import plot_lane_paths, plot_lane_tags, plot_lane_texts
from checkers.drawing.lane_kinds import EXTENDED, KINDS, PARTS
from checkers.drawing.tags import NotPlain

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.lldxf.types import DXFTag
    from numpy.typing import NDArray

    from checkers.drawing.lane import Lane
    from checkers.drawing.plot_lane_paths import Paths
    from checkers.drawing.tags import Rows

_INSERT = KINDS.index("INSERT")
_HANDLE, _PLACE = 5, 10
_LOOK = (8, 62, 420, 370, 6, 48, 440, 60)
_TILT = 1e-9
_END = "  0\nEOF\n"
_NAMELESS = " "
"""begins what stands for the handle of an entity that has none"""
_SHAPELESS = ("VERTEX", "SEQEND")
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
    matrices: list[list[float]]
    """one for each element of an array; none when the block does not lie in the plane"""


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
        self.look, self._first_of_look = self._looks()
        self._examples: dict[int, DXFGraphic] = {}
        self._texts = plot_lane_texts.texts(lane)

    def heads(self, definition: int) -> Rows:
        """The lane's entities of a definition, in the order of the file."""
        low, high = self._first[definition : definition + 2]
        found: Rows = self._heads[self._by_definition[low:high]]
        return found

    def size(self, definition: int) -> tuple[int, Counter[str]]:
        """How many entities besides references the lane has of a block, and how often it places which others."""
        heads = self.heads(definition)
        references = heads[self.lane.entities.kind[heads] == _INSERT]
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
                    if rest[-1 - number].dxftype() != "ATTDEF":
                        yield rest[-1 - number]

    def _places(self, definition: int, rest: list[DXFGraphic]) -> NDArray[np.float64]:
        """Where ezdxf's entities stand in the file, as far as they can be found there; one not found follows the last."""
        known = self._left.get(definition, {})
        left = list(known.values())
        nameless = len(left) == len(rest) and all(handle.startswith(_NAMELESS) for handle in known)
        places = np.empty(len(rest))
        before = -1.0
        for index, entity in enumerate(rest):
            place = known.get((entity.dxf.handle or "").upper())
            if place is None and nameless:
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
            handle = next(texts).strip().upper() if row >= 0 else f"{_NAMELESS}{entity}"
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
        text = self._text(number)
        return self._parsed(number) if text is None else text

    def _text(self, number: int) -> DXFGraphic | None:
        texts = self._texts.get(self.kind(number))
        return None if texts is None else texts.made(number, self.example(int(self.look[number])), self.document)

    def _parsed(self, number: int) -> DXFGraphic:
        entities, tags = self.lane.entities, self.lane.entities.tags
        low, high = int(entities.row[number]), int(entities.row[number + 1])
        code = tags.code[low:high].tolist()
        if max(code) < EXTENDED:
            lines = bytes(tags.data.data[int(tags.start[low]) : int(tags.end[high - 1])])
            value = lines.decode(entities.encoding, "surrogateescape").split("\n")[::2]
            if len(value) == len(code):
                return self._loaded(plot_lane_tags.compiled(code, value))
        first, last = (int(tags.end[row - 1]) + 1 if row else 0 for row in (low, high))
        text = bytes(tags.data.data[first:last]).decode(entities.encoding, "surrogateescape")
        # the compiler looks beyond a point for its height, and loses one that stands at the very end
        *compiled, _ = tag_compiler(ascii_tags_loader(io.StringIO(text + _END)))
        return self._loaded(compiled)

    def _loaded(self, compiled: list[DXFTag]) -> DXFGraphic:
        made = cast("DXFGraphic", factory.load(ExtendedTags(compiled), self.document))
        # ezdxf would look for its dictionary when it copies the entity, and that may have gone with a shell
        made.extension_dict = None
        return made

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
        low, high = self._placed_at(number)
        row = self._placed_order[low]
        tilted = bool(self._tilted[low:high].any())
        placed = self.lane.placed
        return Placing(placed.name[placed.named[row]], [] if tilted else self._matrices[low:high].tolist())

    def geometry(self, number: int) -> str:
        """The name of the block that draws a dimension, when it is to be drawn where it stands; otherwise empty."""
        low, _ = self._placed_at(number)
        row = self._placed_order[low]
        placed = self.lane.placed
        if self._tilted[low] or placed.shift[row].any():
            return ""
        return placed.name[int(placed.named[row])]

    @cached_property
    def _matrices(self) -> NDArray[np.float64]:
        """(m, 6): for each placed block, in the order of the entities."""
        turn, shift = self.lane.placed.turn[self._placed_order], self.lane.placed.shift[self._placed_order]
        return np.concatenate((turn[:, 0, :2], turn[:, 1, :2], shift[:, :2]), axis=1)

    @cached_property
    def _tilted(self) -> NDArray[np.bool_]:
        """For each placed block, in the order of the entities, whether it cannot be placed in the plane."""
        turn = self.lane.placed.turn[self._placed_order]
        tilted = np.abs(turn[:, 2, :2]).sum(axis=1) > _TILT
        tilted |= ~np.isfinite(self._matrices).all(axis=1)
        picked = self.lane.values.picked("DIMENSION", self.lane.taken)
        odd = picked.entity[(np.abs(picked.normal() - (0.0, 0.0, 1.0)) > _TILT).any(axis=1)]
        return np.asarray(tilted | np.isin(self.lane.placed.entity[self._placed_order], odd), np.bool_)

    @cached_property
    def _at(self) -> NDArray[np.float64]:
        """(n, 2): the point each reference and dimension names first."""
        at = np.zeros((len(self.lane.entities), 2))
        for kind in ("INSERT", "DIMENSION"):
            picked = self.lane.values.picked(kind, self.lane.taken)
            at[picked.entity] = picked.place(_PLACE)[:, :2]
        return at

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

    def at(self, number: int) -> tuple[float, float]:
        """The point a reference or a dimension names first."""
        x, y = self._at[number].tolist()
        return x, y

    def kind(self, number: int) -> str:
        """The kind of an entity."""
        return KINDS[int(self.lane.entities.kind[number])]

    def example(self, look: int) -> DXFGraphic:
        """An entity that looks so."""
        made = self._examples.get(look)
        if made is None:
            made = self._examples[look] = self._parsed(int(self._first_of_look[look]))
        return made

    def _looks(self) -> tuple[NDArray[np.int64], Rows]:
        """The look of each entity, and for each look the first entity that has it."""
        entities, tags = self.lane.entities, self.lane.entities.tags
        looking = np.flatnonzero(self.lane.taken & ~np.isin(entities.kind, [KINDS.index(part) for part in _SHAPELESS]))
        wanted = np.zeros(len(entities), np.bool_)
        wanted[looking] = True
        key = entities.kind.astype(np.int64)
        for code in _LOOK:
            rows = tags.where(code)
            rows = rows[wanted[entities.entity[rows]]][::-1]
            if not len(rows):
                continue
            said = np.zeros(len(entities), np.int64)
            try:
                said[entities.entity[rows]] = tags.words(rows[::-1], entities.encoding).number[::-1] + 1
            except NotPlain:
                # too odd to be compared: each entity has a look of its own
                said[entities.entity[rows]] = np.arange(len(rows)) + 1
            _, key = np.unique(key * (int(said.max()) + 1) + said, return_inverse=True)
            key = key.reshape(-1)
        _, first, number = np.unique(key[looking], return_index=True, return_inverse=True)
        look = np.full(len(entities), -1, np.int64)
        look[looking] = number.reshape(-1)
        return look, looking[first]
