"""A duct along y = 0 from one manhole to another 100 m on, and what lies beside it."""

from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon

from checkers.telecom.duct_clearance import duct_clearance
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, rectangle, sheet, transformed

DUCT = ("TEL", path((0, 0), (100, 0)))
UPPER_EDGE = ("TEL", path((0, 0.3), (100, 0.3)))
LOWER_EDGE = ("TEL", path((0, -0.3), (100, -0.3)))
"""with one of these the duct is drawn with both edges, and nothing of its width is open"""
HOLES = [
    {"name": "人孔", "x": x, "y": 0, "layer": "TEL", "bounds": (x - 0.5, -0.5, x + 0.5, 0.5), "handle": f"H{x}"}
    for x in (0, 100)
]


def site(*strokes: Any, texts: tuple[Any, ...] = (), title: str = "通信管道总平面图", **more: Any) -> Any:
    return sheet([DUCT, *strokes], texts, blocks=[*HOLES, *more.pop("blocks", [])], title=title, scale=500.0, **more)


def pipe(y: float, layer: str, meaning: str = "PIPE") -> Stroke:
    return Stroke(meaning, path((10, y), (90, y)), layer=layer)


def said(*strokes: Any, texts: tuple[Any, ...] = (), **more: Any) -> list[tuple[str, float | None, float | None]]:
    found = findings(duct_clearance, plans(site(*strokes, texts=texts, **more)))
    return sorted((str(f.verdict), f.measured and round(f.measured, 6), f.required) for f in found)


def test_buildings_and_drains_far_enough_are_met() -> None:
    drain = said(("BLDG_OUTLINE", rectangle(10, 3, 30, 10)), pipe(-2, "污水管"))
    assert drain == [("met", 2.0, 1.0), ("met", 3.0, 2.0)]


def test_a_building_and_a_drain_too_near_are_broken() -> None:
    assert said(("BLDG_OUTLINE", rectangle(10, 1.5, 30, 10))) == [("broken", 1.5, 2.0)]
    assert said(pipe(-0.8, "雨水管")) == [("broken", 0.8, 1.0)]


def test_on_the_edge_and_half_a_millimetre_short() -> None:
    written = (("W-DN200", 40, -1.05),)
    assert said(UPPER_EDGE, pipe(-1.1, "污水管"), texts=written) == [("met", 1.0, 1.0)]
    assert said(UPPER_EDGE, pipe(-1.0995, "污水管"), texts=written) == [("doubtful", 0.9995, 1.0)]
    assert said(LOWER_EDGE, ("BLDG_OUTLINE", rectangle(10, 2, 30, 10))) == [("met", 2.0, 2.0)]


def test_half_the_width_of_one_line_and_of_an_unwritten_diameter_is_open() -> None:
    """A duct drawn as one line may be 1.0 m wide, a pipe without a diameter too: half a metre each."""
    assert said(("BLDG_OUTLINE", rectangle(10, 2.4, 30, 10))) == [("doubtful", 2.4, 2.0)]
    assert said(("BLDG_OUTLINE", rectangle(10, 2.5, 30, 10))) == [("met", 2.5, 2.0)]
    assert said(UPPER_EDGE, pipe(-1.4, "污水管")) == [("doubtful", 1.4, 1.0)]
    assert said(UPPER_EDGE, pipe(-1.5, "污水管")) == [("met", 1.5, 1.0)]
    assert said(pipe(-1.9, "污水管")) == [("doubtful", 1.9, 1.0)]


def test_a_tower_that_counts_its_storeys_below_is_a_building() -> None:
    house = ("BLDG_OUTLINE", rectangle(10, 1.5, 30, 10))
    assert said(house, texts=(("1#楼 地上18层/地下2层", 20, 5),)) == [("broken", 1.5, 2.0)]
    assert said(house, texts=(("地下车库范围线", 20, 5),)) == []
    assert said(house, texts=(("1#住宅楼", 20, 5), ("地下车库出入口", 20, 3))) == [("doubtful", 1.5, 2.0)]


def test_a_building_whose_corner_the_duct_passes_at_an_angle_is_measured() -> None:
    corner = Polygon([(50, 0.5), (60, 10.5), (50, 20.5), (40, 10.5)])
    assert said(("BLDG_OUTLINE", corner)) == [("broken", 0.5, 2.0)]


def test_a_duct_that_runs_under_a_building_is_doubtful() -> None:
    assert said(("BLDG_OUTLINE", rectangle(40, -5, 10, 10))) == [("doubtful", None, None)]


def test_the_diameter_of_a_water_pipe_decides_and_is_taken_off() -> None:
    """Lines 0.6 m apart less half of DN 200 is 0.5 m; 1.2 m less half of DN 400 is 1.0 m."""
    assert said(UPPER_EDGE, pipe(-0.6, "给水管"), texts=(("J-DN200", 40, -0.5),)) == [("met", 0.5, 0.5)]
    assert said(UPPER_EDGE, pipe(-1.2, "给水管"), texts=(("J-DN400", 40, -1.1),)) == [("met", 1.0, 1.0)]
    assert said(pipe(-1.2, "给水管"), texts=(("J-DN600", 40, -1.1),)) == [("broken", 0.9, 1.5)]


def test_without_a_diameter_only_near_is_broken_and_only_far_met() -> None:
    assert said(pipe(-0.4, "给水管")) == [("broken", 0.4, 0.5)]
    assert said(pipe(-1.0, "给水管")) == [("doubtful", 1.0, 1.5)]
    assert said(pipe(-1.5, "给水管")) == [("doubtful", 1.5, 1.5)]
    assert said(pipe(-2.5, "给水管")) == [("met", 2.5, 1.5)]


def test_pressure_and_voltage_decide() -> None:
    assert said(UPPER_EDGE, pipe(-1.5, "燃气管-中压", "GAS")) == [("met", 1.5, 1.0)]
    assert said(pipe(-1.2, "燃气管-次高压", "GAS")) == [("broken", 1.2, 2.0)]
    assert said(pipe(-1.2, "燃气管", "GAS")) == [("doubtful", 1.2, 2.0)]
    assert said(UPPER_EDGE, pipe(-0.6, "10kV电力电缆", "CABLE")) == [("met", 0.6, 0.5)]
    assert said(pipe(-0.9, "热力管", "HEAT")) == [("broken", 0.9, 1.0)]


def test_trees_are_measured_to_their_middle() -> None:
    tree = {"name": "乔木-香樟", "x": 50, "y": 1.2, "layer": "GREEN", "bounds": (48.2, -0.6, 51.8, 3.0)}
    assert said(blocks=[tree]) == [("broken", 1.2, 1.5)]


def test_every_one_too_near_is_named_and_of_the_others_the_nearest() -> None:
    found = said(pipe(-0.8, "污水管"), pipe(0.7, "污水管"), pipe(3, "污水管"), pipe(4, "污水管"))
    assert found == [("broken", 0.7, 1.0), ("broken", 0.8, 1.0), ("met", 3.0, 1.0)]


def test_crossings_are_not_looked_at_and_pipes_without_a_name_only_when_near() -> None:
    assert said(Stroke("PIPE", path((50, -9), (50, 9)), layer="污水管")) == []
    assert said(pipe(-0.4, "PIPE")) == [("doubtful", 0.4, 2.0)]
    assert said(pipe(-3, "PIPE")) == []


def test_the_building_a_duct_leads_into_is_doubtful() -> None:
    duct = Stroke("TEL", path((100, 0), (100, 20), (60, 20), (60, 21)), layer="通信管道")
    house = ("BLDG_OUTLINE", rectangle(50, 21, 60, 10))
    assert said(duct, house) == [("doubtful", 1.0, 2.0)]


def test_a_duct_drawn_with_both_edges_is_measured_from_the_nearer_one() -> None:
    """The second edge lies 0.4 m nearer to the drain: 0.8 m instead of 1.2 m."""
    assert said(Stroke("TEL", path((0, -0.4), (100, -0.4)), layer="通信管道"), pipe(-1.2, "污水管")) == [
        ("broken", 0.8, 1.0)
    ]


def test_storey_plans_and_sets_without_ducts_are_not_looked_at() -> None:
    assert said(pipe(-0.4, "污水管"), title="一层弱电平面图") == []
    assert findings(duct_clearance, plans(sheet([pipe(0, "污水管")], title="总平面图"))) == []


def test_where_objects_could_not_be_read_met_is_doubtful() -> None:
    assert said(pipe(-1.5, "污水管"), not_displayed=[not_shown("proxy", "PIPE")]) == [("doubtful", 1.5, 1.0)]


def test_turned_and_shifted_it_measures_the_same() -> None:
    moved = transformed(site(pipe(-0.8, "雨水管")), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    [finding] = findings(duct_clearance, plans(moved))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.8, abs=1e-6))
