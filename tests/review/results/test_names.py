from __future__ import annotations

import pytest

from review.results.names import LONGEST, is_safe, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("建施-01 总平面图.dxf", "建施-01 总平面图.dxf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\\b:c*?.dwg", "a_b_c__.dwg"),
        ("线\u202egnp.exe", "线_gnp.exe"),
        ("一\n二\x00.pdf", "一_二_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("  . ", "未命名"),
        ("", "未命名"),
        ("图纸.", "图纸"),
        ("e\u0301.pdf", "\xe9.pdf"),
    ],
)
def test_a_name_becomes_harmless_and_stays_itself(given: str, safe: str) -> None:
    assert safe_name(given, set()) == safe
    assert is_safe(f"originals/{safe}")


def test_an_overlong_name_is_cut_and_keeps_its_ending() -> None:
    name = safe_name("图" * 300 + ".dxf", set())
    assert name == "图" * 48 + ".dxf"
    assert len(name.encode()) <= LONGEST


def test_doubles_are_numbered_without_regard_to_case() -> None:
    taken: set[str] = set()
    assert [safe_name(name, taken) for name in ("A.pdf", "a.PDF", "A.pdf")] == ["A.pdf", "a (2).PDF", "A (3).pdf"]


@pytest.mark.parametrize("path", ["", "/etc", "a/../b", "a//b", "./a", "a\\b", "a\x00", "a/b ", "sheets/con\u202e"])
def test_a_dangerous_path_is_recognised(path: str) -> None:
    assert not is_safe(path)
