"""Rule ``fire/compartment-area``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.closure import unmeasured
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

OTHER_CODES = {Use.GARAGE, Use.INDUSTRIAL, Use.STORAGE}
ASKED = ("use", "height", "fire_rating", "sprinklered")


@rule("fire/compartment-area")
def compartment_area(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every fire compartment of a public building is at most as large as its height, rating and sprinklers allow.

    Measured: the area inside each closed line of a fire compartment that is no garage's. Below ground the limit is
    that of basements, and of equipment rooms where only these are named; above ground height and rating choose it;
    sprinklers double it. Facts nobody has stated (use, height, rating, sprinklers) make a finding doubtful unless
    every value they allow says the same; so does an area written inside that is larger than the limit while the drawn
    one is not, a sales hall above the common limit that may have a larger one, and a line that is open or crosses
    itself.
    Silent on: sprinklers in a part of the compartment; galleries and atria that join storeys; housing, garages,
    factories and stores.
    """
    for each in plans.recognise(compartments):
        if not each.garage and (each.below or _is_public(each)):
            yield _judged(each, law)
    for bound in unmeasured(plans, "FIRE_COMP"):
        yield law.doubts(
            bound,
            Words(
                f"{bound.subject}：防火分区线未闭合或自相交，面积无法量取，请用闭合多段线绘出",
                f"{bound.subject}: the line of a fire compartment is open or crosses itself, so its area cannot be "
                "taken. Draw it as a closed polyline",
            ),
        )


def _is_public(each: Compartment) -> bool:
    use = None if each.building is None else each.building.use
    housing = each.dwelling or (use is Use.RESIDENTIAL and each.dwelling is None)
    return not housing and use not in OTHER_CODES


def _judged(each: Compartment, law: Law) -> Finding:
    values = _limits(each, law)
    missing = unknown(each.building, *(ASKED if not each.below else ("sprinklered",)))
    if not values:
        return law.doubts(
            each,
            Words(
                f"{each.subject}：面积实测 {each.polygon.area:.2f} m²；{missing.zh}",
                f"{each.subject}: area measured {each.polygon.area:.2f} m²; {missing.en}",
            ),
            along=each.polygon,
        )
    quantity = Words("防火分区建筑面积", "area of the fire compartment")
    strict, lax = (
        law.limit(value, Comparison.AT_MOST, unit="m²", zh=quantity.zh, en=quantity.en)
        for value in (min(values), max(values))
    )
    measured = Measurement(each.polygon.area, each.polygon, AREA_PRECISION)
    finding = bracketed(strict, lax, each, measured, unknown=missing)
    if finding.verdict is Verdict.MET and each.written is not None and each.written > strict.value:
        doubt = Words(
            f"图中注写面积 {each.written:g} m² 大于限值，与图形不符，请核对",
            f"the area written inside is {each.written:g} m², more than the limit and than what is drawn; check them",
        )
        return strict.judge(each, measured, doubt=doubt)
    if (
        finding.verdict is Verdict.BROKEN
        and each.shop
        and True in sprinklered(each.building)
        and _may_be_larger(each, law)
    ):
        doubt = Words(
            "商店营业厅、展览厅满足条件时限值另有规定，见 fire/compartment-shop",
            "a sales or exhibition hall may have a larger limit, see fire/compartment-shop",
        )
        return lax.judge(each, measured, doubt=doubt)
    return finding


def _limits(each: Compartment, law: Law) -> list[float]:
    """Every value that may hold, by what is known; none when the use decides and is unknown."""
    bases: list[float] = []
    if each.below is not False:
        # a storey of both kinds of rooms has the smaller limit
        bases.append(law.number("below_equipment") if _only_equipment(each) else law.number("below"))
    if not each.below:
        if each.building is None or each.building.use is None:
            return []
        tall = is_tall(each.building, law.number("high_residential"), law.number("high_public"))
        if tall is not False:
            bases.append(law.number("high"))
        if tall is not True:
            table = law.table("low")
            bases += [float(table[str(rating)]) for rating in ratings(each.building) if str(rating) in table]
    return [
        base * (law.number("sprinkler_factor") if with_water else 1.0)
        for base in bases
        for with_water in sprinklered(each.building)
    ]


def _may_be_larger(each: Compartment, law: Law) -> bool:
    """Whether a sales hall of this storey has a limit of its own: on upper floors of low buildings it has none."""
    upper = each.level.lowest is not None and each.level.lowest > 1
    tall = is_tall(each.building, law.number("high_residential"), law.number("high_public"))
    return not upper or tall is not False


def _only_equipment(each: Compartment) -> bool:
    return each.equipment and not each.shop
