"""Verify a package: manifest first, then every file against it, then every seal, then the timeline."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checkers.errors import Words
from review.results.chain import Chains, intact
from review.results.cms import opened
from review.results.container import Member, Opened
from review.results.errors import NotReadable
from review.results.names import is_safe
from review.results.package import SCHEMA
from review.results.verification import Outcome, Problem, SignatureSeen, Verification
from review.results.verify_pdf import signer_of, untrusted, verified_pdf, warnings

MANIFEST, SIGNATURE, TIMELINE = "manifest.json", "manifest.p7s", "timeline.json"
LARGEST_MANIFEST = 64 << 20
LARGEST_SIGNATURE = 1 << 20
LARGEST_RECORD = 512 << 20


def verified_package(package: Opened, chains: Chains, name: str, sha256: str, language: str) -> Verification:
    """The answer about a package whose directory could be read."""
    return _Verifying(package, chains, name).answer(sha256, language)


@dataclass(slots=True)
class _Verifying:
    """One package while it is verified."""

    package: Opened
    chains: Chains
    name: str
    problems: list[Problem] = field(default_factory=list)
    signatures: list[SignatureSeen] = field(default_factory=list)
    compared: int = 0
    entries: int = 0

    def answer(self, sha256: str, language: str) -> Verification:
        self._container()
        manifest = self._manifest()
        self._files(manifest)
        if manifest:
            self._archive(manifest)
            self._timeline(manifest)
        case = _mapping(manifest.get("case"))
        return Verification(
            self.name,
            "package",
            Outcome.NOT_VALID if self.problems else Outcome.VALID,
            tuple(dict.fromkeys(self.problems)),
            warnings(self.signatures),
            tuple(self.signatures),
            case=str(case.get("number", "")),
            code=str(manifest.get("code", "")),
            sealed_at=str(manifest.get("sealed_at", "")),
            conclusion=str(manifest.get("conclusion", "")),
            development=any(each.development for each in self.signatures),
            files=self.compared,
            timeline_entries=self.entries,
            sha256=sha256,
            language=language,
        )

    def _container(self) -> None:
        for member, what in self.package.departures:
            zh, en = _DEPARTURES[what]
            self._problem(member or self.name, "archive", zh, en)
        for member in self.package.members:
            if not is_safe(member):
                self._problem(
                    member, "archive", "文件名不安全，不是本系统所写", "an unsafe name that this program never writes"
                )

    def _manifest(self) -> Mapping[str, Any]:
        """The manifest when it can be read, believed or not: it still helps to name what is changed."""
        raw, signature = self._small(MANIFEST, LARGEST_MANIFEST), self._small(SIGNATURE, LARGEST_SIGNATURE)
        if raw is None:
            return {}
        if signature is not None:
            self._signature(raw, signature)
        try:
            manifest = _mapping(json.loads(raw))
        except (ValueError, RecursionError):
            manifest = {}
        if manifest.get("schema") != SCHEMA:
            self._problem(
                MANIFEST, "changed", "清单已损坏或版本不识别", "the manifest is damaged or of an unknown version"
            )
            return {}
        return manifest

    def _signature(self, raw: bytes, signature: bytes) -> None:
        try:
            cms = opened(signature)
        except NotReadable as error:
            self.problems.append(Problem(SIGNATURE, "signature", error.words))
            return
        digest = hashlib.sha256(raw).digest()
        chain, whole = self.chains.of(cms), intact(cms, digest)
        self.signatures.append(
            SignatureSeen(
                file=MANIFEST,
                signer=signer_of(cms.certificate.subject.native),
                authority=chain.authority,
                claimed_at=cms.claimed_at,
                whole_file=True,
                intact=whole,
                trusted=chain.trusted,
                development=chain.development,
            )
        )
        if cms.digest != digest:
            self._problem(MANIFEST, "changed", "与其签名不符，已被改动", "does not match its signature: changed")
        if not whole or not cms.fixed_form:
            self._problem(
                SIGNATURE, "signature", "签名与清单不符或已被改动", "does not fit the manifest, or was changed"
            )
        if not chain.trusted:
            self.problems.append(untrusted(SIGNATURE, chain))

    def _files(self, manifest: Mapping[str, Any]) -> None:
        listed = {str(each.get("path")): each for each in _sequence(manifest.get("files"))}
        for path, entry in listed.items():
            member = self.package.members.get(path)
            if member is None:
                self._problem(path, "missing", "缺失", "is missing")
            else:
                self._file(member, entry)
        for path in self.package.members:
            if path not in listed and path not in {MANIFEST, SIGNATURE} and manifest:
                self._problem(path, "extra", "清单中没有这个文件，是后来加入的", "is not in the manifest: it was added")

    def _file(self, member: Member, entry: Mapping[str, Any]) -> None:
        self.compared += 1
        digest, size = hashlib.sha256(), 0
        try:
            for piece in self.package.pieces(member):
                digest.update(piece)
                size += memoryview(piece).nbytes
        except ValueError:
            self._problem(member.name, "changed", "内容已损坏", "its content is damaged")
            return
        if digest.hexdigest() != entry.get("sha256") or size != entry.get("size"):
            self._problem(member.name, "changed", "内容已被改动（哈希不符）", "was changed (its hash differs)")
        elif entry.get("kind") == "sealed":
            self._sealed(member)

    def _sealed(self, member: Member) -> None:
        if member.deflated:
            self._problem(member.name, "archive", "签章图纸不应压缩", "a sealed PDF is never packed by this program")
            return
        content = self.package.content[member.start : member.end]
        try:
            problems, seen = verified_pdf(content, self.chains, member.name)
        except NotReadable as error:
            self.problems.append(Problem(member.name, "unreadable", error.words))
            return
        self.problems += problems
        self.signatures += seen

    def _archive(self, manifest: Mapping[str, Any]) -> None:
        """Every byte before the manifest's header is bound as well: names, order, packing."""
        archive, member = _mapping(manifest.get("archive")), self.package.members.get(MANIFEST)
        length = archive.get("bytes")
        bound = self.package.content[: length if isinstance(length, int) and length > 0 else 0]
        if (
            member is None
            or member.offset != length
            or list(self.package.members)[-2:] != [MANIFEST, SIGNATURE]
            or hashlib.sha256(bound).hexdigest() != archive.get("sha256")
        ) and not self.problems:
            zh, en = _DEPARTURES["repacked"]
            self._problem(self.name, "archive", zh, en)

    def _timeline(self, manifest: Mapping[str, Any]) -> None:
        raw = self._small(TIMELINE, LARGEST_RECORD)
        if raw is None:
            return
        try:
            entries = _sequence(_mapping(json.loads(raw)).get("entries"))
        except (ValueError, RecursionError):
            self._problem(TIMELINE, "timeline", "时间线无法读取", "the timeline cannot be read")
            return
        self.entries = len(entries)
        broken = broken_at(entries)
        if broken is not None:
            self._problem(
                TIMELINE,
                "timeline",
                f"第 {broken + 1} 条记录与哈希链不符",
                f"entry {broken + 1} does not fit the chain of hashes",
            )
        elif (entries[-1].get("hash") if entries else "") != manifest.get("timeline_head"):
            self._problem(TIMELINE, "timeline", "时间线末尾与清单不符", "its end is not the one the manifest names")

    def _small(self, path: str, most: int) -> bytes | None:
        member = self.package.members.get(path)
        if member is None:
            if path != TIMELINE:  # the manifest lists the timeline, so its absence is named there
                self._problem(path, "missing", "缺失", "is missing")
            return None
        try:
            return self.package.read(member, most)
        except ValueError:
            self._problem(path, "changed", "内容已损坏", "its content is damaged")
            return None

    def _problem(self, file: str, what: str, zh: str, en: str) -> None:
        self.problems.append(Problem(file, what, Words(zh, en)))


def broken_at(entries: Sequence[Mapping[str, Any]]) -> int | None:
    """Index of the first entry that does not fit the chain; None when all do.

    An entry's ``hash`` is the SHA-256 of the canonical JSON of the rest of it, which names its ``position`` (from 1)
    and the ``previous`` hash (64 zeros for the first). Written here a second time on purpose: what proves a
    package must not be what made it.
    """
    previous: object = "0" * 64
    for index, entry in enumerate(entries):
        rest = {key: value for key, value in entry.items() if key != "hash"}
        canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode(
            errors="surrogatepass"
        )
        if (
            hashlib.sha256(canonical).hexdigest() != entry.get("hash")
            or entry.get("previous") != previous
            or entry.get("position") != index + 1
            or entry.get("case") != entries[0].get("case")
        ):
            return index
        previous = entry.get("hash")
    return None


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _sequence(value: object) -> list[Mapping[str, Any]]:
    return [_mapping(each) for each in value] if isinstance(value, list) else []


_DEPARTURES = {
    "header": ("压缩包中该文件的头部被改动", "its header in the archive was changed"),
    "double": ("压缩包中有两个同名文件", "stands in the archive twice"),
    "gap": ("压缩包中有不属于任何文件的数据", "the archive holds bytes that belong to no file, or files that overlap"),
    "directory": ("压缩包目录或注释被改动", "the directory or comment of the archive was changed"),
    "trailing": ("压缩包末尾附加了数据或注释", "something was added behind the end of the archive"),
    "repacked": (
        "压缩包被重新打包过；文件内容未变，但请使用原始成果包",
        "the archive was packed again; its files are unchanged, but use the package as it was delivered",
    ),
}
