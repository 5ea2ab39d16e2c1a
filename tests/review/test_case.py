"""The life of a case is one table: every move named, every state reachable, nobody out of turn."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from review.case import MOVES, STATE_NAMES, State, move, open_moves
from review.errors import NotAllowed, WrongMove
from review.people import Role
from storage.cases import Case
from storage.people import Person


def person(*roles: Role) -> Person:
    return Person(
        id=uuid4(),
        login="someone",
        name="某人",
        firm="",
        language="zh",
        roles=frozenset(role.value for role in roles),
        disciplines=frozenset(),
        active=True,
    )


def case_of(applicant: Person, state: State, filed_on: date | None = None) -> Case:
    return Case(
        id=uuid4(),
        number="2026-000001",
        name="示例",
        state=state.value,
        round=1,
        facts={},
        applicant=applicant.id,
        owner=None,
        created_at=datetime(2026, 1, 5, tzinfo=UTC),
        filed_on=filed_on,
        version=1,
    )


class FakeUnit:
    """Keeps one case and what was written to its timeline."""

    def __init__(self, case: Case) -> None:
        self.case, self.entries = case, []  # type: ignore[var-annotated]
        self.cases = SimpleNamespace(locked=lambda _id: self.case, change=self.change)
        self.timeline = SimpleNamespace(add=lambda *entry: self.entries.append(entry))

    def change(self, _id: UUID, **given: Any) -> Case:
        self.case = replace(self.case, **{key: value for key, value in given.items() if value is not None})
        return self.case


def test_every_state_has_a_name_and_all_but_draft_are_reached() -> None:
    assert set(STATE_NAMES) == set(State)
    assert {step.target for step in MOVES} == set(State) - {State.DRAFT}


def test_nothing_leaves_the_archive_or_a_withdrawal() -> None:
    assert not [step for step in MOVES if {State.ARCHIVED, State.WITHDRAWN} & set(step.sources)]


def test_a_case_is_withdrawn_from_anywhere_before_sealed_and_not_after() -> None:
    withdraw = next(step for step in MOVES if step.name == "withdraw")
    assert set(State) - set(withdraw.sources) == {
        State.SEALED,
        State.DELIVERED,
        State.ARCHIVED,
        State.WITHDRAWN,
    }


def test_a_move_changes_the_state_and_writes_the_timeline() -> None:
    applicant = person(Role.APPLICANT)
    unit: Any = FakeUnit(case_of(applicant, State.DRAFT))
    changed = move(unit, unit.case.id, "submit", applicant)
    assert changed.state == State.SUBMITTED
    assert changed.filed_on is not None
    ((_, who, event, detail),) = unit.entries
    assert (who, event, detail["from"], detail["to"]) == (applicant.id, "submit", "draft", "submitted")


def test_a_resubmission_is_the_next_round_and_keeps_the_filing_day() -> None:
    applicant = person(Role.APPLICANT)
    filed = date(2025, 6, 1)
    unit: Any = FakeUnit(case_of(applicant, State.RETURNED_FOR_CORRECTION, filed))
    changed = move(unit, unit.case.id, "resubmit", applicant)
    assert (changed.state, changed.round, changed.filed_on) == ("submitted", 2, filed)


def test_a_move_out_of_turn_says_where_the_case_stands() -> None:
    window = person(Role.WINDOW)
    unit: Any = FakeUnit(case_of(person(Role.APPLICANT), State.DRAFT))
    with pytest.raises(WrongMove, match="is draft") as caught:
        move(unit, unit.case.id, "accept", window)
    assert "草稿" in caught.value.words.zh
    assert not unit.entries


def test_another_applicant_cannot_submit_somebody_elses_case() -> None:
    unit: Any = FakeUnit(case_of(person(Role.APPLICANT), State.DRAFT))
    with pytest.raises(NotAllowed):
        move(unit, unit.case.id, "submit", person(Role.APPLICANT))


def test_the_office_alone_delivers() -> None:
    unit: Any = FakeUnit(case_of(person(Role.APPLICANT), State.SEALED))
    for role in Role:
        with pytest.raises(NotAllowed):
            move(unit, unit.case.id, "deliver", person(role))
    assert move(unit, unit.case.id, "deliver", None).state == State.DELIVERED


def test_only_the_moves_of_ones_own_role_are_offered() -> None:
    applicant = person(Role.APPLICANT)
    case = case_of(applicant, State.SUBMITTED)
    assert [step.name for step in open_moves(case, applicant)] == ["withdraw"]
    assert [step.name for step in open_moves(case, person(Role.WINDOW))] == [
        "accept",
        "accept_with_gaps",
        "return_incomplete",
    ]
    assert not open_moves(case, person(Role.ADMINISTRATOR))
