"""Gather things that lie close together.

Vocabulary
----------
gathered   things each of which is near another one of its group, though the ends of the group may be far apart
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from shapely import STRtree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry


def gathered(places: Sequence[BaseGeometry], within: float) -> list[list[int]]:
    """Groups of indices into ``places``: whatever lies within this distance (metres) of a member belongs to it.

    Groups and their members stand in the order of ``places``.
    """
    if not places:
        return []
    group = np.arange(len(places))
    first, second = STRtree(places).query(places, predicate="dwithin", distance=within)
    for one, other in zip(first, second, strict=True):
        if group[one] != group[other]:
            group[group == max(group[one], group[other])] = min(group[one], group[other])
    return [np.flatnonzero(group == leader).tolist() for leader in np.unique(group)]
