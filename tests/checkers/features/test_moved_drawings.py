"""Shifting, turning and mirroring a drawing changes no verdict, also where a value lies exactly on its limit."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkers.civil_defense.exit_count import exit_count
from checkers.civil_defense.unit_area import unit_area
from checkers.drawing.model import Sheet
from checkers.health.septic import septic
from checkers.health.tank_pollution import tank_pollution
from checkers.lightning.down_count import down_count
from checkers.lightning.down_spacing import down_spacing
from checkers.lightning.mesh_size import mesh_size
from checkers.lightning.perimeter_strip import perimeter_strip
from checkers.rule import Rule
from checkers.telecom.equipment_room import equipment_room
from checkers.telecom.manhole_spacing import manhole_spacing
from tests.checkers.drawn import circle, findings, path, plans, rectangle, sheet, transformed

SHELTER = sheet(
    [("CD", rectangle(0, 0, 50, 40)), ("CD", rectangle(50, 0, 51, 40))],
    [
        ("防护单元1", 20, 20),
        ("二等人员掩蔽", 20, 18),
        ("防护单元2", 80, 20),
        ("二等人员掩蔽", 80, 18),
        ("HFM1520(6)", 0, 10),
        ("主要出入口 室外", -3, 10),
        ("HFM1520(6)", 20, 40),
        ("次要出入口 室内", 20, 43),
        ("HFM1520(6)", 50, 20),
    ],
)
ROOF = sheet(
    [
        ("BLDG_OUTLINE", rectangle(0, 0, 36, 18)),
        ("LP_STRIP", rectangle(0.3, 0.3, 35.4, 17.4)),
        *(("LP_STRIP", path((x, 0.3), (x, 17.7))) for x in (10.3, 20.3, 27)),
        ("LP_STRIP", path((0.3, 10.3), (35.7, 10.3))),
        *(("LP_DOWN", circle(x, y, 0.2)) for x, y in ((0, 0), (18, 0), (36, 0), (36, 18), (0, 18))),
    ],
    [("第二类防雷建筑物", 50, 5)],
)
WATER = sheet(
    [
        ("TANK", rectangle(0, 0, 6, 6)),
        ("TANK", rectangle(16, 0, 4, 3)),
        ("TANK", rectangle(50, 0, 1, 1)),
        ("BLDG_OUTLINE", rectangle(24.9, 0, 9, 9)),
    ],
    [("埋地生活水池", 3, 3), ("化粪池", 17, 1), ("取水井", 50.5, 0.5), ("1#", 30, 5)],
)
DUCTS = sheet(
    [("TEL", path((0, 0), (200, 0), (200, 100), (150, 100))), ("SPACE", rectangle(0, 0, 4, 2.5))],
    [("设备间", 1, 1)],
    blocks=[{"name": "人孔", "x": x, "y": y, "layer": "TEL"} for x, y in ((0, 0), (200, 0), (150, 100))],
)

TURNS = st.floats(0, 2 * math.pi)
SHIFTS = st.floats(-600_000, 600_000)


@pytest.mark.parametrize(
    ("rule", "drawn"),
    [
        (unit_area, SHELTER),
        (exit_count, SHELTER),
        (mesh_size, ROOF),
        (perimeter_strip, ROOF),
        (down_spacing, ROOF),
        (down_count, ROOF),
        (tank_pollution, WATER),
        (septic, WATER),
        (manhole_spacing, DUCTS),
        (equipment_room, DUCTS),
    ],
    ids=lambda value: value.id if isinstance(value, Rule) else "",
)
@settings(max_examples=15, deadline=None)
@given(turn=TURNS, x=SHIFTS, y=SHIFTS, mirrored=st.booleans())
def test_moving_the_drawing_changes_no_verdict(
    rule: Rule, drawn: Sheet, turn: float, x: float, y: float, *, mirrored: bool
) -> None:
    sign = -1 if mirrored else 1
    affine = [sign * math.cos(turn), -math.sin(turn), sign * math.sin(turn), math.cos(turn), x, y]
    before = Counter(str(finding.verdict) for finding in findings(rule, plans(drawn)))
    after = Counter(str(finding.verdict) for finding in findings(rule, plans(transformed(drawn, affine))))
    assert before
    assert after == before
