"""What can go wrong while drawings are read and measured.

CheckerError                 anything this package refuses, with thing, reason and remedy
├── CannotReadFile           a file is not a drawing, is damaged, is locked or is too large
├── LimitExceeded            the limited child ran out of memory, processor time or wall time
├── WrongFacts               the facts of the case do not fit their schema
├── BrokenClauses            a clauses.toml does not say what a rule needs
└── CouldNotRead             a rule misses something it must know; becomes an account, never a verdict
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in the two languages people read here."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The Chinese sentence for any ``zh…`` language, the English one otherwise."""
        return self.zh if language.lower().startswith("zh") else self.en


class CheckerError(Exception):
    """A refusal that names the thing, the reason and the remedy in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


class CannotReadFile(CheckerError):
    """The file cannot be read as the drawing it claims to be."""


class LimitExceeded(CheckerError):
    """Reading took more memory or time than one file may take."""


class WrongFacts(CheckerError):
    """The facts of the case do not fit their published schema."""


class BrokenClauses(CheckerError):
    """The clause data lacks or misstates what a rule asks of it."""


class CouldNotRead(CheckerError):
    """A rule misses something it must know, such as ``facts.place.latitude``.

    Raised by a rule as a whole; the engine turns it into ``could-not-read: …``.
    """

    def __init__(self, what: str, zh: str = "", en: str = "") -> None:
        super().__init__(zh or f"无法读取：{what}", en or f"could not read: {what}")
        self.what = what
