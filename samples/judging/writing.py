"""Write a scene as an office leaves it: its DXF files, ``facts.yaml`` and ``expect.yaml``.

Vocabulary is that of the package. The same scene and office give the same bytes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

import yaml
from ezdxf._options import options

from samples.draft import tarch_wall
from samples.draw import PLACEHOLDERS
from samples.frames import BINDING, MARGIN, SIZES, STRIP, Title, framed, framed_by_hand
from samples.judging.scene import Draft, Scene
from samples.judging.strokes import AnyStroke, Arc, Circle, Fill, Insert, Move, Path, Place, Size, Words, bounds
from samples.pen import LETTERS, Board, Pen

if TYPE_CHECKING:
    from ezdxf.layouts.base import BaseLayout

    from samples.judging.offices import Office

APART = 60.0
"""millimetres on paper between two frames"""

ORDER = ("A2", "A1", "A0")
"""papers tried, smallest first"""


class DoesNotFit(ValueError):
    """A draft is larger than an A0 at its scale; draw it at a smaller one."""


def written(scene: Scene, office: Office, folder: File) -> list[File]:
    """Draw the scene's files into the folder in the habits of the office; the paths of the drawings."""
    options.write_fixed_meta_data_for_testing = True
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name in dict.fromkeys(draft.file for draft in scene.drafts):
        board = _board([draft for draft in scene.drafts if draft.file == name], office, scene.name)
        for kind in sorted({entity.dxftype() for entity in board.document.entitydb.values()} | PLACEHOLDERS):
            board.document.classes.add_class(kind)  # in this order; left to itself the library's order changes by run
        target = folder / f"{name}.dxf"
        board.document.saveas(target)
        files.append(target)
    _put(folder / "facts.yaml", dict(scene.facts))
    _put(folder / "expect.yaml", {"not_run": dict(scene.not_run), "set": dict(scene.whole)})
    return files


def _put(target: File, content: dict[str, Any]) -> None:
    target.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _board(drafts: Sequence[Draft], office: Office, name: str) -> Board:
    board = Board(unit=office.unit, version=office.version, encoding=office.encoding, scale=drafts[0].scale)
    across = office.away[0]
    for index, draft in enumerate(drafts):
        drawing = _Drawing(board, office, draft, f"{name}_{index}")
        across += drawing.at((across, office.away[1])) + APART * draft.scale / 1000
        if draft.declares is not None:
            board.document.header["$INSUNITS"] = draft.declares
    return board


class _Drawing:
    """One draft on its way onto a board."""

    def __init__(self, board: Board, office: Office, draft: Draft, name: str) -> None:
        self.board, self.office, self.draft, self.name = board, office, draft, name
        self.pen = Pen(board, draft.scale)

    def at(self, corner: Place) -> float:
        """Draw with the paper's lower left corner here (metres); the paper's width in metres."""
        office, draft = self.office, self.draft
        turned = Move(turn=office.turn, mirror=office.mirror)
        strokes = draft.finished()
        shapes = {name: canvas.strokes for name, canvas in draft.blocks.items()}
        left, low, right, top = bounds([stroke.moved(turned) for stroke in strokes], shapes)
        size, (width, height) = self._paper(right - left, top - low)
        per = draft.scale / 1000
        middle = (
            corner[0] + (BINDING + width - MARGIN - STRIP) / 2 * per,
            corner[1] + height / 2 * per,
        )
        move = Move(middle[0] - (left + right) / 2, middle[1] - (low + top) / 2).after(turned)
        content = [*strokes, *(self._noise() if office.noise else ())]
        if office.shuffled:
            random.Random(self.name).shuffle(content)  # noqa: S311 - an order, no secret
        self._draw(content, move)
        for name, place in draft.misses:
            self.board.document.add_xref_def(name, name.partition(".")[0])
            self.board.model.add_blockref(name.partition(".")[0], self._units(move.at(place)))
        pen = Pen(self.board, draft.scale)
        for start, end in draft.foreign:
            tarch_wall(pen, move.at(start), move.at(end))
        for rule, verdict, place in draft.expected:
            self._words(self.board.model, Words("EXPECT", f"{rule} {verdict}", move.at(place), 2.5))
        if not draft.bare:
            self._frame(corner, size)
        return width * per

    def _paper(self, wide: float, high: float) -> tuple[str, Place]:
        per = self.draft.scale / 1000
        if self.draft.paper:
            return self.draft.paper, SIZES[self.draft.paper]
        for size in ORDER:
            width, height = SIZES[size]
            room = width - BINDING - MARGIN - STRIP - 10, height - 2 * MARGIN - 10
            if wide / per <= room[0] and high / per <= room[1]:
                return size, (width, height)
        raise DoesNotFit(f"{self.name}: {wide:.1f} m × {high:.1f} m at 1:{self.draft.scale:g}")

    def _frame(self, corner: Place, size: str) -> None:
        draft = self.draft
        pen = Pen(self.board, draft.scale, origin=corner)
        layer = self._layer("TITLEBLOCK")
        title = Title(draft.number, draft.title, draft.discipline, draft.scale, "判读样图", size, draft.title_block)
        (framed_by_hand if self.office.exploded else framed)(pen, title, layer, draft.margins)

    def _draw(self, strokes: Iterable[AnyStroke], move: Move) -> None:
        model: BaseLayout = self.board.model
        if not self.office.nested:
            for stroke in strokes:
                self._put(model, stroke.moved(move))
            return
        name = f"平面_{self.name}"
        block = self.board.block(name)
        assert block is not None
        outside = [stroke for stroke in strokes if isinstance(stroke, Size)]
        for stroke in strokes:
            if not isinstance(stroke, Size):
                self._put(block, stroke)
        for stroke in outside:
            self._put(model, stroke.moved(move))
        self._put(model, Insert("0", name, move))

    def _noise(self) -> list[AnyStroke]:
        """Things every real drawing has, which no rule should mind."""
        left, low, right, top = bounds(
            self.draft.finished(), {name: canvas.strokes for name, canvas in self.draft.blocks.items()}
        )
        per = self.draft.scale / 1000
        half = (right - left) / 2
        return [
            Path("AXIS", ((left + half, low, 0.0), (left + half, top, 0.0))),
            Path("AXIS", ((left, low + (top - low) / 3, 0.0), (right, low + (top - low) / 3, 0.0))),
            Path("辅助线", ((left, low, 0.0), (right, top, 0.0))),
            Path("辅助线", ((left, low, 0.0), (right, top, 0.0))),
            Words("TEXT", "注：本图尺寸以毫米计，标高以米计。", (left, low - 0.5 * per), 3.5),
            Fill("HATCH", ((left, low), (left + 2 * per, low), (left + 2 * per, low + 2 * per)), "ANSI31"),
        ]

    def _layer(self, name: str) -> str:
        if name == "0":
            return "0"
        own = self.office.layers.get(name, name)
        full = own if own == "EXPECT" else f"{self.office.prefix}{own}"
        self.board.layer(full, 7)
        return full

    def _put(self, space: BaseLayout, stroke: AnyStroke, inherited: str = "") -> None:
        unit = self.board.unit
        layer = self._layer(inherited if inherited and stroke.layer == "0" else stroke.layer)
        on = {"layer": layer}
        match stroke:
            case Path():
                self._path(space, stroke, on)
            case Circle():
                space.add_circle(self._units(stroke.middle), stroke.radius * unit, dxfattribs=on)
            case Arc():
                space.add_arc(self._units(stroke.middle), stroke.radius * unit, stroke.start, stroke.end, dxfattribs=on)
            case Words():
                self._words(space, stroke, layer)
            case Fill():
                hatch = space.add_hatch(color=256, dxfattribs=on)
                if stroke.pattern:
                    hatch.set_pattern_fill(stroke.pattern, scale=self.board.paper(1.0, self.draft.scale), color=256)
                hatch.paths.add_polyline_path([self._units(place) for place in stroke.places], is_closed=True)
            case Size():
                self._size(space, stroke, on)
            case Insert():
                self._insert(space, stroke, layer)

    def _path(self, space: BaseLayout, stroke: Path, on: dict[str, str]) -> None:
        points = [(*self._units((x, y)), bulge) for x, y, bulge in stroke.places]
        if len(points) == 2 and not stroke.closed and not points[0][2]:
            space.add_line(points[0][:2], points[1][:2], dxfattribs=on)
        else:
            space.add_lwpolyline(points, format="xyb", close=stroke.closed, dxfattribs=on)

    def _words(self, space: BaseLayout, stroke: Words, layer: str = "EXPECT") -> None:
        space.add_text(
            stroke.content,
            height=self.board.paper(stroke.paper, self.draft.scale),
            rotation=stroke.turn,
            dxfattribs={"layer": layer, "style": "HZ", "width": LETTERS, "insert": self._units(stroke.place)},
        )

    def _size(self, space: BaseLayout, stroke: Size, on: dict[str, str]) -> None:
        made = space.add_aligned_dim(
            p1=self._units(stroke.start),
            p2=self._units(stroke.end),
            distance=stroke.away * self.board.unit,
            text=stroke.says or "<>",
            dimstyle=self.board.dimension_style(self.draft.scale),
            dxfattribs=on,
        )
        made.render()

    def _insert(self, space: BaseLayout, stroke: Insert, layer: str) -> None:
        if self.office.exploded:
            for inner in self.draft.blocks[stroke.block].strokes:
                self._put(space, inner.moved(stroke.move), stroke.layer)
            for place, value in enumerate(stroke.values.values()):
                x, y = stroke.move.x, stroke.move.y - place * 3 * self.draft.scale / 1000
                self._words(space, Words(stroke.layer, value, (x, y), 2.5), layer)
            return
        definition = self.board.block(stroke.block) if stroke.block in self.draft.blocks else None
        if definition is not None:
            for inner in self.draft.blocks[stroke.block].strokes:
                self._put(definition, inner)
            for tag in stroke.values:
                definition.add_attdef(tag, (0, 0), height=self.board.paper(2.5, self.draft.scale))
        move = stroke.move
        attributes = {
            "layer": layer,
            "xscale": -1.0 if move.mirror else 1.0,
            "yscale": 1.0,
            "rotation": move.turn,
        }
        reference = space.add_blockref(stroke.block, self._units((move.x, move.y)), dxfattribs=attributes)
        if stroke.values:
            reference.add_auto_attribs(dict(stroke.values))

    def _units(self, place: Place) -> Place:
        digits = 9 if math.isclose(self.board.unit, 1.0) else 6  # a turned drawing keeps its sizes
        return round(place[0] * self.board.unit, digits), round(place[1] * self.board.unit, digits)
