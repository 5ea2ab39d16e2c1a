"""The one move that is a person's now in a case, or whom the case waits for.

Vocabulary
----------
step      what happens next, whose it is, and where it is done
waiting   the people or the discipline the case waits for when it is not this person's turn
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checkers.catalogue import DISCIPLINES as DISCIPLINE_NAMES
from checkers.errors import Words
from review.case import State, may_move, named, now
from review.people import Role
from review.routing.clock import light, today, working_days_left

if TYPE_CHECKING:
    from storage.cases import Assignment, Case
    from storage.database import Unit
    from storage.people import Person


@dataclass(frozen=True, slots=True)
class Step:
    """What happens next in a case."""

    words: Words
    mine: bool
    address: str
    """the page where it is done, or where waiting is explained"""
    due_on: date | None = None

    @property
    def light(self) -> str:
        """green, amber or red; empty without a limit."""
        return light(today(now()), self.due_on) if self.due_on else ""

    @property
    def days_left(self) -> int:
        """Working days left; negative when the limit has passed."""
        return working_days_left(today(now()), self.due_on) if self.due_on else 0


_DONE = {
    State.SEALED: Words("正在交付", "Being delivered"),
    State.ARCHIVED: Words("已归档，流程结束", "Archived; nothing more to do"),
    State.WITHDRAWN: Words("已撤回，流程结束", "Withdrawn; nothing more to do"),
}

_APPLICANT = {
    State.DRAFT: ("files", Words("上传图纸，检查机审结果后提交", "Upload drawings, look at the findings, submit")),
    State.RETURNED_INCOMPLETE: ("files", Words("按告知清单补齐后重新提交", "Add what the list names and submit again")),
    State.RETURNED_FOR_CORRECTION: (
        "files",
        Words("上传修改后的图纸并重新提交", "Upload corrected drawings, resubmit"),
    ),
}

_OFFICE = {
    State.SUBMITTED: (
        "accept",
        "window",
        Words("核对完整性，决定是否受理", "See what is complete and accept"),
        Words("等待窗口受理", "Waiting for the window"),
    ),
    State.DECIDED: (
        "seal",
        "result",
        Words("签章并交付", "Seal and deliver"),
        Words("等待签发人签章", "Waiting for the seal"),
    ),
    State.DELIVERED: (
        "archive",
        "result",
        Words("确认交付后归档", "Archive once delivered"),
        Words("成果包可以下载", "The package can be downloaded"),
    ),
}
"""the move of the office, its page, what it says to whoever may make it, and to everybody else"""


def next_step(unit: Unit, case: Case, person: Person) -> Step:
    """What happens next in the case, seen by this person."""
    state, home = State(case.state), f"/cases/{case.number}"
    if state in _APPLICANT:
        page, words = _APPLICANT[state]
        if person.id == case.applicant:
            return Step(words, mine=True, address=f"{home}/{page}")
        return Step(Words("等待申请人", "Waiting for the applicant"), mine=False, address=home)
    if state is State.UNDER_REVIEW:
        return _under_review(unit, case, person, home)
    if state in _OFFICE:
        move, page, doing, waiting = _OFFICE[state]
        mine = may_move(named(move), case, person)
        if state is State.DELIVERED and person.id == case.owner:
            return Step(waiting, mine=True, address=f"{home}/{page}")
        return Step(doing if mine else waiting, mine=mine, address=f"{home}/{page}" if mine else home)
    words = _DONE.get(state, Words("正在分送各专业", "Being sent to the disciplines"))
    return Step(words, mine=False, address=home)


def _under_review(unit: Unit, case: Case, person: Person, home: str) -> Step:
    assignments = unit.cases.assignments(case.id, case.round)
    spoken = {opinion.discipline for opinion in unit.opinions.of_case(case.id, case.round)}
    silent = [each for each in assignments if each.discipline not in spoken]
    mine = [each for each in silent if each.person == person.id]
    if mine:
        names = _names(mine)
        words = Words(f"审查并发布{names.zh}意见", f"Review and release the opinion: {names.en}")
        return Step(words, mine=True, address=f"{home}/findings?discipline={mine[0].discipline}", due_on=mine[0].due_on)
    if silent:
        names = _names(silent)
        words = Words(f"等待专业意见：{names.zh}", f"Waiting for the opinion of: {names.en}")
        return Step(words, mine=False, address=home, due_on=min(each.due_on for each in silent))
    if Role.SIGNATORY in person.roles:
        words = Words("各专业意见已齐，汇总决定", "Every discipline has spoken: decide")
        return Step(words, mine=True, address=f"{home}/result")
    words = Words("各专业意见已齐，等待签发人决定", "Every discipline has spoken; waiting for the decision")
    return Step(words, mine=False, address=f"{home}/result")


def _names(assignments: list[Assignment]) -> Words:
    names = [DISCIPLINE_NAMES[each.discipline] for each in assignments]
    return Words("、".join(each.zh for each in names), ", ".join(each.en for each in names))
