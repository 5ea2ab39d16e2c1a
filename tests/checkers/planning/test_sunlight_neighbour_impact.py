from __future__ import annotations

from math import cos, radians, sin
from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.sunlight_neighbour_impact import sunlight_neighbour_impact
from tests.checkers.drawn import findings, not_shown, plans, rectangle, sheet, transformed
from tests.checkers.sunlit import PLACE, WINDOW, building, screens

SITE = ("SITE_BOUNDARY", rectangle(-450, -200, 900, 199))
STANDING = rectangle(0, 0, 30, 12)
SOUTH = ("2#", rectangle(-300, -30, 630, 10))


def found(
    *new: Any, home: Any = None, extra: Any = (), place: Any = PLACE, tops: Any = 500.0, affine: Any = None, **more: Any
) -> Any:
    drawn = sheet(
        [SITE, ("BLDG_OUTLINE", STANDING), *(("BLDG_OUTLINE", outline) for _, outline in new), *extra],
        [
            ("现状住宅A", 3, 3),
            ("6F", 6, 6),
            *((name, *outline.representative_point().coords[0]) for name, outline in new),
        ],
        title="总平面图",
        scale=500.0,
        **more,
    )
    if affine:
        drawn = transformed(drawn, affine)
    standing = {"use": "residential", "top": 25.0, "lowest_dwelling_storey": 1, **(home or {})}
    facts = [building("现状住宅A", **standing), *(building(name, top=tops) for name, _ in new)]
    return findings(sunlight_neighbour_impact, plans(drawn, place=place, buildings=facts))


def test_a_house_that_no_new_building_shades_is_met_though_its_north_wall_never_had_sun() -> None:
    [finding] = found(("2#", rectangle(0, -180, 30, 12)), tops=15.0)
    assert (finding.subject, finding.verdict) == ("现状住宅A", "met")


def test_a_house_whose_best_place_falls_below_the_standard_is_broken() -> None:
    [finding] = found(SOUTH)
    assert finding.verdict == "broken"
    assert "建设后 0 h" in finding.message.zh
    assert "2#" in finding.message.zh


def test_a_house_of_which_some_places_fall_below_the_standard_is_doubtful() -> None:
    [finding] = found(("2#", rectangle(-300, -30, 325, 10)))
    assert finding.verdict == "doubtful"
    assert finding.along.length > 1


def test_a_house_shaded_where_its_walls_keep_more_than_the_standard_is_met() -> None:
    # 2# takes from the south wall about the time in which the sun stands behind it, far less than six of eight hours;
    # the east wall has 08:00-12:00 and the west wall 12:00-16:00, and 2# due south is in their way a little at noon
    [finding] = found(("2#", rectangle(10, -110, 10, 10)))
    assert finding.verdict == "met"


def test_on_the_edge_a_window_left_with_exactly_two_hours_is_met_and_with_less_doubtful() -> None:
    assert found(*screens(14.0), extra=[WINDOW])[0].verdict == "met"
    assert found(*screens(13 + 59 / 60), extra=[WINDOW])[0].verdict == "doubtful"
    # until 13:00: even at the west end of the south wall the corner (11.5, -30) of 2# stands 20° east of south and 3#
    # begins 7° west of it; the sun takes less than two hours from the one to the other
    assert found(*screens(13.0), extra=[WINDOW])[0].verdict == "broken"


def test_levels_and_tops_nobody_says_leave_it_in_doubt() -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[现状住宅A\]\.ground_level"):
        found(SOUTH, home={"ground": None})
    [finding] = found(SOUTH, tops=None)
    assert finding.verdict == "doubtful"
    assert "facts.buildings[2#].top_level" in finding.message.zh
    assert found(SOUTH, home={"lowest_dwelling_storey": None})[0].verdict == "doubtful"


def test_hidden_objects_make_met_doubtful() -> None:
    far = ("2#", rectangle(0, -180, 30, 12))
    assert found(far, tops=15.0, not_displayed=[not_shown("proxy", "TCH_WALL")])[0].verdict == "doubtful"


def test_without_the_place_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.place\.latitude"):
        found(SOUTH, place={**PLACE, "latitude": None})
    with pytest.raises(CouldNotRead, match=r"facts\.place\.population"):
        found(SOUTH, place={**PLACE, "population": None})


def test_without_new_buildings_or_standing_housing_nothing_is_looked_at() -> None:
    assert found() == []
    assert found(SOUTH, home={"use": "office"}) == []


def test_turned_with_its_north_and_shifted_the_verdict_stays() -> None:
    turn = radians(37.0)
    affine = (cos(turn), -sin(turn), sin(turn), cos(turn), 4.05e7, 3.5e6)
    turned = {**PLACE, "true_north": -37.0}
    assert found(SOUTH, affine=affine, place=turned)[0].verdict == "broken"
    assert found(("2#", rectangle(0, -180, 30, 12)), tops=15.0, affine=affine, place=turned)[0].verdict == "met"


def test_a_standing_building_of_unknown_use_is_met_unless_it_loses_sun() -> None:
    def of(text: str, *new: Any, tops: float = 500.0) -> Any:
        drawn = sheet(
            [SITE, ("BLDG_OUTLINE", STANDING), *(("BLDG_OUTLINE", outline) for _, outline in new)],
            [("9#", 3, 3), (text, 6, 6), *((name, *outline.representative_point().coords[0]) for name, outline in new)],
            title="总平面图",
            scale=500.0,
        )
        facts = [building("9#", None, 25.0, lowest_dwelling_storey=1), *(building(name, top=tops) for name, _ in new)]
        return [
            each.verdict for each in findings(sunlight_neighbour_impact, plans(drawn, place=PLACE, buildings=facts))
        ]

    assert of("现状6F", SOUTH) == ["doubtful"]
    assert of("现状6F", ("2#", rectangle(0, -180, 30, 12)), tops=15.0) == ["met"]
    assert of("现状幼儿园", SOUTH) == ["doubtful"]
    assert of("现状配电房", SOUTH) == []
    assert of("现状拟拆除", SOUTH) == []


def test_a_building_beyond_the_boundary_that_may_be_new_leaves_no_house_met() -> None:
    def of(*words: str) -> Any:
        drawn = sheet(
            [
                ("SITE_BOUNDARY", rectangle(-450, -200, 900, 100)),
                ("BLDG_OUTLINE", STANDING),
                ("BLDG_OUTLINE", SOUTH[1]),
                ("BLDG_OUTLINE", rectangle(0, -180, 30, 12)),
            ],
            [("9#", 3, 3), ("现状住宅", 6, 6), ("5#", 5, -175), *((word, -100, -25) for word in words)],
            title="总平面图",
            scale=500.0,
        )
        facts = [building("9#", "residential", 25.0, lowest_dwelling_storey=1), building("5#", top=15.0)]
        return findings(sunlight_neighbour_impact, plans(drawn, place=PLACE, buildings=facts))

    [finding] = of("厂房", "现状")
    assert finding.verdict == "met"
    assert of("厂房", "保留")[0].verdict == "met"
    [finding] = of("厂房")
    assert finding.verdict == "doubtful"
    assert "未注明为现状" in finding.message.zh
