"""Chinese first, and English: which one a visit speaks, and the catalogues with its words.

Vocabulary
----------
catalogue   ``locale/<language>/LC_MESSAGES/messages.po``, compiled to ``.mo`` when the service is set up
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.support import NullTranslations, Translations

if TYPE_CHECKING:
    from fastapi import Request

    from storage.people import Person

LANGUAGES = {"zh": "中文", "en": "English"}
DEFAULT = "zh"
COOKIE = "language"
LOCALE = Path(__file__).parent / "locale"


def language_of(request: Request, person: Person | None = None) -> str:
    """The language chosen in this browser, else the person's, else Chinese."""
    for wanted in (request.cookies.get(COOKIE, ""), person.language if person else ""):
        if wanted in LANGUAGES:
            return wanted
    return DEFAULT


@cache
def translations(language: str) -> NullTranslations:
    """The words of a language; without a compiled catalogue the English ones."""
    return Translations.load(LOCALE, [language])
