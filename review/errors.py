"""What the review refuses, and why.

ReviewError             anything refused, with thing, reason and remedy in both languages
├── Refused             an upload or an entry that cannot be taken as it is
├── NotAllowed          this person may not do this
├── NotThere            nothing of this name, or nothing this person may know of
├── WrongMove           the case is not in a state that allows the move
├── Unready             something must come first: reading, an opinion, a decision
├── WrongSignIn         name and password do not belong together
├── TooManyAttempts     too many wrong passwords; wait
└── WrongSetting        a setting that cannot be used
"""

from __future__ import annotations

from checkers.errors import Words


class ReviewError(Exception):
    """A refusal that names the thing, the reason and the remedy in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


class Refused(ReviewError):
    """An upload or an entry that cannot be taken as it is."""


class NotAllowed(ReviewError):
    """This person may not do this."""


class NotThere(ReviewError):
    """Nothing of this name, or nothing this person may know of."""


class WrongMove(ReviewError):
    """The case is not in a state that allows the move."""


class Unready(ReviewError):
    """Something else must come first."""


class WrongSignIn(ReviewError):
    """Name and password do not belong together."""


class TooManyAttempts(ReviewError):
    """Too many wrong passwords in a short time."""


class WrongSetting(ReviewError):
    """A setting that cannot be used."""
