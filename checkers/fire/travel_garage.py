"""Rule ``fire/travel-garage``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.base import Feature
from checkers.features.compartments import compartments
from checkers.features.links import Part
from checkers.features.occupancy import sprinklered, unknown
from checkers.features.paths import all_paths
from checkers.features.routes import doubt_of, far_places
from checkers.finding import LENGTH_PRECISION, Measurement, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.paths import Paths
    from checkers.features.plans import Plans
    from checkers.features.routes import Far
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/travel-garage")
def travel_garage(plans: Plans, law: Law) -> Iterator[Finding]:
    """From every place in a garage it is not too far to an exit for people.

    Measured: each room named as a garage; the longest of the shortest ways on foot from any place in it, round walls
    and columns and through corridors and lobbies, to the middle of the nearest door into a stair, or on the ground
    floor to the outside. Where several fire compartments are drawn in one garage, each is walked in by itself and left
    by its own doors. Parked cars bar no way. Facts nobody has stated (sprinklers) make a finding doubtful unless
    both limits say the same; so do doors and walls that were weakly recognised, garages without a recognised exit,
    without an outline or of which a part cannot be reached.
    Silent on: parked cars; exits borrowed from a neighbouring fire compartment; exits into a sunken court.
    """
    for paths in plans.recognise(all_paths):
        storey = paths.storey
        drawn = [each for each in plans.recognise(compartments) if each.sheet == storey.sheet]
        ways = list(far_places(paths, Part.GARAGE, drawn))
        if ways and not storey.links:
            raise CouldNotRead("车库平面图中的楼梯间门 (doors into the stairs of the garage)")
        if storey.garage and not ways:
            yield law.doubts(
                storey,
                Words(
                    f"{storey.subject}：车库范围未被墙体或闭合线围住，或未注写名称，疏散距离无法量取，请绘出车库的闭合轮廓",
                    f"{storey.subject}: no walls or closed line bound the garage, or its name stands outside them, so no "
                    "way can be measured. Draw its outline closed",
                ),
            )
        for far in ways:
            yield _judged(paths, far, plans, law)


def _judged(paths: Paths, far: Far, plans: Plans, law: Law) -> Finding:
    storey, way = paths.storey, far.way
    room = storey.rooms[far.room]
    name = room.subject if far.compartment is None else far.compartment.subject
    garage = Feature(
        subject=f"{storey.title} {name}".strip(),
        sheet=room.sheet,
        where=far.where,
        handles=room.handles,
        how=room.how,
        sure=room.sure and far.sure,
    )
    if not math.isfinite(way.value):
        return law.doubts(
            garage,
            Words(
                f"{garage.subject}：未识别到可到达的人员安全出口，或车库有一部分走不到，请绘出楼梯间及其门并注写名称",
                f"{garage.subject}: no exit for people was recognised that can be reached from all of the garage. "
                "Draw the stairs with their doors and write their names",
            ),
        )
    base, lax = law.at_most("base"), law.at_most("sprinklered")
    if storey.level.ground:
        base = lax = law.at_most("ground")
    known = sprinklered(storey.building)
    strict = lax if False not in known else base
    lax = base if True not in known else lax
    measured = Measurement(way.value, way.along, max(way.spare, LENGTH_PRECISION))
    doubt = doubt_of(way, plans, garage.sheet, clear=paths.clear[far.room])
    if doubt is not None:
        return strict.judge(garage, measured, doubt=doubt)
    return bracketed(strict, lax, garage, measured, unknown=unknown(storey.building, "sprinklered"))
