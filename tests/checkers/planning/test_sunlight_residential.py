from __future__ import annotations

from math import cos, radians, sin
from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.sunlight_residential import sunlight_residential
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet, transformed
from tests.checkers.sunlit import DWELLING, HOUSE, PLACE, WINDOW, building, screens

HOME = {"lowest_dwelling_storey": 1}
SOUTH = ("2#", rectangle(-300, -30, 630, 10))
"""so long and high that no sun reaches the house past it"""


def found(
    *outlines: Any,
    home: Any = None,
    extra: Any = (),
    texts: Any = (),
    hidden: Any = (),
    place: Any = PLACE,
    old_town: Any = False,
    tops: Any = 500.0,
    affine: Any = None,
    title: str = "总平面图",
) -> Any:
    houses = [HOUSE, *outlines]
    drawn = sheet(
        [*(("BLDG_OUTLINE", outline) for _, outline in houses), *extra],
        [*((name, *outline.representative_point().coords[0]) for name, outline in houses), *texts],
        title=title,
        scale=500.0,
        not_displayed=hidden,
    )
    if affine:
        drawn = transformed(drawn, affine)
    facts = [building("1#", **{"use": "residential", "top": 60.0, **HOME, **(home or {})})]
    facts += [building(name, top=tops) for name, _ in outlines]
    return findings(sunlight_residential, plans(drawn, place=place, buildings=facts, conditions={"old_town": old_town}))


def test_a_house_that_stands_alone_is_met_with_the_whole_band_on_its_south_wall() -> None:
    [finding] = found()
    assert (finding.verdict, finding.measured, finding.required, finding.unit) == ("met", 8.0, 2.0, "h")
    assert "08:00-16:00" in finding.message.zh


def test_a_house_of_which_no_place_has_enough_is_broken_and_says_who_shades_it() -> None:
    [finding] = found(SOUTH)
    assert (finding.verdict, finding.measured) == ("broken", 0.0)
    assert "2#" in finding.message.zh


def test_a_wall_that_is_sunny_only_in_part_is_doubtful() -> None:
    [finding] = found(("2#", rectangle(-300, -30, 325, 10)))
    assert finding.verdict == "doubtful"
    assert "m 不足" in finding.message.zh


def dwelling(until: float, **more: Any) -> Any:
    extra = [WINDOW, DWELLING, *more.pop("extra", ())]
    return found(*screens(until), extra=extra, texts=[("A户型", 7, 2)], **more)


def test_on_the_edge_a_dwelling_with_exactly_two_hours_is_met() -> None:
    [finding] = dwelling(14.0)
    assert (finding.subject, finding.verdict, finding.measured) == ("1# A户型", "met", 2.0)
    assert "12:00-14:00" in finding.message.zh


def test_a_dwelling_a_minute_short_is_doubtful_and_a_quarter_of_an_hour_short_broken() -> None:
    assert dwelling(13 + 59 / 60)[0].verdict == "doubtful"
    [finding] = dwelling(13.75)
    assert (finding.verdict, finding.measured) == ("broken", 1.75)


def test_a_window_sunny_only_in_part_is_doubtful() -> None:
    # the east end of the window, 1.5 m nearer to the afternoon, is lit some minutes longer than the whole
    [finding] = dwelling(13 + 55 / 60)
    assert (finding.verdict, finding.measured) == ("doubtful", pytest.approx(115 / 60))
    assert "满窗" in finding.message.zh


def test_a_dwelling_has_the_hours_of_its_best_window_on_a_sunlight_plan_and_asks_for_its_room_elsewhere() -> None:
    north = ("WINDOW", path((10, 11.9), (11.5, 11.9)))
    assert dwelling(14.5, extra=[north])[0].verdict == "doubtful"
    [finding] = dwelling(14.5, extra=[north], title="总平面日照分析图")
    assert (finding.verdict, finding.measured) == ("met", 2.5)


def test_a_window_without_a_dwelling_is_met_or_in_doubt_for_its_sisters() -> None:
    assert found(*screens(14.0), extra=[WINDOW])[0].verdict == "met"
    [finding] = found(*screens(13.5), extra=[WINDOW])
    assert (finding.subject, finding.verdict) == ("1# 窗1", "doubtful"), "the west wall has its afternoon"
    [finding] = found(SOUTH, extra=[WINDOW])
    assert (finding.subject, finding.verdict) == ("1# 窗1", "broken")


def test_too_little_sun_is_doubtful_while_nobody_says_that_people_live_on_the_ground_floor() -> None:
    assert found(SOUTH, home={"lowest_dwelling_storey": None})[0].verdict == "doubtful"
    [finding] = found(SOUTH, home={"lowest_dwelling_storey": 3})
    assert finding.verdict == "doubtful"
    assert "lowest_dwelling_storey" in finding.message.zh


def test_too_little_sun_is_doubtful_while_nobody_says_whether_an_old_quarter_is_rebuilt() -> None:
    assert "old_town" in found(SOUTH, old_town=None)[0].message.zh
    assert found(SOUTH, old_town=None)[0].verdict == "doubtful"
    assert found(old_town=None)[0].verdict == "met"
    assert found(SOUTH, old_town=True) == []


def test_a_building_of_unknown_top_makes_sun_doubtful_only_where_it_could_take_it() -> None:
    [near] = found(SOUTH, tops=None)
    assert near.verdict == "doubtful"
    assert "facts.buildings[2#].top_level" in near.message.zh
    assert found(("2#", rectangle(0, 60, 30, 12)), tops=None)[0].verdict == "met"


def test_hidden_objects_and_open_outlines_make_met_doubtful_and_leave_broken() -> None:
    proxies = [not_shown("proxy", "TCH_WALL")]
    assert found(hidden=proxies)[0].verdict == "doubtful"
    assert found(SOUTH, hidden=proxies)[0].verdict == "broken"
    opened = ("BLDG_OUTLINE", path((0, -40), (30, -40), (30, -50), (0, -50), (0, -40.5)))
    assert found(extra=[opened])[0].verdict == "doubtful"


@pytest.mark.parametrize("key", ["latitude", "true_north", "climate_zone", "population"])
def test_without_the_place_it_could_not_be_read(key: Any) -> None:
    with pytest.raises(CouldNotRead, match=rf"facts\.place\.{key}"):
        found(place={name: value for name, value in PLACE.items() if name != key})


def test_without_ground_level_or_use_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[1#\]\.ground_level"):
        found(home={"ground": None})
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[1#\]\.use"):
        found(home={"use": None})


def test_the_level_written_on_the_plan_counts() -> None:
    assert found(home={"ground": None}, texts=[("±0.000=5.00", 3, 3)])[0].verdict == "met"


def test_small_cities_ask_for_three_hours_and_zone_v_for_one_on_the_solstice() -> None:
    small = {**PLACE, "population": 499_999}
    assert found(place=small)[0].required == 3.0
    fifth = {**PLACE, "climate_zone": "V"}
    [finding] = found(place=fifth)
    assert (finding.required, finding.measured) == (1.0, 6.0)
    assert "冬至日" in finding.message.zh


def test_flats_that_may_lie_on_the_other_side_are_doubtful() -> None:
    assert found(texts=[("人才公寓", 3, 3)])[0].verdict == "doubtful"
    deep = sheet([("BLDG_OUTLINE", rectangle(0, 0, 30, 24))], [("1#", 5, 5)], title="总平面图")
    facts = [building("1#", "residential", 60.0, **HOME)]
    [finding] = findings(
        sunlight_residential, plans(deep, place=PLACE, buildings=facts, conditions={"old_town": False})
    )
    assert finding.verdict == "doubtful"
    assert "进深" in finding.message.zh


def test_what_is_no_new_housing_is_not_looked_at() -> None:
    assert found(home={"use": "office"}) == []
    assert found(texts=[("现状", 3, 3)]) == []


@pytest.mark.parametrize("degrees", [37.0, 180.0])
def test_turned_with_its_north_and_shifted_the_verdict_stays(degrees: float) -> None:
    turn = radians(degrees)
    affine = (cos(turn), -sin(turn), sin(turn), cos(turn), 4.05e7, 3.5e6)
    turned = {**PLACE, "true_north": -degrees}
    [finding] = dwelling(14.0, affine=affine, place=turned)
    assert finding.measured == pytest.approx(2.0, abs=1 / 60)
    assert found(SOUTH, affine=affine, place=turned)[0].verdict == "broken"
    assert found(affine=affine, place=turned)[0].verdict == "met"


def of(*sheets: Any, **facts: Any) -> Any:
    return findings(sunlight_residential, plans(*sheets, place=PLACE, conditions={"old_town": False}, **facts))


def shown(*houses: Any, extra: Any = (), texts: Any = (), **fields: Any) -> Any:
    return sheet(
        [*(("BLDG_OUTLINE", outline) for _, outline in houses), *extra],
        [*((name, *outline.representative_point().coords[0]) for name, outline in houses), *texts],
        **{"title": "总平面图", "scale": 500.0, **fields},
    )


RESIDENTIAL = building("1#", "residential", 60.0, **HOME)


def test_a_building_that_only_another_plan_of_the_site_or_the_facts_show_makes_met_doubtful() -> None:
    alone = shown(HOUSE, title="日照分析图", identity="a-1", extra=[("SITE_BOUNDARY", rectangle(-9, -9, 60, 60))])
    both = shown(HOUSE, SOUTH, identity="b-1")
    [finding] = of(alone, both, buildings=[RESIDENTIAL, building("2#")])
    assert finding.verdict == "doubtful"
    assert "2#" in finding.message.zh
    assert of(shown(HOUSE), buildings=[RESIDENTIAL, building("2#")])[0].verdict == "doubtful"
    elsewhere = shown(("5#", rectangle(0, 0, 30, 12)), identity="c-1")
    assert of(alone, elsewhere, buildings=[RESIDENTIAL, building("5#")])[0].verdict == "met"


def test_a_top_too_low_for_the_height_or_the_storeys_of_its_building_is_unknown() -> None:
    relative = building("2#", top=53.8, ground=35.0, height=53.8)
    assert of(shown(HOUSE, SOUTH), buildings=[RESIDENTIAL, relative])[0].verdict == "doubtful"
    low = building("2#", top=10.0, ground=5.0, storeys=18)
    assert of(shown(HOUSE, SOUTH), buildings=[RESIDENTIAL, low])[0].verdict == "doubtful"
    true = building("2#", top=11.0, ground=5.0, height=5.5, storeys=1)
    assert of(shown(HOUSE, SOUTH), buildings=[RESIDENTIAL, true])[0].verdict == "met"


def test_a_tower_on_its_podium_is_doubtful() -> None:
    podium = shown(HOUSE, extra=[("BLDG_OUTLINE", rectangle(-5, -5, 40, 22))], texts=[("裙房", -3, -3)])
    [finding] = of(podium, buildings=[RESIDENTIAL])
    assert finding.verdict == "doubtful"
    assert "裙房" in finding.message.zh


def test_a_dwelling_without_windows_and_a_window_without_a_dwelling_are_looked_at() -> None:
    second = ("SPACE", rectangle(16, 0.2, 10, 11.6))
    named = [*dwelling(14.0, extra=[second])]
    assert [each.verdict for each in named] == ["met"]  # nobody says that the second is a dwelling
    found_both = found(*screens(14.0), extra=[WINDOW, DWELLING, second], texts=[("A户型", 7, 2), ("B户型", 17, 2)])
    assert {each.subject: str(each.verdict) for each in found_both} == {"1# A户型": "met", "1# B户型": "doubtful"}
    other = ("WINDOW", path((22, 0.1), (23.5, 0.1)))
    assert [each.verdict for each in dwelling(14.0, extra=[other])] == ["met", "doubtful"]


def test_housing_that_plan_and_facts_contradict_or_no_outline_shows_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="use"):
        of(shown(HOUSE, texts=[("办公楼", 8, 8)]), buildings=[RESIDENTIAL])
    forked = [("BLDG_OUTLINE", path((0, 0), (30, 0))), ("BLDG_OUTLINE", path((30, 0), (30, 9)))]
    with pytest.raises(CouldNotRead, match="BLDG_OUTLINE"):
        of(shown(extra=forked, texts=[("1#", 5, 5)]), buildings=[RESIDENTIAL])


def test_a_top_below_the_lowest_ground_by_its_own_height_is_unknown_though_its_ground_is() -> None:
    high = building("1#", "residential", 95.0, 35.0, **HOME)
    relative = building("2#", top=53.8, ground=None, height=53.8)
    assert of(shown(HOUSE, SOUTH), buildings=[high, relative])[0].verdict == "doubtful"
