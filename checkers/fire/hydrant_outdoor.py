"""Rule ``fire/hydrant-outdoor``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from shapely import LineString

from checkers.errors import CouldNotRead, Words
from checkers.features.base import Feature, whole
from checkers.features.coverage import farthest, links
from checkers.features.elsewhere import left_out
from checkers.features.site import boundaries, footprints, is_minor, is_new, site_plans
from checkers.features.symbols import Equipment, of_kind
from checkers.features.unseen import hides_shapes
from checkers.finding import AREA_PRECISION, Measurement, Verdict
from checkers.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely import Polygon

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint
    from checkers.features.symbols import Symbol
    from checkers.finding import Finding, Limit
    from checkers.rule import Law


SHOWS_HYDRANTS = re.compile(r"消防|消火栓|给排水|给水")
"""titles of site plans on which outdoor hydrants are to be expected"""

AT_BOUNDARY = 2
"""metres outside a boundary within which a hydrant belongs to the site"""


@rule("fire/hydrant-outdoor")
def hydrant_outdoor(plans: Plans, law: Law) -> Iterator[Finding]:
    """Outdoor hydrants reach every building and stand close enough to each other.

    Measured: on each site plan with outdoor hydrants, for each new building the straight distance from its farthest
    place to the nearest hydrant; and the straight distance between hydrants that are neighbours, those that the
    shortest lines joining all of them connect. A line between neighbours that crosses a building is doubtful: along
    the roads they may stand farther apart. So is a sheet on which no building could be recognised, what is not reached
    on a sheet of which objects could not be read, what only hydrants outside the site reach, which may belong to
    somebody else, and buildings on sheets without hydrants only.
    Silent on: city hydrants that are not drawn, how many stand on the side of the climbing ground, their flow.
    """
    hydrants = of_kind(plans, Equipment.OUTDOOR_HYDRANT)
    shown = {hydrant.sheet for hydrant in hydrants}
    for sheet in plans.sheets:
        if sheet.id not in shown:
            continue
        here = [hydrant for hydrant in hydrants if hydrant.sheet == sheet.id]
        standing = [each for each in plans.recognise(footprints) if each.sheet == sheet.id and not each.underground]
        yield from _spacing(here, standing, law)
        sites = [each.polygon for each in plans.recognise(boundaries) if each.sheet == sheet.id]
        yield from _cover(sheet, here, standing, law, sites)
    for building in left_out(plans, shown) if shown else ():
        yield law.doubts(
            building,
            Words(
                f"{building.subject}：绘有室外消火栓的图中没有该建筑，保护半径无法核对，请在同一张图绘出",
                f"{building.subject}: no sheet with outdoor hydrants shows it; draw both on one sheet",
            ),
        )
    if not hydrants and any(SHOWS_HYDRANTS.search(sheet.title) for sheet in plans.recognise(site_plans)):
        raise CouldNotRead("消防总平面图上的室外消火栓 (HYDRANT)")


def _spacing(hydrants: Sequence[Symbol], standing: Sequence[Footprint], law: Law) -> Iterator[Finding]:
    limit = law.at_most("spacing")
    for first, second in links([hydrant.point for hydrant in hydrants]):
        one, other = sorted((hydrants[first], hydrants[second]), key=lambda each: each.subject)
        line = LineString([one.point, other.point])
        between = Feature(
            subject=f"{one.subject} 与 {other.subject}",
            sheet=one.sheet,
            where=line,
            handles=one.handles + other.handles,
            how=one.how,
            sure=one.sure and other.sure,
        )
        crossed = [each for each in standing if each.polygon.intersection(line).length > AREA_PRECISION]
        measured = Measurement(float(line.length), line)
        doubt = None
        if crossed and limit.judge(between, measured).verdict is not Verdict.BROKEN:
            doubt = Words(
                f"连线穿过 {crossed[0].subject}，沿道路的间距可能更大，请复核",
                f"the line crosses {crossed[0].subject}; along the roads they may stand farther apart",
            )
        yield limit.judge(between, measured, doubt=doubt)


def _cover(
    sheet: Sheet, hydrants: Sequence[Symbol], standing: Sequence[Footprint], law: Law, sites: Sequence[Polygon]
) -> Iterator[Finding]:
    limit = law.at_most("radius")
    protected = [each for each in standing if is_new(each) and not is_minor(each)]
    if not protected:
        yield law.doubts(
            whole(sheet),
            Words(
                "室外消火栓所在图未识别到建筑轮廓，保护半径无法核对，请在该图绘出建筑轮廓",
                "no building outline on the sheet of the outdoor hydrants, so their reach cannot be checked; "
                "draw the outlines on it",
            ),
        )
    for building in protected:
        span = farthest(building.polygon, [hydrant.point for hydrant in hydrants])
        if span is None:
            continue
        measured = Measurement(span.value, span.along)
        sure = all(hydrant.sure for hydrant in hydrants)
        doubt = None
        if not sure:
            doubt = Words(
                "消火栓图形识别依据不足，请复核", "the hydrants are recognised on weak evidence; please check"
            )
        elif limit.judge(building, measured).verdict is Verdict.MET and not _by_own(building, hydrants, sites, limit):
            doubt = Words(
                "依靠用地红线外的消火栓，是否为可利用的市政消火栓请说明",
                "only hydrants outside the site boundary reach it; say whether they are city hydrants that count",
            )
        elif limit.judge(building, measured).verdict is Verdict.BROKEN and hides_shapes(sheet):
            doubt = Words(
                "图中有对象未能读取，其中可能有消火栓，请分解后重新提交",
                "objects could not be read, hydrants may be among them; explode them and submit again",
            )
        yield limit.judge(building, measured, doubt=doubt)


def _by_own(building: Footprint, hydrants: Sequence[Symbol], sites: Sequence[Polygon], limit: Limit) -> bool:
    """Whether hydrants on a site reach a building; without a boundary every one is taken to stand on it."""
    if not sites:
        return True
    own = [hydrant.point for hydrant in hydrants if any(site.dwithin(hydrant.point, AT_BOUNDARY) for site in sites)]
    span = farthest(building.polygon, own)
    return span is not None and limit.judge(building, Measurement(span.value)).verdict is Verdict.MET
