"""Floor plans on which rooms are named and no wall is recognised: nothing of these rooms can be measured.

Vocabulary
----------
unwalled   such a plan: its walls stand on layers whose names tell nothing, so the rules about rooms see none
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead
from checkers.features.closed_rooms import rooms_on
from checkers.features.labels import labels_saying
from checkers.features.rooms import A_ROOM, NO_NAME
from checkers.features.unseen import MOST_NAMED
from checkers.features.walls import is_plan, walls_on

if TYPE_CHECKING:
    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

LEAST_NAMES = 3
"""names of rooms on a plan of a storey; a list of symbols or a note holds fewer"""


def unwalled(plans: Plans) -> tuple[Sheet, ...]:
    """The floor plans that name rooms and show no walls; call as ``plans.recognise(unwalled)``."""
    return tuple(
        sheet
        for sheet in plans.whole_sheets
        if is_plan(sheet) and len(labels_saying(sheet, _names_a_room)) >= LEAST_NAMES and _shows_none(plans, sheet)
    )


def _shows_none(plans: Plans, sheet: Sheet) -> bool:
    """Whether neither a wall nor a room is recognised; of a sheet whose walls are a pattern, who needs them says so."""
    try:
        return plans.recognise_on(sheet, walls_on) is None and not plans.recognise_on(sheet, rooms_on)
    except CouldNotRead:
        return False


def without_walls(plans: Plans) -> str:
    """Those plans in few words, such as ``WALL 建施-03、建施-04``; empty when there is none."""
    named = list(dict.fromkeys(sheet.number or sheet.title or sheet.file for sheet in plans.recognise(unwalled)))
    return f"WALL {'、'.join([*named[:MOST_NAMED], *(['…'] if len(named) > MOST_NAMED else [])])}" if named else ""


def _names_a_room(words: str) -> bool:
    return bool(A_ROOM.match(words)) and not NO_NAME.search(words)
