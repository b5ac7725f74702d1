"""Daily posts on Discord: set by who may, posted once, answered privately."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.conversation import Interviewer
from bot.conversation.cards import Button, Card, CardKind
from bot.conversation.events import Verb
from bot.conversation.origin import Identity, Place
from bot.daily import DailyPoster, RefusedError, UndeliveredError
from bot.store.channels import DailyPosts
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import PHRASES
from tests.bot.small_bank import ScriptedGrader, SmallBank
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import Running, button_of, text_of

pytestmark = pytest.mark.asyncio
A_POST = Card(CardKind.QUESTION, "Why?", buttons=(Button(Verb.ANSWER, "Answer", "lstm-gates", "daily:7"),), is_public=True)


def poster_of(bot: Running) -> DailyPoster:
    interviewer = Interviewer(SmallBank(), ScriptedGrader(), PHRASES)
    posts = DailyPosts(bot.database, ["discord"])
    return DailyPoster(interviewer, posts, {"discord": bot.service.postman}, bot.clock, SqlMemory(bot.database).prune)


def place_of(fake: FakeDiscord) -> Place:
    return Place("discord", str(fake.world.guild_id), str(fake.channel.id), is_private=False)


async def test_daily_question_is_posted_once_and_answered_privately(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    await fake.slash(ann, fake.channel, "daily set", {"time": "09:00", "zone": "Asia/Shanghai", "topic": "rnn"})
    bot.clock.time = datetime(2026, 11, 3, 1, 0, tzinfo=UTC)
    for _ in range(2):
        await poster_of(bot).post_due()
    question = (await fake.bot_messages(fake.channel, 2))[-1]
    assert "Question of the day" in text_of(question)
    assert len(fake.messages(fake.channel)) == 2
    form = await fake.press(ann, question, button_of(question, "answer"))
    answered = await fake.submit_modal(ann, form, {"text": "forget, input, output"})
    assert answered.responses[0].is_ephemeral
    assert "solved it" in text_of((await fake.bot_messages(fake.channel, 3))[-1])
    bot.clock.advance(days=1)
    await poster_of(bot).post_due()
    following = (await fake.bot_messages(fake.channel, 4))[-1]
    assert "Solved by ann" in text_of(following)
    assert "||" in text_of(following)


async def test_daily_now_posts_at_once(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    await fake.slash(ann, fake.channel, "daily set", {"time": "23:00", "zone": "UTC"})
    await fake.slash(ann, fake.channel, "daily now")
    await poster_of(bot).post_due()
    assert "Question of the day" in text_of((await fake.bot_messages(fake.channel, 2))[-1])


async def test_post_of_the_same_nonce_is_sent_once(fake: FakeDiscord, bot: Running) -> None:
    postman = bot.service.postman
    ids = {await postman.post(place_of(fake), A_POST, "daily-7") for _ in range(2)}
    assert len(ids) == 1
    assert len(fake.messages(fake.channel)) == 1


async def test_post_is_found_among_the_last_messages(fake: FakeDiscord, bot: Running) -> None:
    postman = bot.service.postman
    assert await postman.has_posted(place_of(fake), A_POST) is False
    await postman.post(place_of(fake), A_POST, "daily-7")
    assert await postman.has_posted(place_of(fake), A_POST) is True
    fake.fail_next("GET", r"/channels/\d+/messages", 403, {"code": 50013, "message": "Missing Permissions"})
    assert await postman.has_posted(place_of(fake), A_POST) is None


@pytest.mark.parametrize(
    ("status", "error"), [(403, RefusedError), (404, RefusedError), (400, UndeliveredError)], ids=["forbidden", "gone", "bad"]
)
async def test_refusal_is_told_from_bad_luck(fake: FakeDiscord, bot: Running, status: int, error: type[Exception]) -> None:
    fake.fail_next("POST", r"/channels/\d+/messages", status, {"code": 0, "message": "no"})
    with pytest.raises(error):
        await bot.service.postman.post(place_of(fake), A_POST, "daily-7")


async def test_role_is_called_and_nobody_else(fake: FakeDiscord, bot: Running) -> None:
    card = Card(A_POST.kind, A_POST.title, ("@everyone",), buttons=A_POST.buttons, is_public=True, mention="<@&5>")
    await bot.service.postman.post(place_of(fake), card, "daily-8")
    (message,) = fake.messages(fake.channel)
    assert message.content == "<@&5>"
    assert message.allowed_mentions == {"parse": ["roles"]}


async def test_whoever_set_it_is_told_privately(fake: FakeDiscord, bot: Running) -> None:
    ann = fake.add_user("ann")
    await bot.service.postman.tell(Identity("discord", "", str(ann.id)), Card(CardKind.NOTICE, body=("switched off",)))
    assert "switched off" in text_of(fake.messages(fake.direct_channel(ann))[-1])
