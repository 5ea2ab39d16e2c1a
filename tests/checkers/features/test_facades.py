from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon
from shapely.affinity import rotate

from checkers.features.facades import OUTSIDE, positions, sills, uncovered
from tests.checkers.drawn import path, rectangle, sheet


@given(turn=st.floats(0, 360), step=st.floats(0.4, 3.0))
def test_positions_cover_every_wall_a_hair_outside_of_it(turn: float, step: float) -> None:
    outline = rotate(rectangle(0, 0, 30, 12), turn, origin=(0, 0))
    here = positions(outline, step)
    assert float(np.sum(2 * here.half)) == pytest.approx(outline.length)
    assert float(here.half.max()) <= step / 2 + 1e-9
    import shapely

    away = shapely.distance(shapely.points(here.points), outline)
    assert away == pytest.approx(np.full(len(here), OUTSIDE), abs=1e-6)


def test_the_long_sides_of_a_slab_are_its_main_ones_and_all_of_a_square_tower() -> None:
    slab = positions(rectangle(0, 0, 30, 12), 1.0)
    assert {tuple(np.round(facing).astype(int)) for facing in slab.facing[slab.main]} == {(0, -1), (0, 1)}
    assert positions(rectangle(0, 0, 20, 20), 1.0).main.all()


def test_a_stepped_south_side_is_one_side() -> None:
    stepped = Polygon([(0, 0), (10, 0), (10, -2), (20, -2), (20, 0), (30, 0), (30, 11), (0, 11)])
    here = positions(stepped, 1.0)
    south = here.facing[:, 1] < -0.5
    assert here.main[south].all()
    assert not here.main[np.abs(here.facing[:, 0]) > 0.5].any()


def window(*shapes: Any) -> Any:
    return sills(sheet([("WINDOW", shape) for shape in shapes]), rectangle(0, 0, 30, 12), 0.5)


def test_the_lines_of_one_window_are_one_sill_on_its_wall() -> None:
    [sill] = window(path((10, 0.0), (11.5, 0.0)), path((10, 0.24), (11.5, 0.24)), path((10, 0.12), (11.5, 0.12)))
    assert sill.line.length == pytest.approx(1.5)
    assert sill.points[:, 1] == pytest.approx(np.full(4, -OUTSIDE))
    assert sorted(sill.points[[0, -1], 0]) == pytest.approx([10.0, 11.5])


def test_two_windows_apart_are_two_and_lines_inside_or_too_long_none() -> None:
    assert len(window(path((2, 0), (4, 0)), path((8, 0), (10, 0)))) == 2
    assert window(path((2, 5), (4, 5)), path((0, 0), (30, 0))) == ()


def test_positions_within_another_outline_are_covered() -> None:
    here = positions(rectangle(0, 0, 30, 12), 1.0)
    free = uncovered(here, [rectangle(30, 0, 20, 12)])
    east = here.facing[:, 0] > 0.5
    assert not free[east].any()
    assert free[~east].all()
