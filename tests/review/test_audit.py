"""The audit names the first entry that does not hold, and notices chains that were cut off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from sqlalchemy.exc import ProgrammingError

from review import acts
from review.audit import as_json, as_text, audit

if TYPE_CHECKING:
    from review.jobs import Jobs
    from storage.cases import Case
    from storage.people import Person


@pytest.fixture
def case(jobs: Jobs, people: dict[str, Person]) -> Case:
    case = acts.create_case(jobs, people["applicant"], "滨江花园", {})
    acts.change_facts(jobs, case.id, people["applicant"], {"place": {"city": "常州市"}})
    return acts.withdraw(jobs, case.id, people["applicant"], "设计暂停")


def _tamper(jobs: Jobs, statement: str, *given: Any) -> None:
    """What somebody with the owner's rights could do."""
    with psycopg.connect(jobs.office.database.url) as connection:
        connection.execute("alter table timeline disable trigger all")
        connection.execute(statement.encode(), given)
        connection.execute("alter table timeline enable trigger all")


def test_an_untouched_office_is_whole(jobs: Jobs, case: Case) -> None:
    found = audit(jobs.office)
    assert found.whole
    assert found.guarded
    assert (found.cases, found.entries) == (1, 3)
    assert "全部完整" in as_text(found, "zh")


def test_a_changed_entry_is_named(jobs: Jobs, case: Case) -> None:
    _tamper(jobs, "update timeline set detail = '{}' where position = 2")
    found = audit(jobs.office)
    assert [(each.case, each.position) for each in found.breaks] == [(case.number, 2)]
    assert "第 2 条" in as_text(found, "zh")
    assert json.loads(json.dumps(as_json(found)))["breaks"][0]["position"] == 2


def test_a_removed_entry_is_named(jobs: Jobs, case: Case) -> None:
    _tamper(jobs, "delete from timeline where position = 1")
    assert [each.position for each in audit(jobs.office).breaks] == [1]


def test_a_chain_cut_off_at_its_end_is_noticed(jobs: Jobs, case: Case) -> None:
    _tamper(jobs, "delete from timeline where position = 3")
    assert [each.position for each in audit(jobs.office).breaks] == [3]


def test_a_removed_timeline_is_noticed(jobs: Jobs, case: Case) -> None:
    _tamper(jobs, "delete from timeline")
    assert [(each.case, each.position) for each in audit(jobs.office).breaks] == [(case.number, 1)]


@pytest.mark.parametrize("statement", ["update timeline set event = ''", "delete from timeline", "truncate timeline"])
def test_the_service_may_not_even_try(jobs: Jobs, case: Case, statement: str) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, ProgrammingError)), jobs.office.database.unit() as unit:
        unit.connection.execute(statement.encode())


def test_a_database_that_does_not_guard_is_said(jobs: Jobs, case: Case) -> None:
    with psycopg.connect(jobs.office.database.url) as connection:
        connection.execute("grant update on timeline to joint_review_service")
    found = audit(jobs.office)
    assert found.whole
    assert not found.guarded
    assert "joint_review_service" in as_text(found, "en")
