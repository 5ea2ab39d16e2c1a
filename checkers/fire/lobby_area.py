"""Rule ``fire/lobby-area``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.base import Feature
from checkers.features.links import Part
from checkers.features.loose_names import may_hide_a_lift
from checkers.features.ways_out import storeys
from checkers.features.widths import sides
from checkers.finding import AREA_PRECISION, Comparison, Measurement, bracketed, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.closed_rooms import Room
    from checkers.features.plans import Plans
    from checkers.features.ways_out import Storey
    from checkers.finding import Finding
    from checkers.rule import Law

ALL_THREE = re.compile(r"三合一")
SHARED = re.compile(r"共用")
COMBINED = re.compile(r"合用")
OF_LIFT = re.compile(r"消防电梯|消防梯")
OF_STAIR = re.compile(r"楼梯|防烟")


@rule("fire/lobby-area")
def lobby_area(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every lobby of a stair or a fire lift is large enough.

    Measured: the area between the walls of each room named as a lobby (前室), and where a fire lift opens into it the
    short side of the smallest rectangle around it. The name tells whose lobby it is (消防电梯前室, 楼梯间前室, 合用前室,
    三合一前室); without one, the stairs and lifts behind its doors do. Where these say more than the name, or do not
    tell, or where nothing tells
    whether the storey is housing, the finding is doubtful unless every value says the same.
    Silent on: doors and openings of the lobby, smoke control, and lobbies of shelters.
    """
    for storey in plans.recognise(storeys):
        for number in storey.of(Part.LOBBY):
            yield _judged(storey, number, law)


def _judged(storey: Storey, number: int, law: Law) -> Finding:
    room = storey.rooms[number]
    lobby = Feature(
        subject=f"{storey.title} {room.subject}".strip(),
        sheet=room.sheet,
        where=room.where,
        handles=room.handles,
        how=room.how,
        sure=room.sure,
    )
    kinds = _kinds(storey, number)
    known = storey.building is not None or storey.dwelling is not None
    below_homes = storey.building is not None and storey.building.use is Use.RESIDENTIAL and not storey.housing
    homes = {storey.housing} if known and not below_homes else {True, False}
    table = law.table("area")
    values = [float(table[kind]["housing" if home else "public"]) for kind in kinds for home in homes]
    strict, lax = (
        law.limit(value, Comparison.AT_LEAST, unit="m²", zh="前室使用面积", en="area of the lobby")
        for value in (max(values), min(values))
    )
    missing = Words(
        "前室类型或建筑使用性质未明，请注写前室名称（楼梯间前室、消防电梯前室、合用前室）并补充事实 (use)",
        "whose lobby it is, or the use of the building, is not told; write the lobby's full name and state the use",
    )
    area = bracketed(strict, lax, lobby, Measurement(room.polygon.area, room.polygon, AREA_PRECISION), unknown=missing)
    if kinds == {"stair"}:
        return area
    short = sides(room.polygon)[1]
    least = law.at_least("short_side")
    measured = Measurement(short.value, short.along)
    if "stair" in kinds:
        return worst([area, least.judge(lobby, measured, doubt=missing)]) if short.value < least.value else area
    shape = None
    if _fills_less(room, law.number("rectangle")):
        shape = Words(
            "前室不是矩形，短边需人工复核", "the lobby is no rectangle; its short side is for a person to see"
        )
    return worst([area, least.judge(lobby, measured, doubt=shape)])


def _fills_less(room: Room, share: float) -> bool:
    return bool(room.polygon.area < share * room.polygon.minimum_rotated_rectangle.area)


def _kinds(storey: Storey, number: int) -> set[str]:
    """What the lobby may be: of a stair, of a fire lift, of both, of scissor stairs and a fire lift."""
    name = storey.rooms[number].name
    behind = _behind(storey, number)
    lift, stair = bool(OF_LIFT.search(name)), bool(OF_STAIR.search(name))
    if ALL_THREE.search(name):
        return {"all_three"}
    if SHARED.search(name):
        return {"stair", "all_three"}
    if COMBINED.search(name) or (lift and stair):
        return {"combined"}
    if lift:
        return {"lift", "combined"} if Part.STAIR in behind else {"lift"}
    if stair:
        return {"stair", "combined"} if Part.LIFT in behind else {"stair"}
    return (
        {"stair"} if behind == {Part.STAIR} and not may_hide_a_lift(storey, number) else {"stair", "lift", "combined"}
    )


def _behind(storey: Storey, number: int) -> set[Part]:
    """The stairs and lifts the lobby opens into."""
    joined = {storey.links[link].other(number) for link in storey.links_of(number)}
    return {storey.parts[room] for room in joined if room is not None} & {Part.STAIR, Part.LIFT}
