"""Areas of blast units: expected values are width times depth, by hand."""

from __future__ import annotations

from checkers.civil_defense.blast_unit_area import blast_unit_area
from checkers.drawing.model import Sheet
from tests.checkers.drawn import Stroke, findings, plans, rectangle, sheet, verdicts


def _shelter(depth: float, function: str = "战时功能：二等人员掩蔽所") -> Sheet:
    """A protective unit with one blast unit of 25 m by ``depth``."""
    return sheet(
        [
            Stroke("CD", rectangle(0, 0, 50, 40), layer="人防-防护单元"),
            Stroke("CD", rectangle(0, 0, 25, depth), layer="人防-抗爆单元"),
        ],
        [("防护单元1", 40, 30), (function, 40, 28), ("抗爆单元1", 10, 10)],
    )


def test_a_blast_unit_of_475_square_metres_is_met() -> None:
    [finding] = findings(blast_unit_area, plans(_shelter(19)))
    assert (finding.verdict, finding.measured, finding.required) == ("met", 475.0, 500.0)


def test_a_blast_unit_of_525_square_metres_is_broken() -> None:
    assert verdicts(blast_unit_area, plans(_shelter(21))) == {"抗爆单元1": "broken"}


def test_a_blast_unit_of_exactly_500_square_metres_is_met() -> None:
    assert verdicts(blast_unit_area, plans(_shelter(20))) == {"抗爆单元1": "met"}


def test_a_shelter_without_blast_units_is_not_looked_at() -> None:
    drawn = sheet([("CD", rectangle(0, 0, 50, 40))], [("防护单元1", 40, 30), ("二等人员掩蔽所", 40, 28)])
    assert findings(blast_unit_area, plans(drawn)) == []


def test_a_blast_unit_of_unknown_function_is_doubtful() -> None:
    assert verdicts(blast_unit_area, plans(_shelter(21, "见说明"))) == {"抗爆单元1": "doubtful"}


def test_the_function_of_the_protective_unit_around_counts() -> None:
    """525 m² are allowed for equipment."""
    assert verdicts(blast_unit_area, plans(_shelter(21, "专业队装备掩蔽部"))) == {"抗爆单元1": "met"}
