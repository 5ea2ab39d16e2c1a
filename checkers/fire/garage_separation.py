"""Rule ``fire/garage-separation``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.base import Feature
from checkers.features.parking import comb_rows
from checkers.features.parking_lots import lots, undivided
from checkers.features.site import TOUCHING, footprints, is_minor, site_plans
from checkers.features.unseen import hides_shapes
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.parking_lots import Lot
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.finding import Finding
    from checkers.rule import Law


MORE = Words("图中可能还有未识别的车位，请核对数量", "there may be stalls that were not recognised; please count")


@rule("fire/garage-separation")
def garage_separation(plans: Plans, law: Law) -> Iterator[Finding]:
    """Parking lots in the open keep their distance from buildings, and are parted into groups that are small enough.

    Measured: the stalls of a site plan that lie nearer to each other than groups must lie apart, as one group; how
    many they are, and the shortest distance from the group to each building near it. The building's fire rating
    chooses the distance; while it is unknown a building between the least and the most distance is doubtful, and so
    are stalls drawn over a building, which may stand below it, rows of lines that may be stalls, parking grounds without stalls, and groups on a sheet
    that has such rows or of which objects could not be read. A garage above ground that stands beside another
    building is doubtful: its distance follows other lines of the table.
    Silent on: lots for vehicles with dangerous goods, stalls below ground, gate houses.
    """
    shown = {sheet.id for sheet in plans.recognise(site_plans)}
    rows = [row for row in plans.recognise(comb_rows) if row.sheet in shown]
    for row in rows:
        yield law.doubts(
            row,
            Words(
                f"{row.subject}：仅绘车位分隔线，数量与间距无法量取，请将每个车位绘为闭合线或图块",
                f"{row.subject}: only lines between stalls, so neither their number nor distances can be taken; "
                "draw each stall closed or as a block",
            ),
        )
    whole = plans.recognise(undivided)
    for ground in whole:
        yield law.doubts(
            ground,
            Words(
                f"{ground.subject}：停车区内未绘出单个车位，数量与间距无法核对，请绘出车位",
                f"{ground.subject}: no single stalls are drawn in it, so their number and distances cannot be checked; "
                "draw the stalls",
            ),
        )
    yield from _garages(plans, law)
    for lot in lots(plans, law.number("apart")):
        more = any(each.sheet == lot.sheet for each in (*rows, *whole)) or hides_shapes(plans.drawings.sheet(lot.sheet))
        group, count = law.at_most("group"), Measurement(float(len(lot.members)), lot.shape)
        few = group.judge(lot, count).verdict is Verdict.MET
        yield group.judge(lot, count, doubt=MORE if more and few else None)
        for building in plans.recognise(footprints):
            near = building.sheet == lot.sheet and lot.shape.dwithin(building.polygon, law.number("neighbours"))
            if near and not building.underground and not is_minor(building):
                yield _judged(lot, building, law)


def _garages(plans: Plans, law: Law) -> Iterator[Finding]:
    """Garages above ground with a building beside them."""
    standing = [each for each in plans.recognise(footprints) if not each.underground and not is_minor(each)]
    for garage in standing:
        if garage.use is not Use.GARAGE:
            continue
        near = [
            each
            for each in standing
            if each.sheet == garage.sheet and each.handles != garage.handles
            if each.polygon.dwithin(garage.polygon, law.number("neighbours"))
        ]
        if near:
            nearest = min(near, key=lambda each: each.polygon.distance(garage.polygon))
            line = shapely.shortest_line(garage.polygon, nearest.polygon)
            yield law.doubts(
                garage,
                Words(
                    f"{garage.subject}：汽车库与 {nearest.subject} 相距 {line.length:.2f} m，按表 4.2.1 汽车库一栏人工核对",
                    f"{garage.subject}: the garage stands {line.length:.2f} m from {nearest.subject}; "
                    "hold it against the line of garages in table 4.2.1",
                ),
                along=line,
            )


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
