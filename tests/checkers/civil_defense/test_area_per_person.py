"""Sheltering area over people, by hand: 1200 m² for 1200 people are 1.0 m² each."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.civil_defense.area_per_person import area_per_person
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.civil_defense.shelters import elsewhere, unit
from tests.checkers.drawn import findings, path, plans, sheet


def said(drawn: Sheet, **facts: Any) -> list[str]:
    return [str(finding.verdict) for finding in findings(area_per_person, plans(drawn, **facts))]


def sheltering(people: int, area: float | None, function: str = "二等人员掩蔽所") -> Sheet:
    texts = [(f"掩蔽人数：{people}人", 20, 16)]
    return unit(*texts, *([] if area is None else [(f"掩蔽面积：{area:g}m²", 20, 14)]), function=function)


def test_more_area_than_the_class_asks_for_is_met_and_less_broken() -> None:
    assert said(sheltering(1200, 1300)) == ["met"]
    assert said(sheltering(1200, 1100)) == ["broken"]


def test_on_the_edge_the_very_area_is_met_and_short_by_less_than_it_is_written_to_is_doubtful() -> None:
    assert said(sheltering(1200, 1200)) == ["met"]
    assert said(unit(("掩蔽人数：1200人", 20, 16), ("掩蔽面积：1199.995m²", 20, 14))) == ["doubtful"]


def test_first_class_and_teams_need_more() -> None:
    assert said(sheltering(1000, 1250, "一等人员掩蔽所")) == ["broken"]
    assert said(sheltering(1000, 1300, "一等人员掩蔽所")) == ["met"]
    assert said(sheltering(300, 900, "专业队队员掩蔽部")) == ["met"]
    assert said(sheltering(301, 900, "专业队队员掩蔽部")) == ["broken"]


def test_with_people_alone_a_unit_too_small_as_a_whole_is_broken_and_any_other_doubtful() -> None:
    """The unit has 1600 m² in all."""
    assert said(sheltering(1700, None)) == ["broken"]
    assert said(sheltering(1500, None)) == ["doubtful"]


def test_a_sheltering_area_larger_than_the_unit_is_doubtful() -> None:
    assert said(sheltering(1200, 1700)) == ["doubtful"]


def test_the_facts_tell_of_a_single_unit() -> None:
    facts = {"people": 1200, "shelter_area": 1199.0}
    assert said(unit(), civil_defense=facts) == ["broken"]
    with pytest.raises(CouldNotRead, match=r"facts\.civil_defense\.people"):
        said(unit())


def test_an_unknown_class_is_doubtful_and_other_sheets_are_not_looked_at() -> None:
    assert said(sheltering(1200, 1300, "人员掩蔽所")) == ["doubtful"]
    assert said(unit(function="物资库")) == []
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    for drawn in (sheltering(1700, None), sheltering(1200, 1200)):
        assert said(elsewhere(drawn)) == said(drawn)


def test_what_facts_and_drawing_state_differently_is_doubtful() -> None:
    drawn = unit(("掩蔽面积1300m²", 20, 14), ("掩蔽人数1000人", 20, 15))
    for facts, verdict in (
        ({"people": 1000}, "met"),
        ({"people": 1400}, "doubtful"),
        ({"use": "personnel-first"}, "doubtful"),
    ):
        [finding] = findings(area_per_person, plans(drawn, civil_defense=facts))
        assert finding.verdict == verdict, facts
