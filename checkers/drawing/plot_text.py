"""Paragraphs of text (MTEXT) set in our one typeface, with Chinese broken between characters.

Vocabulary
----------
break       a place where a line may end; between any two Chinese characters, but not before 。，）…
paragraph   the content of one MTEXT, with its inline codes
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkers.drawing.fonts import face
from checkers.drawing.plot_addon import mtext_complex, properties
from checkers.drawing.plot_stage import is_stroke, shown

if TYPE_CHECKING:
    from ezdxf.entities.mtext import MText
    from ezdxf.tools import text_layout
    from ezdxf.tools.text import MTextContext

    from checkers.drawing.plot_stage import RecordingPipeline

_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_NEVER_FIRST = "。，、；：？！）》】」』〉…％"
_CODE = re.compile(r"\\[fFHWQTACcpS][^;]*;|\\.|.", re.DOTALL)
_EAST = re.compile(f"[{_CHINESE}]")
_BREAK = "^I"
_STACKED = "^"
_SPARE = 1.5
_ROOM = 4.0


@dataclass(frozen=True, slots=True)
class _Measured:
    """The little that ezdxf's paragraph setting asks of a font."""

    cap_height: float
    width_factor: float
    stroke: bool

    def text_width(self, text: str) -> float:
        return face().runs(shown(text), stroke=self.stroke)[1] * self.cap_height * self.width_factor

    def space_width(self) -> float:
        return self.text_width(" ")


class Paragraphs(mtext_complex.ComplexMTextRenderer):
    """ezdxf's setting of paragraphs, measured in our typeface."""

    def get_font(self, ctx: MTextContext) -> _Measured:  # type: ignore[override]  # all that is asked of a font is its widths
        """Measures for the current inline codes."""
        return _Measured(ctx.cap_height, ctx.width_factor, is_stroke(ctx.font_face))

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
    paragraph.text = breakable(mtext.text)
    if paragraph.dxf.get("width", 0.0) <= 0:
        paragraph.dxf.width = _ample(paragraph)
    setting = Paragraphs(ctx, out, of)
    engine = setting.layout_engine(paragraph)
    engine.place(align=text_layout.LayoutAlignment(mtext.dxf.attachment_point))
    engine.render(mtext.ucs().matrix)


def _ample(mtext: MText) -> float:
    """A width in which no line breaks; ezdxf would ask the fonts of this machine."""
    cap = float(mtext.dxf.get("char_height", 1.0))
    return _ROOM * max((1.0, *(face().runs(shown(line), stroke=False)[1] * cap for line in _lines(mtext)))) + cap


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
    pieces = _CODE.findall(content.replace("^I", "    ").replace("\t", "    "))
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        parts.append(piece)
        both = _EAST.match(piece) and _EAST.match(following)
        if both and following not in _NEVER_FIRST:
            parts.append(_BREAK)
    return "".join(parts)
