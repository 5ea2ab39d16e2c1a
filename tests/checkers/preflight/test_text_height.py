from __future__ import annotations

from typing import Any

import pytest

from checkers.drawing.model import DrawingSet, SourceFile, Text
from checkers.features.plans import Plans
from checkers.preflight.text_height import text_height
from checkers.stated_facts import facts_of
from tests.checkers.drawn import findings, sheet


def found(*written: tuple[str, float], fonts: tuple[str, ...] = ("simfang.ttf",), **fields: Any) -> Any:
    """Texts with their heights in millimetres on paper, at 1:100."""
    texts = [Text(words, 5.0 + row, 5.0, height / 10, 0.0, 0, f"T{row}") for row, (words, height) in enumerate(written)]
    drawn = sheet([("TEXT", sheet_line())], texts, **fields)
    file = SourceFile("a.dxf", "0123456789ab" + "0" * 52, "dxf", "", "", "mm", "mm", "", substituted=fonts)
    return findings(text_height, Plans(DrawingSet((drawn,), (file,)), facts_of({})))


def sheet_line() -> Any:
    from shapely import LineString

    return LineString([(0, 0), (1, 0)])


def test_letters_that_are_tall_enough_are_met_both_kinds_apart() -> None:
    said = found(("公共走廊", 3.5), ("3600", 2.5))
    assert [(f.verdict, round(f.measured, 6)) for f in said] == [("met", 3.5), ("met", 2.5)]


def test_low_letters_are_broken_with_their_places() -> None:
    [finding] = found(("公共走廊", 2.5), ("楼梯间", 2.0), ("门厅", 5.0))
    assert finding.verdict == "broken"
    assert round(finding.measured, 6) == 2.0
    assert len(finding.along.geoms) == 2
    assert "2 处" in finding.message.zh


@pytest.mark.parametrize(
    ("fonts", "verdict"),
    [
        (("simfang.ttf",), "met"),
        (("gbcbig.shx", "gbenor.shx"), "broken"),
        (("txt", "simfang.ttf"), "doubtful"),
        ((), "doubtful"),
    ],
)
def test_on_the_edge_three_millimetres_are_enough_for_truetype_alone(fonts: tuple[str, ...], verdict: str) -> None:
    [finding] = found(("公共走廊", 3.0), fonts=fonts)
    assert finding.verdict == verdict


def test_a_hair_less_is_doubtful() -> None:
    assert found(("3600", 2.46))[0].verdict == "doubtful"
    assert found(("3600", 2.44))[0].verdict == "broken"


def test_codes_with_one_chinese_letter_are_no_chinese_writing_and_single_letters_are_marks() -> None:
    [finding] = found(("FM乙1221", 2.5), ("上", 1.0))
    assert finding.verdict == "met"


def test_low_letters_are_doubtful_where_the_title_block_states_another_scale() -> None:
    assert [f.verdict for f in found(("公共走廊", 2.0), title_block={"比例": "1:50"})] == ["doubtful"]
    assert [f.verdict for f in found(("公共走廊", 2.0), title_block={"比例": "1:100"})] == ["broken"]


def test_a_sheet_of_unknown_scale_is_doubtful() -> None:
    [finding] = found(("公共走廊", 3.5), scale=None)
    assert finding.verdict == "doubtful"


def test_a_sheet_without_letters_is_not_looked_at() -> None:
    assert found() == []
