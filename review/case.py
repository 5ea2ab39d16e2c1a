"""The life of a case, as one table of moves.

Vocabulary
----------
state   a situation a case is in; always one
move    a verb that takes a case from one state to the next; who may do it stands beside it
round   how often the drawings were submitted: 1, 2, …

draft → submitted → (returned incomplete | accepted | accepted with gaps) → under review
→ (returned for correction → next round) → decided → sealed → delivered → archived;
withdrawn from anywhere before sealed. Every move is written into the timeline of the case in the
same unit of work that changes the state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from checkers.errors import Words
from review.errors import NotAllowed, WrongMove
from review.people import Role

if TYPE_CHECKING:
    from uuid import UUID

    from storage.cases import Case
    from storage.database import Unit
    from storage.people import Person

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")
"""the law counts days where the office stands"""


class State(StrEnum):
    """A situation a case is in."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED_INCOMPLETE = "returned_incomplete"
    ACCEPTED = "accepted"
    ACCEPTED_WITH_GAPS = "accepted_with_gaps"
    UNDER_REVIEW = "under_review"
    RETURNED_FOR_CORRECTION = "returned_for_correction"
    DECIDED = "decided"
    SEALED = "sealed"
    DELIVERED = "delivered"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


STATE_NAMES = {
    State.DRAFT: Words("草稿", "draft"),
    State.SUBMITTED: Words("已提交，待受理", "submitted, waiting for the window"),
    State.RETURNED_INCOMPLETE: Words("退回补正", "returned as incomplete"),
    State.ACCEPTED: Words("已受理", "accepted"),
    State.ACCEPTED_WITH_GAPS: Words("容缺受理", "accepted with listed gaps"),
    State.UNDER_REVIEW: Words("联合审查中", "under review"),
    State.RETURNED_FOR_CORRECTION: Words("退回修改", "returned for correction"),
    State.DECIDED: Words("已决定，待签章", "decided, waiting for the seal"),
    State.SEALED: Words("已签章", "sealed"),
    State.DELIVERED: Words("已交付", "delivered"),
    State.ARCHIVED: Words("已归档", "archived"),
    State.WITHDRAWN: Words("已撤回", "withdrawn"),
}

OFFICE = "office"
"""in ``Move.roles``: the service itself makes this move, as a job"""


@dataclass(frozen=True, slots=True)
class Move:
    """A verb of the case's life: from which states to which, and who may."""

    name: str
    words: Words
    sources: tuple[State, ...]
    target: State
    roles: tuple[str, ...]
    next_round: bool = False


_BEFORE_SEALED = (
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED_INCOMPLETE,
    State.ACCEPTED,
    State.ACCEPTED_WITH_GAPS,
    State.UNDER_REVIEW,
    State.RETURNED_FOR_CORRECTION,
    State.DECIDED,
)

MOVES: tuple[Move, ...] = (
    Move(
        "submit",
        Words("提交", "submit"),
        (State.DRAFT, State.RETURNED_INCOMPLETE),
        State.SUBMITTED,
        (Role.APPLICANT,),
    ),
    Move("accept", Words("受理", "accept"), (State.SUBMITTED,), State.ACCEPTED, (Role.WINDOW,)),
    Move(
        "accept_with_gaps",
        Words("容缺受理", "accept with listed gaps"),
        (State.SUBMITTED,),
        State.ACCEPTED_WITH_GAPS,
        (Role.WINDOW,),
    ),
    Move(
        "return_incomplete",
        Words("一次性告知补正", "return with everything missing"),
        (State.SUBMITTED,),
        State.RETURNED_INCOMPLETE,
        (Role.WINDOW,),
    ),
    Move(
        "route",
        Words("分送各专业", "route to the disciplines"),
        (State.ACCEPTED, State.ACCEPTED_WITH_GAPS),
        State.UNDER_REVIEW,
        (Role.WINDOW,),
    ),
    Move(
        "return_for_correction",
        Words("退回修改", "return for correction"),
        (State.UNDER_REVIEW,),
        State.RETURNED_FOR_CORRECTION,
        (Role.SIGNATORY,),
    ),
    Move(
        "resubmit",
        Words("重新提交", "resubmit"),
        (State.RETURNED_FOR_CORRECTION,),
        State.SUBMITTED,
        (Role.APPLICANT,),
        next_round=True,
    ),
    Move("decide", Words("作出决定", "decide"), (State.UNDER_REVIEW,), State.DECIDED, (Role.SIGNATORY,)),
    Move("seal", Words("签章", "seal"), (State.DECIDED,), State.SEALED, (Role.SIGNATORY,)),
    Move("deliver", Words("交付", "deliver"), (State.SEALED,), State.DELIVERED, (OFFICE,)),
    Move("archive", Words("归档", "archive"), (State.DELIVERED,), State.ARCHIVED, (Role.WINDOW,)),
    Move("withdraw", Words("撤回", "withdraw"), _BEFORE_SEALED, State.WITHDRAWN, (Role.APPLICANT,)),
)

_BY_NAME = {move.name: move for move in MOVES}


def now() -> datetime:
    """This moment, with its time zone."""
    return datetime.now(UTC)


def named(name: str) -> Move:
    """The move of this name; KeyError when there is none."""
    return _BY_NAME[name]


def may_move(step: Move, case: Case, person: Person) -> bool:
    """Whether the person may make the move, whatever state the case is in.

    The applicant's moves belong to the applicant of this case, not to every applicant; the office's moves to
    nobody who has applied for the case or owns it, whatever roles he holds besides.
    """
    if not person.active:
        return False
    if Role.APPLICANT in step.roles:
        return person.id == case.applicant
    return person.id not in {case.applicant, case.owner} and any(role in person.roles for role in step.roles)


def open_moves(case: Case, person: Person) -> list[Move]:
    """The moves the person may make now, in the table's order."""
    return [step for step in MOVES if case.state in step.sources and may_move(step, case, person)]


def must_allow(case: Case, name: str, person: Person | None) -> Move:
    """The move, when this person may make it now.

    ``person`` None is the office itself. Raises ``NotAllowed`` when the person may not make it and ``WrongMove``
    when the state does not allow it.
    """
    step = named(name)
    allowed = OFFICE in step.roles if person is None else may_move(step, case, person)
    if not allowed:
        raise NotAllowed(
            f"您不能对案件 {case.number} “{step.words.zh}”，请由有权的人办理",
            f"You may not {step.words.en} case {case.number}; ask someone who may",
        )
    if case.state not in step.sources:
        state = STATE_NAMES[State(case.state)]
        raise WrongMove(
            f"案件 {case.number} 目前为“{state.zh}”，不能“{step.words.zh}”，请刷新页面查看下一步",
            f"Case {case.number} is {state.en}; it cannot {step.words.en} now: reload to see the next step",
        )
    return step


def move(unit: Unit, case_id: UUID, name: str, person: Person | None, detail: Mapping[str, Any] | None = None) -> Case:
    """Make a move: check it, change the state, and write the timeline, all in this unit of work.

    ``person`` None is the office itself. Raises ``WrongMove`` when the state does not allow the move and
    ``NotAllowed`` when the person may not make it.
    """
    case = unit.cases.locked(case_id)
    step = must_allow(case, name, person)
    round_number = case.round + 1 if step.next_round else case.round
    filed_on = None
    if step.target is State.SUBMITTED and case.filed_on is None:
        filed_on = now().astimezone(OFFICE_ZONE).date()
    changed = unit.cases.change(case.id, state=step.target.value, round=round_number, filed_on=filed_on)
    unit.timeline.add(
        case.id,
        person.id if person else None,
        step.name,
        {"from": case.state, "to": step.target.value, "round": round_number, **(detail or {})},
    )
    return changed
