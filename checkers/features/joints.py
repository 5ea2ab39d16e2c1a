"""Movement joints (变形缝) on plans.

Vocabulary
----------
joint   a line on a layer of joints: 变形缝, 伸缩缝, 沉降缝; a seismic joint (防震缝) is one, too
named   a writing 变形缝, 伸缩缝 or 沉降缝 on the plan
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from shapely import MultiLineString, Polygon

from checkers.features.labels import Label, labels

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet

NAMED = re.compile(r"变形缝|伸缩缝|沉降缝|抗震缝|防震缝")
_NOT_THERE = re.compile(r"不(?:应|得|宜|设|允许)|未设|无|详|说明|做法|后浇带代")
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Joints:
    """What tells of joints on one sheet."""

    lines: BaseGeometry
    """model metres; empty when no layer of joints carries any"""
    handles: tuple[str, ...]
    named: tuple[Label, ...]


def joints(sheet: Sheet) -> Joints:
    """The joints of a sheet: lines on layers of joints, and writings that name one."""
    rows = sheet.rows("JOINT")
    lines: list[BaseGeometry] = []
    for row in rows:
        geometry = sheet.entities.geometry[row]
        lines.append(geometry.exterior if isinstance(geometry, Polygon) else geometry)
    parts = [line for line in lines if line.geom_type in {"LineString", "LinearRing"} and line.length > 0]
    return Joints(
        lines=MultiLineString([np.asarray(line.coords)[:, :2] for line in parts]),
        handles=tuple(str(sheet.entities.handle[row]) for row in rows),
        named=tuple(
            label
            for label in labels(sheet)
            if len(label.words) <= _LONGEST and NAMED.search(label.words) and not _NOT_THERE.search(label.words)
        ),
    )
