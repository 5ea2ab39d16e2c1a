"""Recognise a page that is a picture of a drawing, on which nothing can be measured.

Vocabulary
----------
scan      a page most of which is covered by pictures, in one piece or in strips, with hardly any line drawn over them
ground    a picture under a drawing, such as an aerial photograph under a site plan; lines over it are measured
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from checkers.drawing.model import Entities, Kind

COVERED = 0.5
"""share of the page under pictures from which on it may be a scan"""
MOST_LINES = 500
"""visible lines over the pictures; a drawing over a photograph has more, a scan with a stamp fewer"""
MOST_PICTURES = 20_000
_JOIN = 1.0
"""millimetres between strips that are one picture"""
REMEDY = (
    "扫描图，不可量测；请提交矢量 PDF 或 DWG 原图。",
    "A scanned picture cannot be measured; submit the vector PDF or the DWG it was printed from.",
)
WHAT = "scanned page"


def is_scan(entities: Entities, size_mm: tuple[float, float]) -> bool:
    """Whether a page is a scan; ``entities`` in metres of paper."""
    pictures = entities.geometry[(entities.kind == str(Kind.IMAGE)) & entities.visible][:MOST_PICTURES]
    if not len(pictures):
        return False
    covered = _covered(pictures)
    if float(shapely.area(covered)) < COVERED * size_mm[0] * size_mm[1] / 1e6:
        return False
    lines = entities.geometry[(entities.kind != str(Kind.IMAGE)) & entities.visible]
    bounds = shapely.bounds(lines)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    shapely.prepare(covered)
    return int(np.count_nonzero(shapely.contains_xy(covered, middle[:, 0], middle[:, 1]))) < MOST_LINES


def _covered(pictures: NDArray[np.object_]) -> shapely.Geometry:
    """What pictures cover together, strips joined."""
    return shapely.union_all(shapely.buffer(pictures, _JOIN / 2000, join_style="mitre")).buffer(
        -_JOIN / 2000, join_style="mitre"
    )
