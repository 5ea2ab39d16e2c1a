from __future__ import annotations

import asyncio
import io
import shutil
import subprocess
from pathlib import Path

import pymupdf
import pytest
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm

from review.results.errors import CannotSign
from review.results.keys import DEVELOPMENT, Keys
from review.results.sign import signed_bytes, signed_pdf
from tests.review.results.made import MOMENT, plain_pdf


def pdfsig(pdf: bytes, folder: Path) -> str:
    if not shutil.which("pdfsig"):
        pytest.skip("poppler's pdfsig is not on this machine")
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False, env={"TZ": "UTC"}).stdout


def test_poppler_finds_the_seal_valid_and_over_the_whole_document(sealed: bytes, tmp_path: Path) -> None:
    said = pdfsig(sealed, tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "Mar 04 2026 05:06:07" in said


def test_the_first_signature_certifies_against_any_change_and_warns(sealed: bytes) -> None:
    assert b"/DocMDP" in sealed
    (signature,) = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    assert signature.docmdp_level == MDPPerm.NO_CHANGES
    assert signature.sig_object["/Reason"] == f"审图专用章 [{DEVELOPMENT}]"


def test_a_second_signature_leaves_the_first_one_valid(keys: Keys, tmp_path: Path) -> None:
    first = signed_pdf(plain_pdf(), keys, reason="设计", final=False)
    second = signed_pdf(first, keys, reason="审图")
    assert second.startswith(first)
    assert pdfsig(second, tmp_path).count("Signature is Valid") == 2


def test_a_pdf_certified_against_changes_is_refused(sealed: bytes, keys: Keys) -> None:
    with pytest.raises(CannotSign) as refused:
        signed_pdf(sealed, keys, reason="再签")
    assert "封面页" in refused.value.words.zh
    assert "cover sheet" in refused.value.words.en


def test_an_encrypted_pdf_is_refused(keys: Keys) -> None:
    with pymupdf.open(stream=plain_pdf(), filetype="pdf") as document:
        locked = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="u", owner_pw="o")
        open_to_read = document.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="", owner_pw="o")
    for pdf in (locked, open_to_read):
        with pytest.raises(CannotSign, match="encrypted"):
            signed_pdf(pdf, keys, reason="x")


@pytest.mark.parametrize("content", [b"", b"\xff" * 500, b"%PDF-1.7\nnothing", plain_pdf()[:400]])
def test_what_is_no_pdf_is_refused(content: bytes, keys: Keys) -> None:
    with pytest.raises(CannotSign):
        signed_pdf(content, keys, reason="x")


def test_signing_works_inside_a_running_event_loop(keys: Keys) -> None:
    async def inside() -> bytes:
        return signed_pdf(plain_pdf(), keys, reason="x")

    assert b"/ByteRange" in asyncio.run(inside())


def test_the_key_is_never_read_again(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a private key was read")

    monkeypatch.setattr(serialization, "load_der_private_key", forbidden)
    monkeypatch.setattr(serialization, "load_pem_private_key", forbidden)
    signed_pdf(plain_pdf(), keys, reason="x")


@pytest.mark.parametrize("strictness", [[], ["-cades"]])
def test_openssl_accepts_the_detached_signature(keys: Keys, tmp_path: Path, strictness: list[str]) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not on this machine")
    for name, content in (
        ("manifest.json", b'{"a": 1}\r\n'),
        ("manifest.p7s", signed_bytes(b'{"a": 1}\r\n', keys, at=MOMENT)),
        ("authority.pem", keys.authority_pem),
    ):
        (tmp_path / name).write_bytes(content)
    command = "openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json -CAfile authority.pem"
    verified = subprocess.run(
        [*command.split(), "-out", "/dev/null", *strictness], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stderr
    assert "erification successful" in verified.stderr
    (tmp_path / "manifest.json").write_bytes(b'{"a": 2}\r\n')
    assert subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False).returncode != 0
