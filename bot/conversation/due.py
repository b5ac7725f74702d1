"""When a channel's daily question is due: at its zone's own time, once a local date, whatever the clocks do.

A wall time that the clocks jump over on some day is taken as the same number of minutes after the jump; one that comes twice is the
first. So each local date has one moment, and the dates' moments follow one another.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.conversation.facts import DailySettings
from bot.conversation.zones import zone_of

LATEST = timedelta(hours=6)
"""A post that could not be made in time is still made so much later; after that, the next day's is."""
_ONE_DAY = timedelta(days=1)
_A_YEAR_DAYS = 370


def due_at(settings: DailySettings, day: date) -> datetime | None:
    """Return the moment of that local date, in UTC; None for a date that the zone leaves out (Samoa, 2011-12-30)."""
    zone = zone_of(settings.zone)
    moment = datetime.combine(day, settings.at, zone).astimezone(UTC)
    return moment if moment.astimezone(zone).date() == day else None


def local_date(settings: DailySettings, now: datetime) -> date:
    """Return the zone's own date."""
    return now.astimezone(zone_of(settings.zone)).date()


def next_due(settings: DailySettings, after: datetime) -> tuple[date, datetime]:
    """Return the first local date whose moment is later than `after`, and the moment."""
    day = local_date(settings, after) - _ONE_DAY
    while (moment := due_at(settings, day)) is None or moment <= after:
        day += _ONE_DAY
    return day, moment


def latest_due(settings: DailySettings, now: datetime) -> tuple[date, datetime] | None:
    """Return the local date whose moment has come, if it is not too long ago to post."""
    day = local_date(settings, now)
    for candidate in (day, day - _ONE_DAY):
        moment = due_at(settings, candidate)
        if moment is not None and moment <= now:
            return (candidate, moment) if now - moment <= LATEST else None
    return None


def first_day_without(settings: DailySettings, after: datetime) -> date | None:
    """Return the next date, within about a year, on which the clocks jump over the settings' time."""
    zone = zone_of(settings.zone)
    today = local_date(settings, after)
    for day in (today + n * _ONE_DAY for n in range(_A_YEAR_DAYS)):
        there_and_back = datetime.combine(day, settings.at, zone).astimezone(UTC).astimezone(zone)
        if there_and_back.time() != settings.at:
            return day
    return None
