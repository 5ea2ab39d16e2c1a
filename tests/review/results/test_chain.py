from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from review.results.chain import Chains, intact
from review.results.cms import detached, opened
from review.results.keys import Keys, SealKey
from review.results.sign import signed_pdf
from review.results.trust import Authorities
from review.results.verify import verify
from tests.review.results.made import certificate, plain_pdf

DIGEST = hashlib.sha256(b"content").digest()


def der(*certificates: x509.Certificate) -> tuple[bytes, ...]:
    return tuple(each.public_bytes(Encoding.DER) for each in certificates)


def sealing_keys(key: SealKey, *, days: int = 30, in_between_may_issue: bool = True) -> Keys:
    """Keys of an office whose seal stands two steps below its authority."""
    root_key, between_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate("国家根", root_key, "国家根", root_key, ca=True)
    between = certificate("省级", between_key, "国家根", root_key, ca=in_between_may_issue)
    seal = certificate("审图专用章", key, "省级", between_key, ca=False, days=days)
    (between_der, seal_der, root_der) = der(between, seal, root)
    return Keys("审图专用章", seal_der, (between_der,), root_der, development=False, key=key)


@pytest.mark.parametrize("kind", ["P-256", "P-384", "RSA"])
def test_a_seal_two_steps_below_its_authority_is_followed_to_it(kind: str, tmp_path: Path, nobody: Path) -> None:
    key: SealKey = (
        rsa.generate_private_key(65537, 2048)
        if kind == "RSA"
        else ec.generate_private_key(ec.SECP256R1() if kind == "P-256" else ec.SECP384R1())
    )
    keys = sealing_keys(key)
    pdf, authority = tmp_path / "a.pdf", tmp_path / "authority.pem"
    pdf.write_bytes(signed_pdf(plain_pdf(), keys, reason="审图"))
    authority.write_bytes(keys.authority_pem)
    answer = verify(pdf, trust=[authority], folder=nobody)
    assert answer.exit_status == 0
    (seen,) = answer.signatures
    assert (seen.signer, seen.authority, seen.development) == ("审图专用章", "国家根", False)
    assert verify(pdf, folder=nobody).exit_status == 1


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (sealing_keys(ec.generate_private_key(ec.SECP256R1()), days=-1), "expired"),
        (sealing_keys(ec.generate_private_key(ec.SECP256R1()), in_between_may_issue=False), "CA"),
    ],
)
def test_an_expired_seal_or_a_false_issuer_is_not_trusted(keys: Keys, why: str) -> None:
    signature = opened(detached(DIGEST, keys))
    assert intact(signature, DIGEST)
    chain = Chains(Authorities((keys.authority,))).of(signature)
    assert not chain.trusted
    assert why in chain.why


def test_a_certificate_is_followed_once(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    chains = Chains(Authorities((keys.authority,)))
    followed = []
    follow = Chains._followed
    monkeypatch.setattr(Chains, "_followed", lambda *given: followed.append(1) or follow(*given))
    for content in (b"a", b"b", b"c"):
        assert chains.of(opened(detached(hashlib.sha256(content).digest(), keys))).trusted
    assert followed == [1]


def test_nobody_is_trusted_without_an_authority(keys: Keys) -> None:
    chain = Chains(Authorities(())).of(opened(detached(DIGEST, keys)))
    assert not chain.trusted
    assert chain.development
