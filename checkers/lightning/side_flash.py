"""High buildings are protected against flashes from the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.errors import CouldNotRead, Words
from checkers.features.lightning_class import numbered
from checkers.features.lightning_notes import side_flash_written
from checkers.features.roof import Roof, roofs
from checkers.features.unseen import hidden
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import Finding, Law, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.features.plans import Plans


@rule("lightning/side-flash")
def side_flash(plans: Plans, law: Law) -> Iterator[Finding]:
    """A building higher than its class allows without it has measures against side flashes.

    Measured: for each building whose roof is drawn its height as the facts state it, against the height of its class;
    above it the sheets of lightning protection must speak of 侧击 or 均压环. Doubtful are buildings whose height or
    class is not known, and those without such words on a set of which something could not be read.
    Silent on: where rings run and how far apart, and what is joined to them.
    """
    main = [roof for roof in plans.recognise(roofs) if not roof.stands_on]
    seen: set[str] = set()
    heights = {roof.subject: _height(roof, plans) for roof in main}
    if main and all(height is None for height in heights.values()):
        raise CouldNotRead("facts.buildings[].height")
    for roof in main:
        name = roof.protection.building
        if name not in seen:
            seen.update({name} - {""})
            yield _judged(roof, heights[roof.subject], plans, law)


def _height(roof: Roof, plans: Plans) -> float | None:
    building = plans.facts.building(roof.protection.building) if roof.protection.building else None
    return building.height if building is not None else None


def _judged(roof: Roof, height: float | None, plans: Plans, law: Law) -> Finding:
    if height is None or roof.protection.value is None:
        return law.doubts(
            roof,
            Words(
                f"{roof.subject}：建筑高度或防雷类别未知，是否需防侧击无法判定，请在案件事实中填写",
                f"{roof.subject}: its height or its class of protection is not known. State them in the facts",
            ),
        )
    table = law.table("height")
    limit = law.limit(
        float(table[str(roof.protection.value)]),
        Comparison.AT_MOST,
        unit=table["unit"],
        zh=f"第{roof.protection.value}类防雷{table['zh']}",
        en=f"{table['en']}, class {roof.protection.value}",
    )
    measured = Measurement(height, roof.polygon)
    low = limit.judge(roof, measured)
    if low.verdict is not Verdict.BROKEN:
        return low if roof.protection.doubt is None else limit.judge(roof, measured, doubt=roof.protection.doubt)
    if side_flash_written(plans, numbered((roof.protection.building, roof.subject))):
        return law.holds(
            roof,
            met=True,
            message=Words(
                f"{roof.subject}：建筑高度 {height:g} m，大于 {limit.value:g} m，图中注有防侧击措施",
                f"{roof.subject}: {height:g} m high, above {limit.value:g} m; measures against side flashes are written",
            ),
            along=roof.polygon,
        )
    unread = hidden(plans.sheets)
    missing = Words("图中未见防侧击或均压环的说明", "no sheet speaks of measures against side flashes")
    if unread:
        return limit.judge(
            roof,
            measured,
            doubt=Words(
                f"{missing.zh}，但有内容未能读出（{unread}）", f"{missing.en}, but something was not read ({unread})"
            ),
        )
    return limit.judge(roof, measured, doubt=roof.protection.doubt)
