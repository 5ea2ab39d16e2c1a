"""What stands on a site plan: boundary, control line, footprints of buildings, climbing grounds.

Vocabulary
----------
site plan   a sheet that shows a site boundary, a control line or climbing grounds, or is titled as one; never a roof plan
footprint   a building's outline with its name, storeys and height, from the texts inside and the facts
podium      the low part (裙房) around or beside a tower; it belongs to the tower's building, and is weakly recognised
            where no tower of its name is drawn
existing    a footprint that is said to stand already (现状, 保留, 已建), or to be pulled down; one that is said to be new
            as well (新建住宅楼（原有厂房拆除）) is new, and not sure

A text belongs to the smallest outline around it. Outlines drawn twice on a sheet are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Building, Use, plain_name
from checkers.features.base import Area, areas, distinct, own_texts
from checkers.features.levels import HEIGHT, STOREYS, any_says, numbers, underground, without_storeys_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checkers.drawing.model import Sheet
    from checkers.facts import Facts
    from checkers.features.plans import Plans

NAME = re.compile(
    r"^(?=[A-Z\d])[A-Z]{0,3}\d{0,3}(?:-\d+)?(?:#|＃|号楼|栋|号)(?:楼|住宅楼?|办公楼?|商业楼?|公寓楼?)?$", re.IGNORECASE
)
EXISTING = ("现状", "保留", "已建", "原有", "existing")
GONE = ("拆除", "拟拆")
SAID_NEW = ("新建", "拟建")
OF_THE_GROUND = re.compile(r"标高|高程|地面|地坪|场地|道路|树|绿|管|水系|围墙")
"""what else may be 现状 or 保留 inside an outline: ``原有地面标高 5.30`` says nothing of the building"""

PODIUM = ("裙房", "裙楼")
NOT_BUILDINGS = ("门卫", "岗亭", "雨棚", "雨篷", "连廊", "廊架", "花架", "围墙", "车棚", "亭", "水景", "泳池")
MINOR = re.compile(rf"(?:{'|'.join(NOT_BUILDINGS)})(?:室|房|间)?\s*(?:\d+\s*(?:F|层)?)?$", re.IGNORECASE)
IN_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
USES = {
    Use.RESIDENTIAL: ("住宅", "公寓", "宿舍"),
    Use.OFFICE: ("办公",),
    Use.COMMERCIAL: ("商业", "商铺", "商场", "商店"),
    Use.HOTEL: ("酒店", "旅馆", "宾馆"),
    Use.KINDERGARTEN: ("幼儿园", "托儿所"),
    Use.SCHOOL: ("教学", "学校"),
    Use.HOSPITAL: ("医院", "门诊", "病房"),
    Use.ELDERLY: ("养老", "敬老院", "老年人"),
    Use.INDUSTRIAL: ("厂房", "车间"),
    Use.STORAGE: ("仓库", "库房"),
}
OUTSIDE = ("室外", "管线综合", "管网", "通信管道", "小区管线")
"""in titles of sheets that show what lies in the ground of a site"""

DESCRIBES = re.compile(r"[一-鿿]{2}")
OF_NO_USE = re.compile(
    r"建筑|现状|保留|已建|原有|既有|高度|标高|地上|地下|新建|规划|拟建|设计|号楼|共|层|栋|号|楼|幢|[室内外]+地坪|耐火等级.*|面积.*"
)
"""words inside an outline that say nothing of what the building is for"""

HEIGHTS_AGREE = 0.05
"""metres: a height on the plan and one in the facts that differ by more are two heights"""

NOISE = 1e-6
"""metres that subtracting written heights may add"""

TOUCHING = 0.05
"""metres: outlines this near are drawn as touching"""
LONGEST_NAME = 30
"""characters: a longer text inside a climbing ground is a note, not its name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint(Area):
    """A building's outline on a site plan with everything known of the building; None is unknown."""

    name: str
    """as on the plan, such as ``1#``; empty when nothing tells"""
    storeys: int | None
    height: float | None
    """metres; None when unknown or when plan and facts disagree"""
    height_in_doubt: bool
    """whether plan and facts state different heights"""
    use: Use | None
    fire_rating: int | None
    podium: bool
    underground: bool
    existing: bool
    stated: bool
    """whether the facts of the case list this building"""
    conflicts: tuple[str, ...] = ()
    """keys of the building's facts that the plan contradicts: height, storeys, use, fire_rating; each is then None"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground(Area):
    """A climbing ground (消防登高操作场地)."""


def site_plans(plans: Plans) -> tuple[Sheet, ...]:
    """The sheets that are site plans; call as ``plans.recognise(site_plans)``."""
    return tuple(sheet for sheet in plans.sheets if is_site_plan(sheet))


def is_site_plan(sheet: Sheet) -> bool:
    """Whether the sheet is drawn as a site plan or titled as one; ``屋顶总平面图`` shows the site from above."""
    titled = any(word in sheet.title for word in ("总平面", "总图", "总体"))
    if any(word in sheet.title for word in ("防雷", "接闪", "基础")):
        return False
    if not titled and any(word in sheet.title for word in ("屋面", "屋顶")):
        return False
    drawn = any(len(sheet.rows(meaning)) for meaning in ("SITE_BOUNDARY", "BLDG_CTRL_LINE", "CLIMB_GROUND"))
    return drawn or titled


def shows_site(sheet: Sheet) -> bool:
    """Whether the sheet shows the ground outside buildings: a site plan, or one of the pipes and ducts in it."""
    return is_site_plan(sheet) or any(word in sheet.title for word in OUTSIDE)


def boundaries(plans: Plans) -> tuple[Area, ...]:
    """Every closed site boundary (用地红线) on the site plans."""
    return _outlines(plans, "SITE_BOUNDARY", "用地红线")


def control_lines(plans: Plans) -> tuple[Area, ...]:
    """Every closed building control line (建筑控制线) on the site plans."""
    return _outlines(plans, "BLDG_CTRL_LINE", "建筑控制线")


def grounds(plans: Plans) -> tuple[Ground, ...]:
    """Every climbing ground on the site plans."""
    return tuple(
        Ground(
            subject=_written_name(area, "登高", "场地") or _numbered("登高操作场地", index, len(found)),
            sheet=area.sheet,
            where=area.where,
            handles=area.handles,
            how=area.how,
            polygon=area.polygon,
            layer=area.layer,
            texts=area.texts,
        )
        for sheet in plans.recognise(site_plans)
        for found in [distinct(areas(sheet, "CLIMB_GROUND"))]
        for index, area in enumerate(found, start=1)
    )


def _written_name(area: Area, *words: str) -> str:
    """The text inside that names the thing, as a reviewer would point at it; empty when none does."""
    named = (text.strip() for text in area.texts if any(word in text for word in words))
    return next((text for text in named if len(text) <= LONGEST_NAME), "")


def _numbered(word: str, index: int, count: int) -> str:
    return f"{word}{index}" if count > 1 else word


def _outlines(plans: Plans, meaning: str, word: str) -> tuple[Area, ...]:
    return tuple(
        replace(area, subject=_numbered(word, index, len(found)))
        for sheet in plans.recognise(site_plans)
        for found in [distinct(areas(sheet, meaning))]
        for index, area in enumerate(found, start=1)
    )


def footprints(plans: Plans) -> tuple[Footprint, ...]:
    """Every building outline on the site plans; call as ``plans.recognise(footprints)``."""
    return tuple(
        footprint for sheet in plans.recognise(site_plans) for footprint in _footprints(sheet, plans.as_stated)
    )


def _footprints(sheet: Sheet, facts: Facts) -> list[Footprint]:
    outlines = distinct(areas(sheet, "BLDG_OUTLINE"))
    texts = own_texts(outlines)
    names = [_name(own, facts) for own in texts]
    found = []
    for index, area in enumerate(outlines):
        own = texts[index]
        podium = any(word in text for word in PODIUM for text in own)
        name = names[index]
        if podium and not name:
            name = _neighbour(index, outlines, names)
        if not own and _is_part(area, index, outlines, names, texts):
            continue
        made = _footprint(area, own, name, facts.building(name) if name else None, podium=podium)
        # a tower may be drawn nowhere but in the outline that says 裙房 as well
        lone = podium and bool(names[index]) and sum(_same_name(each, name) for each in names) == 1
        found.append(replace(made, sure=False) if lone else made)
    return found


def _same_name(one: str, other: str) -> bool:
    return bool(one) and plain_name(one) == plain_name(other)


def _is_part(
    area: Area, index: int, outlines: Sequence[Area], names: Sequence[str], texts: Sequence[Sequence[str]]
) -> bool:
    """Whether a silent outline lies inside a named building above ground that is no podium: a step of its roof."""
    return any(
        other != index
        and names[other]
        and not any_says(texts[other], PODIUM)
        and underground(texts[other], outer.layer, names[other]) is False
        and outer.polygon.area > area.polygon.area
        and outer.polygon.buffer(TOUCHING).contains(area.polygon)
        for other, outer in enumerate(outlines)
    )


def _footprint(area: Area, texts: Sequence[str], name: str, building: Building | None, *, podium: bool) -> Footprint:
    """The building's own facts describe its tower: of a podium only use and fire rating follow from them."""
    tower = None if podium else building
    heights = numbers(HEIGHT, texts)
    if tower is not None and tower.height is not None:
        heights.append(tower.height)
    in_doubt = bool(heights) and max(heights) - min(heights) > HEIGHTS_AGREE + NOISE
    storeys = [int(count) for count in numbers(STOREYS, [without_storeys_below(text) for text in texts])]
    below = underground(texts, area.layer, name)
    use, rating = use_of(texts), rating_of(texts)
    stands = any_says([*(text for text in texts if not OF_THE_GROUND.search(text)), area.layer], (*EXISTING, *GONE))
    said_new = any_says(texts, SAID_NEW)
    conflicts = _conflicts(tower, storeys, use, rating, heights_differ=in_doubt)
    if not storeys and tower is not None and tower.storeys is not None:
        storeys.append(tower.storeys)
    title = f"{name} 裙房".strip() if podium else name
    return Footprint(
        subject=title or next((text for text in texts if text.strip()), "") or f"{area.layer} {area.handles[0]}",
        sheet=area.sheet,
        where=area.where,
        handles=area.handles,
        how=area.how,
        sure=below is not None and not (stands and said_new),
        polygon=area.polygon,
        layer=area.layer,
        texts=tuple(texts),
        name=name,
        storeys=None if "storeys" in conflicts else max(storeys, default=None),
        height=None if in_doubt or not heights else max(heights),
        height_in_doubt=in_doubt,
        use=None if "use" in conflicts else (building.use if building else None) or use,
        fire_rating=None if "fire_rating" in conflicts else (building.fire_rating if building else None) or rating,
        podium=podium,
        underground=below is True,
        existing=stands and not said_new,
        stated=building is not None,
        conflicts=conflicts,
    )


def _conflicts(
    tower: Building | None, storeys: Sequence[int], use: Use | None, rating: int | None, *, heights_differ: bool
) -> tuple[str, ...]:
    """The facts of a building that the texts in its outline contradict; a podium's texts speak for itself alone."""
    if tower is None:
        return ("height",) if heights_differ else ()
    differing = {
        "height": heights_differ,
        "storeys": bool(storeys) and tower.storeys is not None and tower.storeys not in storeys,
        "use": use is not None and tower.use is not None and use is not tower.use,
        "fire_rating": rating is not None and tower.fire_rating is not None and rating != tower.fire_rating,
    }
    return tuple(key for key, differs in differing.items() if differs)


def _name(texts: Sequence[str], facts: Facts) -> str:
    """The name the facts know first; else a text that is written like a building's number."""
    for building in facts.buildings:
        wanted = plain_name(building.name)
        if any(_is_name(plain_name(text), wanted) for text in texts):
            return building.name
    return next((text.strip() for text in texts if NAME.match(text.strip())), "")


def _is_name(text: str, wanted: str) -> bool:
    return text == wanted or (text.startswith(wanted) and not text[len(wanted)].isdigit())


def _neighbour(index: int, outlines: Sequence[Area], names: Sequence[str]) -> str:
    """The name of the one tower that a nameless podium contains or touches; empty when there is none or several."""
    podium = outlines[index].polygon
    touching = {
        names[other]
        for other, area in enumerate(outlines)
        if other != index and names[other] and area.polygon.distance(podium) < TOUCHING
    }
    return touching.pop() if len(touching) == 1 else ""


def use_of(texts: Iterable[str]) -> Use | None:
    """The one use the texts name; None when they name none or several."""
    said = {use for use, words in USES.items() if any_says(texts, words)}
    return said.pop() if len(said) == 1 else None


def rating_of(texts: Iterable[str]) -> int | None:
    """``耐火等级：二级`` as written on a site plan."""
    for text in texts:
        match = re.search(r"耐火等级\s*[:：为]?\s*([一二三四])级", text)
        if match:
            return "一二三四".index(match.group(1)) + 1
    return None


def is_minor(footprint: Footprint) -> bool:
    """Whether the outline is of a gate house, canopy or the like, named so on the plan; a numbered building is not."""
    numbered = footprint.stated or bool(footprint.name) or (footprint.storeys or 1) > 1
    return not numbered and any(MINOR.search(IN_BRACKETS.sub("", text).strip()) for text in footprint.texts)


def is_new(footprint: Footprint) -> bool:
    """Whether the outline is of a building to be built, above ground."""
    return not footprint.existing and not footprint.underground


def is_gone(footprint: Footprint) -> bool:
    """Whether the outline is of a building that is to be pulled down."""
    return footprint.existing and any_says((*footprint.texts, footprint.layer), GONE)


def may_be(plans: Plans, footprint: Footprint, use: Use) -> bool:
    """Whether a building of no certain use may be for this one: its texts name it among others, or the facts do."""
    building = plans.as_stated.building(footprint.name) if footprint.name else None
    told = any_says(footprint.texts, USES[use]) or (building is not None and building.use is use)
    return footprint.use is None and told


def asks_use(footprint: Footprint) -> Words:
    """What its author does so that the use of a building is known."""
    if not footprint.texts:
        return Words("请在轮廓内写明楼号与使用性质", "write its name and use into the outline")
    key = f"facts.buildings[{footprint.name or footprint.subject}].use"
    return Words(f"请提供 {key}", f"state {key}")


def is_high(footprint: Footprint, above_residential: float, above_public: float) -> bool | None:
    """Whether a building is high-rise: higher than the height for its use, and not of one storey if not housing.

    None while the height is unknown, or lies between the two heights and the use is unknown. A podium is never high.
    """
    if footprint.podium:
        return False
    if footprint.height is None:
        return None
    if footprint.storeys == 1 and footprint.use not in {None, Use.RESIDENTIAL}:
        return False
    heights = {
        None: (above_residential, above_public),
        Use.RESIDENTIAL: (above_residential,),
    }.get(footprint.use, (above_public,))
    high = {footprint.height > height for height in heights}
    return high.pop() if len(high) == 1 else None


def undescribed(footprint: Footprint) -> bool:
    """Whether the texts of an outline tell no use at all: neither one known here nor another, such as 配电房."""
    left = [OF_NO_USE.sub("", text) for text in footprint.texts]
    return footprint.use is None and not any(DESCRIBES.search(text) for text in left)
