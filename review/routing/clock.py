"""Working days as the law counts them: Chinese public holidays off, make-up days on.

Days are counted where the office stands (Asia/Shanghai). The kept package knows each year's holidays
once the State Council has announced them; a year it does not know yet is counted Monday to Friday,
and ``announced`` says so, so that a page can show it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import chinese_calendar

from review.case import OFFICE_ZONE

SATURDAY = 5
AMBER_DAYS = 2
"""working days before the deadline from which a clock is amber"""


def announced(day: date) -> bool:
    """Whether the holidays of this day's year are known."""
    try:
        chinese_calendar.is_workday(day)
    except NotImplementedError:
        return False
    return True


def is_working_day(day: date) -> bool:
    """Whether the law counts this day."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < SATURDAY


def due_after(start: date, days: int) -> date:
    """The last day of a limit of so many working days that begins on the day after ``start``."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_left(today: date, due: date) -> int:
    """Working days after ``today`` up to and including ``due``; negative when it has passed."""
    step = 1 if due >= today else -1
    count, day = 0, today
    while day != due:
        if step > 0:
            day += timedelta(days=1)
            count += is_working_day(day)
        else:
            count -= is_working_day(day)
            day -= timedelta(days=1)
    return count


def light(today: date, due: date) -> str:
    """``red`` once the limit has passed or ends today, ``amber`` from two working days before, else ``green``."""
    left = working_days_left(today, due)
    if left <= 0:
        return "red"
    return "amber" if left <= AMBER_DAYS else "green"


def today(moment: datetime) -> date:
    """The office's calendar day of a moment."""
    return moment.astimezone(OFFICE_ZONE).date()
