"""Divide a scanned DXF: plain entities for the columns of the fast lane, all the rest for ezdxf.

Vocabulary
----------
head        an entity with the parts that follow it (a polyline with its vertices, a reference with its attributes)
definition  what one block draws; number 0 is the model space
rest        the same file without what the lane has taken: tables, layouts, rare and odd entities
shell       an anonymous block all of whose entities the lane has taken, and which nothing in the rest names
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import excess, lane_kinds
from checkers.drawing.lane_kinds import KINDS, PARTS, REPEATED, SPECS
from checkers.drawing.tags import NotPlain, Rows, Tags

_REFERENCE_FLAGS = 4 | 8 | 16 | 32
_NAME, _HANDLE, _PAPER, _FLAGS, _GROUP, _OWNER, _DICTIONARY = 2, 5, 67, 70, 102, 330, 360
_LAYOUTS = ("*paper_space", "*model_space", "$paper_space", "$model_space")
_ANONYMOUS = frozenset({"*D", "*X", "*U", "*E"})
_DRAWS_A_DIMENSION = frozenset({"*D"})
_BY_HANDLE = frozenset({"MULTILEADER", "MLEADER", "ACAD_TABLE", "LEADER"})
_MOST_SECTIONS = 64
_IDLE = frozenset({"CELLSTYLEMAP", "SCALE", "TABLECONTENT", "TABLEGEOMETRY", "VISUALSTYLE", "XRECORD"})
"""objects that draw nothing and that nothing drawn needs; they are a fifth of many a file"""
_OF_CLASSES = frozenset({"ACAD_PROXY_ENTITY", "ACAD_PROXY_OBJECT"})
"""what says by a number which class of the file it is of; in a file without them nothing needs the classes"""
_LOOK_OF_WINDOW = 335
"""names the viewport for which a record gives a layer another look; such a record is not idle"""
_SHELL_CODES = frozenset({0, 1, 2, 3, 5, 8, 10, 20, 30, 67, 70, 100, 102, 330, 360})


@dataclass(frozen=True, slots=True)
class Block:
    """A block definition of the file, as its own tags give it."""

    name: str
    base: tuple[float, float, float]
    plain: bool
    """whether it is drawn from this file: neither a layout nor kept in another file"""


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of a file: n rows, one for each tag of group code 0."""

    tags: Tags
    encoding: str
    row: Rows
    """(n + 1) the tag where each begins"""
    entity: NDArray[np.int32]
    """for each tag its entity"""
    kind: NDArray[np.int8]
    """number in KINDS; len(KINDS) for others"""
    known: list[str]
    """names of the kinds as the file has them"""
    name: NDArray[np.int32]
    """number in ``known``"""
    definition: NDArray[np.int32]
    """number of the block they belong to; −1 outside all of them"""
    blocks: tuple[Block, ...]
    """definition d > 0 is blocks[d − 1]"""
    sections: Mapping[str, tuple[int, int]]
    """name of each section to its first and last entity"""
    rows_of_kind: tuple[Rows, ...] = ()
    """for each of KINDS the tags of its entities, heads and parts"""

    def __len__(self) -> int:
        return len(self.kind)

    def of(self, name: str) -> Rows:
        """All entities of a kind, by the file's name of it."""
        return np.flatnonzero(self.name == self.known.index(name)) if name in self.known else np.empty(0, np.int64)

    def first(self, entities: Rows, code: int) -> Rows:
        """The first tag of a code in each of these entities; −1 where there is none."""
        rows = self.tags.where(code)
        if not len(rows) or not len(entities):
            return np.full(len(entities), -1, np.int64)
        place = np.searchsorted(rows, self.row[entities])
        found = rows[np.minimum(place, len(rows) - 1)]
        return np.where((place < len(rows)) & (found < self.row[entities + 1]), found, -1)


@dataclass(frozen=True, slots=True)
class Split:
    """Which entities the lane reads, and what is left for ezdxf."""

    entities: Entities
    taken: NDArray[np.bool_]
    shells: frozenset[str]
    """names (lower case) of blocks the rest does not hold"""
    left_out: NDArray[np.bool_]
    """whether the rest goes without an entity: taken, belonging to a shell, or idle"""

    def order(self) -> dict[str, int]:
        """Handles of the model space's entities that are left for ezdxf, each with its number in the file."""
        entities = self.entities
        left = np.flatnonzero((entities.definition == 0) & ~self.taken)
        handles = entities.first(left, _HANDLE)
        left, handles = left[handles >= 0], handles[handles >= 0]
        return dict(zip(entities.tags.texts(handles, entities.encoding), left.tolist(), strict=True))

    def rest(self) -> str:
        """The DXF without what the lane has taken."""
        entities, tags = self.entities, self.entities.tags
        edges = np.append(tags.lines(entities.row[:-1]), int(tags.end[-1]) + 1)
        turns = np.flatnonzero(np.diff(np.concatenate(([False], ~self.left_out, [False])).astype(np.int8)))
        data = tags.data.data
        pieces = [bytes(data[edges[low] : edges[high]]) for low, high in zip(turns[::2], turns[1::2], strict=True)]
        return b"".join(pieces).decode(entities.encoding, "surrogateescape")


def entities_of(tags: Tags, encoding: str) -> Entities:
    """Find the entities and blocks of a file; NotPlain when it is not built as files usually are."""
    row = np.append(tags.where(0), len(tags))
    if row[0] != 0:
        raise NotPlain("does not begin with a section")
    excess.refuse_endless(int(np.diff(row).max()))
    named = tags.words(row[:-1], encoding)
    counts = np.bincount(named.number, minlength=len(named.known))
    excess.refuse_rows(dict(zip(named.known, counts.tolist(), strict=True)))
    entity = np.repeat(np.arange(len(row) - 1, dtype=np.int32), np.diff(row))
    kinds = np.array([KINDS.index(name) if name in SPECS else len(KINDS) for name in named.known], np.int8)
    none = np.full(len(row) - 1, -1, np.int32)
    bare = Entities(tags, encoding, row, entity, kinds[named.number], named.known, named.number, none, (), {})
    with_sections = replace(bare, sections=_sections(bare))
    blocks, definition = _definitions(with_sections)
    kind = np.where(definition < 0, len(KINDS), bare.kind).astype(np.int8)
    kind_of_tag = kind[entity]
    rows_of_kind = tuple(np.flatnonzero(kind_of_tag == number) for number in range(len(KINDS)))
    return replace(with_sections, blocks=blocks, definition=definition, kind=kind, rows_of_kind=rows_of_kind)


def plain(entities: Entities) -> NDArray[np.bool_]:
    """Which entities hold only what the lane understands, and lie in model space or in a block."""
    return _plain(entities) & _in_model(entities)


def settled(entities: Entities, taken: NDArray[np.bool_]) -> Split:
    """Which way each entity goes, when ``taken`` says what the lane could read by itself."""
    taken = _whole(entities, taken)
    left_out, shells = _without(entities, taken, _shells(entities, taken))
    return Split(entities, taken, shells, left_out)


def _sections(entities: Entities) -> dict[str, tuple[int, int]]:
    tags, row = entities.tags, entities.row
    begins, ends = entities.of("SECTION"), entities.of("ENDSEC")
    if not 0 < len(begins) == len(ends) <= _MOST_SECTIONS or (begins > ends).any() or (begins[1:] < ends[:-1]).any():
        raise NotPlain("sections that do not end")
    if (tags.code[row[begins] + 1] != _NAME).any():
        raise NotPlain("a section without a name")
    names = tags.texts(row[begins] + 1, entities.encoding)
    if len(set(names)) != len(names):
        raise NotPlain("two sections of one name")
    return dict(zip(names, zip(begins.tolist(), ends.tolist(), strict=True), strict=True))


def _definitions(entities: Entities) -> tuple[tuple[Block, ...], NDArray[np.int32]]:
    tags, sections = entities.tags, entities.sections
    definition = np.full(len(entities), -1, np.int32)
    if "ENTITIES" not in sections:
        raise NotPlain("no entities")
    first, last = sections["ENTITIES"]
    definition[first + 1 : last] = 0
    if "BLOCKS" not in sections:
        return (), definition
    first, last = sections["BLOCKS"]
    begins, ends = entities.of("BLOCK"), entities.of("ENDBLK")
    if len(begins) != len(ends) or (begins >= ends).any() or (begins[1:] < ends[:-1]).any():
        raise NotPlain("blocks that do not end")
    if not len(begins):
        return (), definition
    if begins[0] <= first or ends[-1] >= last:
        raise NotPlain("blocks outside their section")
    depth = np.zeros(len(entities) + 1, np.int32)
    depth[begins + 1] += np.arange(1, len(begins) + 1, dtype=np.int32)
    depth[ends] -= np.arange(1, len(begins) + 1, dtype=np.int32)
    inside = np.cumsum(depth)[:-1]
    definition = np.where(inside > 0, inside, definition).astype(np.int32)
    names = entities.first(begins, _NAME)
    if (names < 0).any():
        raise NotPlain("a block without a name")
    texts = tags.texts(names, entities.encoding)
    if len({text.lower() for text in texts}) != len(texts):
        raise NotPlain("two blocks of one name")
    bases = np.zeros((len(begins), 3))
    for column, code in enumerate((10, 20, 30)):
        rows = entities.first(begins, code)
        bases[rows >= 0, column] = tags.numbers(rows[rows >= 0])
    flags = entities.first(begins, _FLAGS)
    outside = np.zeros(len(begins), np.bool_)
    outside[flags >= 0] = (tags.integers(flags[flags >= 0]) & _REFERENCE_FLAGS) != 0
    usual = ~outside & np.isfinite(bases).all(axis=1)
    return tuple(
        Block(name, (x, y, z), fits and not name.lower().startswith(_LAYOUTS))
        for name, (x, y, z), fits in zip(texts, bases.tolist(), usual.tolist(), strict=True)
    ), definition


def _plain(entities: Entities) -> NDArray[np.bool_]:
    tags, entity, kind = entities.tags, entities.entity, entities.kind
    good = kind < len(KINDS)
    table = lane_kinds.allowed()
    for number, rows in enumerate(entities.rows_of_kind):
        code = tags.code[rows]
        known = code < lane_kinds.CODES
        good[entity[rows[~(table[number, np.where(known, code, 1)] & known)]]] = False
    groups = tags.where(_GROUP)
    if len(groups):
        marks = tags.letters(groups, 8)[0].astype("<u8").view(np.uint8).reshape(-1, 8)
        usual = (marks[:, :5] == np.frombuffer(b"{ACAD", np.uint8)).all(axis=1) | (marks[:, 0] == ord("}"))
        good[entity[groups[~usual]]] = False
    for number, spec in enumerate(SPECS.values()):
        rows = entities.rows_of_kind[number]
        codes = tags.code[rows]
        for needed in spec.needed:
            has = np.zeros(len(entities), np.bool_)
            has[entity[rows[codes == needed]]] = True
            good &= has | (kind != number)
        if KINDS[number] in REPEATED or KINDS[number] == "SEQEND":
            continue
        for single in spec.single:
            holder = entity[rows[codes == single]]
            good[holder[1:][holder[1:] == holder[:-1]]] = False
    handles = tags.where(_HANDLE)
    good[entity[handles[tags.end[handles] == tags.start[handles]]]] = False
    for first in (10, 11, 12, 13, 14, 210):
        _follows(entities, good, first, first + 10)
    for last in (30, 31, 32, 33, 34, 220, 230):
        _follows(entities, good, last, last - 10, back=True)
    return good


def _follows(entities: Entities, good: NDArray[np.bool_], code: int, other: int, *, back: bool = False) -> None:
    """Entities in which a coordinate stands without the one that belongs beside it are not plain."""
    tags = entities.tags
    rows = tags.where(code)
    beside = np.maximum(rows - 1, 0) if back else np.minimum(rows + 1, len(tags) - 1)
    good[entities.entity[rows[tags.code[beside] != other]]] = False


def _in_model(entities: Entities) -> NDArray[np.bool_]:
    """Whether an entity lies in model space or a block; layouts, and what draws tables, go the long way whole."""
    tags, entity, definition = entities.tags, entities.entity, entities.definition
    tables = entities.first(entities.of("ACAD_TABLE"), _NAME)
    drawing_tables = {name.lower() for name in tags.texts(tables[tables >= 0], entities.encoding)}
    layouts = [
        number
        for number, block in enumerate(entities.blocks, start=1)
        if block.name.lower().startswith(_LAYOUTS) or block.name.lower() in drawing_tables
    ]
    ok = (definition >= 0) & ~np.isin(definition, layouts)
    flags = tags.where(_PAPER)
    if len(flags):
        ok[entity[flags[tags.numbers(flags) != 0]]] = False
    papers = _paper_handles(entities)
    owners = tags.where(_OWNER)
    if papers and len(owners):
        owned = tags.words(owners, entities.encoding)
        wanted = [index for index, name in enumerate(owned.known) if name.upper().lstrip("0") in papers]
        strange = entity[owners[np.isin(owned.number, wanted)]]
        ok[strange[definition[strange] == 0]] = False
    if entities.tags.where(0).size and "SPATIAL_FILTER" in entities.known:
        # a reference with a dictionary may be clipped
        insert = KINDS.index("INSERT")
        holders = entity[tags.where(_DICTIONARY)]
        ok[holders[entities.kind[holders] == insert]] = False
    return ok


def _paper_handles(entities: Entities) -> set[str]:
    """Handles of the block records of layouts."""
    records = entities.of("BLOCK_RECORD")
    names = entities.first(records, _NAME)
    records, names = records[names >= 0], names[names >= 0]
    called = entities.tags.texts(names, entities.encoding)
    layouts = records[np.array([name.lower().startswith("*paper_space") for name in called], np.bool_)]
    handles = entities.first(layouts, _HANDLE)
    return {handle.upper().lstrip("0") for handle in entities.tags.texts(handles[handles >= 0], entities.encoding)}


def _whole(entities: Entities, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Parts go with their head, and the head goes the long way when one of its parts must."""
    kind, definition = entities.kind, entities.definition
    parts = {entities.known.index(name) for name in PARTS if name in entities.known}
    part = np.isin(entities.name, sorted(parts))
    head = np.maximum.accumulate(np.where(part, 0, np.arange(len(kind))))
    polyline, insert = KINDS.index("POLYLINE"), KINDS.index("INSERT")
    fits = np.isin(kind[head], (polyline, insert)) & (definition == definition[head])
    fits &= (kind != KINDS.index("VERTEX")) | (kind[head] == polyline)
    fits &= (kind != KINDS.index("ATTRIB")) | (kind[head] == insert)
    odd = part & (~taken | ~fits)
    whole = np.ones(len(kind), np.bool_)
    whole[head[odd]] = False
    has_parts = np.zeros(len(kind), np.bool_)
    has_parts[head[part]] = True
    whole &= (kind != polyline) | has_parts
    return taken & whole[head] & taken[head] & whole


def _shells(entities: Entities, taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For each definition whether it is a shell; one that an entity of the rest names is none."""
    tags, definition = entities.tags, entities.definition
    # some kinds name the blocks they place by handle; then only those that draw dimensions are sure to be unasked
    anonymous = _DRAWS_A_DIMENSION if _BY_HANDLE & set(entities.known) else _ANONYMOUS
    named = [block.plain and block.name[:2].upper() in anonymous for block in entities.blocks]
    shell = np.array([False, *named])
    shell[definition[(definition > 0) & ~taken]] = False
    if not len(entities.of("BLOCK_RECORD")):
        # of the releases before blocks had records, ezdxf draws dimensions anew whose blocks it misses
        shell[:] = False
    rows = tags.where(_NAME)
    rows = rows[((definition >= 0) & ~taken)[entities.entity[rows]]]
    asked = {name.lower() for name in tags.texts(rows, entities.encoding)}
    shell[1:] &= np.array([block.name.lower() not in asked for block in entities.blocks], np.bool_)
    begins = entities.of("BLOCK")
    of_block = np.zeros(len(entities), np.int32)
    of_block[begins] = np.arange(1, len(begins) + 1)
    rows = np.flatnonzero(of_block[entities.entity] > 0)
    odd = rows[~np.isin(tags.code[rows], sorted(_SHELL_CODES))]
    shell[of_block[entities.entity[odd]]] = False
    return shell


def _without(
    entities: Entities, taken: NDArray[np.bool_], shell: NDArray[np.bool_]
) -> tuple[NDArray[np.bool_], frozenset[str]]:
    """The entities the rest goes without, and the names of the shells among them."""
    left_out = taken.copy()
    first, last = entities.sections.get("OBJECTS", (0, 0))
    idle = [number for number, name in enumerate(entities.known) if name in _IDLE]
    left_out[first:last] |= np.isin(entities.name[first:last], idle)
    if not _OF_CLASSES & set(entities.known):
        first, last = entities.sections.get("CLASSES", (0, 0))
        left_out[first + 1 : last] = True
    looks = entities.entity[np.flatnonzero(entities.tags.code == _LOOK_OF_WINDOW)]
    left_out[looks] = taken[looks]
    gone = np.flatnonzero(shell[1:])
    if not len(gone):
        return left_out, frozenset()
    names = {entities.blocks[index].name.lower() for index in gone.tolist()}
    left_out[entities.of("BLOCK")[gone]] = True
    left_out[entities.of("ENDBLK")[gone]] = True
    records = entities.of("BLOCK_RECORD")
    called = entities.first(records, _NAME)
    if (called < 0).any():
        raise NotPlain("a block record without a name")
    drop = [name.lower() in names for name in entities.tags.texts(called, entities.encoding)]
    left_out[records[np.array(drop, np.bool_)]] = True
    return left_out, frozenset(names)
