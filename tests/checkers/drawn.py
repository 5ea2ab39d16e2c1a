"""Draw sheets by hand, in metres, for tests of features and rules.

Vocabulary
----------
stroke     one entity: a meaning (layer class), a shapely geometry, and what it was in its file
law        the clause of a rule as ``clauses.toml`` has it on a day
verdicts   the verdicts of a rule by subject

A test draws ``sheet([("BLDG_OUTLINE", rectangle(0, 0, 30, 15))], [("1#", 5, 5)])`` and asks a rule about it.
Layers are made one per meaning, with the Chinese name designers use. Sheets are 1:1 unless told otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Point, Polygon, box
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from checkers.clauses import statutes
from checkers.drawing.model import (
    BlockReference,
    Dimension,
    DrawingSet,
    Entities,
    Layer,
    NotDisplayed,
    Omission,
    Sheet,
    Text,
)
from checkers.features.plans import Plans
from checkers.finding import Finding
from checkers.rule import Law, Rule
from checkers.stated_facts import facts_of

TODAY = date(2025, 6, 1)

LAYER_NAMES = {
    "SITE_BOUNDARY": "用地红线",
    "BLDG_CTRL_LINE": "建筑控制线",
    "BLDG_OUTLINE": "建筑轮廓",
    "CLIMB_GROUND": "登高场地",
    "SPACE": "A-AREA",
    "WALL": "A-WALL",
    "COLUMN": "A-COLS",
    "DOOR": "A-DRWD",
    "PARKING": "A-PRKG",
    "CAR_LANE": "AD-SIGN",
    "CD": "人防-防护单元",
    "TANK": "给水-水池",
    "TEL": "通信管道",
    "LP_STRIP": "E-LTNG",
    "LP_DOWN": "引下线",
    "TEXT": "PUB_TEXT",
    "DIM": "PUB_DIM",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """One entity with everything a column holds."""

    meaning: str
    geometry: BaseGeometry
    kind: str = ""
    layer: str = ""
    handle: str = ""
    block: str = ""
    visible: bool = True
    colour: int = 0xFFFFFF


def rectangle(x: float, y: float, width: float, height: float) -> Polygon:
    """A rectangle by its lower left corner and its sides."""
    return box(x, y, x + width, y + height)


def path(*points: tuple[float, float]) -> LineString:
    return LineString(points)


def circle(x: float, y: float, radius: float) -> Polygon:
    return Point(x, y).buffer(radius, quad_segs=32)


def sheet(
    entities: Iterable[Stroke | tuple[Any, ...]] = (),
    texts: Iterable[Text | tuple[Any, ...]] = (),
    *,
    blocks: Iterable[BlockReference | Mapping[str, Any]] = (),
    dimensions: Iterable[Dimension | Mapping[str, Any]] = (),
    not_displayed: Iterable[NotDisplayed] = (),
    title_block: Mapping[str, str] | None = None,
    number: str = "建施-01",
    title: str = "一层平面图",
    discipline: str = "architecture",
    scale: float | None = 100.0,
    frame: str = "A1",
    size_mm: tuple[float, float] = (841.0, 594.0),
    origin: tuple[float, float] = (0.0, 0.0),
    identity: str = "0123456789ab-1",
    file: str = "set.dxf",
    format: str = "dxf",  # noqa: A002 - the field of the model is called so
    where: str = "model",
    part_of: str = "",
) -> Sheet:
    """A sheet whose lower left paper corner lies at ``origin`` (model metres).

    entities   strokes, or tuples (meaning, geometry[, kind[, handle]])
    texts      model texts, or tuples (content, x, y[, meaning])
    blocks     model references, or mappings with name, x, y and any of layer (meaning), attributes, bounds, …
    dimensions model dimensions, or mappings with measured and any of text, x, y, start, end, angular
    """
    strokes = [entity if isinstance(entity, Stroke) else _stroke(entity) for entity in entities]
    layers: dict[tuple[str, str], int] = {}

    def layer_of(meaning: str, name: str = "") -> int:
        return layers.setdefault((meaning, name or LAYER_NAMES.get(meaning, meaning or "0")), len(layers))

    columns = _columns(strokes, [layer_of(stroke.meaning, stroke.layer) for stroke in strokes])
    written = tuple(
        text
        if isinstance(text, Text)
        else Text(text[0], text[1], text[2], 0.35, 0.0, layer_of(text[3] if len(text) > 3 else "TEXT"), f"T{index}")
        for index, text in enumerate(texts)
    )
    inserted = tuple(
        block if isinstance(block, BlockReference) else _block(block, index, layer_of)
        for index, block in enumerate(blocks)
    )
    dims = tuple(
        dim if isinstance(dim, Dimension) else _dimension(dim, index, layer_of("DIM"))
        for index, dim in enumerate(dimensions)
    )
    per_metre = 1000.0 / (scale or 1.0)
    x, y = origin
    width, height = size_mm[0] / per_metre, size_mm[1] / per_metre
    return Sheet(
        id=identity,
        file=file,
        number=number,
        title=title,
        discipline=discipline,
        scale=scale,
        where=where,
        frame=frame,
        size_mm=size_mm,
        bounds_m=(x, y, x + width, y + height),
        to_mm=(per_metre, 0.0, 0.0, per_metre, -x * per_metre, -y * per_metre),
        layers=tuple(Layer(name, meaning, visible=True) for meaning, name in layers),
        entities=columns,
        texts=written,
        blocks=inserted,
        dimensions=dims,
        title_block=title_block if title_block is not None else {},
        not_displayed=tuple(not_displayed),
        format=format,
        part_of=part_of,
    )


def not_shown(kind: str, what: str, count: int = 1) -> NotDisplayed:
    return NotDisplayed(Omission(kind), what, count, "请分解后重新上传", "explode it and upload again")


def plans(*sheets: Sheet, **facts: Any) -> Plans:
    """The set of these sheets with facts given as in the facts file: ``plans(s, buildings=[{"name": "1#"}])``."""
    return Plans(DrawingSet(sheets), facts_of(facts))


def law(rule_id: str, day: date = TODAY, place: str = "") -> Law:
    clause = statutes().in_force(rule_id, day, place)
    assert clause is not None, f"no clause of {rule_id} is in force on {day}"
    return Law(clause)


def findings(rule: Rule, drawn: Plans, day: date = TODAY) -> list[Finding]:
    """What the rule says of the set under the clause in force on the day."""
    return list(rule.measure(drawn, law(rule.id, day)))


def verdicts(rule: Rule, drawn: Plans, day: date = TODAY) -> dict[str, str]:
    """Verdict by subject; a subject found twice is an error."""
    found = findings(rule, drawn, day)
    said = {finding.subject: str(finding.verdict) for finding in found}
    assert len(said) == len(found), [finding.subject for finding in found]
    return said


def transformed(drawn: Sheet, affine: Sequence[float]) -> Sheet:
    """The sheet with everything on it moved by a shapely affine [a, b, d, e, xoff, yoff]; paper stays."""
    a, b, d, e, dx, dy = affine

    def at(x: float, y: float) -> tuple[float, float]:
        return a * x + b * y + dx, d * x + e * y + dy

    def bounds(old: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        return affine_transform(box(*old), list(affine)).bounds

    geometry = drawn.entities.geometry.copy()
    for row in range(len(geometry)):
        geometry[row] = affine_transform(geometry[row], list(affine))
    inverse = np.linalg.inv(np.array([[a, b, dx], [d, e, dy], [0, 0, 1]]))
    ta, tb, td, te, tx, ty = drawn.to_mm
    paper = np.array([[ta, tb, tx], [td, te, ty], [0, 0, 1]]) @ inverse
    return replace(
        drawn,
        entities=replace(drawn.entities, geometry=geometry),
        texts=tuple(replace(t, x=at(t.x, t.y)[0], y=at(t.x, t.y)[1]) for t in drawn.texts),
        blocks=tuple(
            replace(r, x=at(r.x, r.y)[0], y=at(r.x, r.y)[1], bounds=r.bounds and bounds(r.bounds)) for r in drawn.blocks
        ),
        dimensions=tuple(
            replace(
                m,
                x=at(m.x, m.y)[0],
                y=at(m.x, m.y)[1],
                start=m.start and at(*m.start),
                end=m.end and at(*m.end),
            )
            for m in drawn.dimensions
        ),
        bounds_m=bounds(drawn.bounds_m),
        to_mm=(paper[0, 0], paper[0, 1], paper[1, 0], paper[1, 1], paper[0, 2], paper[1, 2]),
    )


def _stroke(entity: tuple[Any, ...]) -> Stroke:
    meaning, geometry, *rest = entity
    return Stroke(meaning, geometry, *rest)


def _kind(geometry: BaseGeometry) -> str:
    if isinstance(geometry, Point):
        return "point"
    if isinstance(geometry, LineString) and len(geometry.coords) == 2:
        return "line"
    return "polyline"


def _columns(strokes: Sequence[Stroke], layers: Sequence[int]) -> Entities:
    if not strokes:
        return Entities.none()
    geometry = np.empty(len(strokes), dtype=object)
    for row, stroke in enumerate(strokes):
        shapely.prepare(stroke.geometry)
        geometry[row] = stroke.geometry
    return Entities(
        geometry=geometry,
        kind=np.array([stroke.kind or _kind(stroke.geometry) for stroke in strokes]),
        layer=np.array(layers, dtype=np.int32),
        colour=np.array([stroke.colour for stroke in strokes], dtype=np.uint32),
        handle=np.array([stroke.handle or f"{0x100 + row:X}" for row, stroke in enumerate(strokes)]),
        block=np.array([stroke.block for stroke in strokes]),
        visible=np.array([stroke.visible for stroke in strokes], dtype=np.bool_),
    )


def _block(given: Mapping[str, Any], index: int, layer_of: Any) -> BlockReference:
    fields = {"rotation": 0.0, "scale_x": 1.0, "scale_y": 1.0, "attributes": {}, "handle": f"B{index}", **given}
    fields["layer"] = layer_of(fields.get("layer", ""))
    return BlockReference(**fields)


def _dimension(given: Mapping[str, Any], index: int, layer: int) -> Dimension:
    return Dimension(
        **{"text": "", "angular": False, "x": 0.0, "y": 0.0, "layer": layer, "handle": f"D{index}", **given}
    )
