from __future__ import annotations

import pytest
from shapely import MultiLineString, box

from checkers.features.evacuation import area_of, sections
from checkers.features.exit_pairs import pairs
from checkers.features.passages import passages
from tests.checkers.drawn import rectangle
from tests.checkers.floor import HOUSE, OFFICE, Floor


def office() -> Floor:
    floor = Floor()
    way = floor.room("走道", 0, 0, 40, 2)
    for at in (1, 20, 37):
        stair = floor.room("楼梯间", at, 2.2, 2.8, 6)
        floor.door([(at + 0.5, 2.1), (at + 1.5, 2.1)], stair, way, "FM乙1021")
    return floor


def test_without_compartments_the_storey_is_one_section_with_its_exits() -> None:
    [found] = office().plans(buildings=[OFFICE]).recognise(sections)
    assert len(found.exits) == 3
    assert found.least_area < found.most_area


def test_each_compartment_has_the_exits_left_from_inside_it() -> None:
    floor = office()
    floor.strokes = [("FIRE_COMP", rectangle(0, 0, 40, 9)), ("FIRE_COMP", rectangle(50, 0, 40, 9))]
    [found] = floor.plans(buildings=[OFFICE]).recognise(sections)
    assert len(found.exits) == 3
    assert found.most_area == pytest.approx(360.0)


def test_ways_of_housing_joined_by_doors_are_one_unit_and_others_their_own() -> None:
    floor = Floor("1#楼标准层平面图")
    for x in (0.0, 20.0):
        lobby, stair = floor.room("前室", x, 0, 4, 2), floor.room("楼梯间", x, 2.2, 2.8, 6)
        floor.door([(x + 0.5, 2.1), (x + 1.5, 2.1)], stair, lobby, "FM乙1021")
        flat = floor.room("客厅", x + 4.2, 0, 15.6, 8)
        floor.door([(x + 4.1, 0.5), (x + 4.1, 1.5)], lobby, flat, "FM甲1021")
    found = floor.plans(buildings=[HOUSE]).recognise(sections)
    assert [len(unit.exits) for unit in found] == [1, 1]
    assert [unit.least_area for unit in found] == [0.0, 0.0]


def test_pairs_are_of_nearest_exits_and_measured_between_their_edges() -> None:
    found = office().plans(buildings=[OFFICE]).recognise(pairs)
    assert sorted(round(pair.gap.length, 6) for pair in found) == [16.0, 18.0]


def test_a_corridor_comes_with_what_stands_in_it() -> None:
    floor = office()
    floor.masonry = box(10, 0, 10.5, 0.5).union(box(-1, -0.2, 41, 0)), MultiLineString()
    [found] = floor.plans(buildings=[OFFICE]).recognise(passages)
    assert found.solids.intersection(found.polygon).area == pytest.approx(0.25)


def test_floor_area_counts_walls() -> None:
    assert area_of(box(0, 0, 9.8, 9.8), 0.1) == pytest.approx(100.0)
