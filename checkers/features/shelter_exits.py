"""Recognise the exits of protective units: civil-defence doors on the boundary, gathered into openings.

Vocabulary
----------
blast door      防护密闭门 (HFM, GHFM, BHFM …): the outer door of an exit
airtight door   密闭门 (HM, GHM, HHM): stands behind a blast door
opening         doors close to each other, with the writings nearest to them: an exit, a connecting opening or a shaft
exit            an opening written 主要出入口, 次要出入口 or 备用出入口
connecting      连通口: leads from one unit to the next; never an exit
shaft           竖井: a way out up a shaft; not counted as an exit
blocked         封堵: an opening of peace time that is closed up in war; not an exit
range           the least and the most a count can be; an unlabelled opening is between no and one exit
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapely import LineString, MultiPoint, Point, union_all

from checkers.features.labels import Label, labels, plain
from checkers.features.near import drawn_at, gathered
from checkers.features.shelter import Unit, protective_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from checkers.drawing.model import Sheet
    from checkers.features.plans import Plans

ONE_OPENING = 6.0
"""metres between doors of one exit: from the blast door through the airlock to the airtight door"""

ON_BOUNDARY = 1.5
"""metres from a door's insertion point to the unit's line: half a door and the wall"""

PARTY_WALL = 0.8
"""metres between the lines of two units that share a wall"""

LABEL_REACH = 8.0
"""metres from a door to the writing that says what its opening is"""

BOTH_ALIKE = 0.3
"""metres: an opening nearer to one unit than to another by less than this may belong to either"""

SAME_AREA = 0.02
"""part of its area by which one unit may differ between two sheets"""

_BLAST_DOOR = re.compile(r"(?<![A-Z])(?:[GHB]{0,2}HS?FM|RFM|BFM)(?![A-Z])")
_AIRTIGHT_DOOR = re.compile(r"(?<![A-Z])[GH]?HS?M-?\d{3,4}(?!\d*[xX×*]\d{2})")
_EXIT = re.compile(r"(主要|次要|备用)?(?:战时)?出入口")
_PLACE = re.compile(r"^[（(]?(?:战时)?室[内外][）)]?$")
_SHAFT_ALONE = re.compile(r"^(?:进风|排风|进排风|通风|排烟|逃生|安全|人防|战时)?竖井$")
_LONGEST_LABEL = 30


@dataclass(frozen=True, slots=True)
class Door:
    """A civil-defence door: its code and its place."""

    code: str
    point: Point
    blast: bool
    inserted: bool = False
    """whether a block draws it; else its code is written there"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Doors that stand together, with what is written beside them."""

    doors: tuple[Door, ...]
    words: tuple[str, ...]

    @property
    def where(self) -> MultiPoint:
        """The doors' places."""
        return MultiPoint([door.point for door in self.doors])

    @property
    def says_exit(self) -> bool:
        """Whether a writing beside it calls it an exit that counts."""
        return any(_is_exit(word) for word in self.words)

    @property
    def says_other(self) -> bool:
        """Whether a writing beside it calls it a connecting opening or a shaft."""
        return any(
            "连通口" in word or "竖井式" in word or "竖井出入口" in word or "封堵" in word or _SHAFT_ALONE.match(word)
            for word in self.words
        )

    @property
    def exits(self) -> tuple[int, int]:
        """The range of exits it is."""
        if not self.says_exit:
            return (0, 0) if self.says_other else (0, 1)
        kinds = {kind for word in self.words if _is_exit(word) for kind in _EXIT.findall(word)} - {""}
        contradicted = any(
            "连通口" in word or "竖井式" in word or "竖井出入口" in word or "封堵" in word for word in self.words
        )
        certain = any(door.blast for door in self.doors) and not contradicted
        return (1 if certain else 0, max(1, len(kinds)))

    @property
    def only_main(self) -> bool:
        """Whether it is called 主要出入口 and nothing else, of which a unit has one."""
        return {kind for word in self.words if _is_exit(word) for kind in _EXIT.findall(word)} == {"主要"}

    @property
    def outdoor(self) -> tuple[int, int]:
        """The range of outdoor exits it is."""
        least, most = self.exits
        outside, inside = (any(place in word for word in self.words) for place in ("室外", "室内"))
        return (least if outside and not inside else 0, 0 if inside and not outside else most)


@dataclass(frozen=True, slots=True)
class Exits:
    """The openings of one unit, and the ranges they add up to."""

    unit: Unit
    openings: tuple[Opening, ...]
    stray: tuple[str, ...]
    """exit labels by the unit's line with no door recognised near them"""
    count: tuple[int, int]
    outdoor: tuple[int, int]

    @property
    def doors(self) -> BaseGeometry:
        """Places of all doors of the openings."""
        return union_all([opening.where for opening in self.openings])


def unit_exits(plans: Plans) -> tuple[Exits, ...]:
    """The exits of every protective unit; a unit drawn without doors on one sheet and with them on another is one."""
    units = plans.recognise(protective_units)
    found: list[Exits] = []
    for sheet in plans.sheets:
        here = [unit for unit in units if unit.sheet == sheet.id]
        if here:
            found.extend(_exits(sheet, here))
    return tuple(
        exits
        for exits in found
        if exits.openings
        or exits.stray
        or not any(other.openings and _same_unit(exits.unit, other.unit) for other in found)
    )


def openings(sheet: Sheet) -> tuple[tuple[Opening, ...], tuple[Label, ...]]:
    """The openings of a sheet, and the exit labels that lie near none of them."""
    written = labels(sheet)
    doors = list(_doors(sheet, written))
    groups = [[doors[index] for index in group] for group in gathered([d.point for d in doors], ONE_OPENING)]
    words: list[list[str]] = [[] for _ in groups]
    stray: list[Label] = []
    for label in written:
        if not _tells(label.words):
            continue
        distances = [min(door.point.distance(label.point) for door in group) for group in groups]
        nearest = min(distances, default=float("inf"))
        if nearest <= LABEL_REACH:
            words[distances.index(nearest)].append(label.words)
        elif _is_exit(label.words):
            stray.append(label)
    return tuple(Opening(tuple(g), tuple(w)) for g, w in zip(groups, words, strict=True)), tuple(stray)


def _exits(sheet: Sheet, units: Sequence[Unit]) -> Iterator[Exits]:
    found, stray = openings(sheet)
    own = {index: _own_boundary(unit, units) for index, unit in enumerate(units)}
    for index, unit in enumerate(units):
        least = [0, 0]
        most = [0, 0]
        mine: list[Opening] = []
        for opening in found:
            distance = opening.where.distance(own[index])
            others = [line for other, line in own.items() if other != index and not line.is_empty]
            elsewhere = min((opening.where.distance(line) for line in others), default=float("inf"))
            if own[index].is_empty or distance > ON_BOUNDARY or elsewhere < distance - BOTH_ALIKE:
                continue
            mine.append(opening)
            certain = elsewhere > distance + BOTH_ALIKE and not (
                opening.only_main and any(other.only_main for other in mine[:-1])
            )
            for place, (low, high) in enumerate((opening.exits, opening.outdoor)):
                least[place] += low if certain else 0
                most[place] += high
        beside = [
            label for label in stray if not own[index].is_empty and label.point.distance(own[index]) <= LABEL_REACH
        ]
        for label in beside:
            most[0] += 1
            most[1] += 0 if "室内" in label.words else 1
        yield Exits(unit, tuple(mine), tuple(label.words for label in beside), (least[0], most[0]), (least[1], most[1]))


def _own_boundary(unit: Unit, units: Sequence[Unit]) -> BaseGeometry:
    """The unit's line without the stretches it shares with its neighbours; empty where it has no outline."""
    if unit.polygon is None:
        return LineString()
    others = [
        other.polygon.buffer(PARTY_WALL)
        for other in units
        if other is not unit and other.polygon is not None and other.polygon.dwithin(unit.polygon, PARTY_WALL)
    ]
    return unit.polygon.boundary.difference(union_all(others)) if others else unit.polygon.boundary


def _doors(sheet: Sheet, written: Sequence[Label]) -> Iterator[Door]:
    expected = sheet.layers_meaning("EXPECT")
    for block in sheet.blocks:
        code = " ".join([plain(block.name).upper(), *(plain(value).upper() for value in block.attributes.values())])
        if block.visible and not expected[block.layer] and _is_door(code):
            yield Door(code, drawn_at(block), _BLAST_DOOR.search(code) is not None, inserted=True)
    for label in written:
        code = label.words.upper()
        if _is_door(code) and len(code) <= _LONGEST_LABEL:
            yield Door(code, label.point, _BLAST_DOOR.search(code) is not None)


def _is_door(code: str) -> bool:
    return _BLAST_DOOR.search(code) is not None or _AIRTIGHT_DOOR.search(code) is not None


def _is_exit(word: str) -> bool:
    others = "连通口" in word or "竖井式" in word or "竖井出入口" in word or "封堵" in word
    return "出入口" in word and not others and ("平时" not in word or "战时" in word)


def _tells(word: str) -> bool:
    if len(word) > _LONGEST_LABEL or any(note in word for note in ("图", "说明", "应", "详")):
        return False
    return (
        "出入口" in word
        or "连通口" in word
        or "封堵" in word
        or bool(_PLACE.match(word))
        or bool(_SHAFT_ALONE.match(word))
    )


def _same_unit(unit: Unit, other: Unit) -> bool:
    if unit.polygon is None or other.polygon is None or not unit.number or unit.number != other.number:
        return False
    return abs(unit.polygon.area - other.polygon.area) <= SAME_AREA * max(unit.polygon.area, other.polygon.area)
