"""Refuse a DXF whose tables or dictionaries alone would keep the reader busy for minutes.

Vocabulary
----------
row   a layer, text style, line type, block definition or dictionary; parsed one by one whether anything uses it or not

The largest drawings of the reference collection have some thousands of each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from checkers.errors import LimitExceeded

MOST = {
    b"LAYER": (20_000, "图层", "layers"),
    b"STYLE": (100_000, "文字样式", "text styles"),
    b"LTYPE": (100_000, "线型", "line types"),
    b"BLOCK": (150_000, "块定义", "block definitions"),
    b"DICTIONARY": (150_000, "字典", "dictionaries"),
}
"""rows of a kind a file may have"""
MOST_TAGS = 3_000_000
"""pairs of group code and value of one entity; about 1.5 million vertices"""
_FEW = 64
"""words in one chunk that cannot add up to too many rows in any file of permitted size"""
_CHUNK = 4 * 1024 * 1024
_OVERLAP = 64
_WORD = {kind: re.compile(kind + rb"(?=[ \t]*\r?\n)") for kind in MOST}
_BEFORE = re.compile(rb"\n[ \t]*0[ \t]*\r?\n[ \t]*$")


def refuse(path: Path) -> None:
    """LimitExceeded when a file has more rows of a kind than any drawing needs."""
    counts = dict.fromkeys(MOST, 0)
    rest = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            data = rest + chunk
            for kind in MOST:
                if data.count(kind) > _FEW:
                    counts[kind] += sum(_is_row(data, found, len(rest)) for found in _WORD[kind].finditer(data))
            rest = data[-_OVERLAP:]
    refuse_rows({kind.decode(): count for kind, count in counts.items()})


def refuse_rows(counts: Mapping[str, int]) -> None:
    """LimitExceeded when there are more rows of a kind than any drawing needs; ``counts`` by kind."""
    for name, (most, zh, en) in MOST.items():
        kind = name.decode()
        if counts.get(kind, 0) > most:
            raise LimitExceeded(
                f"图中有 {counts[kind]:,} 个{zh}，超过 {most:,} 个上限，未读取。请清理（PURGE）后重新导出。",
                f"The drawing has {counts[kind]:,} {en}, more than the {most:,} allowed, and was not read."
                " Purge it and export it again.",
            )


def refuse_endless(tags: int) -> None:
    """LimitExceeded when the longest entity of a file has this many tags and that is more than any drawing needs."""
    if tags > MOST_TAGS:
        raise LimitExceeded(
            f"图中有一个图元含 {tags:,} 组数据（顶点、节点等），超过 {MOST_TAGS:,} 组上限，未读取。请拆分或简化该图元后重新导出。",
            f"One entity of the drawing has {tags:,} values (vertices, knots …), more than the {MOST_TAGS:,} allowed,"
            " and was not read. Split or simplify it and export it again.",
        )


def _is_row(data: bytes, found: re.Match[bytes], known: int) -> bool:
    """Whether a word is the name of a row, and not one of the overlap that was counted before."""
    return found.end() >= known and _BEFORE.search(data, max(0, found.start() - _OVERLAP), found.start()) is not None
