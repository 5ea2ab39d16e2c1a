"""Answers to findings: a reviewer agrees, or overrules with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.annotations.drafts import speaking
from review.annotations.marks import locked_under_review
from review.errors import NotAllowed, NotThere, Refused
from review.wording import typed

if TYPE_CHECKING:
    from storage.cases import Case
    from storage.database import Unit
    from storage.findings import FindingRow
    from storage.people import Person

SHORTEST_REASON = 4
"""characters; an overruled finding must say why"""


def judge(unit: Unit, case: Case, finding: FindingRow, person: Person, *, agrees: bool, reason: str) -> None:
    """Record the judgement of a reviewer of the finding's discipline.

    Findings of preflight belong to every assigned reviewer. A later judgement replaces the earlier one;
    both stay in the timeline.
    """
    case = locked_under_review(unit, case)
    mine = speaking(unit, case, person)
    if not mine or (finding.discipline != "preflight" and finding.discipline not in mine):
        raise NotAllowed(
            "只有被指派到该专业的审查员可以处理这条结果", "Only the reviewer assigned to this discipline may judge this"
        )
    run = unit.findings.latest(case.id, case.round)
    if run is None or finding.run != run.id:
        raise NotThere(
            "这条结果已被新的机审取代，请刷新页面",
            "This finding was replaced when the set was measured again; reload the page",
        )
    words = typed(reason, "理由", "The reason")
    if not agrees and len(words) < SHORTEST_REASON:
        raise Refused("推翻机审结果须写明理由", "Overruling a finding needs a reason; write one")
    unit.findings.judge(finding.id, person.id, agrees=agrees, reason=words)
    unit.timeline.add(
        case.id,
        person.id,
        "finding_agreed" if agrees else "finding_overruled",
        {"finding": str(finding.id), "rule": finding.rule, "subject": finding.subject, "reason": words},
    )
