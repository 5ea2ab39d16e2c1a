"""What a draft is made of: strokes that can be moved, turned and mirrored before they are written.

Vocabulary
----------
stroke   one entity to be written: a path, circle, arc, text, fill, dimension or inserted block
bulge    tangent of a quarter of an arc's angle, as DXF writes arcs in polylines
move     how strokes get to where an office has them: mirrored at the y axis, then turned, then shifted
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

Place = tuple[float, float]
HALF_TURN = 180.0


@dataclass(frozen=True, slots=True)
class Move:
    """Mirror at the y axis (if asked), turn by degrees counter-clockwise, then shift; metres."""

    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    mirror: bool = False

    def at(self, place: Place) -> Place:
        """Where a place goes."""
        x, y = (-place[0] if self.mirror else place[0]), place[1]
        angle = math.radians(self.turn)
        cos, sin = math.cos(angle), math.sin(angle)
        return x * cos - y * sin + self.x, x * sin + y * cos + self.y

    def angle(self, degrees: float) -> float:
        """Where a direction goes."""
        return (HALF_TURN - degrees if self.mirror else degrees) + self.turn

    def after(self, first: Move) -> Move:
        """This move after another one."""
        x, y = self.at((first.x, first.y))
        turn = self.turn + (-first.turn if self.mirror else first.turn)
        return Move(x, y, turn, self.mirror is not first.mirror)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Something on a layer; the layer is a meaning or a name."""

    layer: str


@dataclass(frozen=True, slots=True)
class Path(Stroke):
    """A line through places, each with the bulge towards the next one."""

    places: tuple[tuple[float, float, float], ...]
    closed: bool = False

    def moved(self, move: Move) -> Path:
        """The same line elsewhere."""
        turned = -1 if move.mirror else 1
        return replace(self, places=tuple((*move.at((x, y)), turned * bulge) for x, y, bulge in self.places))


@dataclass(frozen=True, slots=True)
class Circle(Stroke):
    """A circle."""

    middle: Place
    radius: float

    def moved(self, move: Move) -> Circle:
        """The same circle elsewhere."""
        return replace(self, middle=move.at(self.middle))


@dataclass(frozen=True, slots=True)
class Arc(Stroke):
    """An arc, counter-clockwise from ``start`` to ``end``, degrees."""

    middle: Place
    radius: float
    start: float
    end: float

    def moved(self, move: Move) -> Arc:
        """The same arc elsewhere; a mirror swaps its ends."""
        ends = move.angle(self.start), move.angle(self.end)
        start, end = reversed(ends) if move.mirror else ends
        return replace(self, middle=move.at(self.middle), start=start, end=end)


@dataclass(frozen=True, slots=True)
class Words(Stroke):
    """A text; letters are never mirrored."""

    content: str
    place: Place
    paper: float
    """height of the letters, millimetres on paper"""
    turn: float = 0.0
    middle: bool = False
    """set around its place instead of to the right of it"""

    def moved(self, move: Move) -> Words:
        """The same text elsewhere."""
        return replace(self, place=move.at(self.place), turn=self.turn + move.turn)


@dataclass(frozen=True, slots=True)
class Fill(Stroke):
    """A solid hatch, or one of lines when ``pattern`` names one."""

    places: tuple[Place, ...]
    pattern: str = ""

    def moved(self, move: Move) -> Fill:
        """The same hatch elsewhere."""
        return replace(self, places=tuple(move.at(place) for place in self.places))


@dataclass(frozen=True, slots=True)
class Size(Stroke):
    """An aligned dimension from one place to another, its line ``away`` metres to the left of the way."""

    start: Place
    end: Place
    away: float
    says: str = ""
    """overriding text"""

    def moved(self, move: Move) -> Size:
        """The same dimension elsewhere."""
        away = -self.away if move.mirror else self.away
        return replace(self, start=move.at(self.start), end=move.at(self.end), away=away)


@dataclass(frozen=True, slots=True)
class Insert(Stroke):
    """A block placed on the draft."""

    block: str
    move: Move
    values: Mapping[str, str] = field(default_factory=dict)
    """attributes, by tag"""

    def moved(self, move: Move) -> Insert:
        """The same block elsewhere."""
        return replace(self, move=move.after(self.move))


AnyStroke = Path | Circle | Arc | Words | Fill | Size | Insert


def bounds(
    strokes: Sequence[AnyStroke], blocks: Mapping[str, Sequence[AnyStroke]]
) -> tuple[float, float, float, float]:
    """Smallest rectangle around the places of the strokes (arcs by their circle), metres; zeros when there are none."""
    places: list[Place] = []
    for stroke in strokes:
        match stroke:
            case Path():
                places += [(x, y) for x, y, _ in stroke.places]
            case Circle() | Arc():
                x, y = stroke.middle
                places += [(x - stroke.radius, y - stroke.radius), (x + stroke.radius, y + stroke.radius)]
            case Words():
                places.append(stroke.place)
            case Fill():
                places += stroke.places
            case Size():
                places += [stroke.start, stroke.end]
            case Insert():
                left, low, right, top = bounds(blocks[stroke.block], blocks)
                corners = ((left, low), (right, low), (right, top), (left, top))
                places += [stroke.move.at(corner) for corner in corners]
    if not places:
        return 0.0, 0.0, 0.0, 0.0
    xs, ys = zip(*places, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
