"""Areas as plans write them inside rooms, fire compartments and protective units, with what was drawn around them.

Vocabulary
----------
area label   a number with ㎡ that one outline, and no smaller one in it, has inside
rounding     half of the label's last digit
honest       areas another reading of the same walls gives: up to the walls' middle lines, or between plastered faces.
             Only rooms that walls close have one; a closed line says itself where it runs
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.features.base import Feature
from checkers.features.closed_rooms import rooms_on, says_area
from checkers.features.compartments import compartments
from checkers.features.labels import labels, says
from checkers.features.shelter import protective_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from shapely import Polygon

    from checkers.features.closed_rooms import Room
    from checkers.features.plans import Plans

TO_MIDDLE = 0.15
"""metres from a wall's face to its middle, at most"""

PLASTER = 0.03
"""metres of finish on a wall's face, at most"""

_UNIT = r"(?:㎡|m²|m2|M2|平方米|平米)"
_NUMBER = re.compile(rf"(?<![\d.,])((?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.(\d+))?){_UNIT}(?!/)")
_OF_WHOLE = re.compile(r"分区|面积")
_OF_UNIT = re.compile(rf"(?:建筑|单元)面积[^\d]{{0,4}}(\d+(?:\.(\d+))?){_UNIT}?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLabel(Feature):
    """An outline with the one area written inside it; square metres."""

    polygon: Polygon
    written: float
    rounding: float
    honest: tuple[float, float]
    """least and most: both the outline's own area where a closed line is drawn"""


def area_labels(plans: Plans) -> tuple[AreaLabel, ...]:
    """Every outline with one area written inside; call as ``plans.recognise(area_labels)``."""
    return (*_rooms(plans), *_compartments(plans), *_units(plans))


def _rooms(plans: Plans) -> Iterator[AreaLabel]:
    shelters = {unit.sheet for unit in plans.recognise(protective_units)}
    written = [sheet for sheet in plans.sheets if says(sheet, says_area)]
    for room in (room for sheet in written for room in plans.recognise_on(sheet, rooms_on)):
        of_unit = _of_units(room.texts) if room.sheet in shelters else set()
        if room.labelled_area is not None and room.labelled_area not in of_unit:
            digits = {len(after) for value, after in _numbers(room.texts) if value == room.labelled_area}
            yield _label(room, room.polygon, room.labelled_area, max(digits, default=2), _honest(room))


def _of_units(texts: Iterable[str]) -> set[float]:
    """Areas that are said to be of a whole unit (建筑面积), whatever room they are written in."""
    return {float(hit[0]) for text in texts for hit in _OF_UNIT.findall("".join(text.split()))}


def _compartments(plans: Plans) -> Iterator[AreaLabel]:
    for compartment in plans.recognise(compartments):
        found = dict(_numbers(text for text in compartment.texts if _OF_WHOLE.search(text)))
        if len(found) == 1:
            ((value, after),) = found.items()
            yield _label(compartment, compartment.polygon, value, len(after))


def _units(plans: Plans) -> Iterator[AreaLabel]:
    units = [unit for unit in plans.recognise(protective_units) if unit.polygon is not None and unit.doubt is None]
    for sheet in plans.sheets:
        here = [unit for unit in units if unit.sheet == sheet.id]
        written = (
            [(label.point, hit) for label in labels(sheet) for hit in _OF_UNIT.findall(label.words)] if here else []
        )
        for unit in here:
            found = {float(hit[0]): hit[1] for place, hit in written if unit.where.intersects(place)}
            if len(found) == 1 and unit.polygon is not None:
                ((value, after),) = found.items()
                yield _label(unit, unit.polygon, value, len(after))


def _numbers(texts: Iterable[str]) -> Iterator[tuple[float, str]]:
    """Areas written in the texts, each with its digits behind the point."""
    for text in texts:
        for value, after in _NUMBER.findall("".join(text.split())):
            yield float(value.replace(",", "")), after


def _honest(room: Room) -> tuple[float, float]:
    area, around = room.polygon.area, room.polygon.length
    return (area, area) if room.drawn else (area - PLASTER * around, area + TO_MIDDLE * around)


def _label(
    thing: Feature, polygon: Polygon, written: float, digits: int, honest: tuple[float, float] | None = None
) -> AreaLabel:
    return AreaLabel(
        subject=thing.subject,
        sheet=thing.sheet,
        where=thing.where,
        handles=thing.handles,
        how=thing.how,
        sure=thing.sure,
        polygon=polygon,
        written=written,
        rounding=0.5 * 10.0**-digits,
        honest=honest or (polygon.area, polygon.area),
    )
