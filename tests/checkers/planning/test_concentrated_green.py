from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.concentrated_green import concentrated_green
from tests.checkers.drawn import findings, plans, rectangle, sheet, transformed
from tests.checkers.sunlit import PLACE, building

SITE = ("SITE_BOUNDARY", rectangle(-10, -100, 120, 220))
HOUSE = ("BLDG_OUTLINE", rectangle(0, 0, 30, 12))


def said(
    green: Any,
    *,
    people: Any = 500,
    name: str = "集中绿地",
    old_town: Any = False,
    place: Any = PLACE,
    top: Any = 25.0,
    affine: Any = None,
    ground: Any = 5.0,
) -> dict[str, Any]:
    drawn = sheet(
        [SITE, HOUSE, ("GREEN", green)],
        [("1#", 3, 3), (name, *green.representative_point().coords[0])],
        title="总平面图",
        scale=500.0,
    )
    if affine:
        drawn = transformed(drawn, affine)
    facts = [building("1#", "residential", top, ground, people=people)]
    found = findings(concentrated_green, plans(drawn, place=place, buildings=facts, conditions={"old_town": old_town}))
    keys = {"宽度": "width", "阴影": "sunlit", "人均": "each"}
    return {next(key for word, key in keys.items() if word in each.message.zh): each for each in found}


def test_a_wide_sunny_green_large_enough_is_met_three_times() -> None:
    found = said(rectangle(0, -60, 30, 12))
    assert {key: str(each.verdict) for key, each in found.items()} == {"width": "met", "sunlit": "met", "each": "met"}
    assert found["each"].measured == pytest.approx(0.72)
    assert found["sunlit"].measured == pytest.approx(1.0)


def test_too_narrow_or_too_small_is_broken() -> None:
    found = said(rectangle(0, -60, 30, 7), people=500)
    assert (found["width"].verdict, found["each"].verdict) == ("broken", "broken")


def test_on_the_edge_eight_metres_and_half_a_square_metre_are_met() -> None:
    found = said(rectangle(0, -60, 30, 8), people=480)
    assert (found["width"].verdict, found["each"].verdict) == ("met", "met")
    found = said(rectangle(0, -60, 30, 7.9995), people=480)
    assert (found["width"].verdict, found["each"].verdict) == ("doubtful", "doubtful")


def test_a_green_behind_a_high_house_is_doubtful_not_broken() -> None:
    found = said(rectangle(0, 13, 30, 10), top=200.0)
    assert found["sunlit"].verdict == "doubtful"


def test_a_rebuilt_quarter_needs_less_and_nobody_saying_so_leaves_it_open() -> None:
    green = rectangle(0, -60, 30, 8)  # 240 m² for 600 people: 0.40 m²
    assert said(green, people=600, old_town=True)["each"].verdict == "met"
    assert said(green, people=600, old_town=False)["each"].verdict == "broken"
    assert said(green, people=600, old_town=None)["each"].verdict == "doubtful"
    assert said(green, people=700, old_town=None)["each"].verdict == "broken"


def test_without_people_or_a_name_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="people"):
        said(rectangle(0, -60, 30, 12), people=None)
    with pytest.raises(CouldNotRead, match="GREEN"):
        said(rectangle(0, -60, 30, 12), name="草坪")


def test_without_levels_or_place_only_the_sun_is_in_doubt() -> None:
    for more in ({"ground": None}, {"place": {**PLACE, "latitude": None}}):
        found = said(rectangle(0, -60, 30, 12), **more)
        verdicts = {key: str(each.verdict) for key, each in found.items()}
        assert verdicts == {"width": "met", "sunlit": "doubtful", "each": "met"}


def test_turned_and_shifted_the_verdicts_stay() -> None:
    affine = (0.6, -0.8, 0.8, 0.6, 4.05e7, 3.5e6)
    turned = {**PLACE, "true_north": -53.1301}
    assert {str(each.verdict) for each in said(rectangle(0, -60, 30, 12), affine=affine, place=turned).values()} == {
        "met"
    }


def drawn_with(*entities: Any, texts: Any = ()) -> Any:
    drawn = sheet([SITE, HOUSE, *entities], [("1#", 3, 3), *texts], title="总平面图", scale=500.0)
    facts = [building("1#", "residential", 25.0, 5.0, people=500)]
    return findings(concentrated_green, plans(drawn, place=PLACE, buildings=facts, conditions={"old_town": False}))


def test_housing_without_any_green_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="集中绿地"):
        drawn_with()


def test_ground_under_buildings_and_ground_outlined_twice_is_counted_once_or_not() -> None:
    green = ("GREEN", rectangle(0, -60, 30, 12))
    club = ("BLDG_OUTLINE", rectangle(5, -58, 20, 8))
    [each] = [one for one in drawn_with(green, club, texts=[("集中绿地", 1, -59)]) if "人均" in one.message.zh]
    assert (each.verdict, each.measured) == ("broken", pytest.approx(0.4))
    other = ("GREEN", rectangle(10, -60, 30, 12))
    [each] = [one for one in drawn_with(green, other, texts=[("集中绿地", 15, -55)]) if "人均" in one.message.zh]
    assert each.measured == pytest.approx(0.96)
