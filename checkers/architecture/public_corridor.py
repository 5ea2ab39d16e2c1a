"""Rule ``architecture/public-corridor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.rooms import corridors, joints, unbounded_corridors
from checkers.features.unseen import hides_shapes
from checkers.features.widths import narrowest
from checkers.finding import Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.features.plans import Plans
    from checkers.features.rooms import Corridor
    from checkers.finding import Finding, Limit
    from checkers.rule import Law


@rule("architecture/public-corridor")
def public_corridor(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every common corridor of housing is wide enough at its narrowest place.

    Measured: each space named as a corridor; the largest width at which a disc passes all along it, walls and
    columns that reach into it taken out; and where outlines of corridors join, the passage between them. Doubtful
    are corridors of which neither title nor facts tell whether they lie in housing, those that walls cross from side
    to side, names that no closed line encloses, outlines that hold rooms as well, joints narrower than required, and
    every corridor of a sheet on which walls or columns could not be read.
    Silent on: clear height; corridors inside dwellings; what is not drawn as wall or column, such as hydrant boxes.
    """
    required = law.at_least("clear_width")
    ways = [corridor for corridor in plans.recognise(corridors) if corridor.dwelling is not False]
    judged = [_judged(way, required, plans, law) for way in ways]
    yield from judged
    met = [way for way, finding in zip(ways, judged, strict=True) if finding.verdict is Verdict.MET]
    yield from _joints(met, required)
    for name in plans.recognise(unbounded_corridors):
        yield law.doubts(
            name,
            Words(
                f"{name.subject}：名称不在任何走廊的闭合线内，净宽无法量取，请绘出闭合的走廊轮廓",
                f"{name.subject}: no closed line of a corridor encloses the name, so nothing can be measured. "
                "Draw the corridor as a closed line",
            ),
        )


def _judged(corridor: Corridor, required: Limit, plans: Plans, law: Law) -> Finding:
    width = narrowest(corridor.polygon, corridor.solids, corridor.edges)
    if width is None:
        return law.doubts(
            corridor,
            Words(
                f"{corridor.subject}：墙线横穿走廊边界，无法量取净宽",
                f"{corridor.subject}: walls cross the outline, so the clear width cannot be measured",
            ),
        )
    measured = Measurement(width.value, width.along)
    finding = required.judge(corridor, measured)
    doubt = None
    if corridor.dwelling is None:
        doubt = Words("无法确认是否为住宅走廊", "nothing tells whether this corridor lies in housing")
    elif corridor.others:
        zh, en = "、".join(corridor.others), ", ".join(corridor.others)
        doubt = Words(
            f"该闭合线内另有 {zh}，不只是走廊的轮廓", f"the same line encloses {en}, so it is not the corridor's alone"
        )
    elif finding.verdict is Verdict.MET and hides_shapes(plans.drawings.sheet(corridor.sheet)):
        doubt = Words(
            "图中有对象未能读取，墙柱可能突入走廊", "some objects could not be read; walls or columns may reach in"
        )
    return required.judge(corridor, measured, doubt=doubt) if doubt else finding


def _joints(met: Sequence[Corridor], required: Limit) -> Iterator[Finding]:
    """Corridors that are wide enough each for itself, and whose outlines join in a narrower passage."""
    for joint in joints(met):
        width = narrowest(joint.polygon, joint.solids, joint.edges)
        if width is None:
            continue
        measured = Measurement(width.value, width.along)
        if required.judge(joint, measured).verdict is not Verdict.MET:
            doubt = Words("两段走廊相接处较窄，请核实", "narrower where the outlines join, please check")
            yield required.judge(joint, measured, doubt=doubt)
