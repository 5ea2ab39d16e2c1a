from __future__ import annotations

import numpy as np
import pytest
import shapely
import shapely.affinity

from checkers.errors import CouldNotRead
from checkers.features.base import areas, distinct, own_texts
from checkers.features.closed_rooms import rooms_on
from checkers.features.facing import TooDenseError, strips
from checkers.features.many import crowded
from checkers.features.near import gathered
from checkers.features.repeats import doubles
from checkers.features.walls import walls_on
from tests.checkers.drawn import Stroke, plans, rectangle, sheet


def squares(count: int, apart: float) -> np.ndarray:
    x = np.arange(count) * apart
    return np.asarray(shapely.box(x, np.zeros(count), x + 1, np.ones(count)), dtype=object)


def test_shapes_beside_each_other_are_no_crowd_however_many() -> None:
    assert not crowded(squares(5_000, 2.0))


def test_many_shapes_that_each_lie_on_more_than_so_many_others_are_a_crowd() -> None:
    # 24 begin within the metre of each, and it within theirs
    assert crowded(squares(2_001, 1 / 24))
    assert not crowded(squares(2_000, 1 / 24))
    assert not crowded(squares(2_001, 1 / 8))


def test_of_a_crowd_it_may_be_said_how_few_and_how_many() -> None:
    assert crowded(squares(20, 0.01), few=10, most_met=5)
    assert not crowded(squares(20, 0.01), few=20, most_met=5)
    assert not crowded(squares(20, 0.01), few=10, most_met=20)


def test_no_shapes_are_no_crowd() -> None:
    assert not crowded(np.empty(0, dtype=object))


def test_walls_that_are_a_pattern_are_refused_and_so_are_the_rooms_and_again_when_asked_again() -> None:
    turned = np.linspace(0, np.pi, 2_100, endpoint=False)
    thin = shapely.box(-10, -0.1, 10, 0.1)
    wheel = [shapely.affinity.rotate(thin, angle, use_radians=True) for angle in turned]
    drawn = plans(sheet([("WALL", spoke) for spoke in wheel]))
    for _ in range(2):
        for recogniser in (walls_on, rooms_on):
            with pytest.raises(CouldNotRead, match="互相重叠"):
                drawn.recognise_on(drawn.sheets[0], recogniser)


def test_lines_closer_than_any_walls_are_too_dense() -> None:
    up = np.arange(6_000) * 0.01
    with pytest.raises(TooDenseError):
        strips(np.stack([np.column_stack([np.zeros(6_000), up]), np.column_stack([np.full(6_000, 9.0), up])], axis=1))


def test_outlines_all_over_each_other_bound_nothing() -> None:
    over = [("SPACE", rectangle(at / 100, at / 100, 20, 20)) for at in range(501)]
    with pytest.raises(CouldNotRead, match="501 条闭合线互相重叠"):
        list(areas(sheet(over), "SPACE"))
    assert len(list(areas(sheet(over[:500]), "SPACE"))) == 500


def test_an_outline_of_too_many_corners_bounds_nothing() -> None:
    round_one = shapely.Point(0, 0).buffer(50, quad_segs=2_600)
    with pytest.raises(CouldNotRead, match="角点过多"):
        list(areas(sheet([("SPACE", round_one)]), "SPACE"))
    unnamed = sheet([("", round_one), ("", rectangle(0, 0, 3, 3))])
    assert [area.polygon.area for area in areas(unnamed, "")] == [9.0]


def test_copies_of_one_outline_are_named_beside_the_first_of_them_and_counted_once() -> None:
    drawn = sheet([Stroke("BLDG_OUTLINE", rectangle(0, 0, 9, 9), handle=f"C{at}") for at in range(100)])
    assert len(distinct(areas(drawn, "BLDG_OUTLINE"))) == 1
    named = plans(drawn).recognise(doubles)
    assert len(named) == 99
    assert {handle for double in named for handle in double.handles} == {f"C{at}" for at in range(100)}


def test_a_chain_of_outlines_each_almost_the_next_is_named_to_its_end() -> None:
    # 10 m wide, each 0.05 m aside: neighbours share 99.5 of 100.5 (0.990), the third next 98.5 of 101.5 (0.970)
    drawn = sheet([Stroke("BLDG_OUTLINE", rectangle(0.05 * at, 0, 10, 10), handle=f"C{at}") for at in range(4)])
    assert {handle for double in plans(drawn).recognise(doubles) for handle in double.handles} == {
        "C0",
        "C1",
        "C2",
        "C3",
    }


def test_each_inner_outline_takes_its_texts_from_the_outer_one_once() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 9, 9)),
            ("BLDG_OUTLINE", rectangle(1, 1, 2, 2)),
            ("BLDG_OUTLINE", rectangle(5, 5, 2, 2)),
        ],
        [("A", 2, 2), ("A", 8, 8), ("B", 6, 6), ("C", 4, 4)],
    )
    assert own_texts(list(areas(drawn, "BLDG_OUTLINE"))) == [("A", "C"), ("A",), ("B",)]


def test_things_gather_alike_however_many_are_asked_for_together() -> None:
    chain = [shapely.Point(at * 0.9, 0) for at in range(500)]
    away = [shapely.Point(at * 3.0, 9) for at in range(100)]
    groups = gathered([*chain[::2], *away, shapely.Polygon(), *chain[1::2]], 1.0)
    assert sorted(map(len, groups)) == [1] * 101 + [500]
