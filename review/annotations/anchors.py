"""Where a mark or a finding stands: millimetres on paper, origin at the sheet's lower left, y up.

Shapes are GeoJSON-like mappings; a mark is kept as a W3C Web Annotation whose selector carries the shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from numpy import errstate, isfinite
from shapely import force_2d, get_coordinates
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape

from review.errors import Refused

if TYPE_CHECKING:
    from storage.drawings import SheetRow

MOST_POINTS = 5000
"""points of one mark; a pen drawn all day has fewer"""

FARTHEST_MM = 2000.0
"""how far beyond the edge of the sheet a mark may reach"""

SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


def checked_shape(sheet: SheetRow, given: Mapping[str, Any]) -> dict[str, Any]:
    """The shape as clean flat GeoJSON in paper millimetres; refused when it lies off the sheet or is no shape."""
    try:
        if given.get("type") not in SHAPES:
            raise _no_shape()
        with errstate(invalid="ignore"):  # what is no number is looked for below
            geometry = shape(dict(given))
            points = [float(value) for value in geometry.bounds]
    except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        raise _no_shape() from None
    coordinates = get_coordinates(geometry)
    if not 0 < len(coordinates) <= MOST_POINTS or not isfinite(coordinates).all():
        raise _no_shape()
    width, height = sheet.size_mm
    left, low, right, high = points
    if min(left, low) < -FARTHEST_MM or max(right - width, high - height) > FARTHEST_MM:
        raise _no_shape()
    if right < 0 or high < 0 or left > width or low > height:
        raise Refused(
            f"批注不在图纸 {sheet.number} 范围内，请在图上重新标注",
            f"The mark lies off sheet {sheet.number}; mark it on the sheet",
        )
    return dict(mapping(force_2d(geometry)))


def annotation(sheet: SheetRow, geometry: Mapping[str, Any], comment: str) -> dict[str, Any]:
    """A W3C Web Annotation of this shape on this sheet."""
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "Annotation",
        "motivation": "commenting",
        "body": [{"type": "TextualBody", "value": comment, "format": "text/plain"}],
        "target": {
            "source": f"urn:joint-review:sheet:{sheet.sheet}",
            "selector": {"type": "GeoJsonSelector", "unit": "mm-on-paper", "geometry": dict(geometry)},
        },
    }


def _no_shape() -> Refused:
    return Refused("批注的位置无法识别，请在图上重新标注", "The place of the mark is not a shape; mark it again")
