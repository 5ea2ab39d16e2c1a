from __future__ import annotations

from typing import Any

import pytest
from shapely.affinity import affine_transform

from checkers.fire.separation_over100 import separation_over100
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed

TALL = {"use": "office", "height": 120.0, "storeys": 28, "fire_rating": 1}
HIGH = {"use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1}
LOW = {"use": "commercial", "height": 9.0, "storeys": 2, "fire_rating": 2}
TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)


def drawn(gap: Any, texts: Any = ()) -> Any:
    entities = [("BLDG_OUTLINE", rectangle(0, 0, 30, 15)), ("BLDG_OUTLINE", rectangle(0, 15 + gap, 30, 15))]
    return sheet(entities, [("1#", 5, 5), ("2#", 5, 20 + gap), *texts], title="总平面图", scale=500.0)


def found(gap: Any, other: Any, first: Any = TALL, texts: Any = ()) -> Any:
    buildings = [{"name": "1#", **first}, {"name": "2#", **other}]
    return findings(separation_over100, plans(drawn(gap, texts), buildings=buildings))


@pytest.mark.parametrize(
    ("other", "required"),
    [(HIGH, 13.0), (TALL, 13.0), (LOW, 9.0), ({**LOW, "fire_rating": 3}, 11.0), ({**LOW, "fire_rating": 4}, 14.0)],
)
def test_the_neighbour_chooses_the_distance(other: Any, required: Any) -> None:
    [met] = found(required + 0.5, other)
    [broken] = found(required - 0.5, other)
    assert (met.verdict, met.required) == ("met", required)
    assert (broken.verdict, broken.measured) == ("broken", pytest.approx(required - 0.5))
    assert broken.along.length == pytest.approx(required - 0.5)


def test_on_the_edge_the_very_distance_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert found(13, HIGH)[0].verdict == "met"
    assert found(12.9995, HIGH)[0].verdict == "doubtful"
    assert found(12.998, HIGH)[0].verdict == "broken"


def test_a_fire_wall_excuses_nothing() -> None:
    assert found(12, HIGH, texts=[("防火墙", 5, 20)])[0].verdict == "broken"


def test_pairs_without_a_building_above_a_hundred_metres_are_not_looked_at() -> None:
    assert found(5, HIGH, HIGH) == []
    assert found(5, HIGH, {**TALL, "height": 100.0}) == []
    assert found(5, HIGH, {"use": "office"}) == []


def test_what_is_unknown_of_the_neighbour_is_doubtful_between_the_distances() -> None:
    unknown = {"use": "commercial", "height": 9.0}
    assert found(8.9, unknown)[0].verdict == "broken"
    assert found(10, unknown)[0].verdict == "doubtful"
    assert found(14, unknown)[0].verdict == "met"


def test_touching_outlines_are_doubtful() -> None:
    assert found(0, HIGH)[0].verdict == "doubtful"
    assert found(0.02, HIGH)[0].verdict == "doubtful"


def test_turning_and_shifting_changes_nothing() -> None:
    moved = transformed(drawn(12), TURNED)
    assert affine_transform(rectangle(0, 0, 1, 1), TURNED).area == pytest.approx(1.0)
    buildings = [{"name": "1#", **TALL}, {"name": "2#", **HIGH}]
    [finding] = findings(separation_over100, plans(moved, buildings=buildings))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(12.0))
