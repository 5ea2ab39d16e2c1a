"""Rule ``architecture/public-corridor``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.rooms import corridors
from checkers.features.widths import narrowest
from checkers.finding import Measurement
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("architecture/public-corridor")
def public_corridor(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every common corridor of housing is wide enough at its narrowest place.

    Measured: each space named as a corridor; the largest width at which a disc passes all along it, walls and
    columns that reach into it taken out. A corridor of which neither title nor facts tell whether it lies in
    housing is doubtful, and so is one that walls cross from side to side.
    Silent on: clear height; corridors inside dwellings; what is not drawn as wall or column, such as hydrant boxes.
    """
    required = law.at_least("clear_width")
    for corridor in plans.recognise(corridors):
        if corridor.dwelling is False:
            continue
        width = narrowest(corridor.polygon, corridor.solids, corridor.edges)
        if width is None:
            yield law.doubts(
                corridor,
                Words(
                    f"{corridor.subject}：墙线横穿走廊边界，无法量取净宽",
                    f"{corridor.subject}: walls cross the outline, so the clear width cannot be measured",
                ),
            )
            continue
        doubt = None
        if corridor.dwelling is None:
            doubt = Words("无法确认是否为住宅走廊", "nothing tells whether this corridor lies in housing")
        yield required.judge(corridor, Measurement(width.value, width.along), doubt=doubt)
