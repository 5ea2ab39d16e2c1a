"""What the case states about its place, its conditions, its buildings and its shelter.

Vocabulary
----------
fact      something the drawings do not tell and somebody states: population of the city, fire rating …
unknown   ``None``: nobody has stated it; a rule that needs it says so and never assumes

The dataclasses are the schema: ``facts_schema.py`` writes ``docs/facts.schema.json`` from them, each key with its
description, unit and example. Lengths are metres, areas square metres, ratios fractions.
"""

from __future__ import annotations

import difflib
import math
import reprlib
import types
from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from checkers.errors import WrongFacts

LARGEST_FILE = 1_000_000
"""bytes; facts are a page of text"""

LARGEST_NUMBER = 1e15
"""of any kind: people, metres, square metres"""

LONGEST_TEXT = 200
"""characters of a name or a grade"""

MOST_LISTED = 2000
"""buildings of one case"""

Shape = TypeVar("Shape")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CivilDefense:
    """What the civil defence office asks for (人防建设意见书)."""

    required_area: float | None = field(
        default=None, metadata=_asks("应建人防面积", "shelter area to be built", 3600, "m²", low=0)
    )
    use: ShelterUse | None = field(default=None, metadata=_asks("战时功能", "wartime use", "personnel"))
    grade: str | None = field(default=None, metadata=_asks("抗力等级", "resistance grade as written", "核6"))


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


def facts_from(file: Path) -> Facts:
    """The facts in a YAML or JSON file; WrongFacts when it cannot be read or does not fit the schema."""
    import yaml

    try:
        if file.stat().st_size > LARGEST_FILE:
            raise WrongFacts(
                f"{file.name}：事实文件超过 1 MB，请只写案件事实",
                f"{file.name}: the facts file is larger than 1 MB; state only the facts of the case",
            )
        content = yaml.load(file.read_text(encoding="utf-8-sig"), _without_aliases())  # noqa: S506  a SafeLoader
    except OSError as error:
        raise WrongFacts(
            f"{file.name}：无法打开事实文件（{error.strerror}），请检查路径",
            f"{file.name}: the facts file cannot be opened ({error.strerror}); check the path",
        ) from error
    except (ValueError, OverflowError, yaml.YAMLError, RecursionError) as error:
        raise WrongFacts(
            f"{file.name}：不是有效的 YAML 或 JSON，请按 docs/facts.schema.json 填写",
            f"{file.name}: this is neither YAML nor JSON in UTF-8; fill it in as docs/facts.schema.json shows",
        ) from error
    return facts_of({} if content is None else content)


def _without_aliases() -> type[Any]:
    """YAML's safe loader without references: a few lines of them unfold to more than any memory holds."""
    import yaml

    class Plain(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401  the loader's own signature
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("references are not taken")
            return super().compose_node(parent, index)

    return Plain


def facts_of(mapping: Mapping[str, Any]) -> Facts:
    """The facts in a mapping of plain values; WrongFacts names the key, what is wrong, and the nearest known key."""
    return cast("Facts", _filled(Facts, mapping, "facts"))


def _filled(shape: type[Any], given: object, where: str) -> object:
    if not isinstance(given, Mapping):
        raise _wrong(where, "应为键值对", "a mapping of keys to values is expected")
    known = {each.name: each for each in fields(shape)}
    for key in given:
        if key not in known:
            raise _unknown(where, str(key), list(known))
    hints = get_type_hints(shape)
    values: dict[str, object] = {}
    for name, each in known.items():
        if given.get(name) is None:
            if each.default is MISSING and each.default_factory is MISSING:
                raise _wrong(f"{where}.{name}", "必须填写", "this key must be stated")
            continue
        values[name] = _value(hints[name], given[name], f"{where}.{name}", each.metadata)
    return shape(**values)


def _value(hint: Any, given: object, where: str, about: Mapping[str, Any]) -> object:  # noqa: ANN401 - a type
    hint = stated(hint)
    if get_origin(hint) is tuple:
        if not isinstance(given, list | tuple):
            raise _wrong(where, "应为列表", "a list is expected")
        return _listed(get_args(hint)[0], given, where)
    if is_dataclass(hint):
        return _filled(cast("type[Any]", hint), given, where)
    if issubclass(hint, StrEnum):
        choices = [str(choice) for choice in hint]
        if given not in choices:
            listed = ", ".join(choices)
            raise _wrong(
                where, f"“{reprlib.repr(given)}”不在可选值中：{listed}", f"{reprlib.repr(given)} is none of {listed}"
            )
        return hint(given)
    if hint is date:
        return _day(given, where)
    if hint is bool or hint is str:
        if not isinstance(given, hint):
            name = {bool: ("true 或 false", "true or false"), str: ("文字", "a text")}[hint]
            raise _wrong(
                where,
                f"应为{name[0]}，而不是 {reprlib.repr(given)}",
                f"{name[1]} is expected, not {reprlib.repr(given)}",
            )
        if isinstance(given, str) and len(given) > LONGEST_TEXT:
            raise _wrong(where, f"超过 {LONGEST_TEXT} 个字", f"longer than {LONGEST_TEXT} characters")
        return given
    return _number(hint, given, where, about)


def _number(hint: type[Any], given: object, where: str, about: Mapping[str, Any]) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float) or not -LARGEST_NUMBER <= given <= LARGEST_NUMBER:
        raise _wrong(
            where, f"应为数字，而不是 {reprlib.repr(given)}", f"a number is expected, not {reprlib.repr(given)}"
        )
    if hint is int and given != int(given):
        raise _wrong(
            where, f"应为整数，而不是 {reprlib.repr(given)}", f"a whole number is expected, not {reprlib.repr(given)}"
        )
    low, high = about.get("minimum", -math.inf), about.get("maximum", math.inf)
    if not low <= given <= high:
        raise _wrong(where, f"{given} 不在 {low} 至 {high} 之间", f"{given} does not lie between {low} and {high}")
    return int(given) if hint is int else float(given)


def _day(given: object, where: str) -> date:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise _wrong(
            where,
            f"应为 2025-06-01 形式的日期，而不是 {reprlib.repr(given)}",
            f"a day such as 2025-06-01 is expected, not {reprlib.repr(given)}",
        ) from None


def _listed(shape: type[Any], given: list[object] | tuple[object, ...], where: str) -> tuple[object, ...]:
    if len(given) > MOST_LISTED:
        raise _wrong(where, f"超过 {MOST_LISTED} 项", f"more than {MOST_LISTED} items")
    filled = tuple(_filled(shape, item, f"{where}[{index}]") for index, item in enumerate(given))
    names = [plain_name(item.name) for item in filled if isinstance(item, Building)]
    for name, times in Counter(names).items():
        if times > 1:
            raise _wrong(where, f"楼号 {name} 重复", f"the building {name} is stated twice")
    return filled


def stated(hint: Any) -> Any:  # noqa: ANN401 - types in, types out
    """The type of a key without the ``None`` that stands for unknown."""
    if get_origin(hint) in {Union, types.UnionType}:
        return next(part for part in get_args(hint) if part is not type(None))
    return hint


def _wrong(where: str, zh: str, en: str) -> WrongFacts:
    return WrongFacts(f"案件事实 {where}：{zh}", f"{where}: {en}")


def _unknown(where: str, key: str, known: list[str]) -> WrongFacts:
    near = difflib.get_close_matches(key.lower(), known, n=1, cutoff=0.0)
    return _wrong(f"{where}.{key}", f"没有这个键，最接近的是 {near[0]}", f"no such key; the nearest is {near[0]}")
