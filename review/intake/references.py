"""Which files of a round a file's references mean, and which files have to be read again because that changed.

Vocabulary
----------
asked     paths written in a file (and in what is bound into it) that were looked for among the other files
given     the other files that answered, as they were when the file was read; what is bound was among them
outdated  a file that was read when its round held other answers than now: one came later, was removed or replaced
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkers.drawing.companions import answers
from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from storage.drawings import File

PICTURE = "image"
"""format of a file that is no drawing but shown on one"""
MOST_FONTS = 6
"""fonts of one file that are named; the rest is counted"""


def answering(asked: Iterable[str], file: File, files: Iterable[File]) -> list[File]:
    """The other files that one of these paths may mean."""
    paths = list(asked)
    return [each for each in files if each.id != file.id and any(answers(path, each.name) for path in paths)]


def asked_before(file: File) -> list[str]:
    """What an earlier reading of the file asked for."""
    return list((file.source or {}).get("asked", ()))


def asked_in_all(asked: Iterable[str], file: File, files: Sequence[File]) -> list[str]:
    """What a file asks for with what the files that answer it asked for, as far as those were read before."""
    known = list(dict.fromkeys(asked))
    while True:
        answered = answering(known, file, files)
        more = dict.fromkeys((*known, *(path for each in answered for path in asked_before(each))))
        if len(more) == len(known):
            return known
        known = list(more)


def outdated(files: Sequence[File]) -> list[File]:
    """The files of one round that must be read again: their references have other answers now."""
    return [
        file
        for file in files
        if file.status == "read"
        and sorted([each.name, each.sha256] for each in answering(asked_before(file), file, files))
        != sorted((file.source or {}).get("given", ()))
    ]


def told(files: Sequence[File]) -> dict[UUID, list[Words]]:
    """What people should know of each file of a round: where it is shown, what it misses, which fonts it lacks."""
    found: dict[UUID, list[Words]] = {}
    for file in files:
        hosts = "、".join(each.name for each in files if file.name in (each.source or {}).get("bound", ()))
        missing = "、".join((file.source or {}).get("wanted", ()))
        notes = []
        if hosts:
            notes.append(Words(f"已显示在 {hosts} 中", f"shown in {hosts}"))
        if missing:
            notes.append(
                Words(f"缺少参照文件：{missing}；请以原文件名上传", f"references are missing: {missing}; upload them")
            )
        fonts = (file.source or {}).get("substituted", ())
        if fonts:
            named, more = fonts[:MOST_FONTS], len(fonts) - MOST_FONTS
            notes.append(
                Words(
                    f"字体未随图提供，文字以本系统字体显示：{'、'.join(named)}{f' 等 {len(fonts)} 种' if more > 0 else ''}",
                    f"shown in our own font in place of: {', '.join(named)}{f' and {more} more' if more > 0 else ''}",
                )
            )
        found[file.id] = notes
    return found
