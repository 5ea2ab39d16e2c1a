"""Names are shown, never used; bytes are kept as they came."""

from io import BytesIO
from pathlib import Path

import pytest

from review.errors import Refused
from review.intake.receive import keep_bytes, shown_name
from storage.objects import Folder


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/总图.dwg", "总图.dwg"),
        ("C:\\图纸\\一层.dxf", "一层.dxf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("  ..  ", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_name_keeps_its_last_part_and_nothing_hostile(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_a_name_of_300_characters_keeps_its_beginning_and_its_ending() -> None:
    shown = shown_name("总" * 296 + ".dwg")
    assert len(shown) <= 200
    assert shown.startswith("总总")
    assert shown.endswith(".dwg")


def test_bytes_are_kept_unaltered_under_their_hash(tmp_path: Path) -> None:
    objects = Folder(tmp_path)
    kept = keep_bytes(objects, "a.dxf", BytesIO(b"0\r\nEOF\r\n"), most=100)
    assert objects.read(kept.kept.sha256) == b"0\r\nEOF\r\n"
    assert kept.kept.size == 8
    assert kept.format == "dxf"


def test_an_empty_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="empty") as caught:
        keep_bytes(Folder(tmp_path), "空.dxf", BytesIO(b""), most=100)
    assert "重新导出" in caught.value.words.zh


def test_a_picture_renamed_to_a_drawing_is_refused_by_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"one\.dxf.*PNG picture"):
        keep_bytes(Folder(tmp_path), "one.dxf", BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 40), most=100)


def test_a_file_over_the_limit_is_refused_before_all_of_it_is_read(tmp_path: Path) -> None:
    stream = BytesIO(b"x" * (8 << 20))
    with pytest.raises(Refused, match="limit of 1 MiB"):
        keep_bytes(Folder(tmp_path), "大.dwg", stream, most=1 << 20)
    assert stream.tell() < 8 << 20
