from __future__ import annotations

from typing import Any

import pytest
from shapely.affinity import rotate, translate

from checkers.fire.compartment_garage import compartment_garage
from tests.checkers.drawn import findings, plans, rectangle, sheet

GARAGE = {"name": "地下车库", "use": "garage", "sprinklered": True}


def found(
    outline: Any, title: str = "地下车库防火分区示意图", texts: tuple[str, ...] = ("防火分区一",), **facts: Any
) -> Any:
    centre = outline.centroid
    written = [(text, centre.x, centre.y - 2 * index) for index, text in enumerate(texts)]
    return findings(
        compartment_garage,
        plans(sheet([("FIRE_COMP", outline)], written, title=title), buildings=[{**GARAGE, **facts}]),
    )


def test_below_ground_two_thousand_and_with_sprinklers_four_thousand_square_metres() -> None:
    [finding] = found(rectangle(0, 0, 80, 50))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(4000.0), 4000.0)
    assert found(rectangle(0, 0, 80, 50.0001))[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 80, 50.01))[0].verdict == "broken"
    assert found(rectangle(0, 0, 50, 40), sprinklered=False)[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 41), sprinklered=False)[0].verdict == "broken"


def test_unknown_sprinklers_are_doubtful_in_between() -> None:
    assert found(rectangle(0, 0, 50, 40), sprinklered=None)[0].verdict == "met"
    assert found(rectangle(0, 0, 60, 50), sprinklered=None)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 90, 50), sprinklered=None)[0].verdict == "broken"


def test_above_ground_storeys_height_and_rating_choose_the_limit() -> None:
    above = {"name": "8#", "storeys": 3, "height": 12.0, "fire_rating": 2, "sprinklered": False}
    title = "8#停车楼二层防火分区示意图"
    assert found(rectangle(0, 0, 50, 50), title, **above)[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 51), title, **above)[0].verdict == "broken"
    assert found(rectangle(0, 0, 60, 50), title, **{**above, "storeys": 1})[0].verdict == "met"
    assert found(rectangle(0, 0, 60, 50), title, **{**above, "storeys": 1, "fire_rating": 3})[0].verdict == "broken"
    assert found(rectangle(0, 0, 50, 45), title, **{**above, "height": 30.0})[0].verdict == "broken"
    assert found(rectangle(0, 0, 50, 45), title, **{**above, "height": None})[0].verdict == "doubtful"


def test_half_basements_and_mechanical_parking_have_their_own_values() -> None:
    assert found(rectangle(0, 0, 50, 50), "半地下车库防火分区示意图", sprinklered=False)[0].verdict == "met"
    mechanical = ("防火分区一", "机械式停车")
    assert found(rectangle(0, 0, 50, 26), texts=mechanical, sprinklered=False)[0].verdict == "met"
    assert found(rectangle(0, 0, 50, 30), texts=mechanical, sprinklered=False)[0].verdict == "doubtful"
    assert found(rectangle(0, 0, 50, 41), texts=mechanical, sprinklered=False)[0].verdict == "broken"


def test_a_written_area_above_the_limit_is_doubtful() -> None:
    assert found(rectangle(0, 0, 80, 49), texts=("防火分区一 面积4020㎡",))[0].verdict == "doubtful"


def test_stalls_tell_a_garage_and_other_compartments_are_not_looked_at() -> None:
    stalls = [("PARKING", rectangle(2 + 2.4 * index, 2, 2.4, 5.3)) for index in range(6)]
    drawn = sheet([("FIRE_COMP", rectangle(0, 0, 60, 50)), *stalls], title="地下一层平面图")
    assert len(findings(compartment_garage, plans(drawn, buildings=[GARAGE]))) == 1
    assert found(rectangle(0, 0, 60, 50), "三层防火分区示意图") == []


def test_turned_and_far_away_nothing_changes() -> None:
    for width in (80, 80.1):
        outline = translate(rotate(rectangle(0, 0, width, 50), 33), 512345.6, 3412345.6)
        assert found(outline)[0].verdict == found(rectangle(0, 0, width, 50))[0].verdict


def test_a_title_alone_makes_no_garage_of_rooms() -> None:
    for texts, expected in (
        (("防火分区一", "商铺", "超市"), "doubtful"),
        (("防火分区一", "地下车库", "风机房"), "met"),
        (("防火分区一",), "met"),
    ):
        said = found(rectangle(0, 0, 50, 40), texts=texts)
        assert [each.verdict for each in said] == [expected], texts
