"""What these tests make by hand: a plain PDF, a chained timeline, and the package that all of them share."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymupdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from review.results.package import PackageParts

MOMENT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def plain_pdf(text: str = "总平面图", width: float = 1189, height: float = 841, pages: int = 1) -> bytes:
    """A PDF of pages of this size in millimetres."""
    with pymupdf.open() as document:
        for _ in range(pages):
            page = document.new_page(width=width / 25.4 * 72, height=height / 25.4 * 72)
            page.insert_text((72, 72), text, fontname="china-s", fontsize=20)
        made: bytes = document.tobytes()
        return made


def chained(*events: str) -> list[dict[str, Any]]:
    """A timeline as the specification of the package describes it."""
    entries: list[dict[str, Any]] = []
    previous = "0" * 64
    for position, event in enumerate(events, 1):
        entry: dict[str, Any] = {
            "case": "5f0c1f0e-0000-4000-8000-000000000001",
            "position": position,
            "at": f"2026-03-04T05:06:0{position}.000000Z",
            "person": None,
            "event": event,
            "detail": {"说明": "甲"},
            "previous": previous,
        }
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = hashlib.sha256(text.encode()).hexdigest()
        entries.append({**entry, "hash": previous})
    return entries


@dataclass(frozen=True)
class Packed:
    file: Path
    parts: PackageParts


def certificate(
    subject: str, key: object, issuer: str, issuer_key: object, *, ca: bool, days: int = 30
) -> x509.Certificate:
    def named(common: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])

    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(named(issuer), named(subject), key.public_key(), x509.random_serial_number())  # type: ignore[attr-defined]  # either kind of key
    builder = builder.not_valid_before(now - timedelta(days=60)).not_valid_after(now + timedelta(days=days))
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())  # type: ignore[arg-type]  # either kind of key
