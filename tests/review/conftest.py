"""An office of its own for every test that asks: real database, real folder, sample people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from review.demo import PEOPLE, add_sample_people
from review.jobs import Jobs
from review.office import Office
from review.settings import Settings
from storage.objects import Folder

if TYPE_CHECKING:
    from storage.database import Database
    from storage.people import Person


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    settings = replace(Settings(), data=tmp_path, database_url=database.url, stalled_seconds=4)
    return Office(settings, database, Folder(tmp_path / "objects"))


@pytest.fixture
def jobs(office: Office) -> Jobs:
    jobs = Jobs(office)
    jobs.migrate()
    return jobs


@pytest.fixture
def people(office: Office) -> dict[str, Person]:
    with office.database.unit() as unit:
        add_sample_people(unit)
        found = {person.login: unit.people.by_login(person.login) for person in PEOPLE}
    return {login: person for login, person in found.items() if person is not None}
