"""A table of texts, blocks or dimensions is the sequence of them, however it is kept."""

from __future__ import annotations

import numpy as np
import pytest

from checkers.drawing.model import BlockReference, Dimension, Text
from checkers.drawing.table import Table, column, objects, places_of, saying, stacked, table

KITCHEN = Text("厨房", 1.0, 2.0, 0.35, 90.0, 3, "2F", "HOUSE", visible=False)
HALL = Text("门厅", 4.5, 6.0, 0.35, 0.0, 0, "3A")
DOOR = BlockReference("M0921", 1.0, 2.0, 0.0, 1.0, -1.0, 2, "B1", {"编号": "M-1"}, (0.5, 1.5, 1.4, 2.4))
NOTHING = BlockReference("EMPTY", 9.0, 9.0, 0.0, 1.0, 1.0, 2, "B2", {})
WIDTH = Dimension(0.9, "<>", False, 1.0, 2.0, 1, "D1", (0.0, 0.0), (0.9, 0.0))
ANGLE = Dimension(90.0, "", True, 3.0, 4.0, 1, "D2")


def texts() -> Table[Text]:
    return Table(
        Text,
        [
            objects(["厨房", "门厅"]),
            np.array([1.0, 4.5]),
            np.array([2.0, 6.0]),
            np.array([0.35, 0.35]),
            np.array([90.0, 0.0]),
            np.array([3, 0]),
            objects(["2F", "3A"]),
            objects(["HOUSE", ""]),
            np.array([False, True]),
        ],
    )


def test_a_table_is_the_sequence_of_its_things() -> None:
    found = texts()
    assert found[0] == KITCHEN
    assert found[-1] == HALL
    assert list(found) == [KITCHEN, HALL]
    assert found[1:] == [HALL]
    assert found == (KITCHEN, HALL)
    assert found != (KITCHEN,)
    assert found != (HALL, KITCHEN)
    with pytest.raises(IndexError):
        found[2]


def test_values_are_those_of_python_so_that_they_can_be_written_as_json() -> None:
    made = texts()[0]
    assert type(made.x) is float
    assert type(made.layer) is int
    assert type(made.visible) is bool


def test_a_box_or_a_point_that_is_not_there_is_none() -> None:
    blocks, dimensions = table(BlockReference, [DOOR, NOTHING]), table(Dimension, [WIDTH, ANGLE])
    assert list(blocks.taken(np.array([1, 0]))) == [NOTHING, DOOR]
    assert list(dimensions.taken(np.array([1, 0]))) == [ANGLE, WIDTH]
    assert list(dimensions.taken(np.array([1]))) == [ANGLE]
    assert list(blocks.rows())[1][9] is None


def test_a_field_is_read_from_a_table_and_from_a_list_alike() -> None:
    for name in ("x", "layer", "visible", "content"):
        assert column([KITCHEN, HALL], name).tolist() == column(texts(), name).tolist()
    assert column([DOOR, NOTHING], "bounds")[0].tolist() == [0.5, 1.5, 1.4, 2.4]
    assert np.isnan(column([DOOR, NOTHING], "bounds")[1]).all()
    assert column([], "bounds").shape == (0, 4)
    assert places_of(texts()).tolist() == [[1.0, 2.0], [4.5, 6.0]]


def test_things_are_put_elsewhere_without_touching_the_others() -> None:
    before = texts()
    after = before.put(x=np.array([10.0, 20.0]))
    assert [text.x for text in after] == [10.0, 20.0]
    assert [text.x for text in before] == [1.0, 4.5]
    assert after[1].content == "门厅"


def test_tables_follow_one_another() -> None:
    assert list(stacked(Text, [texts(), table(Text, [HALL])])) == [KITCHEN, HALL, HALL]
    assert list(stacked(Text, [])) == []


def test_only_visible_texts_say_something() -> None:
    assert saying(texts(), lambda words: words in {"厨房", "门厅"}) == [HALL]
    assert saying([KITCHEN, HALL], str.isascii) == []
