"""Doors and passages of wartime exits are large enough for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.shelter import protective_units
from checkers.features.shelter_doors import Entrance, Way, entrances
from checkers.features.shelter_passages import Passage, passages
from checkers.features.unseen import hides_shapes
from checkers.features.widths import narrowest
from checkers.finding import Comparison, Limit, Measurement, Verdict, worst
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans
    from checkers.features.shelter_doors import ProtectiveDoor


@rule("civil-defense/passage-size")
def passage_size(plans: Plans, law: Law) -> Iterator[Finding]:
    """The doors of wartime exits for people, and the passages behind them, have the smallest size at least.

    Measured: width and height of each civil-defence door as its code says (HFM1520 is 1.5 by 2.0 m), and the clear
    width of spaces named 防毒通道, 密闭通道 or the like beside a unit, at their narrowest. Personnel shelters, medical
    works and team shelters; the function is written inside the unit. Doubtful are exits of units whose function
    nobody names, doors whose code says no size, narrow doors that may belong to a side room, passages without a
    closed outline, those a wall seems to cross, and narrow ones whose doors lie in their long sides.
    Silent on: clear heights of passages, stairs, vehicle entrances, connecting openings and shafts.
    """
    exits = [each for each in plans.recognise(entrances) if each.way is not Way.OTHER]
    ways = plans.recognise(passages)
    if not exits and not ways and any(unit.polygon is not None for unit in plans.recognise(protective_units)):
        raise CouldNotRead("出入口的人防门代号与防毒通道 (codes of civil-defence doors, airlocks)")
    for entrance in exits:
        finding = _doors(entrance, law)
        if finding is not None:
            yield finding
    for passage in ways:
        finding = _passage(passage, law, hiding=hides_shapes(plans.drawings.sheet(passage.sheet)))
        if finding is not None:
            yield finding


def _limit(law: Law, name: str, function: str) -> Limit:
    table = law.table(name)
    return law.limit(float(table[function]), Comparison.AT_LEAST, unit=table["unit"], zh=table["zh"], en=table["en"])


def _doors(entrance: Entrance, law: Law) -> Finding | None:
    """The finding on all doors of an exit; None for a function that people do not shelter in."""
    function = entrance.unit.function
    if function is None:
        return _unknown(entrance, law)
    if function not in law.table("door_width"):
        return None
    sizes = _limit(law, "door_width", function), _limit(law, "door_height", function)
    outer = _sizes(entrance, entrance.blast, sizes)
    inner = _sizes(entrance, entrance.airtight, sizes)
    doors = [*outer, *inner]
    if not doors:
        return _no_size(entrance, law)
    finding = worst(doors)
    narrow = finding.verdict is Verdict.BROKEN and all(each.verdict is not Verdict.BROKEN for each in outer)
    if narrow and entrance.side_rooms:
        rooms = "、".join(entrance.side_rooms)
        return law.doubts(
            entrance,
            Words(
                f"{finding.message.zh}；可能是 {rooms} 的门，请核实",
                f"{finding.message.en}; it may be a door of {rooms}, please check",
            ),
        )
    if finding.verdict is Verdict.MET and (
        not outer or any(door.width is None for door in (*entrance.blast, *entrance.airtight))
    ):
        return _no_size(entrance, law)
    return finding


def _sizes(entrance: Entrance, doors: Sequence[ProtectiveDoor], sizes: tuple[Limit, Limit]) -> list[Finding]:
    return [
        limit.judge(entrance, Measurement(size, entrance.where))
        for door in doors
        for limit, size in zip(sizes, (door.width, door.height), strict=True)
        if size is not None
    ]


def _no_size(entrance: Entrance, law: Law) -> Finding:
    return law.doubts(
        entrance,
        Words(
            f"{entrance.subject}：有人防门未注明洞口尺寸，无法判定，请按 HFM1520 形式标注",
            f"{entrance.subject}: a door here says no size. Write its code with the size, such as HFM1520",
        ),
    )


def _unknown(thing: Entrance | Passage, law: Law) -> Finding:
    return law.doubts(
        thing,
        Words(
            f"{thing.subject}：单元战时功能未注明或不唯一，最小尺寸无法确定，请在单元内注明",
            f"{thing.subject}: the wartime function of the unit is not named or not unique, so the smallest size is "
            "unknown. Write it inside the unit",
        ),
    )


def _passage(passage: Passage, law: Law, *, hiding: bool) -> Finding | None:
    if passage.unit is None or passage.unit.function is None:
        return _unknown(passage, law)
    if passage.unit.function not in law.table("passage"):
        return None
    limit = _limit(law, "passage", passage.unit.function)
    if passage.polygon is None:
        return law.doubts(
            passage,
            Words(
                f"{passage.subject}：通道没有闭合边界，净宽无法量取，请以闭合线绘出或闭合墙线",
                f"{passage.subject}: no closed outline, so its width cannot be taken. Draw it as a closed line",
            ),
        )
    width = narrowest(passage.polygon, passage.solids, passage.edges)
    if width is None:
        return law.doubts(
            passage,
            Words(
                f"{passage.subject}：有墙线横穿通道，净宽无法量取，请核实",
                f"{passage.subject}: walls cross the passage, so its width cannot be taken, please check",
            ),
            along=passage.polygon,
        )
    return _width(passage, limit, Measurement(width.value, width.along), hiding=hiding)


def _width(passage: Passage, limit: Limit, measured: Measurement, *, hiding: bool) -> Finding:
    finding = limit.judge(passage, measured)
    if finding.verdict is not Verdict.MET and passage.crossed:
        depth = Words(
            "门设在通道长边，短边为进深，请核实净宽",
            "its doors lie in its long sides, so this may be its depth; please check",
        )
        return limit.judge(passage, measured, doubt=depth)
    if finding.verdict is Verdict.MET and hiding:
        unread = Words(
            "图中有未能读出的内容，可能使通道变窄，请分解后重新上传",
            "objects of the sheet could not be read and may narrow it; explode them and upload again",
        )
        return limit.judge(passage, measured, doubt=unread)
    return finding
