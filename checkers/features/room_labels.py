"""Names of rooms and the outlines they stand in.

Vocabulary
----------
room label   a closed outline of a room with its name, an outline without one, or a name in no outline
outlined     a sheet that draws its rooms as closed lines: of the names of rooms on it, most stand in one, or in a room
             that walls close. On others a name outside every outline says nothing
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from shapely import STRtree

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.closed_rooms import rooms_on
from checkers.features.labels import labels_saying
from checkers.features.rooms import A_ROOM, NO_NAME, spaces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.drawing.model import Sheet
    from checkers.features.closed_rooms import Room
    from checkers.features.labels import Label
    from checkers.features.plans import Plans

SMALLEST = 1.0
"""square metres: smaller outlines are ducts and openings, which many leave unnamed"""

MOST = 0.75
"""share of the names of rooms that stand in an outline where rooms are drawn as closed lines"""

AROUND = 2.0
"""metres around the rooms within which a writing may name one; legends and tables stand farther off"""

ON_LINE = 0.05
"""metres by which a name may stand outside and still be in its room"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLabel(Feature):
    """An outline, a name, or both together."""

    room: bool
    """whether there is an outline"""
    name: str
    """empty where there is none"""


def room_labels(plans: Plans) -> tuple[RoomLabel, ...]:
    """Rooms and names of rooms of every sheet that outlines its rooms; call as ``plans.recognise(room_labels)``."""
    found: list[RoomLabel] = []
    for sheet in plans.sheets:
        if any(space.sheet == sheet.id for space in plans.recognise(spaces)):
            found.extend(_on_sheet(sheet, plans.recognise_on(sheet, rooms_on)))
    return tuple(found)


def _on_sheet(sheet: Sheet, here: Sequence[Room]) -> Iterator[RoomLabel]:
    tree = STRtree([space.polygon for space in here])
    written = labels_saying(sheet, lambda words: A_ROOM.match(words) and not NO_NAME.search(words))
    titles = sheet.layers_meaning("TITLEBLOCK")
    in_title = {text.handle for text in sheet.texts if titles[text.layer]}
    written = [label for label in written if label.handle not in in_title]
    outside = [label for label in written if not tree.query(label.point, "dwithin", distance=ON_LINE).size]
    if written and len(written) - len(outside) < MOST * len(written):
        return
    for index, space in enumerate(here):
        if space.drawn and space.polygon.area >= SMALLEST and (space.name or not _holds_others(index, here, tree)):
            yield _of(space, room=True, name=space.name)
    near = shapely.union_all([space.polygon for space in here]).convex_hull.buffer(AROUND)
    for label in outside:
        if near.intersects(label.point):
            yield _of(_place(label, sheet), room=False, name=label.words)


def _holds_others(index: int, here: Sequence[Room], tree: STRtree) -> bool:
    """Whether other rooms lie inside: then the outline is of a storey or a flat."""
    own = here[index].polygon
    inside = [int(each) for each in tree.query(own) if int(each) != index]
    return any(
        here[each].polygon.area < own.area and own.contains(here[each].polygon.representative_point())
        for each in inside
    )


def _place(label: Label, sheet: Sheet) -> Feature:
    return Feature(subject=label.words, sheet=sheet.id, where=label.point, handles=(label.handle,))


def _of(thing: Feature, *, room: bool, name: str) -> RoomLabel:
    return RoomLabel(
        subject=thing.subject,
        sheet=thing.sheet,
        where=thing.where,
        handles=thing.handles,
        how=thing.how if room else Words("房间名称", "name of a room"),
        room=room,
        name=name,
    )
