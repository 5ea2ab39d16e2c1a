"""Resistances as written: at most 10 Ω in classes 1 and 2, 30 Ω in class 3."""

from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.model import Sheet
from checkers.errors import CouldNotRead
from checkers.lightning.earth_resistance import earth_resistance
from tests.checkers.drawn import findings, plans, sheet
from tests.checkers.lightning.roofs import CLASS_2, CLASS_3, elsewhere, roof


def said(drawn: Sheet, **facts: Any) -> list[tuple[float | None, str]]:
    return [(f.measured, str(f.verdict)) for f in findings(earth_resistance, plans(drawn, **facts))]


@pytest.mark.parametrize(
    ("words", "protection", "expected"),
    [
        ("接地电阻不大于1Ω", CLASS_2, [(1, "met")]),
        ("接地电阻不大于10Ω", CLASS_2, [(10, "met")]),
        ("冲击接地电阻≤20Ω", CLASS_2, [(20, "broken")]),
        ("冲击接地电阻≤20Ω", CLASS_3, [(20, "met")]),
        ("接地电阻R≤30欧姆", CLASS_3, [(30, "met")]),
        ("接地电阻不大于31欧", CLASS_3, [(31, "broken")]),
        ("采用共用接地装置，接地电阻不大于1\u2126", CLASS_2, [(1, "met")]),
        ("联合接地，联合接地电阻不大于4Ω", CLASS_2, [(4, "doubtful")]),
        ("接地电阻不大于10.0005Ω", CLASS_2, [(10.0005, "doubtful")]),
        ("实测接地电阻大于1Ω时增设人工接地极", CLASS_2, []),
        ("重复接地电阻不大于10Ω", CLASS_2, []),
        ("基础钢筋作接地体", CLASS_2, []),
    ],
)
def test_each_statement_is_held_against_its_class(words: str, protection: Any, expected: list[Any]) -> None:
    assert said(roof(protection, (words, 50, 9))) == expected
    assert said(elsewhere(roof(protection, (words, 50, 9)))) == expected


def test_sheets_of_other_kinds_are_not_looked_at() -> None:
    assert said(sheet([], [("接地电阻不大于20Ω", 5, 5), CLASS_2], title="一层平面图")) == []


def test_without_a_class_nothing_could_be_read() -> None:
    with pytest.raises(CouldNotRead, match="lightning_class"):
        said(roof(("接地电阻不大于1Ω", 50, 9)))
    assert said(roof(("接地电阻不大于1Ω", 50, 9)), buildings=[{"name": "1#", "lightning_class": 2}]) == [(1, "met")]
