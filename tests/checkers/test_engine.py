from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely import Point

from checkers.catalogue import UnknownDiscipline, rules
from checkers.clauses import statutes
from checkers.drawing.model import DrawingSet, SourceFile
from checkers.engine import measure
from checkers.errors import CouldNotRead, Words
from checkers.facts import Facts
from checkers.features.base import Feature
from checkers.finding import Measurement
from checkers.rule import rule
from checkers.stated_facts import facts_of
from tests.checkers.drawn import TODAY, not_shown, rectangle, sheet

CLAUSES = """
[[clause]]
rule = "fire/door"
name = {{zh = "门宽", en = "Door width"}}
code = "GB 1-2000"
article = "?"
since = {since}
{until}
severity = "general"
compared = false
text = {{zh = "门净宽", en = "clear width of doors"}}
[clause.limits]
width = {{value = {width}, unit = "m", zh = "净宽", en = "clear width"}}
"""


def clause(width: Any, since: Any = "2000-01-01", until: Any = "", rule_id: Any = "fire/door") -> Any:
    ends = f"until = {until}" if until else ""
    return CLAUSES.format(width=width, since=since, until=ends).replace("fire/door", rule_id)


def law(tmp_path: Path, national: Any, **local: Any) -> Any:
    folder = tmp_path / "fire"
    folder.mkdir()
    (folder / "clauses.toml").write_text(national, encoding="utf-8")
    for place, text in local.items():
        (folder / f"clauses.{place}.toml").write_text(text, encoding="utf-8")
    return statutes(tmp_path)


def door(width: Any) -> Any:
    return Feature(subject=f"门 {width}", sheet="0123456789ab-1", where=Point(0, 0)), Measurement(width)


@rule("fire/door")
def doors(plans: Any, law: Any) -> Any:
    for width in (0.9, 1.1, 1.0996):
        yield law.at_least("width").judge(*door(width))


@rule("fire/nothing")
def nothing(plans: Any, law: Any) -> Any:
    yield from ()


@rule("fire/blind")
def blind(plans: Any, law: Any) -> Any:
    raise CouldNotRead("facts.place.latitude")
    yield


@rule("fire/failing")
def failing(plans: Any, law: Any) -> Any:
    yield law.at_least("width").judge(*door(0.5))
    yield law.at_least("width").judge(*door(5.0))
    raise ZeroDivisionError("the way has no length")


ALL = (doors, nothing, blind, failing)


def everything(tmp_path: Path) -> Any:
    return law(tmp_path, "".join(clause(1.1, rule_id=each.id) for each in ALL))


def run(tmp_path: Path, *chosen: Any, statutes_: Any = None, facts: Any = None, day: Any = TODAY) -> Any:
    found = statutes_ or everything(tmp_path)
    return measure(DrawingSet((sheet(),)), facts or Facts(), filed_on=day, rules=chosen or ALL, law=found)


def test_every_rule_is_accounted_for(tmp_path: Path) -> None:
    report = run(tmp_path)
    told = {account.rule: (account.ran, account.why_not, account.looked_at) for account in report.accounts}
    assert told == {
        "fire/door": (True, None, 3),
        "fire/nothing": (False, "nothing-to-look-at", 0),
        "fire/blind": (False, "could-not-read: facts.place.latitude", 0),
        "fire/failing": (False, "could-not-check: ZeroDivisionError: the way has no length", 1),
    }


def test_what_was_looked_at_is_met_broken_or_doubtful(tmp_path: Path) -> None:
    [account] = run(tmp_path, doors).accounts
    assert (account.met, account.broken, account.doubtful) == (1, 1, 1)
    assert account.seconds >= 0


def test_a_rule_that_fails_turns_nothing_green_and_harms_no_other(tmp_path: Path) -> None:
    report = run(tmp_path)
    assert {f.verdict for f in report.findings if f.rule == "fire/failing"} == {"broken"}
    assert sum(f.rule == "fire/door" for f in report.findings) == 3
    assert report.broken


def test_coverage_adds_up(tmp_path: Path) -> None:
    coverage = run(tmp_path).coverage
    assert (coverage.rules, coverage.ran, coverage.could_not, coverage.not_applicable) == (4, 1, 2, 1)


def test_the_clause_is_chosen_by_the_filing_day(tmp_path: Path) -> None:
    editions = law(tmp_path, clause(0.8, "2000-01-01", "2019-12-31") + clause(1.2, "2020-01-01"))
    old = run(tmp_path, doors, statutes_=editions, day=date(2019, 12, 31))
    new = run(tmp_path, doors, statutes_=editions, day=date(2020, 1, 1))
    before = run(tmp_path, doors, statutes_=editions, day=date(1999, 12, 31))
    assert old.accounts[0].met == 3
    assert new.accounts[0].broken == 3
    assert before.accounts[0].why_not == "no-clause-in-force"
    assert before.accounts[0].name == Words("门宽", "Door width")
    assert before.coverage.could_not == 1


def test_the_facts_give_the_filing_day_unless_one_is_given(tmp_path: Path) -> None:
    found = everything(tmp_path)
    facts = facts_of({"filed_on": "2021-03-04"})
    assert measure(DrawingSet(()), facts, rules=ALL, law=found).filed_on == date(2021, 3, 4)
    assert measure(DrawingSet(()), facts, filed_on=TODAY, rules=ALL, law=found).filed_on == TODAY


def test_a_local_amendment_goes_before_the_national_clause_at_its_place_only(tmp_path: Path) -> None:
    found = law(tmp_path, clause(1.1), 常州市=clause(0.9))
    here = run(tmp_path, doors, statutes_=found, facts=facts_of({"place": {"city": "常州市"}}))
    elsewhere = run(tmp_path, doors, statutes_=found, facts=facts_of({"place": {"city": "无锡市"}}))
    assert here.accounts[0].met == 3
    assert elsewhere.accounts[0].broken == 1


def test_only_the_disciplines_asked_for_are_measured() -> None:
    report = measure(DrawingSet(()), Facts(), filed_on=TODAY, disciplines=["fire"])
    assert {account.discipline for account in report.accounts} == {"fire"}
    with pytest.raises(UnknownDiscipline):
        measure(DrawingSet(()), Facts(), disciplines=["fires"])


def test_the_whole_catalogue_measures_an_empty_set_and_a_bare_sheet_without_failing() -> None:
    for drawings in (DrawingSet(()), DrawingSet((sheet(),))):
        report = measure(drawings, Facts(), filed_on=TODAY)
        assert len(report.accounts) == len(rules())
        assert not [a.why_not for a in report.accounts if a.why_not and a.why_not.startswith("could-not-check")]
        assert not report.broken or drawings.sheets


def test_seconds_are_told_apart() -> None:
    drawn = sheet([("SPACE", rectangle(0, 0, 20, 1.5))], [("公共走廊", 1, 1)], title="住宅平面图")
    report = measure(DrawingSet((drawn,)), Facts(), filed_on=TODAY, seconds={"read": 1.5})
    assert set(report.seconds) == {"read", "recognise", "measure"}
    assert report.seconds["read"] == 1.5
    assert min(report.seconds.values()) >= 0


def why_nothing(tmp_path: Path, *sheets: Any, unread: Any = ()) -> Any:
    report = measure(
        DrawingSet(sheets), Facts(), filed_on=TODAY, rules=(nothing,), law=everything(tmp_path), unread=unread
    )
    [account] = report.accounts
    assert report.coverage.could_not == (account.why_not != "nothing-to-look-at")
    return account.why_not


@pytest.mark.parametrize("kind", ["proxy", "xref", "damaged", "encoding", "other"])
def test_where_things_could_not_be_read_nobody_says_there_are_none(tmp_path: Path, kind: Any) -> None:
    hiding = sheet(not_displayed=[not_shown(kind, "TCH_WALL", 6)])
    assert why_nothing(tmp_path, sheet(identity="a-1"), hiding) == "could-not-read: TCH_WALL ×6"


@pytest.mark.parametrize("kind", ["font", "image"])
def test_a_missing_font_or_logo_hides_nothing(tmp_path: Path, kind: Any) -> None:
    assert why_nothing(tmp_path, sheet(not_displayed=[not_shown(kind, "hztxt.shx", 6)])) == "nothing-to-look-at"


def test_a_file_that_could_not_be_read_may_hold_just_such_things(tmp_path: Path) -> None:
    assert why_nothing(tmp_path, sheet(), unread=["basement.dwg"]) == "could-not-read: basement.dwg"


def test_a_rule_that_found_something_ran_whatever_is_hidden(tmp_path: Path) -> None:
    hiding = sheet(not_displayed=[not_shown("proxy", "TCH_WALL", 6)])
    report = measure(DrawingSet((hiding,)), Facts(), filed_on=TODAY, rules=(doors,), law=everything(tmp_path))
    assert report.accounts[0].ran


def sized(tmp_path: Path, why: str, **fields: Any) -> list[str]:
    file = SourceFile("set.dxf", "0123456789ab" + "0" * 52, "dxf", "AC1032", "utf-8", None, "mm", why)
    drawings = DrawingSet((sheet(**fields),), (file,))
    report = measure(drawings, Facts(), filed_on=TODAY, rules=(doors,), law=everything(tmp_path))
    return [str(finding.verdict) for finding in report.findings]


@pytest.mark.parametrize("why", ["assumed: the file declares none", "declared; doubted by frame size"])
def test_in_a_unit_that_nothing_tells_no_size_is_met(tmp_path: Path, why: str) -> None:
    assert sized(tmp_path, why) == ["broken", "doubtful", "doubtful"]


def test_in_a_declared_unit_sizes_are_what_they_are(tmp_path: Path) -> None:
    assert sized(tmp_path, "declared") == ["broken", "met", "doubtful"]


def test_on_a_page_without_a_scale_no_size_is_met_or_broken(tmp_path: Path) -> None:
    on_paper = {"format": "pdf", "scale": None, "where": "page:1"}
    assert sized(tmp_path, "millimetres of paper", **on_paper) == ["doubtful"] * 3


def test_on_a_page_with_a_scale_sizes_are_those_of_the_building(tmp_path: Path) -> None:
    assert sized(tmp_path, "millimetres of paper", format="pdf", where="page:1") == ["broken", "met", "doubtful"]


def of_details(tmp_path: Path, *found: tuple[str, float, tuple[str, ...], Point]) -> list[tuple[str, str]]:
    """Sheet and verdict of what stays when doors are found on a sheet, on its detail and on another file's sheet."""
    drawings = DrawingSet(
        (
            sheet(identity="0123456789ab-1"),
            sheet(identity="0123456789ab-2", part_of="0123456789ab-1"),
            sheet(identity="other-1", file="other.dxf"),
        )
    )

    @rule("fire/door")
    def doors_of_both(plans: Any, law: Any) -> Any:
        for identity, width, handles, where in found:
            thing = Feature(subject="门", sheet=identity, where=where, handles=handles)
            yield law.at_least("width").judge(thing, Measurement(width))

    report = measure(drawings, Facts(), filed_on=TODAY, rules=(doors_of_both,), law=everything(tmp_path))
    assert report.accounts[0].looked_at == len(report.findings)
    return [(finding.sheet, str(finding.verdict)) for finding in report.findings]


def test_a_thing_that_a_detail_shows_again_is_judged_once(tmp_path: Path) -> None:
    # the detail's finding may come first, and its place be off by the noise of computing
    found = of_details(
        tmp_path,
        ("0123456789ab-2", 0.5, ("1A",), Point(3, 4 + 1e-9)),
        ("0123456789ab-1", 0.5, ("1A",), Point(3, 4)),
    )
    assert found == [("0123456789ab-1", "broken")]


def test_a_thing_that_only_the_detail_shows_is_judged_there(tmp_path: Path) -> None:
    found = of_details(
        tmp_path,
        ("0123456789ab-1", 0.5, ("1A",), Point(3, 4)),
        ("0123456789ab-2", 0.5, ("1B",), Point(3, 4)),
        ("0123456789ab-2", 0.5, ("1A",), Point(9, 4)),
        ("0123456789ab-2", 0.5, ("1A",), Point(9, 4)),
    )
    assert found == [("0123456789ab-1", "broken"), ("0123456789ab-2", "broken"), ("0123456789ab-2", "broken")]


def test_what_is_met_on_the_sheet_and_broken_on_its_detail_stays_broken(tmp_path: Path) -> None:
    found = of_details(
        tmp_path,
        ("0123456789ab-1", 5.0, ("1A",), Point(3, 4)),
        ("0123456789ab-2", 0.5, ("1A",), Point(3, 4)),
    )
    assert found == [("0123456789ab-1", "met"), ("0123456789ab-2", "broken")]


def test_things_without_handles_and_those_of_other_files_are_never_taken_for_one(tmp_path: Path) -> None:
    found = of_details(
        tmp_path,
        ("0123456789ab-1", 0.5, (), Point(3, 4)),
        ("0123456789ab-2", 0.5, (), Point(3, 4)),
        ("other-1", 0.5, ("1A",), Point(3, 4)),
        ("0123456789ab-2", 0.5, ("1A",), Point(3, 4)),
    )
    assert [sheet for sheet, _ in found] == ["0123456789ab-1", "0123456789ab-2", "other-1", "0123456789ab-2"]
