from __future__ import annotations

from typing import Any

import pytest

from checkers.facts import Use
from checkers.features.serves import served
from tests.checkers.drawn import plans, sheet

ONE = {"name": "1#", "use": "residential", "height": 53.8}
TWO = {"name": "2#", "use": "office", "height": 23.0}


def of(title: str, *buildings: Any) -> Any:
    drawn = sheet(title=title)
    return plans(drawn, buildings=list(buildings)).recognise(served)[drawn.id]


@pytest.mark.parametrize("title", ["1#楼三层平面图", "1号楼1-1剖面图", "1#住宅楼标准层平面图"])
def test_the_title_names_the_building(title: str) -> None:
    here = of(title, ONE, TWO)
    assert (here.building.name, here.use, here.dwelling) == ("1#", Use.RESIDENTIAL, True)


def test_one_building_is_meant_where_the_title_names_none_and_not_where_it_names_another() -> None:
    assert of("三层平面图", ONE).building.name == "1#"
    assert of("3#楼三层平面图", ONE).building is None
    assert of("三层平面图", ONE, TWO).building is None
    assert of("1#、2#楼地下一层平面图", ONE, TWO).building is None


def test_basements_are_no_dwellings_and_keep_their_building() -> None:
    here = of("1#楼地下一层平面图", ONE)
    assert (here.dwelling, here.underground, here.use) == (False, True, Use.RESIDENTIAL)


def test_what_is_missing_is_named() -> None:
    assert "facts.buildings[1#].height" in of("1#楼三层平面图", {"name": "1#", "use": "office"}).unknown.zh
    assert "facts.buildings" in of("三层平面图").unknown.zh
