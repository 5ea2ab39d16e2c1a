"""Whose turn it is, since when and until when; what stops a clock, and what the turn of a year does to one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import chinese_calendar
import pytest

from review.routing.clock import announced, due_after
from review.routing.clocks import Turn, pauses_of, turns_of
from storage.cases import Assignment
from storage.timeline import Entry

CASE, WHO = uuid4(), uuid4()
LIMITS = {"window": 1, "signatory": 2}


def entry(day: str, event: str, **detail: object) -> Entry:
    """An entry at nine in the morning in Shanghai."""
    at = datetime.fromisoformat(f"{day}T01:00:00").replace(tzinfo=UTC)
    return Entry(CASE, 1, at, WHO, event, detail, "", "")


def assigned(discipline: str, due: str, round_number: int = 1) -> Assignment:
    return Assignment(
        CASE, round_number, discipline, WHO, date.fromisoformat(due), "", datetime(2025, 3, 1, tzinfo=UTC)
    )


def running(turns: list[Turn]) -> dict[str, tuple[str, str | None, str]]:
    """Of the turns that run: since, due, light, seen on the day ``PRESENT``."""
    return {
        turn.party: (
            turn.since.date().isoformat(),
            turn.due_on.isoformat() if turn.due_on else None,
            turn.light(PRESENT),
        )
        for turn in turns
        if turn.until is None
    }


PRESENT = date(2025, 3, 12)  # a Wednesday

HANDED_IN = [entry("2025-03-03", "created"), entry("2025-03-11", "submit", round=1)]
ROUTED = [
    entry("2025-03-03", "submit", round=1),
    entry("2025-03-04", "accept", round=1),
    entry("2025-03-04", "route", round=1),
    entry("2025-03-04", "assigned", discipline="fire"),
    entry("2025-03-04", "assigned", discipline="health"),
]
DUE = [assigned("fire", "2025-03-18"), assigned("health", "2025-03-14")]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([entry("2025-03-03", "created")], {}, id="a draft waits for nobody"),
        pytest.param(HANDED_IN, {"window": ("2025-03-11", "2025-03-12", "red")}, id="the window has one day"),
        pytest.param(
            [*HANDED_IN, entry("2025-03-11", "return_incomplete", round=1)],
            {"applicant": ("2025-03-11", None, "")},
            id="the applicant has no limit",
        ),
        pytest.param(
            ROUTED,
            {"fire": ("2025-03-04", "2025-03-18", "green"), "health": ("2025-03-04", "2025-03-14", "amber")},
            id="every discipline has a clock of its own",
        ),
        pytest.param(
            [*ROUTED, entry("2025-03-10", "opinion_released", discipline="health")],
            {"fire": ("2025-03-04", "2025-03-18", "green")},
            id="one that has spoken has none",
        ),
        pytest.param(
            [
                *ROUTED,
                entry("2025-03-10", "opinion_released", discipline="health"),
                entry("2025-03-11", "opinion_released", discipline="fire"),
            ],
            {"signatory": ("2025-03-11", "2025-03-13", "amber")},
            id="with the last opinion it is the signatory's turn",
        ),
        pytest.param(
            [*ROUTED, entry("2025-03-11", "clock_paused", cause="expert_review", text="五个工作日")],
            {"fire": ("2025-03-04", "2025-03-19", "paused"), "health": ("2025-03-04", "2025-03-17", "paused")},
            id="what the law does not count moves the day on",
        ),
        pytest.param(
            [*ROUTED, entry("2025-03-11", "return_for_correction", round=1)],
            {"applicant": ("2025-03-11", None, "")},
            id="a return ends every turn of the office",
        ),
        pytest.param([*ROUTED, entry("2025-03-11", "withdraw")], {}, id="withdrawn waits for nobody"),
        pytest.param(
            [*ROUTED, entry("2025-03-11", "decide", round=1), entry("2025-03-12", "seal", round=1)],
            {},
            id="sealed waits for nobody",
        ),
    ],
)
def test_whose_turn_it_is(entries: list[Entry], expected: dict[str, tuple[str, str | None, str]]) -> None:
    assert running(turns_of(entries, DUE, LIMITS, PRESENT)) == expected


def test_the_second_round_has_clocks_of_its_own_and_the_first_is_kept() -> None:
    entries = [
        *ROUTED,
        entry("2025-03-10", "return_for_correction", round=1),
        entry("2025-03-11", "resubmit", round=2),
        entry("2025-03-11", "accept", round=2),
        entry("2025-03-11", "assigned", discipline="fire"),
    ]
    turns = turns_of(entries, [*DUE, assigned("fire", "2025-03-18", 2)], LIMITS, PRESENT)
    assert running(turns) == {"fire": ("2025-03-11", "2025-03-18", "green")}
    over = {(turn.party, turn.round): (turn.until.day if turn.until else None) for turn in turns if turn.until}
    assert over == {("window", 1): 4, ("fire", 1): 10, ("health", 1): 10, ("applicant", 1): 11, ("window", 2): 11}


def test_what_ended_after_its_limit_says_so() -> None:
    turns = turns_of([*ROUTED, entry("2025-03-17", "opinion_released", discipline="health")], DUE, LIMITS, PRESENT)
    assert {turn.party: turn.late for turn in turns if turn.until} == {"window": False, "health": True}


def test_make_up_days_count_and_holidays_do_not() -> None:
    # 26 and 27 January 2025: Sunday is a working day made up for; 28 January to 4 February is Spring Festival
    assert due_after(date(2025, 1, 25), 1) == date(2025, 1, 26)
    assert due_after(date(2025, 1, 27), 1) == date(2025, 2, 5)


def test_a_limit_over_the_end_of_a_year_without_published_holidays_is_counted_by_weekends_and_says_so() -> None:
    unknown = next(year for year in range(2026, 2100) if not announced(date(year, 1, 4)))
    entries = [
        entry(f"{unknown - 1}-12-30", "submit", round=1),
        entry(f"{unknown - 1}-12-30", "accept", round=1),
        entry(f"{unknown - 1}-12-30", "assigned", discipline="fire"),
    ]
    due = due_after(date(unknown - 1, 12, 30), 10)
    day, counted = date(unknown - 1, 12, 30), 0
    while counted < 10:
        day += timedelta(days=1)
        counted += day.weekday() < 5 if day.year == unknown else chinese_calendar.is_workday(day)
    (fire,) = (turn for turn in turns_of(entries, [assigned("fire", due.isoformat())], LIMITS, day) if not turn.until)
    assert fire.due_on is not None
    assert fire.due_on == day
    assert fire.due_on.year == unknown
    assert not fire.announced


def test_a_pause_counts_its_working_days_from_the_day_after_it_began() -> None:
    friday, monday = "2025-03-07", "2025-03-10"
    (pause,) = pauses_of([entry(friday, "clock_paused", cause="hearing", text="x"), entry(monday, "clock_resumed")])
    assert pause.days(PRESENT) == 1
    (still,) = pauses_of([entry(friday, "clock_paused", cause="hearing", text="x")])
    assert still.days(PRESENT) == 3
