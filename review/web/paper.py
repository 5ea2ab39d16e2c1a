"""What lies over a sheet, in paper millimetres: findings and marks as the viewer and other systems read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.drawings import SheetRow
    from storage.findings import FindingRow
    from storage.marks import Mark

DOT_MM = 4
"""radius of the ring round a place that is a point, millimetres on paper"""

Affine = Sequence[float]
"""a, b, d, e, xoff, yoff: x' = a x + b y + xoff, y' = d x + e y + yoff"""


def on_paper(shape: Mapping[str, Any] | None, to_mm: Affine) -> dict[str, Any] | None:
    """A GeoJSON shape of model metres, in paper millimetres."""
    if not shape:
        return None
    if "geometries" in shape:
        return {"type": shape["type"], "geometries": [on_paper(part, to_mm) for part in shape["geometries"]]}
    return {"type": shape["type"], "coordinates": _moved(shape["coordinates"], to_mm)}


def _moved(coordinates: Any, to_mm: Affine) -> Any:  # noqa: ANN401  (positions nested as deep as the shape's type)
    if coordinates and isinstance(coordinates[0], int | float):
        x, y = float(coordinates[0]), float(coordinates[1])
        a, b, d, e, across, up = to_mm
        return [round(a * x + b * y + across, 3), round(d * x + e * y + up, 3)]
    return [_moved(each, to_mm) for each in coordinates]


def finding_over(finding: FindingRow, sheet: SheetRow, label: str) -> dict[str, Any]:
    """A finding as the viewer draws it."""
    body = finding.body
    return {
        "id": str(finding.id),
        "kind": "finding",
        "verdict": finding.verdict,
        "label": label,
        "where": body.get("where_mm") or on_paper(body.get("where"), sheet.to_mm),
        "along": on_paper(body.get("along"), sheet.to_mm),
    }


def mark_over(mark: Mark, at: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A mark as the viewer draws it, ``at`` its place on a sheet of a later round."""
    where = shape_of(mark) if at is None else dict(at)
    return {"id": str(mark.id), "kind": "mark", "label": mark.comment, "where": where, "along": None}


def shape_of(mark: Mark) -> dict[str, Any] | None:
    """The shape in the selector of a mark's annotation."""
    shape = mark.body.get("target", {}).get("selector", {}).get("geometry")
    return dict(shape) if isinstance(shape, Mapping) else None


def outline(shape: Mapping[str, Any], height_mm: float) -> str:
    """A GeoJSON shape in paper millimetres as the path of an SVG whose y runs down from the sheet's upper edge."""
    if "geometries" in shape:
        return " ".join(outline(part, height_mm) for part in shape["geometries"])
    return " ".join(_drawn(line, height_mm) for line in _lines(shape["coordinates"]) if line)


def _drawn(line: Any, height_mm: float) -> str:  # noqa: ANN401  (positions as JSON has them)
    (x, y, *_), *rest = line
    if not rest:  # a place without extent is shown as a ring
        ring = DOT_MM
        return f"M{x - ring:.2f} {height_mm - y:.2f}a{ring} {ring} 0 1 0 {2 * ring} 0a{ring} {ring} 0 1 0 {-2 * ring} 0"
    return f"M{x:.2f} {height_mm - y:.2f}" + "".join(f"L{right:.2f} {height_mm - up:.2f}" for right, up, *_ in rest)


def _lines(coordinates: Any) -> Iterator[Any]:  # noqa: ANN401  (positions nested as deep as the shape's type)
    if not coordinates:
        return
    if isinstance(coordinates[0], int | float):
        yield [coordinates]
    elif isinstance(coordinates[0][0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _lines(part)
