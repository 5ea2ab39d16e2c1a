"""A teaching building of 60 by 10 m from 0, 0 to 60, 10 on a site plan."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from shapely import Polygon, box

from checkers.health.school_siting import school_siting
from tests.checkers.drawn import Stroke, findings, not_shown, plans, rectangle, sheet, transformed

SCHOOL = ("1#教学楼", 0.0, 0.0, 60.0, 10.0)
PITCH = "篮球场"


def site(*things: tuple[str, float, float, float, float], **more: Any) -> Any:
    strokes = [
        Stroke("", rectangle(x, y, wide, deep), layer="场地")
        if "球场" in name
        else Stroke("BLDG_OUTLINE", rectangle(x, y, wide, deep))
        for name, x, y, wide, deep in things
    ]
    names = [(name, x + wide / 2, y + deep / 2) for name, x, y, wide, deep in things]
    return sheet(strokes, names, title="总平面图", scale=500.0, **more)


def said(drawn: Any) -> list[tuple[str, float | None]]:
    return sorted((str(f.verdict), f.measured and round(f.measured, 6)) for f in findings(school_siting, plans(drawn)))


def test_a_pitch_thirty_metres_away_is_met_and_one_at_twenty_broken() -> None:
    assert said(site(SCHOOL, (PITCH, 10, 40, 28, 15))) == [("met", 30.0)]
    [finding] = findings(school_siting, plans(site(SCHOOL, (PITCH, 10, 30, 28, 15))))
    assert (finding.verdict, finding.measured, finding.required) == ("broken", 20.0, 25.0)


def test_two_teaching_buildings_are_measured_from_both() -> None:
    assert said(site(SCHOOL, ("2#教学楼", 0, 30, 60, 10))) == [("broken", 20.0), ("broken", 20.0)]
    assert said(site(SCHOOL, ("食堂", 0, 30, 60, 10))) == []


def test_exactly_twenty_five_metres_are_met_and_half_a_millimetre_less_is_doubtful() -> None:
    assert said(site(SCHOOL, (PITCH, 10, 35, 28, 15))) == [("met", 25.0)]
    assert said(site(SCHOOL, (PITCH, 10, 34.9995, 28, 15))) == [("doubtful", 24.9995)]


def test_an_end_too_near_is_doubtful() -> None:
    assert said(site(SCHOOL, (PITCH, 70, 0, 15, 10))) == [("doubtful", 10.0)]


def test_a_pitch_without_a_line_is_doubtful() -> None:
    drawn = sheet([("BLDG_OUTLINE", rectangle(0, 0, 60, 10))], [("教学楼", 30, 5), ("操场", 30, 40)], title="总平面图")
    assert said(drawn) == [("doubtful", None)]


def test_where_objects_could_not_be_read_met_is_doubtful() -> None:
    drawn = site(SCHOOL, (PITCH, 10, 40, 28, 15), not_displayed=[not_shown("proxy", "TCH_ROOF")])
    assert said(drawn) == [("doubtful", 30.0)]


def test_a_set_without_schools_is_not_looked_at() -> None:
    assert said(site(("1#住宅", 0, 0, 60, 10), (PITCH, 10, 20, 28, 15))) == []


def test_turned_and_shifted_it_measures_the_same() -> None:
    moved = transformed(site(SCHOOL, (PITCH, 10, 30, 28, 15)), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    [finding] = findings(school_siting, plans(moved))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(20.0, abs=1e-6))


def test_wings_of_one_building_that_face_each_other_too_near_are_doubtful() -> None:
    """A U with a court of 18 m between wings of 38 m; 26 m are enough."""

    def court(*parts: Polygon) -> Any:
        names = [("教学楼", part.bounds[0] + 2, part.bounds[1] + 2) for part in parts]
        return sheet([Stroke("BLDG_OUTLINE", part) for part in parts], names, title="总平面图", scale=500.0)

    base, left, right = box(0, 0, 42, 12), box(0, 12, 12, 50), box(30, 12, 42, 50)
    assert said(court(shapely.union_all([base, left, right]))) == [("doubtful", 18.0)]
    assert said(court(shapely.union_all([base, left]), right)) == [("doubtful", 18.0)]
    assert said(court(base, left, right)) == [("broken", 18.0), ("broken", 18.0)]
    assert said(court(shapely.union_all([box(0, 0, 50, 12), left, box(38, 12, 50, 50)]))) == []
