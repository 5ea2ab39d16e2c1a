"""Rule ``fire/group-layout``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.separations import gaps, groups
from checkers.finding import AREA_PRECISION, Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.separations import Group
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/group-layout")
def group_layout(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every group of low buildings that stand nearer to each other than single ones may is small enough for it.

    Measured: dwellings and offices known to be low and of fire rating 1 or 2 that stand nearer to each other than
    single buildings must; the ground they cover together, and the smallest distance inside the group. The clause says
    preferably of that distance: a smaller one is doubtful.
    Silent on: buildings whose height, use or rating is unknown, and those that touch, which ``fire/separation-civil``
    names; the distance from one group to the next, which is that of single buildings.
    """
    found = gaps(plans, law.number("neighbours"))
    for group in groups(found, law.number("single"), law.number("high_residential"), law.number("high_public")):
        yield worst(_judged(group, law))


def _judged(group: Group, law: Law) -> Iterator[Finding]:
    yield law.at_most("area").judge(group, Measurement(group.area, group.where, AREA_PRECISION))
    gap = law.at_least("gap")
    measured = Measurement(group.nearest.distance, group.nearest.along)
    met = gap.judge(group, measured).verdict is Verdict.MET
    preferred = Words("条文用“不宜”，请复核", "the clause says preferably; please check")
    yield gap.judge(group, measured, doubt=None if met else preferred)
