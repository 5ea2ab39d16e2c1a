"""Down conductors keep their distance from the entrances of a building."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import MultiPoint

from checkers.errors import Words
from checkers.features.entrances import Entrance, entrances
from checkers.features.lightning_notes import columns_used, touch_measures_written
from checkers.features.roof import ON_PERIMETER, down_conductors
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.roof import DownConductor


@rule("lightning/down-entrance")
def down_entrance(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every entrance on a plan with down conductors has none of them too close.

    Measured: from each door in the building's outline to the nearest down conductor. Where the steel of columns
    serves as conductors and the building has as many as the clause asks for, a nearer one is met. Doubtful are entrances of
    which only words tell, doors weakly recognised, and near conductors where the sheet speaks of measures against
    touch or step voltage.
    Silent on: the edges of footpaths, and roof plans, which show no entrances.
    """
    for entrance in plans.recognise(entrances):
        here = [each for each in plans.recognise(down_conductors) if each.sheet == entrance.sheet]
        yield _judged(entrance, here, plans, law)


def _judged(entrance: Entrance, here: list[DownConductor], plans: Plans, law: Law) -> Finding:
    limit = law.at_least("distance")
    place = entrance.where if entrance.line is None else entrance.line
    line = shapely.shortest_line(place, MultiPoint([each.point for each in here]))
    measured = Measurement(float(line.length), line)
    if entrance.line is None:
        return limit.judge(
            entrance,
            measured,
            doubt=Words("仅有出入口文字，未识别到门", "words alone tell of this entrance, no door is recognised"),
        )
    finding = limit.judge(entrance, measured)
    sheet = plans.drawings.sheet(entrance.sheet)
    if finding.verdict is Verdict.MET and hides_shapes(sheet):
        unread = Words(
            "图中有未能读出的内容，可能含引下线，请分解后重新上传",
            "objects of the sheet could not be read and may be conductors; explode them and upload again",
        )
        return limit.judge(entrance, measured, doubt=unread)
    if finding.verdict is not Verdict.BROKEN:
        return finding
    columns = [each for each in here if entrance.building.dwithin(each.point, ON_PERIMETER)]
    if columns_used(sheet) and len(columns) >= law.number("columns"):
        return law.holds(
            entrance,
            met=True,
            message=Words(
                f"{entrance.subject}：最近引下线 {measured.value:.2f} m，利用柱内钢筋且共 {len(columns)} 处，可除外",
                f"{entrance.subject}: the nearest is {measured.value:.2f} m away; the steel of {len(columns)} columns serves",
            ),
            along=line,
        )
    if touch_measures_written(sheet):
        return limit.judge(
            entrance,
            measured,
            doubt=Words(
                "图注有防接触电压或跨步电压措施，请核实",
                "the sheet speaks of measures against touch or step voltage, please check",
            ),
        )
    return finding
