"""Sewers beside drinking water tanks; a tank of 6 by 4 m from 0, 0 to 6, 4."""

from __future__ import annotations

import pytest
from shapely import LineString

from checkers.health.tank_sewer import tank_sewer
from tests.checkers.drawn import (
    Stroke,
    circle,
    findings,
    not_shown,
    path,
    plans,
    rectangle,
    sheet,
    transformed,
    verdicts,
)

TANK = ("TANK", rectangle(0, 0, 6, 4))
NAME = ("生活水箱", 2, 2)


def sewer(line: LineString, layer: str = "污水管") -> Stroke:
    return Stroke("PIPE", line, layer=layer)


def said(*strokes: Stroke, texts: tuple[tuple[str, float, float], ...] = (NAME,)) -> dict[str, str]:
    return verdicts(tank_sewer, plans(sheet([TANK, *strokes], texts)))


def test_a_sewer_three_metres_away_is_met_and_one_at_one_and_a_half_broken() -> None:
    assert said(sewer(path((9, -5), (9, 20)))) == {"生活水箱 与 污水管": "met"}
    [finding] = findings(tank_sewer, plans(sheet([TANK, sewer(path((7.5, -5), (7.5, 20)))], [NAME])))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", 1.5, 2.0)


def test_exactly_two_metres_are_met_half_a_millimetre_less_is_doubtful() -> None:
    """From the line at 8.05 m to the tank at 6 m less half of DN 100."""
    written = (NAME, ("W-DN100", 8.2, 10))
    assert said(sewer(path((8.05, -5), (8.05, 20))), texts=written) == {"生活水箱 与 污水管": "met"}
    assert said(sewer(path((8.0495, -5), (8.0495, 20))), texts=written) == {"生活水箱 与 污水管": "doubtful"}


def test_the_written_diameter_is_taken_off_and_an_unwritten_one_may_decide() -> None:
    """DN 600 at 2.2 m leaves 1.9 m; without a diameter 0.3 m inside, 1.0 m outside may be there."""
    line = path((8.2, -5), (8.2, 20))
    assert said(sewer(line), texts=(NAME, ("W-DN600", 8.3, 10))) == {"生活水箱 与 污水管": "broken"}
    assert said(sewer(line)) == {"生活水箱 与 污水管": "met"}
    assert said(sewer(path((8.1, -5), (8.1, 20)))) == {"生活水箱 与 污水管": "doubtful"}
    outside = sheet([TANK, sewer(line)], [NAME], title="室外给排水总平面图")
    assert verdicts(tank_sewer, plans(outside)) == {"生活水箱 与 污水管": "doubtful"}


def test_a_sewage_riser_too_near_is_broken() -> None:
    riser = Stroke("PIPE", circle(7, 2, 0.1), "circle", layer="污水管")
    drawn = plans(sheet([TANK, riser], [NAME, ("WL-1", 8, 3)]))
    [finding] = findings(tank_sewer, drawn)
    assert finding.verdict == "broken"
    assert finding.measured == pytest.approx(0.9, abs=0.01)


def test_rain_water_and_supply_pipes_are_not_looked_at() -> None:
    assert said(sewer(path((7, -5), (7, 20)), "雨水管"), sewer(path((6.5, -5), (6.5, 20)), "给水管")) == {}


def test_a_waste_pipe_too_near_is_doubtful_and_far_away_not_worth_a_word() -> None:
    assert said(sewer(path((7, -5), (7, 20)), "废水管")) == {"生活水箱 与 废水管": "doubtful"}
    assert said(sewer(path((9, -5), (9, 20)), "废水管")) == {}


def test_letters_along_a_pipe_on_a_general_layer_tell_sewage() -> None:
    pipe = sewer(path((7, -5), (7, 20)), "PIPE")
    assert said(pipe, texts=(NAME, ("W-DN100", 7.2, 10))) == {"生活水箱 与 污水管": "broken"}
    assert said(pipe, texts=(NAME, ("J-DN100", 7.2, 10))) == {}
    assert said(pipe) == {"生活水箱 与 管道": "doubtful"}


def test_a_tank_without_an_outline_or_without_drinking_water_is_doubtful() -> None:
    pipe = sewer(path((7, -5), (7, 20)))
    assert verdicts(tank_sewer, plans(sheet([pipe], [NAME]))) == {"生活水箱": "doubtful"}
    assert said(pipe, texts=(("水箱", 2, 2),)) == {"水箱 与 污水管": "doubtful"}
    assert said(pipe, texts=(("消防水箱", 2, 2),)) == {}


def test_where_objects_could_not_be_read_far_is_doubtful_and_near_still_broken() -> None:
    far = sheet([TANK, sewer(path((9, -5), (9, 20)))], [NAME], not_displayed=[not_shown("proxy", "TCH_PIPE")])
    near = sheet([TANK, sewer(path((7, -5), (7, 20)))], [NAME], not_displayed=[not_shown("proxy", "TCH_PIPE")])
    assert verdicts(tank_sewer, plans(far)) == {"生活水箱 与 污水管": "doubtful"}
    assert verdicts(tank_sewer, plans(near)) == {"生活水箱 与 污水管": "broken"}


def test_a_set_without_pipes_is_not_looked_at() -> None:
    assert said() == {}


def test_turned_and_shifted_it_measures_the_same() -> None:
    drawn = transformed(sheet([TANK, sewer(path((7.5, -5), (7.5, 20)))], [NAME]), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    [finding] = findings(tank_sewer, plans(drawn))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(1.5, abs=1e-6))
