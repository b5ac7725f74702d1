"""The bot on Discord: what happens there goes to the chat, and what comes of it goes back."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import discord

from bot.conversation.cards import Card, CardKind
from bot.conversation.chat import Chat
from bot.conversation.events import Answer, Attachment, Command, Content, Verb, read_message
from bot.conversation.origin import PRIVATE, Origin
from bot.conversation.which_task import SENT
from bot.locales import Phrases
from bot.platforms.discord import limits
from bot.platforms.discord.acknowledging import acknowledgement_trace, note_arrival
from bot.platforms.discord.markup import cut
from bot.platforms.discord.origins import PLATFORM, origin_of, origin_of_message
from bot.platforms.discord.parts import (
    CardButton,
    Press,
    answer_form,
    code_form,
    content_of,
    read_press,
    report_form,
    text_of_form,
)
from bot.platforms.discord.refusals import DiscordRefusals
from bot.platforms.discord.sending import THREAD_MINUTES, InteractionReply, MessageReply, send_cards
from bot.platforms.discord.uploads import read_attachments, read_resolved
from bot.platforms.errors import UserError
from bot.platforms.funnel import Tell, funnelled
from knowledge.models import Language

EDIT_WINDOW = timedelta(minutes=10)
"""Code that is edited within this time is graded again."""
CLOSING_GRACE_S = 10.0
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_REFUSALS = DiscordRefusals()


class MianjingClient(discord.AutoShardedClient):
    """Hears slash commands, buttons, forms and direct messages. Needs no privileged intent."""

    def __init__(self, chat: Chat, **options: Any) -> None:  # noqa: ANN401 - discord.py's own options
        intents = discord.Intents.none()
        intents.guilds = True
        intents.dm_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            http_trace=acknowledgement_trace(),
            **options,
        )
        self.chat = chat
        self._has_caught_up = False
        self._under_way: set[asyncio.Task[Any]] = set()

    async def setup_hook(self) -> None:
        """Let old buttons work again."""
        self.add_dynamic_items(CardButton)

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - discord.py's own arguments
        """Note when something arrives: discord.py says so first, before anything is done about it."""
        if event == "socket_event_type":
            note_arrival(*args)
        super().dispatch(event, *args, **kwargs)

    @property
    def is_connected(self) -> bool:
        """Return whether all shards of this replica are connected."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def close(self) -> None:
        """Leave, after what is under way has been answered."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=CLOSING_GRACE_S)
        await super().close()

    async def on_ready(self) -> None:
        """Say what could not be said before a restart."""
        if self._has_caught_up:
            return
        self._has_caught_up = True
        await self.catch_up(at_start=True)

    async def catch_up(self, *, at_start: bool) -> None:
        """Say what nobody says any more since whoever was to say it was ended."""
        await self._guarded(self._catch_up(at_start=at_start), _nobody, "en", "catching up")

    # What people do

    async def obey(self, interaction: discord.Interaction, verb: Verb, argument: str = "") -> None:
        """Carry out a slash command."""
        origin = origin_of(interaction)
        reply = InteractionReply(interaction, origin)
        doing = f"/{verb}"
        if verb is Verb.QUIZ and isinstance(interaction.channel, discord.TextChannel):
            work = self._quiz_in_thread(interaction, interaction.channel, origin, reply, argument)
        else:
            work = reply.show_all(self.chat.handle(origin, Command(verb, argument)))
        await self._guarded(work, reply.tell, origin.language, doing)

    async def submit(self, interaction: discord.Interaction, task: str, file: discord.Attachment | None) -> None:
        """Grade a file that came with `/submit`, or open a form for code."""
        origin = origin_of(interaction, f"task:{task}")
        reply = InteractionReply(interaction, origin)
        if file is None:
            work = self._open_form(interaction, Press(Verb.SUBMIT, "", task), origin)
        else:
            work = self._submit_file(origin, reply, task, file)
        await self._guarded(work, reply.tell, origin.language, "/submit")

    async def pressed(self, interaction: discord.Interaction, press: Press) -> None:
        """Do what a button stands for."""
        origin = origin_of(interaction, press.scope)
        reply = InteractionReply(interaction, origin)
        if press.scope == SENT and interaction.message is not None and interaction.message.reference is not None:
            work = self._submit_message(interaction, origin, reply, press.argument, interaction.message.reference)
        elif press.verb in (Verb.ANSWER, Verb.SUBMIT, Verb.REPORT):
            work = self._open_form(interaction, press, origin)
        else:
            content = content_of(press, Command(press.verb, "" if press.is_shared else press.argument))
            work = reply.show_all(self.chat.handle(origin, content))
        await self._guarded(work, reply.tell, origin.language, f"button {press.verb}")

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take a form that was sent; forms are not kept, so that one opened before a restart works too."""
        data = cast("dict[str, Any]", interaction.data or {})
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        press = read_press(str(data.get("custom_id", "")))
        if press is None:
            return
        origin = origin_of(interaction, press.scope)
        reply = InteractionReply(interaction, origin)
        work = self._take_form(origin, reply, press, data)
        await self._guarded(work, reply.tell, origin.language, f"form {press.verb}")

    async def on_message(self, message: discord.Message) -> None:
        """Hear what somebody writes privately."""
        if message.guild is not None or message.author.bot or (not message.content and not message.attachments):
            return
        origin = _guessed(origin_of_message(message), message.content)
        reply = MessageReply(message, origin)
        await self._guarded(self._hear(message, origin, reply), reply.tell, origin.language, "direct message")

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Grade code again that was put right within some minutes."""
        message = payload.message
        edited_at = message.edited_at
        if message.guild is not None or message.author.bot or edited_at is None:
            return
        if edited_at - message.created_at > EDIT_WINDOW:
            return
        origin = _guessed(origin_of_message(message, f"{message.id}:{edited_at.timestamp()}"), message.content)
        reply = MessageReply(message, origin)
        await self._guarded(self._grade_again(message, origin, reply), reply.tell, origin.language, "edited message")

    # How it is done

    async def _quiz_in_thread(
        self,
        interaction: discord.Interaction,
        channel: discord.TextChannel,
        origin: Origin,
        reply: InteractionReply,
        argument: str,
    ) -> None:
        async for cards in reply.in_time(self.chat.handle(origin, Command(Verb.QUIZ, argument))):
            opening = tuple(card for card in cards if card.is_public and card.kind is CardKind.QUESTION)
            if not opening:
                await reply.show(cards)
                continue
            words = await self._words(origin)
            lead = Card(CardKind.NOTICE, body=(words.say("round.started", name=origin.name),))
            thread = await self._thread(interaction, channel, reply, lead, words)
            if thread is None:
                await reply.show(opening, is_public=True)
            else:
                await send_cards(thread, opening, origin.scope)

    async def _thread(
        self, interaction: discord.Interaction, channel: discord.TextChannel, reply: InteractionReply, lead: Card, words: Phrases
    ) -> discord.Thread | None:
        """Announce a quiz and open a thread below it; None where the bot may not."""
        may = interaction.app_permissions
        if not (may.create_public_threads and may.send_messages_in_threads and may.view_channel):
            return None
        announced = await reply.show((lead,), is_public=True)
        name = cut(words.say("round.thread"), limits.THREAD_NAME_CHARS, str)
        try:
            return await channel.create_thread(name=name, message=discord.Object(announced), auto_archive_duration=THREAD_MINUTES)
        except discord.Forbidden:
            return None

    async def _open_form(self, interaction: discord.Interaction, press: Press, origin: Origin) -> None:
        words = await self._words(origin)
        make = {Verb.ANSWER: answer_form, Verb.REPORT: report_form}.get(press.verb, code_form)
        await interaction.response.send_modal(make(words, press))

    async def _take_form(self, origin: Origin, reply: InteractionReply, press: Press, data: dict[str, Any]) -> None:
        text = text_of_form(data)
        if press.verb is Verb.SUBMIT:
            file = await read_resolved(self, data, await self._words(origin))
            content: str | Attachment = file or text
            where = await self.chat.origin_for(replace(origin, scope=PRIVATE), press.argument)
            work = self.chat.handle(where, Answer(press.argument, content))
        elif press.verb is Verb.REPORT:
            work = self.chat.handle(origin, content_of(press, Command(Verb.REPORT, text)))
        else:
            work = self.chat.handle(origin, content_of(press, text))
        await reply.show_all(work)

    async def _submit_file(self, origin: Origin, reply: InteractionReply, task: str, file: discord.Attachment) -> None:
        await reply.defer()
        content = await read_attachments([file], await self._words(origin))
        assert content is not None
        await reply.show_all(self.chat.handle(origin, Answer(task, content)))

    async def _submit_message(
        self,
        interaction: discord.Interaction,
        origin: Origin,
        reply: InteractionReply,
        task: str,
        reference: discord.MessageReference,
    ) -> None:
        """Grade the code in a message for the task that was chosen below the reply to it."""
        await reply.defer()
        words = await self._words(origin)
        channel = interaction.channel
        if reference.message_id is None or not isinstance(channel, discord.abc.Messageable):
            raise UserError(words.say("shared.gone"))
        try:
            message = await channel.fetch_message(reference.message_id)
        except discord.NotFound:
            raise UserError(words.say("file.message-gone")) from None
        content = await read_attachments(message.attachments, words) or message.content
        # The code's own message is what an edit will name.
        where = await self.chat.origin_for(replace(origin, key=str(message.id), scope=PRIVATE), task)
        await reply.show_all(self.chat.handle(replace(where, key=f"{message.id}:{task}"), Answer(task, content)))

    async def _hear(self, message: discord.Message, origin: Origin, reply: MessageReply) -> None:
        content: Content | None = await read_attachments(message.attachments, await self._words(origin))
        await reply.show_all(self.chat.handle(origin, content or read_message(message.content)))

    async def _grade_again(self, message: discord.Message, origin: Origin, reply: MessageReply) -> None:
        task = await self.chat.memory.task_of(origin)
        if task is None:
            return
        content = await read_attachments(message.attachments, await self._words(origin)) or message.content
        await reply.show_all(self.chat.handle(await self.chat.origin_for(origin, task), Answer(task, content)))

    async def _catch_up(self, *, at_start: bool) -> None:
        async for unsent in self.chat.left_over(PLATFORM, lambda _: True, at_start=at_start):
            # One that cannot be reached any more does not keep the others from theirs.
            delivery = self._deliver(unsent.origin, unsent.cards)
            await funnelled(_REFUSALS, delivery, _nobody, self.chat.interviewer.phrases, unsent.origin.language, "catching up")

    async def _deliver(self, origin: Origin, cards: tuple[Card, ...]) -> None:
        public = tuple(card for card in cards if card.is_public)
        private = tuple(card for card in cards if not card.is_public)
        if public:
            await send_cards(self.get_partial_messageable(int(origin.place.channel)), public, origin.scope)
        if private:
            await send_cards(await self.fetch_user(int(origin.identity.user)), private, origin.scope, replies_to=origin)

    async def _words(self, origin: Origin) -> Phrases:
        return self.chat.interviewer.phrases[await self.chat.language_of(origin)]

    async def _guarded(self, work: Awaitable[None], tell: Tell, language: Language, doing: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            await funnelled(_REFUSALS, work, tell, self.chat.interviewer.phrases, language, doing)
        finally:
            self._under_way.discard(task)


async def _nobody(card: Card) -> None:
    """Tell nobody: there is no interaction to answer."""


def _guessed(origin: Origin, text: str) -> Origin:
    """Take somebody who writes Chinese to have the app in Chinese: a direct message does not tell."""
    return replace(origin, language="zh") if _CHINESE.search(text) else origin
