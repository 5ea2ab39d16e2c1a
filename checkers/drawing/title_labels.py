"""Know the labels of title blocks, scales as they are written, and what names a discipline.

Vocabulary
----------
label     what stands before a value: 图名, 图号, 比例 …; canonical in Chinese, read in several languages
caption   words of a title block that are no label of ours and never a value: translations, columns for signatures
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

LABELS: dict[str, tuple[str, ...]] = {
    "图名": (
        "图名", "图纸名称", "图纸内容", "TUMING", "TITLE", "DRAWING TITLE", "SHEET TITLE", "SHEET NAME", "DRAWING NAME",
        "JOONIS", "JOONISE NIMETUS",
    ),
    "图号": (
        "图号", "图纸编号", "图纸号", "TUHAO", "DWGNO", "DWG NO", "DRAWING NO", "DRAWING NUMBER", "SHEET NUMBER", "SHEET NO",
        "SHEET", "DRAWING", "JOONISE NR", "JOONISE NUMBER", "TÄHIS", "图别、图号", "图别/图号", "图别图号",
    ),
    "比例": (
        "比例", "出图比例", "图纸比例", "BILI", "SCALE", "DRAWING SCALE", "MÕÕTKAVA", "MASSSTAB", "MAßSTAB", "ECHELLE", "ÉCHELLE", "ESCALA",
    ),
    "日期": ("日期", "出图日期", "RIQI", "DATE", "ISSUE DATE", "DRAWING DATE", "KUUPÄEV", "DATUM"),
    "设计": ("设计", "设计人", "DESIGN", "DESIGNED", "DESIGNED BY", "ARCHITECT", "ARHITEKT"),
    "制图": ("制图", "绘图", "制图人", "绘图人", "DRAWN", "DRAWN BY"),
    "校对": ("校对", "校核", "校对人", "校核人", "CHECKED", "CHECKED BY"),
    "审核": ("审核", "审核人", "专业审核人", "REVIEWED", "REVIEWED BY", "VERIFIED"),
    "审定": ("审定", "审定人", "专业审定人", "批准", "批准人", "APPROVED", "APPROVED BY"),
    "专业负责": ("专业负责", "专业负责人", "专业负责人签字", "专业负责人签名"),
    "项目负责": (
        "项目负责", "项目负责人", "工程负责人", "设计总负责人", "项目经理", "PROJECT MANAGER", "PROJECT ARCHITECT",
    ),
    "会签": ("会签",),
    "图别": ("图别",),
    "专业": ("专业", "ZHUANYE", "DISCIPLINE"),
    "阶段": ("阶段", "设计阶段", "PHASE", "STAGE", "STATUS", "STAADIUM"),
    "设计号": (
        "设计号", "项目设计号", "工程编号", "项目编号", "工程号", "PROJECT NO", "PROJECT NUMBER", "JOB NO", "TÖÖ NR",
    ),
    "版次": ("版次", "版本", "版本号", "版修号", "版号", "修改版次", "REV", "REVISION", "VERSION"),
    "工程名称": (
        "工程名称", "建设项目", "PROJECT", "PROJECT NAME", "PROJECT NAME AND ADDRESS", "OBJEKTI NIMI JA ASUKOHT",
    ),
    "项目名称": ("项目名称", "子项名称", "子项", "单体名称", "SUB PROJECT"),
    "建设单位": ("建设单位", "业主", "CLIENT", "OWNER", "TELLIJA"),
    "设计单位": ("设计单位", "COMPANY"),
}  # fmt: skip

_CAPTIONS = (
    "签名", "签字", "实名", "修订", "修改内容", "修改内容摘要", "修改信息", "修改日期", "平面示意图", "目录序号", "合作设计单位",
    "项目建筑师", "会签栏", "出图章", "注册章", "KEY PLAN", "DESCRIPTION", "CHIEF", "AUTHORIZED", "SCHEME CHIEF",
    "PROJECT CHIEF", "CHIEF ARCHITECT", "DESIGN NO", "JOB STAGE", "SUB-PROJECT NAME", "NUMBER", "REV NO", "CO-DESIGNER",
    "CHANGE INFORMATION", "AMENDMENT/ISSUE REGISTER", "MULTI-DISCIPLINE SIGNATURES", "SIGNATURE", "REVISION/ISSUE",
    "FIRM NAME AND ADDRESS", "图幅", "图纸规格", "备注", "DRAWING SIZE", "MEMO",
)  # fmt: skip
_TRADES = (
    "总图", "建筑", "结构", "给排水", "电气", "暖通", "暖通空调", "电讯", "弱电", "智能化", "GENERAL PLAN", "ARCHITECTURE",
    "STRUCTURE", "PLUMBING", "ELECTRICAL", "MECHANICAL", "TELECOM",
)  # fmt: skip
"""columns of signatures; the value of 专业 and 图别 alone"""
BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001))))
_SPACES = re.compile(r"[\s\u3000_\-.]+")
_ENDING = re.compile(r"[\s\u3000]*[:：]\s*$")
_DATED = re.compile(r"[\s\u3000]*[/／][\s\u3000]*(?:日[\s\u3000]*期|DATE)[\s\u3000:：]*$", re.IGNORECASE)
"""how the place for somebody's name and the day ends, such as 校对人/日期"""
_SCALE = re.compile(r"(?<![\d.:：])1\s*[:：/]\s*(\d{1,5}(?:\.\d+)?)(?![\d])")
_LONGEST_LABEL = 26


def _key(text: str) -> str:
    return _SPACES.sub("", text).upper()


_CANONICAL = {_key(name): label for label, names in LABELS.items() for name in names}
_NO_VALUES = frozenset(map(_key, _CAPTIONS))
_TRADE_KEYS = frozenset(map(_key, _TRADES))
_FIRST_LETTERS = frozenset(key[0] for keys in (_CANONICAL, _NO_VALUES, _TRADE_KEYS) for key in keys)
_BEGINNINGS = frozenset(name[:length] for name in _CANONICAL for length in range(1, len(name)))

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


def may_be_known(text: str) -> bool:
    """Whether a text begins like some label or caption; most texts of a drawing, such as numbers, do not."""
    return text.lstrip(BLANKS + "_-.")[:1].upper()[:1] in _FIRST_LETTERS


@lru_cache(maxsize=65536)
def label_of(text: str) -> str:
    """The canonical label a text or attribute tag stands for; empty when it is none."""
    if len(text) > _LONGEST_LABEL or not may_be_known(text):
        return ""
    return _CANONICAL.get(_key(_ENDING.sub("", _DATED.sub("", text))), "")


def begins_label(text: str) -> bool:
    """Whether a text is the beginning of some label, as when each letter of it is written apart."""
    return _key(text) in _BEGINNINGS


def is_caption(text: str) -> bool:
    """Whether a text of a title block names a place for a value, without being a label of ours."""
    if len(text) > 2 * _LONGEST_LABEL or not may_be_known(text):
        return False
    return bool(_DATED.search(text)) or _key(_ENDING.sub("", text)) in _NO_VALUES


def is_trade(text: str) -> bool:
    """Whether a text names a discipline, as the columns for signatures do."""
    return len(text) <= _LONGEST_LABEL and may_be_known(text) and _key(text) in _TRADE_KEYS


def scale_in(text: str) -> float | None:
    """The denominator of a scale such as ``1:500`` written in a text; None when there is not exactly one."""
    if "1" not in text or not (":" in text or "：" in text or "/" in text):
        return None
    found = {float(number) for number in _SCALE.findall(text)}
    return found.pop() if len(found) == 1 and 0 not in found else None


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
