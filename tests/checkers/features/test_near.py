from __future__ import annotations

from shapely import Point

from checkers.features.near import gathered


def test_things_in_a_chain_are_one_group_though_its_ends_are_far_apart() -> None:
    places = [Point(0, 0), Point(5, 0), Point(1, 0), Point(2, 0)]
    assert gathered(places, 1.0) == [[0, 2, 3], [1]]


def test_nothing_gathers_to_nothing() -> None:
    assert gathered([], 1.0) == []
