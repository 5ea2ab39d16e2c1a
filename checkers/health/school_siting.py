"""Classrooms keep their distance from the classrooms and sports grounds they face."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely
from shapely import Polygon

from checkers.errors import Words
from checkers.features.clearances import Side, courts, fronts
from checkers.features.near import gathered
from checkers.features.open_grounds import named_grounds
from checkers.features.site import Footprint, footprints, site_plans
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.base import Feature
    from checkers.features.plans import Plans

TEACHING = re.compile(r"教学|教室|实验楼")
SPORTS = re.compile(r"运动场|操场|篮球场|排球场|足球场|田径场|跑道|网球场|球场")


@rule("health/school-siting")
def school_siting(plans: Plans, law: Law) -> Iterator[Finding]:
    """The long faces of a teaching building keep the distance from classrooms and sports grounds opposite.

    Measured: on site plans, from the outline of a building named for teaching straight ahead of each long face to the
    nearest other teaching building, and to the nearest sports ground. Doubtful are ends of a building that are too
    near, and long wings of one building that face each other too near, for a site plan does not show whether classrooms
    have windows there; sports grounds without a closed line; and what is met where objects could not be read.
    Silent on: railways, motorways and main roads, whose rank no plan tells; sunlight; buildings for other purposes.
    """
    everything = plans.recognise(footprints)
    for sheet in plans.recognise(site_plans):
        schools = [one for one in everything if one.sheet == sheet.id and _teaches(one)]
        if not schools:
            continue
        grounds = list(named_grounds(sheet, SPORTS))
        hiding = hides_shapes(sheet)
        for group in gathered([school.polygon for school in schools], 0):
            yield from _courts([schools[index] for index in group], law)
        for school in schools:
            others = [
                other for other in schools if other is not school and not other.polygon.intersects(school.polygon)
            ]
            for facing in (others, [ground for ground in grounds if ground.sure]):
                long, short = fronts(school.polygon, [thing.where for thing in facing], law.number("reach"))
                yield from _before(school, long, facing, law, end=False, hiding=hiding)
                yield from _before(school, short, facing, law, end=True, hiding=hiding)
            for loose in (ground for ground in grounds if not ground.sure):
                yield law.doubts(
                    school,
                    Words(
                        f"{school.subject}：{loose.subject} 未绘出闭合边线，距离无法量取，请绘出场地边线",
                        f"{school.subject}: {loose.subject} has no closed line, so no distance can be taken. Draw its edge",
                    ),
                    along=loose.where,
                )


def _courts(parts: Sequence[Footprint], law: Law) -> Iterator[Finding]:
    """Wings of one building, drawn as one or as parts that touch: whether both have windows no site plan shows.

    Two parts that do not touch each other are judged as buildings of their own.
    """
    whole = shapely.union_all([part.polygon for part in parts])
    if not isinstance(whole, Polygon):
        return
    limit = law.at_least("face")
    for court in courts(whole, law.number("wing"), law.number("reach")):
        measured = Measurement(court.value, court.along)
        ends = [shapely.get_point(court.along, place) for place in (0, -1)]
        one, other = (min(parts, key=lambda part: part.polygon.distance(end)) for end in ends)
        if one.polygon.intersects(other.polygon) and limit.judge(one, measured).verdict is not Verdict.MET:
            wings = replace(one, subject=f"{one.subject} 两翼之间", where=shapely.union_all([one.polygon, court.along]))
            yield limit.judge(wings, measured, doubt=WINGS)


def _teaches(building: Footprint) -> bool:
    named = any(TEACHING.search(text) for text in (building.name, *building.texts))
    return named and not building.underground


def _before(
    school: Footprint, sides: Sequence[Side], facing: Sequence[Feature], law: Law, *, end: bool, hiding: bool
) -> Iterator[Finding]:
    limit = law.at_least("face")
    for side in sides:
        if side.clear is None:
            continue
        tip = shapely.get_point(side.clear.along, -1)
        other = min(facing, key=lambda one: one.where.distance(tip))
        thing = replace(
            school, subject=f"{school.subject} 与 {other.subject}", handles=(*school.handles, *other.handles)
        )
        measured = Measurement(side.clear.value, side.clear.along)
        finding = limit.judge(thing, measured)
        if finding.verdict is Verdict.MET:
            yield limit.judge(thing, measured, doubt=HIDDEN) if hiding else finding
        else:
            yield limit.judge(thing, measured, doubt=NO_WINDOWS if end else None)


HIDDEN = Words("图中有对象未能读取，可能另有更近者", "some objects could not be read; there may be something nearer")
WINGS = Words(
    "同一教学楼两翼相对，两侧是否均设教室外窗请核实",
    "wings of one teaching building face each other; check whether classrooms have windows on both sides",
)
NO_WINDOWS = Words(
    "该侧为山墙，是否设教室外窗请核实", "this is an end of the building; check whether classrooms have windows there"
)
