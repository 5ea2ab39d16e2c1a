from __future__ import annotations

from pathlib import Path

import pytest

from checkers.drawing.encoding import evidence
from checkers.drawing.model import Omission
from checkers.drawing.reader import read


def dxf(folder: Path, encoding: str, version: str = "AC1015", codepage: str = "ANSI_1252") -> Path:
    body = (
        f"0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\n{version}\n9\n$DWGCODEPAGE\n3\n{codepage}\n0\nENDSEC\n"
        "0\nSECTION\n2\nENTITIES\n0\nTEXT\n5\nA1\n8\n建筑轮廓\n10\n0\n20\n0\n40\n300\n1\n消防登高操作场地\n0\nENDSEC\n0\nEOF\n"
    )
    path = folder / "site.dxf"
    path.write_bytes(body.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("encoding", "version", "codepage", "said"),
    [
        ("gbk", "AC1015", "ANSI_1252", "gbk"),
        ("gbk", "AC1015", "ANSI_936", "gbk"),
        ("gbk", "AC1032", "ANSI_936", "gbk"),
        ("utf-8", "AC1015", "ANSI_936", "utf-8"),
    ],
)
def test_chinese_is_read_whatever_the_header_says(
    tmp_path: Path, encoding: str, version: str, codepage: str, said: str
) -> None:
    drawing = read(dxf(tmp_path, encoding, version, codepage)).drawing
    sheet = drawing.sheets[0]
    assert [text.content for text in sheet.texts] == ["消防登高操作场地"]
    assert sheet.layers[sheet.texts[0].layer].meaning == "BLDG_OUTLINE"
    assert drawing.files[0].encoding == said


def test_western_text_is_left_as_declared(tmp_path: Path) -> None:
    path = tmp_path / "plan.dxf"
    path.write_bytes("Geländer é ü\nWände ö\n".encode("cp1252"))
    assert evidence(path).decides("cp1252") is None


def test_bytes_of_no_encoding_are_said(tmp_path: Path) -> None:
    path = dxf(tmp_path, "utf-8", "AC1032")
    path.write_bytes(path.read_bytes().replace("消防登高".encode(), b"\xff\xfe\xfd"))
    sheet = read(path).drawing.sheets[0]
    assert [lost.kind for lost in sheet.not_displayed] == [Omission.ENCODING]
