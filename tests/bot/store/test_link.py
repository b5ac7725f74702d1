"""One person on two platforms: a one-time code makes two learners one."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.conversation import Mode
from bot.conversation.personal import LINK_MINUTES
from bot.store.database import Database
from bot.store.schema import attempts, channels, identities, learners, links, review_cards, sessions
from tests.bot.fake_chat import Clock, private_origin
from tests.bot.store.learners import Person, chat_on, rows

pytestmark = pytest.mark.asyncio


@pytest.fixture
def on_discord(database: Database, clock: Clock) -> Person:
    return Person(chat_on(database, clock), origin=private_origin("lin", platform="discord"))


@pytest.fixture
def on_slack(database: Database, clock: Clock) -> Person:
    return Person(chat_on(database, clock), origin=private_origin("u123", platform="slack"))


async def code_of(person: Person) -> str:
    match = re.search(r"code is (\w+)\.", await person.types("/link"))
    assert match is not None
    return match[1]


async def link(offers: Person, takes: Person) -> None:
    assert "Done" in await takes.types(f"/link {await code_of(offers)}")


async def test_linked_identities_share_what_was_done(database: Database, on_discord: Person, on_slack: Person) -> None:
    await on_discord.solves_rnn()
    await on_slack.types("/quiz normalization")
    await on_slack.types("/show")
    await link(on_discord, on_slack)
    (learner,) = await rows(database, learners)
    assert {row["learner_id"] for row in await rows(database, identities)} == {learner["id"]}
    assert [row["learner_id"] for row in await rows(database, attempts)] == [learner["id"]] * 2
    assert await on_slack.types("/progress") == await on_discord.types("/progress")


@pytest.mark.parametrize("typed", [str.lower, lambda code: f"  {code} ", lambda code: code.replace("0", "O").replace("1", "l")])
async def test_a_code_may_be_typed_loosely(on_discord: Person, on_slack: Person, typed: Callable[[str], str]) -> None:
    assert "Done" in await on_slack.types(f"/link {typed(await code_of(on_discord))}")


async def test_a_code_is_good_for_one_time(database: Database, on_discord: Person, on_slack: Person, clock: Clock) -> None:
    code = await code_of(on_discord)
    await on_slack.types(f"/link {code}")
    third = Person(chat_on(database, clock), origin=private_origin("third", platform="slack"))
    assert "not valid" in await third.types(f"/link {code}")
    assert len(await rows(database, learners)) == 2


@pytest.mark.parametrize(("minutes", "is_good"), [(LINK_MINUTES, True), (LINK_MINUTES + 1, False)])
async def test_a_code_ends(on_discord: Person, on_slack: Person, clock: Clock, minutes: int, is_good: bool) -> None:
    code = await code_of(on_discord)
    clock.advance(minutes=minutes)
    assert ("Done" in await on_slack.types(f"/link {code}")) is is_good


async def test_a_new_code_replaces_the_one_before(database: Database, on_discord: Person, on_slack: Person) -> None:
    first, second = await code_of(on_discord), await code_of(on_discord)
    assert first != second
    assert [row["code"] for row in await rows(database, links)] == [second]
    assert "not valid" in await on_slack.types(f"/link {first}")


async def test_nobody_takes_their_own_code(database: Database, on_discord: Person) -> None:
    assert "your own code" in await on_discord.types(f"/link {await code_of(on_discord)}")
    assert len(await rows(database, links)) == 1


@pytest.mark.parametrize("code", ["00000000", "nonsense", "不是代码", "1"])
async def test_what_is_no_code_is_refused(on_slack: Person, code: str) -> None:
    assert "not valid" in await on_slack.types(f"/link {code}")


async def test_of_two_review_cards_the_later_review_stays(
    database: Database, on_discord: Person, on_slack: Person, clock: Clock
) -> None:
    await on_discord.solves_rnn()
    clock.advance(days=2)
    await on_slack.fails_rnn()
    latest = clock()
    await link(on_discord, on_slack)
    assert [(card["item_id"], card["last_review"]) for card in await rows(database, review_cards)] == [("lstm-gates", latest)]
    assert len(await rows(database, attempts)) == 2


async def test_the_later_review_stays_whoever_did_it(
    database: Database, on_discord: Person, on_slack: Person, clock: Clock
) -> None:
    await on_slack.fails_rnn()
    clock.advance(days=2)
    await on_discord.solves_rnn()
    await link(on_discord, on_slack)
    assert [card["last_review"] for card in await rows(database, review_cards)] == [clock()]


async def test_whoever_offers_the_code_goes_on_where_they_were(on_discord: Person, on_slack: Person) -> None:
    await on_discord.types("/quiz rnn")
    await on_discord.types("the forget gate")
    await on_slack.types("/help")
    code = await code_of(on_discord)
    before = await on_discord.session()
    assert before.mode is Mode.QUIZ
    await on_slack.types(f"/link {code}")
    assert await on_discord.session() == before
    assert "Score: 100%" in await on_slack.types("input, output")


async def test_an_exchange_of_its_own_comes_along(database: Database, on_discord: Person, on_slack: Person) -> None:
    await on_discord.types("/help")
    alone = Person(on_slack.chat, origin=replace(on_slack.origin, scope="daily:7"))
    await alone.types("/quiz rnn")
    await link(on_discord, on_slack)
    assert (await alone.session()).mode is Mode.QUIZ
    assert "daily:7" in {row["scope"] for row in await rows(database, sessions)}


async def test_the_chosen_language_of_who_offers_holds_for_both(on_discord: Person, on_slack: Person) -> None:
    await on_discord.types("/lang zh")
    code = re.search(r"[0-9A-Z]{8}", await on_discord.types("/link"))
    assert code is not None
    await on_slack.types(f"/link {code[0]}")
    assert "LSTM 有哪几个门？" in await on_slack.types("/quiz rnn")


async def test_who_set_a_daily_question_is_still_known(database: Database, on_discord: Person, on_slack: Person) -> None:
    place = replace(on_slack.origin.place, is_private=False)
    await Person(on_slack.chat, origin=replace(on_slack.origin, place=place, may_manage=True)).types("/daily set 09:00 UTC")
    await link(on_discord, on_slack)
    (learner,) = await rows(database, learners)
    assert [row["set_by"] for row in await rows(database, channels)] == [learner["id"]]


async def test_the_message_that_links_has_no_second_effect(database: Database, on_discord: Person, on_slack: Person) -> None:
    code = await code_of(on_discord)
    await on_slack.types(f"/link {code}", key="1")
    assert await on_slack.types(f"/link {code}", key="1") == ""
    assert len(await rows(database, learners)) == 1


async def test_a_code_that_two_take_at_once_goes_to_one_of_them(database: Database, on_discord: Person, clock: Clock) -> None:
    code = await code_of(on_discord)
    takers = [Person(chat_on(database, clock), origin=private_origin(f"u{number}", platform="slack")) for number in range(4)]
    for taker in takers:
        await taker.types("/help")
    said = await asyncio.gather(*(taker.types(f"/link {code}") for taker in takers))
    assert sorted("Done" in words for words in said) == [False, False, False, True]
    assert len(await rows(database, learners)) == len(takers)
