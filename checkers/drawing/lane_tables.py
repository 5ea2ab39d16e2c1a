"""The lane's entities with layers, colours and handles, ready to be unfolded beside those read one by one.

Vocabulary
----------
style    layer, colour and visibility of an entity, as ``styles.py`` reads them of a single one
edge     a definition that places another, with the largest factor it does so by
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import lane_words, omissions
from checkers.drawing.account import EMPTY_TEXT, NOT_PLACED, Account
from checkers.drawing.lane import Lane
from checkers.drawing.lane_kinds import KINDS, PARTS
from checkers.drawing.lane_rows import Floats
from checkers.drawing.lane_words import Hung, Measured, Placed
from checkers.drawing.model import Omission
from checkers.drawing.parts import BY_BLOCK, BY_LAYER, OF_REFERENCE
from checkers.drawing.styles import LayerTable, rgb_of
from checkers.drawing.tags import Rows

_LAYER, _HANDLE, _INVISIBLE, _COLOUR, _TRUE_COLOUR = 8, 5, 60, 62, 420
_ACI_BY_LAYER, _ACI_BY_BLOCK, _ACI_LAST = 256, 0, 255
_RGB = np.array([rgb_of(number) for number in range(_ACI_LAST + 1)], np.int64)
"""0xRRGGBB of each AutoCAD colour number"""
_TEXTS = ("TEXT", "MTEXT")


@dataclass(frozen=True, slots=True)
class LaneTables:
    """Everything of the lane but its strokes, which depend on how large their blocks are placed."""

    lane: Lane
    layer: NDArray[np.int32]
    """of each entity of the file; OF_REFERENCE for layer 0"""
    colour: NDArray[np.int64]
    visible: NDArray[np.bool_]
    handle: NDArray[np.object_]
    hung: Hung
    measured: Measured
    placed: Placed
    attributes: dict[int, dict[str, str]]
    edges: dict[str, list[tuple[str, float, int]]]
    """lower-case name of a definition ("" for the model space) to those it places: name, largest factor, how often"""
    counts: Mapping[str, Mapping[str, int]]
    """lower-case name of a definition to its entities by kind"""
    omitted: dict[int, omissions.Omissions]
    """number of a definition to what the lane could not read of it"""
    unread: Rows
    """texts with letters that could not be understood"""

    @property
    def definition(self) -> NDArray[np.int32]:
        """Of each entity of the file, the number of its definition in the lane."""
        return self.lane.entities.definition

    def account(self, placed: Collection[str]) -> Account:
        """What became of the lane's entities; ``placed`` are the lower-case names of the blocks that are."""
        account = Account()
        said = np.zeros(len(self.layer), np.bool_)
        said[self.hung.entity[self.hung.whole]] = True
        for name, counts in self.counts.items():
            for kind, count in counts.items():
                account.saw(kind, count)
                if name and name not in placed:
                    account.nothing_of(kind, NOT_PLACED, count)
                elif kind not in _TEXTS:
                    account.showed(kind, count)
        self._account_of_texts(account, placed, said)
        return account

    def _account_of_texts(self, account: Account, placed: Collection[str], said: NDArray[np.bool_]) -> None:
        entities = self.lane.entities
        here = [0, *(i + 1 for i, block in enumerate(entities.blocks) if block.name.lower() in placed)]
        lost = np.zeros(len(said), np.bool_)
        lost[self.unread] = True
        for kind in _TEXTS:
            texts = self.lane.taken & (entities.kind == KINDS.index(kind)) & np.isin(self.definition, here)
            account.showed(kind, int((texts & said & ~lost).sum()))
            account.lists(kind, int((texts & lost).sum()))
            account.nothing_of(kind, EMPTY_TEXT, int((texts & ~said & ~lost).sum()))


def tables(lane: Lane, layers: LayerTable) -> LaneTables:
    """Resolve what the lane's entities say of themselves against the layers of the document."""
    layer, colour, visible = _styles(lane, layers)
    handle = _handles(lane)
    owned, reference = lane_words.reference_of(lane.values, lane.taken)
    own = layer[owned] == OF_REFERENCE
    layer[owned[own]] = layer[reference[own]]
    visible[owned] &= visible[reference]
    handle[owned] = handle[reference]
    hung, placed = lane.hung, lane.placed
    return LaneTables(
        lane=lane,
        layer=layer,
        colour=colour,
        visible=visible,
        handle=handle,
        hung=_without_lost(hung),
        measured=lane.measured,
        placed=placed,
        attributes=lane.attributes(),
        edges=_edges(lane, placed),
        counts=lane.counts,
        omitted=_omitted(lane, hung),
        unread=hung.entity[~hung.whole],
    )


def _without_lost(hung: Hung) -> Hung:
    said = np.array([bool(text) for text in hung.content], np.bool_)
    if said.all():
        return hung
    rows = np.flatnonzero(said)
    return Hung(
        [hung.content[row] for row in rows.tolist()],
        hung.whole[rows],
        hung.at[rows],
        hung.height[rows],
        hung.along[rows],
        hung.entity[rows],
    )


def _omitted(lane: Lane, hung: Hung) -> dict[int, omissions.Omissions]:
    """Texts with letters that could not be understood, by definition."""
    found: dict[int, omissions.Omissions] = {}
    for row in np.flatnonzero(~hung.whole).tolist():
        entity = int(hung.entity[row])
        part = found.setdefault(int(lane.entities.definition[entity]), omissions.Omissions())
        x, y, z = hung.at[row].tolist()
        kind = KINDS[lane.entities.kind[entity]]
        part.add(Omission.ENCODING, kind, omissions.ENCODING, place=(x, y, z))
    return found


def _styles(lane: Lane, layers: LayerTable) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.bool_]]:
    entities = lane.entities
    tags, entity, count = entities.tags, entities.entity, len(entities)
    wanted = lane.taken & ~np.isin(entities.kind, [KINDS.index(name) for name in PARTS if name != "ATTRIB"])

    def rows_of(code: int) -> Rows:
        rows = tags.where(code)
        rows = rows[wanted[entity[rows]]]
        first: Rows = rows[np.append(True, np.diff(entity[rows]) != 0)[: len(rows)]]
        return first

    layer = np.full(count, OF_REFERENCE, np.int32)
    every = tags.where(_LAYER)
    named = tags.layers()
    mine = wanted[entity[every]]
    used = np.unique(named.number[mine]).tolist()
    numbers = np.full(len(named.known), OF_REFERENCE, np.int32)
    for number in used:
        name = named.known[number].encode("latin-1").decode(entities.encoding, "surrogateescape")
        if name != "0":
            numbers[number] = layers.number(name)
    # of two layers of one entity the first counts
    layer[entity[every[mine]][::-1]] = numbers[named.number[mine]][::-1]
    colour = np.full(count, BY_LAYER, np.int64)
    rows = rows_of(_COLOUR)
    colour[entity[rows]] = _colours(lane.values.number[rows].astype(np.int64))
    rows = rows_of(_TRUE_COLOUR)
    colour[entity[rows]] = lane.values.number[rows].astype(np.int64) & 0xFFFFFF
    visible = np.ones(count, np.bool_)
    rows = rows_of(_INVISIBLE)
    visible[entity[rows]] = lane.values.number[rows] == 0
    return layer, colour, visible


def _colours(aci: NDArray[np.int64]) -> NDArray[np.int64]:
    size = np.abs(aci)
    colour = _RGB[np.where(size <= _ACI_LAST, size, 0)]
    colour[aci == _ACI_BY_LAYER] = BY_LAYER
    colour[aci == _ACI_BY_BLOCK] = BY_BLOCK
    return colour


def _handles(lane: Lane) -> NDArray[np.object_]:
    entities = lane.entities
    rows = entities.tags.where(_HANDLE)
    rows = rows[lane.taken[entities.entity[rows]]]
    handle = np.full(len(entities), "", dtype=object)
    handle[entities.entity[rows]] = entities.tags.texts(rows, entities.encoding)
    return handle


def _edges(lane: Lane, placed: Placed) -> dict[str, list[tuple[str, float, int]]]:
    names = lane.names()
    larger: Floats = np.maximum(np.linalg.norm(placed.turn[:, 0], axis=1), np.linalg.norm(placed.turn[:, 1], axis=1))
    owner = lane.entities.definition[placed.entity].astype(np.int64)
    pair = owner * max(len(placed.name), 1) + placed.named
    pairs, place, often = np.unique(pair, return_inverse=True, return_counts=True)
    most = np.zeros(len(pairs))
    np.maximum.at(most, place.reshape(-1), larger)
    found: dict[str, list[tuple[str, float, int]]] = {}
    for each, factor, count in zip(pairs.tolist(), most.tolist(), often.tolist(), strict=True):
        holder, child = divmod(each, max(len(placed.name), 1))
        found.setdefault(names[holder].lower(), []).append((placed.name[child].lower(), factor, count))
    return found
