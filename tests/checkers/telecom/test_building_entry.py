"""A duct from a manhole at 0, 0 to a building of 20 by 20 m whose left wall lies at x = 30."""

from __future__ import annotations

from typing import Any

from checkers.telecom.building_entry import building_entry
from tests.checkers.drawn import Stroke, findings, path, plans, rectangle, sheet, transformed, verdicts

HOUSE = ("BLDG_OUTLINE", rectangle(30, -10, 20, 20))
HOLE = {"name": "人孔", "x": 0, "y": 0, "layer": "TEL", "bounds": (-0.5, -0.5, 0.5, 0.5)}


def site(written: str, *more: Any, texts: tuple[Any, ...] = (), title: str = "通信管道总平面图") -> Any:
    duct = Stroke("TEL", path((0, 0), (30, 0)), layer="通信管道")
    words = [("1#", 40, 0), *texts, *([(written, 12, 0.4)] if written else [])]
    return sheet([HOUSE, duct, *more], words, blocks=[HOLE], title=title)


def test_two_ducts_are_on_the_edge_and_met_and_more_too() -> None:
    assert verdicts(building_entry, plans(site("2φ100"))) == {"1#": "met"}
    assert verdicts(building_entry, plans(site("6孔PVC"))) == {"1#": "met"}


def test_one_duct_is_broken() -> None:
    [finding] = findings(building_entry, plans(site("1φ100")))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", 1.0, 2.0)


def test_two_entries_of_one_duct_each_are_enough() -> None:
    second = Stroke("TEL", path((0, 0), (0, 8), (30, 8)), layer="通信管道")
    assert verdicts(building_entry, plans(site("1φ100", second, texts=(("1φ100", 12, 8.4),)))) == {"1#": "met"}


def test_without_a_written_number_it_is_doubtful() -> None:
    assert verdicts(building_entry, plans(site(""))) == {"1#": "doubtful"}
    assert verdicts(building_entry, plans(site("φ100"))) == {"1#": "doubtful"}


def test_buildings_that_no_duct_reaches_and_storey_plans_are_not_looked_at() -> None:
    other = ("BLDG_OUTLINE", rectangle(100, 100, 20, 20))
    assert verdicts(building_entry, plans(site("2φ100", other))) == {"1#": "met"}
    assert findings(building_entry, plans(site("1φ100", title="一层弱电平面图"))) == []


def test_turned_and_shifted_it_says_the_same() -> None:
    moved = transformed(site("1φ100"), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    assert verdicts(building_entry, plans(moved)) == {"1#": "broken"}


def test_a_number_beside_a_power_cable_and_one_run_into_a_code_are_not_the_ducts() -> None:
    house = [("TEL", path((0, 0), (30, 0))), ("BLDG_OUTLINE", rectangle(30, -10, 20, 20))]
    hole = {"name": "人孔", "x": 0, "y": 0, "layer": "TEL", "bounds": (-0.5, -0.5, 0.5, 0.5)}
    cable = Stroke("CABLE", path((0, 0.8), (30, 0.8)), layer="电力电缆")

    def verdict(words: str, y: float, *more: Stroke) -> str:
        drawn = sheet([*house, *more], [(words, 15, y)], blocks=[hole], title="通信管道总平面图", scale=500.0)
        [finding] = findings(building_entry, plans(drawn))
        return str(finding.verdict)

    assert verdict("6φ150", 0.9, cable) == "doubtful"
    assert verdict("GYTA-24B1 1D100", 0.5) == "broken"
    assert verdict("4×1φ100", 0.5) == "doubtful"
