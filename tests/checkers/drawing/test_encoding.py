"""Chinese, Japanese and Korean come out right whatever version, form and header a DXF has."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

import ezdxf
import pytest

from checkers.drawing.encoding import codec_of, decided
from checkers.drawing.model import DrawingSet, Omission
from checkers.drawing.reader import read

LAYER = "建筑轮廓"
CHINESE = ("防火墙", "甲级防火门", "消防车道", "消防登高操作场地", "φ10@200 ㎡")
VERSIONS = ("R12", "R2000", "R2004", "R2007", "R2010", "R2013", "R2018")
UTF8_FROM = "R2007"


@dataclass(frozen=True)
class Written:
    """A DXF of one text for each content, on one layer, its strings in the encodings given."""

    version: str = "R2000"
    page: str = "ANSI_936"
    encoding: str = "gbk"
    binary: bool = False
    contents: tuple[str | bytes, ...] = CHINESE
    layer: str = LAYER

    def saved(self, folder: Path) -> Path:
        doc = ezdxf.new(self.version)
        doc.layers.add("LAYER-NAME")
        for number in range(len(self.contents)):
            doc.modelspace().add_text(f"TEXT-{number}-", height=300, dxfattribs={"layer": "LAYER-NAME"})
        if self.binary:
            stream = io.BytesIO()
            doc.write(stream, fmt="bin")
            raw = stream.getvalue()
        else:
            written = io.StringIO()
            doc.write(written)
            raw = written.getvalue().replace("\n", "\r\n").encode("cp1252")
        end = b"\0" if self.binary else b"\r\n"
        raw = raw.replace(b"ANSI_1252" + end, self.page.encode() + end)
        raw = raw.replace(b"LAYER-NAME", self.layer.encode(self.encoding))
        for number, content in enumerate(self.contents):
            spelled = content if isinstance(content, bytes) else content.encode(self.encoding)
            raw = raw.replace(b"TEXT-%d-" % number, spelled)
        path = folder / "plan.dxf"
        path.write_bytes(raw)
        return path


def texts(drawing: DrawingSet) -> list[str]:
    return [text.content for text in drawing.sheets[0].texts]


@pytest.mark.parametrize("binary", [False, True], ids=["ascii", "binary"])
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("page", ["ANSI_936", "ANSI_1252", "ANSI_950", "GB2312", "nonsense"])
@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_is_read_whatever_the_header_says(
    tmp_path: Path, version: str, binary: bool, page: str, encoding: str
) -> None:
    drawing = read(Written(version, page, encoding, binary).saved(tmp_path)).drawing
    assert texts(drawing) == list(CHINESE)
    sheet = drawing.sheets[0]
    assert {sheet.layers[text.layer].meaning for text in sheet.texts} == {"BLDG_OUTLINE"}
    (file,) = drawing.files
    assert file.encoding == encoding
    said = [line for line in file.repairs if "Encoding:" in line]
    declared_utf8 = version >= UTF8_FROM
    agrees = declared_utf8 if encoding == "utf-8" else not declared_utf8 and page in {"ANSI_936", "GB2312"}
    if agrees:
        assert said == []
    else:
        assert len(said) == 1
        assert said[0].startswith("文字编码：文件头为 ")
        assert page in said[0]
        assert f"read as {encoding}" in said[0]


@pytest.mark.parametrize("binary", [False, True], ids=["ascii", "binary"])
@pytest.mark.parametrize(
    ("page", "encoding", "contents"),
    [
        ("ANSI_950", "cp950", ("許功蓋", "防火門", "樓梯間", "安全出口")),
        ("BIG5", "cp950", ("防火牆 餐厲", "消防車道", "許功蓋")),
        ("ANSI_932", "cp932", ("防火戸", "エレベーター", "ｴﾚﾍﾞｰﾀｰ", "避難階段", "ソ表示")),
        ("ANSI_932", "cp932", ("ｴﾚﾍﾞｰﾀｰ", "ﾎｰﾙ")),
        ("ANSI_949", "cp949", ("방화문", "비상계단", "엘리베이터")),
        ("ANSI_1361", "johab", ("방화문", "비상계단", "엘리베이터")),
        ("GB18030", "gb18030", ("防火墙", "㐀㐁", "𠀀路")),
        ("ANSI_936", "gb18030", ("防火墙", "䶮城一期", "消防车道")),
        ("ANSI_1251", "cp1251", ("ПЛАН", "Фасад здания", "ЛИСТ")),
        ("ANSI_1253", "cp1253", ("ΚΑΤΟΨΗ", "Όψη")),
        ("ANSI_1252", "cp1252", ("Geländer", "Fußboden é", "Wände ö")),
        ("ANSI_1250", "cp1250", ("Půdorys", "Řez")),
    ],
)
def test_each_code_page_is_read_as_it_says(
    tmp_path: Path, binary: bool, page: str, encoding: str, contents: tuple[str, ...]
) -> None:
    drawing = read(Written("R2000", page, encoding, binary, contents, layer="0").saved(tmp_path)).drawing
    assert texts(drawing) == list(contents)
    assert drawing.files[0].encoding == encoding
    assert not [line for line in drawing.files[0].repairs if "ncoding" in line]


@pytest.mark.parametrize(
    ("page", "encoding", "contents"),
    [
        ("ANSI_936", "cp950", ("樓梯間", "防火門", "安全出口", "建築面積", "一層平面圖")),
        ("ANSI_1252", "cp950", ("樓梯間", "防火門", "安全出口", "建築面積", "一層平面圖")),
        ("ANSI_1252", "cp932", ("エレベーター", "ドア", "トイレの扉", "避難階段")),
        ("ANSI_949", "gbk", CHINESE),
        ("ANSI_932", "gbk", CHINESE),
        ("ANSI_1251", "gbk", CHINESE),
    ],
)
def test_bytes_that_prove_another_page_win_over_the_header(
    tmp_path: Path, page: str, encoding: str, contents: tuple[str, ...]
) -> None:
    drawing = read(Written("R2000", page, encoding, contents=contents, layer="0").saved(tmp_path)).drawing
    assert texts(drawing) == list(contents)
    assert drawing.files[0].encoding == encoding
    assert any(f"read as {encoding}" in line for line in drawing.files[0].repairs)


@pytest.mark.parametrize("binary", [False, True], ids=["ascii", "binary"])
@pytest.mark.parametrize(
    ("version", "most", "other"), [("R2000", "gbk", "utf-8"), ("R2018", "utf-8", "gbk"), ("R12", "gbk", "utf-8")]
)
def test_each_text_of_a_mixed_file_is_decided_by_its_own_bytes(
    tmp_path: Path, version: str, binary: bool, most: str, other: str
) -> None:
    contents = (*CHINESE * 12, "疏散走道".encode(other), "安全出口".encode(other))
    drawing = read(Written(version, "ANSI_936", most, binary, contents).saved(tmp_path)).drawing
    assert texts(drawing) == [*CHINESE * 12, "疏散走道", "安全出口"]
    (file,) = drawing.files
    assert file.encoding == most
    assert [line for line in file.repairs if "文件内混有多种文字编码" in line and f"{other}: 2" in line]


def test_a_file_without_any_header_is_read_by_its_bytes(tmp_path: Path) -> None:
    body = (
        f"0\nSECTION\n2\nENTITIES\n0\nTEXT\n8\n{LAYER}\n10\n0\n20\n0\n40\n300\n1\n消防登高操作场地\n0\nENDSEC\n0\nEOF\n"
    )
    path = tmp_path / "site.dxf"
    path.write_bytes(body.encode("gbk"))
    drawing = read(path).drawing
    assert texts(drawing) == ["消防登高操作场地"]
    assert "未声明代码页" in "".join(drawing.files[0].repairs)


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = Written("R2018", "ANSI_936", "utf-8").saved(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert texts(read(path).drawing) == list(CHINESE)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "cp950"])
def test_a_file_that_needs_recovery_keeps_its_texts(tmp_path: Path, encoding: str) -> None:
    contents = ("許功蓋", "樓梯間", "安全出口", "一層平面圖") if encoding == "cp950" else CHINESE
    path = Written("R2000", "ANSI_1252", encoding, contents=contents, layer="0").saved(tmp_path)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b"ENTITIES\r\n", b"ENTITIES\r\n  5x\r\n1\r\n", 1))
    drawing = read(path).drawing
    assert sorted(texts(drawing)) == sorted(contents)
    assert drawing.files[0].repairs


def test_bytes_of_no_encoding_are_marked_and_listed(tmp_path: Path) -> None:
    contents = (*CHINESE, b"\xff\xfe\xfd")
    drawing = read(Written("R2018", "ANSI_936", "utf-8", contents=contents).saved(tmp_path)).drawing
    assert texts(drawing) == [*CHINESE, "〓〓〓"]
    assert [(lost.kind, lost.count) for lost in drawing.sheets[0].not_displayed] == [(Omission.ENCODING, 1)]
    assert any("以〓表示" in line for line in drawing.files[0].repairs)


def test_a_binary_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = Written(binary=True).saved(tmp_path)
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.index("消防登高".encode("gbk"))])
    drawing = read(path).drawing
    assert texts(drawing) == list(CHINESE[:3])
    assert (Omission.DAMAGED, "file cut short") in {(lost.kind, lost.what) for lost in drawing.sheets[0].not_displayed}


def test_a_line_end_inside_a_binary_string_begins_no_tag(tmp_path: Path) -> None:
    drawing = read(replace(Written(binary=True), contents=(b"A\n0\nLINE", b"B")).saved(tmp_path)).drawing
    assert texts(drawing) == ["A0LINE", "B"]


@pytest.mark.parametrize(
    ("page", "codec"),
    [
        ("ANSI_936", "gbk"),
        ("ansi_936", "gbk"),
        ("gb2312", "gbk"),
        ("DOS936", "gbk"),
        ("ANSI_1361", "johab"),
        ("johab", "johab"),
        ("dos866", "cp866"),
        ("ISO8859_5", "iso8859-5"),
        ("UTF-8", "utf-8"),
        ("ANSI_65001", "utf-8"),
        ("ANSI_99999", ""),
        ("whatever", ""),
        ("", ""),
    ],
)
def test_names_of_code_pages(page: str, codec: str) -> None:
    assert codec_of(page) == codec


def test_one_chinese_character_that_is_also_valid_utf8_stays_chinese() -> None:
    head = b"9\n$ACADVER\n1\nAC1015\n9\n$DWGCODEPAGE\n3\nANSI_936\n"
    # the two bytes of 拢 are a valid pair of UTF-8 as well
    assert decided(head, ["拢".encode("gbk")]).encoding == "gbk"


def test_a_square_metre_in_utf8_is_not_taken_for_the_chinese_character_of_the_same_bytes() -> None:
    head = b"9\n$ACADVER\n1\nAC1032\n9\n$DWGCODEPAGE\n3\nANSI_936\n"
    assert decided(head, ["73 m²".encode()]).encoding == "utf-8"
