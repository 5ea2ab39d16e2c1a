from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon
from shapely.affinity import rotate, translate

from checkers.fire.compartment_area import compartment_area
from tests.checkers.drawn import findings, path, plans, rectangle, sheet
from tests.checkers.floor import OFFICE

LAYER = "FIRE_COMP"


def found(outline: Any, *texts: str, title: str = "3#楼三层防火分区示意图", **facts: Any) -> Any:
    centre = outline.centroid
    written = [(text, centre.x, centre.y - 2 * index) for index, text in enumerate(texts or ("防火分区一",))]
    drawn = sheet([(LAYER, outline)], written, title=title)
    return findings(compartment_area, plans(drawn, buildings=[{**OFFICE, **facts}]))


def test_low_buildings_have_2500_and_high_ones_1500_square_metres() -> None:
    [finding] = found(rectangle(0, 0, 50, 50))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(2500.0), 2500.0)
    assert finding.along is not None
    assert finding.along.area == pytest.approx(2500.0)
    assert found(rectangle(0, 0, 50, 50.01))[0].verdict == "broken"
    assert found(rectangle(0, 0, 50, 50.0001))[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 50, 30), height=30.0)[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 30.1), height=30.0)[0].verdict == "broken"


def test_ratings_3_and_4_have_less_and_sprinklers_double_it() -> None:
    assert found(rectangle(0, 0, 40, 30), fire_rating=3)[0].verdict == "met"
    assert found(rectangle(0, 0, 40, 31), fire_rating=3)[0].verdict == "broken"
    assert found(rectangle(0, 0, 40, 16), fire_rating=4)[0].verdict == "broken"
    assert found(rectangle(0, 0, 60, 50), height=30.0, sprinklered=True)[0].verdict == "met"


def test_what_nobody_has_stated_is_doubtful_only_where_it_matters() -> None:
    for fact in ("height", "fire_rating", "sprinklered"):
        assert found(rectangle(0, 0, 20, 20), **{fact: None})[0].verdict == "met", fact
    assert found(rectangle(0, 0, 50, 40), height=None)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 50, 40), fire_rating=None)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 60, 50), sprinklered=None)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 200, 50), sprinklered=None)[0].verdict == "broken"
    [finding] = found(rectangle(0, 0, 20, 20), use=None)
    assert finding.verdict == "doubtful"
    assert "facts.buildings[3#].use" in finding.message.zh


def test_below_ground_500_and_for_equipment_rooms_1000() -> None:
    title = "地下一层防火分区示意图"
    assert found(rectangle(0, 0, 25, 20), title=title)[0].verdict == "met"
    assert found(rectangle(0, 0, 25, 21), title=title)[0].verdict == "broken"
    assert found(rectangle(0, 0, 50, 20), "防火分区一", "设备用房", title=title)[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 20), title=title, sprinklered=True)[0].verdict == "met"


def test_a_written_area_above_the_limit_is_not_overlooked() -> None:
    assert found(rectangle(0, 0, 50, 50), "防火分区一", "面积2500.00㎡")[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 50), "防火分区一 面积2560.00㎡")[0].verdict == "doubtful"


def test_sales_halls_above_the_common_limit_are_doubtful_and_garages_left_to_others() -> None:
    shop = {"use": "commercial", "sprinklered": True}
    for title, height, expected in (
        ("3#楼一层防火分区图", 20.0, "doubtful"),
        ("3#楼三层防火分区图", 20.0, "broken"),
        ("3#楼三层防火分区图", 40.0, "doubtful"),
    ):
        [finding] = found(rectangle(0, 0, 120, 50), "防火分区一", "营业厅", title=title, height=height, **shop)
        assert finding.verdict == expected
    assert found(rectangle(0, 0, 120, 50), "防火分区一", "营业厅", use="commercial")[0].verdict == "broken"
    assert found(rectangle(0, 0, 50, 50), "汽车库防火分区一", title="地下一层防火分区示意图") == []


def test_housing_factories_and_sets_without_compartments_have_nothing_to_look_at() -> None:
    assert found(rectangle(0, 0, 80, 50), use="industrial") == []
    assert found(rectangle(0, 0, 80, 50), use="residential") == []
    assert findings(compartment_area, plans(sheet(title="三层平面图"))) == []


def test_an_outline_around_all_compartments_is_none_itself() -> None:
    drawn = sheet(
        [(LAYER, rectangle(0, 0, 80, 50)), (LAYER, rectangle(0, 0, 40, 50)), (LAYER, rectangle(40, 0, 40, 50))],
        title="3#楼三层防火分区示意图",
    )
    assert [each.verdict for each in findings(compartment_area, plans(drawn, buildings=[OFFICE]))] == ["met", "met"]


def test_an_open_line_or_one_that_crosses_itself_is_doubtful() -> None:
    for line in (path((0, 0), (50, 0), (50, 40), (0, 40), (0, 0.5)), Polygon([(0, 0), (50, 40), (50, 0), (0, 40)])):
        drawn = sheet([(LAYER, line)], title="3#楼三层防火分区示意图")
        assert [each.verdict for each in findings(compartment_area, plans(drawn, buildings=[OFFICE]))] == ["doubtful"]


def test_turned_and_far_away_nothing_changes() -> None:
    for width in (50, 50.02):
        outline = translate(rotate(rectangle(0, 0, width, 50), 33), 512345.6, 3412345.6)
        assert found(outline)[0].verdict == found(rectangle(0, 0, width, 50))[0].verdict


def test_equipment_beside_other_rooms_below_ground_has_the_smaller_limit_or_is_doubtful() -> None:
    below = "3#楼地下一层防火分区示意图"
    assert found(rectangle(0, 0, 40, 20), "防火分区一", "配电间", title=below)[0].verdict == "met"
    assert found(rectangle(0, 0, 40, 20), "防火分区一", "配电间", "走道", title=below)[0].verdict == "met"
    assert found(rectangle(0, 0, 40, 20), "防火分区一", "配电间", "活动室", title=below)[0].verdict == "broken"


def test_a_sheet_of_a_basement_and_the_ground_floor_tells_no_storey() -> None:
    for title in ("3#楼地下一层、一层防火分区图", "3#楼地下一层至一层防火分区图"):
        assert found(rectangle(0, 0, 40, 30), title=title)[0].verdict == "doubtful"


def test_rooms_in_a_compartment_of_a_garage_plan_make_it_doubtful() -> None:
    plan = "地下车库防火分区示意图"
    for texts in (("防火分区一", "商铺"), ("防火分区一", "风机房")):
        said = found(rectangle(0, 0, 60, 30), *texts, title=plan)
        assert "broken" not in [each.verdict for each in said]
