"""Rule ``fire/door-swing``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.door_codes import OpeningKind
from checkers.features.links import Part
from checkers.features.occupancy import MANY_PEOPLE
from checkers.features.ways_out import storeys
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.links import Link
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Storey
    from checkers.finding import Finding
    from checkers.rule import Law

LOBBY_DOORS = ({Part.LOBBY, Part.WAY}, {Part.LOBBY, Part.GARAGE})
SLIDES = {OpeningKind.SLIDING, OpeningKind.SHUTTER}


@rule("fire/door-swing")
def door_swing(plans: Plans, law: Law) -> Iterator[Finding]:
    """Doors of stairs, lobbies and large halls, and doors to the outside, swing the way people leave.

    Measured: which room the drawn leaves sweep. Above and below the ground floor a stair's door swings into the stair
    and a lobby's door into the lobby; on the ground floor a door to the outside swings outwards, and a stair's door
    out of the stair. Doors of halls for many people (meeting, dining, sales halls) do not swing into the hall. Exits
    that slide or roll are broken. Doubtful are doors without a drawn swing, or whose swing lies on neither side for sure, those recognised weakly, stairs without a
    name or on plans whose title names no storey, a stair's door on
    the ground floor that swings inwards (the stair may have its own way out), and halls whose number of people nobody
    has stated.
    Silent on: other rooms; whether an open leaf narrows a landing or a corridor; swing doors.
    """
    for storey in plans.recognise(storeys):
        if not (storey.public or storey.housing or storey.garage):
            continue
        exits = {leaving.link for leaving in storey.exits}
        for number, link in enumerate(storey.links):
            if link.door is not None and link.door.kind is not OpeningKind.OPENING:
                yield from _judged(link, storey, law, leaves=number in exits)


def _judged(link: Link, storey: Storey, law: Law, *, leaves: bool) -> Iterator[Finding]:
    stair, lobby = (_side(link, storey, part) for part in (Part.STAIR, Part.LOBBY))
    hall = next((room for room in link.rooms if room is not None and MANY_PEOPLE.search(storey.rooms[room].name)), None)
    if stair is not None and link.other(stair) is not None:
        if storey.level.ground:
            yield _stair_on_the_ground(link, stair, storey, law)
        else:
            yield _into(link, stair, storey, law)
    elif lobby is not None and _parts(link, storey) in LOBBY_DOORS and not storey.level.ground:
        yield _into(link, lobby, storey, law)
    elif link.outside and (leaves or (stair is not None and storey.level.ground)):
        yield _outwards(link, storey, law)
    elif hall is not None and not storey.housing and _parts(link, storey) & {Part.WAY, Part.LOBBY}:
        yield _of_a_hall(link, hall, storey, law)


def _side(link: Link, storey: Storey, part: Part) -> int | None:
    return next((room for room in link.rooms if room is not None and storey.parts[room] is part), None)


def _parts(link: Link, storey: Storey) -> set[Part]:
    return {storey.parts[room] for room in link.rooms if room is not None}


def _into(link: Link, room: int, storey: Storey, law: Law) -> Finding:
    name = storey.rooms[room].subject
    right = Words(f"应向疏散方向（{name}内）开启", f"it is to swing into {name}")
    early = _slides(link, law) or _without_swing(link, law) or _without_side(link, law)
    if early is None and not (storey.placed and storey.rooms[room].name):
        return law.doubts(
            link,
            Words(
                f"{link.subject}：图名未注明楼层，或楼梯间未注名，无法判断疏散方向，请补注",
                f"{link.subject}: the title names no storey, or the stair has no name, so which way people leave is "
                "not told; write them",
            ),
            along=None if link.door is None else link.door.swing,
        )
    return early or _said(link, law, right, met=link.swings_into == room)


def _outwards(link: Link, storey: Storey, law: Law) -> Finding:
    right = Words("应向室外开启", "it is to swing outwards")
    early = _slides(link, law) or _without_swing(link, law)
    if early is not None or link.door is None:
        return early or _said(link, law, right, met=False)
    if not link.open_air:
        return law.doubts(
            link,
            Words(
                f"{link.subject}：门外另有墙体或未识别的房间，是否直通室外不能确定，请人工复核开启方向",
                f"{link.subject}: walls or a room that was not recognised lie before it, so whether it leads outside "
                "is not told; please check its swing",
            ),
            along=link.door.swing,
        )
    inner = [storey.rooms[room].polygon for room in link.rooms if room is not None]
    struck = [inner[0].intersects(leaf.centroid) for leaf in shapely.get_parts(link.door.swing)]
    if any(struck) and not all(struck):
        return law.doubts(
            link,
            Words(f"{link.subject}：门扇向两侧开启，请人工复核", f"{link.subject}: it swings both ways, please check"),
            along=link.door.swing,
        )
    return _said(link, law, right, met=not any(struck))


def _stair_on_the_ground(link: Link, stair: int, storey: Storey, law: Law) -> Finding:
    name = storey.rooms[stair].subject
    early = _slides(link, law) or _without_swing(link, law) or _without_side(link, law)
    if early is not None:
        return early
    if link.swings_into == stair:
        return law.doubts(
            link,
            Words(
                f"{link.subject}：首层{name}的门开向楼梯间内，若该梯经此门疏散至室外则应反向开启，请人工复核",
                f"{link.subject}: on the ground floor the door of {name} swings into the stair; where people leave the "
                "stair by it, it is to swing the other way. Please check",
            ),
            along=None if link.door is None else link.door.swing,
        )
    return _said(link, law, Words(f"由{name}内向外开启", f"it swings out of {name}"), met=True)


def _of_a_hall(link: Link, hall: int, storey: Storey, law: Law) -> Finding:
    name = storey.rooms[hall].subject
    early = _slides(link, law) or _without_swing(link, law) or _without_side(link, law)
    if early is not None:
        return early
    if link.swings_into != hall:
        return _said(link, law, Words(f"由{name}内向外开启", f"it swings out of {name}"), met=True)
    crowded = storey.building is not None and storey.building.crowded
    if crowded:
        return _said(link, law, Words(f"应由{name}内向外开启", f"it is to swing out of {name}"), met=False)
    return law.doubts(
        link,
        Words(
            f"{link.subject}：开向{name}内，人数超过 {law.number('people'):g} 人或平均每樘门超过 "
            f"{law.number('people_a_door'):g} 人时应向外开启，请核实人数 (crowded)",
            f"{link.subject}: it swings into {name}; with more than {law.number('people'):g} people, or "
            f"{law.number('people_a_door'):g} for each door, it is to swing out. State crowded in the facts",
        ),
        along=None if link.door is None else link.door.swing,
    )


def _slides(link: Link, law: Law) -> Finding | None:
    if link.door is None or link.door.kind not in SLIDES:
        return None
    return law.holds(
        link,
        met=False,
        message=Words(
            f"{link.subject}：疏散门应采用平开门，图示为推拉门或卷帘，不符合",
            f"{link.subject}: exits are to have hinged doors; this one slides or rolls: broken",
        ),
        along=link.where,
    )


def _without_swing(link: Link, law: Law) -> Finding | None:
    if link.door is not None and link.door.swing is not None:
        return None
    return law.doubts(
        link,
        Words(
            f"{link.subject}：未识别到门的开启线，无法判断开启方向，请绘出门扇与开启弧线",
            f"{link.subject}: no swing of the door was recognised; draw its leaf and arc",
        ),
    )


def _without_side(link: Link, law: Law) -> Finding | None:
    if link.swings_into is not None:
        return None
    return law.doubts(
        link,
        Words(
            f"{link.subject}：门扇向两侧开启，或开启弧线不在任一侧房间内，请人工复核开启方向",
            f"{link.subject}: its leaves sweep both sides or neither for sure; please check its swing",
        ),
        along=None if link.door is None else link.door.swing,
    )


def _said(link: Link, law: Law, right: Words, *, met: bool) -> Finding:
    word = Words("符合", "met") if met else Words("不符合", "broken")
    return law.holds(
        link,
        met=met,
        message=Words(f"{link.subject}：{right.zh}，{word.zh}", f"{link.subject}: {right.en}: {word.en}"),
        along=None if link.door is None else link.door.swing,
    )
