"""Tell what a file is by its first bytes, never by its name.

Vocabulary
----------
signature   the bytes that begin every file of a format, such as ``AC1032`` for DWG 2018
impostor    a file that is something else; its refusal names what it is
"""

from __future__ import annotations

import re
from pathlib import Path

from checkers.drawing import alphabets
from checkers.errors import CannotReadFile

HEAD = 4096
"""bytes looked at"""

DWG_VERSIONS = {
    b"MC0.0": "R1.1",
    b"AC1.2": "R1.2",
    b"AC1.3": "R1.3",
    b"AC1.4": "R1.4",
    b"AC1.40": "R1.4",
    b"AC1.50": "R2.05",
    b"AC2.10": "R2.10",
    b"AC2.21": "R2.21",
    b"AC2.22": "R2.22",
    b"AC1001": "R2.22",
    b"AC1002": "R2.5",
    b"AC1003": "R2.6",
    b"AC1004": "R9",
    b"AC1005": "R9",
    b"AC1006": "R10",
    b"AC1007": "R11 (pre-release)",
    b"AC1008": "R11 (pre-release)",
    b"AC1009": "R11/R12",
    b"AC1010": "R13 (pre-release)",
    b"AC1011": "R13 (pre-release)",
    b"AC1012": "R13",
    b"AC1013": "R13",
    b"AC1014": "R14",
    b"AC1015": "2000",
    b"AC1018": "2004",
    b"AC1021": "2007",
    b"AC1024": "2010",
    b"AC1027": "2013",
    b"AC1032": "2018",
    b"AC1035": "2027 or later",
}

IMPOSTORS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片", "a PNG picture"),
    (b"\xff\xd8\xff", "JPEG 图片", "a JPEG picture"),
    (b"GIF8", "GIF 图片", "a GIF picture"),
    (b"BM", "BMP 图片", "a BMP picture"),
    (b"II*\x00", "TIFF 图片", "a TIFF picture"),
    (b"MM\x00*", "TIFF 图片", "a TIFF picture"),
    (b"RIFF", "WebP 图片或多媒体文件", "a WebP picture or media file"),
    (b"PK\x03\x04", "ZIP 压缩包", "a ZIP archive"),
    (b"\x1f\x8b", "gzip 压缩包", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
    (b"Rar!", "RAR 压缩包", "a RAR archive"),
    (b"BZh", "bzip2 压缩包", "a bzip2 archive"),
    (b"\xfd7zXZ", "xz 压缩包", "an xz archive"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件或 Revit 文件", "an old Office or a Revit file"),
    (b"\x7fELF", "可执行程序", "a program"),
    (b"MZ", "可执行程序", "a program"),
    (b"AutoCAD Slide", "AutoCAD 幻灯片", "an AutoCAD slide"),
    (b"%!PS", "PostScript 文件", "a PostScript file"),
    (b"ISO-10303-21", "IFC/STEP 文件", "an IFC or STEP file"),
    (b"<?xml", "XML 文件", "an XML file"),
    (b"<!DOCTYPE", "网页", "a web page"),
    (b"<html", "网页", "a web page"),
    (b"<svg", "SVG 图片", "an SVG picture"),
    (
        b"EXTENTS,1",
        "AutoCAD R1 时代的 DXF（需先另存为 2000 版以上）",
        "a DXF of AutoCAD R1, to be saved as version 2000 first",
    ),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"version https://git-lfs", "Git LFS 指针（不是图纸本身）", "a Git LFS pointer, not the drawing itself"),
)

BINARY_DXF = b"AutoCAD Binary DXF\r\n\x1a\x00"
_DXF_START = re.compile(
    rb"\A\s*(?:999[ \t]*[\r\n]+[^\r\n]*[\r\n]+\s*)*0[ \t]*[\r\n]\s*(?:SECTION|EOF)\b", re.IGNORECASE
)
_DXF_LATER = re.compile(rb"(?:^|[\r\n])[ \t]*0[ \t]*[\r\n]\s*SECTION[ \t]*[\r\n]\s*2[ \t]*[\r\n]", re.IGNORECASE)
_DWG = re.compile(rb"\A(?:AC\d\.\d{1,2}|MC0\.0|AC\d{4})")


def detect(path: Path) -> str:
    """``dxf``, ``dwg`` or ``pdf``; CannotReadFile says what a file is that is none of them."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise CannotReadFile(
            f"文件打不开：{error.strerror}。请检查文件是否存在、是否有读取权限。",
            f"The file cannot be opened: {error.strerror}. Check that it exists and may be read.",
        ) from error
    if not head:
        raise CannotReadFile(
            "文件是空的（0 字节），多半是上传或复制中断所致。请重新导出并上传。",
            "The file is empty (0 bytes), most likely from a broken copy. Export and upload it again.",
        )
    found = _drawing(head)
    if found:
        return found
    raise _impostor(head)


PICTURES = ("PNG", "JPEG", "BMP", "TIFF")
"""of the impostors, what a drawing may show as a picture"""


def is_picture(path: Path) -> bool:
    """Whether the file begins as a PNG, JPEG, BMP or TIFF picture does; False when it cannot be opened."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError:
        return False
    return any(head.startswith(start) and zh.startswith(PICTURES) for start, zh, _ in IMPOSTORS)


def dwg_release(head: bytes) -> str:
    """The AutoCAD release a DWG signature stands for, such as ``R14``; empty when unknown."""
    return DWG_VERSIONS.get(head[:6]) or DWG_VERSIONS.get(head[:5]) or ""


def _drawing(head: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _DWG.match(head):
        return "dwg"
    body = alphabets.narrow(head).removeprefix(b"\xef\xbb\xbf")
    if body.startswith(BINARY_DXF[:18]) or _DXF_START.match(body) or _DXF_LATER.search(body):
        return "dxf"
    return ""


def _impostor(head: bytes) -> CannotReadFile:
    for start, zh, en in IMPOSTORS:
        if head.startswith(start):
            return CannotReadFile(
                f"文件内容是{zh}，不是图纸。请上传 DXF、DWG 或 PDF 原文件（压缩包请先解压）。",
                f"The file is {en}, not a drawing. Upload the DXF, DWG or PDF itself (unpack archives first).",
            )
    if len(set(head)) == 1:
        return CannotReadFile(
            f"文件开头全是同一个字节 0x{head[0]:02X}，没有任何图纸内容，文件已损坏。请从原软件重新导出。",
            f"The file begins with nothing but the byte 0x{head[0]:02X}: it is damaged. Export it again.",
        )
    return CannotReadFile(
        "文件内容不是 DXF、DWG 或 PDF。请从设计软件重新导出为这三种格式之一。",
        "The contents are neither DXF, DWG nor PDF. Export the drawing again in one of these formats.",
    )
