"""Rule ``fire/pump-adapter``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.base import areas
from checkers.features.symbols import Equipment, of_kind
from checkers.finding import Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.features.plans import Plans
    from checkers.features.symbols import Symbol
    from checkers.finding import Finding
    from checkers.rule import Law

PREFERRED = Words("条文用“宜”，请复核", "the clause says preferably; please check")


@rule("fire/pump-adapter")
def pump_adapter(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every pump adapter stands neither too near nor too far from an outdoor hydrant or fire water tank.

    Measured: each pump adapter (水泵接合器); the straight distance to an outdoor hydrant or fire water tank on the
    same sheet: to one within the range of the clause if there is any, else to the nearest. The clause says preferably:
    an adapter outside the range is doubtful, never broken, and so is one on a sheet without hydrants and tanks.
    Silent on: whether a system needs adapters, how many, and whether they serve the zone of the hydrant.
    """
    hydrants = of_kind(plans, Equipment.OUTDOOR_HYDRANT)
    for adapter in of_kind(plans, Equipment.PUMP_ADAPTER):
        near = [hydrant for hydrant in hydrants if hydrant.sheet == adapter.sheet]
        sources: list[BaseGeometry] = [hydrant.point for hydrant in near if hydrant.sure]
        sources += [
            area.polygon
            for area in areas(plans.drawings.sheet(adapter.sheet), "TANK")
            if area.says("消防水池", "消防蓄水池", "消防取水")
        ]
        if not sources and near:
            unsure = Words(
                "消火栓图形识别依据不足，请复核", "the hydrants are recognised on weak evidence; please check"
            )
            line = min((shapely.shortest_line(adapter.point, each.point) for each in near), key=shapely.length)
            yield law.at_least("nearest").judge(adapter, Measurement(float(line.length), line), doubt=unsure)
            continue
        if not sources:
            yield law.doubts(
                adapter,
                Words(
                    f"{adapter.subject}：本图未识别到室外消火栓或消防水池，距离无法核对，请在该图绘出",
                    f"{adapter.subject}: no outdoor hydrant or fire water tank on this sheet; draw them on it",
                ),
            )
            continue
        lines = sorted(
            (shapely.shortest_line(adapter.point, source) for source in sources), key=lambda line: line.length
        )
        judged = [_judged(adapter, Measurement(float(line.length), line), law) for line in lines]
        yield next((finding for finding in judged if finding.verdict is Verdict.MET), judged[0])


def _judged(adapter: Symbol, distance: Measurement, law: Law) -> Finding:
    both = [limit.judge(adapter, distance) for limit in (law.at_least("nearest"), law.at_most("farthest"))]
    finding = worst(both)
    if finding.verdict is not Verdict.BROKEN:
        return finding
    limit = law.at_least("nearest") if both[0].verdict is Verdict.BROKEN else law.at_most("farthest")
    return limit.judge(adapter, distance, doubt=PREFERRED)
