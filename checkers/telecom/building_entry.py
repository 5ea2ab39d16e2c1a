"""Enough ducts lead into each building."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.ducts import Stretch, ducts_written, ends_at, stretches
from checkers.features.site import shows_site
from checkers.features.tanks import buildings
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Area
    from checkers.features.plans import Plans


@rule("telecom/building-entry")
def building_entry(plans: Plans, law: Law) -> Iterator[Finding]:
    """Into every building that ducts reach lead at least the required number of them.

    Measured: on site plans, the ducts written along each stretch that ends at a building's outline (``2φ100``, ``4孔``),
    added up for the building. Doubtful are buildings with a stretch along which no number is written, unless the
    others are enough.
    Silent on: buildings that no duct on the sheet reaches, for theirs may come from a basement; manholes at the entry
    (telecom/manhole-spacing) and slopes.
    """
    for sheet in plans.sheets:
        if not shows_site(sheet):
            continue
        entering = [one for one in plans.recognise(stretches) if one.sheet == sheet.id and one.into_building]
        for building in plans.recognise(buildings):
            if building.sheet == sheet.id:
                own = [stretch for stretch in entering if ends_at(stretch, building.polygon)]
                if own:
                    yield _judged(plans, building, own, law)


def _judged(plans: Plans, building: Area, own: Sequence[Stretch], law: Law) -> Finding:
    counts = [ducts_written(plans, stretch) for stretch in own]
    lines = shapely.union_all([stretch.line for stretch in own])
    thing = replace(
        building,
        where=shapely.union_all([building.polygon, lines]),
        handles=(*building.handles, *(handle for stretch in own for handle in stretch.handles)),
        how=own[0].how,
    )
    limit = law.at_least("holes")
    written = Measurement(float(sum(count for count in counts if count is not None)), lines, precision=0)
    finding = limit.judge(thing, written)
    if finding.verdict is not Verdict.MET and None in counts:
        return law.doubts(
            thing,
            Words(
                f"{building.subject}：引入管未注明孔数，请在管道旁注明孔数与管径",
                f"{building.subject}: no number of ducts is written at its entry; write number and diameter beside it",
            ),
            lines,
        )
    return finding
