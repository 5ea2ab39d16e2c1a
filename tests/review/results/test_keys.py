from __future__ import annotations

import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from review.results.errors import UnusableSigner
from review.results.keys import DEVELOPMENT, office_keys
from tests.review.results.made import certificate


def p12(folder: Path, key: object, seal: x509.Certificate, others: list[x509.Certificate]) -> str:
    file = folder / "seal.p12"
    lock = serialization.BestAvailableEncryption(b"geheim")
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, seal, others, lock))  # type: ignore[arg-type]  # either kind of key
    return f"pkcs12:{file}"


def test_the_development_authority_says_loudly_what_it_is(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        keys = office_keys(tmp_path, None, authority="常州联审")
    assert keys.development
    assert "NOT VALID before the law" in caplog.text
    root = x509.load_pem_x509_certificate(keys.authority_pem)
    assert DEVELOPMENT in root.subject.rfc4514_string()
    assert keys.name == "常州联审审图专用章（开发测试）"


def test_private_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    office_keys(tmp_path, None)
    private = list(tmp_path.rglob("*.key"))
    assert len(private) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in private} == {0o600}
    assert stat.S_IMODE((tmp_path / "development-authority").stat().st_mode) == 0o700


def test_a_second_start_finds_the_same_authority(tmp_path: Path) -> None:
    assert office_keys(tmp_path, None).certificate == office_keys(tmp_path, "").certificate


def test_processes_starting_at_once_agree_on_one_authority(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: office_keys(tmp_path, None).authority, range(6)))
    assert len(set(made)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["development-authority"]


def test_the_trust_folder_learns_the_authority(tmp_path: Path) -> None:
    keys = office_keys(tmp_path / "data", None, trust=tmp_path / "trust")
    assert [file.read_bytes() for file in (tmp_path / "trust").iterdir()] == [keys.authority_pem]


def test_a_trust_folder_that_cannot_be_written_is_said_and_no_obstacle(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    office_keys(tmp_path, None, trust=tmp_path / "file" / "trust")
    assert "verify with --trust" in caplog.text


def test_a_damaged_development_key_is_refused_with_its_remedy(tmp_path: Path) -> None:
    office_keys(tmp_path, None)
    (tmp_path / "development-authority" / "seal.key").write_text("nothing")
    with pytest.raises(UnusableSigner, match="move the folder away"):
        office_keys(tmp_path, None)


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_a_pkcs12_file_with_its_chain_seals_in_earnest(tmp_path: Path, kind: str) -> None:
    root_key = ec.generate_private_key(ec.SECP256R1())
    between_key = ec.generate_private_key(ec.SECP256R1())
    key = rsa.generate_private_key(65537, 2048) if kind == "RSA" else ec.generate_private_key(ec.SECP256R1())
    root = certificate("根", root_key, "根", root_key, ca=True)
    between = certificate("中级", between_key, "根", root_key, ca=True)
    seal = certificate("审图专用章", key, "中级", between_key, ca=False)
    keys = office_keys(tmp_path, p12(tmp_path, key, seal, [root, between]), passphrase="geheim")
    assert not keys.development
    assert keys.name == "审图专用章"
    assert keys.intermediates == (between.public_bytes(serialization.Encoding.DER),)
    assert keys.authority == root.public_bytes(serialization.Encoding.DER)
    assert not (tmp_path / "development-authority").exists()


def refused(tmp_path: Path, signer: str, passphrase: str = "geheim") -> str:
    with pytest.raises(UnusableSigner) as error:
        office_keys(tmp_path, signer, passphrase=passphrase)
    assert error.value.words.zh
    return error.value.words.en


def test_a_signer_that_cannot_seal_is_refused_with_reason_and_remedy(tmp_path: Path) -> None:
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = certificate("根", root_key, "根", root_key, ca=True)
    seal = certificate("章", key, "根", root_key, ca=False)
    whole = p12(tmp_path, key, seal, [root])
    assert "wrong passphrase" in refused(tmp_path, whole, "falsch")
    assert "not understood" in refused(tmp_path, "pkcs11:token")
    assert "check path" in refused(tmp_path, f"pkcs12:{tmp_path}/none.p12")
    assert "the chain lacks" in refused(tmp_path, p12(tmp_path, key, seal, []))
    old = certificate("章", key, "根", root_key, ca=False, days=-1)
    assert "not in force" in refused(tmp_path, p12(tmp_path, key, old, [root]))
    weak = rsa.generate_private_key(65537, 1024)
    small = certificate("章", weak, "根", root_key, ca=False)
    assert "not supported" in refused(tmp_path, p12(tmp_path, weak, small, [root]))
