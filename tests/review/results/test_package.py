from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from review.results.errors import CannotPackage
from review.results.keys import Keys
from review.results.package import PackedFile, assemble
from tests.review.results.made import Packed


def test_the_package_holds_everything_a_case_ends_with(packed: Packed) -> None:
    with zipfile.ZipFile(packed.file) as archive:
        assert archive.namelist() == [
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


def test_the_manifest_binds_every_file_and_keeps_its_first_name(packed: Packed) -> None:
    with zipfile.ZipFile(packed.file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for entry in manifest["files"]:
            content = archive.read(entry["path"])
            assert hashlib.sha256(content).hexdigest() == entry["sha256"]
            assert len(content) == entry["size"]
    files = {entry["path"]: entry for entry in manifest["files"]}
    assert files["originals/_总图_建筑施工图.dxf"]["original_name"] == "../总图/建筑施工图.dxf"
    assert files["sheets/总施-01 总平面图.pdf"]["number"] == "总施-01"
    assert {entry["kind"] for entry in manifest["files"]} == {"sealed", "original", "record", "help"}
    assert manifest["case"] == {"number": "2026-000001", "name": "湖滨花园", "round": 1}
    assert manifest["seal"]["development"] is True
    assert manifest["timeline_head"] == packed.parts.timeline[-1]["hash"]


def test_originals_stay_byte_for_byte_what_was_received(packed: Packed) -> None:
    with zipfile.ZipFile(packed.file) as archive:
        assert archive.read("originals/_总图_建筑施工图.dxf") == packed.parts.originals[0].path.read_bytes()


def test_the_same_parts_are_packed_in_the_same_order_and_form(packed: Packed, keys: Keys, tmp_path: Path) -> None:
    again = assemble(packed.parts, keys, tmp_path / "again.zip")
    first, second = packed.file.read_bytes(), again.read_bytes()
    place = first.index(b"manifest.p7s")
    assert first[:place] == second[:place]  # an ECDSA signature is different every time


def test_the_readme_tells_in_both_languages_how_to_verify_by_hand(packed: Packed, tmp_path: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not on this machine")
    with zipfile.ZipFile(packed.file) as archive:
        archive.extractall(tmp_path)
    text = (tmp_path / "README.txt").read_text()
    assert "开发测试用章，无法律效力" in text
    assert "How to verify" in text
    start = text.index("openssl cms")
    command = text[start : text.index("/dev/null") + 9].replace("\\\n", " ")
    verified = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "erification successful" in verified.stderr


def test_a_package_without_sheets_or_time_zone_is_refused(packed: Packed, keys: Keys, tmp_path: Path) -> None:
    with pytest.raises(CannotPackage, match="no sealed sheet"):
        assemble(replace(packed.parts, sheets=[]), keys, tmp_path / "a.zip")
    with pytest.raises(CannotPackage):
        assemble(replace(packed.parts, sealed_at=datetime(2026, 1, 1)), keys, tmp_path / "a.zip")  # noqa: DTZ001 — that is the point


def test_a_missing_file_is_named_and_leaves_nothing_behind(packed: Packed, keys: Keys, tmp_path: Path) -> None:
    gone = replace(packed.parts, originals=[PackedFile("甲.dxf", tmp_path / "gone")])
    with pytest.raises(CannotPackage, match=r"originals/甲\.dxf"):
        assemble(gone, keys, tmp_path / "out" / "a.zip")
    assert list((tmp_path / "out").iterdir()) == []
