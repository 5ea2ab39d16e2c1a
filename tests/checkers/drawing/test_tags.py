from __future__ import annotations

import numpy as np
import pytest

from checkers.drawing import tags
from checkers.drawing.tags import NotPlain

LINE = b"  0\nLINE\n  8\nA-WALL\n 10\n1.5\n 20\n-2e3\n 62\n     7\n  0\nEOF\n"


def test_each_pair_of_lines_is_a_tag() -> None:
    found = tags.scan(LINE)
    assert found.code.tolist() == [0, 8, 10, 20, 62, 0]
    assert found.texts(np.array([0, 1, 5]), "ascii") == ["LINE", "A-WALL", "EOF"]
    assert found.numbers(np.array([2, 3, 4])).tolist() == [1.5, -2000.0, 7.0]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_line_ends_of_both_systems_read_alike(ending: bytes) -> None:
    found = tags.scan(LINE.replace(b"\n", ending))
    assert found.texts(np.array([1]), "ascii") == ["A-WALL"]


def test_group_codes_may_stand_without_blanks_and_have_four_digits() -> None:
    found = tags.scan(b"0\nLINE\n1001\nACAD\n1040\n0.25\n0\nEOF\n")
    assert found.code.tolist() == [0, 1001, 1040, 0]


def test_comments_and_what_follows_the_end_are_left_out() -> None:
    found = tags.scan(b"999\nmade by hand\n0\nLINE\n0\nEOF\n8\nLATE\n")
    assert found.texts(np.arange(len(found)), "ascii") == ["LINE", "EOF"]


@pytest.mark.parametrize(
    "content",
    [
        b"0\nLINE\n8\nA\n",
        b"0\nLINE\nfour\nA\n0\nEOF\n",
        b"0\nLINE\n1 0\n5\n0\nEOF\n",
        b"0\nLINE\n\nA\n0\nEOF\n",
        b"0\nLINE\n8\nA\rB\n0\nEOF\n",
        b"0\nLINE\n123456\nA\n0\nEOF\n",
        b"",
    ],
    ids=["no end", "letters", "gap in a code", "no code", "lone return", "long code", "empty"],
)
def test_a_file_that_is_no_chain_of_tags_is_not_plain(content: bytes) -> None:
    with pytest.raises(NotPlain):
        tags.scan(content)


@pytest.mark.parametrize("value", [b"1.5mm", b"", b"1 2", b"--1"])
def test_a_value_that_is_no_number_is_refused(value: bytes) -> None:
    found = tags.scan(b"0\nLINE\n10\n" + value + b"\n20\n3.0\n0\nEOF\n")
    with pytest.raises(NotPlain):
        found.numbers(np.array([1, 2]))


def test_two_wrong_values_cannot_make_up_for_each_other() -> None:
    found = tags.scan(b"0\nLINE\n10\n1 2\n20\n\n0\nEOF\n")
    with pytest.raises(NotPlain):
        found.numbers(np.array([1, 2]))


def test_words_are_numbered_in_the_order_of_the_file() -> None:
    names = ["B-消防", "A", "B-消防", "A long name of more than eight bytes", "A"]
    content = "".join(f"8\n{name}\n" for name in names).encode("gbk") + b"0\nEOF\n"
    found = tags.scan(content)
    words = found.words(found.where(8), "gbk")
    assert words.known == ["B-消防", "A", "A long name of more than eight bytes"]
    assert words.number.tolist() == [0, 1, 0, 2, 1]


def test_numbers_far_apart_and_close_together_read_alike() -> None:
    values = [f"{index}.25" for index in range(3000)]
    content = "".join(f"1\n{'x' * 200}\n40\n{value}\n" for value in values).encode() + b"0\nEOF\n"
    found = tags.scan(content)
    assert found.numbers(found.where(40)).tolist() == [float(value) for value in values]


def test_a_byte_that_is_no_character_stays_a_surrogate() -> None:
    found = tags.scan(b"1\n\xff\n0\nEOF\n")
    assert found.texts(np.array([0]), "utf-8") == ["\udcff"]
