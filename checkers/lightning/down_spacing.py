"""Down conductors stand close enough to each other along the perimeter of a roof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.perimeter import Edge, Stretch, edges
from checkers.features.roof import ON_PERIMETER, down_conductors, is_earthing
from checkers.finding import Comparison, Limit, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("lightning/down-spacing")
def down_spacing(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every stretch of a roof's perimeter between two down conductors is short enough for the roof's class.

    Measured: along the outline of the roof and of each inner court, from one conductor to the next and from the last
    back to the first; a single conductor has the whole perimeter to itself. Doubtful are conductors that stand off
    the perimeter, stretches that only such a conductor would shorten enough, roofs on which no conductor was
    recognised, and roofs whose class is not known.
    Silent on: upper roofs without a conductor of their own, and the average over the perimeter, which the code
    accepts where a large span leaves no place for a conductor.
    """
    found = plans.recognise(edges)
    looked_at = [edge for edge in found if edge.on_it or edge.off_it or not edge.roof.stands_on]
    if not looked_at and any(not is_earthing(plans.drawings.sheet(c.sheet)) for c in plans.recognise(down_conductors)):
        raise CouldNotRead("屋面轮廓 (BLDG_OUTLINE)")
    if looked_at and all(edge.roof.protection.value is None for edge in looked_at):
        raise CouldNotRead("facts.buildings[].lightning_class")
    for edge in looked_at:
        yield from _edge(edge, law)


def _edge(edge: Edge, law: Law) -> Iterator[Finding]:
    roof = edge.roof
    for conductor in edge.off_it:
        away = edge.line.distance(conductor.point)
        yield law.doubts(
            conductor,
            Words(
                f"{roof.subject}：引下线距轮廓线 {away:.2f} m（大于 {ON_PERIMETER:g} m），不在周边，请核实",
                f"{roof.subject}: a down conductor stands {away:.2f} m from the outline (more than {ON_PERIMETER:g} m), "
                "so not on the perimeter, please check",
            ),
            along=edge.line,
        )
    if roof.protection.value is None:
        yield law.doubts(
            roof,
            Words(
                f"{roof.subject}：防雷类别未注明或不唯一，引下线间距限值无法确定，请在图中注明防雷类别",
                f"{roof.subject}: its class of protection is not written or not unique, so no limit is known. "
                "Write the class on the sheet",
            ),
        )
        return
    if not edge.on_it:
        yield law.doubts(
            roof,
            Words(
                f"{roof.subject}：周边未识别到引下线，请核实",
                f"{roof.subject}: no down conductor recognised along this edge, please check",
            ),
            along=edge.line,
        )
        return
    table = law.table("spacing")
    limit = law.limit(
        float(table[str(roof.protection.value)]),
        Comparison.AT_MOST,
        unit=table["unit"],
        zh=f"第{roof.protection.value}类防雷引下线{table['zh']}",
        en=f"class {roof.protection.value} down conductors, {table['en']}",
    )
    for stretch in edge.stretches:
        yield _judged(stretch, limit, roof.protection.doubt)


def _judged(stretch: Stretch, limit: Limit, doubt: Words | None) -> Finding:
    measured = Measurement(stretch.along.length, stretch.along)
    finding = limit.judge(stretch, measured)
    if finding.verdict is Verdict.MET:
        return limit.judge(stretch, measured, doubt=doubt)
    if stretch.split and all(limit.judge(stretch, Measurement(part)).verdict is Verdict.MET for part in stretch.split):
        return limit.judge(
            stretch,
            measured,
            doubt=Words(
                "其间有不在周边的引下线，计入后满足，请核实",
                "a down conductor off the perimeter stands between; with it the spacing is met, please check",
            ),
        )
    return finding
