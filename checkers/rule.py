"""How a rule is written: one function, one name, no number.

Vocabulary
----------
rule   a generator of findings, registered under its public name ``discipline/name``
law    the clause in force on the filing day, as the rule sees it: limits, numbers and tables
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checkers.errors import BrokenClauses, Words
from checkers.finding import UNSURE, Comparison, Finding, Limit, Measurement, Verdict

if TYPE_CHECKING:
    from checkers.clauses import Clause
    from checkers.features.base import Feature
    from checkers.features.plans import Plans

Measure = Callable[["Plans", "Law"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule."""

    id: str
    """public name, such as ``civil-defense/unit-area``"""
    measure: Measure

    @property
    def discipline(self) -> str:
        """The part of the id before the slash."""
        return self.id.partition("/")[0]

    @property
    def page(self) -> str:
        """The docstring of the rule: its page, in English."""
        return (self.measure.__doc__ or "").strip()


def rule(identity: str) -> Callable[[Measure], Rule]:
    """Register a function as the rule of this public name; the module then holds a ``Rule``."""

    def register(measure: Measure) -> Rule:
        return Rule(identity, measure)

    return register


@dataclass(frozen=True, slots=True)
class Law:
    """The clause in force on the filing day, asked by name for what it demands."""

    clause: Clause

    def at_least(self, name: str) -> Limit:
        """The named limit as a lower bound."""
        return self._limit(name, Comparison.AT_LEAST)

    def at_most(self, name: str) -> Limit:
        """The named limit as an upper bound."""
        return self._limit(name, Comparison.AT_MOST)

    def exactly(self, name: str) -> Limit:
        """The named limit as the value to be met."""
        return self._limit(name, Comparison.EQUAL)

    def limit(self, value: float, comparison: Comparison, *, unit: str, zh: str, en: str) -> Limit:
        """A limit whose value was looked up in a table of this clause or in the facts of the case."""
        return Limit(self.clause.rule, self.clause.severity, Words(zh, en), value, comparison, unit)

    def number(self, name: str) -> float:
        """A number of the clause that is a parameter of measuring, not a limit."""
        return float(self._entry(name)["value"])

    def table(self, name: str) -> Any:  # noqa: ANN401
        """A table or list of the clause, as TOML gives it."""
        return self._raw(name)

    def holds(self, thing: Feature, *, met: bool, message: Words, along: Any = None) -> Finding:  # noqa: ANN401
        """A finding that compares no number: something is present or absent, right or wrong.

        Doubtful, and saying so, where the thing was only weakly recognised.
        """
        if thing.sure:
            return self._said(thing, Verdict.MET if met else Verdict.BROKEN, message, along)
        weak = Words(f"{message.zh}（{UNSURE.zh}）", f"{message.en} ({UNSURE.en})")
        return self._said(thing, Verdict.DOUBTFUL, weak, along)

    def doubts(self, thing: Feature, message: Words, along: Any = None) -> Finding:  # noqa: ANN401
        """A finding that says why the thing could not be judged."""
        return self._said(thing, Verdict.DOUBTFUL, message, along)

    def _said(self, thing: Feature, verdict: Verdict, message: Words, along: Any) -> Finding:  # noqa: ANN401
        return Finding(
            rule=self.clause.rule,
            verdict=verdict,
            severity=self.clause.severity,
            subject=thing.subject,
            sheet=thing.sheet,
            message=message,
            where=thing.where,
            along=along,
            handles=thing.handles,
            how=thing.how,
        )

    def _raw(self, name: str) -> Any:  # noqa: ANN401
        try:
            return self.clause.limits[name]
        except KeyError:
            rule_id, article = self.clause.rule, self.clause.article
            raise BrokenClauses(
                f"条文数据 {rule_id}（{article}）缺少 {name}，请在 clauses.toml 中补充",
                f"clause data of {rule_id} ({article}) lacks {name}; add it to clauses.toml",
            ) from None

    def _entry(self, name: str) -> dict[str, Any]:
        entry = self._raw(name)
        return entry if isinstance(entry, dict) else {"value": entry}

    def _limit(self, name: str, comparison: Comparison) -> Limit:
        entry = self._entry(name)
        return self.limit(
            float(entry["value"]),
            comparison,
            unit=str(entry.get("unit", "m")),
            zh=str(entry.get("zh", name)),
            en=str(entry.get("en", name.replace("_", " "))),
        )


__all__ = ["Finding", "Law", "Limit", "Measure", "Measurement", "Rule", "Words", "rule"]
