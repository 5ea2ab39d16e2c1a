from __future__ import annotations

from typing import Any

import pytest

from checkers.features.dimensions import number_in, plain
from checkers.preflight.dim_override import dim_override
from tests.checkers.drawn import findings, plans, sheet


def verdict_of(measured: float, text: str, *, angular: bool = False) -> str:
    dimension = {"measured": measured, "text": text, "angular": angular, "start": (0, 0), "end": (measured, 0)}
    [finding] = findings(dim_override, plans(sheet(dimensions=[dimension])))
    return str(finding.verdict)


@pytest.mark.parametrize("text", ["3600", "3.6", "3.60m", "3600mm", "6x600=3600", "6×600", r"\A1;{\H0.7x;3600}"])
def test_a_text_that_says_what_was_measured_is_met(text: Any) -> None:
    assert verdict_of(3.6, text) == "met"


def test_a_text_that_says_another_size_is_broken() -> None:
    assert verdict_of(3.4, "3600") == "broken"


def test_on_the_edge_a_millimetre_or_half_a_per_cent_is_met() -> None:
    assert verdict_of(0.101, "100") == "met"
    assert verdict_of(0.1021, "100") == "broken"
    assert verdict_of(10.05, "10000") == "met"
    assert verdict_of(10.06, "10000") == "broken"


@pytest.mark.parametrize("text", ["", "<>", "<>mm"])
def test_a_dimension_that_shows_its_measured_value_is_not_looked_at(text: Any) -> None:
    assert findings(dim_override, plans(sheet(dimensions=[{"measured": 3.4, "text": text}]))) == []


@pytest.mark.parametrize("text", ["详见节点", "EQ", "300~400"])
def test_a_text_without_a_number_is_doubtful(text: Any) -> None:
    assert verdict_of(3.4, text) == "doubtful"


def test_a_number_that_fits_a_detail_at_another_scale_is_doubtful() -> None:
    assert verdict_of(3.6, "720") == "doubtful"
    assert verdict_of(3.6, "700") == "broken"


def test_angles_are_compared_in_degrees() -> None:
    assert verdict_of(45.0, "45%%d", angular=True) == "met"
    assert verdict_of(40.0, "45°", angular=True) == "broken"


def test_numbers_are_found_under_signs_and_formatting() -> None:
    assert number_in("%%c600") == 600
    assert number_in("±0.000") == 0
    assert number_in("1,800") == 1800
    assert number_in("3F") is None
    assert plain(r"{\fSimSun|b0;1800}") == "1800"
