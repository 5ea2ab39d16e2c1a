"""A ZIP in one fixed form: any tool opens it, and a byte that differs from the form is noticed.

Vocabulary
----------
member       one file of the container: header, then content, directly behind the member before
directory    the list of members at the end, followed by its end record and by nothing
fixed form   no dates, no comments, no extra fields but the sizes of very large members, no gaps, no doubles;
             the headers follow from names, sizes and checksums alone, so they are written again and compared
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from review.results.errors import NotReadable

LARGE = 0xFFFF_FFFF
"""from this size or place on, a member is written with 64-bit sizes"""

PIECE = 1 << 20
MOST_MEMBERS = 100_000
_MANY = 0xFFFF
"""members from which on their count takes 64 bits"""
_STORED, _DEFLATED = 0, 8
_UTF8 = 0x800
_DATE = 0x21
"""1980-01-01, the first day a ZIP knows: members carry no dates of their own"""
_MODE = 0o100644 << 16
_END = struct.Struct("<4s4H2LH")
_END_LARGE = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_END = _END_LARGE.size + _LOCATOR.size + _END.size + 0xFFFF


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the container as its headers tell it."""

    name: str
    size: int
    packed: int
    """bytes it takes in the container"""
    crc: int
    offset: int
    """of its header"""
    deflated: bool

    @property
    def start(self) -> int:
        """Of its content."""
        return self.offset + len(_local(self))

    @property
    def end(self) -> int:
        """Behind its content."""
        return self.start + self.packed


class Writer:
    """Writes a container member by member, from a stream to a seekable stream."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.members: list[Member] = []
        self.digest = hashlib.sha256()
        """of everything written so far"""
        self.written = 0

    def add(self, name: str, source: BinaryIO, size: int, *, deflated: bool) -> str:
        """Add a file of this size and return the SHA-256 of its content.

        Raises ValueError when the source has another size than said.
        """
        content, crc, seen = hashlib.sha256(), 0, 0
        packer = zlib.compressobj(6, zlib.DEFLATED, -15) if deflated else None
        guess = Member(name, size, size, 0, self.written, deflated)
        start = self.written + len(_local(guess))
        self.out.seek(start)
        packed = 0
        while piece := source.read(PIECE):
            content.update(piece)
            crc, seen = zlib.crc32(piece, crc), seen + len(piece)
            packed += self.out.write(packer.compress(piece) if packer else piece)
        if packer:
            packed += self.out.write(packer.flush())
        if seen != size:
            raise ValueError(f"{name}: {seen} bytes came where {size} were announced")
        member = Member(name, size, packed, crc, self.written, deflated)
        assert len(_local(member)) == len(_local(guess))
        self.out.seek(self.written)
        self.out.write(_local(member))
        self._bind(self.written, member.end)
        self.members.append(member)
        return content.hexdigest()

    def close(self) -> None:
        """Write the directory; nothing can be added afterwards."""
        self.out.seek(self.written)
        self.out.write(_directory(self.members, self.written))

    def _bind(self, start: int, end: int) -> None:
        """Take what was just written into the digest of the whole."""
        self.out.seek(start)
        left = end - start
        while left:
            piece = self.out.read(min(PIECE, left))
            self.digest.update(piece)
            left -= len(piece)
        self.written = end


@dataclass(slots=True)
class Opened:
    """A container read back: its members, and where it departs from the fixed form."""

    content: memoryview
    members: dict[str, Member]
    departures: list[tuple[str, str]] = field(default_factory=list)
    """member (empty: the whole) and what departs: header, double, gap, comment, trailing, leading, directory"""

    def pieces(self, member: Member) -> Iterator[bytes | memoryview]:
        """The content piece by piece, never more than its headers announce; raises ValueError when it is damaged."""
        packed = self.content[member.start : member.end]
        if not member.deflated:
            for at in range(0, len(packed), PIECE):
                yield packed[at : at + PIECE]
            return
        unpacker, left = zlib.decompressobj(-15), member.size
        for at in range(0, len(packed), PIECE):
            waiting: bytes | memoryview = packed[at : at + PIECE]
            while True:
                try:
                    piece = unpacker.decompress(waiting, PIECE)
                except zlib.error as error:
                    raise ValueError(str(error)) from error
                left -= len(piece)
                if left < 0:
                    raise ValueError("more content than announced")
                if piece:
                    yield piece
                waiting = unpacker.unconsumed_tail
                if not waiting and not piece:
                    break
        if left or not unpacker.eof or unpacker.unused_data:
            raise ValueError("content is cut short or followed by something else")

    def read(self, member: Member, most: int) -> bytes:
        """The whole content of a member of at most this size."""
        if member.size > most:
            raise ValueError(f"larger than {most} bytes")
        return b"".join(bytes(piece) for piece in self.pieces(member))


def opened(content: memoryview) -> Opened:
    """The members of a container; raises NotReadable when its directory cannot be found or followed."""
    start, size, count = _place_of_directory(content)
    listed = _listed(content, start, size, count)
    found = Opened(content, {})
    at = 0
    for member in listed:
        if member.name in found.members:
            found.departures.append((member.name, "double"))
        if member.offset != at or member.end > start:
            found.departures.append((member.name, "gap"))
        elif bytes(content[at : member.start]) != _local(member):
            found.departures.append((member.name, "header"))
        at = max(at, min(member.end, start))
        found.members[member.name] = member
    if at != start:
        found.departures.append(("", "gap"))
    form = _directory(listed, start)
    if bytes(content[start : start + len(form)]) != form:
        found.departures.append(("", "directory"))
    elif start + len(form) != len(content):
        found.departures.append(("", "trailing"))
    return found


def _place_of_directory(content: memoryview) -> tuple[int, int, int]:
    """Start, size and count of the directory, as the end record says."""
    searched = max(0, len(content) - _LONGEST_END)
    end = searched + bytes(content[searched:]).rfind(b"PK\5\6")
    if end < searched or end + _END.size > len(content):
        raise _destroyed("no end record")
    _, _, _, _, count, size, start, _ = _END.unpack_from(content, end)
    if LARGE in {size, start} or count == _MANY:
        end -= _LOCATOR.size + _END_LARGE.size
        if end < 0:
            raise _destroyed("the large end record is missing")
        fields = _END_LARGE.unpack_from(content, end)
        count, size, start = fields[7], fields[8], fields[9]
    if count > MOST_MEMBERS or start + size != end:
        raise _destroyed("the directory is not where its end record says")
    return start, size, count


def _listed(content: memoryview, start: int, size: int, count: int) -> list[Member]:
    listed, at = [], start
    for _ in range(count):
        if at + _CENTRAL.size > start + size:
            raise _destroyed("the directory is cut short")
        (magic, _, _, _, method, _, _, crc, packed, unpacked, name_size, extra_size, comment_size, _, _, _, offset) = (
            _CENTRAL.unpack_from(content, at)
        )
        if magic != b"PK\1\2" or method not in {_STORED, _DEFLATED}:
            raise _destroyed("an entry of the directory is damaged")
        at += _CENTRAL.size
        try:
            name = bytes(content[at : at + name_size]).decode()
        except UnicodeDecodeError:
            raise _destroyed("a name is not UTF-8") from None
        at += name_size
        extra = bytes(content[at : at + extra_size])
        at += extra_size + comment_size
        if LARGE in {packed, unpacked, offset}:
            if len(extra) < 28:  # noqa: PLR2004 — tag, size and three 64-bit numbers
                raise _destroyed("the sizes of a large member are missing")
            unpacked, packed, offset = struct.unpack_from("<4x3Q", extra)
        listed.append(Member(name, unpacked, packed, crc, offset, method == _DEFLATED))
    return listed


def _large(member: Member) -> bool:
    """Whether 64-bit sizes are written; decided before packing, so by the unpacked size with room to spare."""
    return member.size + (member.size >> 10) + 1024 >= LARGE or member.offset >= LARGE


def _local(member: Member) -> bytes:
    name, large = member.name.encode(), _large(member)
    extra = struct.pack("<2H2Q", 1, 16, member.size, member.packed) if large else b""
    sizes = (LARGE, LARGE) if large else (member.packed & LARGE, member.size & LARGE)
    version, method = (45 if large else 20), (_DEFLATED if member.deflated else _STORED)
    head = _LOCAL.pack(b"PK\3\4", version, _UTF8, method, 0, _DATE, member.crc, *sizes, len(name), len(extra))
    return head + name + extra


def _central(member: Member) -> bytes:
    name, large = member.name.encode(), _large(member)
    extra = struct.pack("<2H3Q", 1, 24, member.size, member.packed, member.offset) if large else b""
    packed, size, offset = (LARGE, LARGE, LARGE) if large else (member.packed, member.size, member.offset)
    version, method = (45 if large else 20), (_DEFLATED if member.deflated else _STORED)
    sizes, lengths = (packed & LARGE, size & LARGE), (len(name), len(extra))
    versions = (3 << 8 | version, version)
    head = _CENTRAL.pack(
        b"PK\1\2", *versions, _UTF8, method, 0, _DATE, member.crc, *sizes, *lengths, 0, 0, 0, _MODE, offset & LARGE
    )
    return head + name + extra


def _directory(members: list[Member], start: int) -> bytes:
    central = b"".join(_central(member) for member in members)
    count, size = len(members), len(central)
    if start < LARGE and size < LARGE and count < _MANY:
        return central + _END.pack(b"PK\5\6", 0, 0, count, count, size, start, 0)
    large = _END_LARGE.pack(b"PK\6\6", _END_LARGE.size - 12, 3 << 8 | 45, 45, 0, 0, count, count, size, start)
    locator = _LOCATOR.pack(b"PK\6\7", 0, start + size, 1)
    end = _END.pack(b"PK\5\6", 0, 0, min(count, _MANY), min(count, _MANY), min(size, LARGE), min(start, LARGE), 0)
    return central + large + locator + end


def _destroyed(why: str) -> NotReadable:
    return NotReadable(
        f"压缩包已损坏（{why}），请重新下载后再验证",
        f"the archive is destroyed ({why}); download it again and verify anew",
    )
