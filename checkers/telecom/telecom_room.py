"""Telecom rooms are large enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.features.equipment import telecom_rooms
from checkers.rule import Finding, Law, rule
from checkers.telecom.equipment_room import floor_area, unbounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("telecom/telecom-room")
def telecom_room(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every telecom room has the required area.

    Measured: the area inside the closed line around the room's name (电信间, 弱电间). Doubtful are rooms whose name
    no closed line encloses, those whose line encloses the names of other rooms too, and those that are large enough only
    with the walls and columns standing inside their line.
    Silent on: how many telecom rooms a storey needs, which its outlets decide; shafts named 弱电井.
    """
    for room in plans.recognise(telecom_rooms):
        if room.polygon is None:
            yield unbounded(room, law)
        else:
            yield floor_area(room, room.polygon, law)
