"""Working days are counted as the State Council announced them."""

from datetime import UTC, date, datetime

import pytest

from review.routing.clock import announced, due_after, is_working_day, light, today, working_days_left


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 6, 2), False),  # 端午节 holiday, a Monday
        (date(2025, 6, 3), True),
        (date(2025, 9, 28), True),  # a Sunday worked for 国庆
        (date(2025, 10, 8), False),  # the last day of 国庆 and 中秋
        (date(2025, 6, 7), False),  # a plain Saturday
    ],
)
def test_holidays_rest_and_make_up_days_work(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_year_not_announced_yet_counts_monday_to_friday_and_says_so() -> None:
    assert not announced(date(2031, 10, 1))
    assert is_working_day(date(2031, 10, 1))  # a Wednesday
    assert not is_working_day(date(2031, 10, 4))  # a Saturday


def test_a_limit_begins_on_the_day_after_and_steps_over_the_holiday() -> None:
    # Friday 2025-05-30; Saturday to Monday rest (端午), so the first working day is Tuesday
    assert due_after(date(2025, 5, 30), 1) == date(2025, 6, 3)
    assert due_after(date(2025, 5, 30), 4) == date(2025, 6, 6)
    assert due_after(date(2025, 5, 30), 5) == date(2025, 6, 9)


def test_days_left_count_down_to_the_deadline_and_below() -> None:
    due = date(2025, 6, 6)
    assert working_days_left(date(2025, 6, 3), due) == 3
    assert working_days_left(due, due) == 0
    assert working_days_left(date(2025, 6, 10), due) == -2


@pytest.mark.parametrize(
    ("day", "colour"),
    [
        (date(2025, 6, 3), "green"),
        (date(2025, 6, 4), "amber"),
        (date(2025, 6, 5), "amber"),
        (date(2025, 6, 6), "red"),
        (date(2025, 6, 9), "red"),
    ],
)
def test_a_clock_is_amber_two_days_before_and_red_when_due(day: date, colour: str) -> None:
    assert light(day, date(2025, 6, 6)) == colour


def test_the_day_turns_where_the_office_stands() -> None:
    assert today(datetime(2025, 6, 3, 16, 30, tzinfo=UTC)) == date(2025, 6, 4)
