from __future__ import annotations

import asyncio
import json
import os
import socket
from pathlib import Path

import pymupdf
import pytest

from review.results.keys import Keys, office_keys
from review.results.sign import signed_pdf
from review.results.verification import Outcome, as_json, as_text
from review.results.verify import verify
from tests.review.results.made import MOMENT, Packed, plain_pdf


@pytest.fixture
def sheet(sealed: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "总施-01.pdf"
    file.write_bytes(sealed)
    return file


def test_a_sealed_sheet_is_valid_and_its_development_seal_is_said_loudly(sheet: Path) -> None:
    answer = verify(sheet)
    assert (answer.outcome, answer.exit_status, answer.kind) == (Outcome.VALID, 0, "pdf")
    assert answer.development
    (seen,) = answer.signatures
    assert (seen.whole_file, seen.intact, seen.trusted, seen.claimed_at) == (True, True, True, MOMENT)
    assert "有效" in as_text(answer)
    assert "开发测试用章，无法律效力" in as_text(answer)
    assert "DEVELOPMENT AUTHORITY" in as_text(answer, "en")


def test_verification_asks_no_network(sheet: Path, packed: Packed, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    assert verify(sheet).exit_status == 0
    assert verify(packed.file).exit_status == 0


def test_verification_works_inside_a_running_event_loop(sheet: Path) -> None:
    async def inside() -> int:
        return verify(sheet).exit_status

    assert asyncio.run(inside()) == 0


def test_an_unknown_signer_is_not_valid_and_the_remedy_is_named(sheet: Path, nobody: Path, authority: Path) -> None:
    answer = verify(sheet, folder=nobody)
    assert answer.exit_status == 1
    assert [problem.what for problem in answer.problems] == ["untrusted"]
    assert "--trust" in answer.problems[0].words.zh
    assert "--trust" in answer.problems[0].words.en
    assert verify(sheet, folder=nobody, trust=[authority]).exit_status == 0


def test_another_authority_of_the_same_name_is_not_the_same(sheet: Path, tmp_path: Path) -> None:
    office_keys(tmp_path / "other", None, trust=tmp_path / "trust")
    assert verify(sheet, folder=tmp_path / "trust").exit_status == 1


def test_no_byte_of_a_sealed_pdf_can_change_unnoticed(sealed: bytes, tmp_path: Path) -> None:
    file, unnoticed = tmp_path / "a.pdf", []
    for place in range(0, len(sealed), 89):
        changed = bytearray(sealed)
        changed[place] ^= 0x20 if place % 2 else 0x01
        file.write_bytes(changed)
        if verify(file).exit_status == 0:
            unnoticed.append(place)
    assert unnoticed == []


def test_what_is_added_behind_the_seal_is_noticed(sealed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(sealed + b"\n")
    answer = verify(file)
    assert answer.exit_status == 1
    assert "追加了内容" in answer.problems[0].words.zh


def test_an_incremental_change_by_another_program_is_noticed(sealed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(sealed)
    with pymupdf.open(file) as document:
        document[0].insert_text((100, 100), "changed")
        document.saveIncr()
    assert verify(file).exit_status == 1


def test_a_strangers_signature_on_top_is_not_ours(keys: Keys, tmp_path: Path) -> None:
    stranger = office_keys(tmp_path / "stranger", None, trust=tmp_path / "elsewhere")
    ours = signed_pdf(plain_pdf(), keys, reason="x", final=False)
    file = tmp_path / "a.pdf"
    file.write_bytes(signed_pdf(ours, stranger, reason="y"))
    answer = verify(file)
    assert answer.exit_status == 1
    assert [seen.trusted for seen in answer.signatures] == [True, False]


def test_our_seal_over_a_designers_signature_is_valid_and_says_what_was_not_trusted(keys: Keys, tmp_path: Path) -> None:
    designer = office_keys(tmp_path / "designer", None, trust=tmp_path / "elsewhere")
    file = tmp_path / "a.pdf"
    file.write_bytes(signed_pdf(signed_pdf(plain_pdf(), designer, reason="设计", final=False), keys, reason="审图"))
    answer = verify(file)
    assert answer.exit_status == 0
    assert [seen.trusted for seen in answer.signatures] == [False, True]
    assert any("仅核对了其完整性" in warning.zh for warning in answer.warnings)


def test_an_unsigned_pdf_is_not_valid(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(plain_pdf())
    answer = verify(file)
    assert answer.exit_status == 1
    assert "没有签名" in answer.problems[0].words.zh


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"\xff" * 4000, "第一章".encode(), b"PK\3\4" + b"\0" * 50, b"PK\5\6"],
)
def test_what_is_neither_package_nor_pdf_is_unreadable(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(content)
    answer = verify(file)
    assert (answer.outcome, answer.exit_status) == (Outcome.UNREADABLE, 2)
    assert "无法读取" in as_text(answer)


def test_a_missing_file_or_a_folder_is_unreadable(tmp_path: Path) -> None:
    assert verify(tmp_path / "none").exit_status == 2
    assert verify(tmp_path).exit_status == 2


def test_a_huge_sparse_file_is_unreadable_in_no_time(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with file.open("wb") as out:
        os.truncate(out.fileno(), 1 << 28)
    assert verify(file).exit_status == 2


def test_a_pdf_with_a_crowd_of_signatures_is_unreadable(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\n" + b"".join(b"/ByteRange [0 %d 900 9]\n" % (9 + n) for n in range(300)) + b" " * 900)
    assert verify(file).exit_status == 2


def test_the_answer_is_json_as_well(sheet: Path) -> None:
    answer = json.loads(json.dumps(as_json(verify(sheet, name="总施-01.pdf"))))
    assert answer["schema"] == "joint-review/verify/1"
    assert (answer["valid"], answer["outcome"], answer["file"]) == (True, "valid", "总施-01.pdf")
    assert answer["signatures"][0]["whole_file"] is True
