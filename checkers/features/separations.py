"""Neighbouring buildings of a site plan, with the shortest line between each two of them.

Vocabulary
----------
gap         two neighbouring buildings with the shortest line between their outlines
touching    outlines drawn one against the other: there is no gap to measure
group       low dwellings or offices of rating 1 or 2 nearer to each other than single buildings may stand (成组布置)
fire wall   防火墙, as written or drawn on a layer of that name near a gap; what it is made of no plan tells
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, STRtree, union_all

from checkers.errors import Words
from checkers.facts import Use, plain_name
from checkers.features.base import Feature
from checkers.features.labels import labels
from checkers.features.site import TOUCHING, Footprint, footprints, is_high, is_minor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

OTHER_CODES = {Use.INDUSTRIAL, Use.STORAGE, Use.GARAGE}
"""uses whose distances other codes than that of civil buildings settle"""

BESIDE = 6.0
"""metres by which the way over a written 防火墙 from one building to the other may be longer than the gap"""

FIRE_WALL = "防火墙"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Feature):
    """Two neighbouring buildings."""

    one: Footprint
    other: Footprint
    distance: float
    """metres; 0 when they touch, or nothing but a joint parts them"""
    along: LineString | None
    """the shortest line between the outlines; None when they touch"""


def gaps(plans: Plans, reach: float) -> tuple[Gap, ...]:
    """Every two civil buildings within ``reach`` metres of each other, named pairs once by their shortest line.

    Left out are basements, gate houses and the like, factories, stores and garages, and the parts of one building.
    """
    return _shortest((one, other) for one, other in _neighbours(plans, reach) if not _of_other_codes(one, other))


def mixed_gaps(plans: Plans, reach: float) -> tuple[Gap, ...]:
    """Every civil building within ``reach`` metres of a factory, store or garage, as ``gaps`` has the civil ones."""
    return _shortest(
        (one, other)
        for one, other in _neighbours(plans, reach)
        if (one.use in OTHER_CODES) is not (other.use in OTHER_CODES)
    )


def _of_other_codes(one: Footprint, other: Footprint) -> bool:
    return one.use in OTHER_CODES or other.use in OTHER_CODES


def _shortest(pairs: Iterable[tuple[Footprint, Footprint]]) -> tuple[Gap, ...]:
    found: dict[tuple[str, ...], Gap] = {}
    for one, other in pairs:
        gap = _gap(one, other)
        known = found.get(_pair(one, other))
        if known is None or gap.distance < known.distance:
            found[_pair(one, other)] = gap
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Feature):
    """Buildings that may be taken as one group."""

    members: tuple[Footprint, ...]
    nearest: Gap
    """the smallest distance inside the group"""

    @property
    def area(self) -> float:
        """The ground that all of them cover together, square metres."""
        return float(union_all([member.polygon for member in self.members]).area)


def groups(
    found: Sequence[Gap], nearer_than: float, above_residential: float, above_public: float
) -> tuple[Group, ...]:
    """Every group among the neighbours: chains of buildings that may be grouped, each nearer to the next than this."""
    close = [
        gap
        for gap in found
        if 0 < gap.distance < nearer_than
        and not same_name(gap)
        and all(_groups(each, above_residential, above_public) for each in (gap.one, gap.other))
    ]
    chains: list[list[Gap]] = []
    for gap in close:
        ends = {id(gap.one), id(gap.other)}
        joined = [chain for chain in chains if any({id(each.one), id(each.other)} & ends for each in chain)]
        chains = [chain for chain in chains if chain not in joined]
        chains.append([*(each for chain in joined for each in chain), gap])
    return tuple(_group(chain) for chain in chains)


def _groups(building: Footprint, above_residential: float, above_public: float) -> bool:
    high = is_high(building, above_residential, above_public)
    return (
        high is False
        and not building.podium
        and building.use in {Use.RESIDENTIAL, Use.OFFICE}
        and building.fire_rating in {1, 2}
    )


def _group(chain: Sequence[Gap]) -> Group:
    members = list({id(each): each for gap in chain for each in (gap.one, gap.other)}.values())
    nearest = min(chain, key=lambda gap: gap.distance)
    return Group(
        subject="、".join(member.subject for member in members),
        sheet=nearest.sheet,
        where=union_all([member.polygon for member in members]),
        handles=tuple(handle for member in members for handle in member.handles),
        how=Words("间距小于单独布置要求的低层建筑", "low buildings nearer to each other than single ones may stand"),
        sure=all(member.sure for member in members),
        members=tuple(members),
        nearest=nearest,
    )


def same_name(gap: Gap) -> bool:
    """Whether two outlines that stand apart carry one name, and neither is a podium."""
    one, other = gap.one, gap.other
    return bool(one.name) and plain_name(one.name) == plain_name(other.name) and not (one.podium or other.podium)


def fire_wall_beside(sheet: Sheet, gap: Gap) -> bool:
    """Whether 防火墙 is written, or drawn on a layer of that name, beside the gap."""
    sides = gap.one.polygon, gap.other.polygon
    reach = gap.distance + BESIDE
    if any(
        FIRE_WALL in label.words and sum(side.distance(label.point) for side in sides) <= reach
        for label in labels(sheet)
    ):
        return True
    named = [index for index, layer in enumerate(sheet.layers) if FIRE_WALL in layer.name]
    rows = [row for row, layer in enumerate(sheet.entities.layer) if layer in named and sheet.entities.visible[row]]
    lines = sheet.entities.geometry[rows]
    return bool((shapely.distance(lines, sides[0]) + shapely.distance(lines, sides[1]) <= reach).any())


def _gap(one: Footprint, other: Footprint) -> Gap:
    line = shapely.shortest_line(one.polygon, other.polygon)
    apart = line.length > TOUCHING
    return Gap(
        subject=f"{one.subject} 与 {other.subject}",
        sheet=one.sheet,
        where=line if apart else union_all([one.polygon, other.polygon]),
        handles=one.handles + other.handles,
        how=Words("两个轮廓间的最短距离", "shortest distance between two outlines"),
        sure=one.sure and other.sure,
        one=one,
        other=other,
        distance=float(line.length) if apart else 0.0,
        along=line if apart else None,
    )


def _neighbours(plans: Plans, reach: float) -> Iterator[tuple[Footprint, Footprint]]:
    """Pairs within reach of each other on one sheet, own podium and own tower left out."""
    standing = [
        footprint for footprint in plans.recognise(footprints) if not footprint.underground and not is_minor(footprint)
    ]
    for sheet in dict.fromkeys(footprint.sheet for footprint in standing):
        here = [footprint for footprint in standing if footprint.sheet == sheet]
        near = STRtree([footprint.polygon for footprint in here]).query(
            [footprint.polygon for footprint in here], predicate="dwithin", distance=reach
        )
        for first, second in near.T:
            one, other = here[first], here[second]
            if first < second and not _same_building(one, other):
                yield one, other


def _same_building(one: Footprint, other: Footprint) -> bool:
    """A tower and the podium it stands on or beside, or two parts of one name, that touch.

    Two outlines of one name that stand apart are two buildings, one of them misnamed, or two that one name covers.
    """
    touching = one.polygon.dwithin(other.polygon, TOUCHING)
    if one.name and other.name:
        return touching and plain_name(one.name) == plain_name(other.name)
    return touching and (one.podium or other.podium)


def _pair(one: Footprint, other: Footprint) -> tuple[str, ...]:
    """The same for a pair of named buildings on every sheet that shows it."""
    if one.name and other.name and plain_name(one.subject) != plain_name(other.subject):
        return tuple(sorted((plain_name(one.subject), plain_name(other.subject))))
    return tuple(sorted((f"{one.sheet} {one.handles}", f"{other.sheet} {other.handles}")))
