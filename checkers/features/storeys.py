"""Which storey of which building a floor plan shows, as its title tells.

Vocabulary
----------
floor plan   a sheet titled as a plan of a storey (平面图), not as a site plan, a roof or a detail
level        1 is the ground floor (首层), 2 the next one up, -1 the first below ground; a plan may stand for several
drawn apart  two plans on one sheet, each with its own name below it
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.facts import plain_name
from checkers.features.labels import labels, labels_saying, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.facts import Building, Facts

HIGHEST = 200
"""levels: a larger number in a title is none of a storey"""

BELOW_THE_PLAN = 12.0
"""metres from a plan to the name written below it"""

_DIGITS = {"首": 1, "底": 1, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = r"(\d{1,3}|[首底一二两三四五六七八九十]{1,3})"
_STOREY = re.compile(rf"(地下|负|-|B)?{_NUMBER}(?:[~～至—–-]+{_NUMBER})?(?:层|F(?![A-Z]))", re.IGNORECASE)
_BASEMENT = re.compile(r"(?<![A-Z\d])B(\d)(?:层|F)?(?!\d)|地下室|地下车库|地库", re.IGNORECASE)
_OF_THE_WHOLE = re.compile(r"^[^\d、，,和及与~～至平层]{0,6}(?:楼|住宅|公寓|宿舍)")
"""behind a number of storeys that the building has: ``18层住宅楼``"""
_MEZZANINE = "夹层"
_NUMBERED = re.compile(r"\d[A-Z]?#|(?<![A-Z])[A-Z](?:#|座|幢)")
"""a building by its number or letter: 1#, 2A#, A座"""
_PARTS = re.compile(r"[0-9A-Z]+(?:[#＃]|号)(?:楼梯|电梯|扶梯|坡道|地块|出入口|单元)")
"""stairs, lifts and sites that are numbered as buildings are: 2#楼梯详图 is of no building 2#"""

_NO_PLAN = re.compile(
    r"总平面|总图|屋顶|屋面|天花|吊顶|大样|详图|基础|结构|梁|板|配筋|剖面|立面|管网|战时|电气|照明|弱电|插座"
    r"|给排水|暖通|通风|空调|喷淋|消火栓|灭火器|防雷|接地|日照"
)
_WITH_ROOF = re.compile(
    r"[层图][、及和与，,/&+]+(?:屋顶|屋面)|(?:屋顶|屋面)(?:平面图?)?[、及和与，,/&+]+.{0,8}层|[（(][^）)]*屋[顶面][^）)]*[）)]"
)
"""in titles of sheets that show a storey and the roof"""
_ROOF = re.compile(r"屋顶|屋面")
_NAME = re.compile(r"^.{1,24}(?:平面图?|示意图|分区图|疏散图)(?:[（(].{0,12}[)）])?(?:1[:：]\d+)?$")
_PLAN = re.compile(r"平面|疏散|防火分区|消防分区|\bPLAN\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """The storeys a plan stands for; both None when its title names none."""

    lowest: int | None = None
    highest: int | None = None

    @property
    def ground(self) -> bool:
        """Whether the ground floor is among them."""
        return self.lowest is not None and self.highest is not None and self.lowest <= 1 <= self.highest

    @property
    def only_ground(self) -> bool:
        """Whether they are the ground floor alone."""
        return self.lowest == self.highest == 1

    @property
    def underground(self) -> bool:
        """Whether they lie below ground."""
        return self.highest is not None and self.highest < 0


def without_parts(words: str) -> str:
    """The words without numbered stairs, lifts and sites, which might be taken for buildings."""
    return _PARTS.sub("", "".join(words.split()))


def is_floor_plan(title: str) -> bool:
    """Whether a sheet or drawing of this title shows a storey."""
    words = plain(title)
    return bool(_PLAN.search(words)) and not _NO_PLAN.search(words)


def is_no_storey(title: str) -> bool:
    """Whether the title says that the sheet shows something else, or shows a storey for the sake of pipes and wires."""
    words = plain(title)
    return bool(_NO_PLAN.search(_ROOF.sub("", words) if shows_the_roof_too(title) else words))


def shows_the_roof_too(title: str) -> bool:
    """Whether the sheet shows a storey and, drawn apart or not, the roof as well."""
    words = plain(title)
    return bool(_STOREY.search(words) and _WITH_ROOF.search(words))


def is_of_the_roof(sheet: Sheet, plan: BaseGeometry) -> bool:
    """Whether the name written nearest to a plan drawn apart is that of a roof, or of no storey at all."""
    names = [label for label in labels(sheet) if _NAME.match(label.words)]
    near = min(names, key=lambda label: plan.distance(label.point), default=None)
    return near is not None and plan.distance(near.point) <= BELOW_THE_PLAN and not is_floor_plan(near.words)


def level_of(title: str) -> Level:
    """The storeys named in a title: ``三～六层平面图`` is 3 to 6, ``地下一层`` -1.

    Without a number, 地下室 is the first level below ground. A standard floor (标准层) and a mezzanine above ground name
    none, and how many storeys the building has (``18层住宅楼地下一层``) is no level where another one is named.
    """
    words = plain(title)
    found: list[int] = []
    hits = list(_STOREY.finditer(words))
    of_plan = [each for each in hits if each[1] or not _OF_THE_WHOLE.match(words[each.end() :])]
    for below, first, last in (each.groups() for each in of_plan or hits):
        ends = [number for number in (_number(first), _number(last)) if number is not None]
        found += [-number if below else number for number in ends if 0 < number < HIGHEST]
    hit = _BASEMENT.search(words)
    if not found and hit is not None:
        found.append(-int(hit.group(1) or 1))
    if _MEZZANINE in words and max(found, default=0) > 0:
        return Level()
    return Level(min(found), max(found)) if found else Level()


def _number(words: str) -> int | None:
    if not words:
        return None
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS.get(words)
    head = _DIGITS.get(tens, 1 if not tens else None)
    tail = _DIGITS.get(ones, 0 if not ones else None)
    return None if head is None or tail is None else 10 * head + tail


def title_of(sheet: Sheet, plan: BaseGeometry, others: Sequence[BaseGeometry] = ()) -> str:
    """The name of this plan: the sheet's title, or where plans are drawn apart the name written nearest to it.

    A name that stands nearer to one of the ``others`` is that one's, as long as this plan has a name of its own.
    """
    names = labels_saying(sheet, lambda words: _NAME.match(words) and is_floor_plan(words))
    if len({label.words for label in names}) <= 1:
        return sheet.title
    own = [name for name in names if all(plan.distance(name.point) <= other.distance(name.point) for other in others)]
    near = min(own or names, key=lambda label: plan.distance(label.point))
    return near.words if plan.distance(near.point) <= BELOW_THE_PLAN else sheet.title


def building_of(title: str, sheet: Sheet, facts: Facts) -> Building | None:
    """The building whose plan this is: the one the title names, the title block names, or the only one there is.

    None when several are stated and none is named, or the names of several are, or of one that nobody has stated.
    """
    for said in (title, sheet.title, *sheet.title_block.values()):
        words = without_parts(said)
        named = [building for building in facts.buildings if _names(plain_name(words), plain_name(building.name))]
        if len(named) == 1:
            return named[0]
        if named or _NUMBERED.search(plain_name(words)):
            return None
    return facts.buildings[0] if len(facts.buildings) == 1 else None


def _names(words: str, name: str) -> bool:
    """Whether the words name this building: ``1#`` stands in ``1#1-1剖面图``, ``S1`` does not in ``S12``."""
    behind = r"(?!\d)" if name[-1:].isdigit() else ""
    return bool(name) and re.search(rf"(?<![0-9A-Z]){re.escape(name)}{behind}", words) is not None
