from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon

from checkers.errors import CouldNotRead
from checkers.fire.climb_extent import climb_extent
from tests.checkers.drawn import findings, path, plans, rectangle, sheet, transformed

TURNED = (0.8, -0.6, 0.6, 0.8, 500_000.0, 3_500_000.0)
TALL, LOWER = 53.8, 49.0


def drawn(*shapes: Any, outline: Any = None, others: Any = (), texts: Any = ()) -> Any:
    tower = ("BLDG_OUTLINE", rectangle(0, 0, 40, 15) if outline is None else outline)
    lines = [("CLIMB_GROUND", shape) for shape in shapes]
    return sheet([tower, *lines, *others], [("1#", 5, 5), *texts], title="消防总平面图", scale=500.0)


def found(*shapes: Any, height: float | None = TALL, **fields: Any) -> Any:
    building = {"name": "1#", "use": "residential", "height": height, "storeys": 17}
    return findings(climb_extent, plans(drawn(*shapes, **fields), buildings=[building]))


def verdicts(*shapes: Any, **fields: Any) -> Any:
    return [str(f.verdict) for f in found(*shapes, **fields)]


def test_a_ground_along_the_whole_long_side_is_met() -> None:
    [finding] = found(rectangle(-1, 21, 42, 10))
    assert (finding.verdict, finding.measured, finding.required) == ("met", pytest.approx(40.0), pytest.approx(40.0))


def test_a_shorter_ground_is_broken_with_the_part_of_the_side_it_covers() -> None:
    [finding] = found(rectangle(5, 21, 22, 10))
    assert (finding.verdict, finding.measured) == ("broken", pytest.approx(22.0))
    assert finding.along.length == pytest.approx(22.0)


def test_on_the_edge_the_very_length_is_met_and_less_than_a_millimetre_is_doubtful() -> None:
    assert verdicts(rectangle(0, 25, 40, 10)) == ["met"]
    assert verdicts(rectangle(0, 21, 39.9995, 10)) == ["doubtful"]
    assert verdicts(rectangle(0, 21, 39.99, 10)) == ["broken"]


def test_above_fifty_metres_grounds_touch_and_below_they_may_lie_apart() -> None:
    parts = rectangle(0, 21, 20, 10), rectangle(20, 21, 20, 10)
    assert verdicts(*parts) == ["met"]
    long = rectangle(0, 0, 40, 15)
    apart = rectangle(0, 21, 25, 10), rectangle(30, 21, 10, 10), rectangle(0, -16, 15, 10)
    assert verdicts(*apart, outline=long) == ["broken"]
    assert verdicts(*apart[:2], outline=long, height=LOWER) == ["broken"]


def test_below_fifty_metres_gaps_up_to_thirty_metres_count_and_wider_ones_are_doubtful() -> None:
    around = rectangle(0, 21, 25, 10), rectangle(0, -16, 15, 10)
    assert verdicts(*around, height=LOWER) == ["met"]
    far = rectangle(0, 0, 80, 15)
    wide = rectangle(0, 21, 24, 10), rectangle(55, 21, 25, 10), rectangle(49, -16, 32, 10)
    assert verdicts(*wide, outline=far, height=LOWER) == ["doubtful"]


def test_a_ground_around_a_corner_counts_on_both_sides() -> None:
    assert verdicts(Polygon([(10, 21), (46, 21), (46, 0), (56, 0), (56, 31), (10, 31)])) == ["met"]


def test_a_ground_too_far_away_serves_no_one() -> None:
    assert verdicts(rectangle(-1, 26, 42, 10)) == ["broken"]


def test_a_bay_on_a_gable_leaves_it_open_which_length_counts() -> None:
    bay = Polygon([(0, 0), (40, 0), (40, 6), (41, 6), (41, 9), (40, 9), (40, 15), (0, 15)])
    assert verdicts(rectangle(0, 21, 40, 10), outline=bay) == ["doubtful"]
    assert verdicts(rectangle(0, 21, 41, 10), outline=bay) == ["met"]
    assert verdicts(rectangle(0, 21, 39, 10), outline=bay) == ["broken"]


def test_a_podium_in_front_of_the_ground_may_be_four_metres_deep() -> None:
    def podium(depth: float) -> Any:
        shape = ("BLDG_OUTLINE", rectangle(-2, 0, 44, 15 + depth))
        return verdicts(rectangle(-1, 21, 42, 10), others=[shape], texts=[("裙房", -1, 7)])

    assert (podium(3.9), podium(4.0), podium(4.5)) == (["met"], ["met"], ["broken"])


def test_a_building_of_unknown_height_is_doubtful_beside_a_ground_and_a_low_one_not_looked_at() -> None:
    assert verdicts(rectangle(5, 21, 22, 10), height=None) == ["doubtful"]
    assert verdicts(rectangle(5, 21, 22, 10), height=20.0) == []


def test_an_open_ground_beside_is_doubtful() -> None:
    opened = path((20, 21), (42, 21), (42, 31), (20, 31), (20, 21.5))
    assert verdicts(rectangle(-1, 21, 20, 10), opened) == ["doubtful"]


def test_a_high_rise_without_any_ground_could_not_be_read_and_a_low_set_is_not_looked_at() -> None:
    with pytest.raises(CouldNotRead, match="CLIMB_GROUND"):
        found()
    assert found(height=20.0) == []


def test_turning_and_shifting_changes_nothing() -> None:
    building = {"name": "1#", "use": "residential", "height": TALL, "storeys": 17}
    moved = plans(transformed(drawn(rectangle(0, 21, 40, 10)), TURNED), buildings=[building])
    assert [str(f.verdict) for f in findings(climb_extent, moved)] == ["met"]


def test_a_wall_that_stands_far_back_is_not_reached() -> None:
    ell = Polygon([(0, 0), (40, 0), (40, 10), (10, 10), (10, 30), (0, 30)])
    assert verdicts(rectangle(-1, 35, 42, 10), outline=ell) == ["doubtful"]
    assert verdicts(rectangle(-1, -15, 42, 10), outline=ell) == ["met"]
    niche = Polygon([(0, 0), (40, 0), (40, 15), (22, 15), (22, 13.5), (18, 13.5), (18, 15), (0, 15)])
    assert verdicts(rectangle(0, 25, 40, 10), outline=niche) == ["met"]


def test_another_building_between_wall_and_ground_is_doubtful() -> None:
    def beside(shape: Any, text: str) -> str:
        others = [("BLDG_OUTLINE", shape)]
        x, y = shape.centroid.coords[0]
        return verdicts(rectangle(-1, 22, 42, 10), others=others, texts=[(text, x, y)])[0]

    assert beside(rectangle(10, 17, 8, 4), "门卫") == "doubtful"
    assert beside(rectangle(0, 15, 40, 5), "商业") == "doubtful"
    assert beside(rectangle(0, 15, 40, 3), "门厅") == "met"
    assert beside(rectangle(10, -9, 8, 5), "门卫") == "met"
    assert beside(rectangle(-2, -2, 44, 22), "") == "doubtful"


def test_a_high_rise_on_no_sheet_with_grounds_is_doubtful() -> None:
    def plain(name: str, identity: str) -> Any:
        outline = ("BLDG_OUTLINE", rectangle(0, 0, 40, 15))
        return sheet([outline], [(name, 5, 5)], title="总平面图", scale=500.0, identity=identity)

    buildings = [{"name": name, "use": "residential", "height": TALL, "storeys": 17} for name in ("1#", "2#")]
    first = drawn(rectangle(-1, 21, 42, 10))
    made = plans(first, plain("1#", "a-2"), plain("2#", "a-3"), buildings=buildings)
    assert {f.subject: f.verdict for f in findings(climb_extent, made)} == {"1#": "met", "2#": "doubtful"}


def test_a_tower_drawn_in_one_outline_with_its_podium_is_not_taken_for_a_podium() -> None:
    assert verdicts(rectangle(5, 21, 22, 10), texts=[("裙房3F", 20, 5)]) == ["doubtful"]
    with pytest.raises(CouldNotRead, match="CLIMB_GROUND"):
        found(texts=[("裙房3F", 20, 5)])
