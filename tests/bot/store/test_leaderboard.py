"""Who is on the leaderboard of a place, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.origin import Origin, Place
from bot.store.database import Database
from tests.bot.fake_chat import Clock, private_origin
from tests.bot.store.learners import RIGHT_CODE, Person, chat_on

pytestmark = pytest.mark.asyncio


def ranks(shown: str) -> list[str]:
    return [line.strip("- ") for line in shown.splitlines() if " solved of " in line]


def at(workspace: str, user: str) -> Origin:
    """Somebody whose platform has one account for all workspaces, as Discord has."""
    origin = private_origin(user)
    return replace(origin, place=Place("fake", workspace, f"dm-{user}"))


async def test_whoever_solved_more_comes_first_and_each_thing_counts_once(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin, mei = Person(chat, "lin"), Person(chat, "mei")
    for _ in range(3):
        await lin.solves_rnn()
    await mei.solves_rnn()
    await mei.types("/code quicksort")
    await mei.types(RIGHT_CODE)
    assert ranks(await lin.types("/leaderboard")) == ["1. Mei: 2 solved of 2 tried", "2. Lin: 1 solved of 1 tried (you)"]


async def test_only_who_practised_in_this_place_is_listed(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin, mei = Person(chat, origin=at("guild", "lin")), Person(chat, origin=at("other-guild", "mei"))
    await lin.solves_rnn()
    await mei.solves_rnn()
    await Person(chat, "looks-on").types("/help")
    assert ranks(await lin.types("/leaderboard all")) == ["1. Lin: 1 solved of 1 tried (you)"]
    assert ranks(await mei.types("/leaderboard all")) == ["1. Mei: 1 solved of 1 tried (you)"]


async def test_one_person_is_ranked_in_each_place_by_what_was_done_there(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    here, there = Person(chat, origin=at("guild", "lin")), Person(chat, origin=at("other-guild", "lin"))
    await here.solves_rnn()
    await there.fails_rnn()
    assert ranks(await here.types("/leaderboard")) == ["1. Lin: 1 solved of 1 tried (you)"]
    assert ranks(await there.types("/leaderboard")) == ["1. Lin: 0 solved of 1 tried (you)"]


async def test_whoever_opts_out_is_not_listed_until_they_come_back(database: Database, clock: Clock) -> None:
    chat = chat_on(database, clock)
    lin, mei = Person(chat, "lin"), Person(chat, "mei")
    await lin.solves_rnn()
    await lin.types("/leaderboard off")
    assert "Nobody has practised here yet" in await mei.types("/leaderboard")
    assert "Nobody has practised here yet" in await lin.types("/leaderboard")
    await lin.types("/leaderboard on")
    assert ranks(await mei.types("/leaderboard")) == ["1. Lin: 1 solved of 1 tried"]


@pytest.mark.parametrize(
    ("days", "period", "is_listed"),
    [
        (6, "", True),
        (8, "", False),
        (6, "week", True),
        (8, "周", False),
        (29, "month", True),
        (31, "月", False),
        (700, "all", True),
    ],
)
async def test_a_period_reaches_so_far_back(database: Database, clock: Clock, days: int, period: str, is_listed: bool) -> None:
    lin = Person(chat_on(database, clock))
    await lin.solves_rnn()
    clock.advance(days=days)
    assert bool(ranks(await lin.types(f"/leaderboard {period}"))) is is_listed
