"""Rule ``fire/hydrant-indoor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import LineString

from checkers.errors import Words
from checkers.facts import Use
from checkers.features.base import Feature, whole
from checkers.features.served_floors import bare, hydrant_floors
from checkers.features.symbols import Equipment, of_kind
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkers.features.plans import Plans
    from checkers.features.served_floors import Floor
    from checkers.finding import Finding
    from checkers.rule import Law

ONE_JET = Words(
    "若规范允许 1 股水柱则可满足，请说明采用水柱股数", "met if one jet is allowed here; say how many are designed for"
)


@rule("fire/hydrant-indoor")
def hydrant_indoor(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every place of a floor is reached by two jets from different indoor hydrants, which stand close enough together.

    Measured: each room of a floor plan that shows indoor hydrants; the walk from its farthest place to the second
    nearest hydrant, through doors and round walls, against the reach of hose and jet; and the straight distance
    between hydrants that are neighbours on foot. The reach depends on how the hose bends and how far the jet carries:
    between the least and the most it may be, a room is doubtful. So are rooms that one jet reaches and two do not,
    where the building may be allowed a single one, rooms for which a hydrant inside another room counts, which may
    be locked, and rooms whose doors, walls or symbols are not sure. A sheet titled as a plan of hydrants that shows
    none is doubtful, and so is one of several plans on a sheet.
    Silent on: hydrants of other storeys, those in lobbies of firemen's lifts, other plans without any indoor hydrant,
    shafts and balconies.
    """
    floors = plans.recognise(hydrant_floors)
    for plan in bare(plans, Equipment.INDOOR_HYDRANT):
        yield law.doubts(
            plan,
            Words(
                f"{plan.subject}：图名为室内消火栓平面，未识别到室内消火栓，请核对图层与图块名称",
                f"{plan.subject}: titled as a plan of indoor hydrants, none recognised; check names of layers and blocks",
            ),
        )
    for floor in floors:
        if not floor.sources:
            yield law.doubts(
                floor,
                Words(
                    f"{floor.subject}：同图其他平面绘有室内消火栓，本平面未识别到，请补绘或说明",
                    f"{floor.subject}: another plan of the sheet shows indoor hydrants, this one none; draw them or say why",
                ),
            )
            continue
        if floor.too_many is not None:
            yield law.doubts(floor, floor.too_many)
            continue
        reached = [floor.reach(source) for source in range(len(floor.sources))]
        for room in floor.judged():
            yield _reached(floor, room, reached, plans, law)
        for one, other in floor.neighbours(reached):
            yield _apart(floor, one, other, law)
    read = {floor.sheet for floor in floors}
    shown = {symbol.sheet for symbol in of_kind(plans, Equipment.INDOOR_HYDRANT)} - read
    for sheet in plans.whole_sheets:
        if sheet.id in shown:
            yield law.doubts(
                whole(sheet),
                Words(
                    "图中有室内消火栓而未识别到房间，水柱到达无法核对，请保留墙体、门与房间名称",
                    "indoor hydrants but no room could be recognised; keep walls, doors and names of rooms on the sheet",
                ),
            )


def _one_jet_perhaps(floor: Floor) -> bool:
    """Whether the building may be one of those that need a single jet; only housing and the unknown are taken so."""
    return floor.building is None or floor.building.use in {None, Use.RESIDENTIAL}


def _reached(floor: Floor, room: int, reached: Sequence[Mapping[int, float]], plans: Plans, law: Law) -> Finding:
    space = floor.rooms[room]
    least, most = (
        bend * law.number("hose") + law.number("share") * jet
        for bend, jet in zip(law.table("bends"), law.table("jet"), strict=True)
    )
    one = floor.farthest(room, range(len(floor.sources)), reached)
    if len(floor.sources) < len(law.table("bends")):
        return _single(floor, room, law)
    way = floor.second(room, reached, most)
    measured = Measurement(way.value, way.along)
    words = Words("最远点至第二近消火栓的行走距离", "walk from the farthest place to the second nearest hydrant")
    strict, loose = (
        law.limit(value, Comparison.AT_MOST, unit="m", zh=words.zh, en=words.en) for value in (least, most)
    )
    doubt = floor.doubt(room, way, plans)
    if doubt is None and strict.judge(space, measured).verdict is not Verdict.MET:
        if loose.judge(space, measured).verdict is not Verdict.BROKEN:
            doubt = Words(
                f"水带弯曲系数与充实水柱长度未知（保护半径 {least:.1f}～{most:.1f} m），请注明",
                f"the reach lies between {least:.1f} and {most:.1f} m by hose and jet; state both",
            )
        elif one.value <= most and _one_jet_perhaps(floor):
            doubt = ONE_JET
        elif floor.stray:
            doubt = Words(
                f"另有 {len(floor.stray)} 处消火栓不在已识别的房间旁，请保留墙体与房间边界",
                f"{len(floor.stray)} hydrants stand beside no recognised room; keep walls and outlines of rooms",
            )
        else:
            strict = loose
    elif doubt is None:
        free = floor.second(room, reached, most, floor.open_to(room))
        if strict.judge(space, Measurement(free.value, free.along)).verdict is not Verdict.MET:
            doubt = Words(
                "须使用其他房间内的消火栓，火灾时能否取用请复核",
                "it needs a hydrant inside another room; check whether people can get at it",
            )
    return strict.judge(space, measured, doubt=doubt)


def _single(floor: Floor, room: int, law: Law) -> Finding:
    """A floor with one hydrant, where two jets cannot reach anything."""
    space = floor.rooms[room]
    if _one_jet_perhaps(floor):
        message = Words(
            f"{space.subject}：本层仅一处室内消火栓；{ONE_JET.zh}", f"{space.subject}: one hydrant; {ONE_JET.en}"
        )
        return law.doubts(space, message)
    message = Words(
        f"{space.subject}：本层仅一处室内消火栓，2 股水柱不能同时到达，不符合",
        f"{space.subject}: the floor has one hydrant, two jets cannot reach it: broken",
    )
    return law.holds(space, met=False, message=message)


def _apart(floor: Floor, one: int, other: int, law: Law) -> Finding:
    first, second = floor.sources[one][0], floor.sources[other][0]
    line = LineString([first.point, second.point])
    between = Feature(
        subject=f"{first.subject} 与 {second.subject}",
        sheet=floor.sheet,
        where=line,
        handles=first.handles + second.handles,
        how=first.how,
        sure=first.sure and second.sure,
    )
    measured = Measurement(float(line.length), line)
    limit, single = law.at_most("spacing"), law.at_most("spacing_one")
    broken = limit.judge(between, measured).verdict is Verdict.BROKEN
    if broken and _one_jet_perhaps(floor) and single.judge(between, measured).verdict is not Verdict.BROKEN:
        return limit.judge(between, measured, doubt=ONE_JET)
    return limit.judge(between, measured)
