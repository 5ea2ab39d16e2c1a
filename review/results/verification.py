"""The answer of a verification: what was checked, what is wrong with which file, and who sealed it.

Vocabulary
----------
problem     one thing wrong, with the file it is wrong with and a remedy
warning     something to know that makes nothing invalid, such as a development authority
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from checkers.errors import Words
from review.case import OFFICE_ZONE
from review.conclusion import RESULTS, Overall


class Outcome(StrEnum):
    """The one word of the answer."""

    VALID = "valid"
    NOT_VALID = "not-valid"
    UNREADABLE = "unreadable"


EXIT_STATUS = {Outcome.VALID: 0, Outcome.NOT_VALID: 1, Outcome.UNREADABLE: 2}

OUTCOMES = {
    Outcome.VALID: Words("有效：完整、未改动，签章可信", "VALID: whole, unchanged, sealed by a trusted authority"),
    Outcome.NOT_VALID: Words("无效", "NOT VALID"),
    Outcome.UNREADABLE: Words("无法读取", "UNREADABLE"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    file: str
    """the member of the package, or the file itself"""
    what: str
    """changed, missing, extra, archive, signature, untrusted, timeline or unreadable"""
    words: Words


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """One signature that was found."""

    file: str
    signer: str
    authority: str
    """subject of the trusted certificate the chain ends at; empty when it does not"""
    claimed_at: datetime | None
    """the signer's own clock; nobody else vouches for it"""
    whole_file: bool
    intact: bool
    trusted: bool
    development: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out of verifying one file."""

    file: str
    kind: str
    """package, pdf or empty"""
    outcome: Outcome
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Words, ...] = ()
    signatures: tuple[SignatureSeen, ...] = ()
    case: str = ""
    code: str = ""
    sealed_at: str = ""
    conclusion: str = ""
    """what the office concluded (``pass``, ``correct``, ``reject``), as the manifest says"""
    development: bool = False
    files: int = 0
    """members whose hash was compared"""
    timeline_entries: int = 0
    sha256: str = ""
    """of the file that was verified"""
    language: str = "zh"
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def exit_status(self) -> int:
        """0 valid, 1 not, 2 unreadable."""
        return EXIT_STATUS[self.outcome]


def as_json(answer: Verification) -> dict[str, Any]:
    """The answer for machines; schema ``joint-review/verify/1``."""
    return {
        "schema": "joint-review/verify/1",
        "file": answer.file,
        "kind": answer.kind,
        "outcome": str(answer.outcome),
        "valid": answer.outcome == Outcome.VALID,
        "sha256": answer.sha256,
        "case": answer.case,
        "code": answer.code,
        "sealed_at": answer.sealed_at,
        "conclusion": answer.conclusion,
        "development": answer.development,
        "files": answer.files,
        "timeline_entries": answer.timeline_entries,
        "problems": [{"file": p.file, "what": p.what, "zh": p.words.zh, "en": p.words.en} for p in answer.problems],
        "warnings": [{"zh": w.zh, "en": w.en} for w in answer.warnings],
        "signatures": [
            {
                "file": s.file,
                "signer": s.signer,
                "authority": s.authority,
                "claimed_at": s.claimed_at.isoformat() if s.claimed_at else None,
                "whole_file": s.whole_file,
                "intact": s.intact,
                "trusted": s.trusted,
                "development": s.development,
            }
            for s in answer.signatures
        ],
    }


def concluded(answer: Verification) -> Words:
    """What was concluded: being genuine says that nothing was changed, not that the drawings passed."""
    words = RESULTS.get(Overall(answer.conclusion)) if answer.conclusion in set(Overall) else None
    if words is None:
        return Words("审查结论：成果包未说明", "conclusion of the review: the package does not say")
    return Words(f"审查结论：{words.zh}", f"conclusion of the review: {words.en}")


def _office_time(written: str) -> str:
    """A moment as people read it, in the office's time with its zone; as it is written when it is no moment."""
    try:
        moment = datetime.fromisoformat(written).astimezone(OFFICE_ZONE)
    except (ValueError, OverflowError):
        return written
    return f"{moment:%Y-%m-%d %H:%M:%S} (UTC{moment:%z})"


def as_text(answer: Verification, language: str = "") -> str:
    """The answer for people, in Chinese or English, one thing a line."""
    language = language or answer.language

    def say(zh: str, en: str) -> str:
        return Words(zh, en).in_language(language)

    lines = [f"{answer.file}: {OUTCOMES[answer.outcome].in_language(language)}"]
    if answer.case:
        sealed = _office_time(answer.sealed_at)
        lines.append(say(f"  案号 {answer.case}  签封于 {sealed}", f"  case {answer.case}, sealed {sealed}"))
        lines.append(f"  {concluded(answer).in_language(language)}")
    lines += [f"  !! {warning.in_language(language)}" for warning in answer.warnings]
    lines += [f"  {problem.file}: {problem.words.in_language(language)}" for problem in answer.problems]
    if answer.files:
        lines.append(
            say(
                f"  已核对 {answer.files} 个文件、{len(answer.signatures)} 个签名、{answer.timeline_entries} 条时间线记录",
                f"  compared {answer.files} files, {len(answer.signatures)} signatures, "
                f"{answer.timeline_entries} timeline entries",
            )
        )
    signers = dict.fromkeys((s.signer, s.authority) for s in answer.signatures)
    for signer, authority in signers:
        lines.append(
            say(
                f"  签章：{signer}；颁发机构：{authority or '不受信任'}",
                f"  sealed by {signer}; issued by {authority or 'nobody trusted'}",
            )
        )
    return "\n".join(lines)
