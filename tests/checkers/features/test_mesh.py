from __future__ import annotations

from checkers.features.mesh import cells, unenclosed
from checkers.features.roof import Roof, roofs
from tests.checkers.drawn import path, plans, rectangle, sheet


def _roof(*strips: object) -> Roof:
    drawn = sheet([("BLDG_OUTLINE", rectangle(0, 0, 20, 10)), *(("LP_STRIP", strip) for strip in strips)])
    [roof] = plans(drawn).recognise(roofs)
    return roof


def test_a_strip_from_edge_to_edge_makes_two_cells() -> None:
    roof = _roof(path((8, 0), (8, 10)))
    found = cells(roof)
    assert [cell.where.area for cell in found] == [80.0, 120.0]
    assert [(box.long, box.short) for box in found[1].boxes] == [(12.0, 10.0)]
    assert unenclosed(roof, found).is_empty


def test_strips_drawn_twice_make_the_same_cells() -> None:
    assert len(cells(_roof(path((8, 0), (8, 10)), path((8, 10), (8, 0)), path((8, 2), (8, 5))))) == 2


def test_a_strip_that_touches_nothing_encloses_nothing() -> None:
    [cell] = cells(_roof(path((8, 4), (8, 6))))
    assert cell.where.area == 200
    assert cell.doubt is not None


def test_a_small_symbol_drawn_as_a_ring_is_no_cell() -> None:
    assert [cell.where.area for cell in cells(_roof(path((8, 0), (8, 10)), rectangle(4, 4, 0.6, 0.6)))] == [
        79.64,
        120.0,
    ]
