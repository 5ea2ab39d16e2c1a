from __future__ import annotations

import pytest

from checkers.drawing.layers import meaning, plots


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("WALL", "WALL"),
        ("A-WALL-MSNW", "WALL"),
        ("xref$0$A-WALL", "WALL"),
        ("base|用地红线", "SITE_BOUNDARY"),
        ("a-wall", "WALL"),
        ("A-WALL-DIMS", "DIM"),
        ("建筑控制线", "BLDG_CTRL_LINE"),
        ("C-PROP-BSBK", "BLDG_CTRL_LINE"),
        ("C-PROP-LNDSCP", ""),
        ("建筑轮廓", "BLDG_OUTLINE"),
        ("屋面轮廓", "BLDG_OUTLINE"),
        ("C-BLDG", "BLDG_OUTLINE"),
        ("C-BLDG-PADS", ""),
        ("登高场地", "CLIMB_GROUND"),
        ("消防车道", "FIRE_LANE"),
        ("车道", "CAR_LANE"),
        ("AD-SIGN", "CAR_LANE"),
        ("车位", "PARKING"),
        ("人防-门", "CD"),
        ("人防-防护单元", "CD"),
        ("给水-水池", "TANK"),
        ("给水管", "PIPE"),
        ("化粪池", "TANK"),
        ("防雷-引下线", "LP_DOWN"),
        ("接闪带", "LP_STRIP"),
        ("E-LTNG", "LP_STRIP"),
        ("通信管道", "TEL"),
        ("DOTE", "AXIS"),
        ("EXPECT", "EXPECT"),
        ("PROPOSED", ""),
        ("用地红线标注", "DIM"),
        ("0", ""),
        ("", ""),
    ],
)
def test_layers_mean_what_designers_mean_by_them(name: str, expected: str) -> None:
    assert meaning(name) == expected


def test_expectations_and_defpoints_never_plot() -> None:
    assert not plots("EXPECT")
    assert not plots("Defpoints")
    assert plots("A-WALL")
