"""What people type is cleaned of what nobody sees and kept short."""

import pytest

from review.errors import Refused
from review.wording import line, seen, typed


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  净宽不足 1.10 m\r\n请修改 ", "净宽不足 1.10 m\n请修改"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("合格\u202e格合不\u202c", "合格格合不"),
        ("\ud800半\udfff", "半"),
        ("e\u0301", "é"),
        ("\u200b\ufeff", ""),
    ],
)
def test_unseen_characters_are_dropped(given: str, kept: str) -> None:
    assert seen(given) == kept


def test_too_long_and_empty_are_refused_with_their_name() -> None:
    with pytest.raises(Refused, match="The comment is longer than 10"):
        typed("字" * 11, "批注", "The comment", most=10)
    with pytest.raises(Refused, match="The comment needs 1"):
        typed(" \u200b ", "批注", "The comment", least=1)
    with pytest.raises(Refused, match="longer"):
        typed("\u0301" * 10_000_000, "批注", "The comment")


def test_a_line_is_one_line() -> None:
    assert line("滨江\n花园\t 一期 ", "项目名称", "The name") == "滨江 花园 一期"
