"""Rule ``preflight/building-name``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.features.namesakes import named
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans
    from checkers.finding import Finding
    from checkers.rule import Law


@rule("preflight/building-name")
def building_name(plans: Plans, law: Law) -> Iterator[Finding]:
    """Every building of a site plan has a name of its own.

    Measured: each building's name on each site plan; the outlines that carry it and stand apart. What was found met of
    one of two buildings of one name becomes doubtful, for the facts of the case tell buildings apart by name alone.
    Silent on: outlines without a name; podiums, and parts of one building that touch.
    """
    for name in plans.recognise(named):
        yield law.holds(
            name,
            met=name.count <= 1,
            message=Words(
                f"{name.subject}：同一总图中有 {name.count} 栋建筑用此楼号，请更正"
                if name.count > 1
                else f"{name.subject}：楼号唯一",
                f"{name.subject}: {name.count} buildings of one site plan carry this name; correct it"
                if name.count > 1
                else f"{name.subject}: the only building of this name",
            ),
            along=name.where if name.count > 1 else None,
        )
