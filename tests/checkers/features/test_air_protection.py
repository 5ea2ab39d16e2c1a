from __future__ import annotations

import math

import pytest
from shapely import box

from checkers.features.air_protection import rods_on, worst_of, worst_of_roof
from checkers.features.rolling_sphere import Rod, Sphere
from checkers.features.roof import roofs
from tests.checkers.drawn import circle, path, plans, rectangle, sheet

WIDE = box(-300, -300, 300, 300)


def test_the_worst_corner_of_a_thing_is_the_one_farthest_from_the_rod() -> None:
    """A square of 2 m at 3 m from a rod of 4 m, r = 45 m: its corner lies √26 m away."""
    reach = math.sqrt(4 * 86) - math.sqrt(26)
    expected = 45 - math.sqrt(45**2 - reach**2)
    worst = worst_of(Sphere(45.0, [Rod(0, 0, 4)], WIDE, None), box(3, -1, 5, 1))
    assert worst.height == pytest.approx(expected, abs=1e-6)
    assert abs(worst.place.y) == 1


def test_the_worst_place_of_a_bare_roof_is_a_corner() -> None:
    worst = worst_of_roof(Sphere(45.0, [Rod(0, 0, 6)], None, 10.0), box(-4, -4, 4, 4), 2.0)
    assert (abs(worst.place.x), abs(worst.place.y)) == (4, 4)
    assert worst.height > 0


def test_rods_stand_on_the_roof_they_are_drawn_on_unless_they_stand_alone() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 36, 18)),
            ("LP_STRIP", path((0, 0), (36, 0))),
            *(("LP_ROD", circle(x, 9, 0.2)) for x in (5, 20, 36.5, 50)),
        ],
        [("独立接闪杆", 20.5, 9)],
    )
    made = plans(drawn)
    [roof] = made.recognise(roofs)
    assert [round(rod.point.x, 6) for rod in rods_on(made, roof)] == [5, 36.5]
