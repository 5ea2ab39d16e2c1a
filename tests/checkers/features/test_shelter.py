from __future__ import annotations

import pytest

from checkers.features.shelter import function_of, protective_units
from tests.checkers.drawn import plans, rectangle, sheet


@pytest.mark.parametrize(
    ("words", "function"),
    [
        ("战时功能：二等人员掩蔽所", "shelter"),
        ("防护单元3（一等人员掩蔽所）", "shelter"),
        ("防空专业队队员掩蔽部", "team"),
        ("专业队装备掩蔽部", "equipment"),
        ("人防物资库", "support"),
        ("战时：急救医院", "medical"),
        ("平时：物资库", None),
        ("滤毒室", None),
    ],
)
def test_a_wartime_function_is_read(words: str, function: str | None) -> None:
    assert function_of([words]) == function


@pytest.mark.parametrize(
    ("label", "number"),
    [("防护单元1", "1"), ("人防防护单元 二", "二"), ("第三防护单元", "三"), ("4号防护单元", "4"), ("防护单元A1", "A1")],
)
def test_a_unit_is_known_by_its_label(label: str, number: str) -> None:
    drawn = sheet([("CD", rectangle(0, 0, 40, 40))], [(label, 5, 5)])
    assert [unit.number for unit in plans(drawn).recognise(protective_units)] == [number]
