from __future__ import annotations

from typing import Any

import pytest

from checkers.architecture.resi_clear_height import resi_clear_height
from tests.checkers.architecture.dwellings_drawn import HOUSING
from tests.checkers.drawn import findings, plans, sheet, transformed

SECTION = "1#楼1-1剖面图"


def said(drawn: Any, facts: Any = None) -> list[str]:
    return [str(f.verdict) for f in findings(resi_clear_height, plans(drawn, **(HOUSING if facts is None else facts)))]


def written(*words: str, title: str = "1#楼设计说明") -> Any:
    return sheet(texts=[(word, 1, 3.0 * index) for index, word in enumerate(words)], title=title)


def section(*levels: float, high: float = 1.0) -> Any:
    """Level marks one above the other; ``high`` metres are drawn for one metre of level."""
    texts = [
        ("±0.000" if not level else f"{level:.3f}", 50 + 0.1 * (index % 2), 10 + level * high)
        for index, level in enumerate(levels)
    ]
    return sheet(texts=texts, title=SECTION)


def test_a_stated_storey_height_is_met_broken_or_on_the_edge() -> None:
    [finding] = findings(resi_clear_height, plans(written("标准层层高3.10m"), **HOUSING))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(3.1), 3.0)
    assert said(written("住宅层高2.9米")) == ["broken"]
    assert said(written("层高: 3000mm")) == ["met"]
    assert said(written("层高2.9996m")) == ["doubtful"]


def test_other_storeys_are_not_looked_at() -> None:
    assert said(written("地下车库层高3.6m，商业层高4.5m，设备夹层层高2.19m，住宅层高2.95m")) == ["broken"]
    assert said(written("机房层高2.8m")) == []


def test_clear_heights_of_rooms_are_read() -> None:
    assert said(written("卧室、起居室净高2.65m；厨房、卫生间净高2.25m")) == ["met", "met"]
    assert said(written("卧室净高2.55m")) == ["broken"]
    assert said(written("厨房净高2.1m")) == ["broken"]
    assert said(written("走道净高2.2m")) == []


def test_storeys_of_a_section_are_measured_between_level_marks() -> None:
    assert said(section(0, 3.0, 6.0, 9.0)) == ["met"] * 3
    assert said(section(-0.45, 0, 2.9, 5.8, 8.7)) == ["broken"] * 3


def test_a_storey_that_occurs_once_may_be_a_plant_room() -> None:
    assert said(section(0, 3.0, 6.0, 8.8)) == ["met", "met", "doubtful"]


def test_marks_whose_drawing_is_not_as_high_as_they_say_are_no_storey() -> None:
    assert said(section(0, 2.9, 5.8, high=0.5)) == []
    assert said(section(0, 0.9, 1.8, 2.7)) == []


def test_what_may_be_no_housing_is_not_broken() -> None:
    assert said(written("层高2.9m", title="设计说明"), facts={}) == ["doubtful"]
    assert said(written("层高2.9m", title="办公楼设计说明"), facts={}) == []


def test_a_set_without_heights_is_not_looked_at() -> None:
    assert said(written("住宅楼")) == []


def test_moved_nothing_changes() -> None:
    assert said(transformed(section(0, 3.0, 6.0), [1, 0, 0, 1, 5e5, 3.5e6])) == ["met", "met"]
