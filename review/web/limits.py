"""What travels in and out of every answer: how large a body may be, and the headers that keep browsers strict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

USUAL_BODY = 2 << 20
"""bytes of a form without files"""

UPLOADS = re.compile(r"/cases/[^/]+/files|/verify|/cases/new")
FILES_AT_ONCE = 4
"""how many files of the largest size one form without JavaScript may carry"""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""no script and no style but our own files"""

HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"cache-control": b"no-store",
}
"""set where the answer itself does not say otherwise"""


class TooLarge(Exception):
    """More bytes came than the address takes."""


class Strict:
    """Adds the headers to every answer and stops bodies that are too large while they arrive."""

    def __init__(self, app: ASGIApp, *, largest_file: int, secure: bool) -> None:
        self.app = app
        self.largest_upload = largest_file * FILES_AT_ONCE
        self.headers = dict(HEADERS)
        if secure:
            self.headers[b"strict-transport-security"] = b"max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, watched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.largest_upload if UPLOADS.fullmatch(scope["path"]) else USUAL_BODY
        arrived = 0

        async def watched() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > most:
                raise TooLarge
            return message

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _value in message["headers"]}
                added = [(name, value) for name, value in self.headers.items() if name not in present]
                message["headers"] = [*message["headers"], *added]
            await send(message)

        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > most:
            arrived = most  # the first byte is one too many, wherever the body is read
        await self.app(scope, watched, headed)
