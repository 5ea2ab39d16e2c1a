"""What the case states, held against what its drawings say: heights, storeys, uses, areas, conditions, the place.

Vocabulary
----------
compared     one fact beside what the drawing says of the same thing; it agrees, contradicts, or can hardly be true
believed     the facts without those that do not agree: rules then miss them, instead of trusting either side. What a
             building states is then unknown; a condition, a place or an order of civil defence cannot be read

Heights agree within ``HEIGHTS_AGREE`` of the site plans. A place must lie in China, whose codes these are. The northing
of a coordinate on a site plan (X, metres from the equator, Gauss-Krüger) tells the latitude: 111132.95 φ - 16038.5 sin 2φ
is the meridian's length on the ellipsoid of CGCS2000, good to a hundredth of a degree.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from checkers.errors import CouldNotRead, Words
from checkers.facts import Building, Facts, plain_name
from checkers.features.base import Feature, whole
from checkers.features.labels import labels
from checkers.features.levels import HEIGHT, STOREYS, numbers, without_storeys_below
from checkers.features.lightning_class import protection_class
from checkers.features.site import footprints, is_minor, rating_of, site_plans, use_of

if TYPE_CHECKING:
    from checkers.drawing.model import Sheet
    from checkers.features.labels import Label
    from checkers.features.plans import Plans
    from checkers.features.site import Footprint

Owner = TypeVar("Owner")

CHINA_LATITUDE, CHINA_LONGITUDE = (3.8, 53.6), (73.4, 135.2)
"""degrees between which the country lies"""

NORTHINGS = (2.0e6, 6.0e6)
"""metres from the equator that a written X must lie between to be a northing of the country"""

DEGREE_OF = 1.0
"""degrees by which the latitude stated and the one of the coordinates may differ: false origins are kilometres"""

PEOPLE = (10_000, 100_000_000)
"""inhabitants that a city may have: a number below is one of ten thousands (万人)"""

STOREY = (2.0, 8.0)
"""metres of height for each storey, between which a building is believed"""

FLOORS = (0.4, 1.2)
"""floor area over footprint times storeys, between which it is believed"""

AREAS_AGREE = 0.5
"""square metres"""

SHARES_AGREE = 0.0005
"""of a share, as written with a tenth of a per cent"""

_NORTHING = re.compile(r"^[XxNn]\s*[=:：]\s*(\d{7}(?:\.\d+)?)")
_SHELTER = re.compile(
    r"应建(?:人防|防空地下室)(?:工程)?(?:建筑)?面积(?:不小于|[:：为≥=])*(\d+(?:\.\d+)?)(?:m2|m²|㎡|平方米)"
)
_CONDITIONS = {
    "density_max": (re.compile(r"建筑密度(?:不大于|不超过|上限|[:：]|≤|<=|＜)+(\d+(?:\.\d+)?)([%％]?)"), "%"),
    "far_max": (re.compile(r"容积率(?:不大于|不超过|上限|[:：]|≤|<=|＜)+(\d+(?:\.\d+)?)()"), ""),
    "green_min": (re.compile(r"绿地率(?:不小于|不低于|下限|[:：]|≥|>=|＞)+(\d+(?:\.\d+)?)([%％]?)"), "%"),
    "height_max": (
        re.compile(r"(?:建筑限高|限高|建筑高度)(?:不大于|不超过|[:：]|≤|<=|＜)+(\d+(?:\.\d+)?)()(?:m|米)"),
        "",
    ),
}
_BOUND = re.compile(r"限高|不大于|不超过|不小于|不低于|上限|下限|[≤≥＜＞]|<=|>=")
_NAMES = {
    "density_max": Words("建筑密度上限", "largest site coverage"),
    "far_max": Words("容积率上限", "largest floor area ratio"),
    "green_min": Words("绿地率下限", "smallest green ratio"),
    "height_max": Words("建筑限高", "largest building height"),
    "height": Words("建筑高度", "height"),
    "storeys": Words("地上层数", "storeys above ground"),
    "use": Words("使用性质", "use"),
    "fire_rating": Words("耐火等级", "fire rating"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Feature):
    """One fact beside what the drawing says of the same thing."""

    key: str
    """``buildings[1#].height``"""
    quantity: Words
    drawn: str
    """as the drawing has it"""
    stated: str
    """as the facts have it"""
    agrees: bool
    certain: bool = True
    """False where the two do not contradict each other in words, and can hardly both be true"""


def compared(plans: Plans) -> tuple[Compared, ...]:
    """Every fact that the drawings speak of as well; call as ``plans.recognise(compared)``."""
    return (*_buildings(plans), *_classes(plans), *_on_sheets(plans), *_place(plans))


def unmatched(plans: Plans) -> tuple[Feature, ...]:
    """Buildings of the facts that no site plan shows, and named new ones on a site plan that the facts do not list."""
    facts, shown = plans.as_stated, plans.recognise(footprints)
    # a podium with facts of its own is called ``3# 裙房``
    drawn = {plain_name(name) for footprint in shown for name in (footprint.name, footprint.subject) if footprint.name}
    if not drawn or not facts.buildings:
        return ()
    sheet = plans.recognise(site_plans)[0]
    missing = [
        replace(whole(sheet), subject=building.name)
        for building in facts.buildings
        if plain_name(building.name) not in drawn
    ]
    extra: dict[str, Feature] = {}
    for footprint in shown:
        if footprint.name and not (footprint.stated or footprint.existing or footprint.podium or is_minor(footprint)):
            extra.setdefault(plain_name(footprint.name), footprint)
    return (*missing, *extra.values())


def believed(plans: Plans) -> Facts:
    """The facts of the case without those the drawings do not bear out; the same object where all is borne out."""
    facts = plans.as_stated
    lost = {each.key for each in plans.recognise(compared) if not each.agrees}
    gone: dict[str, set[str]] = {}
    for key in lost:
        owner, _, name = key.rpartition(".")
        gone.setdefault(owner, set()).add(name)
    if not gone:
        return facts

    def unknown(building: Building) -> dict[str, Any]:
        return dict.fromkeys(gone.get(f"buildings[{building.name}]", ()))

    return replace(
        facts,
        place=_refusing(facts.place, "place", gone.get("place", set())),
        conditions=_refusing(facts.conditions, "conditions", gone.get("conditions", set())),
        civil_defense=_refusing(facts.civil_defense, "civil_defense", gone.get("civil_defense", set())),
        buildings=tuple(replace(building, **unknown(building)) for building in facts.buildings),
    )


def _refusing(owner: Owner, name: str, keys: set[str]) -> Owner:
    """The same facts, of which these keys cannot be read: as unknown ones rules may take a milder way without them."""
    if not keys:
        return owner
    shape: type[Any] = type(owner)

    class Refusing(shape):  # type: ignore[misc]
        __slots__ = ()

        def __getattribute__(self, key: str) -> Any:  # noqa: ANN401
            if key in keys:
                raise CouldNotRead(f"facts.{name}.{key}（与图纸不一致 contradicted by the drawings）")
            return super().__getattribute__(key)

    return cast("Owner", Refusing(**{each.name: getattr(owner, each.name) for each in fields(shape)}))


def _buildings(plans: Plans) -> Iterator[Compared]:
    every = plans.recognise(footprints)
    for building in plans.as_stated.buildings:
        here = [f for f in every if plain_name(f.name) == plain_name(building.name) and f.stated]
        for footprint in here:
            if not footprint.podium:
                yield from _of_outline(footprint, building)
        if here:
            yield from _floors(here, building)


def _of_outline(footprint: Footprint, building: Building) -> Iterator[Compared]:
    texts = footprint.texts
    storeys = [int(count) for count in numbers(STOREYS, [without_storeys_below(text) for text in texts])]
    said: dict[str, tuple[Sequence[object], object]] = {
        "height": (numbers(HEIGHT, texts), building.height),
        "storeys": (storeys, building.storeys),
        "use": ([use] if (use := use_of(texts)) else [], building.use),
        "fire_rating": ([rating] if (rating := rating_of(texts)) else [], building.fire_rating),
    }
    for key, (drawn, stated) in said.items():
        if drawn and stated is not None:
            yield _of(
                footprint,
                f"buildings[{building.name}].{key}",
                _NAMES[key],
                "、".join(str(each) for each in drawn),
                str(stated),
                agrees=key not in footprint.conflicts,
            )
    if building.height and building.storeys and not STOREY[0] <= building.height / building.storeys <= STOREY[1]:
        yield replace(
            _of(
                footprint,
                f"buildings[{building.name}].storeys",
                Words("层数与高度", "storeys and height"),
                f"{building.height:g} m",
                f"{building.storeys} 层 storeys",
                agrees=False,
            ),
            certain=False,
        )


def _floors(here: list[Footprint], building: Building) -> Iterator[Compared]:
    """The stated floor area against what the outlines of the building can hold."""
    tower = [footprint for footprint in here if not footprint.podium]
    if building.floor_area is None or not building.storeys or not tower:
        return
    sheet = tower[0].sheet
    cover = sum(footprint.polygon.area for footprint in here if footprint.sheet == sheet)
    share = building.floor_area / (cover * building.storeys)
    yield replace(
        _of(
            tower[0],
            f"buildings[{building.name}].floor_area",
            Words("计容建筑面积", "floor area"),
            f"{cover:.1f} m² × {building.storeys}",
            f"{building.floor_area:g} m²",
            agrees=FLOORS[0] <= share <= FLOORS[1],
        ),
        certain=False,
    )


def _classes(plans: Plans) -> Iterator[Compared]:
    """Lightning protection classes written on sheets; the rules themselves take the stricter of two."""
    for sheet in plans.sheets:
        if "防雷" not in sheet.title and sheet.discipline != "lightning":
            continue
        found = protection_class(plans, sheet)
        if found.doubt is not None:
            yield _of(
                whole(sheet),
                f"buildings[{found.building}].lightning_class (stricter)",
                Words("防雷类别", "lightning protection class"),
                "见图 as written",
                found.doubt.zh,
                agrees=False,
            )


def _on_sheets(plans: Plans) -> Iterator[Compared]:
    """Planning conditions and the shelter's area as written on any sheet."""
    facts = plans.as_stated
    for sheet in plans.sheets:
        for label in labels(sheet):
            for key, (pattern, percent) in _CONDITIONS.items():
                stated = getattr(facts.conditions, key)
                match = pattern.search(label.words) if stated is not None else None
                if match is None or not _BOUND.search(match.group(0)):
                    continue
                value = float(match.group(1)) / (100 if percent and match.group(2) else 1)
                agrees = abs(value - stated) <= SHARES_AGREE
                yield _written(sheet, label, f"conditions.{key}", _NAMES[key], f"{stated:g}", agrees=agrees)
            area = facts.civil_defense.required_area
            match = _SHELTER.search(label.words) if area is not None else None
            if match is not None and area is not None:
                agrees = abs(float(match.group(1)) - area) <= AREAS_AGREE
                name = Words("应建人防面积", "shelter area to be built")
                yield _written(sheet, label, "civil_defense.required_area", name, f"{area:g} m²", agrees=agrees)


def _place(plans: Plans) -> Iterator[Compared]:
    place = plans.as_stated.place
    if not plans.sheets:
        return
    sheet = next(iter(plans.recognise(site_plans)), plans.sheets[0])
    within = {
        "latitude": (place.latitude, CHINA_LATITUDE, Words("纬度", "latitude")),
        "longitude": (place.longitude, CHINA_LONGITUDE, Words("经度", "longitude")),
    }
    for key, (value, (low, high), quantity) in within.items():
        if value is not None:
            stated = f"{value:g}°"
            inside = low <= value <= high
            yield _of(whole(sheet), f"place.{key}", quantity, f"{low:g}°～{high:g}°", stated, agrees=inside)
    if place.population is not None and not PEOPLE[0] <= place.population <= PEOPLE[1]:
        name = Words("城市人口", "inhabitants of the city")
        allowed, said = f"{PEOPLE[0]}～{PEOPLE[1]} 人", f"{place.population} 人"
        yield _of(whole(sheet), "place.population", name, allowed, said, agrees=False)
    if place.latitude is None or not CHINA_LATITUDE[0] <= place.latitude <= CHINA_LATITUDE[1]:
        return
    for plan in plans.recognise(site_plans):
        for label in labels(plan):
            match = _NORTHING.match(label.words)
            if match and NORTHINGS[0] <= float(match.group(1)) <= NORTHINGS[1]:
                drawn = latitude_of(float(match.group(1)))
                agrees = abs(drawn - place.latitude) <= DEGREE_OF
                name = Words("纬度（按图中坐标）", "latitude (after the coordinates)")
                said = f"{label.words} → {drawn:.2f}°"
                yield replace(
                    _written(plan, label, "place.latitude", name, f"{place.latitude:g}°", agrees=agrees), drawn=said
                )
                break


def latitude_of(northing: float) -> float:
    """Degrees of latitude at this many metres of the meridian from the equator."""
    degrees = northing / 111_132.95
    for _ in range(5):
        degrees = (northing + 16_038.5 * math.sin(math.radians(2 * degrees))) / 111_132.95
    return degrees


def _of(thing: Feature, key: str, quantity: Words, drawn: str, stated: str, *, agrees: bool) -> Compared:
    return Compared(
        subject=thing.subject,
        sheet=thing.sheet,
        where=thing.where,
        handles=thing.handles,
        how=Words("图面文字与案件事实对照", "writings beside the facts of the case"),
        key=key,
        quantity=quantity,
        drawn=drawn,
        stated=stated,
        agrees=agrees,
    )


def _written(sheet: Sheet, label: Label, key: str, quantity: Words, stated: str, *, agrees: bool) -> Compared:
    place = replace(whole(sheet), subject=label.words[:40], where=label.point, handles=(label.handle,))
    return _of(place, key, quantity, label.words, stated, agrees=agrees)


def as_believed(plans: Plans) -> Plans:
    """The set as rules other than preflight see it: with what they may believe; call by ``plans.recognise``."""
    facts = believed(plans)
    return plans if facts is plans.as_stated else plans.believing(facts)
