"""Distances of an outdoor exit from a building 40 by 15 m, 18 m high: its zone is 5 m of concrete, 9 m of masonry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checkers.civil_defense.collapse_zone import collapse_zone
from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from tests.checkers.civil_defense.shelters import elsewhere
from tests.checkers.drawn import findings, not_shown, path, plans, rectangle, sheet

HOUSE = ("BLDG_OUTLINE", rectangle(0, 0, 40, 15))


def site(away: float, *texts: tuple[Any, ...], line: bool = True) -> Sheet:
    entities = [HOUSE, *([("CD", rectangle(10, 15 + away, 6, 4))] if line else [])]
    words = [("1#", 5, 5), ("H=18m", 8, 5), ("人防主要出入口", 11, 17 + away), *texts]
    return sheet(entities, words, title="总平面图", scale=500.0)


def said(drawn: Sheet, structure: str | None = "concrete", grade: str | None = "核6") -> list[tuple[float | None, str]]:
    facts = {"buildings": [{"name": "1#", "height": 18.0, "structure": structure}], "civil_defense": {"grade": grade}}
    found = findings(collapse_zone, plans(drawn, **facts))
    return [(f.measured if f.measured is None else round(f.measured, 6), str(f.verdict)) for f in found]


def test_an_exit_outside_the_zone_is_met_and_inside_broken() -> None:
    assert said(site(6)) == [(6, "met")]
    assert said(site(4)) == [(4, "broken")]


def test_on_the_edge_it_is_met_and_short_by_less_than_a_millimetre_doubtful() -> None:
    assert said(site(5)) == [(5, "met")]
    assert said(site(4.9995)) == [(4.9995, "doubtful")]


def test_masonry_falls_half_its_height_and_shear_walls_do_not_fall() -> None:
    assert said(site(8.9), "masonry") == [(8.9, "broken")]
    assert said(site(9.0), "masonry") == [(9, "met")]
    assert said(site(2.0), "shear-wall") == [(2, "met")]


def test_grade_4_asks_for_the_whole_height() -> None:
    for grade in ("核4B级、常5级", "核4", "4级"):
        assert said(site(17), grade=grade) == [(17, "broken")]
        assert said(site(18), grade=grade) == [(18, "met")]


def test_an_unknown_structure_is_doubtful_where_it_decides() -> None:
    assert said(site(7), None) == [(7, "doubtful")]
    assert said(site(9), None) == [(9, "met")]


def test_a_canopy_over_the_exit_is_met_and_one_somewhere_doubtful() -> None:
    assert said(site(3, ("防倒塌棚架", 11, 19))) == [(None, "met")]
    assert said(site(3, ("口部设防倒塌棚架", 60, 60))) == [(3, "doubtful")]


def test_an_exit_without_a_line_is_doubtful_and_without_a_grade_nothing_could_be_read() -> None:
    assert said(site(6, line=False)) == [(None, "doubtful")]
    assert said(site(6), grade="一级") == [(None, "doubtful")]
    with pytest.raises(CouldNotRead, match="grade"):
        said(site(6), grade=None)


def test_a_site_without_outdoor_exits_is_not_looked_at() -> None:
    assert said(sheet([HOUSE], [("1#", 5, 5), ("次要出入口", 50, 50)], title="总平面图")) == []
    assert said(sheet([("WALL", path((0, 0), (9, 0)))])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    for away in (4.0, 5.0, 6.0):
        assert said(elsewhere(site(away))) == said(site(away))


def test_a_met_exit_is_doubtful_where_a_building_may_not_have_been_read() -> None:
    drawn = replace(site(6), not_displayed=(not_shown("proxy", "TCH_WALL"),))
    assert said(drawn)[0][1] == "doubtful"


def test_a_building_written_on_the_sheet_and_not_outlined_may_be_nearer() -> None:
    drawn = sheet(
        [("BLDG_OUTLINE", rectangle(0, 0, 20, 10)), ("CD", rectangle(26, 0, 3, 5)), ("WALL", rectangle(30, 0, 20, 10))],
        [("1#", 5, 5), ("2#", 35, 5), ("人防主要出入口", 27, 2)],
        title="总平面图",
    )
    stated = [{"name": name, "height": 60.0, "structure": "concrete"} for name in ("1#", "2#")]
    grade = {"civil_defense": {"grade": "核6"}}
    assert [str(f.verdict) for f in findings(collapse_zone, plans(drawn, buildings=stated, **grade))] == ["doubtful"]
    assert [str(f.verdict) for f in findings(collapse_zone, plans(drawn, buildings=stated[:1], **grade))] == ["met"]
