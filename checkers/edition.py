"""Which engine measured: the version of the program and the hash of everything that decides a verdict.

Vocabulary
----------
edition   ``0.1.0+3f9c2a7be41d``: two runs of one edition under one law measure the same drawings alike
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

HOME = Path(__file__).parent
LETTERS = 12
"""of the hash; more say no more to a reader"""


@cache
def edition() -> str:
    """The version, a plus, and the beginning of the SHA-256 over the code of the checkers and the meanings of layers.

    Clauses have a hash of their own.
    """
    digest = hashlib.sha256()
    for file in sorted([*HOME.rglob("*.py"), *HOME.glob("drawing/*.toml")]):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(HOME)}\0{len(content)}\0".encode() + content)
    return f"{version('joint-review')}+{digest.hexdigest()[:LETTERS]}"
