"""Numbers read many at once are those Python reads one at a time."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkers.drawing import numerals

READ = (
    "0", "7", "42", "-0", "-0.0", "0.0", "1200.0", "446.25", "-465510.4843264075", "38512345.678", "99999999.99999999",
    "123456789.5", "1234567890123456", "900719925474099.25", "0.1", "0.3", "3.141592653589793",
    "184467440737095.5161",
)  # fmt: skip
LEFT = (
    "", "-", "--1", "+1.5", ".5", "-.5", "1.", "1e5", "1E-3", "0000000000000001.5", "nan", "inf", " 5", "5 ", "1.2.3", "1,5", "A", "1A", "/1", ":1",
    "1:", "1/", "12345678901234567890", "0.12345678901234567890", "9007199254740993",
)  # fmt: skip


def floats(texts: list[str]) -> tuple[list[float], list[bool]]:
    content = b" " * numerals.REACH + "\n".join(texts).encode() + b"\n" + bytes(16)
    data = np.frombuffer(content, np.uint8)
    ends = np.flatnonzero(data == ord("\n"))[: len(texts)]
    starts = np.concatenate(([numerals.REACH], ends[:-1] + 1))
    found, read = numerals.floats(data, starts, ends)
    return found.tolist(), read.tolist()


def same(one: float, other: float) -> bool:
    return one == other and math.copysign(1, one) == math.copysign(1, other)


@pytest.mark.parametrize("text", READ)
def test_plain_numbers_are_read_to_the_last_bit(text: str) -> None:
    (value,), (read,) = floats([text])
    assert read
    assert same(value, float(text))


@pytest.mark.parametrize("text", LEFT)
def test_what_is_no_plain_number_is_left_to_others(text: str) -> None:
    (value,), (read,) = floats([text])
    assert not read
    assert math.isnan(value)


@given(st.lists(st.floats(-1e15, 1e15, allow_nan=False), min_size=1, max_size=50))
def test_what_is_read_is_what_python_reads(numbers: list[float]) -> None:
    texts = [repr(number) for number in numbers] + [f"{number:.6f}" for number in numbers]
    for text, value, read in zip(texts, *floats(texts), strict=True):
        assert not read or same(value, float(text)), text


@given(st.lists(st.text("0123456789.-+ eE/:,\x00é", max_size=24), min_size=1, max_size=50))
def test_nothing_is_read_that_python_would_not_read(texts: list[str]) -> None:
    for text, value, read in zip(texts, *floats(texts), strict=True):
        assert not read or same(value, float(text)), text


def test_more_numbers_than_are_worked_on_together_are_all_read() -> None:
    count = 2 * numerals.AT_ONCE + 3
    found, read = floats([str(number / 4) for number in range(count)])
    assert all(read)
    assert found == [number / 4 for number in range(count)]


def test_without_a_long_double_large_mantissas_are_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numerals, "_HAS_LONG", False)
    found, read = floats(["465510.48432640751", "446.25"])
    assert read == [False, True]
    assert found[1] == 446.25
