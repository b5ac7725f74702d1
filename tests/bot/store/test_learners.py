"""Learners, their sessions, their attempts and their review cards."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.conversation import Mode
from bot.conversation.reviewing import Rating
from bot.store.database import Database, open_database
from bot.store.schema import attempts, identities, learners, review_cards, sessions
from tests.bot.fake_chat import BEGINNING, Clock
from tests.bot.store.learners import RIGHT_CODE, Person, chat_on, rows

pytestmark = pytest.mark.asyncio


async def test_a_newcomer_is_one_learner_with_one_identity(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/help")
    await lin.types("/help")
    assert len(await rows(database, learners)) == 1
    (identity,) = await rows(database, identities)
    assert (identity["platform"], identity["workspace"], identity["user"], identity["name"]) == ("fake", "guild", "lin", "Lin")


async def test_somebody_unknown_has_no_session(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    assert await lin.chat.memory.peek(lin.origin) is None
    assert await rows(database, learners) == []


async def test_many_first_messages_at_once_make_one_learner(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await asyncio.gather(*(lin.types("/help") for _ in range(8)))
    assert len(await rows(database, learners)) == 1


async def test_a_new_name_is_kept(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin = Person(chat)
    await lin.types("/help")
    origin = lin.origin
    renamed = Person(chat, origin=type(origin)(origin.identity, origin.place, origin.language, "Lin Wei"))
    await renamed.types("/help")
    assert [identity["name"] for identity in await rows(database, identities)] == ["Lin Wei"]


async def test_one_learner_does_not_see_another(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin, mei = Person(chat, "lin"), Person(chat, "mei")
    await lin.solves_rnn()
    await lin.types("/quiz normalization")
    assert "Nothing is recorded yet" in await mei.types("/progress")
    assert "nothing to review" in await mei.types("/review")
    assert (await mei.session()).mode is Mode.IDLE
    assert len((await mei.data())["attempts"]) == 0


async def test_a_conversation_goes_on_at_the_same_question_after_reopening(url: str, clock: Clock) -> None:
    before = await open_database(url)
    lin = Person(chat_on(before, clock))
    await lin.types("/quiz rnn")
    await lin.types("the forget gate")
    session = await lin.session()
    await before.close()
    after = await open_database(url)
    lin = Person(chat_on(after, clock))
    assert await lin.session() == session
    assert "Score: 100%" in await lin.types("input, output")
    assert len(await rows(after, attempts)) == 1
    await after.close()


async def test_a_chosen_language_lasts(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/lang zh")
    assert "LSTM 有哪几个门？" in await lin.types("/quiz rnn")


async def test_two_messages_of_one_learner_at_once_take_turns(url: str, clock: Clock) -> None:
    replicas = [await open_database(url) for _ in range(2)]
    for number in range(10):
        here, there = (Person(chat_on(database, clock), f"lin-{number}") for database in replicas)
        await here.types("/quiz rnn")
        await asyncio.gather(here.types("forget"), there.types("input"))
        assert "Score: 100%" in await here.types("output")
    kept = await rows(replicas[0], attempts)
    assert [(attempt["score"], attempt["follow_ups"]) for attempt in kept] == [(1.0, 2)] * 10
    for database in replicas:
        await database.close()


async def test_messages_of_many_learners_at_once_do_not_mix(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    people = [Person(chat, f"learner-{number}") for number in range(20)]
    await asyncio.gather(*(person.types("/quiz rnn") for person in people))
    await asyncio.gather(*(person.types("forget, input") for person in people))
    await asyncio.gather(*(person.types("output") for person in people))
    kept = await rows(database, attempts)
    assert sorted(attempt["learner_id"] for attempt in kept) == sorted(row["id"] for row in await rows(database, learners))
    assert {(tuple(attempt["earned"]), attempt["follow_ups"]) for attempt in kept} == {(("forget", "input", "output"), 1)}


async def test_an_attempt_is_kept_with_its_assessment(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/quiz rnn")
    await lin.types("/hint")
    await lin.types("forget, reset")
    await lin.types("/stop")
    (attempt,) = await rows(database, attempts)
    expected = {
        "item_id": "lstm-gates",
        "outcome": "stopped",
        "earned": ["forget"],
        "missed": ["input", "output"],
        "misconceptions": ["gru-gates"],
        "hints": 1,
        "is_solved": False,
        "at": BEGINNING,
    }
    assert {name: attempt[name] for name in expected} == expected


async def test_nothing_that_was_said_is_kept_once_the_question_is_closed(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/quiz rnn")
    await lin.types("the forget gate, said with zanzibar", key="1")
    assert b"zanzibar" in (await rows(database, sessions))[0]["state"]
    await lin.types("/stop", key="2")
    assert b"zanzibar" not in (await rows(database, sessions))[0]["state"]


async def test_a_grade_makes_a_review_card_and_the_next_one_changes_it(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.fails_rnn()
    (first,) = await rows(database, review_cards)
    assert (first["item_id"], first["last_rating"], first["reviews"]) == ("lstm-gates", Rating.AGAIN, 1)
    clock.advance(days=3)
    await lin.solves_rnn()
    (second,) = await rows(database, review_cards)
    assert (second["last_rating"], second["reviews"], second["last_review"]) == (Rating.EASY, 2, BEGINNING + timedelta(days=3))
    assert second["due"] - clock() > first["due"] - BEGINNING


async def test_code_is_reviewed_too(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/code quicksort")
    await lin.types(RIGHT_CODE)
    assert [(card["item_id"], card["last_rating"]) for card in await rows(database, review_cards)] == [("quicksort", Rating.EASY)]


async def test_what_was_skipped_is_kept_and_not_reviewed(database: Database, clock: Clock) -> None:
    lin = Person(chat_on(database, clock))
    await lin.types("/quiz rnn")
    await lin.types("/skip")
    assert [attempt["outcome"] for attempt in await rows(database, attempts)] == ["skipped"]
    assert await rows(database, review_cards) == []
