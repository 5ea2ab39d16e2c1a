from __future__ import annotations

import pytest

from checkers.drawing.layers import meaning
from checkers.features.joints import joints
from tests.checkers.drawn import Stroke, path, rectangle, sheet


@pytest.mark.parametrize("layer", ["变形缝", "S-伸缩缝", "人防-沉降缝", "base$0$建筑-变形缝"])
def test_layers_named_after_joints_carry_them(layer: str) -> None:
    assert meaning(layer) == "JOINT"


def test_lines_and_outlines_on_such_layers_are_joints() -> None:
    drawn = sheet([Stroke("JOINT", path((0, 0), (9, 0))), Stroke("JOINT", rectangle(0, 2, 9, 0.1))])
    assert round(joints(drawn).lines.length, 6) == 9 + 18.2


def test_words_name_joints_and_notes_do_not() -> None:
    words = ["变形缝", "变形缝做法详见11J930", "单元内不应设变形缝", "变形缝设置说明", "变形缝详图"]
    drawn = sheet([], [(word, 1, index) for index, word in enumerate(words)])
    assert [label.words for label in joints(drawn).named] == ["变形缝", "变形缝做法详见11J930"]


def test_points_on_such_a_layer_do_no_harm() -> None:
    from shapely import Point

    assert joints(sheet([Stroke("JOINT", Point(1, 1))])).lines.is_empty
