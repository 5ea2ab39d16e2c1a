"""Every rule with its clauses, limits and standing, for ``joint-review rules``.

Vocabulary
----------
standing   whether a person has compared the clause with the printed code: *verified* or *unverified*
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from checkers.catalogue import DISCIPLINES, rules
from checkers.clauses import statutes
from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checkers.clauses import Clause


def as_json() -> dict[str, Any]:
    """``joint-review/rules/1``: each rule with its page and its clauses, newest first."""
    law = statutes()
    return {
        "schema": "joint-review/rules/1",
        "clauses_sha256": law.sha256,
        "rules": [
            {
                "id": rule.id,
                "discipline": rule.discipline,
                "name": _words(law.of(rule.id)[0].name) if law.of(rule.id) else None,
                "page": rule.page,
                "clauses": [_clause(clause) for clause in law.of(rule.id)],
            }
            for rule in rules()
        ],
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _clause(clause: Clause) -> dict[str, Any]:
    return {
        "code": clause.code,
        "article": clause.article,
        "since": clause.since.isoformat(),
        "until": None if clause.until is None else clause.until.isoformat(),
        "place": clause.place,
        "severity": str(clause.severity),
        "verified": clause.compared,
        "text": _words(clause.text),
        "limits": clause.limits,
    }


def as_text(language: str = "zh") -> str:
    """The same for people, by discipline."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    law = statutes()
    for discipline, group in groupby(rules(), key=lambda rule: rule.discipline):
        yield DISCIPLINES[discipline].in_language(language)
        for rule in group:
            clauses = law.of(rule.id)
            yield f"  {rule.id} {clauses[0].name.in_language(language) if clauses else ''}".rstrip()
            for clause in clauses:
                yield f"    {_told(clause, language)}"


def _told(clause: Clause, language: str) -> str:
    days = f"{clause.since} – {clause.until or ''}".rstrip()
    article = "" if clause.article == "?" else f" {clause.article}"
    standing = Words("已核对", "verified") if clause.compared else Words("未核对", "unverified")
    text = clause.text.in_language(language)
    return f"{clause.code}{article} [{days}] {clause.severity} {standing.in_language(language)}：{text}"
