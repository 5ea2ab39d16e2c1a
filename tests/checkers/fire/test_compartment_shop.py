from __future__ import annotations

from typing import Any

import pytest
from shapely.affinity import rotate, translate

from checkers.fire.compartment_shop import compartment_shop
from tests.checkers.drawn import findings, plans, rectangle, sheet

SHOP = {"name": "5#", "use": "commercial", "height": 20.0, "storeys": 4, "fire_rating": 2, "sprinklered": True}


def found(
    outline: Any, title: str = "5#楼一层防火分区示意图", texts: tuple[str, ...] = ("营业厅",), **facts: Any
) -> Any:
    centre = outline.centroid
    written = [(text, centre.x, centre.y - 2 * index) for index, text in enumerate(texts)]
    return findings(
        compartment_shop, plans(sheet([("FIRE_COMP", outline)], written, title=title), buildings=[{**SHOP, **facts}])
    )


def test_on_the_ground_floor_ten_thousand_square_metres() -> None:
    [finding] = found(rectangle(0, 0, 100, 100))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(10000.0), 10000.0)
    assert found(rectangle(0, 0, 100, 100.00005))[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 100, 100.01))[0].verdict == "broken"


def test_in_high_buildings_four_thousand_and_below_ground_two_thousand() -> None:
    assert found(rectangle(0, 0, 80, 50), "5#楼三层防火分区示意图", height=40.0)[0].verdict == "met"
    assert found(rectangle(0, 0, 80, 51), "5#楼三层防火分区示意图", height=40.0)[0].verdict == "broken"
    assert found(rectangle(0, 0, 50, 40), "5#楼地下一层防火分区示意图")[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 41), "5#楼地下一层防火分区示意图")[0].verdict == "broken"


def test_facts_nobody_has_stated_are_doubtful() -> None:
    assert found(rectangle(0, 0, 50, 40), sprinklered=None)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 50, 40), fire_rating=None)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 100, 90), height=None)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 100, 110), height=None)[0].verdict == "broken"


def test_a_written_area_above_the_limit_is_doubtful() -> None:
    assert found(rectangle(0, 0, 100, 100), texts=("营业厅 防火分区一 面积10200㎡",))[0].verdict == "doubtful"


def test_other_storeys_other_rooms_and_buildings_without_sprinklers_are_not_looked_at() -> None:
    assert found(rectangle(0, 0, 80, 50), "5#楼三层防火分区示意图") == []
    assert found(rectangle(0, 0, 80, 50), texts=("办公",)) == []
    assert found(rectangle(0, 0, 80, 50), sprinklered=False) == []
    assert findings(compartment_shop, plans(sheet(title="三层平面图"))) == []


def test_turned_and_far_away_nothing_changes() -> None:
    for width in (100, 100.1):
        outline = translate(rotate(rectangle(0, 0, width, 100), 33), 512345.6, 3412345.6)
        assert found(outline)[0].verdict == found(rectangle(0, 0, width, 100))[0].verdict


def test_a_hall_among_other_rooms_and_storeys_above_the_ground_are_not_met() -> None:
    mixed = found(rectangle(0, 0, 50, 40), texts=("超市", "办公室", "宿舍"))
    assert [each.verdict for each in mixed] == ["doubtful"]
    assert [each.verdict for each in found(rectangle(0, 0, 90, 90), "5#楼一~三层防火分区示意图")] == []
