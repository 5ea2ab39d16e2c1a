"""Files and sheets."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from storage.cases import Case
from storage.database import Database
from storage.drawings import File, SheetRow
from storage.errors import Conflict, NotFound
from storage.people import Person
from tests.storage.made import new_sheet

SOURCE = {"version": "AC1032", "repairs": []}


def test_a_file_comes_back_as_received(database: Database, case: Case, file: File, person: Person) -> None:
    with database.unit() as unit:
        assert unit.drawings.file(file.id) == file
        assert unit.drawings.files(case.id) == [file]
    assert (file.case, file.round, file.name, file.sha256) == (case.id, 1, "总图.dxf", "a" * 64)
    assert (file.size, file.format, file.status, file.uploaded_by) == (1234, "dxf", "received", person.id)
    assert (file.refusal, file.columns_sha256, file.source, file.seconds) == (None, None, None, {})


def test_the_same_bytes_twice_are_one_file_under_the_first_name(
    database: Database, case: Case, file: File, person: Person
) -> None:
    with database.unit() as unit:
        again, new = unit.drawings.add_file(
            case=case.id, round=1, name="副本.dxf", sha256="a" * 64, size=1234, format="dxf", uploaded_by=person.id
        )
        assert (again, new) == (file, False)
        assert len(unit.drawings.files(case.id)) == 1


def test_the_same_bytes_in_another_round_or_case_are_another_file(
    database: Database, case: Case, file: File, person: Person
) -> None:
    with database.unit() as unit:
        neighbour = unit.cases.create(name="邻居", facts={}, applicant=person.id)
        for where, round_number in ((case.id, 2), (neighbour.id, 1)):
            _, new = unit.drawings.add_file(
                case=where, round=round_number, name="x", sha256="a" * 64, size=1, format="dxf", uploaded_by=person.id
            )
            assert new
        assert unit.drawings.files(case.id, 1) == [file]
        assert len(unit.drawings.files(case.id)) == 2


def test_the_same_bytes_from_many_threads_are_one_file(database: Database, case: Case, person: Person) -> None:
    def add(name: int) -> bool:
        with database.unit() as unit:
            return unit.drawings.add_file(
                case=case.id, round=1, name=f"{name}", sha256="e" * 64, size=1, format="pdf", uploaded_by=person.id
            )[1]

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(24))) == 1


def test_files_stand_in_the_order_of_arrival(database: Database, case: Case, person: Person) -> None:
    with database.unit() as unit:
        for name, letter in (("丙", "1"), ("甲", "2"), ("乙", "3")):
            unit.drawings.add_file(
                case=case.id, round=1, name=name, sha256=letter * 64, size=1, format="dxf", uploaded_by=person.id
            )
        assert [file.name for file in unit.drawings.files(case.id)] == ["丙", "甲", "乙"]


def test_a_file_of_an_unknown_case_is_refused(database: Database, person: Person) -> None:
    with database.unit() as unit, pytest.raises(NotFound):
        unit.drawings.add_file(
            case=uuid4(), round=1, name="x", sha256="a" * 64, size=1, format="dxf", uploaded_by=person.id
        )


def test_what_was_read_is_kept_with_its_sheets(database: Database, case: Case, file: File) -> None:
    with database.unit() as unit:
        unit.drawings.set_reading(file.id)
        assert unit.drawings.file(file.id).status == "reading"
    with database.unit() as unit:
        unit.drawings.set_read(file.id, "b" * 64, SOURCE, {"parse": 0.25}, [new_sheet(1), new_sheet(2, scale=None)])
    with database.unit() as unit:
        read = unit.drawings.file(file.id)
        first, second = unit.drawings.sheets(case.id)
        assert unit.drawings.sheet(first.id) == first
    assert (read.status, read.columns_sha256, read.source, read.seconds) == ("read", "b" * 64, SOURCE, {"parse": 0.25})
    assert first == SheetRow(
        id=first.id,
        case=case.id,
        round=1,
        file=file.id,
        sheet="aaaaaaaaaaaa-1",
        ordinal=1,
        number="总施-01",
        title="总平面图",
        discipline="planning",
        scale=500.0,
        size_mm=(1189.0, 841.0),
        where="model",
        frame="A0",
        to_mm=(2.0, 0.0, 0.0, 2.0, -10.0, -20.0),
        bounds_m=(5.0, 10.0, 599.5, 430.5),
        plot_sha256="c" * 64,
        picture_sha256="d" * 64,
        picture_size=(2400, 1698),
        not_displayed=[{"kind": "proxy", "what": "TCH_WALL", "count": 3}],
    )
    assert (second.number, second.scale) == ("总施-02", None)
    assert all(isinstance(side, int) for side in first.picture_size or ())


def test_reading_a_file_again_keeps_the_ids_of_its_sheets(database: Database, case: Case, file: File) -> None:
    with database.unit() as unit:
        unit.drawings.set_read(file.id, "b" * 64, SOURCE, {}, [new_sheet(1), new_sheet(2)])
        before = unit.drawings.sheets(case.id)
    with database.unit() as unit:
        unit.drawings.set_read(file.id, "b" * 64, SOURCE, {}, [new_sheet(1), new_sheet(2)])
        assert unit.drawings.sheets(case.id) == before


def test_a_later_reading_replaces_the_earlier_one(database: Database, case: Case, file: File) -> None:
    with database.unit() as unit:
        unit.drawings.set_read(file.id, "b" * 64, SOURCE, {}, [new_sheet(1), new_sheet(2)])
        unit.drawings.set_read(file.id, "f" * 64, SOURCE, {}, [new_sheet(1, title="一层平面图")])
        assert [sheet.title for sheet in unit.drawings.sheets(case.id)] == ["一层平面图"]
        unit.drawings.set_read(file.id, "f" * 64, SOURCE, {}, [])
        assert unit.drawings.sheets(case.id) == []


def test_a_refused_file_says_why_in_two_languages_and_has_no_sheets(database: Database, case: Case, file: File) -> None:
    with database.unit() as unit:
        unit.drawings.set_read(file.id, "b" * 64, SOURCE, {}, [new_sheet()])
        unit.drawings.set_refused(file.id, "文件已损坏", "the file is damaged")
        refused = unit.drawings.file(file.id)
        assert unit.drawings.sheets(case.id) == []
        assert (refused.status, refused.refusal) == ("refused", {"zh": "文件已损坏", "en": "the file is damaged"})
        unit.drawings.set_reading(file.id)
        assert unit.drawings.file(file.id).refusal is None


def test_sheets_of_a_file_that_came_first_stand_first(
    database: Database, case: Case, file: File, person: Person
) -> None:
    with database.unit() as unit:
        later, _ = unit.drawings.add_file(
            case=case.id, round=1, name="一", sha256="e" * 64, size=1, format="pdf", uploaded_by=person.id
        )
        unit.drawings.set_read(later.id, "b" * 64, SOURCE, {}, [new_sheet(1, sheet="e-1", number="建施-01")])
        unit.drawings.set_read(file.id, "b" * 64, SOURCE, {}, [new_sheet(2), new_sheet(1)])
        assert [sheet.number for sheet in unit.drawings.sheets(case.id)] == ["总施-01", "总施-02", "建施-01"]
        assert unit.drawings.sheets(case.id, 2) == []


def test_a_removed_file_takes_its_sheets_along(database: Database, case: Case, file: File, sheet: SheetRow) -> None:
    with database.unit() as unit:
        unit.drawings.remove_file(file.id)
        assert unit.drawings.files(case.id) == []
        with pytest.raises(NotFound):
            unit.drawings.sheet(sheet.id)
        for ask in (unit.drawings.file, unit.drawings.set_reading, unit.drawings.remove_file):
            with pytest.raises(NotFound):
                ask(file.id)


def test_a_file_whose_sheets_carry_marks_stays(
    database: Database, case: Case, file: File, sheet: SheetRow, person: Person
) -> None:
    with database.unit() as unit:
        unit.marks.place(
            case=case.id,
            round=1,
            sheet=sheet.id,
            author=person.id,
            discipline="fire",
            severity="general",
            comment="此处",
            body={},
        )
        with pytest.raises(Conflict, match="carry marks"):
            unit.drawings.remove_file(file.id)
        with pytest.raises(Conflict):
            unit.drawings.set_read(file.id, "b" * 64, SOURCE, {}, [])
        assert unit.drawings.sheets(case.id) == [sheet]


def test_what_is_not_displayed_is_acknowledged_once_by_each(
    database: Database, sheet: SheetRow, person: Person, other: Person
) -> None:
    with database.unit() as unit:
        assert unit.drawings.acknowledged(sheet.id) == []
        for somebody in (other, person, other):
            unit.drawings.acknowledge(sheet.id, somebody.id)
        assert [each.person for each in unit.drawings.acknowledged(sheet.id)] == [other.id, person.id]
        with pytest.raises(NotFound):
            unit.drawings.acknowledge(uuid4(), person.id)


def test_text_that_postgresql_cannot_keep_is_kept_with_replacement_characters(
    database: Database, case: Case, file: File
) -> None:
    hostile = new_sheet(1, title="总\x00图\udcff", not_displayed=[{"what": "\x00\ud800", "\x00": [1, "\x00"]}])
    with database.unit() as unit:
        unit.drawings.set_read(file.id, "b" * 64, SOURCE, {}, [hostile])
        sheet = unit.drawings.sheets(case.id)[0]
    assert sheet.title == "总\ufffd图\ufffd"
    assert sheet.not_displayed == [{"what": "\ufffd\ufffd", "\ufffd": [1, "\ufffd"]}]
