from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.far import far
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed

SITE = ("SITE_BOUNDARY", rectangle(0, 0, 100, 100))
HOUSE = rectangle(10, 10, 50, 20)


def found(
    *,
    floor_area: float | None = None,
    storeys: int | None = None,
    texts: Any = (),
    extra: Any = (),
    affine: Any = None,
    far_max: Any = 2.0,
    **facts: Any,
) -> Any:
    drawn = sheet([SITE, ("BLDG_OUTLINE", HOUSE), *extra], [("1#", 12, 12), *texts], title="总平面图", scale=500.0)
    if affine:
        drawn = transformed(drawn, affine)
    building = {"name": "1#", "use": "residential", "floor_area": floor_area, "storeys": storeys}
    return findings(far, plans(drawn, buildings=[building], conditions={"far_max": far_max}, **facts))


def test_a_ratio_below_the_condition_is_met() -> None:
    [finding] = found(floor_area=18_000.0, storeys=18)
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(1.8), 2.0)


def test_a_ratio_above_the_condition_is_broken() -> None:
    [finding] = found(floor_area=21_000.0)
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(2.1))


def test_on_the_edge_the_very_condition_is_met_and_a_hair_more_is_doubtful() -> None:
    assert found(floor_area=20_000.0)[0].verdict == "met"
    assert found(floor_area=20_000.5)[0].verdict == "doubtful"
    assert found(floor_area=20_010.0)[0].verdict == "broken"


def test_less_stated_than_outlines_times_storeys_come_to_is_doubtful() -> None:
    # 50 x 20 x 24 = 24 000 m² drawn, 18 000 m² stated, 20 000 m² allowed
    [finding] = found(floor_area=18_000.0, storeys=24)
    assert finding.verdict == "doubtful"
    assert "24000.0" in finding.message.zh


def test_without_floor_areas_the_table_counts_and_without_it_outlines_times_storeys_in_doubt() -> None:
    table = [("计容建筑面积", 2, 90), ("21000.0", 8, 90), ("㎡", 12, 90)]
    assert found(texts=table)[0].verdict == "broken"
    [finding] = found(storeys=15)
    assert (finding.verdict, finding.measured) == ("doubtful", pytest.approx(1.5))
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[\]\.floor_area"):
        found()


def test_housing_without_condition_is_held_against_the_table() -> None:
    place = {"climate_zone": "III"}
    [finding] = found(floor_area=27_000.0, storeys=18, far_max=None, place=place)
    assert (finding.verdict, finding.required) == ("met", 2.8)
    with pytest.raises(CouldNotRead, match=r"facts\.conditions\.far_max"):
        found(floor_area=27_000.0, storeys=18, far_max=None)


def test_boundaries_inside_one_another_are_doubtful() -> None:
    inner = ("SITE_BOUNDARY", rectangle(5, 5, 90, 90))
    assert {finding.verdict for finding in found(floor_area=1_000.0, extra=[inner])} == {"doubtful"}


def test_without_site_or_buildings_nothing_is_looked_at() -> None:
    assert findings(far, plans(sheet([("BLDG_OUTLINE", HOUSE)], title="总平面图"))) == []
    assert findings(far, plans(sheet([SITE], title="总平面图"))) == []


def test_turned_and_shifted_the_verdict_stays() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    assert found(floor_area=20_000.0, affine=affine)[0].verdict == "met"
    assert found(floor_area=21_000.0, affine=affine)[0].verdict == "broken"
