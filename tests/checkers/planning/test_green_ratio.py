from __future__ import annotations

from math import cos, radians, sin
from typing import Any

import pytest
from shapely import Polygon

from checkers.errors import CouldNotRead
from checkers.planning.green_ratio import green_ratio
from tests.checkers.drawn import circle, findings, not_shown, path, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 100, 100))
HOUSE = ("BLDG_OUTLINE", rectangle(60, 60, 30, 30))


def found(
    *greens: Any, texts: Any = (), extra: Any = (), hidden: Any = (), affine: Any = None, least: Any = 0.3, **facts: Any
) -> Any:
    drawn = sheet(
        [SITE, HOUSE, *(("GREEN", green) for green in greens), *extra],
        [("1#", 62, 62), *texts],
        title="总平面图",
        scale=500.0,
        not_displayed=hidden,
    )
    if affine:
        drawn = transformed(drawn, affine)
    return findings(green_ratio, plans(drawn, conditions={"green_min": least}, **facts))


def test_a_share_above_the_condition_is_met() -> None:
    [finding] = found(rectangle(0, 0, 50, 70))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx(0.35))


def test_a_share_below_the_condition_is_broken() -> None:
    [finding] = found(rectangle(0, 0, 50, 50))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(0.25))


def test_on_the_edge_the_very_condition_is_met_and_a_hair_less_is_doubtful() -> None:
    assert found(rectangle(0, 0, 50, 60))[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 59.9995))[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 50, 59))[0].verdict == "broken"


def test_a_metre_along_walls_stalls_and_what_lies_outside_do_not_count() -> None:
    # from x = 50 to 70 up to y = 40, of which 10 m under the house's strip: it begins at y = 59, so nothing is lost
    # there; the second green stands against the house's west wall and loses its last metre
    [finding] = found(rectangle(-20, 0, 40, 50), rectangle(40, 60, 20, 30))
    assert finding.measured == pytest.approx((20 * 50 + 19 * 30) / 10_000)
    stalls = [("PARKING", rectangle(2.5 * index, 0, 2.5, 5)) for index in range(4)]
    [finding] = found(rectangle(0, 0, 50, 60), extra=stalls)
    assert finding.measured == pytest.approx((3000 - 50) / 10_000)


def test_crowns_of_trees_are_no_green() -> None:
    crowns = [circle(5 + 6 * index, 90, 2.5) for index in range(8)]
    assert found(rectangle(0, 0, 50, 50), *crowns)[0].measured == pytest.approx(0.25)


def test_a_low_share_is_doubtful_while_green_lies_on_roofs_is_open_or_hidden() -> None:
    low = rectangle(0, 0, 50, 50)
    roof = rectangle(0, 80, 20, 10)
    assert found(low, roof, texts=[("屋顶绿化", 5, 85)])[0].verdict == "doubtful"
    opened = ("GREEN", path((0, 80), (30, 80), (30, 95), (0, 95), (0, 80.5)))
    assert found(low, extra=[opened])[0].verdict == "doubtful"
    assert found(low, hidden=[not_shown("xref", "绿化.dwg")])[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 50, 70), hidden=[not_shown("font", "hztxt.shx")])[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 70), hidden=[not_shown("xref", "建筑.dwg")])[0].verdict == "doubtful"


def test_a_share_that_counts_ground_under_a_road_is_doubtful() -> None:
    road = [("ROAD", rectangle(0, 20, 100, 7))]
    assert found(rectangle(0, 0, 50, 62), extra=road)[0].verdict == "doubtful"


def test_housing_without_condition_is_held_against_the_table() -> None:
    facts = {"place": {"climate_zone": "III"}, "buildings": [{"name": "1#", "use": "residential", "storeys": 18}]}
    [finding] = found(rectangle(0, 0, 50, 66), least=None, **facts)
    assert (finding.verdict, finding.required) == ("broken", 0.35)


def test_without_green_or_condition_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="GREEN"):
        found()
    with pytest.raises(CouldNotRead, match=r"facts\.conditions\.green_min"):
        found(rectangle(0, 0, 50, 50), least=None)


def test_turned_and_shifted_the_verdict_stays() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    assert found(rectangle(0, 0, 50, 60), affine=affine)[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 50), affine=affine)[0].verdict == "broken"


def star(x: float, y: float) -> Polygon:
    """A tree as a symbol draws it: six points, six metres across."""
    turns = [(radians(30 * index), 3.0 if index % 2 else 1.8) for index in range(12)]
    return Polygon([(x + reach * cos(turn), y + reach * sin(turn)) for turn, reach in turns])


def test_symbols_of_trees_on_paved_ground_do_not_make_enough_green() -> None:
    trees = [star(5 + 8 * column, 5 + 8 * line) for column in range(8) for line in range(7)]
    [finding] = found(rectangle(0, 60, 55, 40), *trees)
    assert (finding.verdict, finding.measured) == ("doubtful", pytest.approx(0.22))
    assert "树木图例" in finding.message.zh


def test_small_lawns_of_one_shape_are_green() -> None:
    lawns = [rectangle(2 + 8 * column, 2, 6, 10) for column in range(10)]
    assert found(rectangle(0, 60, 55, 45), *lawns)[0].measured == pytest.approx(0.28, abs=0.01)


def test_green_that_a_kerb_without_a_road_runs_through_is_doubtful() -> None:
    kerb = [("ROAD", path((0, 20), (100, 22)))]
    assert found(rectangle(0, 0, 50, 70), extra=kerb)[0].verdict == "doubtful"
    beside = [("ROAD", path((50, 0), (50, 70)))]
    assert found(rectangle(0, 0, 50, 70), extra=beside)[0].verdict == "met"
