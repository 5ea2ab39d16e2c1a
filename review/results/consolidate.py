"""One result out of many opinions: pure, strict, and with a reason for every line.

Vocabulary
----------
conclusion   what one discipline says: pass, revise, reject, not-applicable
result       what the office says: pass, correct, reject
open         a mandatory broken finding or mark that nobody has overruled with a reason; silence leaves it open
overruled    a finding a reviewer disagreed with and said why

Pass only when every required discipline says pass or not-applicable and nothing mandatory is open;
reject when a discipline rejects; correct in between. Doubt and silence never help the applicant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from checkers.catalogue import DISCIPLINES
from checkers.clauses import Severity
from checkers.errors import Words
from checkers.finding import Verdict
from review.conclusion import CONCLUSIONS, RESULTS, Conclusion, Overall
from review.results.errors import NotDecidable


@dataclass(frozen=True, slots=True)
class DisciplineOpinion:
    """What one reviewer released for one discipline."""

    discipline: str
    conclusion: Conclusion
    reviewer: str
    """the reviewer's name"""
    text: str = ""


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding with the answer of a reviewer, if there is one."""

    number: str
    """how the letter names it, such as ``12``"""
    rule: str
    discipline: str
    verdict: Verdict
    severity: Severity
    subject: str
    sheet: str
    """number or title of the sheet"""
    agreed: bool | None = None
    """True: a reviewer agrees; False: overruled; None: nobody has judged it"""
    reason: str = ""
    reviewer: str = ""

    @property
    def overruled(self) -> bool:
        """Whether a reviewer disagreed and said why; without a reason the finding stays."""
        return self.agreed is False and bool(self.reason.strip())

    @property
    def stands(self) -> bool:
        """Whether the finding is broken and nobody overruled it."""
        return self.verdict == Verdict.BROKEN and not self.overruled


@dataclass(frozen=True, slots=True)
class OpenMark:
    """A place a reviewer marked and has not closed or withdrawn."""

    number: str
    discipline: str
    severity: Severity
    sheet: str
    comment: str
    reviewer: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of why the result is what it is."""

    words: Words
    discipline: str = ""
    against: bool = False
    """whether this line alone keeps the case from passing"""


@dataclass(frozen=True, slots=True)
class Result:
    """The one result, and its reasons line by line."""

    overall: Overall
    conclusions: dict[str, Conclusion]
    """the strictest conclusion of each discipline that spoke"""
    reasons: tuple[Reason, ...]
    open_findings: tuple[JudgedFinding, ...]
    """mandatory, broken, not overruled"""
    open_marks: tuple[OpenMark, ...]
    """mandatory"""

    @property
    def words(self) -> Words:
        """The result as people read it."""
        return RESULTS[self.overall]


_STRICTNESS = [Conclusion.NOT_APPLICABLE, Conclusion.PASS, Conclusion.REVISE, Conclusion.REJECT]


def consolidate(
    opinions: Sequence[DisciplineOpinion],
    findings: Sequence[JudgedFinding],
    marks: Sequence[OpenMark],
    required: Collection[str],
) -> Result:
    """The result of a round; raises NotDecidable while a required discipline has not spoken."""
    conclusions = _strictest(opinions)
    _all_have_spoken(conclusions, required)
    open_findings = tuple(f for f in findings if f.stands and f.severity == Severity.MANDATORY)
    open_marks = tuple(m for m in marks if m.severity == Severity.MANDATORY)
    reasons = (
        *_reasons_of_disciplines(opinions, conclusions),
        *(_reason_of_open(finding) for finding in open_findings),
        *(_reason_of_mark(mark) for mark in open_marks),
        *_reasons_for_the_record(findings, marks),
    )
    if Conclusion.REJECT in conclusions.values():
        overall = Overall.REJECT
    elif any(reason.against for reason in reasons):
        overall = Overall.CORRECT
    else:
        overall = Overall.PASS
    return Result(overall, conclusions, reasons, open_findings, open_marks)


def _strictest(opinions: Sequence[DisciplineOpinion]) -> dict[str, Conclusion]:
    conclusions: dict[str, Conclusion] = {}
    for opinion in opinions:
        spoken = conclusions.get(opinion.discipline, Conclusion.NOT_APPLICABLE)
        conclusions[opinion.discipline] = max(spoken, Conclusion(opinion.conclusion), key=_STRICTNESS.index)
    return conclusions


def _all_have_spoken(conclusions: dict[str, Conclusion], required: Collection[str]) -> None:
    if not required:
        raise NotDecidable(
            "没有任何必审专业，无法作出结论，请先分派专业",
            "no discipline is required, so nothing can be decided; route the case first",
        )
    missing = sorted(set(required) - set(conclusions), key=_order)
    if missing:
        zh = "、".join(discipline_words(each).zh for each in missing)
        en = ", ".join(discipline_words(each).en for each in missing)
        raise NotDecidable(
            f"{zh}尚未出具意见，不能作出结论，请等待或催办", f"{en}: no opinion yet; wait for it or remind the reviewer"
        )


def _reasons_of_disciplines(
    opinions: Sequence[DisciplineOpinion], conclusions: dict[str, Conclusion]
) -> Iterator[Reason]:
    for discipline in sorted(conclusions, key=_order):
        name, said = discipline_words(discipline), CONCLUSIONS[conclusions[discipline]]
        people = "、".join(dict.fromkeys(o.reviewer for o in opinions if o.discipline == discipline and o.reviewer))
        yield Reason(
            Words(
                f"{name.zh}：{said.zh}" + (f"（{people}）" if people else ""),
                f"{name.en}: {said.en}" + (f" ({people})" if people else ""),
            ),
            discipline,
            against=conclusions[discipline] in {Conclusion.REVISE, Conclusion.REJECT},
        )
    if set(conclusions.values()) == {Conclusion.NOT_APPLICABLE}:
        yield Reason(
            Words(
                "所有专业均为不适用：没有任何专业实际审查过图纸",
                "every discipline says not applicable: nobody reviewed",
            )
        )


def _reason_of_open(finding: JudgedFinding) -> Reason:
    if finding.agreed:
        state = Words("审查人同意", "a reviewer agrees")
    elif finding.agreed is False:
        state = Words("推翻未说明理由，仍视为未整改", "overruled without a reason, so it stays open")
    else:
        state = Words("无人复核，视为未整改", "nobody has judged it, so it counts as open")
    name = discipline_words(finding.discipline)
    return Reason(
        Words(
            f"第 {finding.number} 项（{name.zh}，图 {finding.sheet}）违反强制性条文：{finding.subject}；{state.zh}",
            f"no. {finding.number} ({name.en}, sheet {finding.sheet}) breaks a mandatory clause: "
            f"{finding.subject}; {state.en}",
        ),
        finding.discipline,
        against=True,
    )


def _reason_of_mark(mark: OpenMark) -> Reason:
    name = discipline_words(mark.discipline)
    return Reason(
        Words(
            f"批注 {mark.number}（{name.zh}，图 {mark.sheet}）为必须整改：{mark.comment}",
            f"mark {mark.number} ({name.en}, sheet {mark.sheet}) must be corrected: {mark.comment}",
        ),
        mark.discipline,
        against=True,
    )


def _reasons_for_the_record(findings: Sequence[JudgedFinding], marks: Sequence[OpenMark]) -> Iterator[Reason]:
    """What does not decide the result but has to be said: overruled, lesser and doubtful things."""
    for finding in findings:
        if finding.verdict == Verdict.BROKEN and finding.overruled:
            name = discipline_words(finding.discipline)
            yield Reason(
                Words(
                    f"第 {finding.number} 项（{name.zh}，图 {finding.sheet}，{finding.subject}）由"
                    f"{finding.reviewer or '审查人'}推翻，理由：{finding.reason}",
                    f"no. {finding.number} ({name.en}, sheet {finding.sheet}, {finding.subject}) overruled by "
                    f"{finding.reviewer or 'a reviewer'}, reason: {finding.reason}",
                ),
                finding.discipline,
            )
    lesser = Counter(f.discipline for f in findings if f.stands and f.severity != Severity.MANDATORY)
    lesser.update(m.discipline for m in marks if m.severity != Severity.MANDATORY)
    for discipline in sorted(lesser, key=_order):
        name, count = discipline_words(discipline), lesser[discipline]
        yield Reason(
            Words(
                f"{name.zh}：{count} 项非强制性问题应整改",
                f"{name.en}: {count} matter(s) not mandatory, to be corrected",
            ),
            discipline,
        )
    doubtful = Counter(f.discipline for f in findings if f.verdict == Verdict.DOUBTFUL and f.agreed is None)
    for discipline in sorted(doubtful, key=_order):
        name, count = discipline_words(discipline), doubtful[discipline]
        yield Reason(
            Words(
                f"{name.zh}：{count} 项机器存疑且无人复核，不代表符合",
                f"{name.en}: {count} doubtful finding(s) nobody has judged; this does not mean met",
            ),
            discipline,
        )


def discipline_words(discipline: str) -> Words:
    """The discipline's name as people read it; an unknown one is shown as it is."""
    return DISCIPLINES.get(discipline, Words(discipline, discipline))


def _order(discipline: str) -> tuple[int, str]:
    names = list(DISCIPLINES)
    return (names.index(discipline) if discipline in DISCIPLINES else len(names), discipline)
