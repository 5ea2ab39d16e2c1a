"""Rule ``preflight/zero-length``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.repeats import of_no_size
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/zero-length")
def zero_length(plans: Plans, law: Law) -> Iterator[Finding]:
    """No wall, outline or conductor is drawn without any length.

    Measured: each sheet; lines and outlines on the layers that rules measure on whose extent is no more than a
    millimetre, layer by layer, each at its place. What is found met right beside one of them becomes doubtful, for part
    of a wall may be missing there.
    Silent on: points, texts and blocks; other layers.
    """
    for many in plans.recognise(of_no_size):
        yield law.holds(
            many,
            met=not many.count,
            message=Words(
                f"{many.subject}：图层 {many.layer} 上有 {many.count} 处零长度图元，请补画所缺线段或删除"
                if many.count
                else f"{many.subject}：参与量取的图层上没有零长度图元",
                f"{many.subject}: {many.count} entities without length on layer {many.layer}; draw what is missing or "
                "delete them"
                if many.count
                else f"{many.subject}: everything on the layers that are measured has a size",
            ),
            along=many.where if many.count else None,
        )
