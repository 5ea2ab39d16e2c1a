"""Buildings that stand on other sheets only than those on which a thing is drawn.

Vocabulary
----------
left out   a new building of which no outline stands on any of some sheets: what these show says nothing of it
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.facts import plain_name
from checkers.features.site import Footprint, footprints, is_minor, is_new

if TYPE_CHECKING:
    from collections.abc import Collection

    from checkers.features.plans import Plans

ALIKE = 0.01
"""share by which areas and outlines of nameless buildings on two sheets may differ and still be one building"""


def left_out(plans: Plans, shown: Collection[str]) -> tuple[Footprint, ...]:
    """New buildings of other sheets that none of the ``shown`` sheets has, each once; podiums are part of a tower."""
    known = [each for each in plans.recognise(footprints) if each.sheet in shown]
    found: list[Footprint] = []
    for each in plans.recognise(footprints):
        asked = each.sheet not in shown and is_new(each) and not is_minor(each) and not each.podium
        if asked and not any(_same(each, other) for other in (*known, *found)):
            found.append(each)
    return tuple(found)


def _same(one: Footprint, other: Footprint) -> bool:
    """By name, where both have one; else by size, for another sheet may be drawn at another place."""
    if one.name and other.name:
        return plain_name(one.name) == plain_name(other.name)
    sizes = ((one.polygon.area, other.polygon.area), (one.polygon.length, other.polygon.length))
    return all(abs(first - second) <= ALIKE * max(first, second) for first, second in sizes)
