from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.elevation_format import elevation_format
from tests.checkers.drawn import findings, plans, sheet


def said(words: str, **fields: Any) -> list[str]:
    drawn = sheet([], [(words, 3, 4, "ELEV_MARK")], **fields)
    return [str(finding.verdict) for finding in findings(elevation_format, plans(drawn))]


@pytest.mark.parametrize("words", ["±0.000", "3.600", "-1.500", "11.400", "3.600（结构）"])
def test_levels_as_the_standard_writes_them_are_met(words: str) -> None:
    assert said(words) == ["met"]


@pytest.mark.parametrize("words", ["3.6", "3.60", "3600", "+3.600", "0.000", "-0.000", "±3.600", "3.6000"])
def test_other_digits_and_signs_are_broken(words: str) -> None:
    assert said(words) == ["broken"]


def test_on_the_edge_two_decimals_are_enough_on_a_site_plan_and_nowhere_else() -> None:
    assert said("5.30", title="总平面图") == ["met"]
    assert said("5.300", title="总平面图") == ["met"]
    assert said("5.3", title="总平面图") == ["broken"]
    assert said("5.30") == ["broken"]


def test_each_of_several_levels_of_one_mark_has_its_finding() -> None:
    assert said("3.600、6.60") == ["met", "broken"]


def test_a_mark_in_a_block_is_read_by_its_attribute() -> None:
    block = {"name": "标高", "x": 3.0, "y": 4.0, "layer": "ELEV_MARK", "attributes": {"EL": "+3.000"}}
    assert [str(f.verdict) for f in findings(elevation_format, plans(sheet(blocks=[block])))] == ["broken"]


def test_marks_without_a_number_and_numbers_elsewhere_are_not_looked_at() -> None:
    assert said("H") == []
    assert said("H+0.05") == []
    assert findings(elevation_format, plans(sheet([], [("3.6", 3, 4)]))) == []
