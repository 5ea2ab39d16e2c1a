"""The end of ezdxf's render pipeline: what it draws is written into a recording.

Vocabulary
----------
pipeline   ezdxf's chain of stages; ours has one, which records
tint       while it is set, fills keep the light colour they were drawn in
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from ezdxf.fonts.font_face import FontFace
from ezdxf.fonts.font_measurements import FontMeasurements
from ezdxf.math import Matrix44, Vec2
from ezdxf.npshapes import NumpyPath2d, NumpyPoints2d

from checkers.drawing import colours, text_codes
from checkers.drawing.fonts import Run, face
from checkers.drawing.model import Omission
from checkers.drawing.plot_addon import config, pipeline, properties, text_renderer
from checkers.drawing.plot_linetypes import Complex
from checkers.drawing.plot_recording import (
    CLOSE,
    CURVE,
    FILL,
    LINE,
    MOVE,
    STROKE,
    Line,
    Missing,
    Pen,
    Recording,
)

STROKE_STYLE = "stroke"
"""file name that stands for any SHX font"""
NARROW_STYLE = "narrow stroke"
"""file name that stands for an SHX font with narrow letters"""
OUTLINE_STYLE = "outline"
"""file name that stands for any TrueType font"""
HAIRLINE = 0.13
"""millimetres; the thinnest line of GB/T 50001"""

_ADDED = {1: LINE, 2: CURVE, 3: CURVE, 4: MOVE}
_POINT = 0.35
_SHX = ".shx"
_NARROW = ("gb", "jz", "tss", "hz")
"""how names of SHX fonts with letters after GB/T 14691 begin"""


class Measures(text_renderer.TextRenderer):
    """Text measured in our one typeface, whatever the style asks for."""

    def is_stroke_font(self, font_face: FontFace) -> bool:  # noqa: ARG002 - ezdxf's signature
        """Never: glyphs are always filled outlines."""
        return False

    def get_font_measurements(
        self,
        font_face: FontFace,  # noqa: ARG002 - ezdxf's signature
        cap_height: float = 1.0,
    ) -> FontMeasurements:
        """Heights above and below the baseline, in drawing units."""
        return FontMeasurements(0.0, cap_height, face().small * cap_height, cap_height / 3)

    def get_text_line_width(self, text: str, font_face: FontFace, cap_height: float = 1.0) -> float:
        """Length of a line of text, in drawing units."""
        return set_in(font_face, shown(text))[1] * cap_height

    def get_text_path(self, *_: object) -> NumpyPath2d:
        """Nothing: text is recorded as text."""
        return NumpyPath2d(None)

    def get_text_glyph_paths(self, *_: object) -> list[NumpyPath2d]:
        """Nothing: text is recorded as text."""
        return []


def is_stroke(font_face: FontFace | None) -> bool:
    """Whether the style names an SHX font."""
    named = "" if font_face is None else font_face.filename.casefold()
    return named in {STROKE_STYLE, NARROW_STYLE} or named.endswith(_SHX)


def style_of(named: str) -> str:
    """The style that stands for an SHX font of this name."""
    return NARROW_STYLE if named.casefold().startswith(_NARROW) else STROKE_STYLE


def set_in(font_face: FontFace | None, text: str) -> tuple[tuple[Run, ...], float]:
    """The runs and the length of a line of shown characters, for a cap height of 1."""
    stroke = is_stroke(font_face)
    named = "" if font_face is None else font_face.filename.casefold()
    return face().runs(text, stroke=stroke, narrow=stroke and NARROW_STYLE in {named, style_of(named)})


def shown(text: str) -> str:
    r"""The characters to draw: tabs widened, ``\U+5411`` decoded, symbols of Chinese SHX fonts spelled."""
    return text_codes.shown(text).replace("\t", "    ")


class RecordingStage(pipeline.RenderStage2d):
    """Writes primitives into a recording."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.tint = False
        self.size = 1.0
        """how much larger the block being drawn will be inserted"""
        self.under: tuple[str, ...] = ()
        """layers of the inserts around that some viewport freezes, case folded"""
        self.linetypes: dict[str, Complex] = {}
        """line types with texts or shapes, by their names in capitals"""
        self._pens: dict[tuple[object, ...], int] = {}

    def pen(self, of: properties.Properties, *, filled: bool = False) -> int:
        """Number of the pen with these resolved properties."""
        tint = filled and self.tint
        dashes = () if filled else tuple(of.linetype_pattern)
        special = self.linetypes.get(of.linetype_name) if len(dashes) > 1 else None
        key = (
            of.layer,
            of.color,
            of.lineweight,
            dashes,
            of.linetype_scale,
            special and of.linetype_name,
            tint,
            filled,
            self.under,
        )
        known = self._pens.get(key)
        if known is None:
            colour, opacity = colours.parsed(of.color)
            known = self._pens[key] = self.recording.number(
                Pen(
                    layer=of.layer,
                    colour=colour if tint else colours.ink(colour),
                    opacity=opacity,
                    width=0.0 if filled else max(HAIRLINE, float(of.lineweight)),
                    tint=tint,
                    marks=special.scaled(of.linetype_scale) if special else (),
                    undrawn=of.linetype_name if special and special.shapes else "",
                    under=self.under,
                    dashes=tuple(abs(length * of.linetype_scale) for length in dashes) if len(dashes) > 1 else (),
                )
            )
        return known

    def draw_point(self, pos: Vec2, properties: properties.Properties) -> None:
        """A dot as wide as a thick line."""
        self.recording.segment(self.dot(properties), pos, pos)

    def dot(self, of: properties.Properties) -> int:
        """Number of the pen for dots with these resolved properties."""
        colour, opacity = colours.parsed(of.color)
        return self.recording.number(Pen(of.layer, colours.ink(colour), opacity, _POINT, under=self.under))

    def draw_line(self, start: Vec2, end: Vec2, properties: properties.Properties) -> None:
        """One straight line."""
        self.recording.segment(self.pen(properties), start, end)

    def draw_solid_lines(self, lines: list[tuple[Vec2, Vec2]], properties: properties.Properties) -> None:
        """Many straight lines as one primitive."""
        if lines:
            recording = self.recording
            recording.begin(STROKE, self.pen(properties))
            recording.verbs.extend((MOVE, LINE) * len(lines))
            for start, end in lines:
                recording.points.extend((start.x, start.y, end.x, end.y))

    def draw_path(self, path: NumpyPath2d, properties: properties.Properties) -> None:
        """One outline of lines and curves."""
        if len(path):
            self.recording.begin(STROKE, self.pen(properties))
            self._outline(path, close=False)

    def draw_filled_paths(self, paths: list[NumpyPath2d], properties: properties.Properties) -> None:
        """Outlines filled together, even-odd, so that inner ones are holes."""
        outlines = [path for path in paths if len(path)]
        if outlines:
            self.recording.begin(FILL, self.pen(properties, filled=True))
            for path in outlines:
                self._outline(path, close=True)

    def draw_filled_polygon(self, points: NumpyPoints2d, properties: properties.Properties) -> None:
        """One filled polygon."""
        vertices = points.np_vertices()
        if len(vertices) > 2:  # noqa: PLR2004 - fewer enclose nothing
            self.recording.polygon(self.pen(properties, filled=True), vertices, paint=FILL)

    def draw_image(self, image_data: object, properties: properties.Properties) -> None:
        """Never called: images are outlined and listed by the frontend."""

    def _outline(self, path: NumpyPath2d, *, close: bool) -> None:
        recording, vertices = self.recording, path.np_vertices()
        commands = path.command_codes()
        if all(command == 1 for command in commands):
            recording.outline(vertices)
        else:
            self._curved(vertices, commands, close=close)
        if close or (len(vertices) > 2 and np.array_equal(vertices[0], vertices[-1])):  # noqa: PLR2004 - a loop
            recording.verbs.append(CLOSE)

    def _curved(self, vertices: np.ndarray, commands: Iterable[int], *, close: bool) -> None:
        verbs, points = self.recording.verbs, self.recording.points
        verbs.append(MOVE)
        (x, y), at = vertices[0].tolist(), 1
        points.extend((x, y))
        for command in commands:
            if command == 4 and close:  # noqa: PLR2004 - ezdxf's number for moving on
                verbs.append(CLOSE)
            verbs.append(_ADDED[command])
            if command == 2:  # noqa: PLR2004 - a quadratic curve, raised to a cubic one
                (cx, cy), (ex, ey) = vertices[at].tolist(), vertices[at + 1].tolist()
                points.extend((x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3))
                points.extend((ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3, ex, ey))
                at += 2
            elif command == 3:  # noqa: PLR2004 - a cubic curve
                for vertex in vertices[at : at + 3]:
                    points.extend(vertex.tolist())
                at += 3
            else:
                points.extend(vertices[at].tolist())
                at += 1
            x, y = vertices[at - 1].tolist()


class RecordingPipeline(pipeline.RenderPipeline2d):
    """ezdxf's pipeline without its own text, line types and colours."""

    text_engine = Measures()  # type: ignore[assignment]  # ezdxf asks any TextRenderer's methods of it, no more

    def __init__(self, recording: Recording) -> None:
        self.stage = RecordingStage(recording)
        self.recording = recording
        super().__init__(backend=None)  # type: ignore[arg-type]  # build_render_pipeline ends in our stage

    def build_render_pipeline(self) -> pipeline.RenderStage2d:
        """Record, no more: blocks are clipped by the recording, exactly and without flattening a curve."""
        return self.stage

    def set_config(self, config: config.Configuration) -> None:
        """Keep the settings; no stage of ours has any."""
        self.config = config

    def draw_text(
        self,
        text: str,
        transform: Matrix44,
        properties: properties.Properties,
        cap_height: float,
        dxftype: str = "TEXT",  # noqa: ARG002 - ezdxf's signature
    ) -> None:
        """One line of text, kept as text."""
        text = shown(text)
        if not text.strip():
            return
        runs, length = set_in(properties.font, text)
        corners = [Vec2(v) for v in transform.transform_vertices(_box(length * cap_height, cap_height))]
        place = (corners[0].x, corners[0].y)
        for sign in face().lacks(text):
            self.recording.missing.append(
                Missing(
                    Omission.FONT, f"{sign} U+{ord(sign):04X}" if sign.isprintable() else f"U+{ord(sign):04X}", place
                )
            )
        if not runs:
            return
        ux, uy = transform.get_row(0), transform.get_row(1)
        at = transform.get_row(3)
        matrix = (ux[0] * cap_height, ux[1] * cap_height, uy[0] * cap_height, uy[1] * cap_height, at[0], at[1])
        pen = self.stage.pen(properties, filled=True) if not self.stage.tint else self._ink(properties)
        self.recording.text(pen, Line(runs, matrix), ((corner.x, corner.y) for corner in corners))

    def _ink(self, of: properties.Properties) -> int:
        self.stage.tint = False
        try:
            return self.stage.pen(of, filled=True)
        finally:
            self.stage.tint = True

    def enter_entity(self, entity: object, properties: properties.Properties) -> None:
        """Nothing to do."""

    def exit_entity(self, entity: object) -> None:
        """Nothing to do."""

    def set_background(self, color: str) -> None:
        """Paper is white."""

    def finalize(self) -> None:
        """Nothing to do."""


def _box(length: float, cap_height: float) -> tuple[tuple[float, float, float], ...]:
    low, high = -cap_height / 3, cap_height * 1.25
    return (0.0, low, 0.0), (length, low, 0.0), (length, high, 0.0), (0.0, high, 0.0)
