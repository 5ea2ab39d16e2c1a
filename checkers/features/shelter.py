"""Recognise the units of a shelter: protective units and the blast units inside them.

Vocabulary
----------
protective unit   防护单元: the part of a shelter that stands or falls by itself; a closed line on a civil-defence
                  layer with ``防护单元1`` written inside
blast unit        抗爆单元: a part of a protective unit between blast partitions
function          what the unit is for in war, read from the texts inside: ``medical``, ``team``, ``equipment``,
                  ``shelter`` or ``support``, the rows of the table of the code
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import Polygon, union_all

from checkers.errors import Words
from checkers.facts import ShelterUse
from checkers.features.base import Area, Feature, areas, distinct
from checkers.features.labels import Label, holding, labels, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checkers.drawing.model import Sheet
    from checkers.facts import Facts
    from checkers.features.plans import Plans

SMALLEST_UNIT = 20.0
"""square metres; smaller closed lines on the layers are doors, shafts and frames of texts"""

LARGE = 400.0
"""square metres; an outline of this size without a number beside numbered units may be one of them"""

SAME_UNIT = 0.8
"""ratio of areas from which two outlines around one label are the two faces of one wall"""

ENVELOPE = 0.5
"""part of an outline covered by labelled units from which it is the whole shelter, not a unit of it"""

ONE_WALL = 1.0
"""metres between two lines of one number that may be the halves of one unit; two drawings of it are farther apart"""

LONGEST_LABEL = 40
"""characters; longer writings are notes about units, not their names"""

_NUMBER = r"[一二三四五六七八九十\d]+(?:[-—]\d+)?|[A-Z]\d*"
_UNIT = re.compile(
    rf"^(?:人防|战时)?(?:第?(?P<before>{_NUMBER})[#号]?防护单元|防护单元[-—#(（:：]?(?P<after>{_NUMBER}))"
)
_BLAST = re.compile(rf"^(?:第?(?P<before>{_NUMBER})[#号]?抗爆单元|抗爆单元[-—#(（:：]?(?P<after>{_NUMBER})?)")
_NOT_A_NAME = ("平面图", "示意图", "大样", "详图", "剖面")
_IN_WAR = re.compile(r"战时.*?(?=平时|$)")
_AREA = re.compile(r"面积(?:为|约)?[:：=]?(\d+(?:\.\d+)?)(?:m2|m²|㎡|M2|平方米|平米)")
_MAY_BE_A_ROOM = re.compile(r"装备(?!掩蔽)|汽车库|车间|电站|警报")
_FUNCTIONS = {
    "team": re.compile(r"队员"),
    "equipment": re.compile(r"装备"),
    "medical": re.compile(r"医疗救护|中心医院|急救医院|救护站"),
    "shelter": re.compile(r"人员掩蔽|[一二]等掩蔽"),
    "support": re.compile(r"物资库|物资储备|食品站|供水站|生产车间|汽车库|配套工程|警报站|区域电站|固定电站|移动电站"),
}


KINDS = {
    "first": re.compile(r"一等"),
    "second": re.compile(r"二等"),
    "team": re.compile(r"队员"),
    "medical": re.compile(r"医疗救护|中心医院|急救医院|救护站"),
    "equipment": re.compile(r"装备"),
    "food": re.compile(r"食品站"),
    "water": re.compile(r"供水站"),
    "materials": re.compile(r"物资"),
    "garage": re.compile(r"汽车库"),
}
"""what units are for in war, as the table of doors (3.3.6) tells them apart"""

_PEOPLE = re.compile(r"(?:掩蔽|隐蔽)人[数员](?:为|约)?[:：=]?(\d+)人?")
_SHELTER_AREA = re.compile(r"(?:掩蔽|隐蔽)面积(?:为|约)?[:：=]?(\d+(?:\.\d+)?)(?:m2|m²|㎡|M2|平方米|平米)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Feature):
    """A protective or blast unit with its outline, where one could be tied to its label."""

    number: str
    """as written behind 防护单元; empty when only its layer says what it is"""
    polygon: Polygon | None
    """None when no closed line belongs to the label"""
    function: str | None
    """a row of the code's table; None when no text inside says one, or several do"""
    written_area: float | None
    """square metres: the largest area written inside; None when none is"""
    doubt: Words | None = None
    """why the outline is not certain"""
    kind: str | None = None
    """what the unit is for, told finer than ``function``: a key of ``KINDS``; None when none or several are named"""
    people: int | None = None
    """掩蔽人数 as written inside; None when none or several are"""
    shelter_area: float | None = None
    """square metres: 掩蔽面积 as written inside; None when none or several are"""


def protective_units(plans: Plans) -> tuple[Unit, ...]:
    """Every protective unit on every sheet; a unit outlined twice on a sheet is one unit.

    A label without a closed line of its own becomes a unit without a polygon, so that it is never passed over.
    """
    return tuple(unit for sheet in plans.sheets if sheet.rows("CD").size for unit in _units(sheet, _UNIT))


def blast_units(plans: Plans) -> tuple[Unit, ...]:
    """Every blast unit on every sheet; its function is that of the protective unit around it, where it says none."""
    return tuple(unit for sheet in plans.sheets if sheet.rows("CD").size for unit in _units(sheet, _BLAST))


def is_expected(plans: Plans) -> bool:
    """Whether there ought to be protective units: the facts ask for a shelter, or a sheet draws one."""
    return bool(plans.facts.civil_defense.required_area) or any(sheet.rows("CD").size for sheet in plans.sheets)


def function_of(writings: Iterable[str]) -> str | None:
    """The one wartime function these writings name; None when they name none or several.

    What follows 战时 counts before anything else, and what follows 平时 never counts. A bare 汽车库 or 移动电站 is
    what the place is for in peace, or a room of it.
    """
    return _named(writings, _FUNCTIONS)


def kind_of(writings: Iterable[str]) -> str | None:
    """The one key of ``KINDS`` that these writings name, weighed as ``function_of`` weighs them."""
    return _named(writings, KINDS)


def _named(writings: Iterable[str], senses: Mapping[str, re.Pattern[str]]) -> str | None:
    words = [plain(writing) for writing in writings]
    in_war = ["".join(_IN_WAR.findall(word)) for word in words if "战时" in word]
    named = [word for word in words if _UNIT.match(word) and "战时" not in word and "平时" not in word]
    others = [word for word in words if not ("战时" in word or "平时" in word or _MAY_BE_A_ROOM.search(word))]
    for chosen in (in_war, named, others):
        found = {name for name, sense in senses.items() if any(sense.search(word) for word in chosen)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def envelope_area(sheet: Sheet) -> float:
    """Square metres inside the largest closed line on the civil-defence layers of a sheet; 0 when there is none."""
    largest = next(areas(sheet, "CD"), None)
    return 0.0 if largest is None else float(largest.polygon.area)


def told_kind(unit: Unit, facts: Facts) -> str | None:
    """What the unit is for; where it only says 人员掩蔽, the class of the facts counts.

    None where the facts state the stricter class of personnel shelters and the milder one is written inside.
    """
    use = facts.civil_defense.use
    stated = {ShelterUse.PERSONNEL_FIRST: "first", ShelterUse.PERSONNEL: "second"}.get(use) if use else None
    if unit.kind is None and unit.function == "shelter":
        return stated
    return None if stated == "first" and unit.kind == "second" else unit.kind


def people_contradicted(unit: Unit, facts: Facts, *, alone: bool) -> Words | None:
    """The doubt where the people written inside the only unit are not those of the facts."""
    stated = facts.civil_defense.people
    if not alone or stated is None or unit.people is None or unit.people == stated:
        return None
    return Words(
        f"{unit.subject}：图中注写掩蔽人数 {unit.people} 人，案件事实为 {stated} 人，请核对并统一",
        f"{unit.subject}: {unit.people} people are written in the drawing, {stated} are stated in the facts; make them agree",
    )


def _units(sheet: Sheet, sense: re.Pattern[str]) -> Iterator[Unit]:
    written = labels(sheet)
    outlines = [
        area for area in distinct(areas(sheet, "CD")) if area.polygon.area >= SMALLEST_UNIT and _fits(area, sense)
    ]
    named = [(label, _name(label, sense)) for label in written]
    names = [(label, name) for label, name in named if name is not None]
    found: list[tuple[str, Area]] = []
    orphans: list[tuple[str, Label]] = []
    doubts: dict[int, Words] = {}
    for label, name in names:
        around = _candidates(outlines, label, name, names)
        if not around:
            orphans.append((name, label))
        elif not any(area is around[-1] for _, area in found):
            found.append((name, around[-1]))
            if around[0].polygon.area < around[-1].polygon.area * SAME_UNIT:
                doubts[id(around[-1])] = Words(
                    "编号文字外有多条闭合线，取最外一条，请核实单元边界",
                    "several closed lines hold the label; the outermost is measured, please check the boundary",
                )
    claimed = [area for _, area in found]
    word = "防护单元" if sense is _UNIT else "抗爆单元"
    for area in _unnumbered(outlines, claimed, names, word):
        found.append(("", area))
        if word not in area.layer:
            doubts[id(area)] = Words(
                "该闭合线未编号，是否为防护单元请核实",
                "the line carries no number; check whether it is a protective unit",
            )
    for name, area in found:
        doubt = doubts.get(id(area)) or _halved(name, area, found)
        yield _unit(word, name, area, doubt, _around(sheet, area, sense))
    known = {name for name, _ in found}
    for name, label in orphans:
        if name not in known:
            known.add(name)
            yield Unit(
                subject=f"{word}{name}",
                sheet=sheet.id,
                where=label.point,
                handles=(label.handle,),
                how=Words("标注，没有自己的闭合线", "label without a closed line of its own"),
                number=name,
                polygon=None,
                function=None,
                written_area=None,
            )


def _halved(name: str, area: Area, found: Sequence[tuple[str, Area]]) -> Words | None:
    """The doubt about an outline beside which another one carries the same number."""
    twins = [other for other_name, other in found if name and other_name == name and other is not area]
    if not any(area.polygon.dwithin(other.polygon, ONE_WALL) for other in twins):
        return None
    return Words(
        f"相邻的两条闭合线均编号{name}，是否为同一单元请核实",
        f"two closed lines side by side both carry the number {name}; check whether they are one unit",
    )


def _unnumbered(
    outlines: Sequence[Area], claimed: Sequence[Area], names: Sequence[tuple[Label, str]], word: str
) -> Iterator[Area]:
    """Outlines without a number that are units by their layer, or may be by their size beside numbered units."""
    for area in outlines:
        may_be = word == "防护单元" and bool(claimed) and area.polygon.area >= LARGE
        if (word in area.layer or may_be) and not _explained(area, claimed, names):
            yield area


def _name(label: Label, sense: re.Pattern[str]) -> str | None:
    """The number of the unit the label names; None when the label is no name of a unit."""
    fit = sense.match(label.words)
    if fit is None or len(label.words) > LONGEST_LABEL or any(word in label.words for word in _NOT_A_NAME):
        return None
    return fit["before"] or fit["after"] or ""


def _fits(area: Area, sense: re.Pattern[str]) -> bool:
    """Whether the outline may be such a unit: blast outlines are no protective units, and the other way round."""
    is_blast = "抗爆" in area.layer or (
        any(_BLAST.match(plain(text)) for text in area.texts)
        and not any(_UNIT.match(plain(text)) for text in area.texts)
    )
    return is_blast if sense is _BLAST else not is_blast


def _candidates(
    outlines: Sequence[Area], label: Label, name: str, names: Sequence[tuple[Label, str]]
) -> tuple[Area, ...]:
    """The outlines that may be the unit of this label, smallest first: those that hold no other unit's label."""
    around = [
        area
        for area in holding(outlines, label)
        if not any(other != name and area.polygon.intersects(where.point) for where, other in names)
    ]
    whole = [area for area in around if not _only_a_blast_part(area, around)]
    on_own_layer = [area for area in whole if "单元" in area.layer]
    return tuple(on_own_layer or whole)


def _only_a_blast_part(area: Area, around: Sequence[Area]) -> bool:
    return any(_BLAST.match(plain(text)) for text in area.texts) and area is not around[-1]


def _explained(area: Area, claimed: Sequence[Area], names: Sequence[tuple[Label, str]]) -> bool:
    """Whether an outline without a label of its own is a part, the whole, or a repetition of labelled units."""
    if any(area is other for other in claimed) or any(area.polygon.intersects(label.point) for label, _ in names):
        return True
    shared = union_all([area.polygon.intersection(other.polygon) for other in claimed]) if claimed else Polygon()
    return float(shared.area) > ENVELOPE * float(area.polygon.area)


def _around(sheet: Sheet, area: Area, sense: re.Pattern[str]) -> tuple[str, ...]:
    """The texts of the smallest protective outline around a blast unit; nothing for a protective unit."""
    if sense is _UNIT:
        return ()
    inside = area.polygon.representative_point()
    wider = [
        other
        for other in areas(sheet, "CD")
        if other.polygon.area > area.polygon.area and other.polygon.contains(inside) and _fits(other, _UNIT)
    ]
    return wider[-1].texts if wider else ()


def _unit(word: str, name: str, area: Area, doubt: Words | None, around: tuple[str, ...]) -> Unit:
    sizes = [float(size) for text in area.texts for size in _AREA.findall(plain(text))]
    return Unit(
        subject=f"{word}{name}" if name else area.subject,
        sheet=area.sheet,
        where=area.polygon,
        handles=area.handles,
        how=area.how,
        number=name,
        polygon=area.polygon,
        function=function_of(area.texts) or function_of(around),
        written_area=max(sizes, default=None),
        doubt=doubt,
        kind=kind_of(area.texts) or kind_of(around),
        people=int(people) if (people := _one(area.texts, _PEOPLE)) is not None else None,
        shelter_area=_one(area.texts, _SHELTER_AREA),
    )


def _one(texts: Iterable[str], sense: re.Pattern[str]) -> float | None:
    """The one number the texts give in this sense; None when they give none or several."""
    found = {float(number) for text in texts for number in sense.findall(plain(text))}
    return found.pop() if len(found) == 1 else None
