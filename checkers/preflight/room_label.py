"""Rule ``preflight/room-label``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.room_labels import room_labels
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/room-label")
def room_label(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every room's outline holds its name, and every room's name stands in an outline.

    Measured: on each sheet with closed lines of rooms, each of them and each writing that names a room. An outline
    with the names of several rooms, or without any, is doubtful; a name outside every outline is not met.
    Silent on: sheets on which no room is drawn as a closed line; outlines as small as a duct; legends and tables.
    """
    for label in plans.recognise(room_labels):
        if label.room and label.name:
            message = Words(f"{label.subject}：名称在房间轮廓内", f"{label.subject}: the name stands in its room")
            yield law.holds(label, met=True, message=message)
        elif label.room:
            yield law.doubts(
                label,
                Words(
                    f"{label.subject}：房间轮廓内没有房间名称，请标注",
                    f"{label.subject}: no name stands in this room; write it there",
                ),
            )
        else:
            yield law.holds(
                label,
                met=False,
                message=Words(
                    f"{label.subject}：名称不在任何房间轮廓内，请补画闭合的房间轮廓或移正文字",
                    f"{label.subject}: the name stands in no room; draw the room's closed line or move the name into it",
                ),
            )
