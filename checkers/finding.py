"""What a rule says about one thing it looked at.

Vocabulary
----------
verdict      met, broken, or doubtful (too close to tell, not measurable, or weakly recognised)
measurement  a value and the line or area it was taken along, so that it can be drawn and measured again
limit        a number of a clause with its comparison; the only place where values are compared
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from checkers.clauses import Severity
from checkers.errors import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from checkers.features.base import Feature

LENGTH_PRECISION = 0.001
"""metres: a vector drawing is drawn to the millimetre"""

NOISE = 1e-6
"""in the unit of the value: what computing with coordinates of many digits adds; no drawing states so little"""

AREA_PRECISION = 0.01
"""square metres: the last digit an area is written with"""

ARITHMETIC_NOISE = 1e-6
"""in the unit of the value: what binary sums of coordinates may add to 18 m drawn as exactly 18 m; not a tolerance
of drawing, which is a thousand times coarser"""


NOT_SAID = Words("", "")

UNSURE = Words("构件识别依据不足，请人工复核", "recognised on weak evidence, please check by eye")
"""why a weakly recognised thing is doubtful whatever was measured"""


class Verdict(StrEnum):
    """What a finding says of its thing."""

    MET = "met"
    BROKEN = "broken"
    DOUBTFUL = "doubtful"


class Comparison(StrEnum):
    """How a measured value is held against a limit."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "="


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured value, where it was taken, and how precise the drawing lets it be."""

    value: float
    along: BaseGeometry | None = None
    """model metres; the line or area the value was taken along"""
    precision: float = LENGTH_PRECISION
    """in the unit of the value"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at by one rule, with its verdict and evidence."""

    rule: str
    verdict: Verdict
    severity: Severity
    subject: str
    """the thing in the field's words, such as ``1# 与 2#``"""
    sheet: str
    message: Words
    where: BaseGeometry
    """model metres"""
    measured: float | None = None
    required: float | None = None
    comparison: Comparison | None = None
    unit: str = ""
    along: BaseGeometry | None = None
    handles: tuple[str, ...] = ()
    how: Words = NOT_SAID
    """how the thing was recognised"""


@dataclass(frozen=True, slots=True)
class Limit:
    """One number of a clause in force, able to judge."""

    rule: str
    severity: Severity
    quantity: Words
    """what is measured: 净宽 / clear width"""
    value: float
    comparison: Comparison
    unit: str

    def judge(self, thing: Feature, measured: Measurement, *, doubt: Words | None = None) -> Finding:
        """The finding for this thing.

        met when the comparison holds (beyond the noise of computing); doubtful when it fails by less than the drawing is precise, when
        the value is not finite, when the thing was only weakly recognised, or when ``doubt`` says why;
        broken otherwise. Nothing is rounded before it is compared.
        """
        verdict = self._verdict(measured)
        reason = doubt
        if reason is None and not thing.sure:
            reason = UNSURE
        if reason is not None:
            verdict = Verdict.DOUBTFUL
        return Finding(
            rule=self.rule,
            verdict=verdict,
            severity=self.severity,
            subject=thing.subject,
            sheet=thing.sheet,
            message=self._message(thing, measured, verdict, reason),
            where=thing.where,
            measured=measured.value if math.isfinite(measured.value) else None,
            required=self.value,
            comparison=self.comparison,
            unit=self.unit,
            along=measured.along,
            handles=thing.handles,
            how=thing.how,
        )

    def _verdict(self, measured: Measurement) -> Verdict:
        if not math.isfinite(measured.value):
            return Verdict.DOUBTFUL
        short = {
            Comparison.AT_LEAST: self.value - measured.value,
            Comparison.AT_MOST: measured.value - self.value,
            Comparison.EQUAL: abs(measured.value - self.value),
        }[self.comparison]
        if short <= ARITHMETIC_NOISE:
            return Verdict.MET
        return Verdict.DOUBTFUL if short < measured.precision - NOISE else Verdict.BROKEN

    def _message(self, thing: Feature, measured: Measurement, verdict: Verdict, reason: Words | None) -> Words:
        sign = {Comparison.AT_LEAST: "≥", Comparison.AT_MOST: "≤", Comparison.EQUAL: "="}[self.comparison]
        value, required = written(measured.value, self.unit), written(self.value, self.unit)
        word = {
            Verdict.MET: Words("符合", "met"),
            Verdict.BROKEN: Words("不符合", "broken"),
            Verdict.DOUBTFUL: Words("存疑", "doubtful"),
        }[verdict]
        zh = f"{thing.subject}：{self.quantity.zh}实测 {value}，要求 {sign} {required}，{word.zh}"
        en = f"{thing.subject}: {self.quantity.en} measured {value}, required {sign} {required}: {word.en}"
        if reason is not None:
            zh, en = f"{zh}（{reason.zh}）", f"{en} ({reason.en})"
        return Words(zh, en)


def worst(findings: Iterable[Finding]) -> Finding:
    """One finding for a thing judged on several quantities: the worst of them, saying all that is as bad.

    A thing is broken when any quantity is, doubtful when none is broken and any is doubtful, met otherwise.
    """
    order = (Verdict.BROKEN, Verdict.DOUBTFUL, Verdict.MET)
    ranked = sorted(findings, key=lambda finding: order.index(finding.verdict))
    as_bad = [finding for finding in ranked if finding.verdict is ranked[0].verdict]
    message = Words("；".join(f.message.zh for f in as_bad), "; ".join(f.message.en for f in as_bad))
    return replace(ranked[0], message=message)


def bracketed(
    strict: Limit,
    lax: Limit,
    thing: Feature,
    measured: Measurement,
    *,
    unknown: Words,
    favourable: Measurement | None = None,
) -> Finding:
    """The finding where facts nobody has stated leave the limit anywhere between two values.

    met when even the strict one is met, broken when not even the lax one is, else doubtful, naming what is unknown.
    ``favourable`` is the other end where the drawing leaves the size between two as well, and ``measured`` the worse.
    """
    finding = strict.judge(thing, measured)
    certain = not thing.sure or (strict.value == lax.value and favourable is None)
    if certain or finding.verdict is Verdict.MET:
        return finding
    at_most = lax.judge(thing, favourable or measured)
    return at_most if at_most.verdict is Verdict.BROKEN else strict.judge(thing, measured, doubt=unknown)


def remedied(finding: Finding, remedy: Words) -> Finding:
    """The finding, saying as well what its author does about it; one that is met needs nothing done."""
    if finding.verdict is Verdict.MET:
        return finding
    message = Words(f"{finding.message.zh}；{remedy.zh}", f"{finding.message.en}; {remedy.en}")
    return replace(finding, message=message)


def written(value: float, unit: str) -> str:
    """A value as people write it: three decimals at most, its unit behind; ``?`` when not finite."""
    if not math.isfinite(value):
        return "?"
    number = f"{value:.3f}".rstrip("0").rstrip(".")
    return f"{number} {unit}".strip()
