from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from review.results.container import Writer
from review.results.keys import Keys, office_keys
from review.results.package import assemble
from review.results.verification import as_json, as_text
from review.results.verify import verify
from review.results.verify_package import broken_at
from tests.review.results.made import Packed, chained


def rewritten(content: bytes, change: Any) -> bytes:
    """The package written again in its own form after ``change`` has had its way with the members."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = [(name, archive.read(name), archive.getinfo(name).compress_type != 0) for name in archive.namelist()]
    out = io.BytesIO()
    writer = Writer(out)
    for name, body, deflated in change(files):
        writer.add(name, io.BytesIO(body), len(body), deflated=deflated)
    writer.close()
    return out.getvalue()


def flipped(name: str) -> Any:
    def change(files: list[tuple[str, bytes, bool]]) -> list[tuple[str, bytes, bool]]:
        changed = []
        for each, body, deflated in files:
            bent = bytearray(body)
            bent[len(bent) // 2] ^= 0x01
            changed.append((each, bytes(bent) if each == name else body, deflated))
        return changed

    return change


def answer_of(content: bytes, folder: Path) -> Any:
    file = folder / "a.zip"
    file.write_bytes(content)
    return verify(file)


def test_a_whole_package_is_valid(packed: Packed) -> None:
    answer = verify(packed.file)
    assert answer.problems == ()
    assert answer.exit_status == 0
    assert (answer.kind, answer.case, answer.code, answer.files, answer.timeline_entries) == (
        "package", "2026-000001", "AB12", 10, 3,
    )  # fmt: skip
    assert len(answer.signatures) == 4  # the manifest, two sheets, the letter
    assert answer.development
    assert "compared 10 files, 4 signatures, 3 timeline entries" in as_text(answer, "en")
    assert "已核对 10 个文件" in as_text(answer, "zh")


def test_rewriting_without_change_is_still_valid(packed: Packed, tmp_path: Path) -> None:
    content = packed.file.read_bytes()
    assert rewritten(content, lambda files: files) == content


MEMBERS = [
    "sheets/总施-01 总平面图.pdf",
    "sheets/总施-01 总平面图 (2).pdf",
    "letter.pdf",
    "originals/_总图_建筑施工图.dxf",
    "findings.json",
    "marks.json",
    "opinions.json",
    "timeline.json",
    "authority.pem",
    "README.txt",
    "manifest.json",
    "manifest.p7s",
]


@pytest.mark.parametrize("name", MEMBERS)
def test_one_changed_byte_names_its_file(packed: Packed, name: str, tmp_path: Path) -> None:
    answer = answer_of(rewritten(packed.file.read_bytes(), flipped(name)), tmp_path)
    assert answer.exit_status == 1
    assert name in {problem.file for problem in answer.problems}
    if name not in {"manifest.json", "manifest.p7s"}:
        assert {problem.file for problem in answer.problems} == {name}
        assert name in as_text(answer, "en")


@pytest.mark.parametrize("name", MEMBERS)
def test_a_missing_file_is_named(packed: Packed, name: str, tmp_path: Path) -> None:
    content = rewritten(packed.file.read_bytes(), lambda files: [each for each in files if each[0] != name])
    answer = answer_of(content, tmp_path)
    assert answer.exit_status == 1
    assert (name, "missing") in {(problem.file, problem.what) for problem in answer.problems}


def test_an_added_file_is_named(packed: Packed, tmp_path: Path) -> None:
    content = rewritten(packed.file.read_bytes(), lambda files: [*files, ("sheets/附加.pdf", b"%PDF-", False)])
    answer = answer_of(content, tmp_path)
    assert [(problem.file, problem.what) for problem in answer.problems] == [("sheets/附加.pdf", "extra")]


def test_a_second_file_of_the_same_name_is_named(packed: Packed, tmp_path: Path) -> None:
    content = rewritten(packed.file.read_bytes(), lambda files: [("letter.pdf", b"%PDF-", False), *files])
    answer = answer_of(content, tmp_path)
    assert ("letter.pdf", "archive") in {(problem.file, problem.what) for problem in answer.problems}


def test_swapped_files_are_both_named(packed: Packed, tmp_path: Path) -> None:
    def swap(files: list[tuple[str, bytes, bool]]) -> list[tuple[str, bytes, bool]]:
        names = {"letter.pdf": "sheets/总施-01 总平面图.pdf", "sheets/总施-01 总平面图.pdf": "letter.pdf"}
        return [(names.get(name, name), body, deflated) for name, body, deflated in files]

    answer = answer_of(rewritten(packed.file.read_bytes(), swap), tmp_path)
    assert {problem.file for problem in answer.problems} == {"letter.pdf", "sheets/总施-01 总平面图.pdf"}


def test_an_unsafe_name_is_named(packed: Packed, tmp_path: Path) -> None:
    content = rewritten(packed.file.read_bytes(), lambda files: [*files, ("../../evil", b"x", False)])
    assert {problem.file for problem in answer_of(content, tmp_path).problems} == {"../../evil"}


def test_other_order_or_packing_of_the_same_files_is_noticed(packed: Packed, tmp_path: Path) -> None:
    content = packed.file.read_bytes()
    for change in (
        lambda files: [files[1], files[0], *files[2:]],
        lambda files: [(name, body, False) for name, body, _ in files],
    ):
        answer = answer_of(rewritten(content, change), tmp_path)
        assert [problem.what for problem in answer.problems] == ["archive"]


def test_a_package_packed_again_by_another_program_is_noticed(packed: Packed, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(packed.file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert answer_of(out.getvalue(), tmp_path).exit_status == 1


@pytest.mark.parametrize("change", [b"comment", b"trailing"])
def test_a_comment_or_trailing_bytes_are_noticed(packed: Packed, change: bytes, tmp_path: Path) -> None:
    content = packed.file.read_bytes()
    altered = content + change if change == b"trailing" else content[:-2] + len(change).to_bytes(2, "little") + change
    answer = answer_of(altered, tmp_path)
    assert answer.exit_status == 1
    assert [problem.what for problem in answer.problems] == ["archive"]


def test_no_byte_of_the_archive_can_change_unnoticed(packed: Packed, tmp_path: Path) -> None:
    content = packed.file.read_bytes()
    end = content.index(b"PK\3\4", content.index(b"manifest.json"))
    places = {
        *range(0, len(content), 997),
        *range(40),
        *range(end - 20, end + 60, 3),
        *range(len(content) - 400, len(content), 7),
    }
    unnoticed = []
    for place in sorted(places):
        bent = bytearray(content)
        bent[place] ^= 0x20
        if answer_of(bytes(bent), tmp_path).exit_status == 0:
            unnoticed.append(place)
    assert unnoticed == []


def test_a_package_cut_short_is_unreadable(packed: Packed, tmp_path: Path) -> None:
    content = packed.file.read_bytes()
    for length in (10, len(content) // 2, len(content) - 1):
        assert answer_of(content[:length], tmp_path).exit_status == 2


def test_any_other_zip_is_not_a_package(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "hello")
    answer = answer_of(out.getvalue(), tmp_path)
    assert answer.exit_status == 1
    assert ("manifest.json", "missing") in {(problem.file, problem.what) for problem in answer.problems}


def test_a_package_of_an_unknown_authority_is_not_valid_whatever_it_says_itself(
    packed: Packed, tmp_path: Path, nobody: Path, authority: Path
) -> None:
    answer = verify(packed.file, folder=nobody)
    assert answer.exit_status == 1
    assert {problem.what for problem in answer.problems} == {"untrusted"}
    assert verify(packed.file, folder=nobody, trust=[authority]).exit_status == 0


def test_a_package_sealed_anew_by_a_stranger_is_not_valid(packed: Packed, tmp_path: Path) -> None:
    stranger = office_keys(tmp_path / "stranger", None, trust=tmp_path / "elsewhere")
    forged = assemble(packed.parts, stranger, tmp_path / "forged.zip")
    answer = verify(forged)
    assert answer.exit_status == 1
    assert {problem.file for problem in answer.problems} == {"manifest.p7s"}


def test_a_sheet_sealed_by_nobody_is_named_though_the_manifest_is_right(
    packed: Packed, keys: Keys, tmp_path: Path
) -> None:
    unsealed = tmp_path / "u.pdf"
    unsealed.write_bytes(b"%PDF-1.7\n%%EOF")
    made = assemble(replace(packed.parts, letter=unsealed), keys, tmp_path / "a.zip")
    assert [problem.file for problem in verify(made).problems] == ["letter.pdf"]


def test_a_timeline_that_was_rewritten_before_sealing_is_named(packed: Packed, keys: Keys, tmp_path: Path) -> None:
    entries = chained("created", "submitted", "decided")
    entries[1] = {**entries[1], "event": "withdrawn"}
    made = assemble(replace(packed.parts, timeline=entries), keys, tmp_path / "a.zip")
    (problem,) = verify(made).problems
    assert (problem.file, problem.words.zh) == ("timeline.json", "第 2 条记录与哈希链不符")


def test_a_chain_breaks_where_an_entry_is_changed_missing_or_moved() -> None:
    entries = chained("a", "b", "c")
    assert broken_at(entries) is None
    assert broken_at([]) is None
    assert broken_at(entries[1:]) == 0
    assert broken_at([entries[0], entries[2]]) == 1
    assert broken_at([entries[1], entries[0], entries[2]]) == 0
    assert broken_at([*entries[:2], {**entries[2], "at": "2026-03-04T05:06:09.000000Z"}]) == 2


def test_a_manifest_that_is_no_json_of_ours_is_named(packed: Packed, tmp_path: Path) -> None:
    for content in (b"[" * 100_000, b"[]", b"{}", b"\xff"):
        changed = rewritten(
            packed.file.read_bytes(),
            lambda files, content=content: [
                (name, content if name == "manifest.json" else body, deflated) for name, body, deflated in files
            ],
        )
        answer = answer_of(changed, tmp_path)
        assert answer.exit_status == 1
        assert "manifest.json" in {problem.file for problem in answer.problems}


def test_hostile_values_in_a_manifest_are_no_traceback(packed: Packed, tmp_path: Path) -> None:
    for files in (None, 3, [3], [{"path": 3}], [{"path": "letter.pdf", "sha256": [], "size": {}}]):
        hostile = json.dumps({"schema": "joint-review/package/1", "files": files, "archive": 3, "case": []}).encode()
        changed = rewritten(
            packed.file.read_bytes(),
            lambda members, hostile=hostile: [
                (name, hostile if name == "manifest.json" else body, deflated) for name, body, deflated in members
            ],
        )
        assert answer_of(changed, tmp_path).exit_status == 1


def test_a_genuine_package_says_what_was_concluded_so_that_nobody_takes_it_for_a_pass(packed: Packed) -> None:
    answer = verify(packed.file)
    assert answer.exit_status == 0
    assert answer.conclusion == "correct"
    assert "审查结论：整改后复审" in as_text(answer, "zh")
    assert as_json(answer)["conclusion"] == "correct"
