"""Rule ``architecture/railing``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.railing_texts import guards
from checkers.features.serves import served
from checkers.finding import Measurement, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.railing_texts import Guard
    from checkers.finding import Finding
    from checkers.rule import Law

UNKNOWN_USE = Words(
    "无法确认是否为住宅，限值不能确定，请在图名或事实中说明 (facts.buildings[].use)",
    "nothing tells whether this is housing; say so in the title or the facts (facts.buildings[].use)",
)

PUBLIC_PLACE = Words(
    "中庭是否属公共场所未明，限值不能确定，请核实并注明",
    "nothing tells whether the atrium is a public place; check, and say so",
)


@rule("architecture/railing")
def railing(plans: Plans, law: Law) -> Iterator[Finding]:
    """The railings at open edges are written high enough.

    Measured: heights that texts state of railings of balconies, galleries, roofs people use and other open edges (阳台栏杆
    高度 1200 mm). Housing asks for more than other buildings; where nothing tells which it is, a height between the two
    is doubtful, and so is one at an atrium that only suffices where the public does not gather.
    Silent on: railings whose height is only drawn; handrails of stairs; the gaps between bars; ledges people can climb.
    """
    for guard in plans.recognise(guards):
        yield _judged(guard, plans, law)


def _judged(guard: Guard, plans: Plans, law: Law) -> Finding:
    here = plans.recognise(served)[guard.sheet]
    housing = here.use is Use.RESIDENTIAL
    strict = law.at_least("civil" if here.dwelling is False and not housing else "resi")
    lax = law.at_least("resi" if housing else "civil")
    unknown = UNKNOWN_USE
    if guard.atrium and strict.value < law.at_least("atrium").value:
        strict, unknown = law.at_least("atrium"), PUBLIC_PLACE
    return bracketed(strict, lax, guard, Measurement(guard.height, guard.where), unknown=unknown)
