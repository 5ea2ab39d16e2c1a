"""A person, a case, a file and a sheet, for tests that need one to stand on."""

from __future__ import annotations

import pytest

from storage.cases import Case
from storage.database import Database
from storage.drawings import File, SheetRow
from storage.people import Person
from tests.storage.made import new_sheet


@pytest.fixture
def person(database: Database) -> Person:
    with database.unit() as unit:
        return unit.people.add(login="lin", name="林工", password_hash="$argon2$", roles=["applicant"])


@pytest.fixture
def other(database: Database) -> Person:
    with database.unit() as unit:
        return unit.people.add(login="he", name="何工", password_hash="$argon2$", roles=["reviewer"])


@pytest.fixture
def case(database: Database, person: Person) -> Case:
    with database.unit() as unit:
        return unit.cases.create(name="滨江花园", facts={"place": {"city": "常州市"}}, applicant=person.id)


@pytest.fixture
def file(database: Database, case: Case, person: Person) -> File:
    with database.unit() as unit:
        file, _ = unit.drawings.add_file(
            case=case.id, round=1, name="总图.dxf", sha256="a" * 64, size=1234, format="dxf", uploaded_by=person.id
        )
        return file


@pytest.fixture
def sheet(database: Database, case: Case, file: File) -> SheetRow:
    with database.unit() as unit:
        unit.drawings.set_read(file.id, "b" * 64, {"version": "AC1032"}, {"parse": 0.5}, [new_sheet()])
        return unit.drawings.sheets(case.id)[0]
