"""Rule ``architecture/stair-step``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.serves import served
from checkers.features.stairs import stairs
from checkers.features.step_texts import step_texts
from checkers.finding import Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.base import Feature
    from checkers.features.plans import Plans
    from checkers.features.serves import Served
    from checkers.finding import Finding, Limit
    from checkers.rule import Law

GOING = Words("踏步宽", "going of steps")
RISER = Words("踏步高", "rise of steps")
PERHAPS_INNER = Words("无法确认是公共楼梯还是套内楼梯", "nothing tells a common stair from one inside a dwelling")

PUBLIC = {"public_stair_main", "highrise_lift_main"}
"""rows for public buildings in general"""

_KINDS = {
    Use.RESIDENTIAL: {"resi"},
    Use.KINDERGARTEN: {"kinder"},
    Use.ELDERLY: {"elder_public"},
    Use.SCHOOL: {"primary", *PUBLIC},
    Use.OFFICE: PUBLIC,
}
"""the rows of the table that a use may fall into"""


@rule("architecture/stair-step")
def stair_step(plans: Plans, law: Law) -> Iterator[Finding]:
    """The steps of common stairs are deep enough and not too high.

    Measured: the going of each flight, from tread line to tread line on the plan; rise and going where a text or a
    dimension states them (165x18=2970, 踏步 280x165). The use of the building chooses the row of the table; where
    facts leave several, a step that meets the strictest is met, one that fails the laxest is broken, and one between
    is doubtful. Texts on sheets that are neither titled as sections nor as stairs are doubtful.
    Silent on: rises that no text states; winders; differences from step to step; slip resistance.
    """
    for stair in plans.recognise(stairs):
        for flight in stair.flights:
            measured = Measurement(flight.going.value, flight.going.along)
            yield _judged(flight, plans, law, GOING, measured, named=bool(flight.name))
    for text in plans.recognise(step_texts):
        if text.going is not None:
            yield _judged(text, plans, law, GOING, Measurement(text.going, text.where), named=True)
        if text.riser is not None:
            yield _judged(text, plans, law, RISER, Measurement(text.riser, text.where), named=True)


def _judged(thing: Feature, plans: Plans, law: Law, quantity: Words, measured: Measurement, *, named: bool) -> Finding:
    here = plans.recognise(served)[thing.sheet]
    limits = sorted((_limit(row, quantity, law) for row in _rows(here, law)), key=lambda limit: limit.value)
    lax, strict = (limits[0], limits[-1]) if quantity is GOING else (limits[-1], limits[0])
    finding = bracketed(strict, lax, thing, measured, unknown=here.unknown)
    if finding.verdict is Verdict.BROKEN and not named and here.dwelling is not False:
        return strict.judge(thing, measured, doubt=PERHAPS_INNER)
    return finding


def _limit(row: tuple[float, float], quantity: Words, law: Law) -> Limit:
    going = quantity is GOING
    return law.limit(
        row[0] if going else row[1],
        Comparison.AT_LEAST if going else Comparison.AT_MOST,
        unit=law.table("steps")["unit"],
        zh=quantity.zh,
        en=quantity.en,
    )


def _rows(here: Served, law: Law) -> list[tuple[float, float]]:
    """The rows of the table that may hold for a stair of this building, each going and rise."""
    table = law.table("steps")["rows"]
    if here.use is not None:
        names = set(_KINDS.get(here.use, PUBLIC))
        gathering = None if here.building is None else here.building.crowded
        if gathering and here.use is not Use.RESIDENTIAL:
            names = {"crowded", *(names - PUBLIC)}
            if here.use in {Use.KINDERGARTEN, Use.ELDERLY}:  # what these people need holds besides
                return [(max(table[name][0] for name in names), min(table[name][1] for name in names))]
        elif gathering is None and (here.use not in _KINDS or here.use is Use.SCHOOL):
            names = {*names, "crowded"}
    else:
        names = set(table) if here.dwelling is None else set(table) - {"resi"}
    low = here.height is not None and here.height <= law.number("high_public")
    return [tuple(table[name]) for name in names if not (low and name == "highrise_lift_main" and len(names) > 1)]
