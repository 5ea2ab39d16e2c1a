"""Rule ``fire/travel-resi``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.occupancy import is_tall, rows, sprinklered, unknown
from checkers.features.routes import departures, doubt_of
from checkers.features.ways_out import storeys
from checkers.finding import Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.routes import Departure
    from checkers.finding import Finding, Limit
    from checkers.rule import Law

ASKED = ("height", "fire_rating", "sprinklered")


@rule("fire/travel-resi")
def travel_resi(plans: Plans, law: Law) -> Iterator[Finding]:
    """From the door of every dwelling it is not too far to an exit.

    Measured: on plans of housing, the shortest way on foot from the middle of each dwelling's door along corridors
    and lobbies to the middle of the nearest stair's door (on the ground floor to the outside). A door lies between
    two exits when the ways to two of them part at once; where they share a stretch, the value at a dead end is met or
    the finding is doubtful. Facts nobody has stated (height, rating, sprinklers) make a finding doubtful unless every
    value they allow says the same; so do doors, rooms and walls that were weakly recognised, and storeys without a
    recognised exit. Doors of shafts (丙 grade), gaps
    without a door, and doors of shops, offices and service rooms are no dwelling's.
    Silent on: the way inside a dwelling; the way inside stairs; open stairs of low houses.
    """
    for storey in plans.recognise(storeys):
        leaving = [each for each in plans.recognise(departures) if each.storey is storey and each.of_a_dwelling]
        if not leaving or not storey.housing:
            continue
        if not storey.exits:
            yield law.doubts(
                storey,
                Words(
                    f"{storey.subject}：未识别到安全出口，疏散距离无法量取，请绘出楼梯间及其门并注写名称",
                    f"{storey.subject}: no exit was recognised, so no way can be measured. Draw the stairs with their "
                    "doors and write their names",
                ),
            )
            continue
        for each in leaving:
            yield _judged(each, plans, law)


def _judged(door: Departure, plans: Plans, law: Law) -> Finding:
    if not math.isfinite(door.way.value):
        return law.doubts(
            door,
            Words(
                f"{door.subject}：未找到通向安全出口的路径，请核对走道、前室、门洞与楼梯间是否绘制完整",
                f"{door.subject}: no way to an exit was found; check that corridors, lobbies, openings and stairs are "
                "drawn",
            ),
        )
    storey = door.storey
    tall = is_tall(storey.building, law.number("high_residential"), law.number("high_public"))
    factors = [law.number("sprinkler_factor") if each else 1.0 for each in sprinklered(storey.building)]
    table = rows(law.table("low"), law.table("high"), ("dwelling",), storey.building, tall=tall)
    missing = unknown(storey.building, *ASKED)
    between = [row[0] * factor for row in table for factor in factors]
    dead_end = [row[1] * factor for row in table for factor in factors]
    if not table:
        return law.doubts(
            door,
            Words(
                f"{door.subject}：限值表中没有该高度与耐火等级的一项，请核对事实中的耐火等级 (fire_rating)",
                f"{door.subject}: the table has no row for this height and rating; check fire_rating in the facts",
            ),
            along=door.way.along,
        )
    fitting = between if door.two_ways else dead_end
    strict, lax = (_limit(value, law, two_ways=door.two_ways) for value in (min(fitting), max(fitting)))
    measured = Measurement(door.way.value, door.way.along)
    doubt = doubt_of(door.way, plans, door.sheet, clear=door.clear)
    if doubt is not None:
        return strict.judge(door, measured, doubt=doubt)
    finding = bracketed(strict, lax, door, measured, unknown=missing)
    if finding.verdict is Verdict.MET or door.two_ways or math.isinf(door.shared):
        return finding
    part = Words(
        f"至两个安全出口的路径有 {door.shared:.1f} m 重合，或其中一个出口识别依据不足，是否按袋形走道计需人工复核",
        f"the ways to two exits share {door.shared:.1f} m, or one of the exits was weakly recognised; whether the door "
        "lies at a dead end is for a person to see",
    )
    return bracketed(strict, _limit(max(between), law, two_ways=True), door, measured, unknown=part)


def _limit(value: float, law: Law, *, two_ways: bool) -> Limit:
    place = Words("两个安全出口之间", "between two exits") if two_ways else Words("袋形走道", "at a dead end")
    return law.limit(
        value,
        Comparison.AT_MOST,
        unit="m",
        zh=f"户门至最近安全出口的距离（{place.zh}）",
        en=f"way from the dwelling's door to the nearest exit, {place.en}",
    )
