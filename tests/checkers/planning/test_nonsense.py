"""Whatever is drawn on a site plan, no planning rule falls over it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon
from shapely.affinity import translate

from checkers.catalogue import rules_of
from checkers.engine import measure
from checkers.stated_facts import facts_of
from tests.checkers.drawn import TODAY, plans, rectangle, sheet

MEANINGS = (
    "SITE_BOUNDARY",
    "BLDG_CTRL_LINE",
    "BLDG_OUTLINE",
    "BASEMENT",
    "GREEN",
    "ROAD",
    "ROAD_REDLINE",
    "FIRE_LANE",
    "PARKING",
    "WINDOW",
    "SPACE",
    "TANK",
)
WORDS = (
    "1#",
    "2#",
    "住宅",
    "幼儿园",
    "现状住宅",
    "裙房",
    "18F",
    "集中绿地",
    "容积率",
    "0",
    "±0.000=5.0",
    "户型A",
    "地下车库",
)
FACTS = facts_of(
    {
        "place": {"latitude": 31.7, "true_north": 0.0, "climate_zone": "III", "population": 600_000},
        "conditions": {"far_max": 2.0, "density_max": 0.3, "green_min": 0.3, "height_max": 60, "parking_min": 3},
        "buildings": [
            {"name": "1#", "use": "residential", "height": 50, "ground_level": 5.0, "top_level": 55.0, "people": 9},
            {"name": "2#", "use": "elderly", "ground_level": 5.0},
        ],
    }
)

# as drawings write numbers: no denormal ones
number = st.one_of(st.sampled_from([0.0, 5.0, 30.0]), st.floats(-50, 150).map(lambda value: round(value, 4)))
corner = st.tuples(number, number)
shape = st.one_of(
    st.builds(lambda x, y, w, h: rectangle(x, y, abs(w), abs(h)), number, number, number, number),
    st.lists(corner, min_size=2, max_size=6).map(LineString),
    st.lists(corner, min_size=3, max_size=6).map(Polygon),
)
stroke = st.tuples(st.sampled_from(MEANINGS), shape)
text = st.tuples(st.sampled_from(WORDS), number, number)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strokes=st.lists(stroke, max_size=14), texts=st.lists(text, max_size=8), away=st.sampled_from([0.0, 4.05e7]))
def test_no_planning_rule_falls_over_anything(strokes: Any, texts: Any, away: float) -> None:
    moved = [(meaning, translate(geometry, away, away / 10)) for meaning, geometry in strokes]
    written = [(word, x + away, y + away / 10) for word, x, y in texts]
    drawn = sheet(moved, written, title="总平面图", scale=500.0)
    chosen = [*rules_of(["planning"]), *(rule for rule in rules_of(["health"]) if rule.id == "health/kindergarten-sun")]
    report = measure(plans(drawn).drawings, FACTS, filed_on=TODAY, rules=chosen)
    assert [a.why_not for a in report.accounts if "could-not-check" in (a.why_not or "")] == []
