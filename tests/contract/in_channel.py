"""A channel with a daily question, on each platform."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol

import pytest

from bot.conversation import Chat, Command, Interviewer
from bot.conversation.cards import Card
from bot.conversation.events import Answer, Verb
from bot.conversation.origin import Identity, Origin, Place
from bot.daily import DailyPoster, Postman
from bot.store.channels import DailyPosts
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import PHRASES, Clock, drawn
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import button_of, running_bot, text_of
from tests.platforms.slack.fake_slack import FakeSlack
from tests.platforms.slack.running import ephemeral, from_bot, one_view
from tests.platforms.slack.running import running_bot as running_on_slack
from tests.platforms.slack.running import text_of as slack_text_of

CHANNEL = "C1"
INTERVIEWER = Interviewer(SmallBank(), ScriptedGrader(), PHRASES)


class InChannel(Protocol):
    """A channel, somebody who manages it, and the clock."""

    clock: Clock

    async def sets_daily(self, time: str, zone: str, topic: str) -> str:
        """Type `/daily set`, and return what the channel reads."""

    async def lets_it_post(self) -> str:
        """Let the scheduler look once, and return the newest post."""

    async def answers(self, text: str) -> tuple[str, str]:
        """Answer the newest post, and return what was said privately, and what the channel reads last."""


def poster_on(database: Database, platform: str, postman: Postman, clock: Clock) -> DailyPoster:
    return DailyPoster(INTERVIEWER, DailyPosts(database, [platform]), {platform: postman}, clock, SqlMemory(database).prune)


@dataclass
class Wall:
    """A channel of no platform, on which cards are pinned (`bot.daily.Postman`)."""

    cards: list[Card] = field(default_factory=list)

    async def post(self, place: Place, card: Card, nonce: str) -> str:
        del place, nonce
        self.cards.append(card)
        return str(len(self.cards))

    async def has_posted(self, place: Place, card: Card) -> bool | None:
        del place
        return card in self.cards

    async def tell(self, identity: Identity, card: Card) -> None:
        raise AssertionError((identity, card))


class FakeChannel:
    """The chat itself."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.clock = clock
        self._chat = Chat(INTERVIEWER, SqlMemory(database), ScriptedJudge(), lambda: 1, clock)
        self._wall = Wall()
        self._poster = poster_on(database, "fake", self._wall, clock)
        place = Place("fake", "guild", "general", is_private=False)
        self._ann = Origin(Identity("fake", "", "ann"), place, "en", "ann", may_manage=True)

    async def sets_daily(self, time: str, zone: str, topic: str) -> str:
        shown = self._chat.handle(self._ann, Command(Verb.DAILY, f"set {time} {zone} {topic}"))
        return "\n".join([drawn(card) async for cards in shown for card in cards if card.is_public])

    async def lets_it_post(self) -> str:
        await self._poster.post_due()
        return drawn(self._wall.cards[-1])

    async def answers(self, text: str) -> tuple[str, str]:
        button = next(button for button in self._wall.cards[-1].buttons if button.verb is Verb.ANSWER)
        origin = replace(self._ann, scope=button.scope)
        cards = [card async for shown in self._chat.handle(origin, Answer(button.argument, text)) for card in shown]
        private = "\n".join(drawn(card) for card in cards if not card.is_public)
        return private, "\n".join(drawn(card) for card in cards if card.is_public)


class DiscordChannel:
    """A text channel of a server."""

    def __init__(self, fake: FakeDiscord, poster: DailyPoster, clock: Clock) -> None:
        self.clock = clock
        self._fake = fake
        self._poster = poster
        self._ann = fake.add_user("ann")

    async def sets_daily(self, time: str, zone: str, topic: str) -> str:
        await self._fake.slash(self._ann, self._fake.channel, "daily set", {"time": time, "zone": zone, "topic": topic})
        return text_of((await self._fake.bot_messages(self._fake.channel, 1))[-1])

    async def lets_it_post(self) -> str:
        before = len(self._fake.messages(self._fake.channel))
        await self._poster.post_due()
        return text_of((await self._fake.bot_messages(self._fake.channel, before))[-1])

    async def answers(self, text: str) -> tuple[str, str]:
        question = self._fake.messages(self._fake.channel)[-1]
        before = len(self._fake.messages(self._fake.channel))
        form = await self._fake.press(self._ann, question, button_of(question, "answer"))
        answered = await self._fake.submit_modal(self._ann, form, {"text": text})
        public = await self._fake.bot_messages(self._fake.channel, before + 1)
        assert answered.original is not None
        assert answered.original.is_ephemeral
        return text_of(answered.original), text_of(public[-1])


class SlackChannel:
    """A channel of a workspace, managed by whoever made it."""

    def __init__(self, fake: FakeSlack, poster: DailyPoster, clock: Clock) -> None:
        self.clock = clock
        self._fake = fake
        self._poster = poster
        fake.add_user("ann", is_admin=True)

    async def sets_daily(self, time: str, zone: str, topic: str) -> str:
        await self._fake.slash("ann", CHANNEL, "/daily", f"set {time} {zone} {topic}")
        return slack_text_of((await from_bot(self._fake, CHANNEL))[-1])

    async def lets_it_post(self) -> str:
        before = len(await from_bot(self._fake, CHANNEL))
        await self._poster.post_due()
        post = (await from_bot(self._fake, CHANNEL, before + 1))[-1]
        # Slack has no spoilers: the answer is what a button shows to whoever presses it.
        elements = [element for block in post["blocks"] for element in block.get("elements", ())]
        return "\n".join((slack_text_of(post), *(str(element.get("value", "")) for element in elements)))

    async def answers(self, text: str) -> tuple[str, str]:
        said = await from_bot(self._fake, CHANNEL)
        await self._fake.press("ann", said[-1], "answer")
        await self._fake.submit_view("ann", await one_view(self._fake), {"text": {"text": text}})
        private = await ephemeral(self._fake, CHANNEL, "ann")
        return slack_text_of(private), slack_text_of((await from_bot(self._fake, CHANNEL, len(said) + 1))[-1])


@asynccontextmanager
async def in_fake_channel(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[InChannel]:
    del monkeypatch
    database = await open_database("sqlite://")
    try:
        yield FakeChannel(database, Clock())
    finally:
        await database.close()


@asynccontextmanager
async def in_discord_channel(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[InChannel]:
    async with FakeDiscord() as fake, running_bot(fake, monkeypatch) as bot:
        yield DiscordChannel(fake, poster_on(bot.database, "discord", bot.service.postman, bot.clock), bot.clock)


@asynccontextmanager
async def in_slack_channel(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[InChannel]:
    async with FakeSlack() as fake, running_on_slack(fake, monkeypatch) as bot:
        yield SlackChannel(fake, poster_on(bot.database, "slack", bot.service.postman, bot.clock), bot.clock)
