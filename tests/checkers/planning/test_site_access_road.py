from __future__ import annotations

from typing import Any

import pytest

from checkers.planning.site_access_road import site_access_road
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 120, 100))
HOUSE = ("BLDG_OUTLINE", rectangle(30, 60, 60, 20))


def road(width: float, x: float = 20.0) -> Any:
    return ("ROAD", rectangle(x, -60, width, 100))


def found(*ways: Any, floor_area: Any = 20_000.0, extra: Any = (), hidden: Any = (), affine: Any = None) -> Any:
    drawn = sheet([SITE, HOUSE, *ways, *extra], [("1#", 35, 65)], title="总平面图", scale=500.0, not_displayed=hidden)
    if affine:
        drawn = transformed(drawn, affine)
    return findings(site_access_road, plans(drawn, buildings=[{"name": "1#", "floor_area": floor_area}]))


def test_the_only_road_of_a_large_site_is_met_at_seven_metres_and_broken_below() -> None:
    [finding] = found(road(8.0))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(8.0, abs=0.002), 7.0)
    assert found(road(6.0))[0].verdict == "broken"


def test_on_the_edge_seven_metres_are_met_and_a_hair_less_doubtful() -> None:
    assert found(road(7.0))[0].verdict == "met"
    assert found(road(6.9995))[0].verdict == "doubtful"


def test_small_sites_and_sites_with_two_roads_ask_for_four_metres() -> None:
    assert found(road(4.5), floor_area=3_000.0)[0].verdict == "met"
    assert found(road(3.5), floor_area=3_000.0)[0].verdict == "broken"
    verdicts = [finding.verdict for finding in found(road(5.0), road(3.0, 90.0))]
    assert sorted(verdicts) == ["broken", "met"]


def test_between_the_two_widths_an_unknown_floor_area_is_doubtful() -> None:
    assert found(road(5.0), floor_area=None)[0].verdict == "doubtful"
    assert found(road(8.0), floor_area=None)[0].verdict == "met"
    assert found(road(3.0), floor_area=None)[0].verdict == "broken"


def test_too_narrow_is_doubtful_where_the_site_may_adjoin_a_city_road() -> None:
    red = ("ROAD_REDLINE", path((-10, -1), (130, -1)))
    assert found(road(5.0), extra=[red])[0].verdict == "doubtful"
    assert found(road(8.0), extra=[red])[0].verdict == "met"


def test_hidden_objects_make_met_doubtful() -> None:
    assert found(road(8.0), hidden=[not_shown("xref", "道路.dwg")])[0].verdict == "doubtful"


def test_roads_inside_and_sites_without_buildings_are_not_looked_at() -> None:
    assert found(("ROAD", rectangle(10, 20, 100, 6))) == []
    assert findings(site_access_road, plans(sheet([SITE, road(5.0)], title="总平面图"))) == []


def test_turned_and_shifted_the_verdict_stays() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    assert found(road(8.0), affine=affine)[0].verdict == "met"
    assert found(road(6.0), affine=affine)[0].verdict == "broken"


def test_ways_side_by_side_may_be_the_only_road() -> None:
    assert {each.verdict for each in found(road(5.0), road(5.0, 26.0))} == {"doubtful"}
    assert {each.verdict for each in found(road(5.0), road(5.0, 80.0))} == {"met"}
    assert {each.verdict for each in found(road(7.0), road(7.5, 28.0))} == {"met"}
    assert "broken" in {each.verdict for each in found(road(3.5), road(5.0, 26.0))}
