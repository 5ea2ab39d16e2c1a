"""A blind draw that anybody can repeat.

Vocabulary
----------
seed      32 hexadecimal digits chosen by chance when the draw is made, and kept with it
lot       SHA-256 of the UTF-8 bytes of ``SEED:LOGIN``; the smallest lot wins

With nothing but a shell: ``printf %s "$seed:$login" | sha256sum`` for every candidate, and sort.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

SEED_BYTES = 16


@dataclass(frozen=True, slots=True)
class Lot:
    """What a candidate drew."""

    login: str
    sha256: str


def new_seed() -> str:
    """A seed nobody can foresee."""
    return secrets.token_hex(SEED_BYTES)


def lots(seed: str, candidates: Sequence[str]) -> list[Lot]:
    """The lots of the candidates, the winner's first; the order in which they are given does not matter.

    >>> [lot.login for lot in lots("00", ["li", "wang"])] == [lot.login for lot in lots("00", ["wang", "li"])]
    True
    """
    drawn = (Lot(login, hashlib.sha256(f"{seed}:{login}".encode()).hexdigest()) for login in set(candidates))
    return sorted(drawn, key=lambda lot: (lot.sha256, lot.login))
