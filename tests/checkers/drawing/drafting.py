"""Draw small DXF files for the tests of reading them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ezdxf

MM, M = 4, 6
"""$INSUNITS"""


def drawing(units: int = MM) -> Any:
    """An empty document of AutoCAD 2018 with declared units."""
    doc = ezdxf.new("R2018")
    doc.header["$INSUNITS"] = units
    doc.header["$DIMSTYLE"] = "Standard"  # what the DWG writer looks for
    return doc


def rectangle(space: Any, x: float, y: float, width: float, height: float, layer: str = "0") -> Any:
    """A closed rectangle by its lower left corner."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return space.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})


def frame(space: Any, x: float, y: float, size: tuple[float, float], unit: float, layer: str = "图框") -> None:
    """A paper edge and, inside it, a frame line with a = 25 and c = 10; ``unit`` is drawing units per paper mm."""
    width, height = size
    rectangle(space, x, y, width * unit, height * unit, layer)
    rectangle(space, x + 25 * unit, y + 10 * unit, (width - 35) * unit, (height - 20) * unit, layer)


def labelled(space: Any, x: float, y: float, unit: float, words: dict[str, str]) -> None:
    """Labels and values of a title block in rows, labels left."""
    for row, (label, value) in enumerate(words.items()):
        height = 3.5 * unit
        at = y - row * 8 * unit
        space.add_text(label, height=height, dxfattribs={"insert": (x, at)})
        space.add_text(value, height=height, dxfattribs={"insert": (x + 20 * unit, at)})


def saved(doc: Any, folder: Path, name: str = "plan.dxf") -> Path:
    """The document on disk."""
    path = folder / name
    doc.saveas(path)
    return path
