"""Cases, parties, gaps and assignments."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID, uuid4

import pytest

from storage.cases import Case, Party
from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.people import Person

MONDAY = date(2025, 6, 2)
FRIDAY = date(2025, 6, 6)


def test_a_new_case_is_a_draft_in_round_one(database: Database, person: Person) -> None:
    with database.unit() as unit:
        case = unit.cases.create(name="滨江花园", facts={"buildings": [{"height": 53.8}]}, applicant=person.id)
    with database.unit() as unit:
        assert unit.cases.get(case.id) == case
        assert unit.cases.by_number(case.number) == case
    assert (case.state, case.round, case.version, case.owner, case.filed_on) == ("draft", 1, 1, None, None)
    assert case.facts == {"buildings": [{"height": 53.8}]}
    assert case.created_at.tzinfo is not None


def test_numbers_count_from_one_within_the_year(database: Database, person: Person) -> None:
    with database.unit() as unit:
        first = unit.cases.create(name="一", facts={}, applicant=person.id)
        second = unit.cases.create(name="二", facts={}, applicant=person.id)
    year = first.number[:4]
    assert [first.number, second.number] == [f"{year}-000001", f"{year}-000002"]


def test_many_cases_created_at_once_get_numbers_of_their_own_without_a_gap(database: Database, person: Person) -> None:
    def create(name: int) -> str:
        with database.unit() as unit:
            return unit.cases.create(name=str(name), facts={}, applicant=person.id).number

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(create, range(40)))
    assert sorted(int(number[5:]) for number in numbers) == list(range(1, 41))


def test_a_case_that_was_not_created_after_all_leaves_no_gap(database: Database, person: Person) -> None:
    def fail_after_creating() -> None:
        with database.unit() as unit:
            unit.cases.create(name="未成", facts={}, applicant=person.id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_creating()
    with database.unit() as unit:
        assert unit.cases.create(name="成", facts={}, applicant=person.id).number.endswith("-000001")


def test_a_case_of_nobody_is_refused(database: Database) -> None:
    with database.unit() as unit, pytest.raises(NotFound):
        unit.cases.create(name="无主", facts={}, applicant=uuid4())


def test_an_unknown_case_is_not_found_in_any_way(database: Database) -> None:
    with database.unit() as unit:
        with pytest.raises(NotFound):
            unit.cases.get(uuid4())
        with pytest.raises(NotFound):
            unit.cases.locked(uuid4())
        with pytest.raises(NotFound):
            unit.cases.change(uuid4(), state="submitted")
        with pytest.raises(NotFound, match="2025-999999"):
            unit.cases.by_number("2025-999999")


def test_a_change_touches_what_is_given_and_counts_the_version(database: Database, case: Case, other: Person) -> None:
    with database.unit() as unit:
        changed = unit.cases.change(case.id, state="submitted", filed_on=MONDAY)
        assert (changed.state, changed.filed_on, changed.version) == ("submitted", MONDAY, 2)
        assert (changed.name, changed.facts, changed.round) == (case.name, case.facts, 1)
        changed = unit.cases.change(case.id, round=2, name="滨江花园二期", facts={}, owner=other.id)
        assert (changed.round, changed.name, changed.facts, changed.owner) == (2, "滨江花园二期", {}, other.id)
        assert unit.cases.get(case.id) == changed


def test_a_change_of_an_older_version_is_refused(database: Database, case: Case) -> None:
    with database.unit() as unit:
        unit.cases.change(case.id, name="先到", expected=1)
        with pytest.raises(Conflict, match="changed by somebody else"):
            unit.cases.change(case.id, name="后到", expected=1)
        assert unit.cases.get(case.id).name == "先到"


def test_an_unknown_owner_is_refused_and_the_unit_goes_on(database: Database, case: Case) -> None:
    with database.unit() as unit:
        with pytest.raises(NotFound):
            unit.cases.change(case.id, owner=uuid4())
        assert unit.cases.get(case.id).owner is None


def test_two_units_on_one_case_take_turns_and_lose_nothing(database: Database, case: Case) -> None:
    def add_one(_: int) -> None:
        with database.unit() as unit:
            count = unit.cases.locked(case.id).facts.get("count", 0)
            unit.cases.change(case.id, facts={"count": count + 1})

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(add_one, range(30)))
    with database.unit() as unit:
        standing = unit.cases.get(case.id)
    assert (standing.facts, standing.version) == ({"count": 30}, 31)


def test_a_case_somebody_holds_too_long_is_a_conflict_not_a_hang(database: Database, case: Case) -> None:
    def take() -> None:
        with database.unit() as unit:
            unit.connection.execute("set local lock_timeout = '20ms'")
            unit.cases.locked(case.id)

    with database.unit() as holder:
        holder.cases.locked(case.id)
        with pytest.raises(Conflict, match="somebody else"):
            take()


def test_cases_are_listed_by_state_newest_first(database: Database, person: Person) -> None:
    ids: list[UUID] = []
    for state in ("draft", "submitted", "accepted"):
        with database.unit() as unit:
            made = unit.cases.create(name=state, facts={}, applicant=person.id)
            ids.append(unit.cases.change(made.id, state=state).id)
    with database.unit() as unit:
        assert [case.id for case in unit.cases.everything()] == ids[::-1]
        assert [case.id for case in unit.cases.in_states(["draft", "accepted"])] == [ids[2], ids[0]]
        assert unit.cases.in_states([]) == []


def test_applicant_owner_party_and_reviewer_have_a_part_and_nobody_else(database: Database, person: Person) -> None:
    with database.unit() as unit:
        owner, party, reviewer, stranger = (
            unit.people.add(login=login, name=login, password_hash="x", roles=[])
            for login in ("owner", "party", "reviewer", "stranger")
        )
        case = unit.cases.create(name="滨江花园", facts={}, applicant=person.id, owner=owner.id)
        unit.cases.create(name="别的案件", facts={}, applicant=stranger.id)
        unit.cases.add_party(case.id, party.id, "window")
        unit.cases.assign(case.id, 1, "fire", reviewer.id, FRIDAY, "唯一")
    with database.unit() as unit:
        for somebody in (person, owner, party, reviewer):
            assert unit.cases.has_part(case.id, somebody.id)
            assert [each.id for each in unit.cases.of_person(somebody.id)] == [case.id]
        assert not unit.cases.has_part(case.id, stranger.id)
        assert [each.name for each in unit.cases.of_person(stranger.id)] == ["别的案件"]
        assert not unit.cases.has_part(uuid4(), person.id)


def test_a_party_is_added_once_for_each_role_and_discipline(database: Database, case: Case, other: Person) -> None:
    with database.unit() as unit:
        unit.cases.add_party(case.id, other.id, "reviewer", "fire")
        unit.cases.add_party(case.id, other.id, "reviewer", "fire")
        unit.cases.add_party(case.id, other.id, "reviewer", "health")
        assert unit.cases.parties(case.id) == [
            Party(other.id, "reviewer", "fire"),
            Party(other.id, "reviewer", "health"),
        ]
        with pytest.raises(NotFound):
            unit.cases.add_party(case.id, uuid4(), "reviewer")


def test_gaps_are_listed_with_the_earliest_due_first(database: Database, case: Case) -> None:
    with database.unit() as unit:
        unit.cases.add_gap(case.id, "消防专篇", "设计单位", FRIDAY)
        unit.cases.add_gap(case.id, "规划条件", "建设单位", MONDAY)
        gaps = unit.cases.gaps(case.id)
        with pytest.raises(NotFound):
            unit.cases.add_gap(uuid4(), "规划条件", "建设单位", MONDAY)
    assert [(gap.what, gap.owner, gap.due_on) for gap in gaps] == [
        ("规划条件", "建设单位", MONDAY),
        ("消防专篇", "设计单位", FRIDAY),
    ]


def test_a_discipline_of_a_round_has_one_reviewer_and_can_pass_to_another(
    database: Database, case: Case, person: Person, other: Person
) -> None:
    with database.unit() as unit:
        first = unit.cases.assign(case.id, 1, "fire", person.id, MONDAY, "抽签")
    with database.unit() as unit:
        assert unit.cases.assign(case.id, 1, "fire", person.id, MONDAY, "抽签") == first
    with database.unit() as unit:
        second = unit.cases.assign(case.id, 1, "fire", other.id, FRIDAY, "回避")
        assert second.assigned_at > first.assigned_at
        assert unit.cases.assignments(case.id) == [second]
        assert unit.cases.assigned_to(person.id) == []
        assert unit.cases.assigned_to(other.id) == [second]


def test_assignments_are_listed_by_round(database: Database, case: Case, other: Person) -> None:
    with database.unit() as unit:
        later = unit.cases.assign(case.id, 2, "fire", other.id, FRIDAY, "同一人")
        health = unit.cases.assign(case.id, 1, "health", other.id, FRIDAY, "唯一")
        fire = unit.cases.assign(case.id, 1, "fire", other.id, MONDAY, "唯一")
        assert unit.cases.assignments(case.id, 1) == [fire, health]
        assert unit.cases.assignments(case.id) == [fire, health, later]
        with pytest.raises(NotFound):
            unit.cases.assign(uuid4(), 1, "fire", other.id, FRIDAY, "")
