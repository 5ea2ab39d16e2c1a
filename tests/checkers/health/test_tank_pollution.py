"""Distances of drinking water tanks to what pollutes; a tank of 6 by 6 m from 0, 0 to 6, 6."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.health.tank_pollution import tank_pollution
from tests.checkers.drawn import findings, not_shown, plans, rectangle, sheet, verdicts

TANK = ("TANK", rectangle(0, 0, 6, 6))
TANK_NAME = ("埋地生活水池", 3, 3)


def _with_septic(x: float, y: float, name: str = "埋地生活水池") -> Sheet:
    """The tank, and a septic tank of 4 by 3 m with its lower left corner at ``x, y``."""
    return sheet([TANK, ("TANK", rectangle(x, y, 4, 3))], [(name, 3, 3), ("1#化粪池", x + 1, y + 1)])


def test_a_septic_tank_14_metres_away_is_met() -> None:
    [finding] = findings(tank_pollution, plans(_with_septic(20, 0)))
    assert (finding.verdict, finding.measured, finding.required) == ("met", 14.0, 10.0)


def test_a_septic_tank_five_metres_away_over_the_corner_is_broken() -> None:
    """From the corner 6, 6 to the corner 9, 10: 3 and 4 m, so 5 m."""
    [finding] = findings(tank_pollution, plans(_with_septic(9, 10)))
    assert (finding.verdict, finding.measured) == ("broken", 5.0)
    assert finding.along is not None
    assert [tuple(place) for place in finding.along.coords] == [(6.0, 6.0), (9.0, 10.0)]


def test_exactly_ten_metres_are_met() -> None:
    assert verdicts(tank_pollution, plans(_with_septic(16, 0))) == {"埋地生活水池 与 1#化粪池": "met"}


def test_a_septic_tank_drawn_over_the_tank_is_broken() -> None:
    assert verdicts(tank_pollution, plans(_with_septic(5, 5))) == {"埋地生活水池 与 1#化粪池": "broken"}


def test_fire_water_and_sites_without_pollution_are_not_looked_at() -> None:
    assert findings(tank_pollution, plans(_with_septic(8, 0, "埋地消防水池"))) == []
    assert findings(tank_pollution, plans(sheet([TANK], [TANK_NAME]))) == []


def test_a_tank_not_written_to_be_buried_is_doubtful_only_when_too_near() -> None:
    assert verdicts(tank_pollution, plans(_with_septic(8, 0, "生活水池"))) == {"生活水池 与 1#化粪池": "doubtful"}
    assert verdicts(tank_pollution, plans(_with_septic(20, 0, "生活水池"))) == {"生活水池 与 1#化粪池": "met"}


def test_a_septic_tank_without_an_outline_is_doubtful() -> None:
    drawn = sheet([TANK], [TANK_NAME, ("化粪池", 20, 0)])
    assert verdicts(tank_pollution, plans(drawn)) == {"埋地生活水池": "doubtful"}


def test_a_source_on_another_sheet_could_not_be_measured() -> None:
    here = sheet([TANK], [TANK_NAME])
    there = replace(sheet([("TANK", rectangle(8, 0, 4, 3))], [("化粪池", 9, 1)]), id="0123456789ab-2")
    assert verdicts(tank_pollution, plans(here, there)) == {"埋地生活水池": "doubtful"}


def test_a_tank_with_two_lines_is_measured_from_the_outer_wall() -> None:
    """Inner line to the septic tank 10.3 m, outer wall 9.9 m."""
    drawn = sheet(
        [TANK, ("TANK", rectangle(0.4, 0.4, 5.2, 5.2)), ("TANK", rectangle(15.9, 0, 4, 3))],
        [TANK_NAME, ("化粪池", 17, 1)],
    )
    [finding] = findings(tank_pollution, plans(drawn))
    assert finding.verdict == "broken"
    assert finding.measured is not None
    assert abs(finding.measured - 9.9) < 1e-9


def test_of_several_septic_tanks_every_one_too_near_is_named() -> None:
    drawn = sheet(
        [TANK, *(("TANK", rectangle(x, 0, 2, 2)) for x in (10, 14, 40, 60))],
        [TANK_NAME, *((f"{n}#化粪池", x + 1, 1) for n, x in enumerate((10, 14, 40, 60), start=1))],
    )
    assert verdicts(tank_pollution, plans(drawn)) == {
        "埋地生活水池 与 1#化粪池": "broken",
        "埋地生活水池 与 2#化粪池": "broken",
    }


def test_refuse_in_a_building_and_a_soakaway_count_too() -> None:
    drawn = sheet(
        [TANK, ("BLDG_OUTLINE", rectangle(9, 0, 5, 5)), ("TANK", rectangle(0, 20, 1, 1))],
        [TANK_NAME, ("垃圾收集点", 11, 2), ("渗水井", 0.5, 20.5)],
    )
    assert verdicts(tank_pollution, plans(drawn)) == {
        "埋地生活水池 与 垃圾收集点": "broken",
        "埋地生活水池 与 渗水井": "met",
    }


def test_a_name_beside_its_outline_is_tied_to_it() -> None:
    drawn = sheet([TANK, ("TANK", rectangle(9, 0, 4, 3))], [TANK_NAME, ("化粪池", 11, 4)])
    assert verdicts(tank_pollution, plans(drawn)) == {"埋地生活水池 与 化粪池": "broken"}


def test_a_note_about_septic_tanks_is_none() -> None:
    drawn = sheet([TANK], [TANK_NAME, ("埋地生活水池周围10m内不得有化粪池。", 20, 0), ("化粪池大样图", 20, -9)])
    assert findings(tank_pollution, plans(drawn)) == []


def test_outlines_on_a_layer_of_tanks_without_any_name_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="给水-水池"):
        findings(tank_pollution, plans(sheet([TANK])))


def test_where_objects_could_not_be_read_something_may_be_nearer() -> None:
    for away, verdict in ((20, "doubtful"), (9, "broken")):
        drawn = replace(_with_septic(away, 0), not_displayed=(not_shown("xref", "总图.dwg"),))
        assert verdicts(tank_pollution, plans(drawn)) == {"埋地生活水池 与 1#化粪池": verdict}


def test_an_outline_without_a_name_near_the_tank_is_doubtful() -> None:
    for x, found in ((11, ["doubtful", "met"]), (16.1, ["met"])):
        drawn = sheet(
            [TANK, ("TANK", rectangle(60, 0, 4, 3)), ("TANK", rectangle(x, 0, 4, 3))],
            [TANK_NAME, ("1#化粪池", 61, 1)],
        )
        assert sorted(str(one.verdict) for one in findings(tank_pollution, plans(drawn))) == found
