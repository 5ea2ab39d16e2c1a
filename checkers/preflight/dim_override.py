"""Rule ``preflight/dim-override``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.dimensions import overridden
from checkers.finding import NOISE, Measurement, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.dimensions import Overridden
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

REMEDY = Words("请恢复量值或按尺寸改图", "restore the measured value, or draw what the number says")


@rule("preflight/dim-override")
def dim_override(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every dimension whose text was written by hand says what the drawing measures.

    Measured: each dimension with an overriding text; the number in it, in millimetres or metres, against the
    measured length, or in degrees against the angle. A text without a number, or a number that fits a detail at
    another scale, is doubtful.
    Silent on: dimensions that show their measured value, which cannot differ.
    """
    for dimension in plans.recognise(overridden):
        yield remedied(_judged(dimension, law), REMEDY)


def _judged(dimension: Overridden, law: Law) -> Finding:
    if dimension.number is None:
        return law.doubts(
            dimension,
            Words(
                f"{dimension.subject}：尺寸文字不是数字，无法与量值核对",
                f"{dimension.subject}: the dimension text is no number and cannot be compared",
            ),
        )
    units = [1.0] if dimension.angular else law.table("units")
    stated = min((dimension.number * unit for unit in units), key=lambda value: abs(value - dimension.measured))
    off = abs(stated - dimension.measured)
    limit = law.at_most("difference")
    within = off - NOISE <= law.number("share") * dimension.measured
    return limit.judge(
        dimension,
        Measurement(min(off, limit.value) if within else off, dimension.where, precision=0.0),
        doubt=None if within or off <= limit.value else _detail(dimension, stated, law),
    )


def _detail(dimension: Overridden, stated: float, law: Law) -> Words | None:
    """Why the number may be right after all: it is a round multiple of what was measured."""
    if dimension.angular or not stated or not dimension.measured:
        return None
    for ratio in law.table("details"):
        for times in (ratio, 1 / ratio):
            if abs(stated / dimension.measured - times) <= law.number("share") * times:
                return Words("可能是其他比例的详图", "this may be a detail at another scale")
    return None
