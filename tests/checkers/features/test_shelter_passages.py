from __future__ import annotations

from typing import Any

from shapely import LineString, Polygon

from checkers.features.shelter_passages import Passage, _crossed, _without_leaves, passages
from tests.checkers.drawn import plans, rectangle, sheet


def found(words: str, *entities: Any) -> tuple[Passage, ...]:
    drawn = sheet([("CD", rectangle(0, 0, 40, 40)), *entities], [("防护单元1", 20, 20), (words, 1, 11)])
    return plans(drawn).recognise(passages)


def test_a_space_named_as_an_airlock_is_a_passage_of_the_unit_around_it() -> None:
    [passage] = found("防毒通道", ("SPACE", rectangle(0, 10, 3, 2)))
    assert passage.polygon is not None
    assert passage.unit is not None
    assert passage.unit.number == "1"


def test_a_name_alone_is_a_passage_without_an_outline() -> None:
    [passage] = found("密闭通道")
    assert passage.polygon is None


def test_other_ways_and_notes_are_none() -> None:
    assert found("通道") == ()
    assert found("防毒通道净宽不小于1.5m") == ()
    assert plans(sheet([("SPACE", rectangle(0, 10, 3, 2))], [("防毒通道", 1, 11)])).recognise(passages) == ()


def test_leaves_standing_open_in_a_lobby_that_walls_close_do_not_narrow_it() -> None:
    slot = [(3, 1.96), (2.3, 1.96), (2.3, 2.0), (3, 2.0)]
    outline = Polygon([(0, 0), (3, 0), *slot, (3, 2.4), (0, 2.4)])
    assert _without_leaves(outline).symmetric_difference(rectangle(0, 0, 3, 2.4)).area < 1e-9


def test_doors_in_the_long_sides_make_the_short_one_a_depth() -> None:
    lobby = rectangle(0, 0, 3, 1.2)
    across = [LineString([(0.5, -0.1), (2, -0.1)]), LineString([(0.5, 1.3), (2, 1.3)])]
    along = [LineString([(-0.1, 0.2), (-0.1, 1.0)]), LineString([(3.1, 0.2), (3.1, 1.0)])]
    assert _crossed(lobby, across)
    assert not _crossed(lobby, along)
    assert not _crossed(lobby, across[:1])
