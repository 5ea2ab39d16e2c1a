from __future__ import annotations

from typing import Any

import pytest

from checkers.preflight.scale import scale
from tests.checkers.drawn import findings, plans, sheet


def finding_of(said: str, drawn: float | None = 100.0, **fields: object) -> Any:
    [finding] = findings(scale, plans(sheet(title_block={"比例": said}, scale=drawn, **fields)))
    return finding


@pytest.mark.parametrize("said", ["1:100", "1：100", " 1 : 100 ", "A1 1:100"])
def test_a_listed_ratio_that_is_drawn_is_met(said: Any) -> None:
    assert finding_of(said).verdict == "met"


def test_a_ratio_that_is_not_listed_is_broken() -> None:
    assert finding_of("1:175", 175.0).verdict == "broken"


def test_a_ratio_other_than_the_one_drawn_is_broken_with_both_named() -> None:
    finding = finding_of("1:50")
    assert finding.verdict == "broken"
    assert (finding.measured, finding.required) == (100.0, 50.0)


def test_on_the_edge_one_per_cent_is_the_tolerance_of_the_frame() -> None:
    assert finding_of("1:100", 101.0).verdict == "met"
    assert finding_of("1:100", 101.1).verdict == "broken"


def test_no_sheet_is_not_looked_at() -> None:
    assert findings(scale, plans()) == []


@pytest.mark.parametrize("said", ["", "见图", "1:100 1:50"])
def test_a_sheet_without_a_single_ratio_is_doubtful(said: Any) -> None:
    assert finding_of(said).verdict == "doubtful"


def test_a_sheet_of_unknown_drawn_scale_is_doubtful() -> None:
    assert finding_of("1:100", None).verdict == "doubtful"


def test_of_a_pdf_page_only_the_stated_ratio_is_looked_at() -> None:
    assert finding_of("1:100", 100.0, format="pdf").verdict == "met"
    assert finding_of("1:175", 175.0, format="pdf").verdict == "broken"


def test_a_pdf_page_whose_drawn_scale_is_not_known_is_doubtful() -> None:
    # a contradiction between its texts and its dimensions leaves the reader without a scale
    assert finding_of("1:100", None, format="pdf").verdict == "doubtful"


def test_a_pdf_page_whose_dimensions_say_another_ratio_is_broken() -> None:
    finding = finding_of("1:100", 50.0, format="pdf")
    assert finding.verdict == "broken"
    assert (finding.measured, finding.required) == (50.0, 100.0)


def test_a_detail_has_a_scale_of_its_own_and_is_not_looked_at() -> None:
    detail = sheet(title_block={}, identity="0123456789ab-2", part_of="0123456789ab-1")
    assert findings(scale, plans(detail)) == []
