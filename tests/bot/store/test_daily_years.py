"""Years of daily questions in zones with odd rules, with restarts, crashes and replicas."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.store.channels import DailyPosts
from bot.store.database import open_database
from tests.bot.fake_chat import Clock
from tests.bot.store.learners import Gone
from tests.bot.store.postmen import Mood, World

pytestmark = pytest.mark.asyncio

YEARS = {"sqlite": 1, "postgresql": 2}
"""Two replicas meet on PostgreSQL only, and that takes a minute."""
ODD_CHANNELS = {
    "shanghai": ("02:30", "Asia/Shanghai"),
    "new-york": ("02:30", "America/New_York"),  # missing on a Sunday in March
    "lord-howe": ("02:15", "Australia/Lord_Howe"),  # the clocks jump by half an hour, over this
    "kathmandu": ("02:15", "Asia/Kathmandu"),  # UTC+5:45
    "casablanca": ("02:30", "Africa/Casablanca"),  # an hour back for Ramadan: comes twice, and is missing, once a year
}
LONGEST_STOP = timedelta(hours=5, minutes=30)


@pytest.fixture
def years_url(backend: str, request: pytest.FixtureRequest) -> str:
    """A database in memory is fast, and lives as long as its one connection."""
    address: str = "sqlite://" if backend == "sqlite" else request.getfixturevalue("url")
    return address


async def test_years_of_restarts_and_replicas_are_one_post_a_channel_and_local_date(years_url: str, backend: str) -> None:
    chance = random.Random(20261124)  # noqa: S311 - no secret
    beginning = datetime(2026, 1, 1, 12, tzinfo=UTC)
    end = beginning.replace(year=beginning.year + YEARS[backend])
    async with AsyncExitStack() as stack:
        databases = [await open_database(years_url) for _ in range(1 if backend == "sqlite" else 2)]
        for database in databases:
            stack.push_async_callback(database.close)
        world = World(databases[0], Clock(beginning))
        for channel, (at, zone) in ODD_CHANNELS.items():
            await world.manager(channel).types(f"/daily set {at} {zone}")
        posters = [world.restarted(database) for database in databases]
        schedule = DailyPosts(databases[0], ["fake"])
        while (wake := await schedule.next_wake(world.clock())) is not None and wake < end:
            is_late = wake == world.clock.time
            world.clock.time = wake
            world.postman.mood = chance.choices(list(Mood), (60, 0, 1, 1, 1))[0]
            # Nobody is down twice running: that could be longer than a post may be late.
            if not is_late and chance.random() < 0.6:
                world.clock.time += chance.uniform(0.7, 1.0) * LONGEST_STOP
                posters = [world.restarted(database) for database in databases]
            awake = posters if chance.random() < 0.5 else chance.sample(posters, 1)
            ends = await asyncio.gather(*(poster.post_due() for poster in awake), return_exceptions=True)
            assert all(found is None or isinstance(found, Gone) for found in ends), ends
        world.postman.mood = Mood.WILLING

    for channel, (at, zone) in ODD_CHANNELS.items():
        local = [post.at.astimezone(ZoneInfo(zone)) for post in world.postman.posts if post.place.channel == channel]
        days = Counter(moment.date() for moment in local)
        assert {day: number for day, number in days.items() if number != 1} == {}, channel
        first, last = beginning.astimezone(ZoneInfo(zone)).date() + timedelta(days=1), max(days)
        assert set(days) == {first + timedelta(days=n) for n in range((last - first).days + 1)}, channel
        assert end.astimezone(ZoneInfo(zone)).date() - last <= timedelta(days=1)
        assert all(f"{moment:%H:%M}" >= at for moment in local), channel
        on_time = [moment for moment in local if f"{moment:%H:%M}" == at]
        assert len(on_time) > 0.1 * len(local), channel


async def test_there_are_odd_days_in_those_years() -> None:
    """The two years above would prove little if no clock changed at these times."""

    def is_missing(day: date, at: str, zone: str) -> bool:
        wall = datetime.combine(day, datetime.strptime(at, "%H:%M").time(), ZoneInfo(zone))
        return wall.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall.replace(tzinfo=None)

    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
    missing = {channel: sum(is_missing(day, at, zone) for day in days) for channel, (at, zone) in ODD_CHANNELS.items()}
    assert missing == {"shanghai": 0, "new-york": 2, "lord-howe": 2, "kathmandu": 0, "casablanca": 2}
