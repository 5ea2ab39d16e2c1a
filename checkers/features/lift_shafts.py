"""Lift shafts whose rooms no name tells.

Vocabulary
----------
shaft   where the car of a lift is drawn, or a lift is named, and no room is named so; never sure
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.closed_rooms import Room
from checkers.features.labels import labels
from checkers.features.lifts import NAME, lift_cars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checkers.drawing.model import Sheet

LARGEST = 12.0
"""square metres of a shaft for two lifts; a larger room around a name is the lobby before it"""

CLEARANCE = 0.3
"""metres from a lift's car to the wall of its shaft"""

HALF = 0.9
"""metres from the name of a lift to the walls of its shaft, where neither shaft nor car was recognised"""

WITHOUT_ROOM = Words("未以房间注名的电梯", "a lift whose room has no name")


def shafts(sheet: Sheet, own: Sequence[Room], noisy: Sequence[Room]) -> list[Room]:
    """The shafts of a sheet; ``own`` are its rooms, ``noisy`` those of them that are named so.

    The room around a car or a name is the shaft, where it has no name and is no larger than one; else the
    surroundings of the car, and of a name outside every room, stand for it.
    """
    drawn = [(car.centroid, car.buffer(CLEARANCE, join_style="mitre")) for car in lift_cars(sheet)]
    named = [label.point for label in labels(sheet) if NAME.match(label.words)]
    places = [*drawn, *((point, point.buffer(HALF, cap_style="square")) for point in named)]
    found: dict[bytes, Room] = {}
    for number, (place, around) in enumerate(places):
        if any(room.polygon.intersects(place) for room in noisy):
            continue
        held = min((room for room in own if room.polygon.contains(place)), key=_area, default=None)
        if held is not None and (held.name or held.polygon.area > LARGEST):
            if number >= len(drawn):
                continue  # written in a lobby it names the lift beside it
            held = None
        polygon = around if held is None else held.polygon
        found[polygon.wkb] = Room(
            subject=WITHOUT_ROOM.zh,
            sheet=sheet.id,
            where=polygon,
            handles=() if held is None else held.handles,
            how=WITHOUT_ROOM,
            sure=False,
            polygon=polygon,
            layer="",
            drawn=held is not None and held.drawn,
        )
    return list(found.values())


def _area(room: Room) -> float:
    return room.polygon.area
