"""Kept bytes on their way to a browser: by their hash, streamed, never under a name that could harm."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from review.web.access import Visit

PIECE = 1 << 18
"""bytes sent at a time"""


def kept_object(visit: Visit, sha256: str, media_type: str, *, download: str = "") -> StreamingResponse:
    """The bytes of this hash; as a download of this name, or shown by the browser and kept by it for a day."""
    headers = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    if download:
        headers["content-disposition"] = attachment(download)
    else:
        headers["cache-control"] = "private, max-age=86400, immutable"
        headers["content-disposition"] = "inline"
        if media_type == "application/pdf":
            del headers["content-security-policy"]  # the browser's own reader does not run inside a sandbox
    headers["content-length"] = str(visit.office.objects.size(sha256))
    stream = visit.office.objects.open(sha256)
    return StreamingResponse(_pieces(stream), media_type=media_type, headers=headers)


def attachment(name: str) -> str:
    r"""The header that offers a download under this name, in ASCII and in full (RFC 6266).

    >>> attachment("总图.dwg")
    'attachment; filename="__.dwg"; filename*=UTF-8\'\'%E6%80%BB%E5%9B%BE.dwg'
    """
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ()") else "_" for c in name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(PIECE):
            yield piece
