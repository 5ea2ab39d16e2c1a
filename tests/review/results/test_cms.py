from __future__ import annotations

import hashlib

import pytest

from review.results.chain import Chains, intact
from review.results.cms import detached, opened
from review.results.errors import NotReadable
from review.results.keys import Keys
from review.results.trust import Authorities
from tests.review.results.made import MOMENT

DIGEST = hashlib.sha256(b"content").digest()


def test_a_signature_reads_back_as_it_was_written(keys: Keys) -> None:
    signature = opened(detached(DIGEST, keys, at=MOMENT))
    assert signature.fixed_form
    assert signature.digest == DIGEST
    assert signature.claimed_at == MOMENT
    assert signature.certificate.dump() == keys.certificate
    assert intact(signature, DIGEST)
    assert not intact(signature, hashlib.sha256(b"other").digest())


def test_a_signature_inside_a_pdf_carries_no_clock_of_its_own(keys: Keys) -> None:
    assert opened(detached(DIGEST, keys)).claimed_at is None


def test_no_byte_of_a_signature_can_change_unnoticed(keys: Keys) -> None:
    der = detached(DIGEST, keys, at=MOMENT)
    chains = Chains(Authorities((keys.authority,)))
    unnoticed = []
    for place in range(len(der)):
        changed = bytearray(der)
        changed[place] ^= 0x01
        try:
            signature = opened(bytes(changed))
        except NotReadable:
            continue
        if signature.fixed_form and intact(signature, DIGEST) and chains.of(signature).trusted:
            unnoticed.append(place)
    assert unnoticed == []


@pytest.mark.parametrize("der", [b"", b"\x30\x00", b"\xff" * 100, b"\x30\x80" + b"\x30\x80" * 5000])
def test_what_is_no_signature_is_refused(der: bytes) -> None:
    with pytest.raises(NotReadable):
        opened(der)


def test_nobody_is_trusted_by_default(keys: Keys) -> None:
    chain = Chains(Authorities(())).of(opened(detached(DIGEST, keys)))
    assert not chain.trusted
    assert chain.development
