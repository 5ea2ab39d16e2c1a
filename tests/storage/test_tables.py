"""What the program believes of the tables against what the migrations make of them."""

from __future__ import annotations

from dataclasses import fields

import pytest
import sqlalchemy

from storage import cases, drawings, findings, marks, matters, opinions, people, relations, rounds, timeline
from storage.database import Database
from storage.errors import Words
from storage.tables import METADATA, keepable

RECORDS = [
    (cases.Case, cases.CASES),
    (cases.Gap, cases.GAPS),
    (cases.Assignment, cases.ASSIGNMENTS),
    (drawings.File, drawings.FILES),
    (drawings.SheetRow, drawings.SHEETS),
    (drawings.Acknowledgement, drawings.ACKNOWLEDGEMENTS),
    (marks.Mark, marks.MARKS),
    (opinions.Opinion, opinions.OPINIONS),
    (opinions.Decision, opinions.DECISIONS),
    (opinions.Package, opinions.PACKAGES),
    (timeline.Entry, timeline.TIMELINE),
    (cases.Party, cases.PARTIES),
    (people.Person, people.PEOPLE),
    (findings.Run, findings.RUNS),
    (findings.FindingRow, findings.FINDINGS),
    (findings.Judgement, findings.JUDGEMENTS),
    (matters.Matter, matters.MATTERS),
    (matters.MatterWord, matters.WORDS),
    (matters.Appeal, matters.APPEALS),
    (matters.OpinionDraft, matters.DRAFTS),
    (relations.Relation, relations.RELATIONS),
    (relations.Absence, relations.ABSENCES),
    (rounds.Comparison, rounds.COMPARISONS),
    (rounds.SheetPair, rounds.PAIRS),
    (rounds.Placement, rounds.PLACEMENTS),
    (rounds.MeasuredAgain, rounds.MEASURED_AGAIN),
]


def test_every_table_has_the_columns_the_program_asks_for(database: Database) -> None:
    inspector = sqlalchemy.inspect(database._engine)
    standing = {
        name: {column["name"] for column in inspector.get_columns(name)} for name in inspector.get_table_names()
    }
    standing.pop("migrations")
    assert {table.name: {column.name for column in table.c} for table in METADATA.sorted_tables} == standing


@pytest.mark.parametrize(("kind", "table"), RECORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_every_field_of_a_record_is_a_column(kind: type, table: sqlalchemy.Table) -> None:
    assert {field.name for field in fields(kind)} <= {column.name for column in table.c}


def test_new_sheets_and_kept_sheets_have_the_same_fields() -> None:
    new = {field.name for field in fields(drawings.NewSheet)}
    assert {field.name for field in fields(drawings.SheetRow)} - new == {"id", "case", "round", "file", "left_out"}


def test_numbers_that_json_lacks_are_refused_at_any_depth() -> None:
    for number in (float("nan"), float("inf"), float("-inf")):
        with pytest.raises(ValueError, match="not JSON compliant"):
            keepable({"a": [{"b": number}]})


def test_words_answer_in_chinese_to_any_chinese() -> None:
    words = Words("没有", "none")
    assert [words.in_language(language) for language in ("zh", "zh-CN", "ZH_hans", "en", "de")] == [
        "没有",
        "没有",
        "没有",
        "none",
        "none",
    ]
