"""Verify a sealed PDF: its last signature must be ours and cover it from the first byte to the last.

Earlier signatures, such as a designer's own, are checked for integrity and named; the last one vouches for all
bytes before it, so the changes between them need no analysis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checkers.errors import Words
from review.results.chain import Chain, Chains, intact
from review.results.keys import DEVELOPMENT
from review.results.pdf_signatures import PdfSignature, signatures_of
from review.results.verification import Problem, SignatureSeen


def verified_pdf(content: memoryview, chains: Chains, name: str) -> tuple[list[Problem], list[SignatureSeen]]:
    """What is wrong with a PDF and which signatures it has; valid only when its last one covers it whole.

    Raises NotReadable for a file with more signatures than any real one.
    """
    found = signatures_of(content)
    if not found:
        return [Problem(name, "signature", _NONE)], []
    problems, seen = [], []
    for each in found:
        chain = chains.of(each.signature) if each.signature else Chain(why="not understood")
        whole = each.signature is not None and intact(each.signature, each.digest)
        seen.append(
            SignatureSeen(
                file=name,
                signer=signer_of(each.signature.certificate.subject.native) if each.signature else "",
                authority=chain.authority,
                claimed_at=each.claimed_at,
                whole_file=each.whole_file,
                intact=whole,
                trusted=chain.trusted,
                development=chain.development,
            )
        )
        if each.signature is not None and not whole:
            problems.append(Problem(name, "changed", _CHANGED))
        elif each is found[-1]:
            problems += _wrong_with_last(each, chain, name)
    return problems, seen


def _wrong_with_last(last: PdfSignature, chain: Chain, name: str) -> list[Problem]:
    if last.signature is None:
        return [Problem(name, "signature", _NOT_UNDERSTOOD)]
    if not last.whole_file:
        return [Problem(name, "changed", _ADDED)]
    if not chain.trusted:
        return [untrusted(name, chain)]
    return [] if last.clean_gap else [Problem(name, "signature", _NOT_CLEAN)]


def untrusted(name: str, chain: Chain) -> Problem:
    """The problem of a signer nobody here trusts, with its remedy."""
    return Problem(
        name,
        "untrusted",
        Words(
            f"签章人不受信任（{chain.why}）；如确认其身份，请用 --trust 指定其机构证书后重试",
            f"the signer is not trusted ({chain.why}); if you know the authority, name its certificate with --trust",
        ),
    )


def warnings(seen: Sequence[SignatureSeen]) -> tuple[Words, ...]:
    """What has to be said loudly though it makes nothing invalid."""
    said = []
    if any(each.development for each in seen):
        said.append(
            Words(
                f"开发测试用章，无法律效力（{DEVELOPMENT}）",
                f"{DEVELOPMENT}: sealed for trying only, worth nothing in law",
            )
        )
    if any(not each.trusted for each in seen[:-1]):
        said.append(
            Words(
                "较早的签名中有签名人未经本机信任，仅核对了其完整性",
                "an earlier signature is by a signer this machine does not trust; only its integrity was checked",
            )
        )
    return tuple(said)


def signer_of(subject: Mapping[str, object]) -> str:
    """The signer's name as its certificate's subject tells it."""
    return str(subject.get("common_name") or subject.get("organization_name") or subject)


_NONE = Words(
    "没有签名，不是签封过的文件，请向出具单位索取", "carries no signature: not a sealed file; ask the office for it"
)
_CHANGED = Words(
    "签名后内容被改动，请向出具单位索取原件", "changed after it was signed; ask the office for the original"
)
_ADDED = Words(
    "签封后又追加了内容，请向出具单位索取原件",
    "something was added after it was sealed; ask the office for the original",
)
_NOT_UNDERSTOOD = Words(
    "最后一个签名无法识别，可能已损坏或不是本系统所签", "the last signature is damaged or not of this system's kind"
)
_NOT_CLEAN = Words(
    "签名区的字节被改动或不是本系统所签", "bytes around the signature were changed, or another program wrote it"
)
