"""Rule ``fire/garage-separation``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.parking_lots import lots
from checkers.features.site import TOUCHING, footprints, is_minor
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.parking_lots import Lot
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/garage-separation")
def garage_separation(plans: Plans, law: Law) -> Iterator[Finding]:
    """Parking lots in the open keep their distance from buildings, and are parted into groups that are small enough.

    Measured: the stalls of a site plan that lie nearer to each other than groups must lie apart, as one group; how
    many they are, and the shortest distance from the group to each building near it. The building's fire rating
    chooses the distance; while it is unknown a building between the least and the most distance is doubtful, and so
    are stalls drawn over a building, which may stand below it.
    Silent on: garages that are buildings, lots for vehicles with dangerous goods, stalls below ground, gate houses.
    """
    for lot in lots(plans, law.number("apart")):
        yield law.at_most("group").judge(lot, Measurement(float(len(lot.members)), lot.shape))
        for building in plans.recognise(footprints):
            near = building.sheet == lot.sheet and lot.shape.dwithin(building.polygon, law.number("neighbours"))
            if near and not building.underground and not is_minor(building):
                yield _judged(lot, building, law)


def _judged(lot: Lot, building: Footprint, law: Law) -> Finding:
    line = shapely.shortest_line(lot.shape, building.polygon)
    touching = line.length <= TOUCHING
    between = Feature(
        subject=f"{lot.subject} 与 {building.subject}",
        sheet=lot.sheet,
        where=building.polygon if touching else line,
        handles=lot.handles + building.handles,
        how=Words("车位与建筑轮廓间的最短距离", "shortest distance between stalls and outline"),
        sure=lot.sure and building.sure,
    )
    if lot.shape.intersection(building.polygon).area > AREA_PRECISION:
        return law.doubts(
            between,
            Words(
                f"{between.subject}：车位与建筑轮廓重叠，是否位于架空层或地下请核实",
                f"{between.subject}: stalls are drawn over the building; check whether they stand below it",
            ),
            along=line,
        )
    table = law.table("distances")
    rated = table["ratings"].get(str(building.fire_rating))
    values = [float(each) for each in table["ratings"].values()] if rated is None else [float(rated)]
    strict, loose = (
        law.limit(value, Comparison.AT_LEAST, unit=table["unit"], zh=table["zh"], en=table["en"])
        for value in (max(values), min(values))
    )
    measured = Measurement(float(line.length), line)
    if strict.judge(between, measured).verdict is Verdict.MET:
        return strict.judge(between, measured)
    if loose.judge(between, measured).verdict is Verdict.BROKEN:
        return loose.judge(between, measured)
    unknown = Words(
        f"{building.subject} 耐火等级未知，请在事实中补充", f"fire rating of {building.subject} unknown; state it"
    )
    return strict.judge(between, measured, doubt=unknown if len(set(values)) > 1 else None)
