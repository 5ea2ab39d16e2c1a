"""A comparison as JSON for machines and as text for people (``joint-review/compare/1``)."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from shapely import set_precision
from shapely.geometry import mapping

from checkers.errors import Words

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.comparing.changes import Change, SheetChanges
    from checkers.comparing.sets import Comparison
    from checkers.drawing.model import Sheet

SCHEMA = "joint-review/compare/1"

FINE_MM = 0.01
"""millimetres on paper to which places are written"""

STANDINGS = {
    "same": Words("未变", "the same"),
    "matched": Words("有改动", "changed"),
    "doubtful": Words("存疑，请确认", "doubtful, please confirm"),
    "added": Words("新增", "added"),
    "removed": Words("删除", "removed"),
}

KINDS = {
    "added": Words("新增", "added"),
    "removed": Words("删除", "removed"),
    "moved": Words("移动", "moved"),
    "redimensioned": Words("尺寸改动", "re-dimensioned"),
    "text": Words("文字改动", "text changed"),
}

MOST_LINES = 40
"""changes of one sheet in the text; the JSON has all"""


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as ``docs/compare.schema.json`` describes it."""
    return {
        "schema": SCHEMA,
        "same": comparison.same,
        "old": [_sheet(sheet) for sheet in comparison.old.sheets],
        "new": [_sheet(sheet) for sheet in comparison.new.sheets],
        "pairs": [
            {
                "old": pair.old,
                "new": pair.new,
                "standing": pair.standing,
                "score": pair.score,
                "why": _words(pair.why),
                "candidates": list(pair.candidates),
            }
            for pair in comparison.pairs
        ],
        "sheets": [sheet_as_json(each) for each in comparison.sheets],
    }


def sheet_as_json(told: SheetChanges) -> dict[str, Any]:
    """The changes of one pair of sheets."""
    return {
        "old": told.old,
        "new": told.new,
        "aligned": told.aligned,
        "why": None if told.why is None else _words(told.why),
        "paper": [round(each, 6) for each in told.paper],
        "changes": [_change(each) for each in told.changes],
        "regions_mm": [_place(each) for each in told.regions_mm],
    }


def as_text(comparison: Comparison, language: str) -> str:
    """The comparison for reading: what became of each sheet, then its changes line by line."""
    names = {sheet.id: _named(sheet) for sheet in (*comparison.old.sheets, *comparison.new.sheets)}
    told = {each.new: each for each in comparison.sheets}
    lines = []
    for pair in comparison.pairs:
        old, new = names.get(pair.old or ""), names.get(pair.new or "")
        both = (old or new) if old == new or not (old and new) else f"{old} → {new}"
        lines.append(f"{getattr(STANDINGS[pair.standing], language)}  {both}  ({getattr(pair.why, language)})")
        if pair.standing == "doubtful" and len(pair.candidates) > 1:
            lines += [f"    ? {names[each]}" for each in pair.candidates]
        changes = told.get(pair.new or "")
        if changes is None:
            continue
        if changes.why is not None:
            lines.append(f"    {getattr(changes.why, language)}")
        lines += [f"    · {getattr(each.words, language)}" for each in changes.changes[:MOST_LINES]]
        if len(changes.changes) > MOST_LINES:
            lines.append(f"    … {len(changes.changes) - MOST_LINES}")
    count = Counter(pair.standing for pair in comparison.pairs)
    lines.append("  ".join(f"{getattr(STANDINGS[each], language)} {count[each]}" for each in STANDINGS if count[each]))
    return "\n".join(lines) + "\n"


def written_json(comparison: Comparison) -> str:
    """The JSON as text."""
    return json.dumps(as_json(comparison), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {"id": sheet.id, "file": sheet.file, "number": sheet.number, "title": sheet.title}


def _named(sheet: Sheet) -> str:
    return f"{sheet.number} {sheet.title}".strip() or f"{sheet.file} {sheet.where}"


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "words": _words(change.words),
        "old_mm": None if change.old_mm is None else _place(change.old_mm),
        "new_mm": None if change.new_mm is None else _place(change.new_mm),
        "handles": list(change.handles),
    }


def _place(geometry: BaseGeometry) -> dict[str, Any]:
    return dict(mapping(set_precision(geometry, FINE_MM, mode="pointwise")))


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
