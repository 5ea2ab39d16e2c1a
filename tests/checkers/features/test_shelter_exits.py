from __future__ import annotations

from checkers.features.shelter_exits import openings
from tests.checkers.drawn import sheet


def test_doors_six_metres_apart_are_one_opening_and_farther_ones_two() -> None:
    near = sheet([], [("HFM1520(6)", 0, 0), ("HM1520", 6, 0)])
    far = sheet([], [("HFM1520(6)", 0, 0), ("HM1520", 6.5, 0)])
    assert [len(opening.doors) for opening in openings(near)[0]] == [2]
    assert [len(opening.doors) for opening in openings(far)[0]] == [1, 1]


def test_an_opening_called_both_exit_and_connecting_may_be_either() -> None:
    [opening], _ = openings(sheet([], [("HFM1520(6)", 0, 0), ("主要出入口", 1, 0), ("连通口", 2, 0)]))
    assert opening.exits == (0, 1)


def test_airtight_doors_alone_may_be_an_exit() -> None:
    [opening], _ = openings(sheet([], [("HM1520", 0, 0), ("次要出入口 室内", 1, 0)]))
    assert (opening.exits, opening.outdoor) == ((0, 1), (0, 0))


def test_two_exit_labels_at_one_opening_may_be_two_exits() -> None:
    [opening], _ = openings(
        sheet([], [("HFM1520", 0, 0), ("HFM1520", 5, 0), ("主要出入口", 0, 2), ("次要出入口", 5, 2)])
    )
    assert opening.exits == (1, 2)


def test_a_duct_shaft_beside_an_exit_leaves_it_an_exit() -> None:
    [opening], _ = openings(sheet([], [("HFM1520", 0, 0), ("主要出入口 室外", 1, 0), ("进风竖井", 3, 0)]))
    assert (opening.exits, opening.outdoor) == ((1, 1), (1, 1))


def test_a_block_drawn_far_from_its_insertion_point_stands_where_it_is_drawn() -> None:
    block = {"name": "GHFM1520", "x": 0, "y": 0, "layer": "CD", "bounds": (100.0, 50.0, 102.0, 52.0)}
    [opening], _ = openings(sheet(blocks=[block]))
    assert (opening.doors[0].point.x, opening.doors[0].point.y) == (101.0, 51.0)
