"""Opinions, decisions and packages."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from storage.cases import Case
from storage.database import Database, Unit
from storage.errors import AlreadyThere, NotFound
from storage.opinions import Opinion, Package
from storage.people import Person


def released(unit: Unit, case: UUID, person: UUID, discipline: str, round_number: int = 1) -> Opinion:
    return unit.opinions.release(
        case=case, round=round_number, discipline=discipline, person=person, conclusion="revise", text="请修改"
    )


def kept(unit: Unit, case: UUID, person: UUID, code: str, sha256: str, round_number: int = 1) -> Package:
    return unit.opinions.keep_package(
        case=case,
        round=round_number,
        code=code,
        sha256=sha256,
        size=5_000_000_000,
        sealed_by=person,
        seconds={"stamp": 0.5},
    )


def test_an_opinion_is_released_once_for_each_discipline_and_round(
    database: Database, case: Case, person: Person, other: Person
) -> None:
    with database.unit() as unit:
        fire = released(unit, case.id, person.id, "fire")
    with database.unit() as unit:
        with pytest.raises(AlreadyThere, match="fire in round 1"):
            released(unit, case.id, other.id, "fire")
        health = released(unit, case.id, other.id, "health")
        later = released(unit, case.id, person.id, "fire", 2)
        assert unit.opinions.of_case(case.id) == [fire, health, later]
        assert unit.opinions.of_case(case.id, 1) == [fire, health]
    assert (fire.person, fire.conclusion, fire.text) == (person.id, "revise", "请修改")


def test_an_opinion_on_an_unknown_case_is_refused(database: Database, person: Person) -> None:
    with database.unit() as unit, pytest.raises(NotFound):
        released(unit, uuid4(), person.id, "fire")


def test_a_round_is_decided_once(database: Database, case: Case, person: Person) -> None:
    reasons = [{"discipline": "fire", "zh": "净宽不足"}, "其余通过"]
    with database.unit() as unit:
        assert unit.opinions.decision(case.id) is None
        first = unit.opinions.decide(case=case.id, round=1, conclusion="correct", reasons=reasons, person=person.id)
        with pytest.raises(AlreadyThere, match="round 1"):
            unit.opinions.decide(case=case.id, round=1, conclusion="pass", reasons=[], person=person.id)
        second = unit.opinions.decide(case=case.id, round=2, conclusion="pass", reasons=[], person=person.id)
        assert unit.opinions.decision(case.id) == second
        assert unit.opinions.decision(case.id, 1) == first
        assert unit.opinions.decision(case.id, 3) is None
    assert (first.conclusion, first.reasons, first.letter_sha256) == ("correct", reasons, None)


def test_the_letter_of_a_decision_is_noted(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        unit.opinions.decide(case=case.id, round=1, conclusion="pass", reasons=[], person=person.id)
        assert unit.opinions.set_letter(case.id, 1, "a" * 64).letter_sha256 == "a" * 64
        assert unit.opinions.decision(case.id) == unit.opinions.set_letter(case.id, 1, "a" * 64)
        with pytest.raises(NotFound):
            unit.opinions.set_letter(case.id, 2, "a" * 64)


def test_a_package_is_found_by_case_code_and_hash(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        package = kept(unit, case.id, person.id, "JR-1", "a" * 64)
    with database.unit() as unit:
        assert unit.opinions.package(case.id) == package
        assert unit.opinions.package_by_code("JR-1") == package
        assert unit.opinions.package_by_sha256("a" * 64) == package
        assert unit.opinions.package(uuid4()) is None
        assert unit.opinions.package_by_code("JR-2") is None
        assert unit.opinions.package_by_sha256("b" * 64) is None
    assert (package.size, package.sealed_by, package.seconds) == (5_000_000_000, person.id, {"stamp": 0.5})


def test_sealing_a_round_twice_keeps_the_first_package(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        first = kept(unit, case.id, person.id, "JR-1", "a" * 64)
    with database.unit() as unit:
        assert kept(unit, case.id, person.id, "JR-1", "b" * 64) == first
        later = kept(unit, case.id, person.id, "JR-2", "c" * 64, 2)
        assert unit.opinions.package(case.id) == later


def test_a_code_belongs_to_one_package(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        neighbour = unit.cases.create(name="邻居", facts={}, applicant=person.id)
        kept(unit, case.id, person.id, "JR-1", "a" * 64)
        with pytest.raises(AlreadyThere, match="JR-1"):
            kept(unit, neighbour.id, person.id, "JR-1", "b" * 64)
        with pytest.raises(NotFound):
            kept(unit, uuid4(), person.id, "JR-3", "b" * 64)
