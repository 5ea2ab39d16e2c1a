from __future__ import annotations

import pytest

from checkers.drawing.model import NotDisplayed, Omission
from checkers.preflight.missing_xref import missing_xref
from tests.checkers.drawn import findings, not_shown, plans, sheet


def test_a_sheet_that_misses_nothing_is_met() -> None:
    [finding] = findings(missing_xref, plans(sheet()))
    assert finding.verdict == "met"


@pytest.mark.parametrize("kind", ["xref", "image", "font"])
def test_a_missing_reference_picture_or_font_is_broken_and_named(kind: str) -> None:
    [finding] = findings(missing_xref, plans(sheet(not_displayed=[not_shown(kind, "base.dwg", 2)])))
    assert finding.verdict == "broken"
    assert "base.dwg ×2" in finding.message.zh
    assert "请分解后重新上传" in finding.message.zh


def test_the_places_are_shown_where_they_are_known() -> None:
    gone = NotDisplayed(Omission.XREF, "base.dwg", 1, "请绑定", "bind it", places=((3.0, 4.0),))
    [finding] = findings(missing_xref, plans(sheet(not_displayed=[gone])))
    assert finding.along.bounds == (3.0, 4.0, 3.0, 4.0)


def test_objects_of_other_programs_are_another_rules() -> None:
    [finding] = findings(missing_xref, plans(sheet(not_displayed=[not_shown("proxy", "TCH_WALL")])))
    assert finding.verdict == "met"


def test_no_sheet_is_not_looked_at() -> None:
    assert findings(missing_xref, plans()) == []


def test_an_underlay_alone_is_doubtful_for_none_is_ever_shown() -> None:
    [finding] = findings(missing_xref, plans(sheet(not_displayed=[not_shown("xref", "底图.PDF")])))
    assert finding.verdict == "doubtful"
