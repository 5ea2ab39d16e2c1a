"""Rule ``fire/sprinkler``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.heads import guarded, unguarded_heads, without_heads
from checkers.features.served_floors import bare
from checkers.features.storeys import building_of
from checkers.features.symbols import Equipment
from checkers.features.unseen import MOST_NAMED, hides_shapes
from checkers.finding import AREA_PRECISION, Comparison, Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.base import Span
    from checkers.features.heads import Guarded
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


BY_SIDE = Words(
    "间距不超过正方形布置的边长，面积略大于一只喷头的最大保护面积，请复核",
    "no farther apart than a square may be, the area a little more than one head protects; please check",
)


@rule("fire/sprinkler")
def sprinkler(plans: Plans, law: Law) -> Iterator[Finding]:
    """The heads of every room with sprinklers stand as close to each other and to the walls as the hazard class asks.

    Measured: each room in which sprinkler heads are drawn; the distances between neighbouring heads, the area nearest
    to each head, the distances of heads to the end walls square to them, and to the nearest wall. The long side of
    a rectangle of heads and the area of one head are the limits. While the hazard class is unknown only what every
    class allows is met, and what none allows broken. Doubtful are squares of heads that the table allows by their
    side and not by their area, rooms with side-wall heads, rooms recognised on weak evidence, heads that stand in no
    recognised room, rooms without any head on a sheet that shows heads, and sheets titled as plans of sprinklers that
    show none.
    Silent on: stairs, shafts and places in the open without heads; beams, ducts and racks, heads of extended coverage,
    distances to ceilings.
    """
    for room in plans.recognise(guarded):
        yield _judged(room, plans, law)
    yield from _none(plans, law)
    stray = plans.recognise(unguarded_heads)
    for sheet in plans.whole_sheets:
        count = sum(head.sheet == sheet.id for head in stray)
        if count:
            yield law.doubts(
                whole(sheet),
                Words(
                    f"{count} 只喷头不在已识别的房间内，间距与距墙无法核对，请保留墙体与房间边界",
                    f"{count} heads stand in no recognised room; keep walls and outlines of rooms on the sheet",
                ),
            )


def _none(plans: Plans, law: Law) -> Iterator[Finding]:
    """Sheets and rooms in which heads are to be expected and none was recognised."""
    for plan in bare(plans, Equipment.SPRINKLER):
        yield law.doubts(
            plan,
            Words(
                f"{plan.subject}：图名为喷淋平面，未识别到喷头，请核对图层与图块名称",
                f"{plan.subject}: titled as a plan of sprinklers, no head recognised; check names of layers and blocks",
            ),
        )
    for identity, empty in plans.recognise(without_heads).items():
        sheet = plans.drawings.sheet(identity)
        building = building_of(sheet.title, sheet, plans.facts)
        if building is not None and building.sprinklered is False:
            continue
        names = "、".join(dict.fromkeys(room.subject for room in empty[:MOST_NAMED]))
        yield law.doubts(
            replace(whole(sheet), where=shapely.union_all([room.polygon for room in empty])),
            Words(
                f"{len(empty)} 个房间未见喷头（{names} 等），若不设请说明，否则请补绘",
                f"{len(empty)} rooms without heads ({names} …); draw them, or say why there are none",
            ),
        )


def _judged(room: Guarded, plans: Plans, law: Law) -> Finding:
    sheet = plans.drawings.sheet(room.room.sheet)
    if any(head.kind is Equipment.SIDE_SPRINKLER for head in room.heads):
        return law.doubts(
            room.room,
            Words(
                f"{room.room.subject}：设有边墙型喷头，间距限值不同，请人工复核",
                f"{room.room.subject}: side-wall heads have other limits; please check by eye",
            ),
        )
    building = building_of(sheet.title, sheet, plans.facts)
    stated = None if building is None else building.sprinkler_hazard
    classes = law.table("classes")
    found = _unknown(room, law) if stated is None else worst(_against(room, classes[str(stated)], law))
    if found.verdict is Verdict.MET and hides_shapes(sheet):
        return law.doubts(
            room.room,
            Words(
                f"{room.room.subject}：图中有对象未能读取，可能遮住墙体，请分解后重新提交",
                f"{room.room.subject}: objects that could not be read may be walls; explode them and submit again",
            ),
        )
    return found


def _unknown(room: Guarded, law: Law) -> Finding:
    """What every class allows is met, what none allows broken, and all else doubtful."""
    judged = [worst(_against(room, limits, law)) for limits in law.table("classes").values()]
    verdicts = {finding.verdict for finding in judged}
    if len(verdicts) == 1:
        return judged[0]
    return law.doubts(
        room.room,
        Words(
            f"{room.room.subject}：自喷火灾危险等级未知，能否满足取决于等级，请在事实中补充",
            f"{room.room.subject}: the hazard class is unknown and decides; state it in the facts",
        ),
    )


def _against(room: Guarded, limits: dict[str, float], law: Law) -> Iterator[Finding]:
    side = law.limit(limits["side"], Comparison.AT_MOST, unit="m", zh="喷头间距", en="distance between heads")
    area = law.limit(
        limits["area"], Comparison.AT_MOST, unit="m²", zh="一只喷头的保护面积", en="area protected by one head"
    )
    wall = law.limit(limits["wall"], Comparison.AT_MOST, unit="m", zh="喷头距端墙", en="distance from head to end wall")
    space = room.room
    ends = list(room.end_walls(law.number("wall_shortest")))
    near = list(room.nearest_walls())
    if room.rows:
        yield side.judge(space, _at(max(room.rows, key=_value)))
        yield law.at_least("gap_least").judge(space, _at(min(room.rows, key=_value)))
    largest = max(room.cells, key=_value)
    taken = Measurement(largest.value, largest.along, AREA_PRECISION)
    square = law.limit(limits["square"], Comparison.AT_MOST, unit="m", zh="喷头间距", en="distance between heads")
    allowed = bool(room.rows) and square.judge(space, _at(max(room.rows, key=_value))).verdict is Verdict.MET
    if allowed and limits["area"] < largest.value <= limits["square"] ** 2 + AREA_PRECISION:
        yield area.judge(space, taken, doubt=BY_SIDE)
    else:
        yield area.judge(space, taken)
    if ends:
        yield wall.judge(space, _at(max(ends, key=_value)))
    yield law.at_least("wall_least").judge(space, _at(min(near, key=_value)))


def _at(span: Span) -> Measurement:
    return Measurement(span.value, span.along)


def _value(span: Span) -> float:
    return span.value
