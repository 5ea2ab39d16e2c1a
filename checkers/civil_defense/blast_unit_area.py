"""Blast units of a shelter are no larger than their wartime function allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.civil_defense.unit_area import judged
from checkers.features.shelter import blast_units
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("civil-defense/blast-unit-area")
def blast_unit_area(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every blast unit has at most the area that the code allows for its wartime function.

    Measured: the area inside the closed line labelled 抗爆单元. The wartime function is read from the texts inside,
    else from those of the protective unit around it. Doubtful are units whose function no text or several texts
    name, and units without a closed line of their own.
    Silent on: whether the blast units cover their protective unit, the partitions between them, and whether a
    shelter below ten or more storeys may be left undivided.
    """
    for unit in plans.recognise(blast_units):
        yield judged(unit, plans, law)
