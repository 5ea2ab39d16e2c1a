from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.road_building_distance import road_building_distance
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 120, 100))
ROAD = ("ROAD", rectangle(5, 20, 110, 6))


def found(building: Any, *, ways: Any = (ROAD,), use: str = "residential", hidden: Any = (), affine: Any = None) -> Any:
    drawn = sheet(
        [SITE, ("BLDG_OUTLINE", building), *ways],
        [("1#", *building.representative_point().coords[0])],
        title="总平面图",
        scale=500.0,
        not_displayed=hidden,
    )
    if affine:
        drawn = transformed(drawn, affine)
    return findings(road_building_distance, plans(drawn, buildings=[{"name": "1#", "use": use}]))


def test_far_enough_for_an_entrance_is_met_and_nearer_than_for_a_gable_broken() -> None:
    [finding] = found(rectangle(20, 30, 40, 15))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(4.0))
    [finding] = found(rectangle(20, 27, 40, 15))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", pytest.approx(1.0), 1.5)
    assert finding.along.length == pytest.approx(1.0)


def test_on_the_edge_the_distance_for_an_entrance_is_met_and_between_it_is_doubtful() -> None:
    assert found(rectangle(20, 28.5, 40, 15))[0].verdict == "met"
    assert found(rectangle(20, 28.4995, 40, 15))[0].verdict == "doubtful"
    assert found(rectangle(20, 28.0, 40, 15))[0].verdict == "doubtful"
    assert found(rectangle(20, 27.4995, 40, 15))[0].verdict == "doubtful"


def test_a_city_road_asks_for_more_from_its_red_line() -> None:
    red = ("ROAD_REDLINE", path((-10, 0), (130, 0)))
    assert found(rectangle(20, 5, 40, 10), ways=[red])[0].verdict == "met"
    assert found(rectangle(20, 4, 40, 10), ways=[red])[0].verdict == "doubtful"
    assert found(rectangle(20, 1.5, 40, 10), ways=[red])[0].verdict == "broken"


def test_hidden_objects_make_met_doubtful() -> None:
    assert found(rectangle(20, 30, 40, 15), hidden=[not_shown("xref", "道路.dwg")])[0].verdict == "doubtful"


def test_sites_without_housing_or_roads_are_not_looked_at() -> None:
    assert found(rectangle(20, 30, 40, 15), use="office") == []
    assert found(rectangle(20, 30, 40, 15), ways=[]) == []


def test_kerbs_that_make_no_road_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="ROAD"):
        found(rectangle(20, 30, 40, 15), ways=[("ROAD", path((5, 20), (115, 20)))])


def test_turned_and_shifted_the_verdict_stays() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    assert found(rectangle(20, 30, 40, 15), affine=affine)[0].verdict == "met"
    assert found(rectangle(20, 27, 40, 15), affine=affine)[0].verdict == "broken"


def test_a_nearer_kerb_that_bounds_no_road_makes_met_doubtful() -> None:
    kerb = ("ROAD", path((20, 51), (60, 51)))
    assert found(rectangle(20, 35, 40, 15), ways=[ROAD, kerb])[0].verdict == "doubtful"
    far = ("ROAD", path((20, 60), (60, 60)))
    assert found(rectangle(20, 35, 40, 15), ways=[ROAD, far])[0].verdict == "met"
