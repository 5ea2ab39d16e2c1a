"""Hours of sun that houses get, and what can truly be said of them from a site plan.

Vocabulary
----------
standard   the standard day, the minutes of sun asked for, and the sill above the ground floor at which they are asked
sure       sun that comes whatever stands where nobody says how high: unknown tops are taken as infinite
possible   sun that comes when those buildings are as good as nothing
full       sun that all points of a window have at once (满窗日照)
sunshine   a thing with the hours that decide about it, where they were taken, and why they may not decide

Whether *every dwelling* has its sun, a site plan seldom tells. What can be said:

* dwellings and windows drawn: of each dwelling, by its best window; of windows in none of them, of each
* windows drawn: of each window; one with too little sun may have a sister in its dwelling, so it is in doubt unless
  no place of the whole house has enough
* outlines only: of the main outer walls that face the sun. Enough everywhere on them is met, for buildings whose
  dwellings reach from wall to wall; too little at even the best place of the house is broken; anything between is in doubt

Ground, trees and projecting balconies are not taken into account.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from checkers.errors import CouldNotRead, Words
from checkers.features.north import true_north
from checkers.features.shadow import lit, minutes, runs, shaders
from checkers.features.sun import MINUTES, path_of
from checkers.features.widths import sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.base import Feature
    from checkers.features.plans import Plans
    from checkers.features.sun import Day, SunPath
    from checkers.features.sun_site import Caster, Dwelling, House, SunSite

MOST_NAMED = 3
"""buildings named as those that shade a place"""

UNCERTAIN = 2
"""minutes by which looking once a minute may shorten a run, one at either end"""


DEEP = 16.5
"""metres: dwellings of a building no deeper than this reach from one of its long walls to the other"""

ALONG_CORRIDORS = ("公寓", "宿舍", "内廊", "通廊")
"""in the words of buildings whose flats may lie on one side of a corridor"""

ALONG = 1e-9
"""sine of the angle by which the sun may stand behind a wall and still shine along it"""


@dataclass(frozen=True, slots=True)
class Standard:
    """What is asked for."""

    day: Day
    minutes: float
    sill: float
    """metres above the ground floor"""


@dataclass(frozen=True, slots=True)
class Sunshine:
    """What decides about one thing."""

    thing: Feature
    hours: float
    along: BaseGeometry
    precision: float
    """hours"""
    doubt: Words | None
    detail: Words
    """the sunny times, and which building shades when"""


@dataclass(frozen=True, slots=True)
class Light:
    """Whether the sun reaches points at minutes, shape (points, minutes)."""

    sure: NDArray[np.bool_]
    possible: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Place:
    """A window or a position of a house in the light."""

    along: BaseGeometry
    points: NDArray[np.float64]
    light: Light

    @property
    def full(self) -> NDArray[np.bool_]:
        """Full sun that is sure, at each minute."""
        return np.asarray(self.light.sure.all(axis=0))

    @property
    def full_if(self) -> NDArray[np.bool_]:
        """Full sun when unknown buildings are as good as nothing."""
        return np.asarray(self.light.possible.all(axis=0))

    @property
    def sure(self) -> int:
        """Minutes of full sun that are sure."""
        return int(minutes(self.full))

    @property
    def most(self) -> int:
        """Minutes that its best point has at most, as counted."""
        return int(minutes(self.light.possible).max())

    @property
    def bound(self) -> int:
        """The same with all that looking once a minute may have taken from it."""
        begun = np.count_nonzero(self.light.possible[:, 1:] & ~self.light.possible[:, :-1], axis=1) + 1
        return int((minutes(self.light.possible) + UNCERTAIN * begun).max())


def light(points: NDArray[np.float64], levels: NDArray[np.float64], casters: Sequence[Caster], path: SunPath) -> Light:
    """Light at points (n, 2) of these levels (n,) among these casters."""
    possible = lit(points, levels, [each.prism for each in casters if each.known], path)
    unknown = [each.prism for each in casters if not each.known]
    return Light(possible & lit(points, levels, unknown, path) if unknown else possible, possible)


def path_over(plans: Plans, site: SunSite, day: Day) -> SunPath:
    """The sun of the day over the site; CouldNotRead names the missing fact."""
    return path_on(plans, site.sheet, day)


def path_on(plans: Plans, sheet: Sheet, day: Day) -> SunPath:
    """The sun of the day over a sheet; CouldNotRead names the missing fact."""
    latitude = plans.facts.place.latitude
    if latitude is None:
        raise CouldNotRead("facts.place.latitude")
    return path_of(day, latitude, true_north(plans, sheet).degrees)


def sunshine(site: SunSite, house: House, standard: Standard, path: SunPath) -> Iterator[Sunshine]:
    """What decides about each dwelling, window or main wall of a house whose level is known."""
    if house.level is None or house.unread is not None:
        return
    level = house.level + standard.sill
    seen = seen_of(site.casters, house, level, path)
    placed = {index for dwelling in house.dwellings for index in dwelling.windows}
    for dwelling in house.dwellings:
        yield _of_dwelling(dwelling, seen, standard, site)
    if house.windows:
        for index, window in enumerate(house.windows):
            if index in placed:
                continue
            yield _of_window(_named(window, house), seen, index, standard, site)
    else:
        yield _of_walls(seen, standard, site)


@dataclass(frozen=True, slots=True)
class Seen:
    """A house in the light: its windows first, then its positions."""

    house: House
    level: float
    path: SunPath
    casters: tuple[Caster, ...]
    windows: tuple[Place, ...]
    walls: tuple[Place, ...]
    main: NDArray[np.bool_]
    """of the walls: those of main sides that face the sun at all"""

    @property
    def places(self) -> tuple[Place, ...]:
        """Everything looked at."""
        return (*self.windows, *self.walls)

    @property
    def best(self) -> Place:
        """The place that has most."""
        return max(self.places, key=lambda place: place.most)

    @property
    def bound(self) -> int:
        """Minutes that no place of the house exceeds."""
        return max(place.bound for place in self.places)


def seen_of(casters: tuple[Caster, ...], house: House, level: float, path: SunPath) -> Seen:
    """The house at a level among these casters."""
    sizes = [len(window.points) for window in house.windows] + [1] * len(house.walls)
    points = np.vstack([*(window.points for window in house.windows), house.walls.points])
    found = light(points, np.full(len(points), level), casters, path)
    ends = np.cumsum(sizes)
    places = []
    for index, (end, size) in enumerate(zip(ends, sizes, strict=True)):
        rows = slice(int(end - size), int(end))
        window = index < len(house.windows)
        along = house.windows[index].line if window else house.walls.stretch(index - len(house.windows))
        places.append(Place(along, points[rows], Light(found.sure[rows], found.possible[rows])))
    count = len(house.windows)
    return Seen(house, level, path, casters, tuple(places[:count]), tuple(places[count:]), house.walls.main)


def facing_minutes(facing: NDArray[np.float64], path: SunPath) -> NDArray[np.intp]:
    """Minutes in which the sun stands in front of walls that face so, shape (n, 2), were there nothing else."""
    return minutes((facing @ path.towards.T >= -ALONG) & (path.slope > 0))


def _of_walls(seen: Seen, standard: Standard, site: SunSite) -> Sunshine:
    able = facing_minutes(seen.house.walls.facing, seen.path) >= standard.minutes
    asked = [place for place, main, can in zip(seen.walls, seen.main, able, strict=True) if main and can]
    if asked:
        worst = min(asked, key=lambda place: place.sure)
        if worst.sure >= standard.minutes:
            found = _said(seen.house, worst, worst.full, seen, doubt=site.hidden or _other_side(seen.house))
            zh, en = (
                f"按主要朝阳外墙最不利处计；{found.detail.zh}",
                f"at the worst place of its main sunny walls; {found.detail.en}",
            )
            return replace(found, detail=Words(zh, en))
    if seen.best.most < standard.minutes:
        return _too_little(seen)
    short = [place for place in asked if place.most < standard.minutes]
    if short:
        worst = min(short, key=lambda place: place.most)
        metres = sum(place.along.length for place in short)
        whole = sum(place.along.length for place in asked)
        doubt = Words(
            f"主要朝阳外墙 {whole:.1f} m 中有 {metres:.1f} m 不足，图中未绘各套居室窗位，请在日照分析图中绘出",
            f"{metres:.1f} m of the {whole:.1f} m of main walls that face the sun get too little, and the windows of "
            "the dwellings are not drawn; draw them on a sunlight plan",
        )
        return _said(seen.house, worst, worst.full_if, seen, doubt=doubt)
    if asked:
        worst = min(asked, key=lambda place: place.sure)
        return _said(seen.house, worst, worst.full, seen, doubt=_unknown(site))
    best = seen.best
    doubt = Words(
        "主要外墙均不朝阳，无法判断各套居室窗位，请在日照分析图中绘出",
        "no main wall faces the sun; draw the windows of the dwellings on a sunlight plan",
    )
    return _said(seen.house, best, best.full_if, seen, doubt=doubt)


def _of_window(window: Feature, seen: Seen, index: int, standard: Standard, site: SunSite) -> Sunshine:
    place = seen.windows[index]
    if place.sure >= standard.minutes:
        return _said(window, place, place.full, seen, doubt=site.hidden)
    if seen.bound < standard.minutes:
        return _said(window, place, place.full_if, seen, doubt=_above(seen.house))
    doubt = Words(
        "该窗不足，但同套其他居室可能满足，请绘出套型轮廓后核对",
        "this window gets too little, but another room of its dwelling may get enough; draw the outlines of dwellings",
    )
    if place.most >= standard.minutes:
        doubt = _unknown(site) if minutes(place.full_if) >= standard.minutes else _partly()
    return _said(window, place, place.full_if, seen, doubt=doubt)


def _of_dwelling(dwelling: Dwelling, seen: Seen, standard: Standard, site: SunSite) -> Sunshine:
    windows = [seen.windows[index] for index in dwelling.windows]
    if not windows:
        undrawn = Words("图中未绘该套居室窗位，请补绘", "no window of this dwelling is drawn; draw its windows")
        return _said(dwelling, seen.best, seen.best.full_if, seen, doubt=undrawn)
    best = max(windows, key=lambda place: place.sure)
    if best.sure >= standard.minutes:
        all_rooms = site.of_sunlight or all(place.sure >= standard.minutes for place in windows)
        doubt = (
            site.hidden
            if all_rooms
            else Words(
                "请核对满足要求的窗是否为卧室或起居室的窗",
                "check that the window with enough sun is a bedroom's or living room's",
            )
        )
        return _said(dwelling, best, best.full, seen, doubt=doubt)
    hopeful = max(windows, key=lambda place: place.most)
    if hopeful.bound < standard.minutes:
        return _said(dwelling, hopeful, hopeful.full_if, seen, doubt=_above(seen.house))
    doubt = _unknown(site) if minutes(hopeful.full_if) >= standard.minutes else _partly()
    return _said(dwelling, hopeful, hopeful.full_if, seen, doubt=doubt)


def _too_little(seen: Seen) -> Sunshine:
    """The best place of a house of which no place has enough."""
    best = seen.best
    point = int(np.argmax(minutes(best.light.possible)))
    return _said(seen.house, best, best.light.possible[point], seen, doubt=_above(seen.house))


def _other_side(house: House) -> Words | None:
    """Why a dwelling may have no room at the walls that face the sun."""
    deep = min(sides(house.footprint.polygon), key=lambda span: span.value).value > DEEP
    if not deep and not house.footprint.says(*ALONG_CORRIDORS):
        return None
    return Words(
        "朝阳外墙各处均满足，但楼栋进深较大或为公寓、宿舍，可能有套型不朝向该墙，请绘出套型及窗位",
        "the walls that face the sun have enough, but the building is deep, or one of flats along corridors, and some may "
        "lie on its other side; draw dwellings and windows",
    )


def _above(house: House) -> Words | None:
    """Why too little sun on the ground floor may harm nobody."""
    if house.lived_below:
        return None
    fact = f"facts.buildings[{house.footprint.name or house.subject}].lowest_dwelling_storey"
    return Words(
        f"按首层窗台计算；最低住宅楼层未明确为首层，请提供 {fact}",
        f"reckoned at the ground floor, and nobody says that people live there; state {fact}",
    )


def _unknown(site: SunSite) -> Words:
    return Words(
        f"部分建筑顶标高未知或与其高度、层数矛盾，请提供 {site.unknown()}",
        f"the tops of some buildings are unknown, or too low for their height; state {site.unknown()}",
    )


def _partly() -> Words:
    return Words(
        "窗的一部分满足而满窗不满足，请按当地满窗或窗中点规则复核",
        "part of the window gets enough, all of it at once does not; check by the local rule",
    )


def _named(window: Feature, house: House) -> Feature:
    return replace(window, subject=f"{house.subject} {window.subject}", sure=house.sure)


def _said(thing: Feature, place: Place, reached: NDArray[np.bool_], seen: Seen, *, doubt: Words | None) -> Sunshine:
    sunny = runs(reached)
    return Sunshine(
        thing,
        int(minutes(reached)) / MINUTES,
        place.along,
        UNCERTAIN * max(1, len(sunny)) / MINUTES,
        doubt,
        detail(place.points.mean(axis=0), sunny, seen.level, seen.casters, seen.path),
    )


def detail(
    point: NDArray[np.float64],
    sunny: Sequence[tuple[int, int]],
    level: float,
    casters: Sequence[Caster],
    path: SunPath,
) -> Words:
    """``日照时段 08:00-10:12；遮挡：2# 10:12-13:40``: when one place has sun, and which buildings shade it when."""
    times = "、".join(_clock(path, start, end) for start, end in sunny) or "无"
    known = [each.prism for each in casters if each.known]
    shading = shaders(point, level, known, path)
    order = np.argsort(-shading.sum(axis=1), kind="stable")[:MOST_NAMED]
    named = [
        f"{known[index].name} {_clock(path, first[0], last[1])}"
        for index in order
        if (spells := runs(shading[index]))
        for first, last in [(spells[0], spells[-1])]
    ]
    zh = f"{path.day.name.zh}真太阳时日照时段 {times}" + (f"；遮挡：{'，'.join(named)}" if named else "")
    en = f"sun on {path.day.name.en} (true solar time) {'none' if times == '无' else times.replace('、', ', ')}" + (
        f"; shaded by {', '.join(named)}" if named else ""
    )
    return Words(zh, en)


def _clock(path: SunPath, start: int, end: int) -> str:
    first, last = (round(path.day.start * MINUTES) + minute for minute in (start, end))
    return f"{first // MINUTES:02d}:{first % MINUTES:02d}-{last // MINUTES:02d}:{last % MINUTES:02d}"
