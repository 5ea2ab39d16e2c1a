"""Rule ``planning/parking-quota``."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import shapely
from shapely import STRtree

from checkers.errors import CouldNotRead, Words
from checkers.facts import Use
from checkers.features.base import Feature, whole
from checkers.features.indicators import stated
from checkers.features.labels import labels
from checkers.features.parking import comb_rows, stalls
from checkers.features.site import site_plans
from checkers.features.unseen import hides_shapes
from checkers.finding import Comparison, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checkers.drawing.model import Sheet
    from checkers.features.parking import Stall
    from checkers.features.plans import Plans
    from checkers.finding import Finding, Limit
    from checkers.rule import Law

STOREY = re.compile(r"(?:地下|负)([一二三四五\d])层|B(\d)(?!\d)")
DIGITS = dict(zip("一二三四五", "12345", strict=True))
BELOW = ("地下", "负", "车库", "B1", "B2")
NOT_ONE = re.compile(r"不设|不设置|未设|无需")
ACCESSIBLE = ("无障碍", "残疾人")


@rule("planning/parking-quota")
def parking_quota(plans: Plans, law: Law) -> Iterator[Finding]:
    """There are stalls enough for cars, not too many of them on the ground, and accessible ones among them.

    Measured: the stalls drawn on the site plan and on the plans of garages. Sheets of one storey may show the same
    stalls or parts of a large garage, so a storey has at least those of its fullest sheet and at most those of all of
    them; a garage whose sheets name no storey may be one of those named. At least as many in all as the planning conditions say; on the ground at most a share of the dwellings (facts
    or table of indicators); accessible stalls, where any is named so. Doubtful where the count lies between, where lines
    on parking layers bound no stall, where objects could not be read, and where no accessible stall is named.
    Silent on: stalls of bicycles, mechanical stalls, and quotas by local rules.
    """
    found = plans.recognise(stalls)
    if not found:
        if plans.facts.conditions.parking_min is not None and any(s.rows("PARKING").size for s in plans.sheets):
            raise CouldNotRead("车位 (PARKING)")
        return
    site = [sheet for sheet in plans.recognise(site_plans) if any(stall.sheet == sheet.id for stall in found)]
    place = _place(plans, site, found)
    by_sheet = {sheet.id: _apart([stall for stall in found if stall.sheet == sheet.id]) for sheet in plans.whole_sheets}
    low, high = _counts(plans, by_sheet)
    unsure = _unsure(plans)
    least = plans.facts.conditions.parking_min
    if least is not None:
        limit = law.limit(least, Comparison.AT_LEAST, unit="个", zh="机动车停车位", en="stalls for cars")
        yield _between(limit, place, low, high, unsure)
    elif not site:
        raise CouldNotRead("facts.conditions.parking_min")
    yield from _on_the_ground(plans, law, site, by_sheet, unsure)
    yield _accessible(plans, law, place, (low, high), unsure)


def _place(plans: Plans, site: Sequence[Sheet], found: Sequence[Stall]) -> Feature:
    sheet = site[0] if site else plans.drawings.sheet(found[0].sheet)
    return whole(sheet)


def _apart(here: Sequence[Stall]) -> list[Stall]:
    """The stalls without those that lie over half of an earlier one: drawn twice, a little aside."""
    tree = STRtree([stall.polygon for stall in here])
    kept: list[Stall] = []
    dropped: set[int] = set()
    for index, stall in enumerate(here):
        if index in dropped:
            continue
        kept.append(stall)
        for other in tree.query(stall.polygon):
            if other > index and stall.polygon.intersection(here[other].polygon).area > stall.polygon.area / 2:
                dropped.add(int(other))
    return kept


def _counts(plans: Plans, by_sheet: Mapping[str, Sequence[Stall]]) -> tuple[int, int]:
    """Fewest and most stalls: sheets of one storey, and those that name none, may show the same ones."""
    storeys: dict[str, list[int]] = {}
    for sheet in plans.whole_sheets:
        if by_sheet[sheet.id]:
            storeys.setdefault(_storey(plans, sheet), []).append(len(by_sheet[sheet.id]))
    ground, unnamed, other = (max(storeys.get(key, [0])) for key in ("ground", "", "other"))
    named = sum(max(counts) for key, counts in storeys.items() if key not in {"ground", "", "other"})
    return max(ground + max(unnamed, named), other), sum(sum(counts) for counts in storeys.values())


def _storey(plans: Plans, sheet: Sheet) -> str:
    """The storey a sheet shows stalls of: ``ground``, ``-1``, empty below ground, ``other`` where nothing tells."""
    if sheet in plans.recognise(site_plans):
        return "ground"
    below = storey_below(sheet)
    return below or ("" if any(word in sheet.title for word in BELOW) else "other")


def storey_below(sheet: Sheet) -> str:
    """The storey below ground that the title names, as ``-1``; empty when it names none, or several."""
    named = {
        next(written for written in match.groups() if written)
        for match in STOREY.finditer("".join(sheet.title.split()))
    }
    numbers = {DIGITS.get(written, written) for written in named}
    return f"-{numbers.pop()}" if len(numbers) == 1 else ""


def _unsure(plans: Plans) -> Words | None:
    if plans.recognise(comb_rows):
        return Words("部分车位以散线绘制，未能计数", "some stalls are drawn as loose lines and were not counted")
    if any(hides_shapes(sheet) for sheet in plans.sheets if sheet.rows("PARKING").size):
        return Words("图中有对象未能读取，车位可能不全", "some objects could not be read, and there may be more stalls")
    return None


def _between(limit: Limit, place: Feature, low: int, high: int, unsure: Words | None) -> Finding:
    """Held against the fewest; doubtful where the most would do, or where more may be there."""
    finding = limit.judge(place, Measurement(low))
    if finding.verdict is Verdict.MET:
        return finding
    if limit.judge(place, Measurement(high)).verdict is Verdict.MET:
        several = Words(
            f"同一层有多张图，车位数在 {low} 至 {high} 之间，请核对",
            f"several sheets show one storey, so there are {low} to {high}; check",
        )
        return limit.judge(place, Measurement(low), doubt=several)
    return limit.judge(place, Measurement(high), doubt=unsure)


def _on_the_ground(
    plans: Plans,
    law: Law,
    site: Sequence[Sheet],
    by_sheet: Mapping[str, Sequence[Stall]],
    unsure: Words | None,
) -> Iterator[Finding]:
    fullest = max(site, key=lambda sheet: len(by_sheet.get(sheet.id, ())), default=None)
    if fullest is None:
        return
    homes = [each.households for each in plans.facts.buildings if each.households]
    row = stated(plans, fullest.id, "households")
    dwellings = sum(homes) if homes else (row.value if row else None)
    if not dwellings:
        return
    here = by_sheet.get(fullest.id, ())
    limit = law.at_most("surface")
    share = Measurement(len(here) / dwellings, shapely.union_all([stall.polygon for stall in here]))
    finding = limit.judge(whole(fullest), share)
    if finding.verdict is Verdict.MET:
        doubt = unsure or _more_written(plans, fullest, len(here))
    else:
        doubt = _more_homes(plans, dwellings, row.value if row else 0.0)
    yield finding if doubt is None else limit.judge(whole(fullest), share, doubt=doubt)


def _more_written(plans: Plans, sheet: Sheet, drawn: int) -> Words | None:
    row = stated(plans, sheet.id, "surface_stalls")
    if row is None or row.value <= drawn:
        return None
    return Words(
        f"指标表地面车位为 {row.value:g} 个，图中仅识别 {drawn} 个，请核对",
        f"the table says {row.value:g} stalls on the ground and {drawn} were recognised; check",
    )


def _more_homes(plans: Plans, dwellings: float, written: float) -> Words | None:
    """Why there may be more dwellings than were counted."""
    unsaid = [each.name for each in plans.facts.buildings if each.use is Use.RESIDENTIAL and each.households is None]
    if not unsaid and written <= dwellings:
        return None
    missing = "、".join(f"facts.buildings[{name}].households" for name in unsaid) or "facts.buildings[].households"
    return Words(f"住宅总套数不全，请核对 {missing}", f"not all dwellings are counted; check {missing}")


def _accessible(plans: Plans, law: Law, place: Feature, counts: tuple[int, int], unsure: Words | None) -> Finding:
    """Stalls with 无障碍 written on them, against one, or the share of all stalls."""
    named = 0
    for sheet in plans.whole_sheets:
        tree = STRtree([stall.polygon for stall in plans.recognise(stalls) if stall.sheet == sheet.id])
        marks = [
            label.point
            for label in labels(sheet)
            if any(word in label.words for word in ACCESSIBLE) and not NOT_ONE.search(label.words)
        ]
        if marks and len(tree.geometries):
            mark, stall = tree.query(marks, predicate="intersects")
            named += min(len(set(mark.tolist())), len(set(stall.tolist())))  # a mark on a line names one of two stalls
    need = [
        max(law.at_least("accessible").value, math.ceil(law.number("accessible_share") * count)) for count in counts
    ]
    limit = law.limit(need[-1], Comparison.AT_LEAST, unit="个", zh="无障碍机动车停车位", en="accessible stalls")
    finding = limit.judge(place, Measurement(named))
    if finding.verdict is Verdict.MET:
        return finding
    if not named:
        unsure = Words(
            "车位内未见“无障碍”字样，请注明无障碍车位", "no stall is named as accessible; write it into those that are"
        )
    elif named >= need[0]:
        unsure = Words("同一层有多张图，总数不能确定", "several sheets show one storey, so the total is not certain")
    return limit.judge(place, Measurement(named), doubt=unsure)
