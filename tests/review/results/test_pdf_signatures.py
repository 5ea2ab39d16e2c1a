from __future__ import annotations

import hashlib

import pytest

from review.results.errors import NotReadable
from review.results.keys import Keys
from review.results.pdf_signatures import signatures_of
from review.results.sign import signed_pdf
from tests.review.results.made import MOMENT, plain_pdf


def test_a_seal_covers_the_whole_file_but_its_own_gap(sealed: bytes) -> None:
    (found,) = signatures_of(memoryview(sealed))
    assert (found.whole_file, found.clean_gap, found.claimed_at) == (True, True, MOMENT)
    start = sealed.index(b"/Contents <") + 10
    end = sealed.index(b">", start) + 1
    assert found.digest == hashlib.sha256(sealed[:start] + sealed[end:]).digest()
    assert found.signature is not None
    assert found.signature.digest == found.digest


def test_two_signatures_come_in_the_order_of_their_revisions(keys: Keys) -> None:
    pdf = signed_pdf(signed_pdf(plain_pdf(), keys, reason="x", final=False), keys, reason="y")
    first, second = signatures_of(memoryview(pdf))
    assert (first.whole_file, second.whole_file) == (False, True)
    for each in (first, second):
        assert each.signature is not None
        assert each.signature.digest == each.digest


@pytest.mark.parametrize("alike", [b"f", b"g"])
def test_padding_and_letters_of_the_gap_may_not_change(sealed: bytes, alike: bytes) -> None:
    end = sealed.index(b">", sealed.index(b"/Contents <") + 11)
    (found,) = signatures_of(memoryview(sealed[: end - 1] + alike + sealed[end:]))
    assert not found.clean_gap


def test_letters_of_the_other_case_are_not_clean(sealed: bytes) -> None:
    start = sealed.index(b"/Contents <") + 11
    mixed = sealed[:start] + sealed[start : start + 40].swapcase() + sealed[start + 40 :]
    (found,) = signatures_of(memoryview(mixed))
    assert not found.clean_gap


@pytest.mark.parametrize(
    "content",
    [
        b"/ByteRange [0 5 9 999999999999]",
        b"/ByteRange [1 5 9 20]",
        b"/ByteRange [0 9 5 20]",
        b"/ByteRange [0 0 0 0]",
        b"/ByteRange [0 5",
        b"/ByteRange" * 1000,
    ],
)
def test_ranges_that_cannot_be_are_no_signatures(content: bytes) -> None:
    assert signatures_of(memoryview(b"%PDF-1.7 " + content)) == []


def test_a_range_without_a_signature_in_its_gap_is_not_understood() -> None:
    (found,) = signatures_of(memoryview(b"%PDF-1.7 /ByteRange [0 9 20 20] " + b" " * 40))
    assert found.signature is None


def test_more_signatures_than_any_real_file_has_are_refused() -> None:
    crowd = b"".join(b"/ByteRange [0 %d 900 9]\n" % (9 + n) for n in range(300)) + b" " * 900
    with pytest.raises(NotReadable):
        signatures_of(memoryview(crowd))


def test_ranges_that_make_the_whole_file_be_hashed_again_and_again_are_refused() -> None:
    size = 1 << 25
    ranges = b"".join(b"/ByteRange [0 %d %d %d]\n" % (100 + n, 200 + n, size - 400 - n) for n in range(60))
    content = ranges.ljust(size, b" ")
    with pytest.raises(NotReadable, match="overlap"):
        signatures_of(memoryview(content))
