"""Verify a package or a PDF: is it ours, whole, unchanged? Works offline and never asks the network.

Vocabulary
----------
package   a ZIP made by review.results.package; its manifest is signed and binds every byte of it
PDF       a sealed sheet or letter taken out of a package

What may differ without notice: nothing. Every byte of a package is content bound by a hash, or a header that
follows from names, sizes and checksums and is compared with what it must be. A PDF's last signature must cover
it from the first byte to the last and stand in the fixed form of review.results.cms.
"""

from __future__ import annotations

import hashlib
import mmap
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from checkers.errors import Words
from review.results import container
from review.results.chain import Chains
from review.results.errors import NotReadable
from review.results.trust import authorities
from review.results.verification import Outcome, Problem, SignatureSeen, Verification, as_json, as_text
from review.results.verify_package import verified_package
from review.results.verify_pdf import verified_pdf, warnings

__all__ = ["Verification", "as_json", "as_text", "verify"]

HEADER_WITHIN = 1024
"""a PDF begins with ``%PDF-`` within so many bytes"""

_END_WITHIN = 70_000
"""a ZIP ends with its end record and a comment of at most 64 KiB"""


def verify(
    file: Path, *, trust: Sequence[Path] = (), language: str = "zh", folder: Path | None = None, name: str = ""
) -> Verification:
    """The answer about one file; never raises for what the file holds.

    ``trust`` names authorities beside those of the trust ``folder``; ``name`` is shown instead of the path.
    """
    name = name or str(file)
    try:
        return _read(file, Chains(authorities(trust, folder)), name, language)
    except NotReadable as error:
        words = error.words
    except OSError as error:
        reason = error.strerror or str(error)
        words = Words(
            f"打不开（{reason}），请检查路径与权限", f"cannot be opened ({reason}); check path and permissions"
        )
    return Verification(name, "", Outcome.UNREADABLE, (Problem(name, "unreadable", words),), language=language)


def _read(file: Path, chains: Chains, name: str, language: str) -> Verification:
    with file.open("rb") as stream:
        if not stream.read(1):
            raise NotReadable("文件为空，请给出成果包或签封的 PDF", "the file is empty; give a package or a sealed PDF")
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content, memoryview(content) as view:
            return _verified(view, chains, name, language)


def _verified(content: memoryview, chains: Chains, name: str, language: str) -> Verification:
    sha256 = hashlib.sha256(content).hexdigest()
    begins = bytes(content[:HEADER_WITHIN])
    looks_packed = begins.startswith(b"PK\3\4") or b"PK\5\6" in bytes(content[-_END_WITHIN:])
    if looks_packed and not begins.startswith(b"%PDF-"):
        return verified_package(container.opened(content), chains, name, sha256, language)
    if b"%PDF-" not in begins:
        raise NotReadable(
            "既不是成果包（ZIP）也不是 PDF，或已损坏；请给出下载的成果包或其中的图纸",
            "neither a package (ZIP) nor a PDF, or destroyed; give the downloaded package or a sheet out of it",
        )
    problems, seen = verified_pdf(content, chains, name)
    return Verification(
        name,
        "pdf",
        Outcome.NOT_VALID if problems else Outcome.VALID,
        tuple(problems),
        warnings(seen),
        tuple(seen),
        development=any(each.development for each in seen),
        sealed_at=_sealed_at(seen),
        files=1,
        sha256=sha256,
        language=language,
    )


def _sealed_at(seen: Sequence[SignatureSeen]) -> str:
    clock: datetime | None = seen[-1].claimed_at if seen else None
    return clock.isoformat() if clock else ""
