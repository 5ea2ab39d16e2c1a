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


def answering(asked: Iterable[str], file: File, files: Iterable[File]) -> list[File]:
    """The other files that one of these paths may mean."""
    paths = list(asked)
    return [each for each in files if each.id != file.id and any(answers(path, each.name) for path in paths)]


def asked_before(file: File) -> list[str]:
    """What an earlier reading of the file asked for."""
    return list((file.source or {}).get("asked", ()))


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
    """What people should know of each file of a round: where it is shown, and what it is still missing."""
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
        found[file.id] = notes
    return found
