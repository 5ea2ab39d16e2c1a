"""Distances of a septic tank of 4 by 3 m with its lower left corner at 0, 0."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.health.septic import septic
from tests.checkers.drawn import Stroke, circle, findings, not_shown, plans, rectangle, sheet, verdicts

SEPTIC = ("TANK", rectangle(0, 0, 4, 3))
NAME = ("化粪池", 2, 1)


def _site(*entities: tuple[Any, ...], texts: tuple[tuple[Any, ...], ...] = ()) -> Sheet:
    return sheet([SEPTIC, *entities], [NAME, *texts])


def test_a_well_and_a_building_far_enough_are_met() -> None:
    drawn = _site(
        ("TANK", rectangle(36, 0, 1, 1)),
        ("BLDG_OUTLINE", rectangle(0, 10, 20, 10)),
        texts=(("取水井", 36.5, 0.5), ("1#", 10, 15)),
    )
    found = findings(septic, plans(drawn))
    assert [(f.subject, f.measured, f.required, f.verdict) for f in found] == [
        ("化粪池 与 取水井", 32.0, 30.0, "met"),
        ("化粪池 与 1#", 7.0, 5.0, "met"),
    ]


def test_the_two_limits_bind_differently() -> None:
    drawn = _site(
        ("TANK", rectangle(20, 0, 1, 1)),
        ("BLDG_OUTLINE", rectangle(0, 6, 20, 10)),
        texts=(("取水井", 20.5, 0.5), ("1#", 10, 15)),
    )
    found = findings(septic, plans(drawn))
    assert [(f.measured, str(f.verdict), str(f.severity)) for f in found] == [
        (16.0, "broken", "mandatory"),
        (3.0, "broken", "general"),
    ]


def test_exactly_thirty_and_five_metres_are_met() -> None:
    drawn = _site(
        ("TANK", rectangle(34, 0, 1, 1)),
        ("BLDG_OUTLINE", rectangle(0, 8, 20, 10)),
        texts=(("取水井", 34.5, 0.5), ("1#", 10, 15)),
    )
    assert set(verdicts(septic, plans(drawn)).values()) == {"met"}


def test_without_a_well_only_the_wall_is_looked_at() -> None:
    drawn = _site(("BLDG_OUTLINE", rectangle(0, 10, 20, 10)), texts=(("1#", 10, 15),))
    assert verdicts(septic, plans(drawn)) == {"化粪池 与 1#": "met"}


def test_a_site_without_septic_tanks_is_not_looked_at() -> None:
    assert findings(septic, plans(sheet([("BLDG_OUTLINE", rectangle(0, 10, 20, 10))], [("1#", 10, 15)]))) == []


def test_a_well_without_an_outline_is_doubtful() -> None:
    assert verdicts(septic, plans(_site(texts=(("取水井", 20, 0),)))) == {"化粪池": "doubtful"}


def test_a_septic_tank_without_an_outline_is_doubtful() -> None:
    drawn = sheet([("BLDG_OUTLINE", rectangle(0, 10, 20, 10))], [("化粪池", 40, 40), ("1#", 10, 15)])
    assert verdicts(septic, plans(drawn)) == {"化粪池": "doubtful"}


def test_wells_on_another_sheet_could_not_be_measured() -> None:
    other = replace(sheet([("TANK", rectangle(5, 0, 1, 1))], [("取水井", 5.5, 0.5)]), id="0123456789ab-2")
    assert verdicts(septic, plans(_site(), other)) == {"化粪池": "doubtful"}


def test_the_nearest_of_several_buildings_counts_wherever_it_is_drawn() -> None:
    drawn = _site(
        ("BLDG_OUTLINE", rectangle(0, 30, 50, 30)),
        ("BLDG_OUTLINE", rectangle(-6, 0, 2, 2)),
        texts=(("1#", 10, 45), ("门卫", -5, 1)),
    )
    assert verdicts(septic, plans(drawn)) == {"化粪池 与 门卫": "broken"}


def test_a_round_well_is_measured_to_its_rim() -> None:
    """The rim is 30.5 - 1 = 29.5 m away, its centre 30.5 m."""
    drawn = _site(("TANK", circle(34.5, 1.5, 1)), texts=(("水源井", 34.5, 1.5),))
    [finding] = findings(septic, plans(drawn))
    assert finding.verdict == "broken"
    assert finding.measured == pytest.approx(29.5, abs=1e-9)


def test_a_basement_too_near_is_doubtful() -> None:
    drawn = _site(("BLDG_OUTLINE", rectangle(6, 0, 20, 10)), texts=(("地下车库轮廓", 10, 5),))
    assert verdicts(septic, plans(drawn)) == {"化粪池 与 地下车库轮廓": "doubtful"}


def test_a_septic_tank_with_nothing_to_measure_to_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="BLDG_OUTLINE"):
        findings(septic, plans(_site()))


def test_an_outline_named_by_its_layer_alone_is_doubtful() -> None:
    tank = Stroke("TANK", rectangle(0, 0, 4, 3), layer="给排水-化粪池")
    drawn = sheet([tank, ("BLDG_OUTLINE", rectangle(0, 10, 20, 10))], [("1#", 10, 15)])
    assert [str(finding.verdict) for finding in findings(septic, plans(drawn))] == ["doubtful"]


def test_outlines_on_a_layer_of_tanks_without_any_name_could_not_be_read() -> None:
    with pytest.raises(CouldNotRead, match="给水-水池"):
        findings(septic, plans(sheet([SEPTIC])))


def test_where_objects_could_not_be_read_something_may_be_nearer() -> None:
    for away, verdict in ((10, "doubtful"), (6, "broken")):
        building = ("BLDG_OUTLINE", rectangle(0, away, 20, 10))
        drawn = sheet([SEPTIC, building], [NAME, ("1#", 10, 15)], not_displayed=[not_shown("xref", "总图.dwg")])
        assert verdicts(septic, plans(drawn)) == {"化粪池 与 1#": verdict}
