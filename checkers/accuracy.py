"""How often the rules are wrong: hold what they find against what people expected of judged drawings.

Vocabulary
----------
judged folder  one case: drawings, ``facts.yaml``, and expectations set by a person; a subfolder is a case of its own
expectation    ``RULE VERDICT`` written on layer ``EXPECT``, its place in the thing judged; or, without a place, a
               line of ``expect.yaml`` (``set``: a verdict of the set; ``not_run``: why a rule should not run)
answer         a finding of the expectation's rule on its sheet, within ``REACH`` of its place
right          an answer says what was expected
false alarm    a finding says broken where nobody expected it
miss           broken was expected, and nothing was found there at all
wrong met      broken or doubtful was expected and everything found there is met: the worst there is
doubtful       an answer is doubtful where something else was expected
unlooked       met or doubtful was expected, and nothing was found there at all
unexpected     something met or doubtful was found where nobody expected anything: shown, not counted
precision      share of the findings that say broken which are expected to
recall         share of the expectations of broken that are found broken

Shape and meaning of a judged folder are a promise to others (``docs/contracts``); anybody may bring one.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

from shapely import Point

from checkers.catalogue import rules
from checkers.drawing.model import DrawingSet
from checkers.engine import Report, measure
from checkers.errors import CheckerError
from checkers.facts import Facts
from checkers.finding import Finding, Verdict
from checkers.stated_facts import facts_from

if TYPE_CHECKING:
    from checkers.engine import Account

REACH = 1.0
"""metres from a finding within which an expectation is meant for it"""

DRAWINGS = frozenset({".dxf", ".dwg", ".pdf"})
EXPECTATIONS = "expect.yaml"
FACTS = "facts.yaml"
RULES = frozenset(rule.id for rule in rules())


class WrongExpectation(CheckerError):
    """A judged folder says something that is no expectation."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a person expects of one rule at one place; without sheet and place of the whole set."""

    rule: str
    verdict: Verdict
    sheet: str = ""
    place: Point | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged folder, measured."""

    name: str
    report: Report
    expectations: tuple[Expectation, ...]
    not_run: Mapping[str, str]

    def answers(self, expectation: Expectation) -> list[Finding]:
        """The findings that the expectation is about."""
        of_rule = (finding for finding in self.report.findings if finding.rule == expectation.rule)
        if expectation.place is None:
            return list(of_rule)
        place = expectation.place
        return [
            finding for finding in of_rule if finding.sheet == expectation.sheet and finding.where.dwithin(place, REACH)
        ]


@dataclass(slots=True)
class Tally:
    """How one rule did over all judged folders."""

    rule: str
    expected: int = 0
    expected_broken: int = 0
    right: int = 0
    right_broken: int = 0
    false_alarm: int = 0
    alarms: int = 0
    """findings that say broken, expected or not"""
    miss: int = 0
    wrong_met: int = 0
    doubtful: int = 0
    unlooked: int = 0
    unexpected: int = 0
    wrong: list[str] = field(default_factory=list)
    """each thing that is not right, in words"""

    @property
    def precision(self) -> float | None:
        """Share of the alarms that are expected; None without alarms."""
        return None if not self.alarms else (self.alarms - self.false_alarm) / self.alarms

    @property
    def recall(self) -> float | None:
        """Share of what was expected broken that was found broken; None when nothing was."""
        return None if not self.expected_broken else self.right_broken / self.expected_broken

    @property
    def agreement(self) -> float | None:
        """Share of all expectations that are right; None without any."""
        return None if not self.expected else self.right / self.expected


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that is accepted (``accuracy.toml``)."""

    precision: float
    recall: float
    each_rule: float
    wrong_met: int

    def below(self, tallies: Iterable[Tally]) -> list[str]:
        """What does not reach the floor: names of rules, ``precision``, ``recall``, ``wrong met``."""
        rows = list(tallies)
        whole = total(rows)
        short = [
            name
            for name, value, least in (
                ("precision", whole.precision, self.precision),
                ("recall", whole.recall, self.recall),
            )
            if value is not None and value < least
        ]
        if whole.wrong_met > self.wrong_met:
            short.append("wrong met")
        for row in rows:
            shares = [share for share in (row.precision, row.recall, row.agreement) if share is not None]
            if shares and min(shares) < self.each_rule:
                short.append(row.rule)
        return short


def floor() -> Floor:
    """The recorded floor."""
    with (Path(__file__).parent / "accuracy.toml").open("rb") as stream:
        return Floor(**tomllib.load(stream)["floor"])


def folders(home: Path) -> list[Path]:
    """Every judged folder at or below this one, by path."""
    held = {file.parent for file in home.rglob(FACTS)} | {file.parent for file in home.rglob(EXPECTATIONS)}
    return sorted(folder for folder in held if any(_drawings(folder)))


def tallied(home: Path, *, jobs: int | None = None) -> list[Tally]:
    """One tally for each rule, over all judged folders at or below this one, in the order of the catalogue.

    Folders are measured in ``jobs`` processes (as many as there are processors when not said). CheckerError when a
    folder cannot be read.
    """
    counted = {rule.id: Tally(rule.id) for rule in rules()}
    every = folders(home)
    workers = max(1, min(jobs or os.cpu_count() or 1, len(every)))
    if workers == 1:
        parts: Iterable[list[Tally]] = map(tallies_of, every)
        return _summed(counted, parts)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return _summed(counted, pool.map(tallies_of, every))


def _summed(counted: dict[str, Tally], parts: Iterable[list[Tally]]) -> list[Tally]:
    for part in parts:
        for tally in part:
            _add(counted[tally.rule], tally)
    return list(counted.values())


def _add(one: Tally, other: Tally) -> None:
    for each in fields(Tally):
        if each.name != "rule":
            setattr(one, each.name, getattr(one, each.name) + getattr(other, each.name))


def total(tallies: Iterable[Tally]) -> Tally:
    """All rules in one tally."""
    whole = Tally("")
    for tally in tallies:
        _add(whole, tally)
    return whole


def tallies_of(folder: Path) -> list[Tally]:
    """The tallies of one folder: read in limited children, measured, held against its expectations."""
    return list(tally(judged(folder)))


def judged(folder: Path) -> Judged:
    """Read and measure one judged folder."""
    import yaml

    facts = facts_from(folder / FACTS) if (folder / FACTS).is_file() else Facts()
    drawings = DrawingSet.joined([_read(file) for file in _drawings(folder)])
    said = folder / EXPECTATIONS
    whole = (yaml.safe_load(said.read_text(encoding="utf-8")) if said.is_file() else None) or {}
    of_set = [_expectation(f"{rule} {verdict}", folder.name) for rule, verdict in (whole.get("set") or {}).items()]
    return Judged(
        name=f"{folder.parent.name}/{folder.name}",
        report=measure(drawings, facts),
        expectations=(*expectations_on(drawings), *of_set),
        not_run=whole.get("not_run") or {},
    )


def _drawings(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in DRAWINGS)


def _read(file: Path) -> DrawingSet:
    from checkers.drawing.isolate import read_isolated

    with tempfile.TemporaryDirectory(prefix="joint-review-", ignore_cleanup_errors=True) as made:
        return read_isolated(file, file.name, Path(made), plotted=False).drawing


def expectations_on(drawings: DrawingSet) -> tuple[Expectation, ...]:
    """Every line of every text on a layer named EXPECT; WrongExpectation for one that is none."""
    found = []
    for sheet in drawings.sheets:
        expected = sheet.layers_meaning("EXPECT")
        for text in sheet.texts:
            if expected[text.layer]:
                for line in text.content.replace("\\P", "\n").splitlines():
                    plain = _expectation(line, sheet.file)
                    found.append(Expectation(plain.rule, plain.verdict, sheet.id, Point(text.x, text.y)))
    return tuple(found)


def _expectation(line: str, where: str) -> Expectation:
    rule, _, verdict = line.strip().partition(" ")
    if rule not in RULES or verdict.strip() not in set(Verdict):
        raise WrongExpectation(
            f"{where}：“{line}”不是期望，请写成 fire/climb-size broken 的形式（met、broken 或 doubtful）",
            f"{where}: {line!r} is no expectation; write it as fire/climb-size broken (met, broken or doubtful)",
        )
    return Expectation(rule, Verdict(verdict.strip()))


def tally(case: Judged) -> Iterator[Tally]:
    """One tally for each rule that somebody expected something of, or that found something."""
    rows: dict[str, Tally] = {}

    def row(rule: str) -> Tally:
        return rows.setdefault(rule, Tally(rule))

    answers = [case.answers(expectation) for expectation in case.expectations]
    answered = {id(finding) for found in answers for finding in found}
    excused = {
        id(finding)
        for expectation, found in zip(case.expectations, answers, strict=True)
        if expectation.verdict is Verdict.BROKEN
        for finding in found
    }
    for expectation, found in zip(case.expectations, answers, strict=True):
        alarmed = any(one.verdict is Verdict.BROKEN and id(one) not in excused for one in found)
        _count(row(expectation.rule), expectation, found, case.name, alarmed=alarmed)
    for finding in case.report.findings:
        if finding.verdict is Verdict.BROKEN:
            row(finding.rule).alarms += 1
            if id(finding) not in excused:
                row(finding.rule).false_alarm += 1
                row(finding.rule).wrong.append(f"{case.name}: false alarm: {finding.message.en}")
        elif id(finding) not in answered:
            row(finding.rule).unexpected += 1
    reasons = {account.rule: account for account in case.report.accounts}
    for rule, why in case.not_run.items():
        if rule not in RULES:
            raise WrongExpectation(f"{case.name}：没有规则 {rule}", f"{case.name}: there is no rule {rule}")
        _count_not_run(row(rule), reasons[rule], why, case.name)
    yield from rows.values()


def _count(row: Tally, expectation: Expectation, answers: list[Finding], name: str, *, alarmed: bool) -> None:
    """Count one expectation; ``alarmed``: something found there is called broken, and nobody expected that."""
    said = Counter(finding.verdict for finding in answers)
    broken = expectation.verdict is Verdict.BROKEN
    row.expected += 1
    row.expected_broken += broken
    if said[expectation.verdict] and not alarmed:
        row.right += 1
        row.right_broken += broken
        return
    what = "unlooked"
    if not answers:
        what = "miss" if broken else "unlooked"
    elif said[Verdict.DOUBTFUL]:
        what = "doubtful"
    elif expectation.verdict is not Verdict.MET and not said[Verdict.BROKEN]:
        what = "wrong_met"
    else:
        what = ""  # broken where met or doubtful was expected: a false alarm, counted with the findings
    if what:
        setattr(row, what, getattr(row, what) + 1)
    place = "" if expectation.place is None else f" at {expectation.place.x:.2f}, {expectation.place.y:.2f}"
    found = ", ".join(str(verdict) for verdict in said) or "nothing"
    row.wrong.append(f"{name}: {expectation.verdict} expected{place}, found {found}")


def _count_not_run(row: Tally, account: Account, why: str, name: str) -> None:
    row.expected += 1
    if account.why_not is not None and account.why_not.startswith(why):
        row.right += 1
        return
    row.wrong.append(f"{name}: should not run ({why}), but: {account.why_not or f'looked at {account.looked_at}'}")
    if account.ran and account.met == account.looked_at:
        row.wrong_met += 1
    else:
        row.unlooked += 1
