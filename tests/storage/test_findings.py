"""Runs, findings and judgements."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from storage.cases import Case
from storage.database import Database, Unit
from storage.errors import NotFound
from storage.findings import Run
from storage.people import Person

BROKEN = {
    "rule": "fire/climb-size",
    "verdict": "broken",
    "severity": "mandatory",
    "subject": "登高场地 1",
    "sheet": "aaaaaaaaaaaa-1",
    "measured": 9.4,
    "required": 10.0,
}
MET = BROKEN | {"verdict": "met", "subject": "登高场地 2", "measured": 10.0}
TELECOM = BROKEN | {"rule": "telecom/equipment-room", "verdict": "doubtful", "subject": "设备间", "sheet": None}


def recorded(unit: Unit, case: UUID, identity: str = "one", findings: tuple[dict[str, Any], ...] = (BROKEN,)) -> Run:
    return unit.findings.record(
        case,
        1,
        identity=identity,
        report_sha256="a" * 64,
        engine="0.1.0",
        clauses_sha256="b" * 64,
        filed_on=date(2025, 6, 1),
        coverage={"rules": 3, "ran": 2},
        accounts=[{"id": "fire/climb-size", "ran": True, "seconds": 0.02}],
        findings=findings,
    )


def test_a_run_comes_back_with_its_findings_in_order(database: Database, case: Case) -> None:
    with database.unit() as unit:
        run = recorded(unit, case.id, findings=(TELECOM, BROKEN, MET))
    with database.unit() as unit:
        assert unit.findings.latest(case.id, 1) == run
        rows = unit.findings.of_run(run.id)
        assert unit.findings.get(rows[1].id) == rows[1]
    assert (run.case, run.round, run.engine, run.filed_on) == (case.id, 1, "0.1.0", date(2025, 6, 1))
    assert (run.report_sha256, run.clauses_sha256, run.coverage) == ("a" * 64, "b" * 64, {"rules": 3, "ran": 2})
    assert run.accounts == [{"id": "fire/climb-size", "ran": True, "seconds": 0.02}]
    assert [(row.discipline, row.subject, row.verdict) for row in rows] == [
        ("telecom", "设备间", "doubtful"),
        ("fire", "登高场地 1", "broken"),
        ("fire", "登高场地 2", "met"),
    ]
    assert (rows[0].sheet, rows[1].sheet) == ("", "aaaaaaaaaaaa-1")
    assert rows[1].body == BROKEN


def test_findings_are_chosen_by_discipline_and_verdict(database: Database, case: Case) -> None:
    with database.unit() as unit:
        run = recorded(unit, case.id, findings=(TELECOM, BROKEN, MET))
        assert [row.subject for row in unit.findings.of_run(run.id, discipline="fire")] == ["登高场地 1", "登高场地 2"]
        assert [row.subject for row in unit.findings.of_run(run.id, discipline="fire", verdict="met")] == ["登高场地 2"]
        assert unit.findings.of_run(run.id, discipline="health") == []


def test_recording_a_run_twice_changes_nothing(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        first = recorded(unit, case.id)
        finding = unit.findings.of_run(first.id)[0]
        unit.findings.judge(finding.id, person.id, False, "已实测")
    with database.unit() as unit:
        assert recorded(unit, case.id, findings=(BROKEN, MET)) == first
        assert unit.findings.of_run(first.id) == [finding]
        assert unit.findings.judgements(first.id)[finding.id].reason == "已实测"


def test_the_run_recorded_last_is_the_latest_even_when_it_was_there_before(database: Database, case: Case) -> None:
    with database.unit() as unit:
        one = recorded(unit, case.id, "one")
        two = recorded(unit, case.id, "two", ())
        assert unit.findings.latest(case.id, 1) == two
        recorded(unit, case.id, "one")
        assert unit.findings.latest(case.id, 1) == one
        assert unit.findings.latest(case.id, 2) is None


def test_a_run_of_an_unknown_case_is_refused(database: Database) -> None:
    with database.unit() as unit, pytest.raises(NotFound):
        recorded(unit, uuid4())


def test_a_run_without_findings_is_kept(database: Database, case: Case) -> None:
    with database.unit() as unit:
        assert unit.findings.of_run(recorded(unit, case.id, findings=()).id) == []


def test_thousands_of_findings_are_kept_in_order(database: Database, case: Case) -> None:
    many = tuple(BROKEN | {"subject": f"场地 {count}"} for count in range(3000))
    with database.unit() as unit:
        rows = unit.findings.of_run(recorded(unit, case.id, findings=many).id)
    assert [row.subject for row in rows] == [finding["subject"] for finding in many]


def test_the_last_word_on_a_finding_counts_and_all_are_kept(
    database: Database, case: Case, person: Person, other: Person
) -> None:
    with database.unit() as unit:
        run = recorded(unit, case.id, findings=(BROKEN, MET))
        finding, untouched = unit.findings.of_run(run.id)
        unit.findings.judge(finding.id, person.id, True, "")
        last = unit.findings.judge(finding.id, other.id, False, "详见节点图")
        assert unit.findings.judgements(run.id) == {finding.id: last}
        assert [each.agrees for each in unit.findings.judgements_of(finding.id)] == [True, False]
        assert unit.findings.judgements_of(untouched.id) == []
    assert (last.person, last.agrees, last.reason) == (other.id, False, "详见节点图")


def test_an_unknown_finding_is_not_found(database: Database, person: Person) -> None:
    with database.unit() as unit:
        with pytest.raises(NotFound):
            unit.findings.get(uuid4())
        with pytest.raises(NotFound):
            unit.findings.judge(uuid4(), person.id, True, "")


def test_a_finding_that_is_no_json_is_refused(database: Database, case: Case) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"), database.unit() as unit:
        recorded(unit, case.id, findings=(BROKEN | {"measured": float("nan")},))
