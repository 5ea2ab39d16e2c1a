"""A communication tray along y = 0 inside a building, and what power runs or stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.telecom.power_separation import power_separation
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, rectangle, sheet, transformed

TRAY = Stroke("TEL", path((0, 0), (40, 0)), layer="弱电桥架")


def storey(*strokes: Any, **more: Any) -> Any:
    texts = more.pop("texts", ())
    return sheet([TRAY, *strokes], texts, **{"title": "三层电气平面图", **more})


def said(*strokes: Any, **more: Any) -> list[tuple[str, float | None, float | None]]:
    found = findings(power_separation, plans(storey(*strokes, **more)))
    return sorted((str(f.verdict), f.measured and round(f.measured, 6), f.required) for f in found)


def power(y: float) -> Stroke:
    return Stroke("CABLE", path((5, y), (35, y)), layer="强电桥架")


def panel(x: float, y: float) -> dict[str, Any]:
    return {"name": "配电箱AL1", "x": x, "y": y, "layer": "", "bounds": (x, y, x + 0.6, y + 0.2)}


def test_a_power_tray_a_metre_away_is_met_and_one_nearer_than_any_limit_broken() -> None:
    assert said(power(1)) == [("met", 1.0, 0.6)]
    assert said(power(0.005)) == [("broken", 0.005, 0.01)]


def test_on_the_edge_it_is_met_and_between_the_limits_doubtful() -> None:
    cable = Stroke("CABLE", path((5, 0.6), (35, 0.6)), layer="电力电缆")
    upper_edge = Stroke("TEL", path((0, -0.2), (40, -0.2)), layer="弱电桥架")
    assert said(cable, upper_edge) == [("met", 0.6, 0.6)]
    assert said(power(0.3)) == [("doubtful", 0.3, 0.6)]


def test_half_the_width_of_trays_drawn_as_one_line_is_open() -> None:
    """Each of the two may be 0.4 m wide: 0.2 m of it towards the other."""
    assert said(power(0.9)) == [("doubtful", 0.9, 0.6)]
    assert said(power(1.0)) == [("met", 1.0, 0.6)]


def test_a_panel_keeps_a_metre() -> None:
    assert said(blocks=[panel(10, 1.5)]) == [("met", 1.5, 1.0)]
    assert said(blocks=[panel(10, 1.0)]) == [("met", 1.0, 1.0)]
    assert said(blocks=[panel(10, 0.9995)]) == [("doubtful", 0.9995, 1.0)]
    assert said(blocks=[panel(10, 0.5)]) == [("broken", 0.5, 1.0)]


def test_a_transformer_room_keeps_two_metres_and_a_cable_into_it_is_doubtful() -> None:
    room = ("SPACE", rectangle(10, 1.5, 5, 4))
    assert said(room, texts=[("变电室", 12, 3)]) == [("broken", 1.5, 2.0)]
    into = Stroke("TEL", path((12, 0), (12, 3)), layer="弱电桥架")
    assert [verdict for verdict, _, _ in said(room, into, texts=[("变电室", 14, 4)])] == ["doubtful"]


def test_crossings_and_sites_are_not_looked_at() -> None:
    assert said(Stroke("CABLE", path((20, -9), (20, 9)), layer="强电桥架")) == []
    assert said(power(0.005), title="室外管线总平面图") == []
    assert said() == []


def test_where_objects_could_not_be_read_met_is_doubtful() -> None:
    assert said(power(1), not_displayed=[not_shown("proxy", "TCH_TRAY")]) == [("doubtful", 1.0, 0.6)]


def test_turned_and_shifted_it_measures_the_same() -> None:
    drawn = storey(("SPACE", rectangle(10, 1.5, 5, 4)), texts=[("变电室", 12, 3)])
    [finding] = findings(power_separation, plans(transformed(drawn, [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(1.5, abs=1e-6))
