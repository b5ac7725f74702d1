"""Days of practice in a row, with one day off a calendar week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.streak import streak

MONDAY = date(2026, 11, 2)
TODAY = MONDAY + timedelta(days=13)
"""A Sunday."""


def days(drawn: str) -> tuple[set[date], date]:
    """Read days from a Monday on: `x` practised, `.` not; the last is today."""
    marks = drawn.replace(" ", "")
    return {MONDAY + timedelta(days=n) for n, mark in enumerate(marks) if mark == "x"}, MONDAY + timedelta(days=len(marks) - 1)


@pytest.mark.parametrize(
    ("drawn", "length"),
    [
        ("x", 1),
        (".", 0),
        ("xxx", 3),
        ("xxx.", 3),  # today is not over yet
        ("xxx..", 3),  # yesterday is the day off, today is not over yet
        ("xxx...", 0),  # two missed days in one week
        ("xx.x", 3),
        ("x.x.x", 2),  # the second missed day of the week ends it
        ("xxxxx.x xx.xxxx", 12),  # one day off in each week
        ("xxxxxx. .xxxxxx", 12),  # Sunday and Monday are in different weeks
        ("xxxxx.. xxxxxxx", 7),
        ("x..x", 1),
        ("....x", 1),
        (".......x", 1),
    ],
)
def test_a_missed_day_is_forgiven_once_a_calendar_week(drawn: str, length: int) -> None:
    assert streak(*days(drawn)) == length


def test_nobody_who_never_practised_has_a_streak() -> None:
    assert streak(set(), TODAY) == 0


def test_the_turn_of_the_year_is_one_week() -> None:
    """2026-12-31 and 2027-01-01 are in the same week, so only one of two missed days is forgiven."""
    practised = {date(2026, 12, 28), date(2026, 12, 30), date(2027, 1, 1), date(2027, 1, 2)}
    assert streak(practised, date(2027, 1, 2)) == 3


DAYS = st.sets(st.integers(0, 60).map(lambda n: TODAY - timedelta(days=n)))


@given(DAYS)
def test_it_never_counts_more_days_than_were_practised(practised: set[date]) -> None:
    assert 0 <= streak(practised, TODAY) <= len(practised)


@given(DAYS)
def test_to_practise_today_makes_it_longer_by_one_or_keeps_it(practised: set[date]) -> None:
    without = streak(practised - {TODAY}, TODAY)
    assert streak(practised | {TODAY}, TODAY) == without + 1


@given(st.integers(1, 400))
def test_a_row_without_a_gap_counts_every_day(length: int) -> None:
    assert streak({TODAY - timedelta(days=n) for n in range(length)}, TODAY) == length
