"""Take a file in at the window: bytes unaltered under their SHA-256, whatever its name.

Vocabulary
----------
received   a file whose bytes are kept; reading comes later, in the limited child
name       what the uploader called the file: shown, never used as a path
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from checkers.drawing.signature import detect, is_picture
from checkers.errors import CannotReadFile
from review.case import State
from review.errors import Refused, WrongMove
from review.intake.references import PICTURE

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.drawings import File
    from storage.objects import Kept, Objects
    from storage.people import Person

LONGEST_NAME = 200
"""characters of a file's name that are kept; a longer one is shortened in the middle"""

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")

OPEN_FOR_FILES = (State.DRAFT, State.RETURNED_INCOMPLETE, State.RETURNED_FOR_CORRECTION)
"""states in which the applicant adds and removes files"""


@dataclass(frozen=True, slots=True)
class Bytes:
    """Kept bytes, and what kind of drawing they are."""

    kept: Kept
    format: str
    """``dxf``, ``dwg``, ``pdf`` or ``image``, told by the bytes"""


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it stands in the case, and whether its bytes were there already."""

    file: File
    new: bool
    same_as: str = ""
    """name under which the same bytes are in the case already"""


def shown_name(name: str) -> str:
    """The file's name as people see it: last part only, no control characters, at most 200 characters.

    >>> shown_name("../../etc/总图.dwg")
    '总图.dwg'
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .") or "unnamed"
    if len(clean) <= LONGEST_NAME:
        return clean
    half = (LONGEST_NAME - 1) // 2
    return f"{clean[:half]}…{clean[-half:]}"


class _Counted:
    """A stream that refuses to go on past a number of bytes."""

    def __init__(self, stream: BinaryIO, most: int, name: str) -> None:
        self._stream, self._most, self._name, self._read = stream, most, name, 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._stream.read(size)
        self._read += len(piece)
        if self._read > self._most:
            mib = self._most >> 20
            raise Refused(
                f"{self._name}：文件超过 {mib} MiB 上限，请拆分后上传",
                f"{self._name}: larger than the limit of {mib} MiB; split it and upload the parts",
            )
        return piece


def keep_bytes(objects: Objects, name: str, stream: BinaryIO, *, most: int) -> Bytes:
    """Keep the bytes of an upload.

    Only the first bytes are looked at here: refused is what is empty, larger than ``most`` bytes, or no
    drawing at all (a picture renamed ``.dxf``). A picture under its own name is taken as what drawings show.
    Everything else is for the limited child.
    """
    kept = objects.put(cast("BinaryIO", _Counted(stream, most, name)))  # put() asks nothing but read() of it
    with objects.local(kept.sha256) as path:
        if name.casefold().endswith(PICTURE_ENDINGS) and is_picture(path):
            return Bytes(kept, PICTURE)
        try:
            return Bytes(kept, detect(path))
        except CannotReadFile as error:
            raise Refused(f"{name}：{error.words.zh}", f"{name}: {error.words.en}") from error


def enter(unit: Unit, case: Case, person: Person, name: str, content: Bytes) -> Received:
    """Enter kept bytes as a file of the case's present collection; the same bytes twice are one file."""
    if person.id != case.applicant or case.state not in OPEN_FOR_FILES:
        raise WrongMove(
            f"案件 {case.number} 现在不能添加文件，请在草稿或退回状态下由申请人上传",
            f"Case {case.number} takes no files now; its applicant uploads while it is a draft or returned",
        )
    file, new = unit.drawings.add_file(
        case=case.id,
        round=collecting_round(case),
        name=name,
        sha256=content.kept.sha256,
        size=content.kept.size,
        format=content.format,
        uploaded_by=person.id,
    )
    if new:
        unit.timeline.add(case.id, person.id, "file_received", {"name": name, "sha256": file.sha256, "size": file.size})
    return Received(file, new, "" if new else file.name)


def collecting_round(case: Case) -> int:
    """The round files are collected for: the next one once the case was returned for correction."""
    return case.round + 1 if case.state == State.RETURNED_FOR_CORRECTION else case.round
