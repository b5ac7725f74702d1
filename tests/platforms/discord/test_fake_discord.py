from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
import pytest_asyncio

from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.fake_world import ResponseType
from tests.platforms.discord.tiny_bot import TinyBot, running

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


@pytest_asyncio.fixture
async def bot(fake: FakeDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TinyBot]:
    async with running(fake, monkeypatch) as bot:
        yield bot


async def test_commands_are_registered_with_their_localisations(fake: FakeDiscord, bot: TinyBot) -> None:
    quiz = next(command for command in fake.commands if command["name"] == "quiz")
    assert quiz["name_localizations"] == {"zh-CN": "测验"}
    assert quiz["description_localizations"] == {"zh-CN": "开始测验"}
    assert bot.application_id == fake.world.application_id


async def test_a_slash_command_gets_options_and_locale(fake: FakeDiscord, bot: TinyBot) -> None:
    user = fake.add_user("ann")
    interaction = await fake.slash(user, fake.channel, "quiz", {"topic": "rnn", "count": 2}, locale="zh-CN")
    (response,) = interaction.responses
    assert (response.type, response.is_ephemeral) == (ResponseType.MESSAGE, False)
    assert interaction.acknowledged_after_s is not None
    assert interaction.acknowledged_after_s < 1
    (message,) = fake.messages(fake.channel)
    assert message.content == "rnn 2 zh-CN"
    assert message.author.id == getattr(bot.user, "id", None)


async def test_a_command_works_in_direct_messages(fake: FakeDiscord, bot: TinyBot) -> None:
    user = fake.add_user("ann")
    await fake.slash(user, fake.direct_channel(user), "quiz", {"topic": "rnn"})
    assert [message.content for message in fake.messages(fake.direct_channel(user))] == ["rnn 1 en-US"]
    assert bot.guilds


async def test_a_command_takes_a_file(fake: FakeDiscord, bot: TinyBot) -> None:  # noqa: ARG001
    interaction = await fake.slash(fake.add_user("ann"), fake.channel, "ask_file", {"code": ("a.py", b"x = 1")})
    assert interaction.responses[0].data["content"] == "x = 1"


async def test_nobody_can_give_what_is_not_registered(fake: FakeDiscord, bot: TinyBot) -> None:  # noqa: ARG001
    user = fake.add_user("ann")
    for name, options in (("nonsense", {}), ("quiz", {"topic": "rnn", "colour": "red"}), ("quiz", {})):
        with pytest.raises(AssertionError):
            await fake.slash(user, fake.channel, name, options)


async def test_autocomplete_offers_choices(fake: FakeDiscord, bot: TinyBot) -> None:  # noqa: ARG001
    choices = await fake.autocomplete(fake.add_user("ann"), fake.channel, "quiz", {"topic": "r"}, focused="topic")
    assert [choice["value"] for choice in choices] == ["rnn", "rope"]


async def test_a_button_is_rebuilt_from_its_custom_id(fake: FakeDiscord, bot: TinyBot) -> None:  # noqa: ARG001
    user = fake.add_user("ann")
    await fake.slash(user, fake.channel, "quiz", {"topic": "rnn", "count": 7})
    (message,) = fake.messages(fake.channel)
    assert message.custom_ids == ["hint:7"]
    pressed = await fake.press(user, message, "hint:7")
    assert pressed.responses[0].type is ResponseType.UPDATE
    assert (message.content, message.edits) == ("hint 7", 1)


async def test_a_modal_takes_text_and_files(fake: FakeDiscord, bot: TinyBot) -> None:  # noqa: ARG001
    user = fake.add_user("ann")
    opened = await fake.slash(user, fake.channel, "answer")
    assert opened.modal["title"] == "Your answer"
    submitted = await fake.submit_modal(user, opened, {"words": "the gates"}, files={"code": [("a.py", b"x = 1")]})
    assert submitted.responses[0].data["content"] == "the gates ['x = 1']"
    assert submitted.responses[0].is_ephemeral
    assert fake.messages(fake.channel) == []
    untouched = await fake.submit_modal(user, await fake.slash(user, fake.channel, "answer"), {})
    assert untouched.responses[0].data["content"] == "as before []"


async def test_a_deferred_answer_follows_up_and_is_edited(fake: FakeDiscord, bot: TinyBot) -> None:  # noqa: ARG001
    interaction = await fake.slash(fake.add_user("ann"), fake.channel, "slow")
    assert interaction.responses[0].type is ResponseType.DEFERRED_MESSAGE
    first, second = await fake.followups(interaction, 2)
    (edit,) = await fake.edits(interaction, 1)
    assert edit["content"] == "changed"
    assert interaction.original is first
    assert (first.content, first.is_ephemeral, first.is_loading) == ("changed", True, False)
    assert (second.content, second.embeds[0]["description"]) == ("second", "more")
    assert fake.content_of(second.attachments[0]).startswith(b'"""A small real')


async def test_a_direct_message_is_heard_with_its_file(fake: FakeDiscord, bot: TinyBot) -> None:
    user = fake.add_user("ann")
    message = await fake.direct_message(user, "hello", [("a.py", b"x = 1")])
    await fake.bot_messages(fake.direct_channel(user), 1)
    await fake.edit_message(message, "goodbye")
    replies = await fake.bot_messages(fake.direct_channel(user), 2)
    assert [reply.content for reply in replies] == ["heard hello ['x = 1']", "hello became goodbye"]
    assert bot.heard == ["hello"]


async def test_words_in_a_guild_are_withheld_unless_the_bot_is_mentioned(fake: FakeDiscord, bot: TinyBot) -> None:
    user = fake.add_user("ann")
    await fake.say(user, fake.channel, "secret")
    await fake.say(user, fake.channel, f"<@{fake.world.bot.id}> hello")
    await fake.bot_messages(fake.channel, 2)
    assert bot.heard == ["", f"<@{fake.world.bot.id}> hello"]


async def test_a_thread_is_started_and_written_in(fake: FakeDiscord, bot: TinyBot) -> None:
    await fake.slash(fake.add_user("ann"), fake.channel, "thread")
    await fake.until(lambda: fake.threads(fake.channel))
    (thread,) = fake.threads(fake.channel)
    (message,) = await fake.bot_messages(thread, 1)
    assert (thread.name, message.content) == ("Quiz", "in the thread")
    assert isinstance(bot.get_channel(thread.id), discord.Thread)


async def test_messages_are_read_edited_and_deleted(fake: FakeDiscord, bot: TinyBot) -> None:
    channel = await bot.fetch_channel(fake.channel.id)
    assert isinstance(channel, discord.TextChannel)
    message = await channel.send("one")
    await message.edit(content="two")
    assert [found.content async for found in channel.history()] == ["two"]
    assert (await channel.fetch_message(message.id)).content == "two"
    await message.delete()
    assert fake.messages(fake.channel) == []


async def test_people_and_roles_are_looked_up(fake: FakeDiscord, bot: TinyBot) -> None:
    ann = fake.add_user("ann")
    guild = await bot.fetch_guild(fake.world.guild_id)
    assert (await guild.fetch_member(ann.id)).name == "ann"
    assert [role.name for role in await guild.fetch_roles()] == ["@everyone"]
    assert (await bot.application_info()).id == fake.world.application_id
    direct = await (await bot.fetch_user(ann.id)).create_dm()
    assert direct.id == fake.direct_channel(ann).id


async def test_the_same_nonce_sends_once(fake: FakeDiscord, bot: TinyBot) -> None:
    channel = bot.get_partial_messageable(fake.channel.id)
    first, second = await channel.send("daily", nonce="n1"), await channel.send("daily", nonce="n1")
    assert first.id == second.id
    assert len(fake.messages(fake.channel)) == 1


async def test_a_rate_limit_is_waited_out(fake: FakeDiscord, bot: TinyBot) -> None:
    failure = fake.rate_limit_next("POST", r"/channels/\d+/messages")
    await bot.get_partial_messageable(fake.channel.id).send("patient")
    assert failure.has_happened
    assert [message.content for message in fake.messages(fake.channel)] == ["patient"]


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [(403, 50_007, discord.Forbidden), (404, 10_003, discord.NotFound), (429, 0, discord.HTTPException)],
)
async def test_an_ordered_failure_happens_once(
    fake: FakeDiscord, bot: TinyBot, status: int, code: int, error: type[discord.HTTPException]
) -> None:
    fake.fail_next("POST", r"/channels/\d+/messages", status, {"code": code, "message": "no"})
    channel = bot.get_partial_messageable(fake.channel.id)
    with pytest.raises(error) as raised:
        await channel.send("x")
    assert raised.value.code == code
    await channel.send("x")


async def test_what_discord_refuses_is_refused(fake: FakeDiscord, bot: TinyBot) -> None:
    channel = bot.get_partial_messageable(fake.channel.id)
    with pytest.raises(discord.HTTPException, match="content is too long"):
        await channel.send("x" * 2_001)
    with pytest.raises(discord.HTTPException, match="empty message"):
        await channel.send("")
    with pytest.raises(discord.NotFound):
        await bot.get_partial_messageable(1).send("x")
    assert fake.messages(fake.channel) == []


async def test_an_answer_after_three_seconds_is_refused(fake: FakeDiscord, bot: TinyBot) -> None:
    fake.interactions.acknowledge_limit_s = 0.0
    errors: asyncio.Queue[discord.app_commands.AppCommandError] = asyncio.Queue()

    @bot.tree.error
    async def keep(_: discord.Interaction, error: discord.app_commands.AppCommandError) -> None:
        errors.put_nowait(error)

    late = await fake.slash(fake.add_user("ann"), fake.channel, "slow", timeout_s=None)
    error = await asyncio.wait_for(errors.get(), 5)
    assert isinstance(error, discord.app_commands.CommandInvokeError)
    assert getattr(error.original, "code", None) == 10_062
    assert not late.is_acknowledged


async def test_a_dropped_connection_is_resumed_and_misses_nothing(fake: FakeDiscord, bot: TinyBot) -> None:
    await fake.drop_connection()
    await fake.drop_connection(timeout_s=None)
    user = fake.add_user("ann")
    await fake.direct_message(user, "while away")
    await fake.bot_messages(fake.direct_channel(user), 1)
    assert (fake.gateway.identifies, fake.gateway.resumes) == (1, 2)
    assert fake.gateway.heartbeats >= 3
    assert bot.heard == ["while away"]


async def test_shards_identify_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async with FakeDiscord(shards=2) as fake, running(fake, monkeypatch) as bot:
        await fake.slash(fake.add_user("ann"), fake.channel, "quiz", {"topic": "rnn"})
        assert fake.gateway.identifies == len(bot.shards) == 2


async def test_a_request_that_the_fake_does_not_know_fails_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = await FakeDiscord().__aenter__()
    async with running(fake, monkeypatch) as bot:
        with pytest.raises(discord.NotFound):
            await bot.delete_invite("x")
    with pytest.raises(AssertionError, match="/invites/x"):
        await fake.__aexit__(None, None, None)


async def test_waiting_ends_with_a_time_out_that_says_for_what(fake: FakeDiscord) -> None:
    with pytest.raises(TimeoutError, match="IDENTIFY"):
        await fake.ready(timeout_s=0.01)
