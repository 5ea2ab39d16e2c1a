"""Marks on sheets."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from storage.cases import Case
from storage.database import Database, Unit
from storage.drawings import SheetRow
from storage.errors import NotFound
from storage.marks import Mark
from storage.people import Person

BODY = {"type": "Annotation", "target": {"selector": {"type": "Point", "coordinates": [120.5, 88.25]}}}


def placed(unit: Unit, case: UUID, sheet: UUID, author: UUID, comment: str, round_number: int = 1) -> Mark:
    return unit.marks.place(
        case=case,
        round=round_number,
        sheet=sheet,
        author=author,
        discipline="fire",
        severity="mandatory",
        comment=comment,
        body=BODY,
    )


def test_a_mark_comes_back_where_it_was_placed(database: Database, case: Case, sheet: SheetRow, person: Person) -> None:
    with database.unit() as unit:
        mark = placed(unit, case.id, sheet.id, person.id, "净宽不足")
    with database.unit() as unit:
        assert unit.marks.get(mark.id) == mark
    assert (mark.case, mark.round, mark.sheet, mark.author) == (case.id, 1, sheet.id, person.id)
    assert (mark.discipline, mark.severity, mark.comment, mark.body) == ("fire", "mandatory", "净宽不足", BODY)
    assert mark.withdrawn_at is None


def test_marks_are_listed_by_case_round_and_sheet(
    database: Database, case: Case, sheet: SheetRow, person: Person
) -> None:
    with database.unit() as unit:
        first = placed(unit, case.id, sheet.id, person.id, "一")
        second = placed(unit, case.id, sheet.id, person.id, "二", round_number=2)
        assert unit.marks.of_case(case.id) == [first, second]
        assert unit.marks.of_case(case.id, 2) == [second]
        assert unit.marks.of_sheet(sheet.id) == [first, second]
        assert unit.marks.of_sheet(uuid4()) == []


def test_a_withdrawn_mark_is_shown_only_when_asked_for(
    database: Database, case: Case, sheet: SheetRow, person: Person
) -> None:
    with database.unit() as unit:
        mark = placed(unit, case.id, sheet.id, person.id, "误标")
        withdrawn = unit.marks.withdraw(mark.id)
    with database.unit() as unit:
        assert withdrawn.withdrawn_at is not None
        assert unit.marks.withdraw(mark.id) == withdrawn
        assert unit.marks.get(mark.id) == withdrawn
        assert unit.marks.of_case(case.id) == []
        assert unit.marks.of_case(case.id, withdrawn=True) == [withdrawn]
        assert unit.marks.of_sheet(sheet.id) == []
        assert unit.marks.of_sheet(sheet.id, withdrawn=True) == [withdrawn]


def test_a_mark_on_a_sheet_of_another_case_is_refused(
    database: Database, case: Case, sheet: SheetRow, person: Person
) -> None:
    with database.unit() as unit:
        neighbour = unit.cases.create(name="邻居", facts={}, applicant=person.id)
        for wrong_case, wrong_sheet in ((neighbour.id, sheet.id), (case.id, uuid4())):
            with pytest.raises(NotFound, match="sheet of the case"):
                placed(unit, wrong_case, wrong_sheet, person.id, "错")


def test_an_unknown_mark_is_not_found(database: Database) -> None:
    with database.unit() as unit:
        with pytest.raises(NotFound):
            unit.marks.get(uuid4())
        with pytest.raises(NotFound):
            unit.marks.withdraw(uuid4())
