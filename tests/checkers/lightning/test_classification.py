"""Strikes a year of a roof of 36 by 18 m, by hand.

Ng = 0.1 · 31 = 3.1; H = 24 m: D = √(24 · 176) = 64.992 m; Ae = 36 · 18 + 108 · 64.992 + π · 4224 = 20937.2 m²;
N = 3.1 · 0.0209372 = 0.0649. H = 53.8 m: D = √(53.8 · 146.2) = 88.687 m; Ae = 648 + 9578.2 + 24710.1 = 34936.3 m²;
N = 0.1083, and with k = 2 0.2166.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.lightning.classification import classification
from tests.checkers.drawn import findings, path, plans, rectangle, sheet
from tests.checkers.lightning.roofs import CLASS_2, CLASS_3, elsewhere, roof


def said(drawn: Sheet, days: float | None = 31, **building: Any) -> list[tuple[float | None, str]]:
    buildings = [{"name": "1#", **building}] if building else []
    found = findings(classification, plans(drawn, place={"thunderstorm_days": days}, buildings=buildings))
    return [(None if f.measured is None else round(f.measured, 4), str(f.verdict)) for f in found]


def test_a_common_building_of_class_three_is_met() -> None:
    assert said(roof(CLASS_3), height=24, location_factor=1, crowded=False) == [(0.0649, "met")]


def test_where_many_people_gather_class_three_is_not_enough() -> None:
    assert said(roof(CLASS_3), height=24, location_factor=1, crowded=True) == [(0.0649, "broken")]
    assert said(roof(CLASS_2), height=24, location_factor=1, crowded=True) == [(None, "met")]


def test_a_large_high_building_is_of_class_two() -> None:
    """H = 90 m: D = √(90 · 110) = 99.499 m, 200 by 60 m: Ae = 12000 + 520 · 99.499 + π · 9900 = 94841.3; N = 0.294."""
    drawn = roof(CLASS_3, outline=rectangle(0, 0, 200, 60), downs=((0, 0),), scale=500.0)
    assert said(drawn, height=90, location_factor=1, crowded=False) == [(0.294, "broken")]


def test_on_the_edge_strikes_written_as_the_very_limit_are_met() -> None:
    for number, crowded, verdict in (("0.25", False, "met"), ("0.251", False, "broken"), ("0.05", True, "met")):
        drawn = roof(CLASS_3, (f"年预计雷击次数{number}次/a", 50, 7))
        assert said(drawn, None, crowded=crowded)[0][1] == verdict
    short = roof(CLASS_3, ("年预计雷击次数N=0.2503次/a", 50, 7))
    assert said(short, None, crowded=False)[0][1] == "doubtful"


def test_who_gathers_and_k_matter_only_where_they_decide() -> None:
    assert said(roof(CLASS_3), height=24, location_factor=1) == [(0.0649, "doubtful")]
    assert said(roof(CLASS_3), height=53.8, use="residential") == [(0.2166, "met")]
    small = roof(CLASS_3, ("年预计雷击次数0.04次/a", 50, 7))
    assert said(small, None) == [(0.04, "met")]


def test_a_written_number_that_asks_for_another_class_is_doubtful() -> None:
    drawn = roof(CLASS_3, ("年预计雷击次数0.045次/a", 50, 7))
    assert said(drawn, height=24, location_factor=1, crowded=True)[0][1] == "doubtful"


def test_more_buildings_in_the_case_may_stand_beside_it() -> None:
    """Neighbours within 2D make the collection area smaller, and no site plan says where they stand."""
    drawn = roof(CLASS_3)
    facts: dict[str, Any] = {
        "place": {"thunderstorm_days": 31},
        "buildings": [{"name": "1#", "height": 24, "location_factor": 1, "crowded": True}, {"name": "2#"}],
    }
    assert [str(f.verdict) for f in findings(classification, plans(drawn, **facts))] == ["doubtful"]


def test_without_strikes_it_is_doubtful_and_without_any_class_nothing_could_be_read() -> None:
    assert said(roof(CLASS_3), None) == [(None, "doubtful")]
    with pytest.raises(CouldNotRead, match="lightning_class"):
        said(roof())
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    about = {"height": 24, "location_factor": 1, "crowded": True}
    assert said(elsewhere(roof(CLASS_3)), **about) == said(roof(CLASS_3), **about)


def test_of_several_roofs_of_one_building_the_largest_counts_and_parts_side_by_side_are_doubtful() -> None:
    """300 by 100 m, 60 m high, 60 days: D = √(60 · 140) = 91.65 m, N = 6 · (0.03 + 0.0733 + 0.0264) = 0.778."""
    large = replace(roof(CLASS_3, outline=rectangle(0, 0, 300, 100), downs=(), scale=500.0), id="0123456789ab-2")
    small = roof(CLASS_3, outline=rectangle(0, 0, 10, 10), downs=())
    facts = {
        "buildings": [{"name": "1#", "height": 60.0, "use": "residential", "location_factor": 1.0}],
        "place": {"thunderstorm_days": 60},
    }
    for order in ((large, small), (small, large)):
        [finding] = findings(classification, plans(*order, **facts))
        assert (finding.verdict, round(finding.measured or 0, 3)) == ("broken", 0.778)
    wings = roof(
        CLASS_3, outline=rectangle(0, 0, 10, 10), downs=(), entities=(("BLDG_OUTLINE", rectangle(40, 0, 9, 9)),)
    )
    [finding] = findings(classification, plans(wings, **facts))
    assert finding.verdict == "doubtful"
