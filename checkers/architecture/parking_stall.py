"""Rule ``architecture/parking-stall``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.parking import Backing, comb_rows, stalls
from checkers.features.unseen import hides_shapes
from checkers.finding import Measurement, Verdict, worst
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.parking import Stall
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("architecture/parking-stall")
def parking_stall(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every car stall is wide and long enough, and so is the aisle in front of it.

    Measured: each rectangle of a car's size on a parking layer; its clear width, its clear length, and the way from
    its front to the stall, wall or column across the aisle. What it backs onto decides which length holds; where
    nothing is recognised there, a length between the two is doubtful. Oblique stalls are doubtful, and so are stalls
    drawn with lines they share, and those of a sheet on which walls or columns could not be read.
    Silent on: the aisle where nothing stands across it (the message says so); stalls for the disabled, for lorries
    and for very small cars; mechanical parking; driving in forwards.
    """
    for stall in plans.recognise(stalls):
        width = law.at_least("width").judge(stall, Measurement(stall.width.value, stall.width.along))
        judged = [width, _length(stall, law)]
        if stall.aisle is not None:
            judged.append(law.at_least("aisle").judge(stall, Measurement(stall.aisle.value, stall.aisle.along)))
        finding = worst(judged)
        if stall.aisle is None and not stall.lengthwise and finding.verdict is Verdict.MET:
            finding = replace(
                finding,
                message=Words(
                    f"{finding.message.zh}；通车道对侧未识别，未量取其宽度",
                    f"{finding.message.en}; nothing was recognised across the aisle, so it was not measured",
                ),
            )
        if finding.verdict is Verdict.MET and hides_shapes(plans.drawings.sheet(stall.sheet)):
            finding = replace(
                finding,
                verdict=Verdict.DOUBTFUL,
                message=Words(
                    f"{finding.message.zh}；图中有对象未能读取，墙柱可能突入车位，存疑",
                    f"{finding.message.en}; some objects could not be read and walls or columns may reach in: doubtful",
                ),
            )
        yield finding
    for rows in plans.recognise(comb_rows):
        yield law.doubts(
            rows,
            Words(
                f"{rows.subject}：车位以共用的散线绘制，未能识别为车位，请每个车位绘成闭合矩形",
                f"{rows.subject}: stalls drawn with lines they share were not recognised; "
                "draw each stall as a closed rectangle",
            ),
        )


def _length(stall: Stall, law: Law) -> Finding:
    length = Measurement(stall.length.value, stall.length.along)
    if stall.lengthwise:
        return law.at_least("length_along").judge(stall, length)
    if stall.backing is Backing.SOLID:
        return law.at_least("length_at_wall").judge(stall, length)
    at_stall = law.at_least("length_at_stall").judge(stall, length)
    if stall.backing is Backing.STALL or at_stall.verdict is not Verdict.MET:
        return at_stall
    at_wall = law.at_least("length_at_wall")
    unknown = Words("车位尾端毗邻何物未识别", "what the stall backs onto was not recognised")
    met = at_wall.judge(stall, length).verdict is Verdict.MET
    return at_wall.judge(stall, length, doubt=None if met else unknown)
