"""Read the title block of a sheet: drawing title, number, scale, people, discipline.

Vocabulary
----------
label     what stands before a value (``title_labels.py``); it may be written letter by letter, or end a line above it
value     the text beside or below its label, or the attribute of that tag
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from checkers.drawing.model import BlockReference, Bounds, Text
from checkers.drawing.table import Table, column, table
from checkers.drawing.title_labels import (
    LABELS,
    begins_label,
    discipline_of,
    is_caption,
    is_trade,
    label_of,
    may_be_known,
    scale_in,
)

__all__ = [
    "LABELS",
    "Written",
    "agreed_scale",
    "combined",
    "discipline_of",
    "from_attributes",
    "from_texts",
    "label_of",
    "scale_in",
]

_LONGEST_SCALE = 40
_TITLE_REACH = 25.0
"""a drawing's scale stands at most so many letter heights right of its name"""
_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST_VALUE = 120
_COLUMN = 16.0
"""a value stands at most so many letter heights right of its label"""
_SAME_LINE = 0.7
"""letter heights within which labels stand on one line"""
_HEADINGS = 3
"""different labels on one line that may be the heading of a table"""
_TABLE = 12.0
"""letter heights below a heading within which a table has rows"""
_ROWS = 2
_AS_NEAR = 1.3
"""times the distance of a word's letters within which another one belongs to it"""
_TALL_VALUE = 4.0
"""times as tall as its label a value is at most"""
_MOST_LABELS = 2000
"""in one sheet; a title block has some thirty"""
_LONGEST_PIECE = 4
_TALLEST = 800.0
"""metres; taller letters are all as good as this"""
_LEVEL_BITS = 40
_MOST_LEVELS = 1 << 38
"""lines above and below the origin"""
_MAIN_FIELDS = ("图名", "图号", "比例", "日期", "专业", "版次", "工程名称", "项目名称")
_OF_TRADES = frozenset({"专业", "图别"})
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_HALF_A_SCALE = re.compile(r"^M?1\s*:$")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"^\d{1,5}$")


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    x: float
    y: float
    height: float
    right: float
    """x of its last piece"""
    chinese: bool


class Written:
    """The texts of a space, looked through once; ``fields`` then reads the title block of any part of it."""

    __slots__ = ("_at", "_heads", "_labels", "_places", "_values", "texts")

    def __init__(self, texts: Sequence[Text]) -> None:
        letters = np.fromiter(map(len, column(texts, "content").tolist()), np.int64, len(texts))
        self.texts = table(Text, texts).taken(column(texts, "visible") & (letters <= _LONGEST_VALUE))
        self._at = _spots(self.texts)
        self._labels: list[_Label] = []
        self._heads: list[tuple[str, str, int]] = []
        no_value = np.zeros(len(self.texts), dtype=np.bool_)
        contents = self.texts.columns["content"].tolist()
        known = {content: may_be_known(content) for content in set(contents)}
        rows = [row for row, content in enumerate(contents) if known[content]]
        split = {content: _split(content) for content, is_known in known.items() if is_known}
        captions = {content for content in split if is_caption(content)}
        for index in rows:
            label, value = split[contents[index]]
            if label and value:
                self._heads.append((label, value, index))
            elif label:
                text = self.texts[index]
                self._labels.append(_label(label, text, text.x))
            no_value[index] = bool(label) or contents[index] in captions
        for label, pieces, first, last in _joined(self.texts):
            self._labels.append(_label(label, first, last.x))
            no_value[list(pieces)] = True
        values = np.flatnonzero(~no_value)
        # by level, so that what is near a label is found without looking at everything
        self._values: NDArray[np.intp] = values[np.argsort(self._at[values, 1], kind="stable")]
        self._places = np.array([(label.x, label.y) for label in self._labels], dtype=np.float64).reshape(-1, 2)

    def fields(self, within: Bounds) -> dict[str, str]:
        """Labels and values of texts written beside or below one another inside the bounds (metres)."""
        found: dict[str, str] = {}
        inside = _inside(self._at, within)
        rows = self._values[inside[self._values]]
        labels = [self._labels[index] for index in np.flatnonzero(_inside(self._places, within))[:_MOST_LABELS]]
        taken: set[int] = set()
        level = np.array([(label.x, label.y) for label in labels], dtype=np.float64).reshape(-1, 2)
        near = (self._near(label, self._own(label, labels, level, rows)) for label in labels)
        for _, name, index in sorted(pair for pairs in near for pair in pairs):
            if name not in found and index not in taken:
                taken.add(index)
                found[name] = self.texts[index].content.strip()
        for label, value, index in self._heads:
            if not inside[index] or label in found:
                continue
            found[label] = self._whole_scale(value, index, rows) if _HALF_A_SCALE.match(value) else value
        return found

    def _own(
        self, label: _Label, labels: Sequence[_Label], places: NDArray[np.float64], rows: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """The values that may be the label's: of a heading over rows of a table, only those before the next heading."""
        height = label.height or 1e-9
        beside = np.flatnonzero(np.abs(places[:, 1] - label.y) <= _SAME_LINE * height)
        if len({labels[index].name for index in beside.tolist()}) < _HEADINGS:
            return rows
        first, last = np.searchsorted(self._at[rows, 1], (label.y - _TABLE * height, label.y - 0.8 * height))
        column = rows[first:last]
        column = column[np.abs(self._at[column, 0] - label.x) <= _COLUMN / 2 * height]
        if len(np.unique(np.rint(self._at[column, 1] / height))) < _ROWS:
            return rows
        after = places[beside, 0][places[beside, 0] > label.right]
        on = np.abs(self._at[rows, 1] - label.y) <= _SAME_LINE * height
        own: NDArray[np.intp] = rows[on & (self._at[rows, 0] < (after.min() if len(after) else np.inf))]
        return own

    def _near(self, label: _Label, rows: NDArray[np.intp]) -> Iterable[tuple[float, str, int]]:
        """The values a label may have, each with how far away it is."""
        height = label.height or 1e-9
        first, last = np.searchsorted(self._at[rows, 1], (label.y - 4 * height, label.y + 1.4 * height))
        rows = rows[first:last]
        right, up = (self._at[rows, 0] - label.x) / height, (self._at[rows, 1] - label.y) / height
        beside = (self._at[rows, 0] > label.right) & (right <= _COLUMN + (label.right - label.x) / height)
        # small labels have tall values, which stand on another line and yet beside them
        tall = self._at[rows, 2] / height
        overlaps = (up <= 1) & (up + tall >= 0) & (tall <= _TALL_VALUE)
        beside &= (np.abs(up) <= 1.2) | overlaps  # noqa: PLR2004 (letter heights)
        below = (right >= -2) & (right <= _COLUMN / 2) & (up >= -4) & (up < -0.8)  # noqa: PLR2004 (letter heights)
        # texts of several lines are placed by their top, so that one below its label may be noted above it
        above = (np.abs(right) <= 0.6) & (up >= 0) & (up <= 1.4)  # noqa: PLR2004 (letter heights)
        away = np.where(beside, right + 3 * np.abs(up), np.where(below, 10 - up + np.abs(right), 2 + 3 * up))
        translated = (np.abs(up) <= 1.8) & (right <= _COLUMN) & (self._at[rows, 2] <= 0.95 * height)  # noqa: PLR2004 (letter heights)
        for at in np.flatnonzero(beside | below | above).tolist():
            content = self.texts[rows[at]].content
            if label.chinese and translated[at] and _is_latin(content):
                continue
            if label.name == "图名" and not _WORD.search(content):
                continue  # no drawing is called by a number: it is that of an axis or of a section
            if label.name in _OF_TRADES or not is_trade(content):
                yield float(away[at]) * height, label.name, int(rows[at])

    def _whole_scale(self, begun: str, index: int, rows: NDArray[np.intp]) -> str:
        """``1:`` and the number that stands right of it in a text of its own."""
        x, y, height = self._at[index]
        near = (np.abs(self._at[rows, 1] - y) <= 0.5 * height) & (self._at[rows, 0] > x)
        near &= self._at[rows, 0] <= x + _TITLE_REACH * height
        numbers = [self.texts[at].content.strip() for at in rows[near] if _NUMBER.match(self.texts[at].content.strip())]
        return f"{begun}{numbers[0]}" if len(numbers) == 1 else begun


def from_texts(texts: Sequence[Text], within: Bounds) -> dict[str, str]:
    """Labels and values out of texts written beside or below one another inside the bounds (metres)."""
    return Written(texts).fields(within)


def from_attributes(blocks: Sequence[BlockReference]) -> dict[str, str]:
    """Labels and values of the block whose attributes name the most labels; empty when none names two."""
    best: dict[str, str] = {}
    for attributes in column(blocks, "attributes").tolist():
        if len(attributes) <= max(len(best), 1):
            continue
        named = {label_of(tag): value.strip() for tag, value in attributes.items() if label_of(tag)}
        if len(named) > len(best):
            best = named
    return best if len(best) > 1 else {}


def combined(attributes: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, str]:
    """The attributes of a title block, the main fields it leaves empty taken from the texts around it."""
    if not attributes:
        return dict(fields)
    return dict(attributes) | {
        label: fields[label] for label in _MAIN_FIELDS if fields.get(label) and not attributes.get(label)
    }


def agreed_scale(title_block: Mapping[str, str], texts: Iterable[Text]) -> float | None:
    """The title block's scale, unless the drawings on the sheet are all titled with other scales; then None.

    Title blocks copied from another sheet keep its scale: real sets have details at 1:10 under ``M1:100``. A ratio
    that stands alone is no title (roofs are full of ``1:40``); one beside a name of its own size is.
    """
    written = scale_in(title_block.get("比例", ""))
    if written is None:
        return None
    shown = [text for text in texts if text.visible and len(text.content) <= _LONGEST_SCALE]
    own = next((text for text in shown if text.content.endswith(title_block["比例"])), None)
    shown = [text for text in shown if text is not own]
    ratios = [text for text in shown if scale_in(text.content)]
    if not ratios:
        return written
    names = [text for text in shown if _WORD.search(text.content) and not label_of(text.content)]
    at = _spots(names)
    titled = {scale_in(text.content) for text in ratios if _is_titled(text, at)}
    return None if titled and written not in titled else written


def _is_titled(ratio: Text, names: NDArray[np.float64]) -> bool:
    """Whether a ratio is part of a drawing's title: after words in its own text, or beside words as tall as it."""
    height = ratio.height or 1e-9
    name = ratio.content.partition("1")[0]
    if _WORD.search(name) and not label_of(name):
        return True
    right = ratio.x - names[:, 0]
    beside = (right > 0) & (right <= _TITLE_REACH * height) & (np.abs(ratio.y - names[:, 1]) <= height / 2)
    return bool((beside & (np.abs(names[:, 2] / height - 1) <= 0.1)).any())  # noqa: PLR2004 (as tall, give or take a tenth)


def _split(content: str) -> tuple[str, str]:
    """The label a text is or begins with, and the value that follows it after a colon or on the next line."""
    label = label_of(content)
    if label:
        return label, ""
    head, colon, rest = content.replace("：", ":").partition(":")
    if colon and rest.strip() and label_of(head):
        return label_of(head), rest.strip()
    head, _, rest = content.strip().partition("\n")
    if rest.strip() and label_of(head):
        return label_of(head), rest.strip()
    return "", ""


def _label(name: str, text: Text, right: float) -> _Label:
    return _Label(name, text.x, text.y, text.height, right, bool(_CHINESE.search(text.content)))


def _joined(every: Table[Text]) -> Iterable[tuple[str, tuple[int, ...], Text, Text]]:
    """Labels whose letters are written apart on one line, with the texts they are made of, the first and the last."""
    contents = every.columns["content"].tolist()
    pieces = {content: _is_piece(content) for content in set(contents)}
    tall = (every.columns["height"] > 0).tolist()
    short = np.array([row for row, content in enumerate(contents) if pieces[content] and tall[row]], np.int64)
    begins = {content for content, is_piece in pieces.items() if is_piece and begins_label(content)}
    begun = np.array([contents[row] in begins for row in short.tolist()], np.bool_)
    if not begun.any():
        return
    levels = _levels(every.columns["y"][short], every.columns["height"][short])
    texts: dict[int, Text] = {}
    lines: dict[tuple[int, int], list[int]] = defaultdict(list)
    for way, level in enumerate(levels):
        on = np.isin(level, level[begun])
        rows = short[on].tolist()
        texts |= zip(rows, every.taken(short[on]), strict=True)
        for row, line in zip(rows, level[on].tolist(), strict=True):
            lines[way, line].append(row)
    said: set[tuple[int, ...]] = set()
    for line in lines.values():
        ordered = sorted(line, key=lambda index: texts[index].x)
        for start, first in enumerate(ordered):
            run = [first]
            for at, (before, after) in enumerate(pairwise(ordered[start:]), start + 2):
                if not begins_label("".join(texts[index].content for index in run)) or not _follows(
                    texts[before], texts[after]
                ):
                    break
                run.append(after)
                label = label_of("".join(texts[index].content for index in run))
                if label and _goes_on([texts[index] for index in (before, after, *ordered[at : at + 1])]):
                    continue
                if label and tuple(run) not in said:
                    said.add(tuple(run))
                    yield label, tuple(run), texts[run[0]], texts[run[-1]]
                    break


def _is_piece(content: str) -> bool:
    content = content.strip()
    return 0 < len(content) <= _LONGEST_PIECE and not content[0].isdigit()


def _levels(y: NDArray[np.float64], height: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The lines texts of their heights stand on; in two ways, so that no line is cut where the counting of levels turns."""
    tall = np.rint(np.minimum(height, _TALLEST) * 1e4).astype(np.int64) << _LEVEL_BITS
    with np.errstate(over="ignore"):
        level = np.clip(y / height, -_MOST_LEVELS, _MOST_LEVELS) + _MOST_LEVELS
    return tall + level.astype(np.int64), tall + (level + 0.5).astype(np.int64)


def _follows(before: Text, after: Text) -> bool:
    """Whether a piece of a label comes soon after another one."""
    apart = 8.0 if _CHINESE.search(before.content) else len(before.content) + 1.0
    return 0 < after.x - before.x <= apart * before.height


def _goes_on(letters: Sequence[Text]) -> bool:
    """Whether after two letters of a word a third one follows as near: 设 计 are the first two of 设 计 证 书 as well."""
    if len(letters) < 3 or not all(len(each.content.strip()) == 1 for each in letters):  # noqa: PLR2004 (two and a third)
        return False
    before, after, beyond = letters
    return 0 < beyond.x - after.x <= _AS_NEAR * (after.x - before.x)


def _is_latin(content: str) -> bool:
    """Whether a text holds neither digits nor letters beyond ASCII."""
    return content.isascii() and _DIGIT.search(content) is None


def _spots(texts: Sequence[Text]) -> NDArray[np.float64]:
    """(n, 3): x, y and height of texts."""
    return np.column_stack([column(texts, name) for name in ("x", "y", "height")])


def _inside(places: NDArray[np.float64], bounds: Bounds) -> NDArray[np.bool_]:
    low_x, low_y, high_x, high_y = bounds
    x, y = places[:, 0], places[:, 1]
    return np.asarray((x >= low_x) & (x <= high_x) & (y >= low_y) & (y <= high_y))
