"""The law as dated data: which clause binds a rule on a given day and at a given place.

Vocabulary
----------
clause     one provision of a code as a rule needs it: number, days in force, sense, limits
article    the clause's number in its code; ``?`` until somebody has read it there
compared   whether a person has compared the entry with the printed code; until then *unverified*
amendment  ``clauses.<place>.toml`` beside ``clauses.toml``: what holds at one place only

Entries are chosen by the filing day of the case. A new edition is a second entry with its own days.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from checkers.errors import BrokenClauses, Words

HOME = Path(__file__).parent


class Severity(StrEnum):
    """How strictly a clause binds."""

    MANDATORY = "mandatory"
    GENERAL = "general"
    LOCAL = "local"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision as a rule needs it."""

    rule: str
    name: Words
    """the rule's name"""
    code: str
    article: str
    since: date
    until: date | None
    """last day in force; None while it holds"""
    text: Words
    """the sense of the clause, paraphrased"""
    severity: Severity
    compared: bool
    place: str = ""
    """empty for the whole country"""
    limits: Mapping[str, Any] = field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        """Whether the clause holds on this day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Statutes:
    """Every clause entry there is, and the hash of the files they stand in."""

    clauses: tuple[Clause, ...]
    sha256: str

    def in_force(self, rule: str, day: date, place: str = "") -> Clause | None:
        """The clause that binds the rule on the day; a local amendment goes before the national clause."""
        fitting = [
            clause
            for clause in self.clauses
            if clause.rule == rule and clause.in_force(day) and clause.place in {"", place}
        ]
        return max(fitting, key=lambda clause: (bool(clause.place), clause.since), default=None)

    def of(self, rule: str) -> tuple[Clause, ...]:
        """Every entry of the rule, newest first."""
        return tuple(sorted((c for c in self.clauses if c.rule == rule), key=lambda c: c.since, reverse=True))


@cache
def statutes(home: Path = HOME) -> Statutes:
    """Every ``clauses.toml`` and ``clauses.<place>.toml`` below the checkers, read once."""
    digest = hashlib.sha256()
    clauses: list[Clause] = []
    for file in sorted(home.glob("*/clauses*.toml")):
        content = file.read_bytes()
        digest.update(f"{file.parent.name}/{file.name}\0{len(content)}\0".encode() + content)
        place = file.name.removeprefix("clauses").removesuffix(".toml").strip(".")
        for entry in tomllib.loads(content.decode()).get("clause", []):
            clauses.append(_clause(entry, place, file))
    return Statutes(tuple(clauses), digest.hexdigest())


def _clause(entry: Mapping[str, Any], place: str, file: Path) -> Clause:
    try:
        return Clause(
            rule=entry["rule"],
            name=Words(**entry["name"]),
            code=entry["code"],
            article=str(entry["article"]),
            since=entry["since"],
            until=entry.get("until"),
            text=Words(**entry["text"]),
            severity=Severity(entry["severity"]),
            compared=bool(entry["compared"]),
            place=place,
            limits=entry.get("limits", {}),
        )
    except (KeyError, TypeError, ValueError) as error:
        where = f"{file.parent.name}/{file.name}: {entry.get('rule', '?')}"
        raise BrokenClauses(
            f"{where} 条文数据不完整（{error}），请按 docs/decisions 所述格式补全",
            f"{where}: the clause entry is not whole ({error}); complete it as the other entries are",
        ) from error
