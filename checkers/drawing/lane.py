"""Read the bulk of a large DXF in columns: lines, arcs, texts and references by the hundred thousand.

Vocabulary
----------
lane     the columns, read by numpy straight from the file's bytes
rest     the file without them: tables, layouts, objects and rare or odd entities, read by ezdxf
drawn    what the lane's entities draw, as strokes, texts, dimensions and placed blocks

What both ways make of a file is the same, entity by entity; a test holds them together over every drawing there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import lane_rows, lane_split, lane_strokes, lane_words
from checkers.drawing.lane_kinds import KINDS, PARTS
from checkers.drawing.lane_rows import Floats, Values
from checkers.drawing.lane_split import Entities, Split
from checkers.drawing.lane_strokes import Drawn
from checkers.drawing.lane_words import Hung, Measured, Placed
from checkers.drawing.tags import Tags

_HANDLE, _LINKED = 5, 1005


@dataclass(frozen=True, slots=True)
class Lane:
    """The entities of one file that are read in columns."""

    split: Split
    values: Values
    hung: Hung
    """the texts"""
    measured: Measured
    """the dimensions"""
    placed: Placed
    """the placed blocks"""
    counts: Mapping[str, Mapping[str, int]]
    """lower-case name of each definition to how many entities of each kind the lane reads there"""

    @property
    def entities(self) -> Entities:
        """All entities of the file, taken or not."""
        return self.split.entities

    @property
    def taken(self) -> NDArray[np.bool_]:
        """Whether the lane reads an entity."""
        return self.split.taken

    def names(self) -> tuple[str, ...]:
        """Names of the definitions; the model space, number 0, has none."""
        return ("", *(block.name for block in self.entities.blocks))

    def drawn(self, sag: Floats, taken: NDArray[np.bool_]) -> Drawn:
        """The strokes of some of the entities; ``sag`` in drawing units for each entity of the file."""
        return lane_strokes.drawn(self.values, taken, sag)

    def attributes(self) -> dict[int, dict[str, str]]:
        """Entity number of a reference to its attributes."""
        return lane_words.attributes(self.values, self.taken)


def of(scanned: Tags, encoding: str) -> Lane:
    """Find what can be read in columns; NotPlain when the file has to go the long way whole."""
    scanned.layers()
    entities = lane_split.entities_of(scanned, encoding)
    plain = lane_split.plain(entities)
    values = lane_rows.values(entities, plain)
    plain &= ~lane_rows.unfit(values, plain)
    plain &= ~_of_unknown_blocks(entities, values, plain)
    plain &= ~_columns_of_others(entities)
    split = lane_split.settled(entities, plain)
    bases = {block.name.lower(): block.base for block in entities.blocks}
    return Lane(
        split=split,
        values=values,
        hung=lane_words.hung(values, split.taken),
        measured=lane_words.measured(values, split.taken),
        placed=lane_words.placed(values, split.taken, lambda name: bases.get(name.lower(), (0.0, 0.0, 0.0))),
        counts=_counts(split),
    )


def _counts(split: Split) -> dict[str, dict[str, int]]:
    entities = split.entities
    names = ["", *(block.name.lower() for block in entities.blocks)]
    heads = split.taken & ~np.isin(entities.kind, [KINDS.index(part) for part in PARTS])
    pairs = entities.definition[heads].astype(np.int64) * len(KINDS) + entities.kind[heads]
    count = np.bincount(pairs, minlength=1)
    found: dict[str, dict[str, int]] = {}
    for pair in np.flatnonzero(count).tolist():
        found.setdefault(names[pair // len(KINDS)], {})[KINDS[pair % len(KINDS)]] = int(count[pair])
    return found


def _columns_of_others(entities: Entities) -> NDArray[np.bool_]:
    """Paragraphs that are a further column of another one, which names their handles."""
    odd = np.zeros(len(entities), np.bool_)
    paragraph = KINDS.index("MTEXT")
    rows = entities.tags.where(_LINKED)
    rows = rows[entities.kind[entities.entity[rows]] == paragraph]
    if len(rows):
        named = {handle.lstrip("0").upper() for handle in entities.tags.texts(rows, entities.encoding)}
        paragraphs = np.flatnonzero(entities.kind == paragraph)
        handles = entities.first(paragraphs, _HANDLE)
        own = entities.tags.texts(handles[handles >= 0], entities.encoding)
        linked = np.array([handle.lstrip("0").upper() in named for handle in own], np.bool_)
        odd[paragraphs[handles >= 0][linked]] = True
    return odd


def _of_unknown_blocks(entities: Entities, values: Values, plain: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """References and dimensions whose block the file does not draw."""
    usable = {block.name.lower() for block in entities.blocks if block.plain}
    odd = np.zeros(len(plain), np.bool_)
    for kind in ("INSERT", "DIMENSION"):
        picked = values.picked(kind, plain)
        words = picked.words(2, "")
        known = np.array([name.lower() in usable for name in words.known], np.bool_)
        odd[picked.entity[~known[words.number]]] = True
    return odd
