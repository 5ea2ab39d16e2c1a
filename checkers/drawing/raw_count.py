"""Compare what a DXF holds, counted in its own tags, with what was loaded of it, and list what vanished on the way.

Vocabulary
----------
raw       an entity as the file's tags give it, whether or not the library makes anything of it
vanished  an entity the library dropped while it loaded: a picture without a definition, an entity without its data
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from checkers.drawing import lane_split, omissions, tags
from checkers.drawing.account import NOT_PLACED, Account
from checkers.drawing.fates import columns_of
from checkers.drawing.lane_kinds import PARTS
from checkers.drawing.model import Omission
from checkers.drawing.strokes import BROKEN
from checkers.drawing.tags import NotPlain, Rows, Tags

if TYPE_CHECKING:
    from pathlib import Path

    from ezdxf.document import Drawing

    from checkers.drawing.lane import Lane
    from checkers.drawing.lane_split import Entities
    from checkers.drawing.omissions import Place3

LARGEST = 256 * 1024 * 1024
"""bytes of a file that is counted"""
_SPACES = ""
"""stands for all layouts and the model space together: older files keep them in one section"""
_LAYOUTS = ("*paper_space", "*model_space", "$paper_space", "$model_space")
_NAME, _HANDLE, _X, _Y, _PAPER = 2, 5, 10, 20, 67
_PLACING = ("INSERT", "DIMENSION", "ACAD_TABLE")


def entities_of(path: Path, scanned: Tags | None, encoding: str) -> Entities | None:
    """All entities by the file's own tags; None when it is not written plainly enough to count them."""
    if path.stat().st_size > LARGEST:
        return None
    try:
        return lane_split.entities_of(scanned or tags.scan_file(path), encoding)
    except (NotPlain, UnicodeError, *BROKEN):
        return None


def vanished(raw: Entities, doc: Drawing, lane: Lane | None, account: Account) -> omissions.Omissions:
    """What the document and the lane together hold less than the file; the account is told of it too."""
    lost = omissions.Omissions()
    loaded = _loaded(doc)
    placed: set[str] | None = None
    for name, kinds in _raw(raw, lane).items():
        gone = kinds - loaded.get(name, Counter())
        if not gone:
            continue
        placed = _placed(raw) if placed is None else placed
        for kind, count in gone.items():
            account.saw(kind, count)
            if name != _SPACES and name not in placed:
                account.nothing_of(kind, NOT_PLACED, count)
                continue
            account.lists(kind, count)
            places = _places(raw, kind, doc, lane) if name == _SPACES else []
            for place in places[:count]:
                lost.add(Omission.DAMAGED, kind, omissions.DAMAGED, place=place)
            lost.add(Omission.DAMAGED, kind, omissions.DAMAGED, count - len(places[:count]))
    for name, count in _undefined(raw, doc).items():
        lost.add(Omission.DAMAGED, f"INSERT {name}", omissions.DAMAGED, count)
    return lost


def _undefined(raw: Entities, doc: Drawing) -> Counter[str]:
    """Blocks that are placed and that the file only names: the library holds an empty one in their place."""
    defined = {block.name.lower() for block in raw.blocks}
    named: Counter[str] = Counter()
    for name, count in _placings(raw).items():
        if name not in defined and not name.startswith(_LAYOUTS):
            there = doc.blocks.get(name)
            named[name] = count if there is not None and not len(there) else 0
    return +named


def _raw(raw: Entities, lane: Lane | None) -> dict[str, Counter[str]]:
    """What the document should hold: all that the lane has not taken, definition by definition."""
    names = [_SPACES, *(_key(block.name) for block in raw.blocks)]
    heads = _heads(raw) if lane is None else _heads(raw) & ~lane.taken
    pairs = raw.definition[heads].astype(np.int64) * len(raw.known) + raw.name[heads]
    found: dict[str, Counter[str]] = {}
    for pair, count in zip(*(column.tolist() for column in np.unique(pairs, return_counts=True)), strict=True):
        found.setdefault(names[pair // len(raw.known)], Counter())[raw.known[pair % len(raw.known)]] += count
    return found


def _heads(raw: Entities) -> NDArray[np.bool_]:
    """Entities that stand for themselves: no vertices, attributes or end marks."""
    parts = [number for number, name in enumerate(raw.known) if name in PARTS]
    return (raw.definition >= 0) & ~np.isin(raw.name, parts)


def _key(name: str) -> str:
    lower = name.lower()
    return _SPACES if lower.startswith(_LAYOUTS) else lower


def _loaded(doc: Drawing) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for block in doc.blocks:
        kinds = found.setdefault(_key(block.name), Counter())
        for entity in block:
            kinds[entity.dxftype()] += 1
            kinds["MTEXT"] += columns_of(entity)
    return found


def _placed(raw: Entities) -> set[str]:
    """Names of blocks that some entity places, in lower case."""
    return set(_placings(raw))


def _placings(raw: Entities) -> Counter[str]:
    """Names of blocks that some entity places, in lower case, and how often."""
    rows = np.sort(np.concatenate([raw.first(raw.of(kind), _NAME) for kind in _PLACING]))
    named = raw.tags.words(rows[rows >= 0], raw.encoding)
    counts = np.bincount(named.number, minlength=len(named.known)).tolist()
    found: Counter[str] = Counter()
    for name, count in zip(named.known, counts, strict=True):
        found[name.lower()] += count
    return found


def _places(raw: Entities, kind: str, doc: Drawing, lane: Lane | None) -> list[Place3]:
    """Where those of a kind stood in model space that are known, by their handle, to be gone."""
    rows = raw.of(kind)
    rows = rows[(raw.definition[rows] == 0) & (raw.first(rows, _PAPER) < 0)]
    if lane is not None:
        rows = rows[~lane.taken[rows]]
    handles, at = raw.first(rows, _HANDLE), (raw.first(rows, _X), raw.first(rows, _Y))
    told = (handles >= 0) & (at[0] >= 0) & (at[1] >= 0)
    named = raw.tags.texts(handles[told], raw.encoding)
    x, y = _numbers(raw, at[0][told]), _numbers(raw, at[1][told])
    gone = [not _is_alive(doc, handle) for handle in named]
    return [
        (right, up, 0.0)
        for right, up, missing in zip(x, y, gone, strict=True)
        if missing and math.isfinite(right) and math.isfinite(up)
    ]


def _numbers(raw: Entities, rows: Rows) -> list[float]:
    try:
        return [float(value) for value in raw.tags.texts(rows, raw.encoding)]
    except ValueError:
        return [math.nan] * len(rows)


def _is_alive(doc: Drawing, handle: str) -> bool:
    entity = doc.entitydb.get(handle.upper().lstrip("0"))
    return entity is not None and entity.is_alive
