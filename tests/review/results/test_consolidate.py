from __future__ import annotations

import pytest

from checkers.clauses import Severity
from checkers.finding import Verdict
from review.conclusion import Conclusion, Overall
from review.results.consolidate import DisciplineOpinion, JudgedFinding, OpenMark, consolidate
from review.results.errors import NotDecidable


def opinion(discipline: str, conclusion: Conclusion = Conclusion.PASS) -> DisciplineOpinion:
    return DisciplineOpinion(discipline, conclusion, "张工")


def finding(
    *,
    verdict: Verdict = Verdict.BROKEN,
    severity: Severity = Severity.MANDATORY,
    agreed: bool | None = None,
    reason: str = "",
) -> JudgedFinding:
    return JudgedFinding("7", "fire/climb-size", "fire", verdict, severity, "1#", "总施-01", agreed, reason, "李工")


BOTH = [opinion("fire"), opinion("planning")]
REQUIRED = ["fire", "planning"]


def test_a_case_passes_when_all_pass_and_nothing_is_open() -> None:
    result = consolidate(BOTH, [], [], REQUIRED)
    assert result.overall == Overall.PASS
    assert [reason.words.zh for reason in result.reasons] == ["规划：合格（张工）", "消防：合格（张工）"]
    assert [reason.words.en for reason in result.reasons] == ["planning: pass (张工)", "fire: pass (张工)"]


def test_not_applicable_counts_as_no_objection() -> None:
    result = consolidate([opinion("fire"), opinion("planning", Conclusion.NOT_APPLICABLE)], [], [], REQUIRED)
    assert result.overall == Overall.PASS


def test_when_every_discipline_is_not_applicable_it_is_said_that_nobody_reviewed() -> None:
    result = consolidate([opinion("fire", Conclusion.NOT_APPLICABLE)], [], [], ["fire"])
    assert "没有任何专业实际审查过图纸" in result.reasons[-1].words.zh


def test_a_discipline_that_has_not_spoken_stops_the_decision_and_is_named() -> None:
    with pytest.raises(NotDecidable) as refused:
        consolidate([opinion("fire")], [], [], REQUIRED)
    assert "规划尚未出具意见" in refused.value.words.zh
    assert "planning: no opinion yet" in refused.value.words.en


def test_without_any_required_discipline_nothing_is_decided() -> None:
    with pytest.raises(NotDecidable, match="no discipline is required"):
        consolidate(BOTH, [], [], [])


def test_revise_makes_the_case_correctable() -> None:
    result = consolidate([opinion("fire", Conclusion.REVISE), opinion("planning")], [], [], REQUIRED)
    assert result.overall == Overall.CORRECT


def test_a_rejecting_discipline_rejects_the_case() -> None:
    opinions = [opinion("fire", Conclusion.REJECT), opinion("planning", Conclusion.REVISE)]
    assert consolidate(opinions, [], [], REQUIRED).overall == Overall.REJECT


def test_a_discipline_that_was_not_required_is_heard_as_well() -> None:
    assert consolidate([*BOTH, opinion("health", Conclusion.REJECT)], [], [], REQUIRED).overall == Overall.REJECT


def test_of_two_opinions_of_one_discipline_the_stricter_counts() -> None:
    result = consolidate([opinion("fire", Conclusion.REVISE), *BOTH], [], [], REQUIRED)
    assert result.conclusions["fire"] == Conclusion.REVISE


def test_a_mandatory_finding_a_reviewer_agrees_with_keeps_the_case_from_passing() -> None:
    result = consolidate(BOTH, [finding(agreed=True)], [], REQUIRED)
    assert result.overall == Overall.CORRECT
    assert result.open_findings == (finding(agreed=True),)
    assert "第 7 项（消防，图 总施-01）违反强制性条文：1#；审查人同意" in [r.words.zh for r in result.reasons]


def test_a_mandatory_finding_nobody_judged_counts_as_open() -> None:
    result = consolidate(BOTH, [finding()], [], REQUIRED)
    assert result.overall == Overall.CORRECT
    assert any("无人复核，视为未整改" in reason.words.zh for reason in result.reasons)
    assert any("nobody has judged it" in reason.words.en for reason in result.reasons)


def test_an_overruled_finding_is_not_open_but_named_with_its_reason() -> None:
    result = consolidate(BOTH, [finding(agreed=False, reason="场地已在二期扩宽")], [], REQUIRED)
    assert result.overall == Overall.PASS
    assert any("由李工推翻，理由：场地已在二期扩宽" in reason.words.zh for reason in result.reasons)
    assert any("overruled by 李工, reason: 场地已在二期扩宽" in reason.words.en for reason in result.reasons)


def test_overruling_without_a_reason_leaves_the_finding_open() -> None:
    result = consolidate(BOTH, [finding(agreed=False, reason="  ")], [], REQUIRED)
    assert result.overall == Overall.CORRECT
    assert any("推翻未说明理由" in reason.words.zh for reason in result.reasons)


def test_a_general_finding_does_not_decide_but_is_said() -> None:
    result = consolidate(BOTH, [finding(severity=Severity.GENERAL)], [], REQUIRED)
    assert result.overall == Overall.PASS
    assert result.reasons[-1].words.zh == "消防：1 项非强制性问题应整改"


def test_doubtful_findings_nobody_judged_are_said_not_to_mean_met() -> None:
    result = consolidate(BOTH, [finding(verdict=Verdict.DOUBTFUL)], [], REQUIRED)
    assert result.overall == Overall.PASS
    assert "不代表符合" in result.reasons[-1].words.zh


def test_met_findings_leave_no_line() -> None:
    assert len(consolidate(BOTH, [finding(verdict=Verdict.MET)], [], REQUIRED).reasons) == 2


def test_a_mandatory_mark_keeps_the_case_from_passing() -> None:
    mark = OpenMark("B1", "planning", Severity.MANDATORY, "总施-01", "出入口距交叉口不足")
    result = consolidate(BOTH, [], [mark], REQUIRED)
    assert result.overall == Overall.CORRECT
    assert result.open_marks == (mark,)
    assert any("批注 B1（规划，图 总施-01）为必须整改" in reason.words.zh for reason in result.reasons)


def test_an_open_finding_of_a_discipline_that_says_not_applicable_stays_open() -> None:
    opinions = [opinion("fire", Conclusion.NOT_APPLICABLE), opinion("planning")]
    assert consolidate(opinions, [finding()], [], REQUIRED).overall == Overall.CORRECT
