"""A ward building of 50 by 18 m from 0, 0 to 50, 18 on a site plan."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.health.ward_spacing import ward_spacing
from tests.checkers.drawn import findings, not_shown, plans, rectangle, sheet, transformed

WARD = ("1#病房楼", 0.0, 0.0, 50.0, 18.0)


def site(*houses: tuple[str, float, float, float, float], **more: Any) -> Any:
    outlines = [("BLDG_OUTLINE", rectangle(x, y, wide, deep)) for _, x, y, wide, deep in houses]
    names = [(name, x + wide / 2, y + deep / 2) for name, x, y, wide, deep in houses]
    return sheet(outlines, names, title="总平面图", scale=500.0, **more)


def said(drawn: Any) -> list[tuple[str, float | None]]:
    return sorted((str(f.verdict), f.measured and round(f.measured, 6)) for f in findings(ward_spacing, plans(drawn)))


def test_a_building_twenty_metres_in_front_is_met_and_one_at_ten_broken() -> None:
    assert said(site(WARD, ("2#门诊楼", 0, 38, 50, 15)))[0] == ("met", 20.0)
    [finding] = [f for f in findings(ward_spacing, plans(site(WARD, ("食堂", 10, -20, 20, 10)))) if "病房" in f.subject]
    assert (finding.verdict, finding.measured, finding.required) == ("broken", 10.0, 12.0)


def test_exactly_twelve_metres_are_met_and_half_a_millimetre_less_is_doubtful() -> None:
    assert said(site(WARD, ("食堂", 0, 30, 50, 15))) == [("met", 12.0)]
    assert said(site(WARD, ("食堂", 0, 29.9995, 50, 15))) == [("doubtful", 11.9995)]


def test_each_long_face_is_looked_at_and_the_ends_are_not() -> None:
    assert said(site(WARD, ("食堂", 0, 33, 50, 9), ("库房", 0, -13, 50, 4))) == [("broken", 9.0), ("met", 15.0)]
    assert said(site(WARD, ("食堂", 53, 0, 20, 18))) == []


def test_a_hospital_not_named_a_ward_building_is_doubtful_when_near() -> None:
    clinic = ("1#门诊楼", 0.0, 0.0, 50.0, 18.0)
    assert ("doubtful", 10.0) in said(site(clinic, ("食堂", 0, 28, 50, 15)))


def test_a_square_building_has_no_front() -> None:
    assert said(site(("病房楼", 0, 0, 20, 20), ("食堂", 0, 28, 20, 10))) == [("doubtful", 8.0)]


def test_gate_houses_basements_and_buildings_that_touch_are_passed_over() -> None:
    assert said(site(WARD, ("门卫", 0, 20, 6, 4), ("食堂", 0, 18, 20, 10))) == []


def test_a_set_without_wards_is_not_looked_at() -> None:
    assert said(site(("1#住宅", 0, 0, 50, 15), ("2#住宅", 0, 20, 50, 15))) == []


def test_where_objects_could_not_be_read_met_is_doubtful() -> None:
    drawn = site(WARD, ("食堂", 0, 38, 50, 15), not_displayed=[not_shown("proxy", "TCH_ROOF")])
    assert said(drawn) == [("doubtful", 20.0)]


def test_turned_and_shifted_it_measures_the_same() -> None:
    moved = transformed(site(WARD, ("食堂", 10, -20, 20, 10)), [0.6, -0.8, 0.8, 0.6, 4e5, 3e6])
    [finding] = findings(ward_spacing, plans(moved))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(10.0, abs=1e-6))
