"""Name a sheet that has no labelled title block, by what stands on it as people would read it.

Vocabulary
----------
corner    the lower right part of a sheet, where title blocks are
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checkers.drawing.model import Bounds, Text
from checkers.drawing.table import column, saying, table
from checkers.drawing.title_labels import is_caption, is_trade, scale_in

_TITLE = re.compile(
    r"^(?!详|见|参见|另见|同|注)[^:：]{1,40}(平面图|立面图|剖面图|总图|详图|大样图|系统图|布置图|示意图|平面|图)$"
)
_ENGLISH_TITLE = re.compile(
    r"^(?!SEE\b|REFER\b|NOTE\b|PER\b)(?=.*\b(PLANS?|ELEVATIONS?|SECTIONS?|DETAILS?|SCHEDULES?|AXONOMETRIC|ISOMETRIC)\b)[^:;]{4,60}$",
    re.IGNORECASE,
)
_LAST_LETTERS = frozenset("图面\n")
_ENGLISH_WORD = re.compile(r"PLAN|ELEVATION|SECTION|DETAIL|SCHEDULE|AXONOMETRIC|ISOMETRIC", re.IGNORECASE)
_SHORTEST_ENGLISH = 4
_FIRST_LETTERS = frozenset("总规建结水暖电弱通消人防")
_CAPITAL = re.compile(r"[A-Z\d]")
_NUMBER = re.compile(
    r"^(总施|总图|规施|规|建施|建初|建|结施|结|水施|暖施|电施|弱施|通施|消施|人防|防雷|总)[-— ]?[A-Z]?\d{1,3}[A-Za-z]?$"
)
_CORNER_NUMBER = re.compile(r"^[A-Z]{1,2}[- ]?\d{1,4}(\.\d{1,2})?[A-Za-z]?$")
_BESIDE = 40.0
"""a drawing's scale stands at most so many of its letter heights right of where the name begins"""
_LONGEST = 80
"""letters of a drawing's name"""
_CORNER = (0.6, 0.25)
"""shares of the sheet's width and height at which the corner begins"""
_TALLER = 1.2
"""so many times as tall as anything else in the corner is a number that speaks for the sheet"""


def largest_title(texts: Sequence[Text]) -> str:
    """The largest text that reads like the name of a drawing; empty when there is none."""
    titles = saying(texts, _is_title) or saying(texts, _is_english_title)
    return max(titles, key=lambda text: text.height).content if titles else ""


def reads_like_title(content: str) -> bool:
    """Whether a text reads like the name of a drawing, in Chinese or English."""
    return (_is_title(content) or _is_english_title(content)) and not _is_form(content)


def _is_title(content: str) -> bool:
    return _is_named(content) and not _is_form(content)


def _is_named(content: str) -> bool:
    # the pattern alone would be tried on a hundred thousand numbers
    return content[-1:] in _LAST_LETTERS and len(content) <= _LONGEST and _TITLE.match(content) is not None


def _is_english_title(content: str) -> bool:
    return (
        _SHORTEST_ENGLISH <= len(content) <= _LONGEST
        and _CAPITAL.match(content) is not None
        and _ENGLISH_WORD.search(content) is not None
        and _ENGLISH_TITLE.match(content) is not None
        and not _is_form(content)
    )


def lone_number(texts: Sequence[Text], bounds: Bounds) -> str:
    """A sheet number standing alone when exactly one does, or one that is by far the tallest text of the corner."""
    numbers = {text.content.strip() for text in saying(texts, _is_number)}
    if len(numbers) == 1:
        return numbers.pop()
    left = bounds[0] + _CORNER[0] * (bounds[2] - bounds[0])
    top = bounds[1] + _CORNER[1] * (bounds[3] - bounds[1])
    x, y = column(texts, "x"), column(texts, "y")
    inside = (left <= x) & (x <= bounds[2]) & (bounds[1] <= y) & (y <= top) & column(texts, "visible")
    corner = [text for text in table(Text, texts).taken(inside) if text.content]
    corner.sort(key=lambda text: -text.height)
    if not corner or not _CORNER_NUMBER.match(corner[0].content.strip()):
        return ""
    if len(corner) > 1 and corner[0].height < _TALLER * corner[1].height:
        return ""
    return corner[0].content.strip()


def _is_number(content: str) -> bool:
    return content.lstrip()[:1] in _FIRST_LETTERS and _NUMBER.match(content.strip()) is not None


def titled_scale(texts: Sequence[Text]) -> float | None:
    """The scale that stands in or beside the names of the drawings, when all of them say the same one.

    A ratio beside other words is none: ramps and roofs are full of ``1:12``.
    """
    names = saying(texts, _is_named)
    found: set[float] = set()
    for text in saying(texts, _is_ratio):
        scale = scale_in(text.content)
        before = text.content.partition("1")[0].strip(" \u3000(（M")
        reach = _BESIDE * text.height
        titled = _TITLE.match(before) or any(
            0 < text.x - name.x <= reach and abs(text.y - name.y) <= text.height for name in names
        )
        if scale is not None and titled:
            found.add(scale)
    return found.pop() if len(found) == 1 else None


def _is_ratio(content: str) -> bool:
    return len(content) <= _LONGEST and scale_in(content) is not None


def _is_form(text: str) -> bool:
    """Whether words belong to the form of a title block, whatever is drawn on the sheet."""
    return is_trade(text) or is_caption(text)
