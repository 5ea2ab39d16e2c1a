"""Shifting, turning and mirroring a drawing changes no verdict."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from checkers.drawing.model import DrawingSet, Sheet
from checkers.engine import measure
from checkers.stated_facts import facts_of
from tests.checkers.drawn import TODAY, not_shown, path, rectangle, sheet, transformed

FACTS = facts_of(
    {
        "place": {"city": "常州市", "climate_zone": "III"},
        "conditions": {"density_max": 0.28, "control_line_setback": 5.0},
        "buildings": [
            {"name": "1#", "use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1},
            {"name": "2#", "use": "residential", "height": 53.8, "storeys": 18, "fire_rating": 1},
            {"name": "3#", "use": "office", "height": 18.0, "storeys": 4},
        ],
    }
)

SITE = sheet(
    [
        ("SITE_BOUNDARY", rectangle(0, 0, 150, 120)),
        ("BLDG_CTRL_LINE", rectangle(5, 5, 140, 110)),
        ("BLDG_OUTLINE", rectangle(20, 15, 40, 15)),
        ("BLDG_OUTLINE", rectangle(20, 42, 40, 15)),
        ("BLDG_OUTLINE", rectangle(4, 80, 40, 15)),
        ("BLDG_OUTLINE", path((80, 80), (100, 80), (100, 100), (80, 100), (80, 80.6))),
        ("CLIMB_GROUND", rectangle(62, 15, 10, 9.4)),
        ("CLIMB_GROUND", rectangle(66, 40, 10.5, 21)),
    ],
    [("1#", 25, 20), ("2#", 25, 47), ("3#", 10, 85), ("18F", 28, 20)],
    title="总平面图",
    number="总施-01",
    scale=500.0,
    identity="aaaaaaaaaaaa-1",
    title_block={"图名": "总平面图", "图号": "总施-01", "比例": "1:500"},
    not_displayed=[not_shown("proxy", "TCH_TREE", 2)],
)

FLOOR = sheet(
    [
        ("SPACE", rectangle(0, 0, 20, 1.5)),
        ("SPACE", rectangle(0, 10, 20, 1.1)),
        ("COLUMN", rectangle(8, 1.1, 0.6, 0.6)),
        ("WALL", rectangle(-1, 20 - 0.3, 30, 0.3)),
        *(("PARKING", rectangle(index * 2.4, 20, 2.4, 5.3)) for index in range(3)),
        *(("PARKING", rectangle(index * 2.3, 30.8, 2.3, 5.3)) for index in range(3)),
    ],
    [("公共走廊", 1, 0.6), ("公共走道", 1, 10.5)],
    dimensions=[
        {"measured": 3.6, "text": "3600", "start": (0, 40), "end": (3.6, 40)},
        {"measured": 3.4, "text": "3600", "start": (0, 42), "end": (3.4, 42)},
    ],
    title="住宅标准层平面图",
    identity="bbbbbbbbbbbb-1",
    title_block={"图名": "住宅标准层平面图", "图号": "建施-01", "比例": "1:100"},
)


def said(sheets: tuple[Sheet, ...]) -> dict[str, Counter[str]]:
    report = measure(
        DrawingSet(sheets), FACTS, filed_on=TODAY, disciplines=["preflight", "planning", "architecture", "fire"]
    )
    verdicts: dict[str, Counter[str]] = {account.rule: Counter() for account in report.accounts}
    for finding in report.findings:
        verdicts[finding.rule][str(finding.verdict)] += 1
    assert not [account.why_not for account in report.accounts if "could-not-check" in (account.why_not or "")]
    return verdicts


def test_the_set_has_something_broken_for_every_discipline_here() -> None:
    verdicts = said((SITE, FLOOR))
    broken = {rule.partition("/")[0] for rule, count in verdicts.items() if count["broken"]}
    assert broken == {"preflight", "planning", "architecture", "fire"}
    assert verdicts["fire/climb-size"] == Counter(met=1, broken=1)
    assert verdicts["architecture/public-corridor"] == Counter(broken=2)
    assert verdicts["architecture/parking-stall"] == Counter(met=3, broken=3)


@settings(deadline=None, max_examples=15)
@given(
    angle=st.floats(0, 360),
    mirrored=st.booleans(),
    east=st.floats(-1000, 4.05e7),
    north=st.floats(-1000, 4.5e6),
)
@example(angle=90, mirrored=False, east=0, north=0)
@example(angle=45, mirrored=True, east=40_521_000, north=3_517_000)
def test_shifting_turning_and_mirroring_changes_no_verdict(angle: Any, mirrored: Any, east: Any, north: Any) -> None:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    flip = -1.0 if mirrored else 1.0
    affine = (cos * flip, -sin, sin * flip, cos, east, north)
    assert said(tuple(transformed(drawn, affine) for drawn in (SITE, FLOOR))) == said((SITE, FLOOR))
