"""Dimensions whose numbers do not fit the drawing: single ones, and all of a sheet by one factor.

Vocabulary
----------
contradicting   a dimension whose written number is neither in millimetres nor in metres what was measured
factor          by how much the numbers of a sheet are larger than what was drawn, where most of them agree on it
"""

from __future__ import annotations

import math
from statistics import median
from typing import TYPE_CHECKING

from checkers.features.dimensions import overridden

if TYPE_CHECKING:
    from checkers.features.dimensions import Overridden
    from checkers.features.plans import Plans

UNITS = (0.001, 1.0)
"""metres a number may be written in"""

OFF, OFF_SHARE = 0.001, 0.005
"""metres, and share of the length, by which number and drawing may differ"""

FEWEST = 3
"""contradicting dimensions of a sheet that are no slips any more"""

ALIKE = 0.01
"""share by which the factors of one sheet may differ"""


def contradicting(plans: Plans) -> tuple[Overridden, ...]:
    """Every linear dimension whose number contradicts what was measured; call as ``plans.recognise(contradicting)``."""
    return tuple(dimension for dimension in plans.recognise(overridden) if _off(dimension))


def factors(plans: Plans) -> dict[str, float]:
    """By sheet, the factor most of its written numbers share; sheets whose numbers fit, or disagree, have none."""
    found: dict[str, float] = {}
    off = plans.recognise(contradicting)
    for sheet in dict.fromkeys(dimension.sheet for dimension in off):
        written = [
            d for d in plans.recognise(overridden) if d.sheet == sheet and d.number and d.measured and not d.angular
        ]
        ratios = [_factor(d) for d in off if d.sheet == sheet and d.number and d.measured]
        if len(ratios) < FEWEST or 2 * len(ratios) <= len(written):
            continue
        middle = median(ratios)
        alike = [ratio for ratio in ratios if abs(ratio - middle) <= ALIKE * middle]
        if 2 * len(alike) > len(written):
            found[sheet] = middle
    return found


def _off(dimension: Overridden) -> bool:
    if dimension.number is None or dimension.angular:
        return False
    allowed = max(OFF, OFF_SHARE * dimension.measured)
    return min(abs(dimension.number * unit - dimension.measured) for unit in UNITS) > allowed


def _factor(dimension: Overridden) -> float:
    """Number over drawing, in the unit that brings it nearer to one."""
    number = dimension.number or math.nan
    return min((number * unit / dimension.measured for unit in UNITS), key=lambda ratio: abs(math.log(ratio)))
