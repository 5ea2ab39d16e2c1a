"""Rule ``preflight/north-coord``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.base import whole
from checkers.features.orientation import general_plans
from checkers.finding import Comparison, Measurement, remedied
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.orientation import GeneralPlan
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law

REMEDY = Words("请核对界点坐标", "check the coordinates of the corners")


@rule("preflight/north-coord")
def north_coord(plans: Plans, law: Law) -> Iterator[Finding]:
    """The site plan shows where north is and where its boundary lies.

    Measured: each general plan (总平面图, with a site boundary): a north arrow or wind rose; coordinates; and
    whether the corners of the boundary that carry coordinates stand as far from each other as these say. What was not
    found is doubtful: an arrow may be drawn in plain lines, coordinates may stand in a table.
    Silent on: schemes, and plans of one discipline on the same base, from which a review takes no coordinates; the
    arrow's size; the legend and the table of figures.
    """
    for plan in plans.recognise(general_plans):
        yield _there(plan, plan.north, Words("指北针或风玫瑰图", "north arrow or wind rose"), law)
        yield _there(plan, bool(plan.coordinates), Words("用地界点坐标", "coordinates of the boundary"), law)
        if plan.off is not None:
            limit = law.limit(
                law.at_most("off").value,
                Comparison.AT_MOST,
                unit="m",
                zh="坐标与界点间距之差",
                en="difference of coordinates and corners",
            )
            thing = whole(plan.sheet)
            yield remedied(limit.judge(thing, Measurement(plan.off.value, plan.off.along)), REMEDY)


def _there(plan: GeneralPlan, there: bool, what: Words, law: Law) -> Finding:  # noqa: FBT001 - one thing said of the plan
    thing = whole(plan.sheet)
    label = plan.sheet.number or plan.sheet.file
    if there:
        return law.holds(thing, met=True, message=Words(f"{label}：有{what.zh}", f"{label}: {what.en} is there"))
    return law.doubts(
        thing,
        Words(
            f"{label}：未找到{what.zh}，请补绘，或以图块、文字标明",
            f"{label}: no {what.en} found; draw it, or name its block so",
        ),
    )
