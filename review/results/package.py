"""One sealed package out of everything a case ends with.

Vocabulary
----------
sealed     a stamped and signed PDF: sheets and the letter
original   a file as it was received, its bytes unaltered
record     findings, marks, opinions and timeline as JSON
manifest   the list of all files with their SHA-256; itself signed (``manifest.p7s``)

The manifest also binds every byte of the archive before itself, names and order included.
"""

from __future__ import annotations

import io
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from review.conclusion import Overall
from review.results.container import Writer
from review.results.errors import CannotPackage
from review.results.keys import Keys
from review.results.names import safe_name
from review.results.readme import readme
from review.results.sign import signed_bytes

SCHEMA = "joint-review/package/1"
_PACKED_ALREADY = {".pdf", ".zip", ".dwg", ".7z", ".rar", ".jpg", ".jpeg", ".png", ".webp"}
_WORTH_PACKING = 4096


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file that goes into the package from disk."""

    name: str
    """as people know it; made safe on the way in"""
    path: Path
    about: Mapping[str, Any] = field(default_factory=dict)
    """more to say of it in the manifest, such as number, title and sha256 of a sheet's file"""


@dataclass(frozen=True, slots=True)
class PackageParts:
    """Everything that goes into one package."""

    case_number: str
    case_name: str
    round: int
    code: str
    """under which the package is found at the verification address"""
    verification_url: str
    sealed_at: datetime
    conclusion: Overall
    """what the office concluded; a genuine package is not a passed one"""
    sheets: Sequence[PackedFile]
    """sealed PDFs, in the order of the set"""
    letter: Path
    """sealed PDF"""
    originals: Sequence[PackedFile]
    findings: Any
    """JSON, as ``check --format json`` gives it, with the answers of the reviewers"""
    marks: Any
    opinions: Any
    timeline: Sequence[Mapping[str, Any]]
    """the ``entries`` of what storage.timeline.as_json gives"""


def assemble(parts: PackageParts, keys: Keys, target: Path) -> Path:
    """Write the package to ``target`` at one stroke and return it.

    Files are streamed from disk. Raises CannotPackage when there is nothing to seal or a file is missing or
    changes while it is read.
    """
    if not parts.sheets:
        raise CannotPackage(
            "没有任何已签章的图纸，不能打包，请先签章", "there is no sealed sheet to pack; seal the sheets first"
        )
    if parts.sealed_at.tzinfo is None:
        raise CannotPackage("签封时间缺少时区", "the time of sealing lacks its time zone")
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with making.open("w+b") as out:
            _Packing(Writer(out), parts, keys).pack()
            out.flush()
            os.fsync(out.fileno())
        making.replace(target)
    finally:
        making.unlink(missing_ok=True)
    return target


class _Packing:
    """One package while it is being written."""

    def __init__(self, writer: Writer, parts: PackageParts, keys: Keys) -> None:
        self.writer, self.parts, self.keys = writer, parts, keys
        self.files: list[dict[str, Any]] = []
        self.taken: dict[str, set[str]] = {"sheets": set(), "originals": set()}

    def pack(self) -> None:
        parts = self.parts
        for sheet in parts.sheets:
            named = sheet.name if sheet.name.lower().endswith(".pdf") else f"{sheet.name}.pdf"
            self._from_disk("sheets", named, sheet, "sealed")
        self._add("letter.pdf", parts.letter, "sealed", {})
        for original in parts.originals:
            self._from_disk("originals", original.name, original, "original")
        for name in ("findings", "marks", "opinions", "timeline"):
            value = getattr(parts, name)
            self._add(f"{name}.json", _json(_chain(value) if name == "timeline" else value), "record", {})
        self._add("authority.pem", self.keys.authority_pem, "help", {})
        self._add("README.txt", readme(parts.case_number, parts.verification_url, self.keys), "help", {})
        manifest = self._manifest()
        self._add("manifest.json", manifest, "", {})
        self._add("manifest.p7s", signed_bytes(manifest, self.keys, at=parts.sealed_at), "", {})
        self.writer.close()

    def _from_disk(self, folder: str, name: str, file: PackedFile, kind: str) -> None:
        safe = safe_name(name, self.taken[folder])
        about = dict(file.about) | ({"original_name": file.name} if safe != file.name else {})
        self._add(f"{folder}/{safe}", file.path, kind, about)

    def _add(self, name: str, source: Path | bytes, kind: str, about: Mapping[str, Any]) -> None:
        try:
            size = len(source) if isinstance(source, bytes) else source.stat().st_size
            packable = kind and size > _WORTH_PACKING and PurePosixPath(name).suffix.lower() not in _PACKED_ALREADY
            with _open(source) as stream:
                sha256 = self.writer.add(name, stream, size, deflated=bool(packable))
        except (OSError, ValueError) as error:
            raise CannotPackage(
                f"{name} 无法打包：{error}；请检查存储后重试",
                f"{name} cannot be packed: {error}; check the store and try again",
            ) from error
        if kind:
            self.files.append({"path": name, "sha256": sha256, "size": size, "kind": kind, **_beside(about)})

    def _manifest(self) -> bytes:
        parts, keys = self.parts, self.keys
        return _json(
            {
                "schema": SCHEMA,
                "case": {"number": parts.case_number, "name": parts.case_name, "round": parts.round},
                "code": parts.code,
                "verification_url": parts.verification_url,
                "sealed_at": parts.sealed_at.isoformat(),
                "conclusion": parts.conclusion.value,
                "seal": {"name": keys.name, "development": keys.development},
                "timeline_head": _head(parts.timeline),
                "archive": {"bytes": self.writer.written, "sha256": self.writer.digest.hexdigest()},
                "files": self.files,
            }
        )


def _head(entries: Sequence[Mapping[str, Any]]) -> str:
    """The last hash of the chain; kept in the manifest, so that cutting the end off is noticed."""
    return str(entries[-1]["hash"]) if entries else ""


def _chain(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The timeline as a file that tells how it is checked."""
    return {
        "schema": "joint-review/timeline/1",
        "how": "hash = SHA-256 of the UTF-8 bytes of the entry without its hash, as JSON with keys sorted by code "
        "point and no spaces; previous = hash of the entry before, 64 zeros for the first",
        "entries": list(entries),
    }


def _beside(about: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of a file, without touching what binds it."""
    return {key: value for key, value in about.items() if key not in {"path", "sha256", "size", "kind"}}


def _open(source: Path | bytes) -> AbstractContextManager[BinaryIO]:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
