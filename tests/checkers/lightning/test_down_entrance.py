"""An entrance 2 m wide in the south front of a building of 36 by 18 m: a conductor keeps 3 m from its jambs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from shapely import LineString, Point

from checkers.drawing.model import Sheet
from checkers.lightning.down_entrance import down_entrance
from tests.checkers.drawn import Stroke, findings, not_shown, path, plans, rectangle, sheet
from tests.checkers.lightning.roofs import CLASS_2, elsewhere, roof

COLUMNS = ("利用结构柱内两根主筋作引下线", 50, 9)
MEASURES = ("距引下线3m范围内地面铺沥青层，防接触电压", 50, 9)


def said(drawn: Sheet) -> list[tuple[float | None, str]]:
    found = findings(down_entrance, plans(drawn))
    return [(None if f.measured is None else round(f.measured, 4), str(f.verdict)) for f in found]


def _faces() -> list[Any]:
    """The faces of a wall 0.2 m thick along the front, open between x = 17 and x = 19, with the rest of the ring."""
    outer = path((17, 0), (0, 0), (0, 18), (36, 18), (36, 0), (19, 0))
    inner = path((17, 0.2), (0.2, 0.2), (0.2, 17.8), (35.8, 17.8), (35.8, 0.2), (19, 0.2))
    jambs = [path((x, 0), (x, 0.2)) for x in (17, 19)]
    parts = [
        LineString(pair) for line in (outer, inner) for pair in zip(line.coords[:-1], line.coords[1:], strict=True)
    ]
    return [("WALL", line) for line in (*parts, *jambs)]


def _leaves() -> list[Any]:
    arcs = []
    for hinge, turns in ((17, range(0, 91, 5)), (19, range(90, 181, 5))):
        centre = Point(hinge, 0.1)
        arcs.append(Stroke("DOOR", LineString([_on(centre, turn) for turn in turns]), kind="arc"))
    return arcs


def _on(centre: Point, turn: float) -> tuple[float, float]:
    import math

    return centre.x + math.cos(math.radians(turn)), centre.y + math.sin(math.radians(turn))


def front(*texts: tuple[Any, ...], downs: tuple[tuple[float, float], ...]) -> Sheet:
    return roof(
        ("M2021", 17.5, 0.4),
        *texts,
        CLASS_2,
        downs=downs,
        entities=(*_faces(), *_leaves()),
        title="首层防雷接地平面图",
    )


@pytest.mark.parametrize(
    ("x", "measured", "verdict"),
    [(12, 5, "met"), (14, 3, "met"), (14.0005, 2.9995, "doubtful"), (15, 2, "broken")],
)
def test_a_conductor_keeps_three_metres_from_the_jamb(x: float, measured: float, verdict: str) -> None:
    drawn = front(downs=((x, 0.1), (36, 18)))
    assert said(drawn) == [(measured, verdict)]
    assert said(elsewhere(drawn)) == [(measured, verdict)]


def test_the_steel_of_ten_columns_is_excepted_and_that_of_fewer_is_not() -> None:
    ten = tuple((float(x), y) for y in (0.1, 17.9) for x in (1, 8, 15, 26, 35))
    assert said(front(COLUMNS, downs=ten)) == [(None, "met")]
    assert said(front(COLUMNS, downs=ten[:9])) == [(2, "broken")]


def test_measures_against_touch_voltage_leave_a_doubt() -> None:
    assert said(front(MEASURES, downs=((15, 0.1),))) == [(2, "doubtful")]


def test_words_without_a_door_are_doubtful_and_those_of_a_garage_are_none() -> None:
    bare = {"downs": ((18.0, 0.0),), "title": "首层防雷接地平面图"}
    assert said(roof(("主出入口", 18, -1), CLASS_2, **bare))[0][1] == "doubtful"
    assert said(roof(("地下车库出入口", 18, -1), CLASS_2, **bare)) == []


def test_a_roof_plan_without_entrances_is_not_looked_at() -> None:
    assert said(roof(CLASS_2)) == []
    assert said(sheet([], [("主出入口", 0, 0)])) == []


def test_a_met_entrance_is_doubtful_where_a_conductor_may_not_have_been_read() -> None:
    drawn = replace(front(downs=((12, 0.1), (36, 18))), not_displayed=(not_shown("proxy", "TCH_ARROW"),))
    assert said(drawn)[0][1] == "doubtful"


def test_columns_of_another_building_do_not_count() -> None:
    """Six columns of this one, six of the one behind it."""
    six = tuple((float(x), y) for y in (0.1, 17.9) for x in (1, 15, 35))
    drawn = roof(
        ("M2021", 17.5, 0.4),
        COLUMNS,
        CLASS_2,
        downs=(*six, *((x, y + 30) for x, y in six)),
        entities=(*_faces(), *_leaves(), ("BLDG_OUTLINE", rectangle(0, 30, 36, 18))),
        title="首层防雷接地平面图",
    )
    assert said(drawn) == [(2, "broken")]
