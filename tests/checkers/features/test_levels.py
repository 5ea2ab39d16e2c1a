from __future__ import annotations

import pytest

from checkers.features.levels import STOREYS, any_says, numbers, underground, without_storeys_below


def test_storeys_below_ground_are_taken_out_of_a_text() -> None:
    assert numbers(STOREYS, [without_storeys_below("地上18层地下2层")]) == [18.0]
    assert numbers(STOREYS, [without_storeys_below("地下二层")]) == []


@pytest.mark.parametrize(
    ("texts", "layer", "name", "told"),
    [
        (["18F", "H=53.8m"], "建筑轮廓", "1#", False),
        (["地下2层，地上18层"], "建筑轮廓", "1#", False),
        (["地下车库范围线"], "建筑轮廓", "", True),
        ([], "地下室轮廓", "", True),
        (["18F"], "地下室轮廓", "1#", None),
        (["地下2层"], "建筑轮廓", "1#", None),
    ],
)
def test_a_basement_is_told_from_a_tower_that_has_one(
    texts: list[str], layer: str, name: str, told: bool | None
) -> None:
    assert underground(texts, layer, name) is told


def test_words_are_found_in_any_of_the_texts() -> None:
    assert any_says(["一层", "裙房屋面"], ("裙房",))
    assert not any_says([], ("裙房",))
