"""Every protective unit of a shelter has enough exits, one of them outdoors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.shelter import is_expected
from checkers.features.shelter_exits import Exits, unit_exits
from checkers.finding import Measurement
from checkers.rule import Finding, Law, Limit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("civil-defense/exit-count")
def exit_count(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every protective unit has the required number of exits, and the required number of them outdoors.

    Measured: civil-defence doors (HFM, GHFM, HM …) on the unit's line, gathered into openings; the writings nearest
    to an opening say what it is. Connecting openings (连通口), shafts (竖井) and unlabelled doors in the wall between
    two units do not count. Two findings for each unit: the count, and how many are outdoors. Doubtful where openings
    without a label, with two labels, or labels without a door could change the verdict, and for units without doors
    or without a closed line.
    Silent on: the order and number of doors within an exit, whether the main exit is the outdoor one, whether vehicles
    pass the outdoor exits of equipment shelters, and distances between exits.
    """
    found = plans.recognise(unit_exits)
    if not found and is_expected(plans):
        raise CouldNotRead("防护单元的边界与编号 (the outlines and names of protective units)")
    for exits in found:
        unit = exits.unit
        if unit.polygon is None:
            yield law.doubts(
                unit,
                Words(
                    f"{unit.subject}：无自己的闭合边界线，出入口无法计数，请用闭合多段线绘出单元边界",
                    f"{unit.subject}: no closed line of its own, so its exits cannot be counted. "
                    "Draw the boundary of the unit as a closed polyline",
                ),
            )
        elif not exits.openings:
            yield law.doubts(
                unit,
                Words(
                    f"{unit.subject}：边界上未识别到人防门，出入口无法计数，请以 HFM、HM 等代号标注人防门",
                    f"{unit.subject}: no civil-defence door recognised on its boundary, so its exits cannot be "
                    "counted. Name the doors by their codes (HFM, HM …)",
                ),
            )
        else:
            yield _judged(exits, law.at_least("exits"), exits.count)
            outdoor = "outdoor_equipment" if unit.function == "equipment" else "outdoor"
            yield _judged(exits, law.at_least(outdoor), exits.outdoor)


def _judged(exits: Exits, limit: Limit, counted: tuple[int, int]) -> Finding:
    """The finding on a count known as a range: certain when both ends of the range say the same."""
    least, most = counted
    unclear = [
        "、".join(opening.words) or "、".join(door.code for door in opening.doors)
        for opening in exits.openings
        if opening.exits[0] != opening.exits[1] or opening.outdoor[0] != opening.outdoor[1]
    ]
    doubt = None
    if least < limit.value <= most:
        listed = "；".join([*unclear, *exits.stray])
        doubt = Words(
            f"口部性质不明：{listed}；最多可能 {most} 个，请注明主要、次要、备用出入口及室外、室内",
            f"unclear: {listed}; there may be up to {most}. Write 主要/次要/备用出入口 and 室外/室内 beside the doors",
        )
    elif exits.unit.doubt is not None:
        doubt = exits.unit.doubt
    return limit.judge(
        exits.unit, Measurement(least if doubt or least >= limit.value else most, exits.doors), doubt=doubt
    )
