"""Rule ``fire/compartment-shop``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.compartments import compartments
from checkers.features.occupancy import is_tall, ratings, sprinklered, unknown
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.compartments import Compartment
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

ASKED = ("height", "storeys", "fire_rating", "sprinklered")


@rule("fire/compartment-shop")
def compartment_shop(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every fire compartment of a sales or exhibition hall is at most as large as its storey and sprinklers allow.

    Measured: the area inside each closed line of a fire compartment that names a sales or exhibition hall. The larger
    limits hold in sprinklered buildings of rating 1 or 2: one for high-rises, one for the ground floor of a low
    building or one of a single storey, one below ground. An area above the limit is broken; one below it is met where
    sprinklers and rating are stated and no rooms of other uses are named inside. Other storeys of low buildings, and buildings without sprinklers, have no larger
    limit: ``fire/compartment-area`` judges them.
    Silent on: fire alarm and linings, which the larger limits ask for as well.
    """
    for each in plans.recognise(compartments):
        if not each.shop or each.garage:
            continue
        if True not in sprinklered(each.building) or min(ratings(each.building)) > law.number("rating"):
            continue
        values = _limits(each, law)
        if values:
            yield _judged(each, values, law)


def _judged(each: Compartment, values: list[float], law: Law) -> Finding:
    strict, lax = (
        law.limit(value, Comparison.AT_MOST, unit="m²", zh="商店营业厅防火分区面积", en="area of a sales compartment")
        for value in (min(values), max(values))
    )
    missing = unknown(each.building, *ASKED)
    measured = Measurement(each.polygon.area, each.polygon, AREA_PRECISION)
    finding = bracketed(strict, lax, each, measured, unknown=missing)
    if finding.verdict is not Verdict.MET:
        return finding
    if False in sprinklered(each.building) or max(ratings(each.building)) > law.number("rating"):
        return strict.judge(each, measured, doubt=missing)
    if each.mixed:
        doubt = Words(
            "分区内另注有其他用途房间，是否独立的营业厅、展览厅防火分区需复核",
            "rooms of other uses are named inside; whether it is a sales hall's compartment is for a person to see",
        )
        return strict.judge(each, measured, doubt=doubt)
    if each.written is not None and each.written > strict.value:
        doubt = Words(
            f"图中注写面积 {each.written:g} m² 大于限值，与图形不符，请核对",
            f"the area written inside is {each.written:g} m², more than the limit and than what is drawn; check them",
        )
        return strict.judge(each, measured, doubt=doubt)
    return finding


def _limits(each: Compartment, law: Law) -> list[float]:
    """Every value that may hold; none where the clause names none."""
    if each.below:
        return [law.number("below")]
    tall = is_tall(each.building, law.number("high_residential"), law.number("high_public"))
    found = [] if tall is False else [law.number("high")]
    single = each.building is not None and each.building.storeys == 1
    if tall is not True and (each.level.only_ground or single):
        found.append(law.number("ground"))
    if each.below is None:
        found.append(law.number("below"))
    return found
