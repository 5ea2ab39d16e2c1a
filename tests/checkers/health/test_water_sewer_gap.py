"""A water pipe along y = 0 and a sewer beside it, in plan outside."""

from __future__ import annotations

import pytest

from checkers.drawing.model import Sheet
from checkers.health.water_sewer_gap import water_sewer_gap
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, sheet, transformed, verdicts


def drawn(apart: float, water: str = "J-DN150", sewer: str = "W-DN300", **more: object) -> Sheet:
    lines = [
        Stroke("PIPE", path((0, 0), (60, 0)), layer="给水管"),
        Stroke("PIPE", path((0, -apart), (60, -apart)), layer="污水管"),
    ]
    texts = [(words, 20, y) for words, y in ((water, 0.1), (sewer, -apart - 0.5)) if words]
    return sheet(lines, texts, title="室外给排水总平面图", **more)  # type: ignore[arg-type]


def verdict(apart: float, water: str = "J-DN150", sewer: str = "W-DN300") -> str:
    [finding] = findings(water_sewer_gap, plans(drawn(apart, water, sewer)))
    return str(finding.verdict)


def test_the_clear_distance_is_between_the_outer_walls() -> None:
    """Lines 2 m apart, less 75 mm and 150 mm: 1.775 m."""
    [finding] = findings(water_sewer_gap, plans(drawn(2.0)))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(1.775), 1.0)


def test_less_than_the_least_inside_a_site_is_broken_and_between_the_two_doubtful() -> None:
    assert verdict(0.9) == "broken"
    assert verdict(1.1) == "doubtful"


def test_exactly_one_metre_is_met_and_half_a_millimetre_under_the_least_is_doubtful() -> None:
    assert verdict(1.225) == "met"
    assert verdict(1.0245) == "doubtful"


def test_a_large_water_pipe_asks_for_more() -> None:
    """DN 300: 2 m less 0.15 and 0.15 m is 1.7 m; 1.6 m less as much is 1.3 m."""
    assert verdict(2.0, "J-DN300") == "met"
    assert verdict(1.6, "J-DN300") == "doubtful"


def test_without_a_diameter_only_far_is_met_and_only_near_broken() -> None:
    assert verdict(3.0, "", "") == "met"
    assert verdict(1.6, "", "") == "doubtful"
    assert verdict(0.7, "", "") == "broken"


def test_crossings_and_pipes_far_apart_are_not_looked_at() -> None:
    lines = [
        Stroke("PIPE", path((0, 0), (60, 0)), layer="给水管"),
        Stroke("PIPE", path((30, -20), (30, 20)), layer="污水管"),
    ]
    assert findings(water_sewer_gap, plans(sheet(lines, title="室外给排水总平面图"))) == []
    assert findings(water_sewer_gap, plans(drawn(8.0))) == []


def test_inside_a_building_it_is_not_looked_at() -> None:
    lines = [
        Stroke("PIPE", path((0, 0), (9, 0)), layer="给水管"),
        Stroke("PIPE", path((0, 0.3), (9, 0.3)), layer="污水管"),
    ]
    assert findings(water_sewer_gap, plans(sheet(lines, title="一层给排水平面图"))) == []


def test_where_objects_could_not_be_read_met_is_doubtful() -> None:
    hidden = drawn(2.0, not_displayed=[not_shown("proxy", "PIPE")])
    assert verdicts(water_sewer_gap, plans(hidden)) == {"给水管 DN150 与 污水管 DN300": "doubtful"}


def test_turned_and_shifted_it_measures_the_same() -> None:
    moved = transformed(drawn(0.9), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    [finding] = findings(water_sewer_gap, plans(moved))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.675, abs=1e-6))


def test_a_wider_sewer_farther_away_may_be_the_nearer_one() -> None:
    """DN 200 at 1.9 m leaves 1.75 m, DN 2000 at 2.2 m 1.15 m less 0.05 m; DN 3000 at 2.2 m 0.65 m."""
    lines = [
        Stroke("PIPE", path((0, y), (60, y)), layer=layer)
        for y, layer in ((0, "给水管"), (1.9, "污水管"), (-2.2, "污水管"))
    ]
    for size, verdict in ((2000, "met"), (3000, "broken")):
        texts = [("J-DN100", 20, 0.1), ("W-DN200", 40, 1.95), (f"W-DN{size}", 40, -2.15)]
        [finding] = findings(water_sewer_gap, plans(sheet(lines, texts, title="室外给排水总平面图")))
        assert str(finding.verdict) == verdict


def test_pipes_without_a_name_beside_a_sewer_are_doubtful_where_no_water_pipe_is_named() -> None:
    lines = [Stroke("PIPE", path((0, y), (60, y)), layer=layer) for y, layer in ((0, "PIPE"), (0.5, "污水管"))]
    [finding] = findings(water_sewer_gap, plans(sheet(lines, title="室外给排水总平面图")))
    assert str(finding.verdict) == "doubtful"
