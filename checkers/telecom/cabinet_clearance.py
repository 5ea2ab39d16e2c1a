"""There is room to work in front of, behind and beside cabinets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.cabinets import Row, cabinet_rows
from checkers.features.clearances import smallest_gap
from checkers.features.equipment import equipment_rooms, telecom_rooms
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict, worst
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.base import Span
    from checkers.features.plans import Plans
    from checkers.rule import Limit


@rule("telecom/cabinet-clearance")
def cabinet_clearance(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every row of cabinets has the free space in front, behind, beside, and to the next row.

    Measured: straight ahead from each side of a row of cabinets in an equipment or telecom room to the wall or column
    before it, and to the next row. No side may have less than the space behind and beside; the front, where the word
    正面 or 前 marks it, has the larger one, and at least one of the sides that may be the front has it everywhere.
    Doubtful are rows whose front nothing marks and whose sides lie between the two limits, and what is met where
    objects could not be read.
    Silent on: cabinets that are not named so by block, layer or words; boxes on walls and their height; rooms that
    nothing encloses.
    """
    for room in (*plans.recognise(equipment_rooms), *plans.recognise(telecom_rooms)):
        if room.polygon is None or room.net is None:
            continue
        hiding = hides_shapes(plans.drawings.sheet(room.sheet))
        for row in cabinet_rows(plans, room.sheet, room.net, law.number("reach")):
            finding = _judged(row, law)
            met = finding.verdict is Verdict.MET
            yield law.doubts(row, HIDDEN, finding.along) if met and hiding else finding


def _judged(row: Row, law: Law) -> Finding:
    found = [law.at_least("row").judge(row, Measurement(aisle.value, aisle.along)) for aisle in row.aisles]
    narrowest = smallest_gap(row.walls)
    if narrowest is not None:
        found.append(law.at_least("rear").judge(row, Measurement(narrowest.value, narrowest.along)))
    found.append(_front(row, law.at_least("front"), law.number("reach")))
    return worst(found)


def _front(row: Row, limit: Limit, reach: float) -> Finding:
    if row.marked:
        return limit.judge(row, _taken(row.front, reach))
    ways = sorted((_taken(way, reach) for way in row.opening), key=lambda way: way.value)
    finding = limit.judge(row, ways[-1])
    if finding.verdict is not Verdict.MET or limit.judge(row, ways[0]).verdict is Verdict.MET:
        return finding
    return limit.judge(row, ways[0], doubt=NO_FRONT)


def _taken(way: Span | None, reach: float) -> Measurement:
    """The way as measured; where nothing stands within reach it is as long as that, or longer."""
    return Measurement(reach) if way is None else Measurement(way.value, way.along)


HIDDEN = Words(
    "机柜四周净空：图中有对象未能读取，请分解后重新上传并复核",
    "space around the cabinets: some objects could not be read; explode them, upload again and check",
)
NO_FRONT = Words("机柜正面未注明，请在图中注明正面方向", "nothing marks the front of the cabinets; mark it on the plan")
