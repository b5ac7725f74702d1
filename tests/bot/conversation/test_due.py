"""When a daily question is due, whatever the clocks of its zone do; and which zone a name means."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.due import LATEST, due_at, first_day_without, latest_due, local_date, next_due
from bot.conversation.facts import DailySettings
from bot.conversation.zones import find_zone, zone_names

ODD_ZONES = (
    *("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "America/St_Johns"),
    *("Europe/London", "Pacific/Chatham", "America/Sao_Paulo", "Asia/Beirut", "Africa/Cairo", "Pacific/Apia", "Antarctica/Troll"),
)


def at(hour_and_minute: str, zone: str) -> DailySettings:
    return DailySettings(time.fromisoformat(hour_and_minute), zone, None, "en")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "wall", "day", "moment"),
    [
        ("Asia/Shanghai", "09:00", "2026-11-02", "2026-11-02T01:00"),
        ("Asia/Kathmandu", "00:15", "2026-11-02", "2026-11-01T18:30"),
        ("America/New_York", "02:30", "2026-03-07", "2026-03-07T07:30"),
        # The clocks jump from 02:00 to 03:00: half an hour after that, it is 03:30.
        ("America/New_York", "02:30", "2026-03-08", "2026-03-08T07:30"),
        ("America/New_York", "02:30", "2026-03-09", "2026-03-09T06:30"),
        # 01:30 comes twice; the first is meant.
        ("America/New_York", "01:30", "2026-11-01", "2026-11-01T05:30"),
        # Half an hour is left out: 02:15 becomes 02:45.
        ("Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03T15:45"),
        # Midnight is left out.
        ("Africa/Cairo", "00:00", "2026-04-24", "2026-04-23T22:00"),
        ("Africa/Casablanca", "02:30", "2026-02-15", "2026-02-15T01:30"),
        ("Africa/Casablanca", "02:30", "2026-03-22", "2026-03-22T02:30"),
    ],
)
def test_a_date_has_one_moment_whatever_the_clocks_do(zone: str, wall: str, day: str, moment: str) -> None:
    assert due_at(at(wall, zone), date.fromisoformat(day)) == utc(moment)


def test_a_date_that_the_zone_leaves_out_has_no_moment() -> None:
    samoa = at("09:00", "Pacific/Apia")
    assert due_at(samoa, date(2011, 12, 30)) is None
    assert next_due(samoa, utc("2011-12-29T20:00")) == (date(2011, 12, 31), utc("2011-12-30T19:00"))


@pytest.mark.parametrize(
    ("now", "day"), [("2026-11-02T00:59", "2026-11-02"), ("2026-11-02T01:00", "2026-11-03"), ("2026-11-02T16:30", "2026-11-03")]
)
def test_next_is_the_first_moment_that_is_still_to_come(now: str, day: str) -> None:
    assert next_due(at("09:00", "Asia/Shanghai"), utc(now))[0] == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("wall", "now", "day"),
    [
        ("09:00", "2026-11-02T08:59", None),
        ("09:00", "2026-11-02T09:00", "2026-11-02"),
        ("09:00", "2026-11-02T15:00", "2026-11-02"),
        ("09:00", "2026-11-02T15:01", None),
        # After midnight it is still yesterday's.
        ("23:00", "2026-11-03T04:59", "2026-11-02"),
        ("23:00", "2026-11-03T05:01", None),
    ],
)
def test_what_is_due_may_still_be_posted_for_six_hours(wall: str, now: str, day: str | None) -> None:
    found = latest_due(at(wall, "UTC"), utc(now))
    assert (found[0].isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("zone", "wall", "day"),
    [
        ("America/New_York", "02:30", "2027-03-14"),
        ("Australia/Lord_Howe", "02:15", "2027-10-03"),
        ("America/New_York", "03:00", None),
        ("America/New_York", "01:30", None),
        ("Asia/Shanghai", "02:30", None),
    ],
)
def test_the_day_on_which_a_time_is_missing_is_known_beforehand(zone: str, wall: str, day: str | None) -> None:
    found = first_day_without(at(wall, zone), utc("2026-11-02T00:00"))
    assert (found.isoformat() if found else None) == day


ANY_TIME = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
ANY_SETTINGS = st.builds(DailySettings, ANY_TIME, st.sampled_from(ODD_ZONES), st.none(), st.just("en"))
ANY_DAY = st.dates(date(2000, 1, 1), date(2037, 1, 1))
ANY_MOMENT = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))


@given(ANY_SETTINGS, ANY_DAY)
@settings(deadline=None)
def test_the_moments_of_dates_that_follow_one_another_do_too(daily: DailySettings, day: date) -> None:
    one, following = due_at(daily, day), due_at(daily, day + timedelta(days=1))
    if one is not None and following is not None:
        assert one < following


@given(ANY_SETTINGS, ANY_DAY)
@settings(deadline=None)
def test_a_moment_lies_on_its_date_and_not_before_its_time(daily: DailySettings, day: date) -> None:
    moment = due_at(daily, day)
    if moment is not None:
        local = moment.astimezone(ZoneInfo(daily.zone))
        assert local.date() == day
        assert local.time() >= daily.at


@given(ANY_SETTINGS, ANY_MOMENT)
@settings(deadline=None)
def test_next_and_latest_agree(daily: DailySettings, now: datetime) -> None:
    day, moment = next_due(daily, now)
    assert moment > now
    assert latest_due(daily, moment) == (day, moment)
    latest = latest_due(daily, now)
    if latest is not None:
        assert latest[1] <= now <= latest[1] + LATEST
        assert latest[0] < day
    assert abs((local_date(daily, now) - day).days) <= 2


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("shanghai", "Asia/Shanghai"),
        ("北京", "Asia/Shanghai"),
        ("Beijing", "Asia/Shanghai"),
        ("ＳＨＡＮＧＨＡＩ", "Asia/Shanghai"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("Lord Howe", "Australia/Lord_Howe"),
        ("utc", "UTC"),
        ("gmt", "UTC"),
        ("UTC+0", "UTC"),
        ("UTC+8", "Etc/GMT-8"),
        ("utc +08:00", "Etc/GMT-8"),
        ("GMT-5", "Etc/GMT+5"),
        ("UTC+14", "Etc/GMT-14"),
    ],
)
def test_a_zone_is_found_by_the_names_people_use(name: str, zone: str) -> None:
    assert find_zone(name).id == zone


@pytest.mark.parametrize("hours", [-12, -5, 8, 14])
def test_an_offset_means_what_it_says(hours: int) -> None:
    found = find_zone(f"UTC{hours:+d}").id
    assert found is not None
    assert utc("2026-11-02T00:00").astimezone(ZoneInfo(found)).utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Asia/Shanghia", "Asia/Shanghai"),
        ("shangai", "Asia/Shanghai"),
        ("Asia/Kathmndu", "Asia/Kathmandu"),
        ("Amercia/New_York", "America/New_York"),
        ("Europe/Lodnon", "Europe/London"),
    ],
)
def test_of_a_misspelt_zone_the_nearest_is_known(name: str, nearest: str) -> None:
    found = find_zone(name)
    assert (found.id, found.nearest) == (None, nearest)


@pytest.mark.parametrize("name", ["UTC+15", "UTC-13", "Mars/Olympus", ""])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert find_zone(name).id is None


def test_every_zone_is_found_by_its_own_name() -> None:
    assert len(zone_names()) > 400
    assert [name for name in zone_names() if find_zone(name).id != name] == []
