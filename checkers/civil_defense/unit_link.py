"""Neighbouring protective units are joined by an opening with a blast door on each side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiPoint

from checkers.errors import Words
from checkers.features.shelter_walls import SharedWall, shared_walls
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("civil-defense/unit-link")
def unit_link(plans: Plans, law: Law) -> Iterator[Finding]:
    """Two protective units side by side are joined by at least one opening with two blast doors.

    Measured: where the lines of two units run beside each other, the blast doors (HFM, GHFM …) that stand in that
    wall, gathered into openings; the opening with the most of them counts. Doubtful where the sheet shows no
    civil-defence door at all, where something on it could not be read, where 连通口 is written and no door is
    recognised, and where an outline is not certain.
    Silent on: on which side of the wall each door stands, the thickness of the wall, openings closed up in war, and
    units above each other.
    """
    limit = law.at_least("doors")
    for wall in plans.recognise(shared_walls):
        fullest = max(wall.links, key=lambda link: sum(door.count for door in link), default=())
        along = MultiPoint([door.place for door in fullest]) if fullest else wall.where
        measured = Measurement(float(sum(door.count for door in fullest)), along)
        finding = limit.judge(wall, measured)
        doubt = _doubt(wall, plans, met=finding.verdict is Verdict.MET)
        yield finding if doubt is None else limit.judge(wall, measured, doubt=doubt)


def _doubt(wall: SharedWall, plans: Plans, *, met: bool) -> Words | None:
    for unit in wall.units:
        if unit.doubt is not None:
            return unit.doubt
    if met:
        return None
    if not wall.doors_drawn:
        return Words(
            "本图未识别到人防门，请在战时平面图上标注人防门代号",
            "no civil-defence door recognised on this sheet; name the doors by their codes on the wartime plan",
        )
    if wall.said and not wall.links:
        return Words(
            "注有连通口但未识别到人防门，请标注门代号", "连通口 is written but no door recognised; write its code"
        )
    if hides_shapes(plans.drawings.sheet(wall.sheet)):
        return Words(
            "图中有未能读出的内容，可能含人防门，请分解后重新上传",
            "some objects of the sheet could not be read and may be doors; explode them and upload again",
        )
    return None
