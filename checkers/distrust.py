"""Take the green away from what is badly drawn, whatever rule looked at it (docs/decisions, *bad input*).

Vocabulary
----------
contradicted  a fact that the drawings say otherwise: only preflight sees it
suspect       a thing drawn twice, named like another, beside a line without length, or sized otherwise by a dimension
torn          an outline that is open or crosses itself: a thing that a rule would look at, were it closed, is doubtful
true size     whether lengths on a sheet are surely those of the building

What is broken stays broken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from math import isclose
from typing import TYPE_CHECKING

from checkers.errors import Words
from checkers.facts import Facts
from checkers.features.mended import around, mended, torn
from checkers.features.plans import Plans
from checkers.features.stated import as_believed
from checkers.features.suspect import suspects
from checkers.features.true_size import OF_SIZE, of_paper, of_unsure_unit
from checkers.finding import LENGTH_PRECISION, Finding, Verdict

if TYPE_CHECKING:
    from checkers.drawing.model import DrawingSet
    from checkers.rule import Law, Rule

PREFLIGHT = "preflight"
"""the discipline that looks at the drawing itself"""

NEAR = 1.0
"""metres from a torn outline within which a finding that is not met speaks of it already"""


def seen_by(rule: Rule, plans: Plans) -> Plans:
    """The set as the rule sees it: only preflight sees facts that the drawings contradict."""
    if rule.discipline == PREFLIGHT:
        return plans
    try:
        return plans.recognise(as_believed)
    except Exception:  # noqa: BLE001 - facts that nobody could compare with the drawings are not believed
        return plans.recognise(_nothing_believed)


def _nothing_believed(plans: Plans) -> Plans:
    return Plans(plans.drawings, Facts())


def beside_torn(rule: Rule, plans: Plans, law: Law, found: list[Finding]) -> list[Finding]:
    """The findings, with what outlines that are open or cross themselves kept from the rule.

    The rule is asked again on the set with these outlines closed. A thing it only finds there is doubtful here, and so
    is what is met here and measured otherwise there. No verdict of that second asking is ever reported.
    """
    if rule.discipline == PREFLIGHT:
        return found
    try:
        closed = plans.recognise(mended)
    except Exception:  # noqa: BLE001 - what could not be looked at is not green
        reason = Words("图面质量未能核查", "the quality of the drawing could not be checked")
        return [_doubted(one, reason) if one.verdict is Verdict.MET else one for one in found]
    if closed is None:
        return found
    there: list[Finding] = []
    with suppress(Exception):  # only asked, never reported; what was found before a failure counts
        for finding in rule.measure(seen_by(rule, closed), law):
            there.append(finding)  # noqa: PERF402 - a list would lose those before a failure
    same: dict[tuple[object, ...], list[Finding]] = {}
    for one in there:
        same.setdefault(_thing(one), []).append(one)
    kept = [_unless_torn(one, same.get(_thing(one), [])) for one in found] if there else found
    return [*kept, *_lost(plans, law, found, there)]


def _thing(finding: Finding) -> tuple[object, ...]:
    return finding.sheet, finding.subject, finding.handles


def _unless_torn(finding: Finding, same: Collection[Finding]) -> Finding:
    """The finding, doubtful where it is met and ``same``, what is found of its thing with all outlines closed, differs."""
    alike = [
        one
        for one in same
        if one.verdict is Verdict.MET
        and one.required == finding.required
        and isclose(one.measured or 0.0, finding.measured or 0.0, rel_tol=0.0, abs_tol=LENGTH_PRECISION)
    ]
    if finding.verdict is not Verdict.MET or alike:
        return finding
    reason = Words(
        "图中有未闭合或自相交的轮廓，闭合后结果不同", "an outline that is open or crosses itself would change this"
    )
    return _doubted(finding, reason)


def _lost(plans: Plans, law: Law, found: list[Finding], there: Collection[Finding]) -> Iterator[Finding]:
    """What the rule would look at, were it closed, and says nothing of: one finding for each torn outline."""
    known = {_thing(finding) for finding in found}
    for bound in plans.recognise(torn):
        if any(
            one.sheet == bound.sheet and one.verdict is not Verdict.MET and one.where.dwithin(bound.where, NEAR)
            for one in found
        ):
            continue
        outline = around(bound)
        if any(
            one.sheet == bound.sheet and _thing(one) not in known and one.where.intersects(outline) for one in there
        ):
            message = Words(
                f"{bound.subject}：线未闭合或自相交，无法量取，请闭合后重新提交",
                f"{bound.subject}: the line is open or crosses itself, so nothing can be measured. Close it",
            )
            yield law.doubts(bound, message)


def not_suspect(finding: Finding, rule: Rule, plans: Plans) -> Finding:
    """The finding, doubtful where it was met on what is badly drawn; preflight says the same of the drawing itself."""
    if finding.verdict is not Verdict.MET or rule.discipline == PREFLIGHT:
        return finding
    try:
        sheet = next((each for each in plans.sheets if each.id == finding.sheet), None)
        reason = plans.recognise(suspects).doubt(finding, sheet)
    except Exception:  # noqa: BLE001 - what could not be looked at is not green
        reason = Words("图面质量未能核查", "the quality of the drawing could not be checked")
    return finding if reason is None else _doubted(finding, reason)


def of_true_size(finding: Finding, drawings: DrawingSet) -> Finding:
    """The finding, doubtful where the sheet's sizes are not surely those of the building.

    On paper without a scale no size is right; in a unit that nothing tells at least nothing is met.
    """
    if finding.unit not in OF_SIZE or finding.verdict is Verdict.DOUBTFUL:
        return finding
    sheet = next((each for each in drawings.sheets if each.id == finding.sheet), None)
    if sheet is None:
        return finding
    reason = of_paper(sheet)
    if reason is None and finding.verdict is Verdict.MET:
        reason = of_unsure_unit(sheet, drawings)
    return finding if reason is None else _doubted(finding, reason)


def _doubted(finding: Finding, reason: Words) -> Finding:
    message = Words(f"{finding.message.zh}；存疑：{reason.zh}", f"{finding.message.en}; doubtful: {reason.en}")
    return replace(finding, verdict=Verdict.DOUBTFUL, message=message)
