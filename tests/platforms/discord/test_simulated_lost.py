"""Rights that are taken away, channels and messages that are gone, answers that come late; in simcord."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import discord
import pytest
from simcord import ChannelHandle
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from structlog.testing import capture_logs

from bot.conversation.events import Verb
from bot.platforms.discord import limits
from bot.store.channels import MOST_FAILURES, RETRY_AFTER
from tests.bot.fake_chat import PHRASES
from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Person, Simulation, text_of
from tests.platforms.discord.test_simulated_buttons import asked_in_thread
from tests.platforms.discord.test_simulated_trouble import INTERACTIONS, goes_on, only

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")
LONG_S = 60.0


def forbid(simulation: Simulation, channel: ChannelHandle, permission: str) -> None:
    """Take a right from the bot in a channel."""
    flag = discord.Permissions(**{permission: True}).value
    backend = simulation.env.backend
    backend.set_overwrite(channel.id, Overwrite(backend.bot_user.id, OverwriteType.MEMBER, deny=flag))


def delete(simulation: Simulation, channel: ChannelHandle) -> None:
    """Delete a channel."""
    simulation.env.backend.delete_channel(channel.id)


# Rights


@pytest.mark.parametrize("permission", ["create_public_threads", "send_messages_in_threads"])
async def test_quiz_stays_in_the_channel_without_the_right_to_threads(simulation: Simulation, permission: str) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    forbid(simulation, simulation.general, permission)
    await ann.slash("quiz", topic="rnn", count=1)
    assert simulation.general.threads == []
    (question,) = simulation.general.history(viewer=bo.member)
    assert "Which gates" in text_of(question)
    assert "Which gates" not in text_of((await bo.presses(question, Verb.HINT)).response)


async def test_quiz_stays_in_the_channel_if_the_right_to_threads_is_lost_meanwhile(simulation: Simulation) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    simulation.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013)
    await ann.slash("quiz", topic="rnn", count=1)
    *_, question = simulation.general.history(viewer=bo.member)
    assert "Which gates" in text_of(question)


async def test_whoever_starts_a_quiz_where_the_bot_may_not_write_is_told(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    simulation.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    done = await ann.slash("quiz", topic="rnn", count=1)
    (told,) = done.followups
    assert text_of(told) == PHRASES["en"].say("error.forbidden")
    assert told.ephemeral
    assert await goes_on(ann)


# Channels and messages


SWITCHED_OFF = "I have switched its daily question off"


async def tries(simulation: Simulation, every: timedelta) -> None:
    """Let the daily question become due, and be tried until the bot has to give up."""
    simulation.clock.advance(days=1)
    for _ in range(MOST_FAILURES):
        await simulation.poster.post_due()
        simulation.clock.time += every


@pytest.mark.parametrize(
    "lose",
    [delete, lambda simulation, channel: forbid(simulation, channel, "send_messages")],
    ids=["deleted", "forbidden"],
)
@pytest.mark.parametrize("is_blocked", [False, True], ids=["told", "blocks-direct-messages"])
async def test_daily_question_without_its_channel_is_switched_off(
    simulation: Simulation, lose: Callable[[Simulation, ChannelHandle], None], is_blocked: bool
) -> None:
    ann = simulation.person("ann", manages=True)
    channel = simulation.guild.create_text_channel("daily")
    await ann.slash_in(channel, "daily set", time="09:00", zone="UTC")
    lose(simulation, channel)
    if is_blocked:
        private = ann.member.user.dm_channel.id
        simulation.env.inject_error("POST", f"/channels/{private}/messages", status=403, code=50007, times=None)
    await tries(simulation, RETRY_AFTER)
    assert [SWITCHED_OFF in text for text in ann.told] == ([] if is_blocked else [True])
    simulation.env.backend.faults.clear()
    simulation.env.backend.http_requests.clear()
    await tries(simulation, RETRY_AFTER)
    assert not [request for request in simulation.env.http_requests if str(channel.id) in request.path]
    assert await goes_on(ann)


async def test_whoever_set_a_daily_question_is_told_once_even_if_the_bot_was_away_between_its_tries(simulation: Simulation) -> None:
    ann = simulation.person("ann", manages=True)
    channel = simulation.guild.create_text_channel("daily")
    await ann.slash_in(channel, "daily set", time="09:00", zone="UTC")
    delete(simulation, channel)
    await tries(simulation, timedelta(days=1))
    assert [SWITCHED_OFF in text for text in ann.told] == [True]


async def test_answer_to_a_channel_that_is_gone_meanwhile_is_dropped(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    channel = simulation.guild.create_text_channel("short-lived")
    simulation.hearing.close()
    await ann.slash_in(channel, "help")
    await simulation.env.advance_time(limits.ACKNOWLEDGE_BUDGET_S)
    delete(simulation, channel)
    with capture_logs() as logs:
        await simulation.hearing.open()
    assert only(logs, "info", "warning", "error")["event"] == "gone"
    assert await goes_on(ann)


async def test_report_whose_message_is_gone_is_told_after_a_restart(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("code", task="quicksort")
    simulation.reporting.close()
    await ann.writes("```\nright\n```")
    progress = ann.told_messages[-1]
    simulation.env.backend.delete_message(progress.channel.id, progress.id)
    with capture_logs() as logs:
        await simulation.reporting.open()
    assert only(logs, "info", "warning", "error")["event"] == "gone"
    await simulation.restart()
    assert "Right!" in ann.told[-1]
    assert await goes_on(ann)


async def test_whoever_blocks_the_bot_keeps_nobody_from_what_is_still_to_be_said(simulation: Simulation) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    for person in (ann, bo):
        await person.slash_privately("quiz", topic="rnn", count=1)
    simulation.env.inject_error("POST", "/channels/*/messages", status=503, times=None)
    for person in (ann, bo):
        await person.writes("forget, input and output")
    simulation.env.backend.faults.clear()
    private = ann.member.user.dm_channel.id
    simulation.env.inject_error("POST", f"/channels/{private}/messages", status=403, code=50007, times=None)
    await simulation.restart()
    assert "Score: 100%" not in ann.told[-1]
    assert "Score: 100%" in bo.told[-1]


# Time


@pytest.mark.parametrize("doing", INTERACTIONS)
async def test_answer_that_comes_too_late_is_dropped(simulation: Simulation, doing: str) -> None:
    ann = simulation.person("ann")
    act = await INTERACTIONS[doing](ann)
    simulation.delay_s = limits.ACKNOWLEDGE_S
    with capture_logs() as logs:
        assert (await act()).text == ""
    assert only(logs, "info", "warning", "error") == {"event": "gone", "doing": doing, "code": "10062", "log_level": "info"}
    simulation.delay_s = 0.0
    assert await goes_on(ann)


@pytest.mark.parametrize("privately", [True, False], ids=["in-a-direct-message", "in-a-channel"])
async def test_what_takes_long_is_acknowledged_in_time(simulation: Simulation, privately: bool) -> None:
    ann = simulation.person("ann")
    simulation.hearing.close()
    done = await (ann.slash_privately("help") if privately else ann.slash("help"))
    assert not done.acknowledged
    await simulation.env.advance_time(limits.ACKNOWLEDGE_BUDGET_S)
    assert done.deferred
    await simulation.env.advance_time(LONG_S)
    await simulation.hearing.open()
    assert "How it works" in text_of(done.response)
    assert done.followups == []
    assert done.ephemeral is not privately


async def test_answer_after_the_time_for_follow_ups_is_dropped(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    simulation.hearing.close()
    done = await ann.slash("help")
    await simulation.env.advance_time(limits.FOLLOW_UP_S)
    with capture_logs() as logs:
        await simulation.hearing.open()
    assert text_of(done.response) == ""
    assert only(logs, "info", "warning", "error")["event"] == "gone"
    assert await goes_on(ann)


async def starts_quiz(simulation: Simulation, ann: Person) -> str:
    await long_after(simulation, lambda: ann.slash("quiz", topic="rnn", count=1))
    return "Which gates does an LSTM cell have?"


async def goes_on_to_the_summary(simulation: Simulation, ann: Person) -> str:
    question = await asked_in_thread(simulation, ann)
    await long_after(simulation, lambda: ann.presses(question, Verb.NEXT))
    return "The quiz is over"


async def sets_daily(simulation: Simulation, ann: Person) -> str:
    await long_after(simulation, lambda: ann.slash("daily set", time="09:00", zone="UTC"))
    return "From now on there is a question here every day"


async def asks_for_leaderboard(simulation: Simulation, ann: Person) -> str:
    await long_after(simulation, lambda: ann.slash("leaderboard"))
    return "Nobody has practised here yet"


async def long_after(simulation: Simulation, act: Callable[[], Awaitable[object]]) -> None:
    """Do something while the memory takes longer than an acknowledgement can wait."""
    simulation.hearing.close()
    await act()
    await simulation.env.advance_time(limits.ACKNOWLEDGE_BUDGET_S)
    await simulation.hearing.open()


@pytest.mark.parametrize("act", [starts_quiz, goes_on_to_the_summary, sets_daily, asks_for_leaderboard])
async def test_what_is_for_everybody_is_seen_by_everybody_however_long_it_takes(
    simulation: Simulation, act: Callable[[Simulation, Person], Awaitable[str]]
) -> None:
    ann, bo = simulation.person("ann", manages=True), simulation.person("bo")
    says = await act(simulation, ann)
    places = (simulation.general, *simulation.general.threads)
    assert says in "\n".join(text_of(message) for place in places for message in place.history(viewer=bo.member))
