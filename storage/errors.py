"""What can go wrong while things are kept and fetched.

StorageError       anything this package refuses, with thing, reason and remedy
├── NotFound       nothing is kept under this id, number or hash
├── AlreadyThere   what may be there once is there already
├── Conflict       what is kept stands against the change asked for, or somebody else was quicker
├── NotWhole       kept bytes are no longer those that were put
└── Unreachable    the database, the folder or the bucket does not answer or does not let us in
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


class StorageError(Exception):
    """A refusal that names the thing, the reason and the remedy in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


class NotFound(StorageError):
    """Nothing is kept under this id, number or hash."""


class AlreadyThere(StorageError):
    """What may be there once is there already."""


class Conflict(StorageError):
    """What is kept stands against the change, or somebody else was quicker."""


class NotWhole(StorageError):
    """Kept bytes are no longer those that were put."""


class Unreachable(StorageError):
    """The database, the folder or the bucket does not answer or does not let us in."""
