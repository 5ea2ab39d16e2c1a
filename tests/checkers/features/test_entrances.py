from __future__ import annotations

from checkers.features.entrances import entrances
from tests.checkers.drawn import circle, plans, rectangle, sheet

HOUSE = ("BLDG_OUTLINE", rectangle(0, 0, 36, 18))


def test_words_beside_the_outline_tell_of_an_entrance() -> None:
    drawn = sheet(
        [HOUSE, ("LP_DOWN", circle(0, 0, 0.2))], [("主出入口", 18, -1), ("地下车库入口", 30, -1), ("出入口", 18, -20)]
    )
    assert [entrance.subject for entrance in plans(drawn).recognise(entrances)] == ["主出入口"]


def test_sheets_without_conductors_are_not_asked() -> None:
    assert plans(sheet([HOUSE], [("主出入口", 18, -1)])).recognise(entrances) == ()
