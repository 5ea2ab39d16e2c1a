"""The walk over a space's entities and the blocks they insert, which lists whatever leaves nothing on the paper.

Vocabulary
----------
hidden      a layer that is off, frozen or does not plot, Defpoints, or EXPECT
custom      an entity of a vertical product (TArch …) that carries a picture of itself, or does not
expansion   the entities an inserted block becomes; counted before it is inserted
stamp       what a block draws, recorded once and placed for every insert that looks alike
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import numpy as np
from ezdxf import xclip
from ezdxf.entities.dimension import Dimension
from ezdxf.entities.dxfentity import DXFEntity
from ezdxf.entities.dxfgfx import DXFGraphic
from ezdxf.entities.insert import Insert
from ezdxf.entities.viewport import Viewport
from ezdxf.entitydb import EntitySpace
from ezdxf.math import Vec2

from checkers.drawing import plot_kinds, plot_stretch
from checkers.drawing.model import Omission
from checkers.drawing.plot_addon import config, gfxproxy, properties, walking
from checkers.drawing.plot_context import DAMAGE, Context, Expansion, class_name, place
from checkers.drawing.plot_lane import Contents
from checkers.drawing.plot_lane_entities import Drawn, Stretch
from checkers.drawing.plot_recording import STROKE, UNCLIPPED, Matrix, Missing, Recording, Stamp, TooMuchToDraw, scale
from checkers.drawing.plot_stage import RecordingPipeline

if TYPE_CHECKING:
    from ezdxf.document import Drawing
    from ezdxf.entities.underlay import Underlay
    from ezdxf.layouts.layout import Layout

_OWN_PICTURE = {"ACAD_PROXY_ENTITY", "MULTILEADER", "MLEADER"}
_TILT = 1e-9
_FRAME_PLOTS = 1
"""$XCLIPFRAME: 0 hides the outline of a clipped block, 1 shows and plots it, 2 only shows it"""


class Walk(walking.UniversalFrontend):
    """Walks one space into a recording."""

    def __init__(
        self,
        document: Drawing,
        recording: Recording,
        *,
        unit_mm: float,
        hidden: Collection[str],
        expected: Collection[str] = (),
        watched: Collection[str] = (),
        contents: Contents | None = None,
        seen_by: Viewport | None = None,
    ) -> None:
        """``unit_mm``: paper millimetres of one drawing unit, as far as fineness goes; ``hidden``, ``expected``: layers.

        A block inserted on a frozen layer or on one of ``expected`` is left out as a whole; what comes out of a
        block inserted on one of ``watched`` remembers that, so that a viewport can leave it out. ``contents`` is
        what spaces and blocks draw, where the document alone does not hold all of it; ``seen_by`` the viewport whose
        own looks of layers hold.
        """
        self.recording = recording
        self.out = RecordingPipeline(recording)
        self.context = Context(document, hidden, seen_by)
        self.out.stage.linetypes = self.context.linetypes
        frozen = {layer.dxf.name.casefold() for layer in document.layers if layer.is_frozen()}
        self.buried = frozen | {name.casefold() for name in expected} | {"expect"}
        self.contents = contents or Contents(document)
        self.expansion = Expansion(self.contents)
        self.watched = {name.casefold() for name in watched}
        self.top: DXFEntity | tuple[float, float] | None = None
        self.within: list[str] = []
        self.size = 1.0
        self.in_dimension = False
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

    def draw_space(self, space: Layout) -> None:
        """Draw everything of the space but its viewports."""
        self.context.set_current_layout(space)
        self.context.current_layout_properties.set_colors("#ffffff")
        try:
            self.draw_entities(self.contents.space(space))
        except TooMuchToDraw:
            self.recording.missing.append(Missing(Omission.OTHER, "too many entities", None))

    def draw_entities(
        self,
        entities: Iterable[Drawn],
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
                self.miss(Omission.DAMAGED, self.within[-1] if self.within else "entity")
                return
            if isinstance(entity, Stretch):
                plot_stretch.draw(self, entity)
            else:
                self.draw_one(entity)

    def draw_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """Draw one entity, then see whether it left anything."""
        before, kind = len(self.recording) + len(self.recording.missing), entity.dxftype()
        self.within.append(kind)
        try:
            super().draw_entity(entity, properties)
        finally:
            self.within.pop()
        if len(self.recording) + len(self.recording.missing) > before or plot_kinds.is_blank(entity):
            return
        if kind in _OWN_PICTURE or isinstance(entity, gfxproxy.DXFGraphicProxy):
            self.miss(Omission.PROXY, class_name(entity))
        elif not isinstance(entity, Dimension):
            self.miss(Omission.DAMAGED, kind)
        elif not self.contents.knows(entity.dxf.get("geometry", "")):
            self.miss(Omission.OTHER, kind)

    def draw_composite_entity(self, entity: DXFGraphic, properties: properties.Properties) -> None:
        """Insert a block unless it is on a frozen layer, too large or kept in another file."""
        if isinstance(entity, Insert):
            if self.may_place(entity.dxf.name, entity.mcount, properties):
                self.insert(entity, properties)
        elif isinstance(entity, Dimension):
            with self.measuring() as alone:
                if alone:
                    self._dimension(entity, properties)
        else:
            super().draw_composite_entity(entity, properties)

    def _dimension(self, entity: Dimension, properties: properties.Properties) -> None:
        """A dimension, by the block that draws it, which the document may not hold alone."""
        if not self.contents.is_mixed(entity.dxf.get("geometry", "")):
            super().draw_composite_entity(entity, properties)
        elif entity.is_virtual or entity.dxf.hasattr("insert") or entity.ocs().transform:
            if not entity.is_virtual:
                entity.virtual_block_content = EntitySpace(self.contents.whole(entity.dxf.geometry))
            super().draw_composite_entity(entity, properties)
        else:
            self.draw_entities(self.contents.block(entity.dxf.geometry))

    @contextmanager
    def measuring(self) -> Iterator[bool]:
        """While open, a dimension is drawn; one inside the block of another draws itself for ever, and is listed."""
        if self.in_dimension:
            self.miss(Omission.DAMAGED, "DIMENSION")
            yield False
            return
        self.in_dimension = True
        try:
            yield True
        finally:
            self.in_dimension = False

    def may_place(self, name: str, copies: int, of: properties.Properties) -> bool:
        """Whether a block is to be inserted; if not, the reason is listed."""
        if of.layer.casefold() in self.buried:
            return False
        if not self.contents.knows(name):
            self.miss(Omission.DAMAGED, f"INSERT {name}")
            return False
        outside = self.contents.outside(name)
        if outside is not None:
            self.miss(Omission.XREF, outside or name)
            return False
        if self.context.depth == 0 and not self.expansion.allows(name, copies):
            self.miss(Omission.OTHER, f"INSERT {name}")
            return False
        return True

    def insert(self, insert: Insert, resolved: properties.Properties) -> None:
        """Place a block, drawing its content once for all inserts that look alike."""
        with self.watching(resolved):
            for one in insert.multi_insert() if insert.mcount > 1 else (insert,):
                self._one_insert(one, resolved)
            self.draw_inside(insert.attribs, resolved)

    @contextmanager
    def watching(self, of: properties.Properties) -> Iterator[None]:
        """While open, what is drawn remembers the layer of its insert, when some viewport freezes that."""
        under, layer = self.out.stage.under, of.layer.casefold()
        if layer in self.watched and layer not in under:
            self.out.stage.under = (*under, layer)
        try:
            yield
        finally:
            self.out.stage.under = under

    def draw_inside(self, entities: Iterable[Drawn], of: properties.Properties) -> None:
        """Draw entities of an insert with these properties."""
        self.context.push_state(of)
        try:
            self.draw_entities(entities)
        finally:
            self.context.pop_state()

    def _one_insert(self, insert: Insert, resolved: properties.Properties) -> None:
        """Place one insert of a block, inside its clipping outline when it has one."""
        recording, before = self.recording, self.recording.clipping
        clip = xclip.XClip(insert)
        outline: list[Vec2] = []
        if clip.has_clipping_path and clip.is_clipping_enabled:
            found = clip.get_wcs_clipping_path()
            outline = list(found.inner_polygon())
            if len(outline) > 2:  # noqa: PLR2004 - fewer enclose nothing
                recording.cut_off(np.array(outline), inverted=found.is_inverted_clip)
        try:
            self._content(insert, resolved)
        finally:
            recording.clipping = before
        if len(outline) > 2 and clip.get_xclip_frame_policy() == _FRAME_PLOTS:  # noqa: PLR2004
            recording.polygon(self.out.stage.pen(resolved), np.array(outline), paint=STROKE)

    def _content(self, insert: Insert, resolved: properties.Properties) -> None:
        rows = [insert.matrix44().get_row(row) for row in range(4)]
        (a, b, _, _), (c, d, _, _), (tilt_x, tilt_y, _, _), (e, f, _, _) = rows
        matrix = (float(a), float(b), float(c), float(d), float(e), float(f))
        if abs(tilt_x) + abs(tilt_y) > _TILT or not math.isfinite(sum(matrix)):
            tilted = self.contents.tilted(insert)
            self.draw_inside(tilted.virtual_entities(skipped_entity_callback=self.skip_entity), resolved)
            return
        self.place_stamp(insert.dxf.name, matrix, resolved)

    def place_stamp(self, name: str, matrix: Matrix, resolved: properties.Properties) -> None:
        """Place a block by a matrix, drawing its content unless it has been drawn for one that looks alike."""
        stamp, missing = self._stamp(name, resolved, float(f"{self.size * (scale(matrix) or 1.0):.2g}"))
        self.recording.place(stamp, matrix)
        if missing:
            where = self._place()
            self.recording.missing.extend(Missing(kind, what, where) for kind, what in missing)

    def _stamp(self, name: str, of: properties.Properties, size: float) -> tuple[Stamp, list[tuple[Omission, str]]]:
        """What the block draws in its own coordinates when it is inserted with these properties."""
        look = of.layer, of.color, of.lineweight, of.linetype_name, of.linetype_scale
        key = (name.casefold(), *look, self.out.stage.under, size)
        known = self.stamps.get(key)
        if known is None:
            recording, start, listed = self.recording, len(self.recording), len(self.recording.missing)
            usual, outer, clipping = self.config, self.size, recording.clipping
            self._sized(size)
            recording.clipping = UNCLIPPED
            try:
                self.draw_inside(self.contents.block(name), of)
            except TooMuchToDraw:
                recording.cut(start)
                raise
            finally:
                self.config, self.size, self.out.stage.size = usual, outer, outer
                recording.clipping = clipping
            missing = [(one.kind, one.what) for one in recording.missing[listed:]]
            del recording.missing[listed:]
            known = self.stamps[key] = recording.cut(start), missing
        return known

    def _sized(self, size: float) -> None:
        """Draw what has a size on paper, whatever a block's scale, for a block of this scale."""
        growth = size / self.size
        self.size = self.out.stage.size = size
        self.config = self.config.with_changes(
            pdsize=(self.config.pdsize or 1) / growth,
            min_hatch_line_distance=self.config.min_hatch_line_distance / growth,
        )

    def skip_entity(self, entity: DXFEntity, msg: str) -> None:
        """List what ezdxf passes over, unless it is not to be seen anyway."""
        kind = entity.dxftype()
        if msg == "invisible" or kind in plot_kinds.UNSEEN:
            return
        if kind.endswith("UNDERLAY"):
            definition = cast("Underlay", entity).get_underlay_def()
            self.miss(Omission.XREF, definition.dxf.get("filename", kind) if definition is not None else kind)
        elif kind == "SHAPE":
            self.miss(Omission.OTHER, f"SHAPE {entity.dxf.get('name', '')}".strip())
        else:
            self.miss(Omission.OTHER, kind)

    def log_message(self, message: str) -> None:
        """Nothing: what matters is listed."""

    def draw_one(self, entity: DXFGraphic) -> None:
        """Draw an entity if it shows; what is damaged is listed."""
        if isinstance(entity, Viewport):
            return
        drawn = entity if isinstance(entity, DXFGraphic) else gfxproxy.DXFGraphicProxy(entity)
        depth = self.context.depth
        if depth == 0:
            self.top = entity
        try:
            resolved = self.context.resolve_all(drawn)
            if resolved.is_visible:
                self.draw_entity(drawn, resolved)
        except DAMAGE:
            while self.context.depth > depth:
                self.context.pop_state()
            self.miss(Omission.DAMAGED, entity.dxftype())

    def miss(self, kind: Omission, what: str) -> None:
        """List one thing that is not drawn, where the entity of the space being drawn lies."""
        self.recording.missing.append(Missing(kind, what, self._place()))

    def _place(self) -> tuple[float, float] | None:
        """Where the entity of the space that is being drawn lies, as far as it says."""
        return self.top if self.top is None or isinstance(self.top, tuple) else place(self.top)
