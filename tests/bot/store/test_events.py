"""The same event twice has one effect; what a restart cut off is said and graded after it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation import Card, Mode, read_message
from bot.conversation.memory import Unsent
from bot.conversation.origin import Origin
from bot.store.database import Database, open_database
from bot.store.effects import LEASE
from bot.store.memory import SOON, UNDER_WAY
from bot.store.schema import attempts, events, reports, review_cards, submissions
from tests.bot.fake_chat import BEGINNING, Clock, drawn
from tests.bot.small_bank import ScriptedJudge
from tests.bot.store.learners import RIGHT_CODE, DyingJudge, Gone, Person, chat_on, rows

pytestmark = pytest.mark.asyncio


async def left_over(person: Person, clock: Clock) -> list[Unsent]:
    clock.time += 2 * UNDER_WAY  # Before that another replica may be at it.
    return [unsent async for unsent in person.chat.left_over("fake", lambda _: True, at_start=True)]


async def takes_nothing(person: Person, line: str, key: str) -> tuple[Card, ...]:
    """Send a line, and let the process end when its cards are there, before anybody takes them for delivered."""
    answer = person.chat.handle(replace(person.origin, key=key), read_message(line))
    async for cards in answer:
        await answer.aclose()  # type: ignore[attr-defined]
        return cards
    return ()


async def test_the_same_event_twice_has_one_effect(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/quiz rnn", key="1")
    await lin.types("forget, input, output", key="2")
    assert await lin.types("forget, input, output", key="2") == ""
    assert await lin.types("/quiz rnn", key="1") == ""
    assert len(await rows(database, attempts)) == 1
    assert [card["reviews"] for card in await rows(database, review_cards)] == [1]
    assert (await lin.session()).mode is Mode.IDLE


async def test_events_without_a_key_are_all_new(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    for _ in range(2):
        await lin.types("/report lstm-gates wrong")
    assert len(await rows(database, reports)) == 2


async def test_the_same_key_elsewhere_is_another_event(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin, mei = Person(chat, "lin"), Person(chat, "mei")
    elsewhere = replace(mei.origin, identity=replace(mei.origin.identity, workspace="elsewhere"))
    await lin.types("/report lstm-gates wrong", key="1")
    await Person(chat, origin=elsewhere).types("/report lstm-gates wrong", key="1")
    assert len(await rows(database, reports)) == 2


async def test_cards_come_again_until_they_are_delivered(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    first = await takes_nothing(lin, "/quiz rnn", key="1")
    assert "Which gates" in drawn(first[-1])
    assert await takes_nothing(lin, "/quiz rnn", key="1") == first
    assert await lin.sends(read_message("/quiz rnn"), key="1") == first
    assert await lin.sends(read_message("/quiz rnn"), key="1") == ()
    assert (await lin.session()).position == 1


async def test_an_event_that_fails_leaves_no_key_and_can_be_repeated(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    origin = replace(lin.origin, key="1")
    with pytest.raises(Gone):
        async with lin.chat.memory.turn(origin, clock()):
            raise Gone
    assert await rows(database, events) == []
    assert "Which gates" in await lin.types("/quiz rnn", key="1")


async def test_what_was_not_delivered_comes_after_a_restart_once(url: str, clock: Clock) -> None:
    before = await open_database(url)
    cards = await takes_nothing(Person(chat_on(before, clock)), "/quiz rnn", key="1")
    await before.close()
    after = await open_database(url)
    lin = Person(chat_on(after, clock))
    assert await left_over(lin, clock) == [Unsent(replace(lin.origin, key="1"), cards)]
    assert await left_over(lin, clock) == []
    await after.close()


async def test_what_is_long_past_is_not_said_any_more(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await takes_nothing(lin, "/quiz rnn", key="1")
    clock.time += SOON
    assert await left_over(lin, clock) == []


async def test_left_over_is_only_what_belongs_to_the_platform_and_the_caller(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await takes_nothing(lin, "/quiz rnn", key="1")

    async def of(platform: str, *, is_ours: bool) -> list[Unsent]:
        return [unsent async for unsent in lin.chat.left_over(platform, lambda _: is_ours, at_start=True)]

    clock.time += 2 * UNDER_WAY
    assert await of("other", is_ours=True) == []
    assert await of("fake", is_ours=False) == []
    clock.time += 2 * UNDER_WAY
    assert len(await of("fake", is_ours=True)) == 1


async def test_code_whose_grading_was_cut_off_is_graded_once_after_a_restart(url: str, clock: Clock) -> None:
    before = await open_database(url)
    dying = Person(chat_on(before, clock, DyingJudge()))
    await dying.types("/code quicksort", key="1")
    with pytest.raises(Gone):
        await dying.types(RIGHT_CODE, key="2")
    assert await rows(before, attempts) == []
    await before.close()

    clock.time += 2 * LEASE
    after, judge = await open_database(url), ScriptedJudge()
    lin = Person(chat_on(after, clock, judge))
    (graded,) = await left_over(lin, clock)
    assert "Next, count the swaps." in drawn(graded.cards[0])
    assert graded.origin == replace(lin.origin, key="2")
    assert await left_over(lin, clock) == []
    assert await lin.types(RIGHT_CODE, key="2") == ""
    assert len(judge.uploads) == 1
    assert [attempt["outcome"] for attempt in await rows(after, attempts)] == ["solved"]
    (submission,) = await rows(after, submissions)
    assert (submission["verdict"], submission["upload"], submission["leased_until"]) == ("pass", None, None)
    await after.close()


async def test_code_in_hand_is_left_to_whoever_grades_it(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock, DyingJudge()))
    await lin.types("/code quicksort")
    with pytest.raises(Gone):
        await lin.types(RIGHT_CODE)
    memory = lin.chat.memory
    assert await memory.take_pending("fake", clock(), at_start=False) == []
    # On SQLite no other process can have it in hand.
    assert len(await memory.take_pending("fake", clock(), at_start=True)) == (1 if database.is_sqlite else 0)
    assert len(await memory.take_pending("fake", clock() + 2 * LEASE, at_start=False)) == 1
    assert await memory.take_pending("other", clock() + 2 * LEASE, at_start=False) == []


async def test_a_report_that_was_not_said_before_the_end_comes_after_a_restart(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/code quicksort", key="1")
    answer = lin.chat.handle(replace(lin.origin, key="2"), RIGHT_CODE)
    said = [await anext(answer), await anext(answer)]
    await answer.aclose()  # type: ignore[attr-defined]
    (unsent,) = await left_over(lin, clock)
    assert unsent.cards == said[1]
    assert len(await rows(database, attempts)) == 1


async def test_a_message_tells_which_task_its_code_was_for(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/code quicksort", key="1")
    await lin.types(RIGHT_CODE, key="2")
    keyed: list[Origin] = [replace(lin.origin, key=key) for key in ("1", "2", "3")]
    assert [await lin.chat.memory.task_of(origin) for origin in keyed] == [None, "quicksort", None]


async def test_an_event_that_reaches_two_replicas_at_once_has_one_effect(url: str, clock: Clock) -> None:
    replicas = [await open_database(url) for _ in range(2)]
    people = [Person(chat_on(database, clock)) for database in replicas]
    await people[0].types("/quiz rnn", key="0")
    for number in range(1, 11):
        await asyncio.gather(*(person.types("/report lstm-gates wrong", key=str(number)) for person in people))
    assert len(await rows(replicas[0], reports)) == 10
    await asyncio.gather(*(person.types("forget, input, output", key="end") for person in people))
    assert len(await rows(replicas[0], attempts)) == 1
    assert [card["reviews"] for card in await rows(replicas[0], review_cards)] == [1]
    assert {event["at"] for event in await rows(replicas[0], events)} == {BEGINNING}
    for database in replicas:
        await database.close()


async def test_somebody_new_who_reaches_two_replicas_at_once_is_one_learner(url: str, clock: Clock) -> None:
    replicas = [await open_database(url) for _ in range(2)]
    for number in range(10):
        people = [Person(chat_on(database, clock), f"new-{number}") for database in replicas]
        await asyncio.gather(*(person.types("/report lstm-gates wrong") for person in people))
    owners = [report["learner_id"] for report in await rows(replicas[0], reports)]
    assert len(owners) == 20
    assert len(set(owners)) == 10
    for database in replicas:
        await database.close()


async def test_two_replicas_that_look_at_once_deliver_each_reply_once(url: str, clock: Clock) -> None:
    replicas = [await open_database(url) for _ in range(2)]
    people = [Person(chat_on(replicas[0], clock), f"user-{number}") for number in range(10)]
    for person in people:
        await takes_nothing(person, "/quiz rnn", key=person.origin.identity.user)
    memories = [chat_on(database, clock).memory for database in replicas]
    clock.time += UNDER_WAY - timedelta(seconds=1)
    assert [await memory.take_unsent("fake", clock(), at_start=False) for memory in memories] == [[], []]
    clock.time += timedelta(seconds=2)
    found = await asyncio.gather(*(memory.take_unsent("fake", clock(), at_start=False) for memory in memories))
    users = [unsent.origin.identity.user for taken in found for unsent in taken]
    assert sorted(users) == sorted(person.origin.identity.user for person in people)
    assert [await memory.take_unsent("fake", clock(), at_start=False) for memory in memories] == [[], []]
    for database in replicas:
        await database.close()
