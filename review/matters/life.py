"""The life of a matter, as one table of moves.

Vocabulary
----------
open          asked of the applicant and not answered
answered      the applicant said what he did about it
settled       the discipline's reviewer is content, or an appeal was allowed
carried over  open when its round ended; it is asked again in the next one
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checkers.errors import Words
from review.case import State
from review.errors import NotAllowed, Refused, WrongMove
from review.wording import line, typed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from storage.cases import Case
    from storage.database import Unit
    from storage.matters import Matter
    from storage.people import Person


class Standing(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"
    CARRIED_OVER = "carried_over"


STANDINGS: Mapping[str, Words] = {
    Standing.OPEN: Words("待答复", "open"),
    Standing.ANSWERED: Words("已答复", "answered"),
    Standing.SETTLED: Words("已解决", "settled"),
    Standing.CARRIED_OVER: Words("转入下一轮", "carried over"),
}

APPLICANT, REVIEWER, OFFICE = "applicant", "reviewer", "office"
"""who makes a move: the applicant of the case, the reviewer of the matter's discipline, the service itself"""


@dataclass(frozen=True, slots=True)
class MatterMove:
    """A verb of a matter's life."""

    name: str
    words: Words
    sources: tuple[Standing, ...]
    target: Standing
    by: str
    states: tuple[State, ...]
    """states of the case in which it is made"""
    must_say: bool
    """whether it needs a text"""


MOVES: tuple[MatterMove, ...] = (
    MatterMove(
        "answer",
        Words("答复", "answer"),
        (Standing.OPEN, Standing.CARRIED_OVER, Standing.ANSWERED),
        Standing.ANSWERED,
        APPLICANT,
        (State.UNDER_REVIEW, State.RETURNED_FOR_CORRECTION, State.RETURNED_INCOMPLETE),
        must_say=True,
    ),
    MatterMove(
        "settle",
        Words("确认解决", "settle"),
        (Standing.OPEN, Standing.ANSWERED, Standing.CARRIED_OVER),
        Standing.SETTLED,
        REVIEWER,
        (State.UNDER_REVIEW,),
        must_say=False,
    ),
    MatterMove(
        "reopen",
        Words("重新提出", "reopen"),
        (Standing.ANSWERED, Standing.SETTLED),
        Standing.OPEN,
        REVIEWER,
        (State.UNDER_REVIEW,),
        must_say=True,
    ),
    MatterMove(
        "carry_over",
        Words("转入下一轮", "carry over"),
        (Standing.OPEN,),
        Standing.CARRIED_OVER,
        OFFICE,
        (State.RETURNED_FOR_CORRECTION,),
        must_say=False,
    ),
    MatterMove(
        "allow",
        Words("申诉成立", "allow the appeal"),
        (Standing.OPEN, Standing.ANSWERED, Standing.CARRIED_OVER),
        Standing.SETTLED,
        OFFICE,
        (State.UNDER_REVIEW, State.RETURNED_FOR_CORRECTION, State.RETURNED_INCOMPLETE, State.SUBMITTED),
        must_say=True,
    ),
)

_BY_NAME = {each.name: each for each in MOVES}


def named(name: str) -> MatterMove:
    """The move of this name; Refused when there is none."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise Refused("操作无法识别，请刷新页面", "The move is unknown; reload the page") from None


def open_moves(case: Case, matter: Matter, person: Person, given: Collection[str]) -> list[MatterMove]:
    """The moves the person may make now, in the table's order; ``given`` are the disciplines he reviews this round."""
    return [
        each
        for each in MOVES
        if matter.state in each.sources and case.state in each.states and _may(case, matter, each, person, given)
    ]


def move(
    unit: Unit, case: Case, matter: Matter, name: str, person: Person | None, *, text: str = "", sheet: str = ""
) -> Matter:
    """Make a move of a matter: check it, change where it stands, keep the words, and write the timeline.

    ``person`` None is the office itself; ``sheet`` is the changed sheet an answer names.
    """
    step = named(name)
    given = [
        each.discipline for each in unit.cases.assignments(case.id, case.round) if person and each.person == person.id
    ]
    allowed = step.by == OFFICE if person is None else _may(case, matter, step, person, given)
    if not allowed:
        raise NotAllowed(
            f"您不能对此事项“{step.words.zh}”，请由有权的人办理",
            f"You may not {step.words.en} this matter; ask someone who may",
        )
    if case.state not in step.states or matter.state not in step.sources:
        standing = STANDINGS[Standing(matter.state)]
        raise WrongMove(
            f"此事项目前为“{standing.zh}”，不能“{step.words.zh}”，请刷新页面",
            f"The matter is {standing.en}; it cannot {step.words.en} now: reload the page",
        )
    words = typed(text, f"“{step.words.zh}”的说明", "What is said", least=2 if step.must_say else 0)
    named_sheet = line(sheet, "修改的图纸", "The changed sheet", least=0)
    changed = unit.matters.change(
        matter.id, step.target, person=person.id if person else None, move=name, text=words, sheet=named_sheet
    )
    detail = {"matter": str(matter.id), "move": name, "discipline": matter.discipline, "text": words}
    unit.timeline.add(case.id, person.id if person else None, f"matter_{name}", detail)
    return changed


def _may(case: Case, matter: Matter, step: MatterMove, person: Person, given: Collection[str]) -> bool:
    if not person.active:
        return False
    if step.by == APPLICANT:
        return person.id == case.applicant
    return step.by == REVIEWER and matter.discipline in given


def carry_over(unit: Unit, case: Case) -> None:
    """Carry what is open into the next round; the case is about to be handed in again."""
    for matter in unit.matters.of_case(case.id, open_only=True):
        if matter.state == Standing.OPEN:
            move(unit, case, matter, "carry_over", None)
