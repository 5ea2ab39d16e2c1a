from __future__ import annotations

from typing import Any

import pytest

from checkers.errors import CouldNotRead
from checkers.fire.hydrant_outdoor import hydrant_outdoor
from tests.checkers.drawn import findings, not_shown, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)


def drawn(*places: Any, outline: Any = None, **fields: Any) -> Any:
    blocks = [{"name": "室外消火栓", "layer": "HYDRANT", "x": x, "y": y} for x, y in places]
    building = ("BLDG_OUTLINE", rectangle(0, 0, 40, 15) if outline is None else outline)
    entities = [building] if outline != () else []
    return sheet(entities, [("1#", 5, 5)], blocks=blocks, title="消防总平面图", scale=500.0, **fields)


def said(*places: Any, **fields: Any) -> Any:
    return {f.subject: str(f.verdict) for f in findings(hydrant_outdoor, plans(drawn(*places, **fields)))}


def test_a_building_within_reach_is_met_by_its_farthest_corner() -> None:
    [finding] = findings(hydrant_outdoor, plans(drawn((-80, 0))))
    assert (finding.verdict, finding.measured) == ("met", pytest.approx((120**2 + 15**2) ** 0.5))
    assert finding.along.length == pytest.approx(finding.measured)


def test_a_building_out_of_reach_is_broken() -> None:
    assert said((-120, 0)) == {"1#": "broken"}


def test_the_farthest_place_between_two_hydrants_may_lie_inside_the_building() -> None:
    [_, finding] = findings(hydrant_outdoor, plans(drawn((0, -5), (110, -5), outline=rectangle(0, 0, 110, 10))))
    assert finding.measured == pytest.approx((55**2 + 15**2) ** 0.5)


def test_on_the_edge_the_very_reach_and_spacing_are_met_and_a_hair_more_is_doubtful() -> None:
    assert list(said((-50, 60), outline=rectangle(0, -60, 40, 15)).values()) == ["met"]
    assert list(said((-50, 60.001), outline=rectangle(0, -60, 40, 15)).values()) == ["doubtful"]
    assert said((50, -20), (170, -20))["室外消火栓1 与 室外消火栓2"] == "met"
    assert said((50, -20), (170.0005, -20))["室外消火栓1 与 室外消火栓2"] == "doubtful"
    assert said((50, -20), (170.01, -20))["室外消火栓1 与 室外消火栓2"] == "broken"


def test_only_neighbours_are_held_against_the_spacing() -> None:
    row = said((0, -20), (100, -20), (200, -20))
    assert [verdict for subject, verdict in row.items() if "与" in subject] == ["met", "met"]


def test_a_line_between_neighbours_through_a_building_is_doubtful() -> None:
    assert said((20, -10), (20, 25))["室外消火栓1 与 室外消火栓2"] == "doubtful"


def test_a_sheet_without_outlines_is_doubtful_and_one_without_hydrants_could_not_be_read() -> None:
    assert list(said((0, 0), outline=()).values()) == ["doubtful"]
    with pytest.raises(CouldNotRead, match="HYDRANT"):
        said()
    plain = sheet([("BLDG_OUTLINE", rectangle(0, 0, 40, 15))], title="总平面图", scale=500.0)
    assert findings(hydrant_outdoor, plans(plain)) == []


def test_what_is_not_reached_where_objects_could_not_be_read_is_doubtful() -> None:
    assert said((-120, 0), not_displayed=[not_shown("proxy", "TCH_EQUIPMENT")]) == {"1#": "doubtful"}


def test_turning_and_shifting_changes_nothing() -> None:
    moved = transformed(drawn((50, -20), (170, -20)), TURNED)
    assert [str(f.verdict) for f in findings(hydrant_outdoor, plans(moved))] == ["met", "met"]


def test_hydrants_outside_the_site_may_be_somebody_elses() -> None:
    outline = rectangle(0, 0, 40, 15)
    site = ("SITE_BOUNDARY", rectangle(-10, -10, 80, 40))

    def beside(*places: Any) -> list[str]:
        blocks = [{"name": "室外消火栓", "layer": "HYDRANT", "x": x, "y": y} for x, y in places]
        made = sheet(
            [("BLDG_OUTLINE", outline), site], [("1#", 5, 5)], blocks=blocks, title="消防总平面图", scale=500.0
        )
        return [str(f.verdict) for f in findings(hydrant_outdoor, plans(made)) if "与" not in f.subject]

    assert (beside((72, 0)), beside((100, 0)), beside((100, 0), (60, 0))) == (["met"], ["doubtful"], ["met"])


def test_a_building_on_no_sheet_with_hydrants_is_doubtful() -> None:
    other = sheet([("BLDG_OUTLINE", rectangle(0, 0, 30, 15))], [("2#", 5, 5)], title="总平面图", identity="a-2")
    found = findings(hydrant_outdoor, plans(drawn((50, 0)), other))
    assert {f.subject: str(f.verdict) for f in found} == {"1#": "met", "2#": "doubtful"}


def test_a_plan_of_water_pipes_without_hydrants_could_not_be_read() -> None:
    plain = sheet([("BLDG_OUTLINE", rectangle(0, 0, 40, 15))], title="室外给水管线总平面图", scale=500.0)
    with pytest.raises(CouldNotRead, match="HYDRANT"):
        findings(hydrant_outdoor, plans(plain))
