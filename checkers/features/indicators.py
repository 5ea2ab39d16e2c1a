"""The table of technical and economic indicators (经济技术指标表) of a site plan, row by row.

Vocabulary
----------
indicator   a named number of the table: 用地面积, 容积率, 建筑密度 …, with where it is written
row         the name and the number to its right on one line, in the direction the name is written; or both in one text

Areas are square metres (公顷, 亩 and 万㎡ are turned into them), shares fractions. A number behind ≥ or ≤ is a condition
and no value.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString

from checkers.errors import Words
from checkers.features.base import Feature
from checkers.features.labels import plain
from checkers.features.site import site_plans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checkers.drawing.model import Sheet, Text
    from checkers.features.plans import Plans

NAMES = {
    "site_area": re.compile(r"^(?:规划|建设|项目|本期|总)*(?:净)?用地(?:总)?面积$"),
    "covered_area": re.compile(r"^(?:总)?(?:建筑)?(?:基底|占地)(?:总)?面积$"),
    "counted_area": re.compile(r"^(?:地上)?计(?:入)?容(?:积率)?(?:的)?(?:总)?(?:建筑)?面积$"),
    "gross_area": re.compile(r"^总建筑面积$"),
    "density": re.compile(r"^建筑(?:密度|覆盖率)$"),
    "far": re.compile(r"^容积率$"),
    "green": re.compile(r"^绿(?:地|化)率$"),
    "surface_stalls": re.compile(r"^(?:室外)?地[面上](?:机动车)?(?:停车|车)?(?:泊)?位(?:数|数量)?$"),
    "stalls": re.compile(r"^机动车(?:停车|车)?(?:泊)?位(?:总数|数)?$"),
    "households": re.compile(r"^(?:居住|住宅|总)*(?:总)?户数$"),
    "people": re.compile(r"^(?:居住|规划)?(?:总)?(?:居住)?人(?:口|数)(?:数)?$"),
}
SHARES = frozenset({"density", "green"})
AREAS = frozenset({"site_area", "covered_area", "counted_area", "gross_area"})

NUMBER = re.compile(r"^约?(\d+(?:,\d{3})*(?:\.\d+)?)(%|％)?")
UNITS = re.compile(r"[（(][^（()）]*[)）]$|m2|m²|㎡|平方米|公顷|亩|hm2|hm²|ha$|万$|%|％")
HECTARES = re.compile(r"公顷|hm2|hm²|ha\b", re.IGNORECASE)
TEN_THOUSAND = re.compile(r"万(?:m2|m²|㎡|平方米)")
BETWEEN = re.compile(r"^(.*?)[:：](.+)$")

SAME_LINE = 0.8
"""heights of the letters by which a number may stand above or below its name"""

FAR_RIGHT = 60.0
"""heights of the letters within which the number of a name stands"""

HECTARE, MYRIAD, MU, PER_CENT = 1e4, 1e4, 1e4 / 15, 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Feature):
    """A number of the table."""

    key: str
    value: float
    """square metres, fractions or counts"""
    rounding: float
    """half of the last digit written, in the unit of the value"""


def indicators(plans: Plans) -> tuple[Indicator, ...]:
    """Every indicator on the site plans; call as ``plans.recognise(indicators)``."""
    return tuple(found for sheet in plans.recognise(site_plans) for found in _indicators(sheet))


def stated(plans: Plans, sheet: str, key: str) -> Indicator | None:
    """The one value of this key on a sheet; None when there is none or several that differ."""
    found = [each for each in plans.recognise(indicators) if each.sheet == sheet and each.key == key]
    return found[0] if found and len({each.value for each in found}) == 1 else None


def _indicators(sheet: Sheet) -> Iterator[Indicator]:
    expected = sheet.layers_meaning("EXPECT")
    texts = [text for text in sheet.texts if text.visible and not expected[text.layer] and plain(text.content)]
    for text in texts:
        words = plain(text.content)
        both = BETWEEN.match(words)
        name, tail = both.groups() if both else (words, "")
        bare = UNITS.sub("", name)
        key = next((key for key, pattern in NAMES.items() if pattern.match(bare)), None)
        if key is None:
            continue
        beside = [text] if both else _right_of(text, texts)
        cells = [tail] if both else [plain(cell.content) for cell in beside]
        read = _read(key, name, cells)
        if read is not None:
            last = beside[0]
            yield Indicator(
                subject=bare,
                sheet=sheet.id,
                where=LineString([(text.x, text.y), (last.x, last.y)]).buffer(text.height),
                handles=tuple(dict.fromkeys((text.handle, last.handle))),
                how=Words("图中指标表的一行", "row of the table of indicators"),
                key=key,
                value=read[0],
                rounding=read[1],
            )


def _right_of(name: Text, texts: Sequence[Text]) -> list[Text]:
    """The texts on the line of the name, to its right, nearest first."""
    turn = math.radians(name.rotation)
    ux, uy = math.cos(turn), math.sin(turn)
    found = []
    for text in texts:
        dx, dy = text.x - name.x, text.y - name.y
        along, across = dx * ux + dy * uy, abs(dy * ux - dx * uy)
        if text is not name and 0 < along <= FAR_RIGHT * name.height and across <= SAME_LINE * name.height:
            found.append((along, text))
    return [text for _, text in sorted(found, key=lambda pair: pair[0])]


def _read(key: str, name: str, cells: Sequence[str]) -> tuple[float, float] | None:
    """Value and rounding, from the first cell that is a number; units from name, cell, the cells before it and the one behind."""
    for index, cell in enumerate(cells):
        match = NUMBER.match(cell)
        if not match:
            continue
        digits = match.group(1).replace(",", "")
        value, rounding = float(digits), 0.5 * 10.0 ** -len(digits.partition(".")[2])
        units = " ".join((name, *cells[: index + 2]))
        factor = 1.0
        if key in AREAS and HECTARES.search(units):
            factor = HECTARE
        elif key in AREAS and "亩" in units:
            factor = MU
        elif key in AREAS and TEN_THOUSAND.search(units):
            factor = MYRIAD
        elif key in SHARES and ("%" in units or "％" in units or value > 1):
            factor = 1 / PER_CENT
        return value * factor, rounding * factor
    return None
