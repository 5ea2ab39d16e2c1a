"""Rule ``preflight/elevation-format``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.elevations import elevations
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.elevations import Elevation
    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/elevation-format")
def elevation_format(plans: Plans, law: Law) -> Iterator[Finding]:
    """Levels are written in metres with the digits of the standard, the zero with ±, no other with +.

    Measured: each number written at a level mark: its decimals, more of which are asked for off the site plan, and its
    sign.
    Silent on: marks that write no number, such as ``H`` on a plan of several storeys; whether levels of plans, sections
    and elevations agree.
    """
    decimals, on_site = law.number("decimals"), law.number("decimals_site")
    for mark in plans.recognise(elevations):
        enough = {decimals, on_site} if mark.site_plan else {decimals}
        yield _judged(mark, enough, law)


def _judged(mark: Elevation, enough: set[float], law: Law) -> Finding:
    told_zh, told_en = [], []
    _, point, digits = mark.number.partition(".")
    if len(digits if point else "") not in enough:
        wanted = "、".join(f"{each:g}" for each in sorted(enough))
        told_zh.append(f"应注写到小数点后 {wanted} 位")
        told_en.append(f"write {wanted} decimals")
    zero = not re.search(r"[^0.]", mark.number)
    if zero and mark.sign != "±":
        told_zh.append("零点标高应注写为 ±0.000")
        told_en.append("write the zero as ±0.000")
    elif not zero and mark.sign in {"+", "±"}:
        told_zh.append("正数标高不注“+”")
        told_en.append("write no + before a level")
    return law.holds(
        mark,
        met=not told_zh,
        message=Words(
            f"{mark.subject}：{'；'.join(told_zh) or '标高格式正确'}",
            f"{mark.subject}: {'; '.join(told_en) or 'written as the standard has it'}",
        ),
    )
