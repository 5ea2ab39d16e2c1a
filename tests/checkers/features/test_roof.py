from __future__ import annotations

from checkers.features.roof import down_conductors, roofs
from tests.checkers.drawn import Stroke, circle, path, plans, rectangle, sheet


def test_the_inner_line_of_a_parapet_is_no_roof() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 30, 20)),
            ("BLDG_OUTLINE", rectangle(0.24, 0.24, 29.52, 19.52)),
            ("LP_STRIP", path((0, 0), (30, 0))),
        ]
    )
    [roof] = plans(drawn).recognise(roofs)
    assert roof.polygon.area == 600


def test_a_court_belongs_to_its_roof_and_a_stair_house_stands_on_it() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 30, 20)),
            ("BLDG_OUTLINE", rectangle(2, 2, 5, 5)),
            ("BLDG_OUTLINE", rectangle(20, 2, 5, 5)),
            ("LP_STRIP", path((0, 0), (30, 0))),
        ],
        [("内庭院", 3, 3), ("1#楼", 15, 15), ("楼梯间", 21, 3)],
    )
    main, upper = plans(drawn).recognise(roofs)
    assert (main.subject, len(main.courts), len(main.upper), main.stands_on) == ("1#楼屋面", 1, 1, False)
    assert (upper.subject, upper.stands_on) == ("楼梯间屋面", True)


def test_symbols_on_strip_layers_are_no_strips_and_long_lines_no_conductors() -> None:
    drawn = sheet(
        [
            ("BLDG_OUTLINE", rectangle(0, 0, 30, 20)),
            ("LP_STRIP", circle(5, 5, 0.5), "circle"),
            ("LP_STRIP", path((0, 0), (30, 0))),
            Stroke("LP_DOWN", path((0, 0), (0, 20))),
            ("LP_DOWN", path((30, 0), (30, 0.5))),
        ]
    )
    drawn_plans = plans(drawn)
    [roof] = drawn_plans.recognise(roofs)
    [conductor] = drawn_plans.recognise(down_conductors)
    assert roof.strips.length == 30
    assert (conductor.point.x, conductor.point.y) == (30, 0.25)
