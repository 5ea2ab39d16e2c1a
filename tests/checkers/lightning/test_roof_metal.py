"""Things on a roof of 36 by 18 m: metal up to 0.3 m high, 1.0 m² and 2.0 m long needs nothing, others up to 0.5 m."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.lightning.roof_metal import roof_metal
from tests.checkers.drawn import circle, findings, not_shown, path, plans, rectangle, sheet
from tests.checkers.lightning.roofs import CLASS_2, elsewhere, roof

NOTE = ("屋面所有金属构件均与接闪带可靠连接", 50, 9)


def thing(width: float, depth: float, *words: str, more: tuple[Any, ...] = (), **about: Any) -> Sheet:
    texts = [(word, 10.1, 8.1 + 0.1 * place) for place, word in enumerate(words)]
    return roof(*texts, CLASS_2, *more, entities=(("", rectangle(10, 8, width, depth)),), **about)


def said(drawn: Sheet) -> list[str]:
    return [str(finding.verdict) for finding in findings(roof_metal, plans(drawn))]


def test_small_metal_is_met_and_larger_broken() -> None:
    assert said(thing(1.0, 0.8, "金属风帽", "H=0.2m")) == ["met"]
    assert said(thing(1.0, 0.8, "金属风帽", "H=0.6m")) == ["broken"]
    assert said(thing(2.5, 0.3, "金属爬梯", "H=0.2m")) == ["broken"]
    assert said(thing(1.2, 1.2, "金属水箱", "H=0.2m")) == ["broken"]


def test_on_the_edge_metal_of_just_that_size_is_met() -> None:
    assert said(thing(2.0, 0.5, "金属风帽", "H=0.3m")) == ["met"]


@pytest.mark.parametrize(("words", "verdict"), [("H=0.5m", "met"), ("H=0.51m", "broken"), ("H=500", "met")])
def test_what_does_not_conduct_may_be_half_a_metre_high(words: str, verdict: str) -> None:
    assert said(thing(3, 3, "玻璃钢水箱", words)) == [verdict]


def test_a_strip_that_reaches_it_joins_it() -> None:
    drawn = roof(
        ("冷却塔", 11, 9),
        CLASS_2,
        entities=(("", rectangle(10, 8, 3, 3)), ("LP_STRIP", path((11, 0), (11, 8)))),
    )
    assert said(drawn) == ["met"]


def test_a_note_joins_metal_and_leaves_a_doubt_on_what_may_be_none() -> None:
    assert said(thing(3, 3, "不锈钢水箱", "H=2m", more=(NOTE,))) == ["met"]
    assert said(thing(3, 3, "冷却塔", "H=2m", more=(NOTE,))) == ["doubtful"]
    assert said(thing(3, 3, "冷却塔", "H=2m")) == ["broken"]


def test_what_rods_protect_is_met() -> None:
    drawn = roof(
        ("玻璃钢水箱", 18, 9),
        ("H=1m", 18, 8.5),
        ("接闪杆 h=6m", 17, 11.5),
        CLASS_2,
        entities=(("", rectangle(17, 8, 2, 2)), ("LP_ROD", circle(18, 11, 0.2))),
    )
    assert said(drawn) == ["met"]


def test_without_a_height_or_a_material_that_decides_it_is_doubtful() -> None:
    assert said(thing(1.0, 0.8, "金属风帽")) == ["doubtful"]
    assert said(thing(3, 3, "冷却塔", "H=0.4m")) == ["doubtful"]
    assert said(thing(3, 3, "冷却塔", "H=2m", not_displayed=[not_shown("proxy", "TCH_LINE")])) == ["doubtful"]


def test_metal_too_long_is_broken_whatever_its_height() -> None:
    assert said(thing(3, 3, "金属风帽")) == ["broken"]


def test_a_roof_without_things_on_it_is_not_looked_at() -> None:
    assert said(roof(CLASS_2)) == []
    assert said(sheet([("", rectangle(0, 0, 3, 3))], [("冷却塔", 1, 1)])) == []


def test_turned_and_far_away_it_says_the_same() -> None:
    for drawn in (thing(2.0, 0.5, "金属风帽", "H=0.3m"), thing(1.0, 0.8, "金属风帽", "H=0.6m")):
        assert said(elsewhere(drawn)) == said(drawn)


def test_a_strip_that_passes_close_by_is_not_joined_for_certain() -> None:
    """The strip runs along y = 0."""
    for low, verdict in ((0.2, "doubtful"), (0.0, "met")):
        drawn = roof(CLASS_2, ("空调机组 H=2m", 18, 1), entities=(("ROOF_OBJECT", rectangle(15, low, 6, 3)),))
        assert [str(f.verdict) for f in findings(roof_metal, plans(drawn))] == [verdict]
    led = (("ROOF_OBJECT", rectangle(15, 3, 6, 3)), ("LP_STRIP", path((18, 0), (18, 2.8))))
    drawn = roof(CLASS_2, ("空调机组 H=2m", 18, 4), entities=led)
    assert [str(f.verdict) for f in findings(roof_metal, plans(drawn))] == ["met"]
