from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.sheet_size import sheet_size
from tests.checkers.drawn import findings, plans, sheet


def verdict_of(size: tuple[float, float], **fields: object) -> str:
    [finding] = findings(sheet_size, plans(sheet(size_mm=size, **fields)))
    return str(finding.verdict)


@pytest.mark.parametrize("size", [(841, 594), (594, 841), (1189, 841), (2378, 841), (743, 420), (297, 210)])
def test_standard_and_lengthened_sizes_are_met_in_both_directions(size: Any) -> None:
    assert verdict_of(size) == "met"


@pytest.mark.parametrize("size", [(900, 600), (841, 700), (1000, 841), (630, 420)])
def test_other_sizes_and_lengthened_short_sides_are_broken(size: Any) -> None:
    assert verdict_of(size) == "broken"


def test_on_the_edge_two_millimetres_are_tolerated_and_more_are_not() -> None:
    assert verdict_of((843, 592)) == "met"
    assert verdict_of((843.1, 594)) == "broken"


def test_no_sheet_is_not_looked_at() -> None:
    assert findings(sheet_size, plans()) == []


def test_a_model_space_without_a_frame_is_doubtful() -> None:
    assert verdict_of((420, 297), frame="", scale=None) == "doubtful"


def test_a_pdf_page_has_a_size_of_its_own() -> None:
    assert verdict_of((500, 400), frame="", scale=None, where="page:1", format="pdf") == "broken"


def test_a_detail_is_part_of_its_sheets_paper_and_is_not_looked_at() -> None:
    detail = sheet(size_mm=(100.0, 80.0), frame="", identity="0123456789ab-2", part_of="0123456789ab-1")
    assert findings(sheet_size, plans(detail)) == []
