"""Say what the reader understood of one file, as JSON and as text.

Vocabulary
----------
inspection  the dictionary of ``joint-review inspect --format json`` (schema ``joint-review/inspect/1``)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from checkers.drawing.model import DrawingSet, NotDisplayed, Sheet

SCHEMA = "joint-review/inspect/1"


def inspection(
    drawing: DrawingSet, *, seconds: Mapping[str, float] | None = None, language: str = "zh"
) -> dict[str, Any]:
    """What was understood of the one file of this set, ready for ``json.dumps``.

    ``seconds`` replaces the reader's own figures. Raises ValueError when the set is not of exactly one file.
    """
    if len(drawing.files) != 1:
        raise ValueError("an inspection is of one file")
    source = drawing.files[0]
    return {
        "schema": SCHEMA,
        "file": source.name,
        "sha256": source.sha256,
        "format": source.format,
        "version": source.version,
        "encoding": source.encoding,
        "units": {"declared": source.units_declared, "used": source.units_used, "why": source.units_why},
        "repairs": list(source.repairs),
        "sheets": [_sheet(sheet, language) for sheet in drawing.sheets],
        "seconds": dict(source.seconds if seconds is None else seconds),
    }


def as_text(drawing: DrawingSet, language: str = "zh") -> str:
    """The same in lines for people."""
    source = drawing.files[0]
    zh = language.lower().startswith("zh")
    units = f"{source.units_used} ({source.units_why})"
    lines = [
        f"{source.name}  {source.format.upper()} {source.version} {source.encoding}".rstrip(),
        f"{'单位' if zh else 'units'}: {units}",
    ]
    lines += [f"{'修复' if zh else 'repaired'}: {note}" for note in source.repairs]
    for sheet in drawing.sheets:
        scale = f"1:{sheet.scale:g}" if sheet.scale else ("比例未知" if zh else "scale unknown")
        width, height = sheet.size_mm
        counts = (len(sheet.entities), len(sheet.texts), len(sheet.dimensions))
        said = ("图元 {} 文字 {} 尺寸 {}" if zh else "{} entities, {} texts, {} dimensions").format(*counts)
        name = " ".join(part for part in (sheet.number, sheet.title) if part) or sheet.id
        lines.append(
            f"[{sheet.id}] {name}  {sheet.where}  {sheet.frame or f'{width:g}×{height:g} mm'}  {scale}  {said}"
        )
        for lost in sheet.not_displayed:
            remedy = lost.remedy_zh if zh else lost.remedy_en
            lines.append(f"    {'未显示' if zh else 'not displayed'}: {lost.what} × {lost.count}  {remedy}")
    return "\n".join(lines)


def _sheet(sheet: Sheet, language: str) -> dict[str, Any]:
    held = np.bincount(sheet.entities.layer, minlength=len(sheet.layers)) if len(sheet.entities) else None
    return {
        "id": sheet.id,
        "number": sheet.number,
        "title": sheet.title,
        "discipline": sheet.discipline,
        "scale": sheet.scale,
        "where": sheet.where,
        "frame": sheet.frame,
        "size_mm": list(sheet.size_mm),
        "bounds_m": list(sheet.bounds_m),
        "entities": len(sheet.entities),
        "texts": len(sheet.texts),
        "dimensions": len(sheet.dimensions),
        "blocks": len(sheet.blocks),
        "title_block": dict(sheet.title_block),
        "layers": [
            {
                "name": layer.name,
                "class": layer.meaning,
                "entities": 0 if held is None else int(held[number]),
                "visible": layer.visible,
            }
            for number, layer in enumerate(sheet.layers)
        ],
        "not_displayed": [not_displayed(lost, language) for lost in sheet.not_displayed],
    }


def not_displayed(lost: NotDisplayed, language: str = "zh") -> dict[str, Any]:
    """One omission as the JSON contracts write it."""
    remedy = lost.remedy_zh if language.lower().startswith("zh") else lost.remedy_en
    return {"kind": lost.kind.value, "what": lost.what, "count": lost.count, "remedy": remedy}
