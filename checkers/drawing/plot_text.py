"""Paragraphs of text (MTEXT) set in our one typeface, with Chinese broken between characters.

Vocabulary
----------
break       a place where a line may end; between any two Chinese characters, but not before 。，）…
paragraph   the content of one MTEXT, with its inline codes
"""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ezdxf.lldxf.const import DXF2018
from ezdxf.math import Matrix44

from checkers.drawing import text_codes
from checkers.drawing.fonts import face
from checkers.drawing.plot_addon import mtext_complex, properties
from checkers.drawing.plot_stage import set_in, shown

if TYPE_CHECKING:
    from ezdxf.entities.mtext import MText
    from ezdxf.entities.text import Text
    from ezdxf.fonts.font_face import FontFace
    from ezdxf.tools import text_layout
    from ezdxf.tools.text import MTextContext

    from checkers.drawing.plot_stage import RecordingPipeline

_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_NEVER_FIRST = "。，、；：？！）》】」』〉…％"
_CODE = re.compile(r"\\[fFHWQTACcpS][^;]*;|\\.|.", re.DOTALL)
_EAST = re.compile(f"[{_CHINESE}]")
_BREAK = "^I"
_MASKED, _FRAMED = 1 | 2, 16
"""flags of what lies behind a paragraph: a mask of a colour or of the paper's, and a frame"""
_STACKED = "^"
_SPARE = 1.5
_ROOM = 4.0
_STACKED_STYLE = 4
"""flag of a text style whose letters stand below each other"""
_BOTTOM, _MIDDLE = 1, 2
"""vertical alignments of a TEXT"""
_PITCH = 1.5
"""cap heights from one letter of a vertical text to the next"""


@dataclass(frozen=True, slots=True)
class _Measured:
    """The little that ezdxf's paragraph setting asks of a font."""

    cap_height: float
    width_factor: float
    font_face: FontFace

    def text_width(self, text: str) -> float:
        return set_in(self.font_face, shown(text))[1] * self.cap_height * self.width_factor

    def space_width(self) -> float:
        return self.text_width(" ")


class Backing(mtext_complex.ColumnBackgroundRenderer):
    """What lies behind a paragraph: a mask, a frame, both or nothing."""

    def __init__(self, like: mtext_complex.ColumnBackgroundRenderer, attachment: int, longest: float) -> None:
        """As another; with a ``longest`` line above 0 it is only so wide, at the side the paragraph is attached by."""
        super().__init__(like.properties, like.backend, like.bg_properties, like.offset, like.has_text_frame)
        self.share = (attachment - 1) % 3 / 2
        self.longest = longest

    def render(self, left: float, bottom: float, right: float, top: float, m: Matrix44 = None) -> None:
        """Draw it; the numbers bound the column in the paragraph's own plane."""
        if 0 < self.longest < right - left:
            left += (right - left - self.longest) * self.share
            right = left + self.longest
        super().render(left, bottom, right, top, m)


class Paragraphs(mtext_complex.ComplexMTextRenderer):
    """ezdxf's setting of paragraphs, measured in our typeface."""

    width = 0.0
    """of the paragraph as its author set it; 0 when it is as wide as its text"""

    def get_font(self, ctx: MTextContext) -> _Measured:  # type: ignore[override]  # all that is asked of a font is its widths
        """Measures for the current inline codes."""
        return _Measured(ctx.cap_height, ctx.width_factor, ctx.font_face)

    def make_bg_renderer(self, mtext: MText) -> Backing:
        """The mask and the frame behind a paragraph, as wide as the paragraph says or else as its longest line."""
        backed = super().make_bg_renderer(mtext)
        assert isinstance(backed, mtext_complex.ColumnBackgroundRenderer)
        flags = mtext.dxf.get("bg_fill", 0)
        backed.bg_properties = backed.bg_properties if flags & _MASKED else None
        backed.has_text_frame = bool(flags & _FRAMED) and _frames_are_texts(mtext)
        return Backing(backed, int(mtext.dxf.attachment_point), 0.0 if self.width > 0 else _longest(mtext))

    def tabulator(self, ctx: MTextContext) -> text_layout.Space:  # noqa: ARG002 - ezdxf's signature
        """A place where the line may end; real tabs were widened before."""
        from ezdxf.tools import text_layout

        return text_layout.Space(width=0.0)

    def fraction(self, data: tuple[str, str, str], ctx: MTextContext) -> text_layout.ContentCell:
        """A stacked text; with only one half it is a raised or lowered word that keeps the line's height."""
        from ezdxf.enums import MTextLineAlignment

        upper, lower, kind = data
        if kind != _STACKED or (upper.strip() and lower.strip()):
            return super().fraction(data, ctx)
        alone = copy.copy(ctx)
        alone.align = MTextLineAlignment.TOP if upper.strip() else MTextLineAlignment.BOTTOM
        return self.word(upper.strip() or lower.strip(), alone)


def draw(ctx: properties.RenderContext, out: RecordingPipeline, mtext: MText, of: properties.Properties) -> None:
    """Draw one paragraph with its inline codes."""
    from ezdxf.tools import text_layout

    paragraph = mtext.copy()
    paragraph.text = breakable(mtext.text) if breaks(mtext) else _without_tabs(mtext.text)
    if paragraph.dxf.get("width", 0.0) <= 0:
        paragraph.dxf.width = _ample(paragraph)
    setting = Paragraphs(ctx, out, of)
    setting.width = float(mtext.dxf.get("width", 0.0))
    engine = setting.layout_engine(paragraph)
    engine.place(align=text_layout.LayoutAlignment(mtext.dxf.attachment_point))
    engine.render(mtext.ucs().matrix)


def readable_line(line: Text) -> Text:
    """The entity, or a copy whose codes ezdxf reads as our reader does."""
    raw = str(line.dxf.get("text", ""))
    if (written := text_codes.for_drawing(raw)) == raw:
        return line
    line = line.copy()
    line.dxf.text = written
    return line


def readable_paragraph(mtext: MText) -> MText:
    """The entity, or a copy whose codes ezdxf reads as our reader does."""
    if (written := text_codes.paragraph_for_drawing(mtext.text)) == mtext.text:
        return mtext
    mtext = mtext.copy()
    mtext.text = written
    return mtext


def squeezed(mtext: MText, transform: Matrix44, length: float) -> Matrix44:
    """The place of a line hardly longer than its paragraph's width, narrowed so that it stays inside.

    Our typeface is wider than most SHX fonts; the side or middle the paragraph is aligned by stays where it is.
    """
    width = float(mtext.dxf.get("width", 0.0))
    if not 0 < width < length <= _SPARE * width:
        return transform
    share = width / length
    column = (int(mtext.dxf.attachment_point) - 1) % 3
    return Matrix44.scale(share, 1, 1) @ Matrix44.translate((length - width) * column / 2, 0, 0) @ transform


def is_vertical(line: Text) -> bool:
    """Whether the text's style stacks its letters from top to bottom."""
    style = line.doc.styles.get(line.dxf.get("style", "Standard")) if line.doc is not None else None
    return style is not None and bool(style.dxf.flags & _STACKED_STYLE)


def stacked(line: Text, font: FontFace) -> Iterator[tuple[str, Matrix44]]:
    """The letters of a vertical text, each in the middle below its point, with their places."""
    cap, letters = float(line.dxf.height), line.plain_text()
    aligned = line.dxf.get("halign", 0) or line.dxf.get("valign", 0)
    point = line.dxf.align_point if aligned and line.dxf.hasattr("align_point") else line.dxf.insert
    # a vertical text hangs from its point unless it is to stand on it or to be halved by it
    share = {_BOTTOM: 1.0, _MIDDLE: 0.5}.get(line.dxf.get("valign", 0), 0.0)
    top = share * ((len(letters) - 1) * _PITCH + 1) * cap
    turn = Matrix44.z_rotate(math.radians(float(line.dxf.get("rotation", 0.0))))
    at = Matrix44.scale(float(line.dxf.get("width", 1.0)), 1, 1) @ turn @ Matrix44.translate(*line.ocs().to_wcs(point))
    for number, letter in enumerate(letters):
        wide = set_in(font, shown(letter))[1] * cap
        yield letter, Matrix44.translate(-wide / 2, top - cap - number * _PITCH * cap, 0) @ at


def is_backed(mtext: MText) -> bool:
    """Whether a mask or a frame lies behind the paragraph."""
    flags = mtext.dxf.get("bg_fill", 0)
    return bool(flags & _MASKED) or bool(flags & _FRAMED and _frames_are_texts(mtext))


def _frames_are_texts(mtext: MText) -> bool:
    """Whether the frame of a text is part of the text; before 2018 it is a polyline of its own."""
    return (
        mtext.doc is not None and str(getattr(mtext.doc, "_loaded_dxfversion", None) or mtext.doc.dxfversion) >= DXF2018
    )


def _longest(mtext: MText) -> float:
    """Drawing units of the longest line."""
    cap = float(mtext.dxf.get("char_height", 1.0))
    return max((0.0, *(face().runs(shown(line), stroke=False)[1] * cap for line in _lines(mtext))))


def _ample(mtext: MText) -> float:
    """A width in which no line breaks; ezdxf would ask the fonts of this machine."""
    return _ROOM * max(1.0, _longest(mtext)) + float(mtext.dxf.get("char_height", 1.0))


def breaks(mtext: MText) -> bool:
    """Whether the paragraph has a width and Chinese that has to be broken to keep it.

    A label hardly longer than its width stays whole: our typeface is wider than most SHX fonts.
    """
    width = mtext.dxf.get("width", 0.0)
    if not width or _EAST.search(mtext.text) is None:
        return False
    cap = mtext.dxf.get("char_height", 1.0)
    return any(face().runs(shown(line), stroke=True)[1] * cap > _SPARE * width for line in _lines(mtext))


def _lines(mtext: MText) -> list[str]:
    """The paragraph's lines without inline codes."""
    return list(mtext.plain_text(split=True))


def breakable(content: str) -> str:
    r"""The content with ``^I`` wherever a line of Chinese may end; inline codes such as ``\f宋体;`` untouched.

    Tabs become four spaces, so that ``^I`` means nothing else.
    """
    parts: list[str] = []
    pieces = _CODE.findall(_without_tabs(content))
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        parts.append(piece)
        both = _EAST.match(piece) and _EAST.match(following)
        if both and following not in _NEVER_FIRST:
            parts.append(_BREAK)
    return "".join(parts)


def _without_tabs(content: str) -> str:
    return content.replace("^I", "    ").replace("\t", "    ")
