"""The lines of a hatch pattern, as long as they are few enough to be told apart.

Vocabulary
----------
baseline   one family of parallel lines of a pattern
dense      lines so close, or so many, that paper would show a black area
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ezdxf.math import Vec2, Vec3
from ezdxf.render import hatching

if TYPE_CHECKING:
    from ezdxf.entities.polygon import DXFPolygon
    from ezdxf.path import Path

MOST_LINES = 20_000
_ASIDE = 0.00071, 0.00047
"""share of the distance of its lines by which a pattern is moved; lines through a corner are cut wrongly"""


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

    for baseline in _baselines(polygon, closest):
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


def _baselines(polygon: DXFPolygon, closest: float) -> Iterator[hatching.HatchBaseLine]:
    """The pattern's families of lines, moved off the boundary's corners; ezdxf moves them by chance, we do not."""
    rows = polygon.pattern.lines if polygon.pattern is not None else []
    mean = sum(row.offset.magnitude for row in rows) / max(len(rows), 1)
    for row in rows:
        yield hatching.HatchBaseLine(
            origin=row.base_point + Vec2(*_ASIDE) * mean,
            direction=Vec2.from_deg_angle(row.angle),
            offset=row.offset,
            line_pattern=row.dash_length_items,
            min_hatch_line_distance=closest,
        )
