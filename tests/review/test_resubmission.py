"""A second round with a changed, an inserted, a removed and a renumbered sheet in another order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from review import acts
from review.annotations import marks, opinions
from review.errors import NotAllowed, NotThere, Refused, Unready
from review.people import DISCIPLINES
from tests.checkers.comparing.building import Leaf, Thing, drawn, office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from review.jobs import Jobs
    from storage.drawings import SheetRow
    from storage.marks import Mark
    from storage.people import Person

FIRST = office(11)
CHANGED, RENUMBERED, REMOVED, KEPT = FIRST[0], FIRST[13], FIRST[8], FIRST[2]
INSERTED = Leaf(
    "stairs",
    "建施-20",
    "楼梯详图",
    tuple(Thing(f"step{each}", "room", 12 + each * 0.9, 20, 0.6, 9, f"踏步{each}") for each in range(12)),
)


def at(thing: Thing) -> dict[str, object]:
    """A point in the middle of a thing, in millimetres on its sheet at 1:100."""
    return {"type": "Point", "coordinates": [(thing.x + thing.width / 2) * 10, (thing.y + thing.height / 2) * 10]}


def thing(leaf: Leaf, key: str) -> Thing:
    return next(each for each in leaf.things if each.key == key)


def second_round() -> list[Leaf]:
    """Another order, one sheet inserted, one removed, one renumbered, a room of one moved by 0.9 m."""
    moved = tuple(replace(each, x=each.x + 0.9) if each.key == "special" else each for each in CHANGED.things)
    after = [leaf for leaf in FIRST if leaf is not REMOVED]
    after[0] = replace(CHANGED, things=moved)
    after[after.index(RENUMBERED)] = replace(RENUMBERED, number="结施-44")
    return [INSERTED, *after[::-1]]


def bring(jobs: Jobs, applicant: Person, case: UUID, file: Path) -> None:
    with file.open("rb") as stream:
        acts.add_file(jobs, case, applicant, file.name, stream)
    jobs.work(until_idle=True)


def named(jobs: Jobs, case: UUID, round_number: int) -> dict[str, SheetRow]:
    with jobs.office.database.unit() as unit:
        return {sheet.title: sheet for sheet in unit.drawings.sheets(case, round_number)}


@pytest.fixture
def returned(jobs: Jobs, people: dict[str, Person], tmp_path: Path) -> tuple[UUID, dict[str, Mark]]:
    """A case returned for correction, with a mark on each sheet that matters."""
    applicant = people["applicant"]
    case = acts.create_case(jobs, applicant, "办公楼", {"filed_on": "2025-06-01"})
    bring(jobs, applicant, case.id, drawn(FIRST, tmp_path / "全套.dxf"))
    acts.submit(jobs, case.id, applicant)
    present = acts.accept(jobs, case.id, people["window"])
    sheets = named(jobs, case.id, 1)
    places = {
        "moved": (CHANGED, at(thing(CHANGED, "special"))),
        "stayed": (CHANGED, at(thing(CHANGED, "level"))),
        "renumbered": (RENUMBERED, at(thing(RENUMBERED, "column1-0"))),
        "removed": (REMOVED, at(thing(REMOVED, "ground"))),
        "kept": (KEPT, at(thing(KEPT, "south1"))),
    }
    placed = {}
    with jobs.office.database.unit() as unit:
        for name, (leaf, place) in places.items():
            placed[name] = marks.place(unit, present, sheets[leaf.title], people["fire"], shape=place, comment=name)
        for discipline in DISCIPLINES:
            conclusion = "revise" if discipline == "fire" else "pass"
            opinions.release(unit, present, people[discipline], discipline, conclusion, "请修改")
    acts.return_for_correction(jobs, case.id, people["signatory"], "请修改")
    return case.id, placed


def again_under_review(
    jobs: Jobs, people: dict[str, Person], case: UUID, *, everything: bool, removed: tuple[str, ...] = ()
) -> None:
    acts.resubmit(jobs, case, people["applicant"], everything=everything, removed=removed)
    jobs.work(until_idle=True)
    acts.accept(jobs, case, people["window"])


def test_every_mark_stands_where_a_person_puts_it_or_asks_for_a_look(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case, placed = returned
    bring(jobs, people["applicant"], case, drawn(second_round(), tmp_path / "二轮.dxf"))
    again_under_review(jobs, people, case, everything=True)
    sheets = named(jobs, case, 2)
    with jobs.office.database.unit() as unit:
        pairs = {
            unit.drawings.sheet(pair.new or pair.old).title: pair  # type: ignore[arg-type]
            for pair in unit.rounds.pairs(case, 2)
        }
        where = {each.mark: each for each in unit.rounds.placements(case, 2)}
    assert pairs[INSERTED.title].standing == "added"
    assert pairs[REMOVED.title].standing == "removed"
    assert pairs[CHANGED.title].standing == "matched"
    assert pairs[RENUMBERED.title].standing == "matched"
    assert {
        pair.standing
        for title, pair in pairs.items()
        if title not in {INSERTED.title, REMOVED.title, CHANGED.title, RENUMBERED.title}
    } == {"same"}
    for name, leaf in (("stayed", CHANGED), ("renumbered", RENUMBERED), ("kept", KEPT)):
        landed = where[placed[name].id]
        assert landed.standing == "placed", name
        assert landed.sheet == sheets[leaf.title].id
        assert landed.shape is not None
        assert landed.shape["coordinates"] == pytest.approx(
            placed[name].body["target"]["selector"]["geometry"]["coordinates"]
        )
    assert where[placed["moved"].id].standing == "look"
    assert where[placed["moved"].id].sheet == sheets[CHANGED.title].id
    assert where[placed["removed"].id].standing == "gone"
    assert where[placed["removed"].id].sheet is None


def test_a_change_at_a_comment_answers_it_and_another_is_undeclared(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case, placed = returned
    after = second_round()
    place = next(number for number, leaf in enumerate(after) if leaf.key == CHANGED.key)
    after[place] = replace(
        after[place], things=(*after[place].things, Thing("shaft", "room", 60, 45, 2, 2, "新增管井"))
    )
    bring(jobs, people["applicant"], case, drawn(after, tmp_path / "二轮.dxf"))
    sheet = named(jobs, case, 2)[CHANGED.title]
    with jobs.office.database.unit() as unit:
        pair = unit.rounds.pair_of(sheet.id)
    assert pair is not None
    told = {change["kind"]: change for change in pair.changes}
    assert f"mark:{placed['moved'].id}" in told["moved"]["answers"]
    assert told["added"]["answers"] == []
    assert pair.undeclared == 1


def test_only_what_changed_is_brought_and_the_rest_goes_on_counting(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case, placed = returned
    new = [leaf for leaf in second_round() if leaf.key in {CHANGED.key, "stairs"}]
    bring(jobs, people["applicant"], case, drawn(new, tmp_path / "改动.dxf"))
    removed = named(jobs, case, 1)[REMOVED.title].sheet
    again_under_review(jobs, people, case, everything=False, removed=(removed,))
    sheets = named(jobs, case, 2)
    assert set(sheets) == {leaf.title for leaf in FIRST if leaf is not REMOVED} | {INSERTED.title}
    with jobs.office.database.unit() as unit:
        assert len(unit.drawings.sheets(case, 2)) == len(FIRST)
        left_out = {row.title: row.left_out for row in unit.drawings.sheets(case, 2, left_out=True) if row.left_out}
        where = {each.mark: each for each in unit.rounds.placements(case, 2)}
        run = unit.findings.latest(case, 2)
    assert left_out == {CHANGED.title: sheets[CHANGED.title].sheet, REMOVED.title: "removed"}
    assert where[placed["kept"].id].standing == "placed"
    assert where[placed["kept"].id].sheet == sheets[KEPT.title].id
    assert where[placed["moved"].id].standing == "look"
    assert where[placed["removed"].id].standing == "gone"
    assert run is not None


def test_a_doubtful_sheet_is_asked_about_before_only_what_changed_is_brought(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case, _ = returned
    applicant = people["applicant"]
    bring(jobs, applicant, case, drawn([replace(CHANGED, number="建变-1", title="变更图")], tmp_path / "改动.dxf"))
    new = named(jobs, case, 2)["变更图"]
    old = named(jobs, case, 1)
    with jobs.office.database.unit() as unit:
        asked = unit.rounds.pair_of(new.id)
    assert asked is not None
    assert asked.standing == "doubtful"
    with pytest.raises(Unready, match="Of 1 new sheets"):
        acts.resubmit(jobs, case, applicant, everything=False)
    with pytest.raises(NotAllowed):
        acts.say_pair(jobs, case, people["fire"], new.id, old[CHANGED.title].id)
    with pytest.raises(NotThere):
        acts.say_pair(jobs, case, applicant, old[CHANGED.title].id, new.id)
    acts.say_pair(jobs, case, applicant, new.id, old[CHANGED.title].id)
    jobs.work(until_idle=True)
    again_under_review(jobs, people, case, everything=False)
    with jobs.office.database.unit() as unit:
        pair = unit.rounds.pair_of(new.id)
        assert pair is not None
        assert (pair.standing, pair.old) == ("matched", old[CHANGED.title].id)
        assert {row.title for row in unit.drawings.sheets(case, 2)} == {
            leaf.title for leaf in FIRST if leaf is not CHANGED
        } | {"变更图"}


def test_a_late_comment_on_what_did_not_change_needs_a_reason(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case_id, _ = returned
    bring(jobs, people["applicant"], case_id, drawn(second_round(), tmp_path / "二轮.dxf"))
    again_under_review(jobs, people, case_id, everything=True)
    sheets = named(jobs, case_id, 2)
    fire = people["fire"]
    far = {"type": "Point", "coordinates": [700, 500]}
    with jobs.office.database.unit() as unit:
        case = unit.cases.get(case_id)
        with pytest.raises(Refused, match="Nothing changed here"):
            marks.place(unit, case, sheets[KEPT.title], fire, shape=far, comment="才想到的")
        with pytest.raises(Refused, match="explanation of a late comment"):
            marks.place(unit, case, sheets[KEPT.title], fire, shape=far, comment="才想到的", late_reason="safety")
        late = marks.place(
            unit,
            case,
            sheets[KEPT.title],
            fire,
            shape=far,
            comment="疏散",
            late_reason="safety",
            late_text="影响疏散安全",
        )
        assert (late.late_reason, late.late_text) == ("safety", "影响疏散安全")
        new_place = {
            "type": "Point",
            "coordinates": [(thing(CHANGED, "special").x + 0.9) * 10 + 5, thing(CHANGED, "special").y * 10 + 5],
        }
        for sheet, place in (
            (sheets[CHANGED.title], new_place),
            (sheets[INSERTED.title], far),
            (sheets[KEPT.title], at(thing(KEPT, "south1"))),
        ):
            assert marks.place(unit, case, sheet, fire, shape=place, comment="跟进").late_reason == ""
        assert unit.timeline.of(case_id)[-4].detail["late_reason"] == "safety"


def test_the_reviewer_of_the_discipline_settles_where_a_mark_stands(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case, placed = returned
    bring(jobs, people["applicant"], case, drawn(second_round(), tmp_path / "二轮.dxf"))
    again_under_review(jobs, people, case, everything=True)
    with pytest.raises(NotAllowed):
        acts.settle_mark(jobs, case, people["health"], placed["moved"].id, "placed")
    with pytest.raises(Refused):
        acts.settle_mark(jobs, case, people["fire"], placed["moved"].id, "look")
    with pytest.raises(Refused, match="stands nowhere"):
        acts.settle_mark(jobs, case, people["fire"], placed["removed"].id, "placed")
    acts.settle_mark(jobs, case, people["fire"], placed["moved"].id, "placed")
    with jobs.office.database.unit() as unit:
        jobs.defer_compare(unit, case, 2)
        kept = unit.rounds.placement(placed["moved"].id, 2)
    assert (kept.standing, kept.settled_by) == ("placed", people["fire"].id)


def test_comparing_twice_changes_nothing(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case, _ = returned
    bring(jobs, people["applicant"], case, drawn(second_round(), tmp_path / "二轮.dxf"))
    with jobs.office.database.unit() as unit:
        before = (unit.rounds.comparison(case, 2), unit.rounds.pairs(case, 2))
        jobs.defer_compare(unit, case, 2)
    jobs.work(until_idle=True)
    with jobs.office.database.unit() as unit:
        assert (unit.rounds.comparison(case, 2), unit.rounds.pairs(case, 2)) == before
        assert sum(entry.event == "compared" for entry in unit.timeline.of(case)) == 1


def test_only_what_changed_is_not_brought_while_a_new_sheet_is_not_compared_or_cannot_be(
    jobs: Jobs, people: dict[str, Person], returned: tuple[UUID, dict[str, Mark]], tmp_path: Path
) -> None:
    case, _ = returned
    new = [leaf for leaf in second_round() if leaf.key == CHANGED.key]
    bring(jobs, people["applicant"], case, drawn(new, tmp_path / "改动.dxf"))
    with jobs.office.database.unit() as unit:
        unit.rounds.keep(case, 2, identity="before the last file came")
    with pytest.raises(Unready, match="being compared"):
        acts.resubmit(jobs, case, people["applicant"], everything=False)
    with jobs.office.database.unit() as unit:
        unit.rounds.keep(case, 2, identity="too much", failure={"zh": "过多", "en": "too much"})
    with pytest.raises(Unready, match="could not be compared"):
        acts.resubmit(jobs, case, people["applicant"], everything=False)
    with jobs.office.database.unit() as unit:
        assert unit.cases.get(case).round == 1
