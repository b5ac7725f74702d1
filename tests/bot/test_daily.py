"""The daily question: once a day in each channel, at its own hour, whatever happens."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import pytest_asyncio

from bot.conversation.due import LATEST
from bot.conversation.events import Answer
from bot.store.channels import MOST_FAILURES, RETRY_AFTER, SEND_LEASE, DailyPosts
from bot.store.database import open_database
from bot.store.schema import channels, daily_posts
from tests.bot.fake_chat import Clock, drawn
from tests.bot.store.databases import BACKENDS, require_postgresql, temporary
from tests.bot.store.learners import INTERVIEWER, Gone, rows
from tests.bot.store.postmen import PLACE, Mood, World

pytestmark = pytest.mark.asyncio

HOUR = timedelta(hours=1)


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name == "postgresql":
        require_postgresql()
    return name


@pytest_asyncio.fixture
async def url(backend: str) -> AsyncIterator[str]:
    if backend == "sqlite":
        yield "sqlite://"
    else:
        async with temporary() as address:
            yield address


@pytest_asyncio.fixture
async def world(url: str) -> AsyncIterator[World]:
    database = await open_database(url)
    yield World(database, Clock(datetime(2026, 11, 2, 0, 0, tzinfo=UTC)))
    await database.close()


async def test_it_comes_at_its_own_hour_every_day(world: World) -> None:
    await world.manager().types("/daily set 09:00 Asia/Shanghai")
    for moment in ("11-02 00:59", "11-02 01:00", "11-02 01:01", "11-03 00:59", "11-03 01:00"):
        await world.at(f"2026-{moment}")
    assert world.days_posted == ["11-02 01:00", "11-03 01:00"]
    assert {row["state"] for row in await rows(world.database, daily_posts)} == {"posted"}


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (timedelta(), ["11-03 09:00"]),
        (LATEST, ["11-03 15:00"]),
        (LATEST + timedelta(seconds=1), ["11-04 09:00"]),
        (timedelta(hours=30), ["11-04 15:00"]),
    ],
)
async def test_a_late_start_still_posts_within_six_hours_and_else_waits_for_tomorrow(
    world: World, late: timedelta, expected: list[str]
) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    await world.at("2026-11-02T09:00")
    world.restarted()
    start = datetime(2026, 11, 3, 9, tzinfo=UTC) + late
    await world.at(start.replace(tzinfo=None).isoformat())
    if start < datetime(2026, 11, 4, 9, tzinfo=UTC):
        await world.at("2026-11-04T09:00")
    assert world.days_posted[1 : 1 + len(expected)] == expected


async def test_it_sleeps_until_the_next_is_due(world: World) -> None:
    posts = DailyPosts(world.database, ["fake"])
    assert await posts.next_wake(world.clock()) is None
    await world.manager("a").types("/daily set 09:00 UTC")
    await world.manager("b").types("/daily set 07:30 UTC")
    assert await posts.next_wake(world.clock()) == datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
    await world.at("2026-11-02T07:30")
    assert await posts.next_wake(world.clock()) == datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    assert await DailyPosts(world.database, ["other"]).next_wake(world.clock()) is None


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("10:00 UTC", ["11-02 09:00", "11-03 10:00"]),
        ("08:00 UTC", ["11-02 09:00", "11-03 08:00"]),
        # There it is tomorrow already, at 09:00 of ours.
        ("23:30 Pacific/Kiritimati", ["11-02 09:00", "11-03 09:30"]),
    ],
)
async def test_setting_it_again_moves_it_and_does_not_post_twice(world: World, again: str, expected: list[str]) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    await world.at("2026-11-02T09:00")
    await world.manager().types(f"/daily set {again}")
    for hours in range(40):
        for minutes in (0, 30):
            moment = datetime(2026, 11, 2, 9, tzinfo=UTC) + hours * HOUR + timedelta(minutes=minutes)
            await world.at(moment.replace(tzinfo=None).isoformat())
    assert world.days_posted[:2] == expected
    assert len(await rows(world.database, channels)) == 1


async def test_set_by_two_at_once_a_channel_is_asked_once(world: World) -> None:
    people = [world.manager(user=user) for user in ("boss", "other-boss")]
    await asyncio.gather(*(person.types("/daily set 09:00 UTC") for person in people))
    await world.at("2026-11-02T09:00")
    assert len(world.postman.posts) == 1


async def test_switched_off_it_stays_off_until_it_is_set_again(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    assert "switched off" in await world.manager().types("/daily off")
    assert "No daily question" in await world.manager().types("/daily status")
    await world.at("2026-11-02T09:00")
    assert world.postman.posts == []
    await world.manager().types("/daily set 09:00 UTC")
    await world.at("2026-11-03T09:00")
    assert world.days_posted == ["11-03 09:00"]


@pytest.mark.parametrize(("set_at", "now_at"), [(0, 8), (10, 11)])
async def test_now_posts_at_once_and_counts_for_today(world: World, set_at: int, now_at: int) -> None:
    """Before the hour, and after it where it was set too late for today."""
    world.clock.advance(hours=set_at)
    await world.manager().types("/daily set 09:00 UTC")
    world.clock.advance(hours=now_at - set_at)
    assert "on its way" in await world.manager().types("/daily now")
    for hours in range(now_at, 24 + 12):
        await world.at(f"2026-11-{2 + hours // 24:02}T{hours % 24:02}:00")
    assert world.days_posted == [f"11-02 {now_at:02}:00", "11-03 09:00"]


async def test_now_twice_posts_once(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    for _ in range(2):
        await world.manager().types("/daily now")
    await world.at("2026-11-02T01:00")
    assert "already" in await world.manager().types("/daily now")
    await world.at("2026-11-02T01:01")
    assert world.days_posted == ["11-02 01:00"]


async def test_now_before_anything_is_set_says_what_to_do(world: World) -> None:
    assert "/daily set" in await world.manager().types("/daily now")
    await world.at("2026-11-02T01:00")
    assert world.postman.posts == []


async def test_the_scheduler_is_woken_by_what_concerns_it_only(world: World) -> None:
    woken: list[bool] = []
    boss = world.manager()
    boss.chat = replace(world.chat, wake_scheduler=lambda: woken.append(True))
    counts = []
    for line in ("/help", "/daily status", "/daily set 09:00 UTC", "/daily now", "/daily off"):
        await boss.types(line)
        counts.append(len(woken))
    assert counts == [0, 0, 1, 2, 3]


async def test_the_post_calls_a_role_that_was_named(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC rnn zh <@&123>")
    await world.at("2026-11-02T09:00")
    (post,) = world.postman.posts
    assert (post.card.mention, post.place, post.item_id) == ("<@&123>", PLACE, "lstm-gates")
    assert "LSTM 有哪几个门？" in drawn(post.card)


@pytest.mark.parametrize("mood", [Mood.DYING_BEFORE, Mood.DYING_AFTER])
@pytest.mark.parametrize("can_tell", [True, False])
async def test_a_crash_around_the_send_ends_in_one_post_at_most(world: World, mood: Mood, can_tell: bool) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    world.postman.mood, world.postman.can_tell = mood, can_tell
    with pytest.raises(Gone):
        await world.at("2026-11-02T09:00")
    world.postman.mood = Mood.WILLING
    world.restarted()
    sent = len(world.postman.posts)
    before_the_lease_ends = datetime(2026, 11, 2, 9) + SEND_LEASE - timedelta(seconds=1)
    await world.at(before_the_lease_ends.isoformat())
    assert len(world.postman.posts) == sent
    assert await DailyPosts(world.database, ["fake"]).next_wake(world.clock()) == datetime(2026, 11, 2, 9, 2, tzinfo=UTC)
    for minutes in (2, 5, 20):
        await world.at(f"2026-11-02T09:{minutes:02}")
    # Where nobody can look, a day without a question is better than one asked twice.
    assert len(world.postman.posts) == (1 if can_tell or mood is Mood.DYING_AFTER else 0)
    assert [row["state"] for row in await rows(world.database, daily_posts)] == ["posted"]
    await world.at("2026-11-03T09:00")
    assert world.days_posted[-1] == "11-03 09:00"


async def test_a_message_that_did_not_get_through_is_tried_again_and_sent_once(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    world.postman.mood = Mood.FAILING
    await world.at("2026-11-02T09:00")
    await world.at("2026-11-02T09:09")
    assert world.postman.tries == 1
    world.postman.mood = Mood.WILLING
    for minutes in (10, 11, 30):
        await world.at(f"2026-11-02T09:{minutes}")
    assert world.days_posted == ["11-02 09:10"]


async def test_a_message_that_never_gets_through_is_given_up_after_six_hours(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    world.postman.mood = Mood.FAILING
    moment = datetime(2026, 11, 2, 9)
    while moment < datetime(2026, 11, 2, 20):
        await world.at(moment.isoformat())
        moment += RETRY_AFTER
    assert world.postman.tries == LATEST / RETRY_AFTER + 1
    assert [row["state"] for row in await rows(world.database, daily_posts)] == ["failed"]


async def test_a_question_that_was_never_posted_is_not_yesterdays(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    world.postman.mood = Mood.FAILING
    for hour in range(9, 17):
        await world.at(f"2026-11-02T{hour:02}:00")
    world.postman.mood = Mood.WILLING
    await world.at("2026-11-03T09:00")
    assert "The question before" not in drawn(world.postman.posts[0].card)


async def test_a_channel_that_refuses_three_times_is_switched_off_and_who_set_it_is_told(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    world.postman.mood = Mood.REFUSING
    moment = datetime(2026, 11, 2, 9)
    for number in range(MOST_FAILURES + 2):
        assert len(world.postman.told) == (number >= MOST_FAILURES)
        await world.at(moment.isoformat())
        moment += RETRY_AFTER
    ((whom, card),) = world.postman.told
    assert whom.user == "boss"
    assert "general" in drawn(card)
    assert "No daily question" in await world.manager().types("/daily status")
    world.postman.mood = Mood.WILLING
    await world.at("2026-11-03T09:00")
    assert world.postman.posts == []
    await world.manager().types("/daily set 09:00 UTC")
    await world.at("2026-11-04T09:00")
    assert world.days_posted == ["11-04 09:00"]


async def test_a_post_that_gets_through_clears_the_refusals_before_it(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    for day in range(2, 8):
        world.postman.mood = Mood.REFUSING
        await world.at(f"2026-11-{day:02}T09:00")
        world.postman.mood = Mood.WILLING
        await world.at(f"2026-11-{day:02}T09:10")
    assert len(world.postman.posts) == 6
    assert world.postman.told == []


async def test_switched_off_meanwhile_it_is_not_tried_again(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    world.postman.mood = Mood.FAILING
    await world.at("2026-11-02T09:00")
    world.postman.mood = Mood.WILLING
    await world.manager().types("/daily off")
    await world.at("2026-11-02T09:10")
    assert world.postman.posts == []


async def test_no_question_comes_twice_before_all_have_come_and_none_twice_running(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC")
    for day in range(2, 22):
        await world.at(f"2026-11-{day:02}T09:00")
    asked = [post.item_id for post in world.postman.posts]
    everything = set(INTERVIEWER.bank.questions)
    for start in range(0, 20, len(everything)):
        assert set(asked[start : start + len(everything)]) == everything
    assert all(one != following for one, following in pairwise(asked))


async def test_two_channels_of_one_place_have_questions_of_their_own(world: World) -> None:
    await world.manager("a").types("/daily set 09:00 UTC rnn")
    await world.manager("b").types("/daily set 09:00 UTC normalization")
    await world.at("2026-11-02T09:00")
    assert {(post.place.channel, post.item_id) for post in world.postman.posts} == {("a", "lstm-gates"), ("b", "bn-vs-ln")}


async def test_yesterdays_answer_comes_behind_a_spoiler_with_who_solved_it_at_the_first_try(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC rnn")
    await world.at("2026-11-02T09:00")
    post = world.postman.posts[0]

    async def answers(user: str, *lines: str) -> str:
        person = world.manager(user=user)
        person.origin = replace(person.origin, scope=post.scope)
        return "\n".join([drawn(card) for line in lines for card in await person.sends(Answer(post.item_id, line))])

    assert "Lin" in await answers("lin", "forget, input, output")
    await answers("mei", "I don't know", "I don't know")
    await answers("mei", "forget, input, output")
    await answers("wang", "the forget gate", "input", "output")
    await world.at("2026-11-03T09:00")
    card = world.postman.posts[1].card
    before, answer = card.fields
    assert [line.text for line in before.lines] == ["Which gates does an LSTM cell have?", "Solved by Lin, Wang"]
    assert not before.is_spoiler
    assert answer.is_spoiler
    assert answer.lines[0].text == "A forget gate, an input gate and an output gate."


async def test_where_nobody_solved_it_that_is_said(world: World) -> None:
    await world.manager().types("/daily set 09:00 UTC rnn")
    await world.at("2026-11-02T09:00")
    await world.at("2026-11-03T09:00")
    assert "Nobody solved it" in drawn(world.postman.posts[1].card)


async def test_replicas_that_find_the_same_channels_due_post_each_once(url: str, backend: str) -> None:
    async with AsyncExitStack() as stack:
        databases = [await open_database(url) for _ in range(1 if backend == "sqlite" else 3)]
        for database in databases:
            stack.push_async_callback(database.close)
        world = World(databases[0], Clock(datetime(2026, 11, 2, 0, 0, tzinfo=UTC)))
        for number in range(30):
            await world.manager(f"channel-{number}").types("/daily set 09:00 UTC")
        posters = [world.restarted(database) for database in (*databases, databases[0])]
        world.clock.time = datetime(2026, 11, 2, 9, tzinfo=UTC)
        await asyncio.gather(*(poster.post_due() for poster in posters))
    assert Counter(post.place.channel for post in world.postman.posts) == {f"channel-{number}": 1 for number in range(30)}
