"""What new buildings take of the sun of houses that stand already.

Vocabulary
----------
before    the light with the standing buildings alone
after     the light with the new ones among them
harmed    whether a house loses sun it is owed: a place of it falls below the standard, or falls further
kept      a place that has the standard afterwards, or that the new buildings take no minute from

A site plan seldom tells which windows of a standing house belong to which dwelling. All places kept is certain
for every dwelling; a house is harmed for certain when even its best place falls below the standard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from checkers.errors import Words
from checkers.features.shadow import minutes, runs
from checkers.features.sun import MINUTES
from checkers.features.sunlight import detail, seen_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from checkers.features.sun import SunPath
    from checkers.features.sun_site import House, SunSite
    from checkers.features.sunlight import Place, Seen, Standard


@dataclass(frozen=True, slots=True)
class Impact:
    """What becomes of one house."""

    house: House
    harmed: bool | None
    """None when it cannot be told"""
    along: BaseGeometry
    """the places that lose, or the one that has least"""
    before: float
    after: float
    """hours at the place spoken of"""
    why: Words
    """why it cannot be told; empty otherwise"""
    detail: Words


def impact(site: SunSite, house: House, standard: Standard, path: SunPath) -> Impact | None:
    """What becomes of a standing house of known level; None when it has no place to look at."""
    if house.level is None or house.unread is not None:
        return None
    level = house.level + standard.sill
    before = seen_of(tuple(each for each in site.casters if not each.own), house, level, path)
    new = seen_of(tuple(each for each in site.casters if each.own), house, level, path)
    after = seen_of(site.casters, house, level, path)
    if not after.places:
        return None
    asked = range(len(after.windows) or len(after.places))  # windows stand first; where they are drawn, walls have none
    losing = [index for index in asked if not _kept(index, before, new, after, standard)]
    if not losing:
        least = int(np.argmin([after.places[index].sure for index in asked]))
        return _told(least, before, after, harmed=None if site.hidden else False, why=site.hidden)
    best = int(np.argmax([place.most for place in after.places]))
    owed = min(standard.minutes, max(place.sure for place in before.places))
    along = shapely.union_all([after.places[index].along for index in losing])
    if after.bound < owed:
        if house.lived_below:
            return _told(best, before, after, harmed=True, along=along)
        fact = f"facts.buildings[{house.footprint.name or house.subject}].lowest_dwelling_storey"
        why = Words(
            f"按首层窗台计算；最低住宅楼层未明确为首层，请提供 {fact}",
            f"reckoned at the ground floor, and nobody says that people live there; state {fact}",
        )
        return _told(best, before, after, harmed=None, along=along, why=why)
    worst = min(losing, key=lambda index: after.places[index].sure)
    return _told(worst, before, after, harmed=None, along=along, why=_unclear(site, after, losing, standard))


def _kept(index: int, before: Seen, new: Seen, after: Seen, standard: Standard) -> bool:
    if after.places[index].sure >= standard.minutes:
        return True
    taken = before.places[index].light.possible & ~new.places[index].light.sure
    return not taken.any()


def _unclear(site: SunSite, after: Seen, losing: list[int], standard: Standard) -> Words:
    if all(after.places[index].most >= standard.minutes for index in losing) and site.unknown():
        return Words(
            f"部分建筑顶标高未知或与其高度、层数矛盾，请提供 {site.unknown()}",
            f"the tops of some buildings are unknown, or too low for their height; state {site.unknown()}",
        )
    metres = sum(after.places[index].along.length for index in losing)
    return Words(
        f"外墙 {metres:.1f} m 范围日照减少且不足标准，请核对该处是否为居室窗",
        f"along {metres:.1f} m of outer walls sun is lost below the standard; check whether rooms have their windows there",
    )


def _told(
    index: int,
    before: Seen,
    after: Seen,
    *,
    harmed: bool | None,
    along: BaseGeometry | None = None,
    why: Words | None = None,
) -> Impact:
    place = after.places[index]
    return Impact(
        after.house,
        harmed,
        place.along if along is None else along,
        _best_point(before.places[index]) / MINUTES,
        _best_point(place) / MINUTES,
        why or Words("", ""),
        detail(place.points.mean(axis=0), runs(place.full_if), after.level, after.casters, after.path),
    )


def _best_point(place: Place) -> int:
    return int(minutes(place.light.possible).max())
