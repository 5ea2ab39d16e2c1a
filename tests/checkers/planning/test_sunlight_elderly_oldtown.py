from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.planning.sunlight_elderly_oldtown import sunlight_elderly_oldtown
from tests.checkers.drawn import findings, plans, rectangle, sheet
from tests.checkers.sunlit import DWELLING, HOUSE, PLACE, WINDOW, building, screens

SOLSTICE = -23.45
SOUTH = ("2#", rectangle(-300, -30, 630, 10))


def found(*outlines: Any, use: str = "elderly", old_town: Any = None, windows: bool = False, **home: Any) -> Any:
    houses = [HOUSE, *outlines]
    drawn = sheet(
        [*(("BLDG_OUTLINE", outline) for _, outline in houses), *([WINDOW, DWELLING] if windows else [])],
        [*((name, *outline.representative_point().coords[0]) for name, outline in houses), ("A户型", 7, 2)],
        title="总平面图",
        scale=500.0,
    )
    facts = [building("1#", **{"use": use, "top": 60.0, "lowest_dwelling_storey": 1, **home})]
    facts += [building(name) for name, _ in outlines]
    return findings(
        sunlight_elderly_oldtown, plans(drawn, place=PLACE, buildings=facts, conditions={"old_town": old_town})
    )


def test_a_home_for_the_elderly_that_stands_alone_is_met_on_the_solstice() -> None:
    [finding] = found()
    assert (finding.verdict, finding.measured, finding.required) == ("met", 6.0, 2.0)
    assert "冬至日" in finding.message.zh


def test_a_home_for_the_elderly_without_sun_is_broken() -> None:
    assert found(SOUTH)[0].verdict == "broken"


def test_on_the_edge_two_hours_on_the_solstice_are_met_and_a_minute_less_doubtful() -> None:
    [finding] = found(*screens(14.0, SOLSTICE), windows=True)
    assert (finding.verdict, finding.measured) == ("met", 2.0)
    assert found(*screens(13 + 59 / 60, SOLSTICE), windows=True)[0].verdict == "doubtful"
    assert found(*screens(13.75, SOLSTICE), windows=True)[0].verdict == "broken"


def test_a_dwelling_of_a_rebuilt_quarter_needs_one_hour_on_great_cold() -> None:
    [finding] = found(*screens(13.0), use="residential", old_town=True, windows=True)
    assert (finding.verdict, finding.measured, finding.required) == ("met", 1.0, 1.0)
    assert found(*screens(12.75), use="residential", old_town=True, windows=True)[0].verdict == "broken"


def test_other_cases_are_not_looked_at() -> None:
    assert found(use="residential", old_town=False) == []
    assert found(use="office", old_town=True) == []


def test_without_the_level_it_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.buildings\[1#\]\.ground_level"):
        found(ground=None)


def test_a_building_that_may_be_one_of_these_is_doubtful() -> None:
    def of(text: str, *, old_town: bool | None = None) -> Any:
        drawn = sheet([("BLDG_OUTLINE", HOUSE[1])], [("1#", 5, 5), (text, 8, 8)], title="总平面图", scale=500.0)
        facts = {"place": PLACE, "buildings": [building("1#", None)], "conditions": {"old_town": old_town}}
        return [each.verdict for each in findings(sunlight_elderly_oldtown, plans(drawn, **facts))]

    assert of("养老用房及商业") == ["doubtful"]
    assert of("商业") == []
    assert of("6F", old_town=True) == ["doubtful"]
    assert of("配电房", old_town=True) == []
