"""Rule ``fire/room-doors``."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.door_width import clear_width
from checkers.features.evacuation import area_of
from checkers.features.loose_names import of_rooms
from checkers.features.occupancy import AS_NAMED, SERVICE, kinds, unknown
from checkers.features.routes import departures, inner_ways
from checkers.features.ways_out import storeys
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict, bracketed
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.features.routes import Departure, Inner
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/room-doors")
def room_doors(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every room of a public building has two doors to leave by, unless it is small enough for one.

    Measured: each named room with doors onto common ways or out; with one such door its area, with half the walls
    around it, against the largest that its use allows between two exits or beside a dead end. At the end of a
    corridor it must be smaller and its door wide, or its farthest place near and its door wider; rooms for children,
    the old, the ill and pupils need two doors there. Doubtful are rooms whose use nobody has stated, those whose doors
    lie too near to each other to be counted as two, those from which no exit was found, those whose area only just fits without the walls, those that may
    stand at a corridor's end and do not fit the values for it, and those recognised weakly.
    Silent on: rooms without a recognised door (``fire/travel-public`` names them), rooms behind rooms, service rooms
    such as toilets and shafts, rooms for entertainment, and the number of people.
    """
    doors: dict[tuple[int, int], list[Departure]] = {}
    for each in plans.recognise(departures):
        if each.room is not None:
            doors.setdefault((id(each.storey), each.room), []).append(each)
    for room in plans.recognise(inner_ways):
        name = room.storey.rooms[room.room].name
        if room.storey.public and name and not SERVICE.search(name) and room.doors and _has_own(room):
            yield _judged(room, doors.get((id(room.storey), room.room), []), law)
    for storey in plans.recognise(storeys):
        unclosed = of_rooms(storey, plans) if storey.public else None
        if unclosed is not None:
            yield law.doubts(storey, unclosed)


def _has_own(room: Inner) -> bool:
    return any(room.room in room.storey.links[link].rooms for link in room.doors)


def _judged(room: Inner, leaving: list[Departure], law: Law) -> Finding:
    own = [link for link in room.doors if room.room in room.storey.links[link].rooms]
    if len(own) >= law.number("least"):
        places = [room.storey.links[link].where for link in own]
        apart = max(one.distance(other) for one, other in combinations(places, 2))
        if apart < law.number("gap"):
            return law.doubts(
                room,
                Words(
                    f"{room.subject}：{len(own)} 个疏散门最近边缘相距仅 {apart:.2f} m，可能只计为 1 个，请人工复核",
                    f"{room.subject}: its {len(own)} doors lie {apart:.2f} m apart and may be counted as one, please "
                    "check",
                ),
                along=room.where,
            )
        return law.holds(
            room,
            met=True,
            message=Words(f"{room.subject}：疏散门 {len(own)} 个，符合", f"{room.subject}: {len(own)} doors: met"),
            along=room.where,
        )
    polygon = room.storey.rooms[room.room].polygon
    gross = area_of(polygon, law.number("half_wall"))
    limits = _areas(room, law)
    missing = unknown(room.storey.building, "use")
    if room.storey.building is not None and room.storey.building.use is not None:
        missing = Words(
            "按名称不能确定房间用途（儿童或老年人、医疗、教学或其他），限值请人工复核",
            "its name does not tell whether the room is of children or old people, medicine, teaching or others; which "
            "value holds is for a person to see",
        )
    strict, lax = (
        law.limit(value, Comparison.AT_MOST, unit="m²", zh="设 1 个疏散门的房间面积", en="area of a room with one door")
        for value in (min(limits), max(limits))
    )
    measured = Measurement(gross, polygon, max(AREA_PRECISION, gross - polygon.area))
    finding = bracketed(strict, lax, room, measured, unknown=missing)
    if any(each.at_end for each in leaving):
        return _at_the_end(room, finding, measured, law)
    if finding.verdict is Verdict.MET and leaving and not any(math.isfinite(each.way.value) for each in leaving):
        lost = Words(
            "未找到疏散门通向安全出口的路径，是否位于走道尽端不能确定，请核对走道与楼梯间是否绘制完整",
            "no way from its door to an exit was found, so whether it stands at a corridor's end is not told; check that "
            "corridors and stairs are drawn",
        )
        return strict.judge(room, measured, doubt=lost)
    return finding


def _areas(room: Inner, law: Law) -> list[float]:
    """The largest areas for one door that may hold."""
    table = law.table("area")
    name = room.storey.rooms[room.room].name
    found = kinds(room.storey.building, room.storey.title, name)
    if not found or not found <= set(table):
        return [float(value) for value in table.values()]
    other = [kind for kind in found if kind in AS_NAMED and not AS_NAMED[kind].search(name)]
    return [float(table[kind]) for kind in (*found, *(["other"] if other else []))]


def _at_the_end(room: Inner, beside: Finding, measured: Measurement, law: Law) -> Finding:
    """One door at the end of a corridor: a small room and a door of its width, or a near farthest place and a wider one."""
    found = kinds(room.storey.building, room.storey.title, room.storey.rooms[room.room].name)
    door = room.storey.links[room.doors[0]].door
    wide = None if door is None else clear_width(door)
    least = 0.0 if wide is None else wide.least
    gross = measured.value
    small = gross < law.number("end_small") and least >= law.number("end_small_door")
    near = (
        gross <= law.number("end_large")
        and math.isfinite(room.way.value)
        and room.way.value <= law.number("end_reach")
        and least >= law.number("end_large_door")
    )
    may = found and found.isdisjoint(law.table("never_at_end"))
    if may and (small or near):
        return law.holds(
            room,
            met=True,
            message=Words(
                f"{room.subject}：位于走道尽端，面积 {gross:.1f} m²、门净宽与最远点距离符合设 1 个疏散门的条件",
                f"{room.subject}: at the end of a corridor, with area {gross:.1f} m², door and distance fit for one",
            ),
            along=room.where,
        )
    if beside.verdict is Verdict.BROKEN and gross > law.number("end_large"):
        return beside
    return law.doubts(
        room,
        Words(
            f"{room.subject}：仅 1 个疏散门，面积 {gross:.1f} m²，可能位于走道尽端而不符合尽端房间的条件，请人工复核",
            f"{room.subject}: one door, area {gross:.1f} m²; it may stand at the end of a corridor and does not fit "
            "what is asked there, please check",
        ),
        along=room.where,
    )
