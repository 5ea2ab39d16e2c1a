"""Read the title block of a sheet: drawing title, number, scale, people, discipline.

Vocabulary
----------
label     what stands before a value: 图名, 图号, 比例 …; canonical in Chinese, read in several languages
value     the text beside or below its label, or the attribute of that tag
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from checkers.drawing.model import BlockReference, Bounds, Text

LABELS: dict[str, tuple[str, ...]] = {
    "图名": ("图名", "图纸名称", "图纸内容", "TITLE", "DRAWING TITLE", "SHEET TITLE", "SHEET NAME", "DRAWING NAME", "JOONIS"),
    "图号": (
        "图号", "图纸编号", "图纸号", "DWGNO", "DWG NO", "DRAWING NO", "DRAWING NUMBER", "SHEET NUMBER", "SHEET NO", "SHEET",
        "DRAWING", "JOONISE NR", "JOONISE NUMBER",
    ),
    "比例": ("比例", "出图比例", "SCALE", "MÕÕTKAVA", "MASSSTAB", "MAßSTAB", "ECHELLE", "ÉCHELLE", "ESCALA"),
    "日期": ("日期", "出图日期", "DATE", "ISSUE DATE", "KUUPÄEV", "DATUM"),
    "设计": ("设计", "设计人", "DESIGN", "DESIGNED", "DESIGNED BY", "ARCHITECT"),
    "制图": ("制图", "绘图", "制图人", "DRAWN", "DRAWN BY"),
    "校对": ("校对", "校核", "校对人", "CHECKED", "CHECKED BY"),
    "审核": ("审核", "审核人", "REVIEWED", "REVIEWED BY", "VERIFIED"),
    "审定": ("审定", "审定人", "批准", "APPROVED", "APPROVED BY"),
    "专业负责": ("专业负责", "专业负责人", "专业负责人签字"),
    "项目负责": ("项目负责", "项目负责人", "工程负责人", "PROJECT MANAGER", "PROJECT ARCHITECT"),
    "会签": ("会签",),
    "图别": ("图别",),
    "专业": ("专业", "DISCIPLINE"),
    "阶段": ("阶段", "设计阶段", "PHASE", "STAGE"),
    "设计号": ("设计号", "工程编号", "项目编号", "工程号", "PROJECT NO", "PROJECT NUMBER", "JOB NO"),
    "版次": ("版次", "版本", "版本号", "REV", "REVISION", "VERSION"),
    "工程名称": ("工程名称", "PROJECT", "PROJECT NAME"),
    "项目名称": ("项目名称", "子项名称", "子项"),
    "建设单位": ("建设单位", "业主", "CLIENT", "OWNER"),
    "设计单位": ("设计单位", "COMPANY"),
}  # fmt: skip

_SPACES = re.compile(r"[\s\u3000_\-.]+")
_ENDING = re.compile(r"[\s\u3000]*[:：]\s*$")
_SCALE = re.compile(r"(?<![\d.:：])1\s*[:：/]\s*(\d{1,5}(?:\.\d+)?)(?![\d])")
_LONGEST_LABEL = 16
_LONGEST_SCALE = 40
_TITLE_REACH = 25.0
"""a drawing's scale stands at most so many letter heights right of its name"""
_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST_VALUE = 120
_COLUMN = 14.0
"""a value stands at most so many letter heights right of its label"""


def _key(text: str) -> str:
    return _SPACES.sub("", text).upper()


_CANONICAL = {_key(name): label for label, names in LABELS.items() for name in names}

DISCIPLINES: tuple[tuple[str, str], ...] = (
    (r"^人防|防空地下室|民防", "civil-defense"),
    (r"^消(施|防)?|^消防", "fire"),
    (r"^防雷|^电施|^电气|^雷", "lightning"),
    (r"^通(信|施)?|^弱电|^弱施|^电信|^智施|^讯", "telecom"),
    (r"^水施|^给排水|^给水|^排水|^卫", "health"),
    (r"^总(施|图|规|平)?|^规(施|划)?|^规划", "planning"),
    (r"^建(施|筑|初|方)?|^建筑", "architecture"),
)
_LETTERS: tuple[tuple[str, str], ...] = (
    (r"^(RF|CD)[-_ ]?\d", "civil-defense"),
    (r"^(FP|FF|F)[-_ ]?\d", "fire"),
    (r"^(E|EL|LP)[-_ ]?\d", "lightning"),
    (r"^(T|TC|TEL)[-_ ]?\d", "telecom"),
    (r"^(P|W|PL|WS)[-_ ]?\d", "health"),
    (r"^(C|G|SP|ZT|AS)[-_ ]?\d", "planning"),
    (r"^(A|AR|JS)[-_ ]?\d", "architecture"),
)


def label_of(text: str) -> str:
    """The canonical label a text or attribute tag stands for; empty when it is none."""
    if len(text) > _LONGEST_LABEL:
        return ""
    return _CANONICAL.get(_key(_ENDING.sub("", text)), "")


def scale_in(text: str) -> float | None:
    """The denominator of a scale such as ``1:500`` written in a text; None when there is not exactly one."""
    found = {float(number) for number in _SCALE.findall(text)}
    return found.pop() if len(found) == 1 and 0 not in found else None


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
    titled = {scale_in(text.content) for text in shown if scale_in(text.content) and _is_titled(text, shown)}
    return None if titled and written not in titled else written


def _is_titled(ratio: Text, texts: Sequence[Text]) -> bool:
    """Whether a ratio is part of a drawing's title: after words in its own text, or beside words as tall as it."""
    height = ratio.height or 1e-9
    name = ratio.content.partition("1")[0]
    if _WORD.search(name) and not label_of(name):
        return True
    return any(
        0 < ratio.x - text.x <= _TITLE_REACH * height
        and abs(ratio.y - text.y) <= height / 2
        and abs(text.height / height - 1) <= 0.1  # noqa: PLR2004 (as tall, give or take a tenth)
        and _WORD.search(text.content)
        and not label_of(text.content)
        for text in texts
    )


def from_attributes(blocks: Iterable[BlockReference]) -> dict[str, str]:
    """Labels and values of the block whose attributes name the most labels; empty when none names two."""
    best: dict[str, str] = {}
    for block in blocks:
        named = {label_of(tag): value.strip() for tag, value in block.attributes.items() if label_of(tag)}
        if len(named) > len(best):
            best = named
    return best if len(best) > 1 else {}


def from_texts(texts: Sequence[Text], within: Bounds) -> dict[str, str]:
    """Labels and values out of texts written beside or below one another inside the bounds (metres)."""
    low_x, low_y, high_x, high_y = within
    near = [
        text
        for text in texts
        if text.visible
        and low_x <= text.x <= high_x
        and low_y <= text.y <= high_y
        and len(text.content) <= _LONGEST_VALUE
    ]
    labels: list[tuple[str, Text]] = []
    values: list[Text] = []
    found: dict[str, str] = {}
    for text in near:
        label = label_of(text.content)
        if label:
            labels.append((label, text))
            continue
        head, colon, rest = text.content.replace("：", ":").partition(":")
        if colon and rest.strip() and label_of(head):
            found.setdefault(label_of(head), rest.strip())
            continue
        values.append(text)
    for label, text in labels:
        if label in found:
            continue
        value = _beside(text, values)
        if value:
            found[label] = value
    return found


def _beside(label: Text, values: Sequence[Text]) -> str:
    """The nearest text right of the label on its line, else the nearest one below it."""
    height = label.height or 1e-9
    best: tuple[float, str] | None = None
    for value in values:
        right, up = value.x - label.x, value.y - label.y
        if 0 < right <= _COLUMN * height and abs(up) <= 1.2 * height:
            away = right + 3 * abs(up)
        elif -2 * height <= right <= _COLUMN / 2 * height and -4 * height <= up < -0.8 * height:
            away = 10 * height - up + abs(right)
        else:
            continue
        if best is None or away < best[0]:
            best = away, value.content
    return best[1].strip() if best else ""


def discipline_of(title_block: Mapping[str, str], number: str = "", title: str = "") -> str:
    """The public name of the discipline a sheet belongs to; empty when nothing tells it.

    Asked in order: 专业 and 图别, the number's prefix, the title.
    """
    for words in (title_block.get("专业", ""), title_block.get("图别", ""), number):
        told = _discipline_in(words.strip())
        if told:
            return told
    for pattern, name in (
        (r"人防|防护单元|战时", "civil-defense"),
        (r"防雷|接地", "lightning"),
        (r"消防", "fire"),
        (r"弱电|通信|电信|光纤", "telecom"),
        (r"给排水|给水|排水|水泵房|化粪池", "health"),
        (r"总平面|总图|规划", "planning"),
        (r"平面图|立面图|剖面图|大样|楼梯", "architecture"),
    ):
        if re.search(pattern, title):
            return name
    return ""


def _discipline_in(words: str) -> str:
    if not words:
        return ""
    for pattern, name in DISCIPLINES:
        if re.search(pattern, words):
            return name
    for pattern, name in _LETTERS:
        if re.search(pattern, words, re.IGNORECASE):
            return name
    return ""
