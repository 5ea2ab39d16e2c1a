from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from review.results.errors import NotReadable
from review.results.keys import Keys
from review.results.trust import authorities, remember, trust_folder


def test_the_environment_names_the_trust_folder(own_trust: Path, tmp_path: Path) -> None:
    assert trust_folder() == own_trust
    assert trust_folder(tmp_path) == tmp_path


def test_without_a_word_the_users_configuration_folder_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JOINT_REVIEW_TRUST")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert trust_folder() == tmp_path / "joint-review" / "trust"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert trust_folder() == tmp_path / ".config" / "joint-review" / "trust"


def test_remembering_twice_keeps_one(keys: Keys, tmp_path: Path) -> None:
    assert remember(keys.authority_pem, tmp_path) == remember(keys.authority_pem, tmp_path)
    assert authorities((), tmp_path).certificates == (keys.authority,)


def test_a_named_authority_may_be_pem_or_der(keys: Keys, tmp_path: Path, nobody: Path) -> None:
    pem, der = tmp_path / "a.pem", tmp_path / "a.der"
    pem.write_bytes(keys.authority_pem)
    der.write_bytes(x509.load_pem_x509_certificate(keys.authority_pem).public_bytes(Encoding.DER))
    assert authorities([pem, der], nobody).certificates == (keys.authority,)


def test_a_named_file_without_a_certificate_is_refused(tmp_path: Path, nobody: Path) -> None:
    (tmp_path / "a.pem").write_text("hello")
    for file in (tmp_path / "a.pem", tmp_path / "none.pem"):
        with pytest.raises(NotReadable) as refused:
            authorities([file], nobody)
        assert str(file) in refused.value.words.zh


def test_a_damaged_file_in_the_folder_trusts_nobody(nobody: Path) -> None:
    (nobody / "a.pem").write_text("hello")
    assert authorities((), nobody).certificates == ()
