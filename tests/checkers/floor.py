"""Draw storeys by hand for tests of ways out: rooms and doors as if they had been recognised.

Vocabulary
----------
floor   one plan: ``room`` and ``door`` add to it and return what they added; ``plans`` is the set a rule is asked about
door    its line runs along the wall's middle; the room on the left of the line is named first

What recognising from walls and blocks finds is tested where that is done. Lengths are metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import shapely
from shapely import LineString, Polygon, box
from shapely.affinity import affine_transform

from checkers.drawing.model import DrawingSet, NotDisplayed
from checkers.errors import Words
from checkers.facts import Facts
from checkers.features import facing
from checkers.features.base import Span
from checkers.features.closed_rooms import Join, Room, joins_on, rooms_on
from checkers.features.door_codes import OpeningKind, code_of
from checkers.features.openings import Door
from checkers.features.plans import Plans
from checkers.features.rooms import names_rooms
from checkers.features.walls import Masonry, walls_on
from checkers.finding import Finding
from checkers.rule import Rule
from checkers.stated_facts import facts_of
from tests.checkers.drawn import Stroke, findings, sheet

OFFICE = {"name": "3#", "use": "office", "height": 20.0, "storeys": 5, "fire_rating": 2, "sprinklered": False}
HOUSE = {"name": "1#", "use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1, "sprinklered": False}


@dataclass(slots=True)
class Floor:
    """One storey of rooms and doors."""

    title: str = "3#楼三层平面图"
    rooms: list[Room] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    strokes: list[Stroke | tuple[Any, ...]] = field(default_factory=list)
    texts: list[tuple[Any, ...]] = field(default_factory=list)
    not_displayed: tuple[NotDisplayed, ...] = ()
    masonry: tuple[Any, Any] | None = None
    identity: str = "0123456789ab-1"

    def room(self, name: str, x: float, y: float, width: float, height: float, *, sure: bool = True) -> Room:
        """A rectangular room between its wall faces."""
        return self.area(name, box(x, y, x + width, y + height), sure=sure)

    def area(self, name: str, polygon: Polygon, *, sure: bool = True) -> Room:
        room = Room(
            subject=name or "房间",
            sheet=self.identity,
            where=polygon,
            handles=(f"R{len(self.rooms)}",),
            how=Words("闭合线", "closed line"),
            sure=sure,
            polygon=polygon,
            layer="A-AREA",
            name=name,
            drawn=True,
        )
        self.rooms.append(room)
        return room

    def door(
        self,
        line: Sequence[tuple[float, float]],
        left: Room | None,
        right: Room | None,
        code: str = "",
        *,
        into: Room | str | None = None,
        sure: bool = True,
        measured: bool = True,
        leaves: int = 1,
        bare: bool = False,
    ) -> Door:
        """A door along this line, its leaf sweeping ``into`` a room, or ``"out"`` to the side without one."""
        along = LineString(line)
        read = code_of(code)
        door = Door(
            subject=code or "门",
            sheet=self.identity,
            where=along,
            handles=(f"D{len(self.joins)}",),
            how=Words("墙洞、门扇弧线", "gap in the wall, arc of a leaf"),
            sure=sure,
            code=code,
            kind=read.kind if read else OpeningKind.DOOR,
            grade=read.grade if read else "",
            width=Span(along.length, along) if measured else None,
            nominal=read.width if read else None,
            line=along,
            leaves=leaves if into is not None else 0,
            swing=None if into is None else self._swing(along, left, right, into),
            bare=bare,
        )
        self.joins.append(Join(door=door, rooms=(left, right), swings_into=into if isinstance(into, Room) else None))
        return door

    def _swing(self, line: LineString, left: Room | None, right: Room | None, into: Room | str) -> Polygon:
        side = 1 if (into is left if isinstance(into, Room) else left is None) else -1
        (ax, ay), (bx, by) = line.coords
        return Polygon([(ax, ay), (bx, by), (ax - (by - ay) * side, ay + (bx - ax) * side)])

    def plans(self, affine: Sequence[float] | None = None, **facts: Any) -> Plans:
        """The set of this one storey, moved by a shapely affine if one is given."""
        placed = self if affine is None else self._moved(list(affine))
        drawn = sheet(
            placed.strokes,
            placed.texts,
            title=placed.title,
            identity=placed.identity,
            not_displayed=placed.not_displayed,
        )
        stated: Facts = facts_of(facts)
        plans = Plans(DrawingSet((drawn,)), stated)
        plans._kept[rooms_on, drawn.id] = tuple(placed.rooms)
        plans._kept[joins_on, drawn.id] = tuple(placed.joins)
        plans._kept[names_rooms, drawn.id] = any(room.name for room in placed.rooms)
        if placed.masonry is not None:
            solids, lines = placed.masonry
            plans._kept[walls_on, drawn.id] = Masonry(
                sheet=placed.identity,
                solids=solids,
                lines=lines,
                how=Words("墙", "walls"),
                sure=1.0,
                pieces=facing.strips(np.empty((0, 2, 2))),
                parts=np.array([*shapely.get_parts(solids), *shapely.get_parts(lines)], dtype=object),
            )
        return plans

    def _moved(self, affine: list[float]) -> Floor:
        def at(geometry: Any) -> Any:
            return None if geometry is None else affine_transform(geometry, affine)

        def door(old: Door) -> Door:
            width = old.width and Span(old.width.value, at(old.width.along))
            return replace(old, where=at(old.where), line=at(old.line), swing=at(old.swing), width=width)

        turned = {id(room): replace(room, where=at(room.where), polygon=at(room.polygon)) for room in self.rooms}
        flip = affine[0] * affine[3] - affine[1] * affine[2] < 0
        return replace(
            self,
            rooms=list(turned.values()),
            joins=[
                Join(
                    door=door(join.door),
                    rooms=tuple(turned.get(id(room)) for room in (join.rooms[::-1] if flip else join.rooms)),  # type: ignore[arg-type]
                    swings_into=turned.get(id(join.swings_into)),
                )
                for join in self.joins
            ],
            strokes=[
                replace(s, geometry=at(s.geometry)) if isinstance(s, Stroke) else (s[0], at(s[1]), *s[2:])
                for s in self.strokes
            ],
            texts=[
                (t[0], *affine_transform(box(t[1], t[2], t[1], t[2]), affine).bounds[:2], *t[3:]) for t in self.texts
            ],
            masonry=self.masonry and (at(self.masonry[0]), at(self.masonry[1])),
        )


def said(rule: Rule, plans: Plans) -> list[tuple[str, str]]:
    """Subject and verdict of everything the rule found."""
    return [(finding.subject, str(finding.verdict)) for finding in findings(rule, plans)]


def only(rule: Rule, plans: Plans, part: str = "") -> Finding:
    """The one finding whose subject contains the words."""
    [found] = [finding for finding in findings(rule, plans) if part in finding.subject]
    return found
