"""Hold the engine's findings against what people wrote into the samples (contracts.md, "Judged drawings").

Vocabulary
----------
expectation   a rule and a verdict at a place of a sheet, or of the whole set
answer        a finding of the same rule whose place, widened by 1 m, holds the expectation's point
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from shapely import Point

from checkers.drawing.model import DrawingSet
from checkers.drawing.reader import read
from checkers.engine import measure
from checkers.finding import Finding, Verdict
from checkers.stated_facts import facts_from

REACH = 1.0
"""metres"""

DRAWINGS = {".dxf", ".dwg", ".pdf"}


@dataclass(frozen=True)
class Expectation:
    rule: str
    verdict: str
    sheet: str
    point: Point


@dataclass(frozen=True)
class Judged:
    drawings: DrawingSet
    expectations: tuple[Expectation, ...]
    findings: tuple[Finding, ...]
    whole: dict[str, Any]
    accounts: tuple[Any, ...]

    def answers(self, expectation: Expectation) -> list[Finding]:
        return [
            finding
            for finding in self.findings
            if finding.rule == expectation.rule
            and finding.sheet == expectation.sheet
            and finding.where.buffer(REACH).contains(expectation.point)
        ]

    def set_verdict(self, rule: str) -> str | None:
        return self.whole.get("set", {}).get(rule)

    def expected_broken(self, finding: Finding) -> bool:
        if self.set_verdict(finding.rule) == "broken":
            return True
        return any(
            expectation.verdict == "broken" and finding in self.answers(expectation)
            for expectation in self.expectations
        )

    def misses(self) -> list[str]:
        missing = [
            f"{expectation.rule} {expectation.verdict} at {expectation.point} on {self.number(expectation.sheet)}"
            for expectation in self.expectations
            if not any(answer.verdict == expectation.verdict for answer in self.answers(expectation))
        ]
        for rule, verdict in self.whole.get("set", {}).items():
            if not any(finding.rule == rule and finding.verdict == verdict for finding in self.findings):
                missing.append(f"{rule} {verdict} for the set")
        return missing

    def false_alarms(self) -> list[str]:
        return [
            f"{finding.rule} {finding.subject} on {self.number(finding.sheet)}: {finding.message.en}"
            for finding in self.findings
            if finding.verdict is Verdict.BROKEN and not self.expected_broken(finding)
        ]

    def wrong_met(self) -> list[str]:
        wrong = [
            f"{expectation.rule} at {expectation.point} on {self.number(expectation.sheet)}"
            for expectation in self.expectations
            if expectation.verdict == "broken"
            and (answers := self.answers(expectation))
            and all(answer.verdict is Verdict.MET for answer in answers)
        ]
        for rule, verdict in self.whole.get("set", {}).items():
            of_rule = {finding.verdict for finding in self.findings if finding.rule == rule}
            if verdict == "broken" and of_rule == {Verdict.MET}:
                wrong.append(f"{rule} for the set")
        return wrong

    def number(self, sheet: str) -> str:
        return self.drawings.sheet(sheet).number if sheet in {one.id for one in self.drawings.sheets} else sheet


def expectations_on(drawings: DrawingSet) -> tuple[Expectation, ...]:
    """Every line of every text on a layer named EXPECT."""
    found = []
    for sheet in drawings.sheets:
        for text in sheet.texts:
            if sheet.layers[text.layer].name.upper() == "EXPECT":
                for line in text.content.replace("\\P", "\n").splitlines():
                    rule, verdict = line.split()
                    found.append(Expectation(rule, verdict, sheet.id, Point(text.x, text.y)))
    return tuple(found)


def judged(folder: Path) -> Judged:
    """Read a folder of drawings and measure it."""
    files = sorted(file for file in folder.iterdir() if file.suffix in DRAWINGS)
    drawings = DrawingSet.joined([read(file).drawing for file in files])
    facts = facts_from(folder / "facts.yaml")
    report = measure(drawings, facts)
    whole = yaml.safe_load((folder / "expect.yaml").read_text(encoding="utf-8"))
    return Judged(drawings, expectations_on(drawings), tuple(report.findings), whole, tuple(report.accounts))
