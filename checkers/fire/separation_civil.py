"""Rule ``fire/separation-civil``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import STRtree, union_all

from checkers.errors import Words
from checkers.facts import Use, plain_name
from checkers.features.base import Feature
from checkers.features.closure import unmeasured
from checkers.features.site import TOUCHING, footprints, is_high, is_minor
from checkers.finding import Comparison, Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law

OTHER_CODES = {Use.INDUSTRIAL, Use.STORAGE, Use.GARAGE}


@rule("fire/separation-civil")
def separation_civil(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every two neighbouring civil buildings stand far enough apart.

    Measured: each pair of buildings on a site plan that are neighbours; the shortest distance between their
    outlines. Height and use tell whether a building is high, its fire rating the row of the table; a podium counts
    as low. While any of the three is unknown the pair is doubtful, unless it is far enough apart for every case the
    table has. Two buildings drawn touching are doubtful: the notes on fire walls cannot be read off a plan. So are two
    of one name that stand apart, and outlines that are open or cross themselves.
    Silent on: factories, stores and garages, which other codes bind; gate houses and canopies; reductions by fire
    walls, and combustible projections beyond the outline.
    """
    reach = law.number("neighbours")
    pairs: dict[tuple[str, ...], tuple[Measurement, Footprint, Footprint]] = {}
    for one, other in _neighbours(plans, reach):
        along = shapely.shortest_line(one.polygon, other.polygon)
        distance = Measurement(float(along.length), along if along.length else None)
        known = pairs.get(_pair(one, other))
        if known is None or distance.value < known[0].value:
            pairs[_pair(one, other)] = (distance, one, other)
    for distance, one, other in pairs.values():
        yield _judged(one, other, distance, law)
    shown = {footprint.sheet for footprint in plans.recognise(footprints)}
    for bound in unmeasured(plans, "BLDG_OUTLINE"):
        if bound.sheet in shown:
            yield law.doubts(
                bound,
                Words(
                    f"{bound.subject}：建筑轮廓未闭合或自相交，与相邻建筑的间距无法量取",
                    f"{bound.subject}: the outline is open or crosses itself, so no distance to it can be taken",
                ),
            )


def _neighbours(plans: Plans, reach: float) -> Iterator[tuple[Footprint, Footprint]]:
    """Pairs within reach of each other on one sheet, own podium and own tower left out."""
    standing = [
        footprint
        for footprint in plans.recognise(footprints)
        if not footprint.underground and not is_minor(footprint) and footprint.use not in OTHER_CODES
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


def _judged(one: Footprint, other: Footprint, distance: Measurement, law: Law) -> Finding:
    between = Feature(
        subject=f"{one.subject} 与 {other.subject}",
        sheet=one.sheet,
        where=union_all([one.polygon, other.polygon]) if distance.along is None else distance.along,
        handles=one.handles + other.handles,
        how=Words("两个轮廓间的最短距离", "shortest distance between two outlines"),
        sure=one.sure and other.sure,
    )
    if not distance.value:
        return law.doubts(
            between,
            Words(
                f"{between.subject}：两栋建筑相邻相接，是否设防火墙需人工复核",
                f"{between.subject}: the buildings touch; whether a fire wall parts them is for a person to see",
            ),
        )
    if one.name and plain_name(one.name) == plain_name(other.name) and not (one.podium or other.podium):
        return law.doubts(
            between,
            Words(
                f"{between.subject}：两处轮廓同名而相距 {distance.value:.2f} m，是一栋还是两栋需人工复核",
                f"{between.subject}: two outlines of one name stand {distance.value:.2f} m apart; "
                "whether they are one building is for a person to see",
            ),
            along=distance.along,
        )
    required = [
        float(law.table("matrix")[row][column]) for row in _classes(one, law) for column in _classes(other, law)
    ]
    limit = law.limit(max(required), Comparison.AT_LEAST, unit="m", zh="防火间距", en="fire separation")
    unknown = _unknown(one) + _unknown(other)
    if one.use is None or other.use is None or (unknown and distance.value < limit.value):
        listed_zh, listed_en = "、".join(word.zh for word in unknown), ", ".join(word.en for word in unknown)
        return limit.judge(between, distance, doubt=Words(f"{listed_zh}未知", f"unknown: {listed_en}"))
    return limit.judge(between, distance)


def _unknown(building: Footprint) -> list[Words]:
    """What the table asks of a building and nobody has stated."""
    missing = []
    if building.use is None:
        missing.append(Words(f"{building.subject} 使用性质", f"use of {building.subject}"))
    if building.height_in_doubt:
        missing.append(
            Words(f"{building.subject} 高度（图纸与事实不一致）", f"height of {building.subject} (two stated)")
        )
    elif building.height is None and not building.podium:
        missing.append(Words(f"{building.subject} 高度", f"height of {building.subject}"))
    if building.fire_rating is None:
        missing.append(Words(f"{building.subject} 耐火等级", f"fire rating of {building.subject}"))
    return missing


def _classes(building: Footprint, law: Law) -> set[str]:
    """The rows of the table the building may stand in; more than one while something is unknown."""
    high = is_high(building, law.number("high_residential"), law.number("high_public"))
    classes: set[str] = set()
    if high is not False:
        classes |= _rows(building, law.table("high_classes"))
    if high is not True:
        classes |= _rows(building, law.table("low_classes"))
    return classes


def _rows(building: Footprint, classes: dict[str, str]) -> set[str]:
    """By its rating; every row when the rating is unknown or is none the table has."""
    rated = classes.get(str(building.fire_rating))
    return set(classes.values()) if rated is None else {rated}
