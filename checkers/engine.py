"""Run every rule that has a clause in force, and account for all of them.

Vocabulary
----------
account    what became of one rule: whether it ran, why not, how many things it looked at, met, broken, doubtful
coverage   how many of the rules ran, could not, or had nothing to look at
why not    ``no-clause-in-force``, ``nothing-to-look-at``, ``could-not-read: …`` or ``could-not-check: …``
unread     files of the set that could not be read at all

"Nothing of the kind in this set" is only said of a set that was read: where objects, references or whole files could
not be read, just such things may be among them, and a rule that found none *could not read*. The same holds for a rule
that looks at walls, where a plan names rooms and no wall of it was recognised. One rule's failure is never
another's, and never turns anything green: of a rule that fails on its way, what it found broken or doubtful stays, what
it found met does not. ``no-clause-in-force`` counts as *could not*: the
clause data may know no edition of that day, which does not mean that nothing binds.

What is badly drawn takes the green away: see ``distrust.py``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from checkers.catalogue import rules_of
from checkers.clauses import Clause, Statutes, statutes
from checkers.distrust import beside_torn, not_suspect, of_true_size, seen_by
from checkers.drawing.allocation import without_collector
from checkers.errors import CouldNotRead, Words
from checkers.features.plans import Plans
from checkers.features.unseen import hidden
from checkers.features.unwalled import without_walls
from checkers.features.walls import walls_on
from checkers.finding import Finding, Verdict
from checkers.rule import Law, Rule

if TYPE_CHECKING:
    from datetime import date

    from checkers.drawing.model import DrawingSet
    from checkers.facts import Facts

NO_CLAUSE = "no-clause-in-force"
NOTHING = "nothing-to-look-at"
NOT_READ = "could-not-read: "
NOT_CHECKED = "could-not-check: "
_SAME_PLACE = 3
"""digits of metres to which two places are one"""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one rule."""

    rule: str
    discipline: str
    name: Words
    clause: Clause | None
    """None when no clause is in force on the filing day"""
    ran: bool
    why_not: str | None
    looked_at: int
    met: int
    broken: int
    doubtful: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what was asked could be looked at; the last three add up to the first."""

    rules: int
    ran: int
    could_not: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that measuring one set came to."""

    drawings: DrawingSet
    filed_on: date
    clauses_sha256: str
    accounts: tuple[Account, ...]
    findings: tuple[Finding, ...]
    seconds: Mapping[str, float]
    """``read``, ``recognise``, ``measure``"""

    @property
    def coverage(self) -> Coverage:
        """Counted over the accounts."""
        ran = sum(account.ran for account in self.accounts)
        nothing = sum(account.why_not == NOTHING for account in self.accounts)
        total = len(self.accounts)
        return Coverage(rules=total, ran=ran, could_not=total - ran - nothing, not_applicable=nothing)

    @property
    def broken(self) -> bool:
        """Whether anything is broken."""
        return any(finding.verdict is Verdict.BROKEN for finding in self.findings)


def measure(
    drawings: DrawingSet,
    facts: Facts,
    *,
    filed_on: date | None = None,
    disciplines: Collection[str] = (),
    rules: Collection[Rule] | None = None,
    law: Statutes | None = None,
    seconds: Mapping[str, float] | None = None,
    unread: Collection[str] = (),
) -> Report:
    """Measure a set with the rules of these disciplines (all when none is named) under the law of the filing day.

    The filing day is the one given, else the one in the facts, else today. ``seconds`` are those already spent,
    such as ``read``; ``unread`` names the files of the set that could not be read. UnknownDiscipline for a discipline there is not.
    """
    law = statutes() if law is None else law
    day = filing_day(facts, filed_on)
    plans = Plans(drawings, facts)
    accounts: list[Account] = []
    findings: list[Finding] = []
    unseen = hidden_of(drawings, unread)
    began = perf_counter()
    for rule in rules_of(disciplines) if rules is None else rules:
        account, found = run_rule(rule, plans, law, day, unseen)
        accounts.append(account)
        findings.extend(found)
    spent = perf_counter() - began
    return Report(
        drawings=drawings,
        filed_on=day,
        clauses_sha256=law.sha256,
        accounts=tuple(accounts),
        findings=tuple(findings),
        seconds={"read": 0.0, **(seconds or {}), "recognise": plans.seconds, "measure": spent - plans.seconds},
    )


def filing_day(facts: Facts, filed_on: date | None = None) -> date:
    """The day whose law applies: the one given, else the one in the facts, else today."""
    return filed_on or facts.filed_on or datetime.now(tz=UTC).astimezone().date()


def hidden_of(drawings: DrawingSet, unread: Collection[str] = ()) -> str:
    """What rules cannot see of the set, in few words; empty when nothing is hidden."""
    return hidden(drawings.sheets, unread)


def run_rule(rule: Rule, plans: Plans, law: Statutes, day: date, unseen: str) -> tuple[Account, list[Finding]]:
    """Run one rule: what became of it, and its findings. ``unseen`` is what ``hidden_of`` says of the set."""
    began = perf_counter()
    clause = law.in_force(rule.id, day, plans.facts.place.city or "")
    found: list[Finding] = []
    why_not = None
    if clause is None:
        why_not = NO_CLAUSE
    else:
        seen = seen_by(rule, plans)
        # What a rule recognises is kept for the others: the collector would look through it in vain, again and again.
        with seen.noting() as asked, without_collector():
            try:
                for finding in rule.measure(seen, Law(clause)):
                    # what was found before a failure stays
                    found.append(not_suspect(of_true_size(finding, plans.drawings), rule, plans))
                if not found and walls_on in asked:
                    unseen = "、".join(filter(None, (unseen, without_walls(plans))))
            except CouldNotRead as error:
                why_not = NOT_READ + error.what
            except Exception as error:  # noqa: BLE001 - one rule's failure is never another's; it is named, not hidden
                why_not = f"{NOT_CHECKED}{type(error).__name__}: {error}"
        found = _once(beside_torn(rule, plans, Law(clause), found), plans.drawings)
        if why_not is not None:
            found = [finding for finding in found if finding.verdict is not Verdict.MET]
        elif not found:
            why_not = NOT_READ + unseen if unseen else NOTHING
    return _account(rule, law, clause, why_not, found, perf_counter() - began), found


def not_run(rule: Rule, facts: Facts, day: date, why_not: str) -> Account:
    """The account of a rule that could not be run at all."""
    law = statutes()
    return _account(rule, law, law.in_force(rule.id, day, facts.place.city or ""), why_not, [], 0.0)


def _account(
    rule: Rule, law: Statutes, clause: Clause | None, why_not: str | None, found: list[Finding], seconds: float
) -> Account:
    return Account(
        rule=rule.id,
        discipline=rule.discipline,
        name=_name(rule, clause, law),
        clause=clause,
        ran=why_not is None,
        why_not=why_not,
        looked_at=len(found),
        met=_count(found, Verdict.MET),
        broken=_count(found, Verdict.BROKEN),
        doubtful=_count(found, Verdict.DOUBTFUL),
        seconds=seconds,
    )


def _once(found: list[Finding], drawings: DrawingSet) -> list[Finding]:
    """The findings without those on a detail that repeat what is found of the same thing on another sheet of its file.

    A detail may show again, at another scale, what stands on its sheet: the same entities at the same place of the
    model. Where the two verdicts differ, both stay.
    """
    sheets = {sheet.id: sheet for sheet in drawings.sheets}
    parts = {sheet.id for sheet in drawings.sheets if sheet.part_of}
    if not any(finding.sheet in parts for finding in found):
        return found

    def thing(finding: Finding) -> tuple[object, ...]:
        place = tuple(round(edge, _SAME_PLACE) for edge in finding.where.bounds)
        return sheets[finding.sheet].file, finding.verdict, finding.handles, place

    known = {thing(finding) for finding in found if finding.sheet in sheets and finding.sheet not in parts}
    kept = []
    for finding in found:
        if finding.sheet in parts and finding.handles:
            if thing(finding) in known:
                continue
            known.add(thing(finding))
        kept.append(finding)
    return kept


def _name(rule: Rule, clause: Clause | None, law: Statutes) -> Words:
    """The name in the clause, in the newest one when none is in force, or the id of a rule without any."""
    newest = next(iter(law.of(rule.id)), None)
    named = clause or newest
    return named.name if named else Words(rule.id, rule.id)


def _count(found: Collection[Finding], verdict: Verdict) -> int:
    return sum(finding.verdict is verdict for finding in found)
