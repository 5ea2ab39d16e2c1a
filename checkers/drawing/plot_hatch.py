"""The lines of a hatch pattern, as long as they are few enough to be told apart.

Vocabulary
----------
baseline   one family of parallel lines of a pattern
dense      lines so close, or so many, that paper would show a black area
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ezdxf.math import Vec3
from ezdxf.render import hatching

if TYPE_CHECKING:
    from ezdxf.entities.polygon import DXFPolygon
    from ezdxf.path import Path

MOST_LINES = 20_000


def lines(polygon: DXFPolygon, paths: list[Path], *, closest: float) -> list[tuple[Vec3, Vec3]]:
    """The pattern's lines inside the paths, in drawing units.

    Raises ezdxf's DenseHatchingLinesError when they lie closer than ``closest`` drawing units or are too many.
    """
    ocs, height = polygon.ocs(), polygon.dxf.elevation.z
    found: list[tuple[Vec3, Vec3]] = []
    tried = 0

    def enough() -> bool:
        nonlocal tried
        tried += 1
        return tried > MOST_LINES

    for baseline in hatching.pattern_baselines(polygon, min_hatch_line_distance=closest, jiggle_origin=True):
        for line in hatching.hatch_paths(baseline, paths, enough):
            for start, end in baseline.pattern_renderer(line.distance).render(line.start, line.end):
                if len(found) > MOST_LINES:
                    raise hatching.DenseHatchingLinesError
                if ocs.transform:
                    found.append((ocs.to_wcs((start.x, start.y, height)), ocs.to_wcs((end.x, end.y, height))))
                else:
                    found.append((Vec3(start), Vec3(end)))
        if tried > MOST_LINES:
            raise hatching.DenseHatchingLinesError
    return found
