"""How single kinds of entities are drawn where ezdxf's frontend draws them otherwise or not at all.

Vocabulary
----------
tint        a fill that keeps the light colour it was drawn in
outlined    shown by its outline alone, and listed: what lies inside is not in the file
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.math import Matrix44, Vec2, Vec3
from ezdxf.render import hatching

from checkers.drawing import colours, plot_hatch, plot_kinds, plot_solids, plot_text
from checkers.drawing.model import Omission
from checkers.drawing.omissions import GRADIENT
from checkers.drawing.plot_addon import gfxproxy, properties, text
from checkers.drawing.plot_lane import Contents
from checkers.drawing.plot_recording import PICTURE, STROKE, Recording
from checkers.drawing.plot_stage import RecordingPipeline
from checkers.drawing.plot_walk import Walk
from checkers.drawing.rasters import Raster

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.acad_table import AcadTableBlockContent
    from ezdxf.entities.acis import Body
    from ezdxf.entities.image import Image
    from ezdxf.entities.mtext import MText
    from ezdxf.entities.oleframe import OLE2Frame
    from ezdxf.entities.polygon import DXFPolygon
    from ezdxf.entities.text import Text
    from ezdxf.entities.tolerance import Tolerance
    from ezdxf.entities.viewport import Viewport
    from ezdxf.path import Path

_FAINT = "59"
_SHOWN = 1
"""flag of an image that is switched on"""
_SOLIDS = (
    "3DSOLID",
    "BODY",
    "EXTRUDEDSURFACE",
    "LOFTEDSURFACE",
    "PLANESURFACE",
    "REGION",
    "REVOLVEDSURFACE",
    "SURFACE",
    "SWEPTSURFACE",
)


class Frontend(Walk):
    """Walks one space into a recording, drawing every kind it can."""

    def __init__(
        self,
        document: Drawing,
        recording: Recording,
        *,
        unit_mm: float,
        hidden: Collection[str],
        expected: Collection[str] = (),
        watched: Collection[str] = (),
        pictures: Mapping[str, Raster] | None = None,
        contents: Contents | None = None,
        seen_by: Viewport | None = None,
    ) -> None:
        """As the walk, with more kinds than ezdxf draws; ``pictures``: those at hand, by the path a drawing writes."""
        super().__init__(
            document,
            recording,
            unit_mm=unit_mm,
            hidden=hidden,
            expected=expected,
            watched=watched,
            contents=contents,
            seen_by=seen_by,
        )
        self.pictures = pictures or {}
        self._dispatch |= {"HELIX": self.draw_curve_entity, "TOLERANCE": self.draw_tolerance_entity}
        self._dispatch["ACAD_TABLE"] = self.draw_table_entity
        self._dispatch |= dict.fromkeys(_SOLIDS, self.draw_solid_model)

    def draw_table_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A table, drawn by its own block, which is turned as the table is."""
        table = cast("AcadTableBlockContent", entity.entity if isinstance(entity, gfxproxy.DXFGraphicProxy) else entity)
        name = table.get_block_name()
        if table.doc is None or not name or name not in table.doc.blocks:
            self.miss(Omission.OTHER, entity.dxftype())
            return
        along = Vec3(table.dxf.get("horizontal_direction", (1, 0, 0)))
        attributes = {"name": name, "insert": table.get_insert_location(), "rotation": along.angle_deg}
        self.insert(Insert.new(dxfattribs=attributes, doc=table.doc), properties)

    def draw_text_entity_2d(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A line of text, slanted where its entity says so."""
        line = plot_text.readable_line(cast("Text", entity))
        if plot_text.is_vertical(line):
            for letter, place in plot_text.stacked(line, self.get_font_face(properties)):
                self.out.draw_text(letter, place, properties, line.dxf.height, line.dxftype())
            return
        slant = line.dxf.get("oblique", 0.0)
        lean = Matrix44((1, 0, 0, 0, math.tan(math.radians(slant)), 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1))
        for content, transform, cap in text.simplified_text_chunks(
            line, self.text_engine, font_face=self.get_font_face(properties)
        ):
            placed = lean @ transform if 0 < abs(slant) < 80 else transform  # noqa: PLR2004 - steeper is nonsense
            self.out.draw_text(content, placed, properties, cap, line.dxftype())

    def draw_mtext_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A paragraph; Chinese that has to keep a width goes the long way."""
        paragraph = plot_text.readable_paragraph(cast("MText", entity))
        if plot_text.breaks(paragraph) or plot_text.is_backed(paragraph):
            self.draw_complex_mtext(paragraph, properties)
        else:
            super().draw_mtext_entity(paragraph, properties)

    def draw_simple_mtext(self, mtext: MText, properties: properties.Properties) -> None:
        """A paragraph without inline codes, each line inside the paragraph's width."""
        font = self.get_font_face(properties)
        for line, transform, cap in text.simplified_text_chunks(mtext, self.text_engine, font_face=font):
            length = self.text_engine.get_text_line_width(line, font, cap)
            placed = plot_text.squeezed(mtext, transform, length)
            self.out.draw_text(line, placed, properties, cap, mtext.dxftype())

    def draw_complex_mtext(self, mtext: MText, properties: properties.Properties) -> None:
        """A paragraph with inline codes; its background keeps its colour."""
        with _Tinted(self.out):
            plot_text.draw(self.context, self.out, mtext, properties)

    def draw_hatch_entity(
        self, entity: DXFGraphic, properties: properties.Properties, *, loops: list[Path] | None = None
    ) -> None:
        """A hatch; solid ones keep their colour, and a gradient becomes the colour half way, which is listed."""
        filling = properties.filling
        if filling is not None and filling.type == filling.GRADIENT:
            properties.color = colours.half_way(str(filling.gradient_color1), str(filling.gradient_color2))
            self.miss(Omission.OTHER, GRADIENT)
        with _Tinted(self.out):
            super().draw_hatch_entity(entity, properties, loops=loops)

    def draw_hatch_pattern(self, polygon: DXFPolygon, paths: list[Path], properties: properties.Properties) -> None:
        """A hatch of lines; one too dense for the paper becomes a faint tint instead of a black area."""
        if polygon.pattern is None or not polygon.pattern.lines:
            return
        try:
            lines = plot_hatch.lines(polygon, paths, closest=self.config.min_hatch_line_distance)
        except hatching.DenseHatchingLinesError:
            properties.color = properties.color[:7] + _FAINT
            self.out.draw_filled_paths(paths, properties)
            return
        properties.linetype_pattern = ()
        self.out.draw_solid_lines(lines, properties)

    def draw_wipeout_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A mask, white as paper."""
        with _Tinted(self.out):
            super().draw_wipeout_entity(entity, properties)

    def draw_image_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A raster image; its outline where the picture lies in a file that did not come along."""
        image = cast("Image", entity)
        outline = [vertex.vec2 for vertex in image.boundary_path_wcs()]
        definition = image.image_def
        written = definition.dxf.get("filename", "") if definition else "IMAGE"
        raster = self.pictures.get(written)
        if raster is not None and image.dxf.get("flags", _SHOWN) & _SHOWN:
            self._picture(image, raster, outline, properties)
            return
        self.out.draw_solid_lines(list(itertools.pairwise(outline)), properties)
        if raster is None:
            self.miss(Omission.IMAGE, written)

    def _picture(self, image: Image, raster: Raster, outline: list[Vec2], of: properties.Properties) -> None:
        """The picture inside its clipping outline."""
        recording, before = self.recording, self.recording.clipping
        at, size = Vec3(image.dxf.insert), image.dxf.image_size
        right, up = Vec3(image.dxf.u_pixel) * size[0], Vec3(image.dxf.v_pixel) * size[1]
        if image.dxf.get("clipping", 0) and len(outline) > 2:  # noqa: PLR2004 - fewer enclose nothing
            recording.cut_off(np.array(outline), inverted=bool(image.dxf.get("clip_mode", 0)))
        pen = replace(recording.pens[self.out.stage.pen(of, filled=True)], picture=raster)
        try:
            recording.begin(PICTURE, recording.number(pen))
            recording.outline(np.array([corner.vec2 for corner in (at, at + right, at + right + up, at + up)]))
        finally:
            recording.clipping = before

    def draw_ole2frame_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """The outline of an embedded object of another program."""
        box = cast("OLE2Frame", entity).bbox()
        if not box.is_empty:
            outline = [*(corner.vec2 for corner in box.rect_vertices())]
            self.out.draw_solid_lines(list(zip(outline, [*outline[1:], outline[0]], strict=True)), properties)
        self.miss(Omission.IMAGE, "OLE2FRAME")

    def draw_tolerance_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A tolerance: its fields framed side by side, row under row."""
        tolerance = cast("Tolerance", entity)
        cap, matrix = plot_kinds.tolerance_height(tolerance), plot_kinds.tolerance_matrix(tolerance)
        for field in plot_kinds.fields(tolerance.dxf.content):
            x, y, wide = field.x * cap, field.y * cap, field.width * cap
            box = matrix.transform_vertices(
                Vec3(corner) for corner in ((x, y), (x + wide, y), (x + wide, y + 2 * cap), (x, y + 2 * cap))
            )
            if field.framed:
                corners = np.array([(corner.x, corner.y) for corner in box])
                self.recording.polygon(self.out.stage.pen(properties), corners, paint=STROKE)
            at = Matrix44.translate(x + cap / 2, y + cap / 2, 0) @ matrix
            self.out.draw_text(field.words, at, properties, cap, "TOLERANCE")

    def draw_solid_model(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """The edges of a solid or region seen from above; listed when not all of them can be read."""
        edges, complete = plot_solids.edges(cast("Body", entity))
        for edge in edges:
            if len(edge) > 1:
                self.recording.begin(STROKE, self.out.stage.pen(properties))
                self.recording.outline(edge)
        if not complete and not edges and entity.proxy_graphic:
            self.draw_proxy_graphic(entity.proxy_graphic, entity.doc)
        elif not complete:
            self.miss(Omission.OTHER, entity.dxftype())


class _Tinted:
    """While open, fills keep the colour they were drawn in."""

    def __init__(self, out: RecordingPipeline) -> None:
        self.stage = out.stage

    def __enter__(self) -> None:
        self.stage.tint = True

    def __exit__(self, *_: object) -> None:
        self.stage.tint = False
