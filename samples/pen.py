"""A pen that draws at true size: places in model metres, letters in millimetres on paper.

Vocabulary
----------
board   one CAD file: its unit, its layers, its letters
pen     draws on a board at one scale, its origin laid somewhere in the model
paper   millimetres on the plotted sheet; times the scale they become model lengths
expect  a hand-written expectation, a TEXT on layer ``EXPECT`` whose insertion point lies in the thing judged
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import ezdxf.filemanagement
from ezdxf.enums import TextEntityAlignment

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.dimension import Dimension
    from ezdxf.entities.insert import Insert
    from ezdxf.layouts.blocklayout import BlockLayout
    from ezdxf.layouts.layout import Layout, Modelspace

Place = tuple[float, float]
"""x and y in model metres"""

LINETYPES = (
    ("DASHED", "虚线", (6.0, 4.0, -2.0)),
    ("DASHDOT", "单点长画线", (18.0, 13.0, -2.0, 1.0, -2.0)),
    ("DASHDOT2", "双点长画线", (18.0, 11.0, -2.0, 0.5, -2.0, 0.5, -2.0)),
)
"""name, description, pattern in paper millimetres: whole length, dash, gap …"""

LETTERS = 0.75
"""width of a letter against its height, as 仿宋 is set in Chinese practice"""


@dataclass(slots=True)
class Board:
    """One CAD file, with the number of drawing units in a metre (1000: millimetres, 1: metres)."""

    unit: float
    version: str = "R2018"
    encoding: str = "utf-8"
    font: str = "gbenor.shx"
    bigfont: str = "gbcbig.shx"
    scale: float = 100.0
    """what line patterns are laid out for"""
    document: Drawing = field(init=False)

    def __post_init__(self) -> None:
        """Start an empty file with the letters and line types of the office."""
        document = ezdxf.filemanagement.new(self.version, setup=False, units=4 if self.unit > 1 else 6)
        self.document = document
        document.encoding = self.encoding
        document.header["$INSUNITS"] = 4 if self.unit > 1 else 6
        document.header["$MEASUREMENT"] = 1
        document.header["$DIMSTYLE"] = "Standard"
        document.header["$LTSCALE"] = self.paper(1.0, self.scale)
        for name, description, pattern in LINETYPES:
            document.linetypes.add(name, list(pattern), description=description)
        style = document.styles.add("HZ", font=self.font)
        style.dxf.bigfont = self.bigfont
        style.dxf.width = LETTERS
        self.layer("EXPECT", 6, plots=False)

    @property
    def model(self) -> Modelspace:
        """The model space."""
        return self.document.modelspace()

    def paper(self, millimetres: float, scale: float) -> float:
        """A paper length as drawing units at this scale."""
        return millimetres * scale * self.unit / 1000

    def layer(
        self, name: str, colour: int, linetype: str = "Continuous", weight: int = 18, *, plots: bool = True
    ) -> None:
        """Make a layer; the weight in hundredths of a millimetre."""
        if not self.document.layers.has_entry(name):
            made = self.document.layers.add(name, color=colour, linetype=linetype, lineweight=weight)
            made.dxf.plot = int(plots)

    def layers(self, rows: Iterable[tuple[str, int, str, int]]) -> None:
        """Make many layers: name, colour, line type, weight."""
        for name, colour, linetype, weight in rows:
            self.layer(name, colour, linetype, weight)

    def block(self, name: str) -> BlockLayout | None:
        """A new block of this name, or None when the file already has it."""
        if name in self.document.blocks:
            return None
        return self.document.blocks.new(name)

    def dimension_style(self, scale: float) -> str:
        """The name of the dimension style for this scale, made on first asking: ticks, text above the line."""
        name = f"GB_{scale:g}"
        if not self.document.dimstyles.has_entry(name):
            self.document.dimstyles.new(
                name,
                dxfattribs={
                    "dimscale": self.paper(1.0, scale),
                    "dimtxt": 3.0,
                    "dimasz": 1.2,
                    "dimexo": 2.0,
                    "dimexe": 2.0,
                    "dimdle": 0.0,
                    "dimgap": 0.8,
                    "dimtad": 1,
                    "dimdec": 0 if self.unit > 1 else 2,
                    "dimzin": 8 if self.unit > 1 else 0,
                    "dimtxsty": "HZ",
                    "dimblk": "ARCHTICK",
                    "dimclrd": 3,
                    "dimclre": 3,
                    "dimclrt": 7,
                    "dimlunit": 2,
                    "dimdsep": ord("."),
                    "dimtih": 0,
                    "dimtoh": 0,
                    "dimtix": 1,
                },
            )
        return name


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws on a board; every length in metres unless its name says paper."""

    board: Board
    scale: float
    origin: Place = (0.0, 0.0)
    layout: str = ""
    """name of a paper-space layout, drawn at 1:1; empty for model space"""

    @property
    def space(self) -> Layout:
        """Where this pen draws."""
        return self.board.document.layout(self.layout) if self.layout else self.board.model

    def letters(self, words: str) -> float:
        """The least height of these letters on paper: 2.5 mm, for Chinese 3.5 mm, in TrueType 3 mm (GB/T 50001, 5.0)."""
        if words.isascii():
            return 2.5
        return 3.5 if self.board.font.endswith(".shx") else 3.0

    def moved(self, x: float, y: float) -> Pen:
        """The same pen with its origin moved by this much."""
        return replace(self, origin=(self.origin[0] + x, self.origin[1] + y))

    def at(self, x: float, y: float) -> Place:
        """Drawing units of a place, rounded to a hundredth of a millimetre."""
        unit = self.board.unit
        digits = 2 if unit > 1 else 5
        return round((self.origin[0] + x) * unit, digits), round((self.origin[1] + y) * unit, digits)

    def metres(self, paper: float) -> float:
        """A paper length (mm) as model metres."""
        return paper * self.scale / 1000

    def line(self, layer: str, *places: Place, width: float = 0.0) -> None:
        """An open line through these places; the width in paper millimetres."""
        points = [self.at(*place) for place in places]
        if len(points) == 2 and not width:
            self.space.add_line(points[0], points[1], dxfattribs={"layer": layer})
            return
        attributes: dict[str, Any] = {"layer": layer}
        if width:
            attributes["const_width"] = self.board.paper(width, self.scale)
        self.space.add_lwpolyline(points, dxfattribs=attributes)

    def outline(self, layer: str, places: Sequence[Place], *, width: float = 0.0, closed: bool = True) -> None:
        """A closed line through these places; the width in paper millimetres."""
        attributes: dict[str, Any] = {"layer": layer}
        if width:
            attributes["const_width"] = self.board.paper(width, self.scale)
        self.space.add_lwpolyline([self.at(*place) for place in places], close=closed, dxfattribs=attributes)

    def bulged(self, layer: str, places: Sequence[tuple[float, float, float]], *, closed: bool = False) -> None:
        """A line with arcs: x, y and the bulge (tangent of a quarter of the arc's angle) towards the next place."""
        points = [(*self.at(x, y), bulge) for x, y, bulge in places]
        self.space.add_lwpolyline(points, format="xyb", close=closed, dxfattribs={"layer": layer})

    def rectangle(self, layer: str, x: float, y: float, width: float, height: float, *, pen: float = 0.0) -> None:
        """A closed rectangle from its lower left corner."""
        self.outline(layer, [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], width=pen)

    def rounded(self, layer: str, x: float, y: float, width: float, height: float, radius: float) -> None:
        """A closed rectangle with round corners."""
        right, top, arc = x + width, y + height, math.tan(math.pi / 8)
        self.bulged(
            layer,
            [
                (x + radius, y, 0),
                (right - radius, y, arc),
                (right, y + radius, 0),
                (right, top - radius, arc),
                (right - radius, top, 0),
                (x + radius, top, arc),
                (x, top - radius, 0),
                (x, y + radius, arc),
            ],
            closed=True,
        )

    def circle(self, layer: str, x: float, y: float, radius: float) -> None:
        """A circle, its radius in metres."""
        self.space.add_circle(self.at(x, y), radius * self.board.unit, dxfattribs={"layer": layer})

    def arc(self, layer: str, x: float, y: float, radius: float, start: float, end: float) -> None:
        """An arc, counter-clockwise, degrees."""
        self.space.add_arc(self.at(x, y), radius * self.board.unit, start, end, dxfattribs={"layer": layer})

    def fill(self, layer: str, places: Sequence[Place], *, rgb: tuple[int, int, int] | None = None) -> None:
        """A solid hatch."""
        hatch = self.space.add_hatch(color=256, dxfattribs={"layer": layer})
        if rgb is not None and self.board.version != "R2000":
            hatch.rgb = rgb
        hatch.paths.add_polyline_path([self.at(*place) for place in places], is_closed=True)

    def pattern(self, layer: str, places: Sequence[Place], name: str = "ANSI31", paper: float = 1.0) -> None:
        """A hatch of lines; ``paper`` widens the pattern of the standard file, laid out for millimetres."""
        hatch = self.space.add_hatch(color=256, dxfattribs={"layer": layer})
        hatch.set_pattern_fill(name, scale=self.board.paper(paper, self.scale), color=256)
        hatch.paths.add_polyline_path([self.at(*place) for place in places], is_closed=True)

    def text(
        self,
        layer: str,
        content: str,
        x: float,
        y: float,
        *,
        paper: float = 3.5,
        align: str = "LEFT",
        rotation: float = 0.0,
    ) -> None:
        """A text of this height on paper; ``align`` is a name of ``TextEntityAlignment``."""
        entity = self.space.add_text(
            content,
            height=self.board.paper(paper, self.scale),
            rotation=rotation,
            dxfattribs={"layer": layer, "style": "HZ", "width": LETTERS},
        )
        entity.set_placement(self.at(x, y), align=TextEntityAlignment[align])

    def notes(self, layer: str, content: Sequence[str], x: float, y: float, *, paper: float = 3.5) -> None:
        """Lines of text, the first one with its top at y."""
        entity = self.space.add_mtext(
            "\\P".join(content),
            dxfattribs={
                "layer": layer,
                "style": "HZ",
                "char_height": self.board.paper(paper, self.scale),
                "line_spacing_factor": 1.2,
            },
        )
        entity.dxf.insert = self.at(x, y)

    def insert(
        self,
        name: str,
        layer: str,
        x: float,
        y: float,
        *,
        size: tuple[float, float] = (1.0, 1.0),
        rotation: float = 0.0,
        values: Mapping[str, str] | None = None,
    ) -> Insert:
        """A block reference; attribute values fill the definitions of the block."""
        attributes = {"layer": layer, "xscale": size[0], "yscale": size[1], "zscale": size[0], "rotation": rotation}
        reference = self.space.add_blockref(name, self.at(x, y), dxfattribs=attributes)
        if values:
            reference.add_auto_attribs(dict(values))
        return reference

    def dimension(
        self, layer: str, start: Place, end: Place, away: float = 0.0, *, angle: float = 0.0, says: str = "<>"
    ) -> Dimension:
        """A linear dimension, its line ``away`` metres above (or left of) the start; ``says`` overrides its number."""
        base = (start[0], start[1] + away) if angle == 0 else (start[0] - away, start[1])
        made = self.space.add_linear_dim(
            base=self.at(*base),
            p1=self.at(*start),
            p2=self.at(*end),
            angle=angle,
            text=says,
            dimstyle=self.board.dimension_style(self.scale),
            dxfattribs={"layer": layer},
        )
        made.render()
        return made.dimension

    def chain(self, layer: str, places: Sequence[float], at: float, away: float, *, angle: float = 0.0) -> None:
        """A chain of dimensions through these x (or, at 90°, y) values, measured at one line."""
        for low, high in pairwise(places):
            start, end = ((low, at), (high, at)) if angle == 0 else ((at, low), (at, high))
            self.dimension(layer, start, end, away, angle=angle)

    def expect(self, rule: str, verdict: str, x: float, y: float) -> None:
        """A hand-written expectation at this place."""
        entity = self.space.add_text(
            f"{rule} {verdict}", height=self.board.paper(2.5, self.scale), dxfattribs={"layer": "EXPECT", "style": "HZ"}
        )
        entity.set_placement(self.at(x, y))
