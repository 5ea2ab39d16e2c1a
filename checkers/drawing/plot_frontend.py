"""The walk over a space's entities: ezdxf's drawing frontend, made to say what it could not draw.

Vocabulary
----------
hidden      a layer that is off, frozen or does not plot, Defpoints, or EXPECT
custom      an entity of a vertical product (TArch …) that carries a picture of itself, or does not
expansion   the entities an inserted block becomes; counted before it is inserted
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, cast

from ezdxf import reorder, xclip
from ezdxf.entities.dimension import Dimension
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.viewport import Viewport
from ezdxf.math import Matrix44
from ezdxf.render import hatching

from checkers.drawing import plot_hatch, plot_text
from checkers.drawing.model import Omission
from checkers.drawing.plot_addon import config, gfxproxy, properties, text, walking
from checkers.drawing.plot_context import DAMAGE, Context, Expansion, class_name, place
from checkers.drawing.plot_recording import Missing, Recording, Stamp, TooMuchToDraw, scale
from checkers.drawing.plot_stage import RecordingPipeline

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.image import Image
    from ezdxf.entities.mtext import MText
    from ezdxf.entities.oleframe import OLE2Frame
    from ezdxf.entities.polygon import DXFPolygon
    from ezdxf.entities.text import Text
    from ezdxf.entities.underlay import Underlay
    from ezdxf.layouts.layout import Layout
    from ezdxf.path import Path

_FAINT = "59"
_OWN_PICTURE = {"ACAD_PROXY_ENTITY", "MULTILEADER", "MLEADER"}
_UNSEEN = {"LIGHT", "SUN", "VIEWPORT", "ATTDEF"}
_TILT = 1e-9


class Frontend(walking.UniversalFrontend):
    """Walks one space into a recording."""

    def __init__(
        self,
        document: Drawing,
        recording: Recording,
        *,
        unit_mm: float,
        hidden: Collection[str],
        expected: Collection[str] = (),
    ) -> None:
        """``unit_mm``: paper millimetres of one drawing unit, as far as fineness goes; ``hidden``, ``expected``: layers.

        A block inserted on a frozen layer or on one of ``expected`` is left out as a whole.
        """
        self.recording = recording
        self.out = RecordingPipeline(recording)
        self.context = Context(document, hidden)
        frozen = {layer.dxf.name.casefold() for layer in document.layers if layer.is_frozen()}
        self.buried = frozen | {name.casefold() for name in expected} | {"expect"}
        self.expansion = Expansion(document)
        self.within: list[str] = []
        self.stamps: dict[tuple[object, ...], tuple[Stamp, list[tuple[Omission, str]]]] = {}
        fine = 0.05 / unit_mm
        super().__init__(
            self.context,
            self.out,
            config.Configuration(
                line_policy=config.LinePolicy.SOLID,
                background_policy=config.BackgroundPolicy.WHITE,
                proxy_graphic_policy=config.ProxyGraphicPolicy.SHOW,
                max_flattening_distance=fine,
                min_hatch_line_distance=2 * fine,
                infinite_line_length=20_000 / unit_mm,
            ),
        )
        if self.context.pdsize <= 0:
            self.config = self.config.with_changes(pdsize=1.5 / unit_mm)
        self._dispatch["HELIX"] = self.draw_curve_entity

    def draw_space(self, space: Layout) -> None:
        """Draw everything of the space but its viewports."""
        self.context.set_current_layout(space)
        self.context.current_layout_properties.set_colors("#ffffff")
        order = list(space.get_redraw_order())
        entities = reorder.ascending(space, order) if order else space
        try:
            self.draw_entities(entities)
        except TooMuchToDraw:
            self.recording.missing.append(Missing(Omission.OTHER, "too many entities", None))

    def draw_entities(
        self,
        entities: Iterable[DXFGraphic],
        *,
        filter_func: object = None,  # noqa: ARG002 - ezdxf's signature
    ) -> None:
        """Draw each entity; what is damaged is listed and passed over."""
        walk = iter(entities)
        while True:
            try:
                entity = next(walk)
            except StopIteration:
                return
            except DAMAGE:
                self._miss(Omission.DAMAGED, self.within[-1] if self.within else "entity")
                return
            self._one(entity)

    def draw_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """Draw one entity, then see whether it left anything."""
        before, kind = len(self.recording), entity.dxftype()
        self.within.append(kind)
        try:
            super().draw_entity(entity, properties)
        finally:
            self.within.pop()
        if len(self.recording) > before:
            return
        custom = kind in _OWN_PICTURE or (isinstance(entity, gfxproxy.DXFGraphicProxy) and kind not in _UNSEEN)
        if custom:
            self._miss(Omission.PROXY, class_name(entity))
        elif isinstance(entity, Dimension) and entity.get_geometry_block() is None:
            self._miss(Omission.OTHER, kind)

    def draw_composite_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """Insert a block unless it is on a frozen layer, too large or kept in another file."""
        if isinstance(entity, Insert):
            layer = properties.layer.casefold()
            if layer in self.buried:
                return
            block = entity.block()
            if block is None:
                self._miss(Omission.DAMAGED, f"INSERT {entity.dxf.name}")
                return
            if block.block is not None and block.block.is_xref and not len(block):
                self._miss(Omission.XREF, block.block.dxf.get("xref_path", "") or entity.dxf.name)
                return
            if self.context.depth == 0 and not self.expansion.allows(entity):
                self._miss(Omission.OTHER, f"INSERT {entity.dxf.name}")
                return
            self._insert(entity, properties)
            return
        super().draw_composite_entity(entity, properties)

    def _insert(self, insert: Insert, resolved: properties.Properties) -> None:
        """Place a block, drawing its content once for all inserts that look alike."""
        clip = xclip.XClip(insert)
        if clip.has_clipping_path and clip.is_clipping_enabled:
            super().draw_composite_entity(insert, resolved)
            return
        for one in insert.multi_insert() if insert.mcount > 1 else (insert,):
            rows = [one.matrix44().get_row(row) for row in range(4)]
            (a, b, _, _), (c, d, _, _), (tilt_x, tilt_y, _, _), (e, f, _, _) = rows
            matrix = (float(a), float(b), float(c), float(d), float(e), float(f))
            if abs(tilt_x) + abs(tilt_y) > _TILT or not math.isfinite(sum(matrix)):
                super().draw_composite_entity(one, resolved)
                return
            stamp, missing = self._stamp(one, resolved, float(f"{scale(matrix) or 1.0:.2g}"))
            self.recording.place(stamp, matrix)
            self.recording.missing.extend(Missing(kind, what, self.out.place) for kind, what in missing)
        self.context.push_state(resolved)
        try:
            self.draw_entities(insert.attribs)
        finally:
            self.context.pop_state()

    def _stamp(
        self, insert: Insert, of: properties.Properties, size: float
    ) -> tuple[Stamp, list[tuple[Omission, str]]]:
        """What the block draws in its own coordinates when it is inserted with these properties."""
        key = (insert.dxf.name, of.layer, of.color, of.lineweight, of.linetype_name, of.linetype_scale, size)
        known = self.stamps.get(key)
        if known is None:
            start, listed = len(self.recording), len(self.recording.missing)
            usual = self.config
            self.config = usual.with_changes(
                pdsize=(usual.pdsize or 1) / size, min_hatch_line_distance=usual.min_hatch_line_distance / size
            )
            self.context.push_state(of)
            try:
                self.draw_entities(entity for entity in insert.block() or () if entity.dxftype() != "ATTDEF")
            except TooMuchToDraw:
                self.recording.cut(start)
                raise
            finally:
                self.context.pop_state()
                self.config = usual
            missing = [(one.kind, one.what) for one in self.recording.missing[listed:]]
            del self.recording.missing[listed:]
            known = self.stamps[key] = self.recording.cut(start), missing
        return known

    def draw_text_entity_2d(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A line of text, slanted where its entity says so."""
        line = cast("Text", entity)
        slant = line.dxf.get("oblique", 0.0)
        lean = Matrix44((1, 0, 0, 0, math.tan(math.radians(slant)), 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1))
        for content, transform, cap in text.simplified_text_chunks(
            line, self.text_engine, font_face=self.get_font_face(properties)
        ):
            placed = lean @ transform if 0 < abs(slant) < 80 else transform  # noqa: PLR2004 - steeper is nonsense
            self.out.draw_text(content, placed, properties, cap, line.dxftype())

    def draw_mtext_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """A paragraph; Chinese that has to keep a width goes the long way."""
        if plot_text.breaks(cast("MText", entity)):
            self.draw_complex_mtext(cast("MText", entity), properties)
        else:
            super().draw_mtext_entity(entity, properties)

    def draw_complex_mtext(self, mtext: MText, properties: properties.Properties) -> None:
        """A paragraph with inline codes; its background keeps its colour."""
        with _Tinted(self.out):
            plot_text.draw(self.context, self.out, mtext, properties)

    def draw_hatch_entity(
        self, entity: DXFGraphic, properties: properties.Properties, *, loops: list[Path] | None = None
    ) -> None:
        """A hatch; solid ones keep their colour."""
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
        """The outline of a raster image, which lies in a file that did not come along."""
        image = cast("Image", entity)
        outline = [vertex.vec2 for vertex in image.boundary_path_wcs()]
        self.out.draw_solid_lines(list(itertools.pairwise(outline)), properties)
        definition = image.image_def
        self._miss(Omission.IMAGE, definition.dxf.get("filename", "") if definition else "IMAGE")

    def draw_ole2frame_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """The outline of an embedded object of another program."""
        box = cast("OLE2Frame", entity).bbox()
        if not box.is_empty:
            outline = [*(corner.vec2 for corner in box.rect_vertices())]
            self.out.draw_solid_lines(list(zip(outline, [*outline[1:], outline[0]], strict=True)), properties)
        self._miss(Omission.OTHER, "OLE2FRAME")

    def skip_entity(self, entity: DXFEntity, msg: str) -> None:
        """List what ezdxf passes over, unless it is not to be seen anyway."""
        kind = entity.dxftype()
        if msg == "invisible" or kind in _UNSEEN:
            return
        if kind.endswith("UNDERLAY"):
            definition = cast("Underlay", entity).get_underlay_def()
            self._miss(Omission.XREF, definition.dxf.get("filename", kind) if definition is not None else kind)
        else:
            self._miss(Omission.OTHER, kind)

    def log_message(self, message: str) -> None:
        """Nothing: what matters is listed."""

    def _one(self, entity: DXFGraphic) -> None:
        if isinstance(entity, Viewport):
            return
        drawn = entity if isinstance(entity, DXFGraphic) else gfxproxy.DXFGraphicProxy(entity)
        depth, clips = self.context.depth, self.out.clipping_portal.stack_depth
        if depth == 0:
            self.out.place = place(entity)
        try:
            resolved = self.context.resolve_all(drawn)
            if resolved.is_visible:
                self.draw_entity(drawn, resolved)
        except DAMAGE:
            while self.context.depth > depth:
                self.context.pop_state()
            while self.out.clipping_portal.stack_depth > clips:
                self.out.pop_clipping_shape()
            self._miss(Omission.DAMAGED, entity.dxftype())

    def _miss(self, kind: Omission, what: str) -> None:
        self.recording.missing.append(Missing(kind, what, self.out.place))


class _Tinted:
    """While open, fills keep the colour they were drawn in."""

    def __init__(self, out: RecordingPipeline) -> None:
        self.stage = out.stage

    def __enter__(self) -> None:
        self.stage.tint = True

    def __exit__(self, *_: object) -> None:
        self.stage.tint = False
