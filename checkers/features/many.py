"""Many points or straight lines at once, always as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray


def points(places: NDArray[np.float64]) -> NDArray[np.object_]:
    """(n,) points of places (n, 2)."""
    made: NDArray[np.object_] = np.asarray(shapely.points(places.reshape(-1, 2)), dtype=object)
    return made


def lines(segments: NDArray[np.float64]) -> NDArray[np.object_]:
    """(n,) lines of segments (n, 2, 2)."""
    made: NDArray[np.object_] = np.asarray(shapely.linestrings(segments.reshape(-1, 2, 2)), dtype=object)
    return made
