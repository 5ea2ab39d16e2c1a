"""Files whose structure is broken are read as a designer would expect, and what was mended is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checkers.drawing import dxf
from checkers.drawing.model import DrawingSet, Omission
from checkers.drawing.reader import read
from checkers.errors import CannotReadFile
from tests.checkers.drawing.drafting import drawing, saved

LINES, TEXTS = 3, 3
"""what the drawing holds: two lines and a curve; a text, a paragraph and an attribute"""


def whole(folder: Path) -> bytes:
    """A drawing with a line in model space, one in a block, a text, a paragraph, an attribute and a spline."""
    doc = drawing()
    space = doc.modelspace()
    doc.blocks.new("B").add_line((0, 0), (100, 0))
    space.add_line((0, 0), (20_000, 10_000))
    space.add_spline([(0, 0), (1000, 1000), (2000, 0), (3000, 3000)])
    space.add_text("消防车道", height=300, dxfattribs={"insert": (10_000, 10_000)})
    space.add_mtext("第一行", dxfattribs={"insert": (10_000, 12_000), "char_height": 250})
    space.add_blockref("B", (5000, 5000)).add_attrib("NAME", "泵房", (5000, 5000))
    return saved(doc, folder, "whole.dxf").read_bytes()


def read_of(folder: Path, content: bytes) -> DrawingSet:
    path = folder / "plan.dxf"
    path.write_bytes(content)
    drawn = read(path).drawing
    # both ways of reading mend the same
    slow, _, _ = dxf.read(path, "plan.dxf", "0" * 64, columns=False)
    assert counts(drawn) == counts(slow)
    return drawn


def counts(drawn: DrawingSet) -> tuple[int, int]:
    return sum(len(sheet.entities) for sheet in drawn.sheets), sum(len(sheet.texts) for sheet in drawn.sheets)


def listed(drawn: DrawingSet) -> list[tuple[Omission, str]]:
    return [(lost.kind, lost.what) for sheet in drawn.sheets for lost in sheet.not_displayed]


def entities(content: bytes) -> tuple[int, int]:
    start = content.index(b"ENTITIES\n")
    return start, content.index(b"ENDSEC", start)


def without_marker(*names: str) -> Callable[[bytes], bytes]:
    pattern = "|".join(names).encode()
    return lambda content: re.sub(rb"100\n(?:" + pattern + rb")\n", b"", content)


def ending(end: bytes) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(b"\n", end)


def blank_before_each_entity(content: bytes) -> bytes:
    start, end = entities(content)
    return content[:start] + content[start:end].replace(b"\n  0\n", b"\n\n  0\n") + content[end:]


def in_utf_16(content: bytes) -> bytes:
    return b"\xff\xfe" + content.decode().encode("utf-16-le")


def without_section(name: str) -> Callable[[bytes], bytes]:
    pattern = rb"  0\nSECTION\n  2\n" + name.encode() + rb"\n.*?  0\nENDSEC\n"
    return lambda content: re.sub(pattern, b"", content, count=1, flags=re.DOTALL)


def of_version_r12(content: bytes) -> bytes:
    """A file that says it is of R12 and holds newer kinds, as simple exporters write it."""
    start, end = entities(content)
    return b"0\nSECTION\n2\n" + content[start:end] + b"ENDSEC\n0\nEOF\n"


MENDED = {
    "subclass marker of SPLINE": (without_marker("AcDbSpline"), "SPLINE: 缺少子类标记，已补上 ×1"),
    "all own subclass markers": (without_marker("AcDbMText", "AcDbSpline", "AcDbText", "AcDbLine"), "SPLINE"),
    "AcDbEntity": (without_marker("AcDbEntity"), "SPLINE"),
    "every subclass marker": (without_marker(r"AcDb\w+"), "SPLINE"),
    "CR alone": (ending(b"\r"), "（CR）"),
    "CR CR LF": (ending(b"\r\r\n"), "（CR CR LF）"),
    "every line doubled": (ending(b"\n\n"), "（LF LF）"),
    "blanks at line ends": (ending(b"  \n"), "行末有多余空格"),
    "empty lines between entities": (blank_before_each_entity, "多余的空行"),
    "UTF-16": (in_utf_16, "UTF-16"),
    "UTF-16 without its mark": (lambda content: content.decode().encode("utf-16-be"), "UTF-16-BE"),
    "no ENDSEC": (lambda content: content.replace(b"  0\nENDSEC\n", b""), "缺少 ENDSEC，已补上 ×6"),
    "no ENDBLK of the last block": (
        lambda content: content[::-1].replace(b"\nKLBDNE\n0  ", b"", 1)[::-1],
        "缺少 ENDBLK",
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_it_is_read_whole_and_what_was_mended_is_said(tmp_path: Path, name: str) -> None:
    damage, said = MENDED[name]
    drawn = read_of(tmp_path, damage(whole(tmp_path)))
    assert counts(drawn) == (LINES, TEXTS)
    assert listed(drawn) == []
    assert {text.content for text in drawn.sheets[0].texts} == {"消防车道", "第一行", "泵房"}
    assert any(said in note for note in drawn.files[0].repairs)


@pytest.mark.parametrize(
    "damage",
    [
        without_marker("AcDbMText"),
        ending(b"\r\n"),
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content + b"\x1a junk\nbehind the end mark",
        lambda content: content + b"\0" * 500,
        without_section("TABLES"),
        without_section("CLASSES"),
        without_section("OBJECTS"),
        lambda content: re.sub(rb"(?<=AcDbEntity)(.*?)\n  5\n\w+", rb"\1", content, flags=re.DOTALL, count=1),
    ],
)
def test_what_needs_no_mending_is_read_whole_without_a_word(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    drawn = read_of(tmp_path, damage(whole(tmp_path)))
    assert counts(drawn) == (LINES, TEXTS)
    assert listed(drawn) == []


def test_newer_kinds_are_read_in_a_file_that_declares_no_version(tmp_path: Path) -> None:
    content = without_section("BLOCKS")(whole(tmp_path))
    drawn = read_of(tmp_path, of_version_r12(content))
    # the line and the spline; the block and what hangs on it are not in the file
    assert {text.content for text in drawn.sheets[0].texts} == {"消防车道", "第一行"}
    assert counts(drawn)[0] == LINES - 1
    assert listed(drawn) == [(Omission.DAMAGED, "INSERT B")]


def test_a_block_that_is_only_named_is_listed(tmp_path: Path) -> None:
    drawn = read_of(tmp_path, without_section("BLOCKS")(whole(tmp_path)))
    assert (Omission.DAMAGED, "INSERT b") in listed(drawn)


def test_handles_given_twice_lose_nothing(tmp_path: Path) -> None:
    content = whole(tmp_path)
    start, end = entities(content)
    same = re.sub(rb"\n  5\n\w+\n", b"\n  5\n2F\n", content[start:end])
    assert counts(read_of(tmp_path, content[:start] + same + content[end:])) == (LINES, TEXTS)


def test_two_sections_of_one_name_are_both_read_and_the_oddity_is_listed(tmp_path: Path) -> None:
    content = whole(tmp_path)
    _, end = entities(content)
    more = b"  0\nENDSEC\n  0\nSECTION\n  2\nENTITIES\n  0\nCIRCLE\n 10\n0.0\n 20\n0.0\n 40\n5000.0\n"
    drawn = read_of(tmp_path, content[: end - 4] + more + content[end - 4 :])
    assert counts(drawn) == (LINES + 1, TEXTS)
    assert listed(drawn) == [(Omission.DAMAGED, "structure")]


def test_a_line_that_makes_no_sense_is_passed_over_and_its_entity_listed(tmp_path: Path) -> None:
    content = whole(tmp_path).replace(b"\n  0\nMTEXT\n", b"\nxyzzy\n  0\nMTEXT\n", 1)
    line = content[: content.index(b"xyzzy")].count(b"\n") + 1
    drawn = read_of(tmp_path, content)
    assert counts(drawn) == (LINES, TEXTS)
    assert listed(drawn) == [(Omission.DAMAGED, f"TEXT (line {line})")]


def test_a_number_that_is_none_is_listed_with_its_line(tmp_path: Path) -> None:
    content = whole(tmp_path).replace(b"\n 40\n300.0\n", b"\n 40\n3OO.0\n", 1)
    line = content[: content.index(b"3OO.0")].count(b"\n") + 1
    assert listed(read_of(tmp_path, content)) == [(Omission.DAMAGED, f"3OO.0 (line {line})")]


def test_a_null_byte_in_a_number_is_listed_and_none_is_handed_on(tmp_path: Path) -> None:
    drawn = read_of(tmp_path, whole(tmp_path).replace(b"\n 40\n300.0\n", b"\n 40\n30\x000.0\n", 1))
    assert [kind for kind, _ in listed(drawn)] == [Omission.DAMAGED]
    assert not any("\0" in words for words in (*drawn.files[0].repairs, *(what for _, what in listed(drawn))))


def test_a_missing_coordinate_is_listed_with_its_line(tmp_path: Path) -> None:
    content = whole(tmp_path).replace(b"\n 20\n10000.0\n", b"\n", 1)
    (found,) = listed(read_of(tmp_path, content))
    assert found[0] is Omission.DAMAGED
    assert re.fullmatch(r"DXF \(line \d+\)", found[1])


def test_a_file_cut_within_an_entity_names_what_is_left_out(tmp_path: Path) -> None:
    content = whole(tmp_path)
    drawn = read_of(tmp_path, content[: content.index("第一行".encode()) + 3])
    assert listed(drawn) == [(Omission.DAMAGED, "file cut short")]
    assert any("最后一个图元 MTEXT 可能不全" in note for note in drawn.files[0].repairs)
    assert [text.content for text in drawn.sheets[0].texts] == ["消防车道"]


def test_codes_and_values_out_of_step_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "plan.dxf"
    path.write_bytes(b"0\nSECTION\n2\nENTITIES\n" + b"neither code nor value\n" * 5000 + b"0\nENDSEC\n0\nEOF\n")
    with pytest.raises(CannotReadFile, match="From line 5 on") as refusal:
        read(path)
    assert "第 5 行" in refusal.value.words.zh
