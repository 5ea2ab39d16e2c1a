"""The signatures of a PDF, found in its bytes without following its objects.

Vocabulary
----------
range    the two stretches of the file a signature covers: before and behind its own hexadecimal text
gap      what lies between them: ``<``, the signature in hexadecimal, zeros, ``>``, and nothing else

A signature that covers the file from its first to its last byte vouches for exactly these bytes, whatever the
objects in them mean; so nothing hostile has to be interpreted, and no difference analysis is made.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from review.results.cms import OpenSignature, opened
from review.results.errors import NotReadable

MOST_SIGNATURES = 200
_LONGEST_GAP = 1 << 20
_MOST_PASSES = 16
"""how often the whole file is hashed over; revisions that follow each other need about one pass"""
_SMALL = 1 << 24
"""bytes below which passes do not matter"""
_RANGE = re.compile(
    rb"/ByteRange\s{0,8}\[\s{0,8}(\d{1,12})\s{1,64}(\d{1,12})\s{1,64}(\d{1,12})\s{1,64}(\d{1,12})\s{0,64}\]"
)
_CLOCK = re.compile(rb"/M\s{0,8}\(D:(\d{14})(?:(Z)|([+-])(\d\d)'(\d\d))?")
_ESCAPES = ((b"\\072", b":"), (b"\\053", b"+"), (b"\\055", b"-"), (b"\\'", b"'"), (b"\\047", b"'"))
_HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f]*)>\Z")
_AROUND = 4096
"""bytes around a gap where the rest of its dictionary stands"""


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """One signature as its bytes tell it; ``signature`` is None when it is of a kind not understood."""

    whole_file: bool
    """covers everything from the first byte to the last, but its own gap"""
    clean_gap: bool
    """one hexadecimal text in one case of letters, with zeros behind the signature"""
    claimed_at: datetime | None
    digest: bytes
    """SHA-256 of the ranges"""
    signature: OpenSignature | None


def signatures_of(content: memoryview) -> list[PdfSignature]:
    """The signatures in the order of the revisions they close; raises NotReadable for more than a file can have."""
    ranges = _ranges(content)
    if len(ranges) > MOST_SIGNATURES:
        raise NotReadable(
            "PDF 中的签名过多，不像真实文件，不予验证",
            "the PDF holds more signatures than any real one; it is not verified",
        )
    running, at, found, hashed = hashlib.sha256(), 0, [], 0
    for end, length, second in sorted(ranges):
        hashed += (length - at if at <= length else length) + end - second
        if hashed > _MOST_PASSES * max(len(content), _SMALL):
            raise NotReadable(
                "PDF 中的签名范围相互重叠，不像真实文件，不予验证",
                "the signatures of the PDF overlap as in no real one; it is not verified",
            )
        if at <= length:
            running.update(content[at:length])
        else:
            running = hashlib.sha256(content[:length])
        at = length
        whole = running.copy()
        whole.update(content[second:end])
        found.append(_signature(content, length, second, end, whole.digest()))
    return found


def _ranges(content: memoryview) -> set[tuple[int, int, int]]:
    """End, begin of the gap and end of the gap of each signature; not many more than a real file can have."""
    ranges: set[tuple[int, int, int]] = set()
    for match in _RANGE.finditer(content):
        first, length, second, rest = (int(number) for number in match.groups())
        if first == 0 and 0 < length < second and second + rest <= len(content) and second - length <= _LONGEST_GAP:
            ranges.add((second + rest, length, second))
        if len(ranges) > MOST_SIGNATURES:
            break
    return ranges


def _signature(content: memoryview, length: int, second: int, end: int, digest: bytes) -> PdfSignature:
    gap = _HEXADECIMAL.match(bytes(content[length:second]))
    digits = gap.group(1) if gap else b""
    clock = _clock(bytes(content[max(0, length - _AROUND) : length]), bytes(content[second : second + _AROUND]))
    try:
        padded = bytes.fromhex(digits.decode())
        der = padded[: _length(padded)]
        signature = opened(der)
    except (ValueError, NotReadable):
        return PdfSignature(end == len(content), clean_gap=False, claimed_at=clock, digest=digest, signature=None)
    written = der.hex().encode()
    clean = (
        digits[: len(written)] in {written, written.upper()}
        and not digits[len(written) :].strip(b"0")
        and signature.fixed_form
    )
    return PdfSignature(end == len(content), clean, clock, digest, signature)


def _length(der: bytes) -> int:
    """Bytes the outermost structure takes; raises ValueError when there is none."""
    if len(der) < 4 or der[0] != 0x30:  # noqa: PLR2004 — a DER sequence with a length
        raise ValueError("no signature")
    if der[1] < 0x80:  # noqa: PLR2004 — short form
        return 2 + der[1]
    size = der[1] & 0x7F
    return 2 + size + int.from_bytes(der[2 : 2 + size])


def _clock(before: bytes, behind: bytes) -> datetime | None:
    """The signer's clock out of the signature's dictionary, for people to read; nobody vouches for it."""
    dictionary = before[before.rfind(b" obj") :] + behind[: max(0, behind.find(b"endobj"))]
    for escape, character in _ESCAPES:
        dictionary = dictionary.replace(escape, character)
    found = _CLOCK.search(dictionary)
    if found is None:
        return None
    stamp, _, sign, hours, minutes = found.groups()
    zone = UTC
    if sign:
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(shift if sign == b"+" else -shift)
    try:
        return datetime.strptime(stamp.decode(), "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return None
