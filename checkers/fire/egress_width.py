"""Rule ``fire/egress-width``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.door_width import clear_width
from checkers.features.links import Part
from checkers.features.occupancy import MANY_PEOPLE, SERVICE, is_tall, unknown
from checkers.features.passages import loose_corridor_names, passages
from checkers.features.rooms import unbounded_corridors
from checkers.features.unseen import hides_shapes
from checkers.features.ways_out import storeys
from checkers.features.widths import narrowest
from checkers.finding import LENGTH_PRECISION, Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.links import Link
    from checkers.features.passages import Passage
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Storey
    from checkers.finding import Finding, Limit
    from checkers.rule import Law

ASKED = ("use", "height")


@rule("fire/egress-width")
def egress_width(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every door and corridor people leave by is wide enough.

    Measured: on plans of public buildings and housing, each exit's door and each room's door onto a common way, the
    opening between its jambs less frame and leaf (0.10 m for one leaf, 0.15 m for two): one that would fit only
    without any frame is doubtful; and each corridor, the largest width at which a disc passes all along it, walls and
    columns taken out. Doors to the outside on the ground floor have the larger limit; high public buildings have
    larger ones for these and for corridors, with rooms on one side or on both, so a corridor between the two values
    is doubtful. Doors of halls for many people have the largest where the facts say that the building is crowded.
    Of code and opening the smaller counts; where they differ and it is too small the door is doubtful. Doubtful are
    corridors that walls cross from side to side, names of corridors that nothing encloses, and corridors on sheets of which
    some objects could not be read; doors of stairs that only their flights tell on plans of an unnamed storey; and
    doors to the outside behind which a room may have been missed.
    Silent on: stairs (``architecture`` measures them); clear height; steps beside doors; the sum of widths for the
    number of people; doors of toilets, stores and shafts; ways outside.
    """
    for storey in plans.recognise(storeys):
        if not (storey.public or storey.housing):
            continue
        for link in _doors(storey):
            yield _door(link, storey, law)
        for passage in plans.recognise(passages):
            if passage.storey is storey:
                yield _corridor(passage, plans, law)
    known = [(passage.sheet, passage.where) for passage in plans.recognise(passages)]
    told: set[tuple[str, str]] = set()
    for name in (*plans.recognise(unbounded_corridors), *plans.recognise(loose_corridor_names)):
        place = name.sheet, name.where.wkt
        if place in told:
            continue
        told.add(place)
        if any(sheet == name.sheet and where.intersects(name.where) for sheet, where in known):
            continue
        yield law.doubts(
            name,
            Words(
                f"{name.subject}：名称不在任何走廊的闭合线内，净宽无法量取，请绘出闭合的走廊轮廓",
                f"{name.subject}: no closed line of a corridor encloses the name, so its width is unknown; draw the line",
            ),
        )


def _doors(storey: Storey) -> Iterator[Link]:
    """Doors of exits and of rooms; not sure are those of what nobody named, which may be no stair, and no exit theirs."""
    exits = {leaving.link: leaving.sure for leaving in storey.exits}
    for number, link in enumerate(storey.links):
        if link.door is None:
            continue
        if _leaves_a_room(link, storey) or _of_a_stair(link, storey):
            yield link
        elif number in exits:
            yield link if exits[number] or _of_a_named_stair(link, storey) else replace(link, sure=False)


def _of_a_stair(link: Link, storey: Storey) -> bool:
    """Whether people leave a stair by it on the ground floor."""
    sides = {storey.parts[room] for room in link.rooms if room is not None}
    return link.outside and storey.level.ground and sides == {Part.STAIR}


def _of_a_named_stair(link: Link, storey: Storey) -> bool:
    sides = [room for room in link.rooms if room is not None]
    return any(storey.parts[room] in {Part.STAIR, Part.LOBBY} and bool(storey.rooms[room].name) for room in sides)


def _leaves_a_room(link: Link, storey: Storey) -> bool:
    sides = [room for room in link.rooms if room is not None]
    common = [room for room in sides if storey.parts[room] in {Part.WAY, Part.LOBBY}]
    rooms = [room for room in sides if storey.parts[room] is Part.ROOM and storey.rooms[room].name]
    return bool(common) and any(not SERVICE.search(storey.rooms[room].name) for room in rooms)


def _door(link: Link, storey: Storey, law: Law) -> Finding:
    door = link.door
    wide = None if door is None else clear_width(door)
    if wide is None:
        return law.doubts(
            link,
            Words(
                f"{link.subject}：未量到门洞宽度，编号也未注明，请补注门编号",
                f"{link.subject}: neither jambs nor a code tell its width; write the code",
            ),
        )
    values, missing = _door_limits(link, storey, law)
    strict, lax = (
        _at_least(value, "疏散门净宽", "clear width of the door", law) for value in (max(values), min(values))
    )
    measured = Measurement(wide.least, wide.along, max(wide.spare, LENGTH_PRECISION))
    finding = bracketed(strict, lax, link, measured, unknown=missing)
    if finding.verdict is not Verdict.MET and wide.doubt is not None:
        return strict.judge(link, measured, doubt=wide.doubt)
    return finding


def _door_limits(link: Link, storey: Storey, law: Law) -> tuple[list[float], Words]:
    """Every width that may be asked of the door, and the facts that would tell."""
    building = storey.building
    rooms = [storey.rooms[room].name for room in link.rooms if room is not None]
    if any(MANY_PEOPLE.search(name) for name in rooms) and not storey.housing:
        crowded = None if building is None else building.crowded
        found = [] if crowded is True else [law.number("door")]
        return [*found, *([] if crowded is False else [law.number("crowded_door")])], unknown(building, "crowded")
    if not link.outside or (storey.placed and not storey.level.ground):
        return [law.number("door")], unknown(building, *ASKED)
    found = _by_height(storey, "outside", law, law.number("outside"))
    if not storey.placed:
        return [law.number("door"), *found], Words(
            "图名未注明楼层，是否首层外门不能确定，请补注",
            "the title names no storey, so whether this door lies on the ground floor is not told",
        )
    if not link.open_air:
        return [law.number("door"), *found], Words(
            "门外另有墙体或未识别的房间，是否直通室外不能确定，请复核",
            "walls or a room that was not recognised lie before it, so whether it leads outside is not told",
        )
    return found, unknown(building, *ASKED)


def _by_height(storey: Storey, name: str, law: Law, low: float) -> list[float]:
    """The values of a low building, and of a high public one by its use, that may hold."""
    building = storey.building
    tall = None if storey.building is None else is_tall(building, law.number("tall"), law.number("tall"))
    if storey.housing or tall is False:
        return [low]
    use = None if building is None else building.use
    table = law.table("high")
    kinds = {Use.HOSPITAL: ["medical"], None: ["medical", "other"]}.get(use, ["other"])
    found = [float(value) for kind in kinds for value in table[kind][name]]
    return found if tall else [low, *found]


def _corridor(passage: Passage, plans: Plans, law: Law) -> Finding:
    found = narrowest(passage.polygon, passage.solids, passage.edges)
    if found is None:
        return law.doubts(
            passage,
            Words(
                f"{passage.subject}：墙线横穿走道，无法量取净宽",
                f"{passage.subject}: walls cross the corridor, so its clear width cannot be measured",
            ),
        )
    values = _by_height(passage.storey, "corridor", law, law.number("corridor"))
    strict, lax = (
        _at_least(value, "走道净宽", "clear width of the corridor", law) for value in (max(values), min(values))
    )
    measured = Measurement(found.value, found.along)
    sides = Words(
        "高层公共建筑走道净宽按单面或双面布房及使用性质确定，请复核",
        "in high public buildings rooms on one side or both, and the use, decide the width; please check",
    )
    finding = bracketed(strict, lax, passage, measured, unknown=_reason(passage.storey, sides))
    if finding.verdict is Verdict.MET and hides_shapes(plans.drawings.sheet(passage.sheet)):
        doubt = Words(
            "图中有对象未能读取，墙柱可能突入走道", "some objects could not be read; walls or columns may reach in"
        )
        return strict.judge(passage, measured, doubt=doubt)
    return finding


def _reason(storey: Storey, sides: Words) -> Words:
    building = storey.building
    known = building is not None and building.use is not None and building.height is not None
    return sides if known else unknown(building, *ASKED)


def _at_least(value: float, zh: str, en: str, law: Law) -> Limit:
    return law.limit(value, Comparison.AT_LEAST, unit="m", zh=zh, en=en)
