from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.axis import axis
from tests.checkers.drawn import Stroke, circle, findings, plans, sheet, transformed

ACROSS = [("1", 0, 0), ("2", 8, 0), ("3", 16, 0)]
UP = [("A", -5, 4), ("B", -5, 12), ("C", -5, 20)]


def drawn(*labels: tuple[str, float, float], diameter: float = 8.0, **fields: Any) -> Any:
    """Bubbles by label and centre, metres; their diameter in millimetres at 1:100."""
    strokes = [Stroke("AXIS", circle(x, y, diameter / 20), kind="circle") for _, x, y in labels]
    return sheet(strokes, [(label, x - 0.1, y - 0.1) for label, x, y in labels], **fields)


def said(*labels: tuple[str, float, float], diameter: float = 8.0, **fields: Any) -> dict[str, str]:
    return {f.subject: str(f.verdict) for f in findings(axis, plans(drawn(*labels, diameter=diameter, **fields)))}


def test_labels_in_order_in_bubbles_of_the_standard_are_met() -> None:
    assert set(said(*ACROSS, *UP).values()) == {"met"}
    assert len(said(*ACROSS, *UP)) == 8


@pytest.mark.parametrize("letter", ["I", "O", "Z"])
def test_a_letter_the_standard_leaves_out_is_broken(letter: str) -> None:
    assert said(*UP[:2], (letter, -5, 28))[f"轴线 {letter}"] == "broken"


def test_numbers_from_the_right_and_letters_from_above_are_broken() -> None:
    assert said(("3", 0, 0), ("2", 8, 0), ("1", 16, 0))["轴线 3～1"] == "broken"
    assert said(("C", -5, 4), ("B", -5, 12), ("A", -5, 20))["轴线 C～A"] == "broken"


def test_ten_follows_two_and_aa_follows_y() -> None:
    assert said(("2", 0, 0), ("10", 8, 0))["轴线 2～10"] == "met"
    assert said(("Y", -5, 0), ("AA", -5, 8))["轴线 Y～AA"] == "met"


def test_on_the_edge_eight_and_ten_millimetres_are_met() -> None:
    assert set(said(*ACROSS, diameter=8.0).values()) == {"met"}
    assert set(said(*ACROSS, diameter=10.0).values()) == {"met"}
    assert said(*ACROSS, diameter=7.0)["轴线 1"] == "broken"
    assert said(*ACROSS, diameter=11.0)["轴线 1"] == "broken"


def test_a_label_that_comes_again_in_a_row_is_doubtful() -> None:
    assert said(*ACROSS, ("1", 40, 0))["轴线 1～1"] == "doubtful"


@pytest.mark.parametrize(
    ("title", "verdict"),
    [("③～①轴立面图", "doubtful"), ("2-2剖面图 1:100", "doubtful"), ("三层平面图", "broken"), ("立面材料表", "broken")],
)
def test_an_elevation_may_be_seen_from_where_its_axes_fall(title: str, verdict: str) -> None:
    assert said(("3", 0, 0), ("2", 8, 0), ("1", 16, 0), title=title)["轴线 3～1"] == verdict


def test_sizes_are_doubtful_where_the_title_block_states_another_scale_and_letters_are_not() -> None:
    other = {"title_block": {"比例": "1:150"}}
    assert said(*ACROSS, diameter=12.0, **other)["轴线 1"] == "doubtful"
    assert said(*ACROSS, diameter=8.0, **other)["轴线 1"] == "met"
    assert said(("O", -5, 4), diameter=12.0, **other)["轴线 O"] == "broken"
    assert said(*ACROSS, diameter=12.0, title_block={"比例": "1:100"})["轴线 1"] == "broken"


def test_circles_without_a_label_and_sheets_of_unknown_scale_are_not_looked_at() -> None:
    bare = sheet([Stroke("AXIS", circle(0, 0, 0.4), kind="circle")])
    assert findings(axis, plans(bare)) == []
    assert (
        findings(axis, plans(sheet([Stroke("AXIS", circle(0, 0, 0.4), kind="circle")], [("1", 0, 0)], scale=None)))
        == []
    )


def test_turned_and_shifted_in_the_model_it_is_the_same_on_paper() -> None:
    turned = transformed(drawn(("3", 0, 0), ("2", 8, 0)), (0.8, -0.6, 0.6, 0.8, 4e7, 3.5e6))
    assert sorted(str(f.verdict) for f in findings(axis, plans(turned))) == ["broken", "met", "met"]
