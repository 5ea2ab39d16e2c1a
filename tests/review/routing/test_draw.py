"""A blind draw can be repeated by hand, and who may not review is not drawn."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from review import acts, cli
from review.case import now
from review.errors import NotAllowed, Refused, Unready
from review.people import Role
from review.routing.choice import Chooser
from review.routing.clock import today
from review.routing.draw import lots, new_seed
from tests.review.web import house as houses

if TYPE_CHECKING:
    from review.jobs import Jobs
    from storage.people import Person
    from storage.timeline import Entry

SEED = "0123456789abcdef0123456789abcdef"


def test_the_winner_is_the_smallest_hash_of_seed_and_login() -> None:
    names = ["chen", "li", "wang", "zhao"]
    by_hand = min(names, key=lambda name: hashlib.sha256((SEED + ":" + name).encode()).hexdigest())
    assert lots(SEED, names)[0].login == by_hand
    assert lots(SEED, names[::-1]) == lots(SEED, names)


def test_over_many_draws_everybody_is_drawn_about_as_often() -> None:
    names = [f"r{number}" for number in range(5)]
    count = Counter(lots(hashlib.sha256(str(turn).encode()).hexdigest()[:32], names)[0].login for turn in range(2000))
    assert set(count) == set(names)
    assert all(320 <= each <= 480 for each in count.values()), count


def test_seeds_are_not_repeated() -> None:
    assert len({new_seed() for _ in range(1000)}) == 1000


def test_the_command_repeats_a_draw(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["draw", SEED, "li", "wang", "chen"]) == 0
    first = capsys.readouterr().out.splitlines()[0].split()
    assert first[2] == lots(SEED, ["chen", "li", "wang"])[0].login
    assert first[1] == hashlib.sha256(f"{SEED}:{first[2]}".encode()).hexdigest()


def more_fire(jobs: Jobs, *names: str, firm: str = "联合审图中心（示例）") -> dict[str, Person]:
    """More fire reviewers."""
    made = {}
    with jobs.office.database.unit() as unit:
        for name in names:
            made[name] = unit.people.add(
                login=name,
                name=name,
                firm=firm,
                password_hash="x",
                roles=[Role.REVIEWER],
                disciplines=["fire"],
            )
    return made


def last(jobs: Jobs, case: houses.House, event: str) -> Entry:
    with jobs.office.database.unit() as unit:
        return next(entry for entry in reversed(unit.timeline.of(case.case.id)) if entry.event == event)


def of_fire(jobs: Jobs, house: houses.House) -> Person:
    with jobs.office.database.unit() as unit:
        (given,) = (each for each in unit.cases.assignments(house.case.id, 1) if each.discipline == "fire")
        return unit.people.get(given.person)


def test_a_draw_keeps_seed_candidates_and_excluded_so_that_anybody_repeats_it(
    jobs: Jobs, people: dict[str, Person]
) -> None:
    house = houses.draft(jobs, people)
    more_fire(jobs, "fire-b", "fire-c")
    more_fire(jobs, "fire-same", firm=" ".join(people["applicant"].firm))
    with jobs.office.database.unit() as unit:
        choice = Chooser(unit, house.now(), "draw").choose("fire")
    assert choice is not None
    told = choice.told
    assert told["candidates"] == ["fire", "fire-b", "fire-c"]
    assert told["excluded"] == [{"login": "fire-same", "why": "same_firm"}]
    assert lots(told["seed"], told["candidates"])[0].login == told["person"]


def test_a_declared_tie_hands_the_case_over_and_keeps_it_away(jobs: Jobs, people: dict[str, Person]) -> None:
    house = houses.under_review(jobs, people)
    more_fire(jobs, "fire-b")
    assert acts.declare_relation(jobs, people["fire"], people["applicant"].firm, "配偶在该院任职") == 1
    assert of_fire(jobs, house).login == "fire-b"
    entry = last(jobs, house, "handed_over")
    assert (entry.detail["from"], entry.detail["person"], entry.detail["why"]) == ("fire", "fire-b", "declared")
    assert {"login": "fire", "why": "declared"} not in entry.detail["candidates"]
    with jobs.office.database.unit() as unit:
        relation = unit.relations.standing(people["fire"].id)[0]
        assert Chooser(unit, house.now(), "rule").excludes(people["fire"])
    with pytest.raises(NotAllowed):
        acts.withdraw_relation(jobs, people["health"], relation.id)
    acts.withdraw_relation(jobs, people["fire"], relation.id)
    with jobs.office.database.unit() as unit:
        assert not Chooser(unit, house.now(), "rule").excludes(people["fire"])


def test_with_nobody_else_the_case_stays_and_the_timeline_says_so(jobs: Jobs, people: dict[str, Person]) -> None:
    house = houses.under_review(jobs, people)
    assert acts.declare_relation(jobs, people["fire"], people["applicant"].firm, "配偶在该院任职") == 0
    assert of_fire(jobs, house).login == "fire"
    assert last(jobs, house, "nobody_to_hand_to").detail["discipline"] == "fire"


def test_who_goes_away_today_hands_over_and_who_goes_later_does_not_yet(jobs: Jobs, people: dict[str, Person]) -> None:
    house = houses.under_review(jobs, people)
    more_fire(jobs, "fire-b")
    day = today(now())
    assert acts.note_absence(jobs, people["fire"], day + timedelta(days=9), day + timedelta(days=12), "年假") == 0
    assert of_fire(jobs, house).login == "fire"
    with jobs.office.database.unit() as unit:
        before = {each.discipline: each.due_on for each in unit.cases.assignments(house.case.id, 1)}
    assert acts.note_absence(jobs, people["fire"], day, day + timedelta(days=5), "年假") == 1
    assert of_fire(jobs, house).login == "fire-b"
    with jobs.office.database.unit() as unit:
        assert {each.discipline: each.due_on for each in unit.cases.assignments(house.case.id, 1)} == before
    with pytest.raises(Refused):
        acts.note_absence(jobs, people["fire"], day, day - timedelta(days=1), "倒着走")
    with pytest.raises(NotAllowed):
        acts.note_absence(jobs, people["applicant"], day, day, "不是审查员")


def test_the_window_hands_a_discipline_over_with_a_reason(jobs: Jobs, people: dict[str, Person]) -> None:
    house = houses.under_review(jobs, people)
    with pytest.raises(Unready):
        acts.hand_over(jobs, house.case.id, people["window"], "fire", "工作调整")
    more_fire(jobs, "fire-b")
    with pytest.raises(NotAllowed):
        acts.hand_over(jobs, house.case.id, people["fire"], "fire", "工作调整")
    with pytest.raises(Refused):
        acts.hand_over(jobs, house.case.id, people["window"], "fire", "")
    acts.hand_over(jobs, house.case.id, people["window"], "fire", "工作调整")
    assert of_fire(jobs, house).login == "fire-b"
    assert last(jobs, house, "handed_over").detail["why"] == "工作调整"
