"""Say what the reader understood of one file, as JSON and as text.

Vocabulary
----------
inspection  the dictionary of ``joint-review inspect --format json`` (schema ``joint-review/inspect/1``)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from checkers.drawing.account import CONSTRAINT, EMPTY_TEXT, NO_POINTS, NOT_PLACED
from checkers.drawing.model import DrawingSet, NotDisplayed, Sheet, SourceFile

SCHEMA = "joint-review/inspect/1"
_REASONS = {
    NOT_PLACED: "图块未插入",
    EMPTY_TEXT: "空文字",
    NO_POINTS: "无顶点",
    CONSTRAINT: "参数化约束",
    "window": "视口",
    "attribute template": "属性定义",
    "end mark": "结束标记",
    "stray vertex": "孤立顶点",
    "mask": "遮罩",
    "rendering": "渲染",
    "position marker": "位置标记",
}
"""reasons of the account as people read them"""
_NAMED = 3
"""places in a line of text"""


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
        "bound": list(source.bound),
        "wanted": list(source.wanted),
        "substituted": list(source.substituted),
        "account": _account(source),
        "sheets": [_sheet(sheet, language) for sheet in drawing.sheets],
        "seconds": dict(source.seconds if seconds is None else seconds),
    }


def as_text(drawing: DrawingSet, language: str = "zh") -> str:
    """The same in lines for people."""
    source = drawing.files[0]
    zh = language.lower().startswith("zh")
    units = f"{source.units_used} ({_in_language(source.units_why, zh=zh)})"
    lines = [
        f"{source.name}  {source.format.upper()} {source.version} {source.encoding}".rstrip(),
        f"{'单位' if zh else 'units'}: {units}",
    ]
    lines += [f"{'修复' if zh else 'repaired'}: {note}" for note in source.repairs]
    lines += [f"{'已绑定' if zh else 'bound'}: {name}" for name in source.bound]
    lines += [f"{'未找到' if zh else 'not found'}: {path}" for path in source.wanted]
    if source.substituted:
        fonts = "、".join(source.substituted) if zh else ", ".join(source.substituted)
        lines.append(f"{'以内置字体代替' if zh else 'drawn in our own font instead of'}: {fonts}")
    if source.entities:
        lines.append(_account_line(source, zh=zh))
    for sheet in drawing.sheets:
        scale = f"1:{sheet.scale:g}" if sheet.scale else ("比例未知" if zh else "scale unknown")
        width, height = sheet.size_mm
        counts = (len(sheet.entities), len(sheet.texts), len(sheet.dimensions))
        said = ("图元 {} 文字 {} 尺寸 {}" if zh else "{} entities, {} texts, {} dimensions").format(*counts)
        name = " ".join(part for part in (sheet.number, sheet.title) if part) or sheet.id
        lines.append(
            f"[{sheet.id}] {name}  {sheet.where}  {sheet.frame or f'{width:g}×{height:g} mm'}  {scale}  {said}"
        )
        if not sheet.framed:
            lines.append(
                f"    {'未找到图框，按图形范围作为一张图' if zh else 'no frame was found: one sheet by its extents'}"
            )
        if sheet.index:
            lines.append(f"    {'图纸目录' if zh else 'drawing index'}: {len(sheet.index)} {'行' if zh else 'rows'}")
        for lost in sheet.not_displayed:
            remedy = lost.remedy_zh if zh else lost.remedy_en
            lines.append(
                f"    {'未显示' if zh else 'not displayed'}: {lost.what} × {lost.count}{_where(sheet, lost)}  {remedy}"
            )
    return "\n".join(lines)


def _in_language(reason: str, *, zh: bool) -> str:
    """The half of a reason given in both languages that people read."""
    chinese, divided, english = reason.partition(" / ")
    return chinese if zh or not divided else english


def _sheet(sheet: Sheet, language: str) -> dict[str, Any]:
    held = np.bincount(sheet.entities.layer, minlength=len(sheet.layers)) if len(sheet.entities) else None
    return {
        "id": sheet.id,
        "number": sheet.number,
        "title": sheet.title,
        "discipline": sheet.discipline,
        "scale": sheet.scale,
        "where": sheet.where,
        "part_of": sheet.part_of,
        "frame": sheet.frame,
        "framed": sheet.framed,
        "size_mm": list(sheet.size_mm),
        "bounds_m": list(sheet.bounds_m),
        "entities": len(sheet.entities),
        "texts": len(sheet.texts),
        "dimensions": len(sheet.dimensions),
        "blocks": len(sheet.blocks),
        "title_block": dict(sheet.title_block),
        "index": [
            {
                "order": row.order,
                "number": row.number,
                "title": row.title,
                "size": row.size,
                "scale": row.scale,
                "version": row.version,
                "note": row.note,
            }
            for row in sheet.index
        ],
        "layers": [
            {
                "name": layer.name,
                "class": layer.meaning,
                "entities": 0 if held is None else int(held[number]),
                "visible": layer.visible,
            }
            for number, layer in enumerate(sheet.layers)
        ],
        "not_displayed": [_not_displayed(sheet, lost, language) for lost in sheet.not_displayed],
    }


def _not_displayed(sheet: Sheet, lost: NotDisplayed, language: str) -> dict[str, Any]:
    """One omission as the JSON contracts write it."""
    return {
        "kind": lost.kind.value,
        "what": lost.what,
        "count": lost.count,
        "remedy": lost.remedy_zh if language.lower().startswith("zh") else lost.remedy_en,
        "places_mm": [list(place) for place in sheet.places_mm(lost)],
    }


def _where(sheet: Sheet, lost: NotDisplayed) -> str:
    """The first places of an omission on the paper, for people; empty when none is known."""
    places = sheet.places_mm(lost)
    named = " ".join(f"({x:g}, {y:g})" for x, y in places[:_NAMED])
    return f" @ {named}{' …' if len(places) > _NAMED else ''} mm" if places else ""


def _account(source: SourceFile) -> dict[str, dict[str, Any]]:
    """What became of the entities of a file, kind by kind."""
    return {
        entry.kind: {
            "held": entry.held,
            "shown": entry.shown,
            "listed": entry.listed,
            "nothing": dict(entry.nothing),
            "lost": entry.lost,
        }
        for entry in source.entities
    }


def _account_line(source: SourceFile, *, zh: bool) -> str:
    """The account in one line, reasons gathered over all kinds."""
    held, shown, listed, lost = (
        sum(getattr(entry, name) for entry in source.entities) for name in ("held", "shown", "listed", "lost")
    )
    reasons: Counter[str] = Counter()
    for entry in source.entities:
        reasons.update(entry.nothing)
    why = "、".join(
        f"{_REASONS.get(reason, reason) if zh else reason} {count}" for reason, count in reasons.most_common()
    )
    if zh:
        line = f"图元账目: 共 {held}，显示 {shown}，列出未显示 {listed}，无可显示 {sum(reasons.values())}"
        return line + (f"（{why}）" if why else "") + (f"，下落不明 {lost}" if lost else "")
    line = f"account: {held} entities, {shown} shown, {listed} listed, {sum(reasons.values())} with nothing to show"
    return line + (f" ({why})" if why else "") + (f", {lost} unaccounted for" if lost else "")
