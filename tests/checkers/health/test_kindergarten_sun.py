from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.health.kindergarten_sun import kindergarten_sun
from tests.checkers.drawn import findings, plans, rectangle, sheet
from tests.checkers.sunlit import HOUSE, PLACE, WINDOW, building, screens

SOLSTICE = -23.45
SOUTH = ("2#", rectangle(-300, -30, 630, 10))
PLAYGROUND = ("GREEN", rectangle(0, 20, 20, 20))


def found(*outlines: Any, extra: Any = (), place: Any = PLACE, tops: float = 500.0, **home: Any) -> Any:
    houses = [HOUSE, *outlines]
    drawn = sheet(
        [*(("BLDG_OUTLINE", outline) for _, outline in houses), *extra],
        [
            *((name, *outline.representative_point().coords[0]) for name, outline in houses),
            ("室外活动场地", 5, 25),
        ],
        title="总平面图",
        scale=500.0,
    )
    facts = [building("1#", **{"use": "kindergarten", "top": 16.0, **home})]
    facts += [building(name, top=tops) for name, _ in outlines]
    return findings(kindergarten_sun, plans(drawn, place=place, buildings=facts))


def test_a_kindergarten_that_stands_alone_is_met_with_the_whole_band() -> None:
    [finding] = found()
    assert (finding.verdict, finding.measured, finding.required) == ("met", 6.0, 3.0)


def test_a_kindergarten_behind_a_long_high_building_is_broken() -> None:
    [finding] = found(SOUTH)
    assert (finding.verdict, finding.measured) == ("broken", 0.0)


def test_on_the_edge_a_window_with_three_hours_is_met_and_a_minute_less_is_doubtful() -> None:
    [finding] = found(*screens(15.0, SOLSTICE), extra=[WINDOW])
    assert (finding.verdict, finding.measured) == ("met", 3.0)
    assert found(*screens(14 + 59 / 60, SOLSTICE), extra=[WINDOW])[0].verdict == "doubtful"


def test_a_sunny_playground_is_met_and_a_shaded_one_doubtful() -> None:
    # on the solstice the sun stands 34.85° high at noon: the house, 11 m above its floor and 12 m above the ground
    # looked at, reaches 12 / tan 34.85° = 17.2 m beyond its north wall at y = 12 at noon
    [far] = [f for f in found(extra=[("GREEN", rectangle(0, 60, 20, 20))]) if f.subject == "1#"]
    assert far.verdict == "met"
    near = {f.subject: f.verdict for f in found(extra=[PLAYGROUND])}
    assert near == {"1#": "met", "室外活动场地": "met"}
    dark = {f.subject: f.verdict for f in found(extra=[PLAYGROUND], top=200.0)}
    assert dark == {"1#": "met", "室外活动场地": "doubtful"}


def test_other_buildings_are_not_looked_at() -> None:
    assert found(use="office") == []


def test_without_level_or_place_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[1#\]\.ground_level"):
        found(ground=None)
    with pytest.raises(CouldNotRead, match=r"facts\.place\.true_north"):
        found(place={"latitude": 31.7})


def test_a_building_that_may_hold_a_kindergarten_is_doubtful_and_one_without_outline_not_read() -> None:
    def of(use: Any, text: str) -> Any:
        drawn = sheet([("BLDG_OUTLINE", HOUSE[1])], [("1#", 5, 5), (text, 8, 8)], title="总平面图", scale=500.0)
        facts = {"place": PLACE, "buildings": [building("1#", use)]}
        return [each.verdict for each in findings(kindergarten_sun, plans(drawn, **facts))]

    assert of(None, "社区用房（幼儿园、商业）") == ["doubtful"]
    assert of("commercial", "幼儿园") == ["doubtful"]
    assert of(None, "商业") == []
    site = [("SITE_BOUNDARY", rectangle(-10, -10, 90, 90)), ("BLDG_OUTLINE", HOUSE[1])]
    drawn = sheet(site, [("1#", 5, 5), ("幼儿园", 50, 50)], title="总平面图", scale=500.0)
    with pytest.raises(CouldNotRead, match="幼儿园"):
        findings(kindergarten_sun, plans(drawn, place=PLACE))
