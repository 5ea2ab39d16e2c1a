"""Every sentence of the pages stands in both languages, and nothing is translated that is said no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from review.case import MOVES
from review.people import DISCIPLINES, Role
from review.web import words
from review.web.languages import LANGUAGES, LOCALE, translations

WEB = LOCALE.parent


def extracted() -> set[str]:
    """The English sentence (the singular, where there are two) of everything the pages say."""
    with (WEB.parents[1] / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(WEB.parents[1], methods, options, directory_filter=lambda name: "review" in str(name))
    return {message if isinstance(message, str) else message[0] for _file, _line, message, _notes, _context in found}


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_sentence_is_translated(language: str) -> None:
    known = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue(language)
        if message.id and (message.string if isinstance(message.string, str) else all(message.string))
    }
    assert extracted() - known == set()
    assert known - extracted() == set()


def test_translations_keep_their_placeholders() -> None:
    for message in catalogue("zh"):
        if not message.id:
            continue
        said = message.id if isinstance(message.id, str) else message.id[0]
        given = message.string if isinstance(message.string, str) else message.string[0]
        assert sorted(re.findall(r"%\(\w+\)\w|{\w+}", said)) == sorted(re.findall(r"%\(\w+\)\w|{\w+}", given)), said


def test_catalogues_are_compiled() -> None:
    assert translations("zh").gettext("Sign in") == "登录"
    assert translations("en").gettext("Sign in") == "Sign in"


def test_no_page_says_chinese_or_english_by_itself() -> None:
    for template in (WEB / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"[\u4e00-\u9fff]", text), template.name


def test_every_role_discipline_and_move_has_its_word() -> None:
    assert set(words.ROLES) == set(Role)
    assert {move.name for move in MOVES} <= set(words.EVENTS)
    assert len(DISCIPLINES) == 7


def test_every_event_of_the_timeline_has_its_word() -> None:
    written = set()
    for file in (WEB.parent).rglob("*.py"):
        written |= set(re.findall(r'timeline\.add\(\s*[^,]+,\s*[^,]+,\s*"(\w+)"', file.read_text(encoding="utf-8")))
    assert "file_received" in written
    assert written <= set(words.EVENTS)


def test_every_short_answer_that_routes_give_has_its_sentence() -> None:
    given = set()
    for file in WEB.glob("*.py"):
        given |= set(re.findall(r'go\([^\n]*?, "([a-z-]+)"', file.read_text(encoding="utf-8")))
    assert given <= set(words.SAID)
    assert given, Path(__file__).name
