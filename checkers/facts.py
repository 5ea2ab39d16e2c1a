"""What the case states about its place, its conditions, its buildings and its shelter.

Vocabulary
----------
fact      something the drawings do not tell and somebody states: population of the city, fire rating …
unknown   ``None``: nobody has stated it; a rule that needs it says so and never assumes

The dataclasses are the schema: ``facts_schema.py`` writes ``docs/facts.schema.json`` from them, each key with its
description, unit and example; ``stated_facts.py`` reads a file of them. Lengths are metres, areas square metres, ratios
fractions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Use(StrEnum):
    """What a building is for, as far as the rules tell buildings apart."""

    RESIDENTIAL = "residential"
    OFFICE = "office"
    COMMERCIAL = "commercial"
    HOTEL = "hotel"
    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    HOSPITAL = "hospital"
    ELDERLY = "elderly"
    GARAGE = "garage"
    INDUSTRIAL = "industrial"
    STORAGE = "storage"
    OTHER = "other"


class ClimateZone(StrEnum):
    """Building climate zone of GB 50178."""

    I = "I"  # noqa: E741 - the zone is called so
    II = "II"
    III = "III"
    IV = "IV"
    V = "V"
    VI = "VI"
    VII = "VII"


class ShelterUse(StrEnum):
    """Wartime use of the shelter."""

    PERSONNEL = "personnel"
    PERSONNEL_FIRST = "personnel-first"
    MEDICAL = "medical"
    PROFESSIONAL = "professional"
    EQUIPMENT = "equipment"
    MATERIALS = "materials"
    SUPPORT = "support"


class Structure(StrEnum):
    """What carries a building, as far as its collapse zone tells structures apart."""

    MASONRY = "masonry"
    CONCRETE = "concrete"
    """frames and the like; outer walls that are no shear walls"""
    SHEAR_WALL = "shear-wall"
    """outer walls are concrete shear walls"""
    STEEL = "steel"


class SprinklerHazard(StrEnum):
    """Hazard class (火灾危险等级) of a sprinkler system after GB 50084, appendix A."""

    LIGHT = "light"
    MODERATE_1 = "moderate-1"
    MODERATE_2 = "moderate-2"
    SEVERE_1 = "severe-1"
    SEVERE_2 = "severe-2"


class ExtinguisherHazard(StrEnum):
    """Hazard class (危险等级) of a place that keeps extinguishers after GB 50140, appendix C and D."""

    LIGHT = "light"
    MEDIUM = "medium"
    SEVERE = "severe"


def _asks(
    zh: str,
    en: str,
    example: object = None,
    unit: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
) -> dict[str, Any]:
    bounds = {"minimum": low, "maximum": high}
    words = {"zh": zh, "en": en, "unit": unit, "example": example}
    return {**words, **{name: bound for name, bound in bounds.items() if bound is not None}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the site lies."""

    city: str | None = field(default=None, metadata=_asks("城市", "city, as in its official name", "常州市"))
    district: str | None = field(default=None, metadata=_asks("区县", "district or county", "武进区"))
    latitude: float | None = field(
        default=None, metadata=_asks("纬度", "latitude, north positive", 31.70, "°", low=-90, high=90)
    )
    longitude: float | None = field(
        default=None, metadata=_asks("经度", "longitude, east positive", 119.94, "°", low=-180, high=180)
    )
    true_north: float | None = field(
        default=None,
        metadata=_asks(
            "真北方向（自图纸竖直向上方向顺时针计）",
            "true north, degrees clockwise from straight up on the site plan",
            0.0,
            "°",
            low=-180,
            high=360,
        ),
    )
    climate_zone: ClimateZone | None = field(default=None, metadata=_asks("建筑气候区", "building climate zone", "III"))
    population: int | None = field(
        default=None, metadata=_asks("城市人口", "inhabitants of the city", 5300000, "人", low=0)
    )
    thunderstorm_days: float | None = field(
        default=None, metadata=_asks("年平均雷暴日", "thunderstorm days a year", 31, "d/a", low=0, high=366)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The planning conditions of the site (规划条件)."""

    far_max: float | None = field(default=None, metadata=_asks("容积率上限", "largest floor area ratio", 2.2, low=0))
    density_max: float | None = field(
        default=None, metadata=_asks("建筑密度上限", "largest site coverage, as a fraction", 0.28, low=0, high=1)
    )
    green_min: float | None = field(
        default=None, metadata=_asks("绿地率下限", "smallest green ratio, as a fraction", 0.30, low=0, high=1)
    )
    height_max: float | None = field(
        default=None, metadata=_asks("建筑限高", "largest building height", 80, "m", low=0)
    )
    control_line_setback: float | None = field(
        default=None, metadata=_asks("退让用地红线距离", "setback from the site boundary", 5.0, "m", low=0)
    )
    concentrated_green_min: float | None = field(
        default=None,
        metadata=_asks("人均集中绿地下限", "smallest concentrated green space per inhabitant", 0.5, "m²/人", low=0),
    )
    parking_min: int | None = field(
        default=None, metadata=_asks("机动车停车位下限", "fewest parking stalls for cars", 320, "个", low=0)
    )
    old_town: bool | None = field(
        default=None, metadata=_asks("是否旧区改建项目", "whether the case rebuilds an old quarter", example=False)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """One building of the case or beside it, tied to the site plan by its name."""

    name: str = field(metadata=_asks("楼号", "name as written on the site plan", "1#"))
    use: Use | None = field(default=None, metadata=_asks("使用性质", "use", "residential"))
    height: float | None = field(
        default=None, metadata=_asks("建筑高度", "height as the fire code counts it", 53.8, "m", low=0)
    )
    storeys: int | None = field(default=None, metadata=_asks("地上层数", "storeys above ground", 18, "F", low=0))
    fire_rating: int | None = field(
        default=None, metadata=_asks("耐火等级", "fire resistance rating, 1 (best) to 4", 1, "级", low=1, high=4)
    )
    sprinklered: bool | None = field(
        default=None, metadata=_asks("是否设自动喷水灭火", "sprinklers throughout", example=False)
    )
    people: int | None = field(default=None, metadata=_asks("使用人数", "people inside at most", 216, "人", low=0))
    lightning_class: int | None = field(
        default=None, metadata=_asks("防雷类别", "lightning protection class, 1 to 3", 3, "类", low=1, high=3)
    )
    floor_area: float | None = field(
        default=None,
        metadata=_asks("计容建筑面积", "floor area that counts towards the floor area ratio", 8642.5, "m²", low=0),
    )
    households: int | None = field(default=None, metadata=_asks("户数", "dwellings", 72, "户", low=0))
    ground_level: float | None = field(
        default=None,
        metadata=_asks("室内地坪设计标高（绝对标高）", "level of the ground floor inside, absolute", 5.3, "m"),
    )
    top_level: float | None = field(
        default=None,
        metadata=_asks(
            "日照计算顶标高（含女儿墙，绝对标高）", "top that casts shadow, parapet included, absolute", 60.3, "m"
        ),
    )
    lowest_dwelling_storey: int | None = field(
        default=None, metadata=_asks("最低住宅楼层", "lowest storey with dwellings", 1, "F", low=1)
    )
    sprinkler_hazard: SprinklerHazard | None = field(
        default=None,
        metadata=_asks("自喷火灾危险等级", "hazard class of the sprinkler system", "moderate-1"),
    )
    extinguisher_hazard: ExtinguisherHazard | None = field(
        default=None,
        metadata=_asks("灭火器配置场所危险等级", "hazard class for extinguishers", "medium"),
    )
    crowded: bool | None = field(
        default=None,
        metadata=_asks("是否人员密集的公共建筑物", "a public building where many people gather", example=False),
    )
    structure: Structure | None = field(
        default=None, metadata=_asks("结构类型（外墙）", "what carries the building and its outer walls", "concrete")
    )
    location_factor: float | None = field(
        default=None,
        metadata=_asks(
            "雷击次数校正系数 k", "factor k for the place in the count of lightning strikes", 1.0, low=1, high=2
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CivilDefense:
    """What the civil defence office asks for (人防建设意见书)."""

    required_area: float | None = field(
        default=None, metadata=_asks("应建人防面积", "shelter area to be built", 3600, "m²", low=0)
    )
    use: ShelterUse | None = field(default=None, metadata=_asks("战时功能", "wartime use", "personnel"))
    grade: str | None = field(default=None, metadata=_asks("抗力等级", "resistance grade as written", "核6"))
    people: int | None = field(default=None, metadata=_asks("掩蔽人数", "people sheltered", 1200, "人", low=0))
    shelter_area: float | None = field(
        default=None, metadata=_asks("掩蔽面积", "area people shelter in", 1210.0, "m²", low=0)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the case states; whatever is None nobody has stated."""

    place: Place = field(default_factory=Place, metadata=_asks("地点", "where the site lies"))
    filed_on: date | None = field(
        default=None, metadata=_asks("申报日期", "filing day: it chooses the clauses in force", "2025-06-01")
    )
    conditions: Conditions = field(
        default_factory=Conditions, metadata=_asks("规划条件", "planning conditions of the site")
    )
    buildings: tuple[Building, ...] = field(default=(), metadata=_asks("建筑", "the buildings, by name"))
    civil_defense: CivilDefense = field(
        default_factory=CivilDefense, metadata=_asks("人防", "what the civil defence office asks for")
    )

    def building(self, name: str) -> Building | None:
        """The building of this name; ``1#``, ``1#楼`` and ``1号楼`` are one name. None when none is stated."""
        wanted = plain_name(name)
        return next((building for building in self.buildings if plain_name(building.name) == wanted), None)


def plain_name(name: str) -> str:
    """A building's name without the words that differ from sheet to sheet: ``1号楼`` and ``1#`` are both ``1#``."""
    plain = (
        "".join(name.split())
        .replace("＃", "#")
        .replace("号楼", "#")
        .replace("#楼", "#")
        .replace("栋", "#")
        .replace("号", "#")
    )
    return plain.upper()
