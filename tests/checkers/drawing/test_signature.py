from __future__ import annotations

from pathlib import Path

import pytest

from checkers.drawing.signature import detect, dwg_release
from checkers.errors import CannotReadFile


def written(folder: Path, content: bytes, name: str = "plan.dxf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", "dxf"),
        (b"\xef\xbb\xbf0\nSECTION\n2\nHEADER\n", "dxf"),
        (b"999\nmade by hand\n0\nSECTION\n2\nENTITIES\n", "dxf"),
        (b"AutoCAD Binary DXF\r\n\x1a\x00" + b"\x00" * 20, "dxf"),
        (b"AC1032\x00\x00\x00", "dwg"),
        (b"AC1.40\x00", "dwg"),
        (b"junk before\n%PDF-1.7\n", "pdf"),
    ],
)
def test_the_bytes_tell_the_format_whatever_the_name(tmp_path: Path, content: bytes, format_: str) -> None:
    assert detect(written(tmp_path, content, "a.png")) == format_


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"", "空的", "empty"),
        (b"\x89PNG\r\n\x1a\n", "PNG 图片", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "JPEG 图片", "a JPEG picture"),
        (b"PK\x03\x04", "ZIP 压缩包", "a ZIP archive"),
        (b"\x1f\x8b\x08", "gzip 压缩包", "a gzip archive"),
        (b"\xff" * 5000, "0xFF", "0xFF"),
        (b"Dear Sir or Madam", "不是 DXF", "neither DXF"),
    ],
)
def test_a_file_that_is_no_drawing_is_named_for_what_it_is(tmp_path: Path, content: bytes, zh: str, en: str) -> None:
    with pytest.raises(CannotReadFile) as refusal:
        detect(written(tmp_path, content))
    assert zh in refusal.value.words.zh
    assert en in refusal.value.words.en
    assert "\n" not in refusal.value.words.zh + refusal.value.words.en


def test_a_missing_file_is_refused_with_words(tmp_path: Path) -> None:
    with pytest.raises(CannotReadFile, match="cannot be opened"):
        detect(tmp_path / "absent.dwg")


def test_old_dwg_signatures_are_known_by_release() -> None:
    assert dwg_release(b"AC1009\x00") == "R11/R12"
    assert dwg_release(b"AC1.40\x00") == "R1.4"
    assert dwg_release(b"AC1032\x00") == "2018"
    assert dwg_release(b"ZZ") == ""
