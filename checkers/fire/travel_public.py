"""Rule ``fire/travel-public``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.links import Part
from checkers.features.loose_names import of_rooms
from checkers.features.occupancy import HALL, is_tall, kinds, ratings, rows, sprinklered, unknown
from checkers.features.routes import departures, doubt_of, inner_ways
from checkers.features.ways_out import storeys
from checkers.finding import LENGTH_PRECISION, Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checkers.features.base import Feature
    from checkers.features.plans import Plans
    from checkers.features.routes import Departure, Inner
    from checkers.features.ways_out import Exit, Storey
    from checkers.finding import Finding, Limit
    from checkers.rule import Law

ASKED = ("use", "height", "fire_rating", "sprinklered")
BETWEEN = Words("房间疏散门至最近安全出口的距离（两个安全出口之间）", "way to the nearest exit, between two exits")
DEAD_END = Words("房间疏散门至最近安全出口的距离（袋形走道）", "way to the nearest exit, at a dead end")
INSIDE = Words("房间内任一点至疏散门的距离", "way from the farthest place of the room to its door")


@rule("fire/travel-public")
def travel_public(plans: Plans, law: Law) -> Iterator[Finding]:
    """From every room of a public building it is not too far to an exit, nor from its farthest place to its door.

    Measured: the shortest way on foot round walls and columns, from the middle of each room's door along the common
    ways to the middle of the nearest exit's door (into a stair or its lobby, on the ground floor to the outside), and
    the longest way inside each room to its doors, through further rooms where it has none of its own. A door lies
    between two exits when the ways to two of them part at once; where they share a stretch, the value at a dead end
    is met or the finding is doubtful. Facts nobody has stated (use, height, rating, sprinklers) make a finding
    doubtful unless every value they allow says the same; so do doors, rooms and walls that were weakly recognised,
    and storeys without a recognised exit.
    A large hall may be deeper where its doors lie near an exit; where they do not, and it needs that, it is doubtful.
    Beside rooms of entertainment, of children or old people, and of wards, other rooms may have the smaller values.
    Silent on: furniture; the way inside stairs and from a stair to the outside; factories, stores, garages and housing; what sprinklers in a part of the building allow.
    """
    looked = False
    public = [storey for storey in plans.recognise(storeys) if storey.public]
    for storey in public:
        leaving = [each for each in plans.recognise(departures) if each.storey is storey]
        inside = [each for each in plans.recognise(inner_ways) if each.storey is storey]
        if not storey.links:
            continue
        if leaving and not storey.exits:
            yield law.doubts(
                storey,
                Words(
                    f"{storey.subject}：未识别到安全出口，疏散距离无法量取，请绘出楼梯间及其门并注写名称",
                    f"{storey.subject}: no exit was recognised, so no way can be measured. Draw the stairs with their "
                    "doors and write their names",
                ),
            )
            looked = True
        for each in leaving if storey.exits else ():
            yield _to_exit(each, plans, law)
            looked = True
        for room in inside:
            if storey.rooms[room.room].name:
                own = [each for each in leaving if each.room == room.room]
                yield _inside(room, own, plans, law)
                looked = True
    if looked:
        yield from _not_measured(public, plans, law)
    if not looked and any(storey.of(Part.WAY) for storey in public):
        raise CouldNotRead("公共建筑平面图中的门 (doors on the floor plans)")


def _not_measured(public: Sequence[Storey], plans: Plans, law: Law) -> Iterator[Finding]:
    """Storeys without doors, and rooms that no walls close, beside others that were measured."""
    for storey in public:
        unclosed = of_rooms(storey, plans) if storey.links else None
        if unclosed is not None:
            yield law.doubts(storey, unclosed)
        if not storey.links and storey.of(Part.WAY):
            yield law.doubts(
                storey,
                Words(
                    f"{storey.subject}：未识别到门，疏散距离无法量取，请绘出门并注写编号",
                    f"{storey.subject}: no doors were recognised, so no way can be measured. Draw them with their codes",
                ),
            )


def _to_exit(door: Departure, plans: Plans, law: Law) -> Finding:
    if not math.isfinite(door.way.value):
        return law.doubts(
            door,
            Words(
                f"{door.subject}：未找到通向安全出口的路径，请核对走道、门洞与楼梯间是否绘制完整",
                f"{door.subject}: no way to an exit was found; check that corridors, openings and stairs are drawn",
            ),
        )
    between, dead_end = _limits(door, law, two_ways=True), _limits(door, law, two_ways=False)
    measured = Measurement(door.way.value, door.way.along)
    doubt = doubt_of(door.way, plans, door.sheet, clear=door.clear)
    missing = unknown(door.storey.building, *ASKED)
    fitting = between if door.two_ways else dead_end
    if not fitting:
        return law.doubts(door, _without_limit(door, door.storey, missing), along=door.way.along)
    where = BETWEEN if door.two_ways else DEAD_END
    strict, lax = (_limit(value, where, law) for value in (min(fitting), max(fitting)))
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
    return bracketed(strict, _limit(max(between), BETWEEN, law), door, measured, unknown=part)


def _limits(door: Departure, law: Law, *, two_ways: bool) -> list[float]:
    """Every value of the table that may hold for the door."""
    storey = door.storey
    names = [storey.title, *([] if door.room is None else [storey.rooms[door.room].name])]
    less = law.number("open_stair_between") if two_ways else law.number("open_stair_dead_end")
    # in a bare gap a door may have been left out
    stairs = [less] if _open(door) else [0.0]
    if door.exit is not None and _bare(door.exit, storey):
        stairs = [0.0, less]
    galleries = {None: (0.0, law.number("open_gallery")), True: (law.number("open_gallery"),), False: (0.0,)}
    factors = [law.number("sprinkler_factor") if each else 1.0 for each in sprinklered(storey.building)]
    return [
        # the notes do not say whether the quarter is of the corrected value: the smaller result holds
        min(base * factor + more, (base + more) * factor)
        for base in _column(storey, names, law, two_ways=two_ways)
        for factor in factors
        for gallery in galleries[door.gallery]
        for stair in stairs
        for more in [gallery - stair]
    ]


def _open(door: Departure) -> bool:
    return door.exit is not None and door.exit.open_stair


def _bare(leaving: Exit, storey: Storey) -> bool:
    door = storey.links[leaving.link].door
    return door is not None and door.bare


def _column(storey: Storey, names: Iterable[str], law: Law, *, two_ways: bool) -> list[float]:
    building = storey.building
    tall = is_tall(building, law.number("high_residential"), law.number("high_public"))
    found = rows(law.table("low"), law.table("high"), _kinds(storey, names), building, tall=tall)
    return [row[0] if two_ways else row[1] for row in found if two_ways or len(row) > 1]


def _kinds(storey: Storey, names: Iterable[str]) -> frozenset[str]:
    return kinds(storey.building, *names, beside="\n".join(room.name for room in storey.rooms))


def _inside(room: Inner, leaving: Sequence[Departure], plans: Plans, law: Law) -> Finding:
    storey, name = room.storey, room.storey.rooms[room.room].name
    if not room.doors or not math.isfinite(room.way.value):
        return law.doubts(
            room,
            Words(
                f"{room.subject}：未识别到通向走道或安全出口的疏散门，或房间有一部分走不到，请核对门与房间轮廓",
                f"{room.subject}: no door to a corridor or an exit was recognised, or a part of the room cannot be "
                "reached; check its doors and outline",
            ),
        )
    factors = [law.number("sprinkler_factor") if each else 1.0 for each in sprinklered(storey.building)]
    bases = _column(storey, [storey.title, name], law, two_ways=False)
    missing = unknown(storey.building, *ASKED)
    common = max(bases, default=0.0) * min(factors)
    found = _kinds(storey, [storey.title, name])
    hall = bool(bases) and bool(HALL.search(name)) and len(room.doors) > 1 and found != {"entertainment"}
    if hall:
        rated = ratings(storey.building)
        sure = max(rated) <= law.number("hall_rating") and "entertainment" not in found
        bases = [law.number("hall")] if sure else [*bases, law.number("hall")]
    if not bases:
        return law.doubts(room, _without_limit(room, storey, missing), along=room.way.along)
    values = [base * factor for base in bases for factor in factors]
    strict, lax = (_limit(value, INSIDE, law) for value in (min(values), max(values)))
    measured = Measurement(room.way.value, room.way.along, max(room.way.spare, LENGTH_PRECISION))
    doubt = doubt_of(room.way, plans, room.sheet, clear=room.clear)
    if doubt is not None:
        return strict.judge(room, measured, doubt=doubt)
    finding = bracketed(strict, lax, room, measured, unknown=missing)
    near = law.number("hall_corridor") * max(factors)
    if hall and finding.verdict is Verdict.MET and room.way.value > common:
        far = [each.way.value for each in leaving if not each.way.value <= near]
        if far:
            return strict.judge(room, measured, doubt=_behind_a_hall(near, max(far)))
    return finding


def _behind_a_hall(near: float, far: float) -> Words:
    return Words(
        f"大空间厅室的疏散门至安全出口的走道不应大于 {near:g} m，图中为 {far:.1f} m，请核对疏散门位置",
        f"from the doors of a hall this deep the way to an exit is at most {near:g} m and here {far:.1f} m; check its doors",
    )


def _limit(value: float, quantity: Words, law: Law) -> Limit:
    return law.limit(value, Comparison.AT_MOST, unit="m", zh=quantity.zh, en=quantity.en)


def _without_limit(thing: Feature, storey: Storey, missing: Words) -> Words:
    building = storey.building
    if building is None or any(getattr(building, fact) is None for fact in ASKED):
        return Words(f"{thing.subject}：{missing.zh}", f"{thing.subject}: {missing.en}")
    return Words(
        f"{thing.subject}：限值表中没有该使用性质、高度与耐火等级的一项，请核对事实 (facts.buildings[{building.name}])",
        f"{thing.subject}: the table has no row for this use, height and rating; check the facts of {building.name}",
    )
