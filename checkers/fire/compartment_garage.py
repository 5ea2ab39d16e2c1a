"""Rule ``fire/compartment-garage``."""

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

ABOVE = ("height", "storeys", "fire_rating", "sprinklered")


@rule("fire/compartment-garage")
def compartment_garage(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every fire compartment of a garage is at most as large as its storey, rating and sprinklers allow.

    Measured: the area inside each closed line of a fire compartment that its words or stalls tell to be a garage's.
    Below ground and in high-rises the limit is the smallest, in half-basements and buildings of several storeys it is
    larger, in those of one storey largest; sprinklers double it, mechanical parking takes a third. Facts nobody has
    stated (sprinklers; above ground also height, storeys and rating) make a finding doubtful unless every value they
    allow says the same; so does an area written inside that is larger than the limit while the drawn one is not.
    Silent on: storeys joined by open ramps; compartments for charging electric cars.
    """
    for each in plans.recognise(compartments):
        if each.garage:
            yield _judged(each, law)


def _judged(each: Compartment, law: Law) -> Finding:
    values = [
        base * water * kind
        for base in _bases(each, law)
        for water in (law.number("sprinkler_factor") if known else 1.0 for known in sprinklered(each.building))
        for kind in ((law.number("mechanical"), 1.0) if each.mechanical else (1.0,))
    ]
    strict, lax = (
        law.limit(value, Comparison.AT_MOST, unit="m²", zh="汽车库防火分区面积", en="area of a garage's compartment")
        for value in (min(values), max(values))
    )
    measured = Measurement(each.polygon.area, each.polygon, AREA_PRECISION)
    missing = unknown(each.building, *(("sprinklered",) if each.below else ABOVE))
    if each.mechanical:
        missing = Words(
            "机械式汽车库限值按是否有人停取车减小，请人工复核",
            "whether people enter the mechanical garage decides its limit; please check",
        )
    finding = bracketed(strict, lax, each, measured, unknown=missing)
    if finding.verdict is Verdict.MET and each.written is not None and each.written > strict.value:
        doubt = Words(
            f"图中注写面积 {each.written:g} m² 大于限值，与图形不符，请核对",
            f"the area written inside is {each.written:g} m², more than the limit and than what is drawn; check them",
        )
        return strict.judge(each, measured, doubt=doubt)
    return finding


def _bases(each: Compartment, law: Law) -> list[float]:
    """Every value that may hold before sprinklers and mechanical parking."""
    if each.half_below:
        return [law.number("several_or_half_below")]
    if each.below:
        return [law.number("below_or_high")]
    tall = is_tall(each.building, law.number("high_residential"), law.number("high_public"))
    storeys = None if each.building is None else each.building.storeys
    found = [] if tall is False and each.below is False else [law.number("below_or_high")]
    if tall is not True and storeys != 1:
        found.append(law.number("several_or_half_below"))
    if tall is not True and storeys in {None, 1}:
        worst = max(ratings(each.building)) > law.number("rating")
        best = min(ratings(each.building)) <= law.number("rating")
        found += [law.number("single_rating_3")] if worst else []
        found += [law.number("single")] if best else []
    return found
