from __future__ import annotations

from typing import Any

import pytest
from shapely import Polygon
from shapely.affinity import rotate

from checkers.errors import CouldNotRead
from checkers.features.north import true_north
from tests.checkers.drawn import plans, sheet


def north(*, stated: Any = None, turn: float = 0.0, letter: Any = ("北", 0.0, 8.0), name: str = "指北针") -> float:
    arrow = {"name": name, "x": 0.0, "y": 0.0, "rotation": turn, "bounds": (-6.0, -6.0, 6.0, 6.0)}
    drawn = sheet((), [letter] if letter else (), blocks=[arrow], title="总平面图")
    place = {} if stated is None else {"true_north": stated}
    return true_north(plans(drawn, place=place), drawn).degrees


def test_an_upright_arrow_with_its_letter_points_up() -> None:
    assert north() == pytest.approx(0.0)


def test_an_arrow_turned_to_the_left_shows_north_there() -> None:
    assert north(turn=90.0, letter=("N", -8.0, 0.5)) == pytest.approx(270.0)
    assert north(turn=-30.0, letter=("N", 4.0, 7.0)) == pytest.approx(30.0)


@pytest.mark.parametrize("letter", [None, ("北", 0.0, -8.0), ("北侧", 0.0, 8.0)])
def test_an_arrow_without_a_letter_at_its_tip_tells_nothing(letter: Any) -> None:
    with pytest.raises(CouldNotRead, match=r"facts\.place\.true_north"):
        north(letter=letter)


def test_other_blocks_tell_nothing_and_facts_do() -> None:
    with pytest.raises(CouldNotRead):
        north(name="树")
    assert north(name="树", stated=12.5) == 12.5


def test_facts_and_arrow_must_agree() -> None:
    assert north(stated=359.0) == 359.0
    with pytest.raises(CouldNotRead, match="指北针"):
        north(stated=30.0)


def needle(turn: float, letter: Any, more: Any = ()) -> float:
    triangle = rotate(Polygon([(0, 12), (-1.5, -12), (1.5, -12)]), turn, origin=(0, 0))
    drawn = sheet([("", triangle), *more], [letter], title="总平面图")
    return true_north(plans(drawn), drawn).degrees


def test_a_needle_without_a_block_points_to_its_letter() -> None:
    assert needle(0.0, ("北", -0.1, 12.3)) == pytest.approx(0.0, abs=1e-6)
    assert needle(-37.5, ("N", 7.4, 9.7)) == pytest.approx(37.5, abs=1e-6)


def test_a_needle_away_from_its_letter_or_pointing_elsewhere_tells_nothing() -> None:
    for letter in (("北", 0.0, 40.0), ("北", 0.0, -12.4)):
        with pytest.raises(CouldNotRead):
            needle(0.0, letter)


def test_a_blunt_triangle_is_no_needle() -> None:
    blunt = sheet([("", Polygon([(0, 12), (-9, 2), (9, 2)]))], [("北", 0.0, 12.3)], title="总平面图")
    with pytest.raises(CouldNotRead):
        true_north(plans(blunt), blunt)
