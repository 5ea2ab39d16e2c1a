"""Measure in processes of their own: several rules at a time, and none that can hold up or bring down the rest.

Vocabulary
----------
bench    one process that holds the set and runs the rules it is given, one after another
share    the rules of one discipline: a bench works through a share, for its rules ask for the same features
limit    seconds one rule may take; a bench that is longer at a rule is stopped, the rule *could not check*, and the
         rest go on at a fresh bench

A set is handed over as a columns file, so that every bench checks what it loads. Benches are started afresh (not
forked): whoever measures may have threads.
"""

from __future__ import annotations

import multiprocessing
import resource
import tempfile
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from checkers.catalogue import rules_of
from checkers.clauses import statutes
from checkers.drawing import columns
from checkers.engine import NOT_CHECKED, Account, Report, filing_day, hidden_of, measure, not_run, run_rule
from checkers.features.plans import Plans
from checkers.rule import Rule

if TYPE_CHECKING:
    from datetime import date
    from multiprocessing.process import BaseProcess

    from checkers.drawing.model import DrawingSet
    from checkers.facts import Facts
    from checkers.finding import Finding

RULE_SECONDS = 300.0
"""that one rule may take; the longest of any real set took a few seconds"""

LOADING_SECONDS = 300.0
"""that a bench may take to start and to load the set"""

MEMORY = 8 * 1024**3
"""bytes of address space of one bench"""

READY = "ready"

LARGE = 50_000
"""entities from which a set is worth several benches, each of which must load it"""


def is_large(drawings: DrawingSet) -> bool:
    """Whether a set is worth several benches."""
    return sum(len(sheet.entities) for sheet in drawings.sheets) >= LARGE


def measured(
    drawings: DrawingSet,
    facts: Facts,
    *,
    jobs: int = 1,
    filed_on: date | None = None,
    disciplines: Collection[str] = (),
    seconds: Mapping[str, float] | None = None,
    unread: Collection[str] = (),
) -> Report:
    """Measure a set where its user waits for it: here while it is small, by ``jobs`` benches when it is large."""
    if jobs > 1 and is_large(drawings):
        return measure_apart(
            drawings,
            facts,
            jobs=jobs,
            filed_on=filed_on,
            disciplines=disciplines,
            seconds=seconds,
            unread=unread,
        )
    return measure(drawings, facts, filed_on=filed_on, disciplines=disciplines, seconds=seconds, unread=unread)


@dataclass(frozen=True, slots=True)
class _Order:
    """What every bench is told once."""

    file: Path
    facts: Facts
    day: date
    unseen: str


def measure_apart(
    drawings: DrawingSet,
    facts: Facts,
    *,
    jobs: int,
    filed_on: date | None = None,
    disciplines: Collection[str] = (),
    seconds: Mapping[str, float] | None = None,
    unread: Collection[str] = (),
    limit: float = RULE_SECONDS,
) -> Report:
    """The same report as ``checkers.engine.measure`` gives, measured by ``jobs`` benches.

    ``recognise`` and ``measure`` are seconds of all benches together divided by their number: what their user waited
    for. A rule that takes longer than ``limit`` seconds, or whose bench dies, is accounted as could not check.
    """
    day = filing_day(facts, filed_on)
    chosen = rules_of(disciplines)
    began = perf_counter()
    with tempfile.TemporaryDirectory(prefix="joint-review-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "set.columns"
        columns.dump(drawings, file)
        order = _Order(file, facts, day, hidden_of(drawings, unread))
        results, recognising = _worked(chosen, order, max(1, min(jobs, len(chosen))), limit)
    spent = perf_counter() - began
    waited = min(spent, recognising / max(1, jobs))
    return Report(
        drawings=drawings,
        filed_on=day,
        clauses_sha256=statutes().sha256,
        accounts=tuple(results[rule.id][0] for rule in chosen),
        findings=tuple(finding for rule in chosen for finding in results[rule.id][1]),
        seconds={"read": 0.0, **(seconds or {}), "recognise": waited, "measure": spent - waited},
    )


@dataclass(slots=True, eq=False)
class _Bench:
    """A running bench, what it is at, and since when."""

    process: BaseProcess
    pipe: Connection
    share: deque[Rule]
    rule: Rule | None = None
    since: float = 0.0
    recognised: float = 0.0
    loaded: bool = False

    def give(self) -> None:
        """The next rule of its share."""
        self.rule = self.share.popleft()
        self.since = perf_counter()
        self.pipe.send(self.rule.id)

    def stop(self) -> None:
        """End it, whatever it is at."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _worked(
    chosen: tuple[Rule, ...], order: _Order, jobs: int, limit: float
) -> tuple[dict[str, tuple[Account, list[Finding]]], float]:
    """Every rule's account and findings, and the seconds all benches spent recognising."""
    left = _shares(chosen)
    results: dict[str, tuple[Account, list[Finding]]] = {}
    recognising = 0.0
    benches = [_started(order, left.popleft()) for _ in range(min(jobs, len(left)))]
    try:
        while benches:
            for ready in wait([bench.pipe for bench in benches], timeout=_patience(benches, limit)):
                bench = next(each for each in benches if each.pipe is ready)
                try:
                    answer = bench.pipe.recv()
                except (EOFError, OSError):
                    _replace(benches, bench, order, results, "the process that measured it died")
                    continue
                if answer == READY:
                    bench.loaded = True
                else:
                    assert bench.rule is not None
                    account, found, recognised = answer
                    recognising += recognised - bench.recognised
                    bench.recognised = recognised
                    results[bench.rule.id] = account, found
                    bench.rule = None
                _next(benches, bench, left)
            for bench in list(benches):
                if perf_counter() - bench.since > (limit if bench.loaded else LOADING_SECONDS):
                    _replace(benches, bench, order, results, f"it took longer than {limit:g} s")
    finally:
        for bench in benches:
            bench.stop()
    for rule in chosen:
        if rule.id not in results:
            reason = NOT_CHECKED + "no process could load the set"
            results[rule.id] = not_run(rule, order.facts, order.day, reason), []
    return results, recognising


def _shares(chosen: tuple[Rule, ...]) -> deque[deque[Rule]]:
    """The rules by discipline, the largest share first."""
    by_discipline: dict[str, deque[Rule]] = {}
    for rule in chosen:
        by_discipline.setdefault(rule.discipline, deque()).append(rule)
    return deque(sorted(by_discipline.values(), key=len, reverse=True))


def _patience(benches: list[_Bench], limit: float) -> float:
    """Seconds until the first bench is over its limit."""
    now = perf_counter()
    return max(0.05, min((limit if each.loaded else LOADING_SECONDS) - (now - each.since) for each in benches))


def _next(benches: list[_Bench], bench: _Bench, left: deque[deque[Rule]]) -> None:
    """Give the bench its next rule: of its share, of a new one, or half of what another one still has."""
    if not bench.share and left:
        bench.share = left.popleft()
    if not bench.share:
        fullest = max(benches, key=lambda each: len(each.share))
        bench.share = deque(fullest.share.pop() for _ in range(len(fullest.share) // 2))
    if bench.share:
        bench.give()
    else:
        benches.remove(bench)
        bench.stop()


def _replace(
    benches: list[_Bench],
    bench: _Bench,
    order: _Order,
    results: dict[str, tuple[Account, list[Finding]]],
    why: str,
) -> None:
    """Account for the rule a lost bench was at, and let a fresh one go on with its share."""
    benches.remove(bench)
    bench.stop()
    if bench.rule is not None:
        results[bench.rule.id] = not_run(bench.rule, order.facts, order.day, NOT_CHECKED + why), []
    elif not bench.loaded:  # the set itself is too much: a fresh bench would fare no better
        return
    if bench.share:
        benches.append(_started(order, bench.share))


def _started(order: _Order, share: deque[Rule]) -> _Bench:
    context: Any = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, order), daemon=True)
    process.start()
    theirs.close()
    return _Bench(process, ours, share, since=perf_counter())


def _serve(pipe: Connection, order: _Order) -> None:
    """A bench's own life: load, then answer rule after rule until the pipe is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    plans = Plans(columns.load(order.file), order.facts)
    known = {rule.id: rule for rule in rules_of()}
    pipe.send(READY)
    while True:
        try:
            rule = known[pipe.recv()]
        except EOFError:
            return
        account, found = run_rule(rule, plans, statutes(), order.day, order.unseen)
        pipe.send((account, found, plans.seconds))
