from __future__ import annotations

from checkers.features.perimeter import edges
from tests.checkers.drawn import circle, plans, rectangle, sheet


def test_the_stretches_around_a_roof_add_up_to_its_perimeter() -> None:
    points = ((3, 0), (20, 0.4), (30, 11), (-1, 20))
    drawn = sheet([("BLDG_OUTLINE", rectangle(0, 0, 30, 20)), *(("LP_DOWN", circle(x, y, 0.2)) for x, y in points)])
    [edge] = plans(drawn).recognise(edges)
    assert len(edge.stretches) == 4
    assert sum(stretch.along.length for stretch in edge.stretches) == 100


def test_a_conductor_between_two_roofs_stands_on_the_nearer_one() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 10, 10)),
            ("BLDG_OUTLINE", rectangle(11, 0, 20, 10)),
            ("LP_DOWN", circle(10.4, 5, 0.1)),
        ]
    )
    found = plans(drawn).recognise(edges)
    assert [(edge.line.length, len(edge.on_it)) for edge in found] == [(60, 0), (40, 1)]
