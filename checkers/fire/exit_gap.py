"""Rule ``fire/exit-gap``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.evacuation import area_of
from checkers.features.exit_pairs import pairs
from checkers.finding import Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.exit_pairs import Pair
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("fire/exit-gap")
def exit_gap(plans: Plans, law: Law) -> Iterator[Finding]:
    """Two neighbouring exits of a storey, and two neighbouring doors of a room, lie far enough apart.

    Measured: for each exit the nearest other one that leads to another stair or outside, and for each door of a room
    onto a common way the nearest other one; the straight distance between the nearest edges of the two openings.
    Doubtful instead of broken are two doors of one room to the outside where the storey has further exits, for they
    may be counted as one, and two doors of a room that has further ones or may be small enough for a single door.
    So are exits of two compartments, and doors of two rooms to the outside that may be units of their own.
    Silent on: garages, and doors between rooms.
    """
    required = law.at_least("gap")
    for pair in plans.recognise(pairs):
        if pair.storey.public or pair.storey.housing:
            measured = Measurement(pair.gap.length, pair.gap)
            finding = required.judge(pair, measured)
            doubt = _doubt(pair, law) if finding.verdict is Verdict.BROKEN else None
            yield finding if doubt is None else required.judge(pair, measured, doubt=doubt)


def _doubt(pair: Pair, law: Law) -> Words | None:
    """Why two doors too near to each other may still be in order."""
    if pair.divided:
        return Words(
            "两个出口分属不同防火分区或不同房间，是否计作同一分区的相邻出口需复核",
            "the two belong to different compartments or rooms; whether they count as neighbours is for a person to see",
        )
    if pair.room is None:
        if pair.one_room and pair.others:
            return Words(
                "同一房间直通室外的两樘门，可能只计为 1 个安全出口，请人工复核",
                "two doors of one room to the outside may be counted as one exit, please check",
            )
        return None
    if pair.others:
        return Words(
            "房间另有疏散门，这两樘可能只计为 1 个，请人工复核",
            "the room has further doors; these two may be counted as one, please check",
        )
    if area_of(pair.room.polygon, law.number("half_wall")) <= law.number("one_door"):
        return Words(
            "房间面积较小，若只需 1 个疏散门则不受此限，请人工复核",
            "the room is small; where one door is enough the gap does not count, please check",
        )
    return None
