"""What a site plan shows for sunlight analysis: what casts shadow, and the houses that ask for sun.

Vocabulary
----------
caster   an outline above ground with the level of its top: facts, never guessed; infinite where nobody says it, or what
         is said cannot be true of a building of its height
own      a building of this case; every other one stood before it
house    a building whose dwellings or rooms ask for sun, with its windows, dwellings and outer walls
sun site one sheet with all of these; of several site plans that show the same houses, the one for sunlight analysis
         or else the first

Levels are absolute (绝对标高). The level of the ground floor may stand on the plan as ``±0.000=5.30``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import plain_name
from checkers.features.base import Area, Feature, areas, distinct
from checkers.features.closure import Closure, bounds
from checkers.features.facades import Positions, Sill, positions, sills, uncovered
from checkers.features.shadow import UNKNOWN_TOP, Prism
from checkers.features.site import boundaries, footprints, is_gone, is_minor, is_new, site_plans
from checkers.features.site_share import undrawn, unshown
from checkers.features.unseen import hides_shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkers.drawing.model import Sheet
    from checkers.facts import Building, Facts
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint

ZERO = re.compile(r"±\s*0\.0+\s*(?:=|＝|相当于(?:绝对标高)?)\s*(-?\d+\.\d+)")
OF_SUNLIGHT = "日照"
"""in the title of a sheet that shows the windows of the rooms that ask for sun, and no others"""

A_DWELLING = re.compile(r"户|套|^[A-Z]\d?$", re.IGNORECASE)
LOWEST_STOREY = 2.0
"""metres of height for each storey at least"""

ABOVE_GROUND = 2.0
"""metres by which a ground floor may lie above the ground that a building's height is counted from"""

AT_DWELLING = 0.7
"""metres: a window this near to the outline of a dwelling is one of its windows"""


@dataclass(frozen=True, slots=True)
class Caster:
    """An outline that casts shadow."""

    prism: Prism
    own: bool
    standing: bool = True
    """whether the plan says that it stands already; meant for those that are not ``own``"""
    named: bool = True
    """whether anything is written in the outline that facts can name it by"""

    @property
    def known(self) -> bool:
        """Whether anybody says how high it stands."""
        return self.prism.top < UNKNOWN_TOP


@dataclass(frozen=True, slots=True, kw_only=True)
class Dwelling(Feature):
    """A dwelling drawn on the plan, with the numbers of its windows among the house's."""

    windows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class House(Feature):
    """A building that asks for sun."""

    footprint: Footprint
    own: bool
    level: float | None
    """of the ground floor inside, absolute; None when nobody says it"""
    lived_below: bool | None
    """whether people live on the ground floor; None when nobody says it"""
    windows: tuple[Sill, ...]
    dwellings: tuple[Dwelling, ...]
    walls: Positions
    """free positions along the outer walls"""

    @property
    def missing(self) -> str:
        """The fact without which nothing can be said of the house."""
        return f"facts.buildings[{self.footprint.name or self.subject}].ground_level"

    @property
    def unread(self) -> Words | None:
        """Why nothing can be said of the house: its level is unknown, or no wall of it stands free; None otherwise."""
        if self.level is None:
            return Words(
                f"{self.subject}：首层室内地坪标高未知，无法计算日照，请提供 {self.missing}",
                f"{self.subject}: the level of the ground floor is unknown; state {self.missing}",
            )
        if not self.windows and not len(self.walls):
            return Words(
                f"{self.subject}：轮廓位于裙房或其他建筑轮廓之内，首层无自由外墙，无法计算日照，请在日照分析图中绘出居室窗位",
                f"{self.subject}: its outline lies within another one, so no outer wall stands free; draw its windows on a "
                "sunlight plan",
            )
        return None


@dataclass(frozen=True, slots=True)
class SunSite:
    """One sheet as sunlight analysis sees it."""

    sheet: Sheet
    casters: tuple[Caster, ...]
    houses: tuple[House, ...]
    hidden: Words | None
    """why more may cast shadow than was read"""

    @property
    def of_sunlight(self) -> bool:
        """Whether the sheet is drawn for sunlight analysis."""
        return OF_SUNLIGHT in self.sheet.title

    def unknown(self) -> str:
        """The facts that would tell how high everything stands."""
        keys = [
            f"facts.buildings[{each.prism.name}].top_level" for each in self.casters if not each.known and each.named
        ]
        if any(not (each.known or each.named) for each in self.casters):
            keys.append("facts.buildings[].top_level（先在无字轮廓内写明楼号 first write names into empty outlines）")
        return "、".join(dict.fromkeys(keys))


def sun_sites(
    plans: Plans, wanted: Callable[[House], bool], wall_step: float, window_step: float
) -> tuple[SunSite, ...]:
    """The sheets with houses that are wanted; each house on one sheet only. Steps are metres between positions."""
    sheets = sorted(plans.recognise(site_plans), key=lambda sheet: OF_SUNLIGHT not in sheet.title)
    found: list[SunSite] = []
    seen: set[str] = set()
    for sheet in sheets:
        standing = _standing(plans, sheet)
        sites = [site for site in plans.recognise(boundaries) if site.sheet == sheet.id]
        houses = []
        for each in standing:
            if each.podium or is_minor(each) or each.subject in seen:
                continue
            house = _house(each, sheet, plans.facts, own=_own(each, sites))
            if wanted(house):
                houses.append(_furnished(house, sheet, standing, (wall_step, window_step)))
        if houses:
            casters, hidden = casters_of(plans, sheet)
            found.append(SunSite(sheet, casters, tuple(houses), hidden))
            seen |= {house.subject for house in houses if house.footprint.name}
    return tuple(found)


def _standing(plans: Plans, sheet: Sheet) -> list[Footprint]:
    """The outlines above ground on the sheet that stay."""
    above = [each for each in plans.recognise(footprints) if each.sheet == sheet.id and not each.underground]
    return [each for each in above if not is_gone(each)]


def casters_of(plans: Plans, sheet: Sheet) -> tuple[tuple[Caster, ...], Words | None]:
    """What casts shadow on a sheet, and why more may than was read."""
    sites = [site for site in plans.recognise(boundaries) if site.sheet == sheet.id]
    return tuple(_caster(each, plans.facts, sites) for each in _standing(plans, sheet)), _hidden(plans, sheet)


def _own(footprint: Footprint, sites: Sequence[Area]) -> bool:
    """Whether the building is of this case: new, and within the site or listed by the facts."""
    within = not sites or any(footprint.polygon.intersects(site.polygon) for site in sites)
    return is_new(footprint) and (within or footprint.stated)


def _house(footprint: Footprint, sheet: Sheet, facts: Facts, *, own: bool) -> House:
    building = facts.building(footprint.name) if footprint.name else None
    lowest = building.lowest_dwelling_storey if building else None
    return House(
        subject=footprint.subject,
        sheet=sheet.id,
        where=footprint.polygon,
        handles=footprint.handles,
        how=footprint.how,
        sure=footprint.sure,
        footprint=footprint,
        own=own,
        level=_ground(footprint, building),
        lived_below=None if lowest is None else lowest == 1,
        windows=(),
        dwellings=(),
        walls=positions(footprint.polygon, footprint.polygon.length),
    )


def _furnished(house: House, sheet: Sheet, standing: Sequence[Footprint], steps: tuple[float, float]) -> House:
    """The house with its walls, windows and dwellings looked at closely."""
    outline = house.footprint.polygon
    here = positions(outline, steps[0])
    others = [each.polygon for each in standing if each is not house.footprint]
    windows = sills(sheet, outline, steps[1])
    return replace(
        house,
        windows=windows,
        dwellings=_dwellings(house, sheet, windows) if windows else (),
        walls=here.kept(uncovered(here, others)),
    )


def _ground(footprint: Footprint, building: Building | None) -> float | None:
    """The level of the ground floor; None when nobody says it, or plan and facts differ."""
    said = {float(match) for text in footprint.texts for match in ZERO.findall(text)}
    if building is not None and building.ground_level is not None:
        said.add(building.ground_level)
    return said.pop() if len(said) == 1 else None


def _caster(footprint: Footprint, facts: Facts, sites: Sequence[Area]) -> Caster:
    """The facts of a building describe its tower; a podium has facts of its own under ``3# 裙房``, or none."""
    name = footprint.subject if footprint.podium else footprint.name
    building = facts.building(name) if name else None
    top = building.top_level if building else None
    levels = [each.ground_level for each in facts.buildings if each.ground_level is not None]
    ground = building.ground_level if building else None
    ground = min(levels, default=None) if ground is None else ground
    if top is not None and ground is not None and not _stands_so_high(footprint, building, top - ground):
        top = None
    prism = Prism(footprint.subject, footprint.polygon, UNKNOWN_TOP if top is None else top)
    return Caster(prism, own=_own(footprint, sites), standing=footprint.existing, named=bool(footprint.texts))


def _stands_so_high(footprint: Footprint, building: Building | None, over: float) -> bool:
    """Whether the top of a building can lie so far over a ground floor: its own, or the lowest one known."""
    height = footprint.height or (building.height if building else None) or 0.0
    return over >= max(height, LOWEST_STOREY * (footprint.storeys or 1)) - ABOVE_GROUND


def _dwellings(house: House, sheet: Sheet, windows: Sequence[Sill]) -> tuple[Dwelling, ...]:
    """Closed outlines of spaces within the house that are named as dwellings, with their windows."""
    found = []
    near = house.footprint.polygon.buffer(AT_DWELLING)
    for space in distinct(areas(sheet, "SPACE")):
        named = [text.strip() for text in space.texts if A_DWELLING.search(text.strip())]
        if not named or not near.contains(space.polygon):
            continue
        own = tuple(
            index for index, sill in enumerate(windows) if sill.line.centroid.distance(space.polygon) <= AT_DWELLING
        )
        found.append(
            Dwelling(
                subject=f"{house.subject} {named[0]}",
                sheet=house.sheet,
                where=space.polygon,
                handles=space.handles,
                how=space.how,
                sure=house.sure and space.sure,
                windows=own,
            )
        )
    return tuple(found)


def _hidden(plans: Plans, sheet: Sheet) -> Words | None:
    open_lines = any(
        bound.sheet == sheet.id and bound.meaning == "BLDG_OUTLINE" and bound.closure is not Closure.CLOSED
        for bound in plans.recognise(bounds)
    )
    if open_lines:
        return Words(
            "有建筑轮廓未闭合，未计入遮挡，请闭合后重新提交",
            "some building outlines are open and were not taken into account; close them",
        )
    if hides_shapes(sheet):
        return Words(
            "图中有对象未能读取，可能另有遮挡建筑，请分解后重新提交",
            "some objects could not be read and may cast shadow; explode them",
        )
    elsewhere = _elsewhere(plans, sheet)
    if elsewhere:
        names = "、".join(elsewhere)
        return Words(
            f"本图未见 {names} 的轮廓，未计入遮挡，请补绘",
            f"this sheet shows no outline of {names}, so its shadow was not taken into account; draw it",
        )
    sites = [site for site in plans.recognise(boundaries) if site.sheet == sheet.id]
    return next((why for site in sites if (why := undrawn(plans, site)) is not None), None)


def _elsewhere(plans: Plans, sheet: Sheet) -> list[str]:
    """Buildings that only other plans of this site show (plans with a building in common), or none though facts list them."""
    by_sheet: dict[str, dict[str, str]] = {}
    for each in plans.recognise(footprints):
        if each.name and not each.underground and not is_gone(each):
            shown = by_sheet.setdefault(each.sheet, {})
            shown |= {plain_name(each.name): each.name, plain_name(each.subject): each.subject}
    here = by_sheet.get(sheet.id, {})
    others = [
        name
        for shown in by_sheet.values()
        if not here.keys().isdisjoint(shown)
        for plain, name in shown.items()
        if plain not in here
    ]
    return list(dict.fromkeys([*others, *unshown(plans)]))
