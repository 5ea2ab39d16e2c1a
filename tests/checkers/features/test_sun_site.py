from __future__ import annotations

import math
from typing import Any

from checkers.features.site import footprints, undescribed
from checkers.features.sun_site import sun_sites
from tests.checkers.drawn import plans, rectangle, sheet

SITE = ("SITE_BOUNDARY", rectangle(-10, -10, 200, 100))


def sites(*outlines: Any, texts: Any = (), facts: Any = (), more: Any = ()) -> Any:
    drawn = sheet([SITE, *(("BLDG_OUTLINE", each) for each in outlines)], texts, title="总平面图", identity="a-1")
    return sun_sites(plans(drawn, *more, buildings=list(facts)), lambda house: house.own, 1.0, 0.5)


def test_podium_and_tower_cast_shadow_each_from_its_own_top() -> None:
    facts = [{"name": "1#", "top_level": 60.0}, {"name": "1# 裙房", "top_level": 14.0}]
    [site] = sites(
        rectangle(0, 0, 60, 40), rectangle(10, 10, 20, 20), texts=[("裙房", 50, 5), ("1#", 15, 15)], facts=facts
    )
    assert {each.prism.name: each.prism.top for each in site.casters} == {"1#": 60.0, "1# 裙房": 14.0}
    assert [house.subject for house in site.houses] == ["1#"]
    assert len(site.houses[0].walls) == 0, "its ground floor lies within the podium"


def test_a_top_nobody_says_is_infinite_and_named() -> None:
    [site] = sites(rectangle(0, 0, 30, 12), texts=[("1#", 5, 5)])
    assert site.casters[0].prism.top == math.inf
    assert site.unknown() == "facts.buildings[1#].top_level"


def test_basements_and_what_is_to_be_pulled_down_cast_no_shadow() -> None:
    [site] = sites(
        rectangle(0, 0, 30, 12),
        rectangle(50, 0, 30, 12),
        rectangle(100, 0, 30, 12),
        texts=[("1#", 5, 5), ("地下车库", 55, 5), ("现状住宅（拆除）", 105, 5)],
    )
    assert [each.prism.name for each in site.casters] == ["1#"]


def test_what_stands_outside_the_site_is_a_neighbour_unless_the_facts_list_it() -> None:
    outside = rectangle(300, 0, 30, 12)
    [site] = sites(rectangle(0, 0, 30, 12), outside, texts=[("1#", 5, 5), ("2#", 305, 5)])
    assert [(each.prism.name, each.own) for each in site.casters] == [("1#", True), ("2#", False)]
    [site] = sites(rectangle(0, 0, 30, 12), outside, texts=[("1#", 5, 5), ("2#", 305, 5)], facts=[{"name": "2#"}])
    assert all(each.own for each in site.casters)


def test_a_house_on_two_sheets_is_looked_at_on_the_sunlight_plan() -> None:
    plan = sheet(
        [SITE, ("BLDG_OUTLINE", rectangle(0, 0, 30, 12))], [("1#", 5, 5)], title="总平面日照分析图", identity="b-1"
    )
    [site] = sites(rectangle(0, 0, 30, 12), texts=[("1#", 5, 5)], more=[plan])
    assert site.sheet.id == "b-1"


def test_plan_and_facts_that_state_two_ground_levels_state_none() -> None:
    texts = [("1#", 5, 5), ("±0.000=5.30", 5, 8)]
    [site] = sites(rectangle(0, 0, 30, 12), texts=texts)
    assert site.houses[0].level == 5.3
    [site] = sites(rectangle(0, 0, 30, 12), texts=texts, facts=[{"name": "1#", "ground_level": 5.6}])
    assert site.houses[0].level is None


def test_outlines_that_say_no_use_are_told_from_those_that_say_another() -> None:
    drawn = sheet(
        [("BLDG_OUTLINE", rectangle(0, 0, 9, 9)), ("BLDG_OUTLINE", rectangle(20, 0, 9, 9))],
        [("1#", 2, 2), ("地上18层", 2, 4), ("建筑高度：53.8m", 2, 6), ("6#", 22, 2), ("配电房", 22, 4)],
        title="总平面图",
    )
    assert {each.subject: undescribed(each) for each in footprints(plans(drawn))} == {"1#": True, "6#": False}
