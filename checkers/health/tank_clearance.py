"""There is room to work around a water tank inside a building."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import Polygon, STRtree

from checkers.errors import Words
from checkers.features.base import areas
from checkers.features.clearances import Side, joined_to, sides_of, smallest_gap
from checkers.features.closed_rooms import rooms_on
from checkers.features.pipes import pipes
from checkers.features.site import shows_site
from checkers.features.tanks import Sort, Thing, things
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict
from checkers.health.tank_pollution import TANKS
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans


@rule("health/tank-clearance")
def tank_clearance(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every side of a water tank inside a building keeps the clear distance from walls and other tanks.

    Measured: straight ahead from each side of the tank's outer line to the nearest wall, column or other tank,
    whatever it holds; for each tank its narrowest side without pipes and its narrowest side with pipes, each by its own limit. A side has
    pipes when a pipe is joined to it. Doubtful are sides between the two limits of a tank to which no pipe is drawn,
    tanks too close that are not written to be of drinking water, tanks without an outline, and what is met where
    objects could not be read.
    Silent on: tanks on site plans and tanks without any wall near; the passage between pipes and walls, the space
    above and below, and manholes, which plans do not show.
    """
    for sheet in plans.sheets:
        tanks = [thing for thing in plans.recognise(things) if thing.sheet == sheet.id and thing.sort in TANKS]
        if not tanks or shows_site(sheet) or not sheet.rows("WALL", "SPACE").size:
            continue
        walls = _walls(plans, sheet)
        tree = STRtree(walls)
        outlined = [area.polygon for area in areas(sheet, "TANK") if area.polygon.area >= law.number("smallest")]
        for tank in tanks:
            if tank.polygon is None:
                yield law.doubts(
                    tank,
                    Words(
                        f"{tank.subject}：只有文字而无闭合轮廓，四周净距无法量取，请绘出外壁线",
                        f"{tank.subject}: it has a name but no closed outline, so the space around it cannot be taken. "
                        "Draw its outer wall",
                    ),
                )
                continue
            near = [
                walls[index] for index in tree.query(tank.polygon, predicate="dwithin", distance=law.number("reach"))
            ]
            others = [other.polygon for other in tanks if other is not tank and other.polygon is not None]
            outlines = [*outlined, *others]
            around = [*near, *(other for other in outlines if not other.intersects(tank.polygon))]
            joined = [pipe.where for pipe in plans.recognise(pipes) if pipe.sheet == sheet.id]
            yield from _around(tank, tank.polygon, around, joined, law, hiding=hides_shapes(sheet))


def _walls(plans: Plans, sheet: Sheet) -> list[BaseGeometry]:
    drawn = [sheet.entities.geometry[row] for row in sheet.rows("WALL", "COLUMN")]
    closed = [room.polygon.boundary for room in plans.recognise_on(sheet, rooms_on)]
    return [*drawn, *closed]


def _around(
    tank: Thing, outline: Polygon, around: list[BaseGeometry], pipe: list[BaseGeometry], law: Law, *, hiding: bool
) -> Iterator[Finding]:
    sides = sides_of(outline, around, law.number("reach"))
    with_pipes = [side for side in sides if joined_to(side, pipe)]
    without = [side for side in sides if side not in with_pipes]
    if with_pipes:
        yield from _narrowest(tank, with_pipes, "pipe", law, hiding=hiding)
        yield from _narrowest(tank, without, "plain", law, hiding=hiding)
        return
    for as_plain in _narrowest(tank, sides, "plain", law, hiding=hiding):
        as_pipe = next(_narrowest(tank, sides, "pipe", law, hiding=hiding))
        undecided = as_plain.verdict is Verdict.MET and as_pipe.verdict is not Verdict.MET
        yield next(_narrowest(tank, sides, "pipe", law, hiding=hiding, doubt=NO_PIPES)) if undecided else as_plain


def _narrowest(
    tank: Thing, sides: list[Side] | tuple[Side, ...], name: str, law: Law, *, hiding: bool, doubt: Words | None = None
) -> Iterator[Finding]:
    gap = smallest_gap(sides)
    if gap is None:
        return
    measured = Measurement(gap.value, gap.along)
    finding = law.at_least(name).judge(tank, measured, doubt=doubt)
    if finding.verdict is Verdict.MET:
        yield law.at_least(name).judge(tank, measured, doubt=HIDDEN) if hiding else finding
    elif finding.verdict is Verdict.BROKEN and tank.sort is not Sort.DRINKING:
        yield law.at_least(name).judge(tank, measured, doubt=NOT_DRINKING)
    else:
        yield finding


HIDDEN = Words("图中有对象未能读取，可能另有更近的墙体", "some objects could not be read; a wall may stand nearer")
NO_PIPES = Words(
    "图中未见水箱接管，无法判定该侧是否安装管道，请核实",
    "no pipe is drawn to the tank, so nobody can tell which limit holds",
)
NOT_DRINKING = Words("未注明是否为生活饮用水池(箱)，请核实", "not written to be a tank of drinking water, please check")
