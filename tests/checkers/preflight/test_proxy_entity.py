from __future__ import annotations

from checkers.preflight.proxy_entity import proxy_entity
from tests.checkers.drawn import findings, not_shown, plans, sheet


def verdict_of(*hidden: tuple[str, str, int], **fields: object) -> tuple[str, str]:
    drawn = sheet(not_displayed=[not_shown(*omission) for omission in hidden], **fields)
    [finding] = findings(proxy_entity, plans(drawn))
    return str(finding.verdict), finding.message.zh


def test_a_sheet_without_custom_objects_is_met() -> None:
    assert verdict_of()[0] == "met"


def test_custom_objects_are_broken_with_kind_and_number() -> None:
    verdict, message = verdict_of(("proxy", "TCH_WALL", 12), ("proxy", "TCH_OPENING", 3))
    assert verdict == "broken"
    assert "15" in message
    assert "TCH_WALL" in message


def test_on_the_edge_one_object_is_one_too_many() -> None:
    assert verdict_of(("proxy", "TCH_TEXT", 1))[0] == "broken"


def test_missing_fonts_and_pictures_are_not_looked_at() -> None:
    assert verdict_of(("font", "hztxt.shx", 40), ("image", "logo.png", 1))[0] == "met"


def test_a_pdf_page_cannot_hold_any_and_is_not_looked_at() -> None:
    assert findings(proxy_entity, plans(sheet(format="pdf"))) == []


def test_a_sheet_that_misses_something_else_is_doubtful() -> None:
    [finding] = findings(proxy_entity, plans(sheet(not_displayed=[not_shown("xref", "base.dwg")])))
    assert finding.verdict == "doubtful"
