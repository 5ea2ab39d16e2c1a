"""Scenes and their drafts: what a person draws and what he expects to be found.

Vocabulary is that of the package. Lengths are metres, letters millimetres on paper, angles degrees.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from shapely import Polygon, box

from samples.judging.strokes import AnyStroke, Arc, Circle, Fill, Insert, Move, Path, Place, Size, Words

DOUBLE_LEAF = 1.2
"""metres; doors at least this wide have two leaves"""

LEAF = 0.04
"""metres: thickness of a door's leaf"""

SCENE_NAME = re.compile(r"^[a-z0-9-]+$")


@dataclass(slots=True)
class Canvas:
    """Somewhere to draw: a draft or a block."""

    strokes: list[AnyStroke] = field(default_factory=list)

    def line(self, layer: str, *places: Place) -> None:
        """An open line through these places."""
        self.strokes.append(Path(layer, tuple((x, y, 0.0) for x, y in places)))

    def outline(self, layer: str, places: Sequence[Place]) -> None:
        """A closed line through these places."""
        self.strokes.append(Path(layer, tuple((x, y, 0.0) for x, y in places), closed=True))

    def bulged(self, layer: str, places: Sequence[tuple[float, float, float]], *, closed: bool = False) -> None:
        """A line with arcs: x, y and the bulge towards the next place."""
        self.strokes.append(Path(layer, tuple(places), closed=closed))

    def rectangle(self, layer: str, x: float, y: float, width: float, height: float) -> None:
        """A closed rectangle by its lower left corner."""
        self.outline(layer, [(x, y), (x + width, y), (x + width, y + height), (x, y + height)])

    def circle(self, layer: str, x: float, y: float, radius: float) -> None:
        """A circle."""
        self.strokes.append(Circle(layer, (x, y), radius))

    def arc(self, layer: str, x: float, y: float, radius: float, start: float, end: float) -> None:
        """An arc, counter-clockwise."""
        self.strokes.append(Arc(layer, (x, y), radius, start, end))

    def fill(self, layer: str, places: Sequence[Place], pattern: str = "") -> None:
        """A solid hatch, or one of lines such as ``ANSI31``."""
        self.strokes.append(Fill(layer, tuple(places), pattern))

    def text(
        self, content: str, x: float, y: float, *, layer: str = "TEXT", paper: float = 3.5, turn: float = 0.0
    ) -> None:
        """A text, its lower left corner at the place."""
        self.strokes.append(Words(layer, content, (x, y), paper, turn))

    def insert(
        self,
        block: str,
        layer: str,
        x: float,
        y: float,
        *,
        turn: float = 0.0,
        mirror: bool = False,
        values: Mapping[str, str] | None = None,
    ) -> None:
        """A block of the scene at this place, mirrored at its own y axis first, then turned."""
        self.strokes.append(Insert(layer, block, Move(x, y, turn, mirror), values or {}))


@dataclass(slots=True)
class Draft(Canvas):
    """One sheet, drawn straight at the origin; the office puts it into a frame."""

    number: str = ""
    title: str = ""
    scale: float = 100.0
    discipline: str = "建筑"
    file: str = "plan"
    """name of the file without ending; drafts of one name stand side by side in one model space"""
    title_block: Mapping[str, str] = field(default_factory=dict)
    """values that differ from the usual, such as an empty 审核 or a wrong 比例"""
    bare: bool = False
    """without a frame and title block"""
    paper: str = ""
    """size of the paper (``samples.frames.SIZES``); the smallest standard one that holds the draft when none is named"""
    margins: tuple[float, float] = (25.0, 10.0)
    """millimetres from the paper's edge to the frame line: where sheets are bound, and elsewhere"""
    declares: int | None = None
    """the file's $INSUNITS where it is not that of its drawing: 0 none, 1 inches, 4 millimetres, 6 metres"""
    misses: list[tuple[str, Place]] = field(default_factory=list)
    """names of files that are referenced and did not come, with their places"""
    foreign: list[tuple[Place, Place]] = field(default_factory=list)
    """walls left as TArch's own objects: their ends"""
    blocks: dict[str, Canvas] = field(default_factory=dict)
    """shared by all drafts of the scene"""
    pieces: list[Polygon] = field(default_factory=list)
    holes: list[Polygon] = field(default_factory=list)
    expected: list[tuple[str, str, Place]] = field(default_factory=list)

    def expect(self, rule: str, verdict: str, x: float, y: float) -> None:
        """What the rule should say (met, broken or doubtful) of the thing at this place."""
        if verdict not in {"met", "broken", "doubtful"}:
            raise ValueError(verdict)
        self.expected.append((rule, verdict, (x, y)))

    def dimension(self, start: Place, end: Place, away: float = 1.0, *, says: str = "") -> None:
        """An aligned dimension, its line ``away`` metres to the left of the way from start to end."""
        self.strokes.append(Size("DIM", start, end, away, says))

    def block(self, name: str) -> Canvas:
        """The block of this name, to be drawn on around its own origin; the same one whenever asked again."""
        return self.blocks.setdefault(name, Canvas())

    def wall(self, x1: float, y1: float, x2: float, y2: float, thick: float = 0.2) -> None:
        """A straight wall along its centre line, square ends half a thickness beyond; drawn by its faces at the end.

        Walls join where they meet, and doors and windows are cut out of them.
        """
        length = math.hypot(x2 - x1, y2 - y1)
        ux, uy = (x2 - x1) / length, (y2 - y1) / length
        half = thick / 2
        x1, y1, x2, y2 = x1 - ux * half, y1 - uy * half, x2 + ux * half, y2 + uy * half
        nx, ny = -uy * half, ux * half
        self.pieces.append(Polygon([(x1 - nx, y1 - ny), (x2 - nx, y2 - ny), (x2 + nx, y2 + ny), (x1 + nx, y1 + ny)]))

    def ring(self, x: float, y: float, width: float, height: float, thick: float = 0.2) -> None:
        """Four walls whose **inner** faces are this rectangle."""
        half = thick / 2
        left, low, right, top = x - half, y - half, x + width + half, y + height + half
        for x1, y1, x2, y2 in ((left, low, right, low), (right, low, right, top), (left, top, right, top)):
            self.wall(x1, y1, x2, y2, thick)
        self.wall(left, low, left, top, thick)

    def hole(self, x: float, y: float, wide: float, *, upright: bool = False, thick: float = 0.5) -> None:
        """An opening in a wall from a place on its centre line to the right, or upwards."""
        half = thick / 2
        self.holes.append(box(x - half, y, x + half, y + wide) if upright else box(x, y - half, x + wide, y + half))

    def door(
        self,
        code: str,
        x: float,
        y: float,
        *,
        wide: float = 0.0,
        upright: bool = False,
        swing: int = 1,
        hinge: int = 0,
        says: bool = True,
    ) -> None:
        """A door from a place on its wall's centre line to the right, or upwards.

        Its width is ``wide``, else the one its code says (``M0921``: 0.9 m). The leaf opens upwards (to the left when
        ``upright``) with swing 1, the other way with -1, hinged at its start (0) or its end (1). ``says``: the code is
        written beside it.
        """
        width = wide or width_of(code)
        self.hole(x, y, width, upright=upright)
        name = f"{code or 'M'}_{width * 1000:.0f}"
        if name not in self.blocks:
            _leaves(self.block(name), width)
        at = (x, y + width * hinge) if upright else (x + width * hinge, y)
        turn = (90.0 if upright else 0.0) + (HALF if swing < 0 else 0.0)
        self.insert(name, "DOOR", *at, turn=turn, mirror=bool(hinge) is (swing > 0))
        if says and code:
            self._code(code, x, y, width, upright=upright, side=-swing)

    def window(self, code: str, x: float, y: float, *, upright: bool = False, thick: float = 0.2) -> None:
        """A window in a wall of this thickness, from a place on the wall's centre line."""
        width = width_of(code)
        self.hole(x, y, width, upright=upright, thick=thick + 0.1)
        name = f"{code}_{thick * 1000:.0f}"
        if name not in self.blocks:
            block = self.block(name)
            for share in (-0.5, -0.17, 0.17, 0.5):
                block.line("0", (0, share * thick), (width, share * thick))
            for end in (0.0, width):
                block.line("0", (end, -thick / 2), (end, thick / 2))
        self.insert(name, "WINDOW", x, y, turn=90.0 if upright else 0.0)
        self._code(code, x, y, width, upright=upright, side=1)

    def room(
        self, name: str, x: float, y: float, width: float, height: float, *, drawn: bool = False, area: str = ""
    ) -> None:
        """A room's name (and area as written) in the middle of this rectangle; with its closed line if ``drawn``."""
        if drawn:
            self.rectangle("SPACE", x, y, width, height)
        self.text(name, x + width * 0.35, y + height * 0.5)
        if area:
            self.text(area, x + width * 0.35, y + height * 0.5 - 6 * self.scale / 1000, paper=2.5)

    def treads(self, x: float, y: float, wide: float, count: int, going: float = 0.26) -> None:
        """``count`` tread lines of a flight that runs up the page, from its lower left corner."""
        for step in range(count + 1):
            self.line("STAIR", (x, y + step * going), (x + wide, y + step * going))

    def finished(self) -> list[AnyStroke]:
        """Every stroke, the faces of the walls among them."""
        standing = shapely.union_all(self.pieces).difference(shapely.union_all(self.holes))
        faces: list[AnyStroke] = []
        for part in sorted(shapely.get_parts(standing), key=lambda piece: piece.bounds):
            for ring in (part.exterior, *part.interiors):
                places = [(round(x, 4), round(y, 4)) for x, y in ring.simplify(0).coords]
                for start, end in itertools.pairwise(places):
                    if start != end:
                        faces.append(Path("WALL", ((*start, 0.0), (*end, 0.0))))
        return [*faces, *self.strokes]

    def _code(self, code: str, x: float, y: float, width: float, *, upright: bool, side: int) -> None:
        away = 0.1 + 1.4 * self.scale / 1000
        letters = 2.5 * self.scale / 1000
        if upright:
            place = x + away + letters if side < 0 else x - away, y + width / 4
            self.strokes.append(Words("WINDOW_TEXT", code, place, 2.5, 90.0))
        else:
            place = x + width / 4, y + away if side > 0 else y - away - letters
            self.strokes.append(Words("WINDOW_TEXT", code, place, 2.5))


HALF = 180.0


def _leaves(block: Canvas, width: float) -> None:
    """A door around its hinge: closed it lies along the x axis, it opens upwards."""
    if width < DOUBLE_LEAF:
        block.outline("0", [(0, 0), (LEAF, 0), (LEAF, width), (0, width)])
        block.arc("0", 0, 0, width, 0, 90)
        return
    half = width / 2
    block.outline("0", [(0, 0), (LEAF, 0), (LEAF, half), (0, half)])
    block.arc("0", 0, 0, half, 0, 90)
    block.outline("0", [(width, 0), (width - LEAF, 0), (width - LEAF, half), (width, half)])
    block.arc("0", width, 0, half, 90, HALF)


def width_of(code: str) -> float:
    """The width in metres that a door or window code states: the first two of its last four digits."""
    found = re.findall(r"(\d\d)\d\d(?!\d)", code)
    return int(found[0]) / 10


@dataclass(slots=True)
class Scene:
    """One case of judged drawings."""

    name: str
    """``fire-climb-size``; also its folder"""
    facts: Mapping[str, Any] = field(default_factory=dict)
    not_run: Mapping[str, str] = field(default_factory=dict)
    """rules that should not run, with the beginning of why not"""
    whole: Mapping[str, str] = field(default_factory=dict)
    """verdicts without a place, by rule"""
    offices: tuple[str, ...] = ()
    """the offices that draw it; two in turn when none is named"""
    drafts: list[Draft] = field(default_factory=list)
    blocks: dict[str, Canvas] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The name is a folder's."""
        if not SCENE_NAME.match(self.name):
            raise ValueError(self.name)

    def sheet(
        self,
        number: str,
        title: str,
        *,
        scale: float = 100.0,
        discipline: str = "建筑",
        file: str = "plan",
        title_block: Mapping[str, str] | None = None,
        bare: bool = False,
    ) -> Draft:
        """A new sheet of the scene."""
        draft = Draft(
            number=number,
            title=title,
            scale=scale,
            discipline=discipline,
            file=file,
            title_block=title_block or {},
            bare=bare,
            blocks=self.blocks,
        )
        self.drafts.append(draft)
        return draft
