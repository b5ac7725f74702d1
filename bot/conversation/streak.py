"""Days of practice in a row, in the learner's own time zone, with one day off a week."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)


def streak(days: AbstractSet[date], today: date) -> int:
    """Return on how many days in a row, up to today or yesterday, somebody practised.

    A missed day neither counts nor breaks the row, once a calendar week (Monday to Sunday).
    """
    length = 0
    frozen: set[tuple[int, int]] = set()
    day = today if today in days else today - _ONE_DAY
    earliest = min(days, default=today)
    while day >= earliest:
        if day in days:
            length += 1
        elif (week := day.isocalendar()[:2]) in frozen:
            break
        else:
            frozen.add(week)
        day -= _ONE_DAY
    return length
