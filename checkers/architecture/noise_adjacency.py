"""Rule ``architecture/noise-adjacency``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.closed_rooms import rooms_on
from checkers.features.dwelling_rooms import Kind, dwelling_rooms
from checkers.features.lift_shafts import shafts
from checkers.features.neighbours import beside, is_noisy
from checkers.features.unseen import hides_shapes
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.closed_rooms import Room
    from checkers.features.dwelling_rooms import DwellingRoom
    from checkers.features.neighbours import Neighbour
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("architecture/noise-adjacency")
def noise_adjacency(plans: Plans, law: Law) -> Iterator[Finding]:
    """No bedroom of a dwelling shares a wall with a lift shaft or a room of noisy machines.

    Measured: the rooms that lie behind the walls of each bedroom, as far as a wall is thick, along at least a stretch
    of wall; of them those named as a lift, its shaft or machine room, or as pumps, fans and transformers. A bedroom on
    a sheet that shows no such room at all is not looked at. Doubtful are bedrooms with a noisy room that is weakly
    recognised, those beside a lift of which only the car is drawn or the name is written, and those on sheets with
    objects that could not be read.
    Silent on: what lies above and below; measures against noise; rooms without a name.
    """
    limits = law.number("wall"), law.number("stretch")
    bedrooms = [each for each in plans.recognise(dwelling_rooms) if Kind.BEDROOM in each.kinds]
    noisy: dict[str, list[Room]] = {}
    for identity in {each.room.sheet for each in bedrooms}:
        own = plans.recognise_on(plans.drawings.sheet(identity), rooms_on)
        named = [room for room in own if is_noisy(room.name)]
        noisy[identity] = [*named, *shafts(plans.drawings.sheet(identity), own, named)]
    for each in bedrooms:
        here = noisy[each.room.sheet]
        if here:
            yield _judged(each, beside(each.room, here, *limits), plans, law)


def _judged(each: DwellingRoom, found: list[Neighbour], plans: Plans, law: Law) -> Finding:
    room = each.room
    if not found:
        met = law.holds(
            room,
            met=True,
            message=Words(
                f"{room.subject}：未与电梯井道、机房、水泵房等紧邻，符合",
                f"{room.subject}: beside no lift shaft and no room of machines: met",
            ),
        )
        if not hides_shapes(plans.drawings.sheet(room.sheet)):
            return met
        return law.doubts(
            room,
            Words(
                f"{room.subject}：图中有对象未能读取，请核实相邻房间", f"{room.subject}: some objects could not be read"
            ),
        )
    names = "、".join(dict.fromkeys(other.room.subject for other in found))
    sure = room.sure and each.dwelling is True and any(other.room.sure for other in found)
    return law.holds(
        replace(room, sure=sure),
        met=False,
        message=Words(
            f"{room.subject}：与 {names} 紧邻，" + ("不符合" if sure else "存疑，请核实"),
            f"{room.subject}: beside {names}: " + ("broken" if sure else "doubtful, please check"),
        ),
        along=found[0].along,
    )
