"""What the bot does about what people do. Bolt is not here: an occasion says who, where and how to answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.cards import Card, CardKind
from bot.conversation.chat import Chat
from bot.conversation.events import Answer, Attachment, Command, Content, Verb, read_message
from bot.conversation.lookup import find
from bot.conversation.origin import PRIVATE, Origin
from bot.locales import Phrases
from bot.platforms.errors import UserError
from bot.platforms.slack import limits
from bot.platforms.slack.errors import UNREACHABLE, code_of
from bot.platforms.slack.forms import (
    Filled,
    Form,
    LinkedFile,
    answer_form,
    choice_form,
    code_form,
    quiz_form,
    report_form,
)
from bot.platforms.slack.origins import created_by, read_message_key
from bot.platforms.slack.parts import Press, content_of, messages_of
from bot.platforms.slack.render import Block
from bot.platforms.slack.sending import Reply, post
from bot.platforms.slack.text import code_of_blocks, unescaped
from bot.platforms.slack.uploads import name_of, read_files

EDIT_WINDOW_S: Final = 600.0
"""Code that is edited within this time is graded again."""
Message = Mapping[str, Any]
"""A message as Slack describes it."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that somebody did: who and where, how to answer, and with what a form may be opened.

    `is_first` says whether nobody in this process has taken up a key before.
    """

    chat: Chat
    client: AsyncWebClient
    origin: Origin
    reply: Reply
    is_first: Callable[[str], bool]
    trigger_id: str = ""

    async def words(self) -> Phrases:
        """Return the words in which this person is spoken to."""
        return self.chat.interviewer.phrases[await self.chat.language_of(self.origin)]

    async def handle(self, content: Content, origin: Origin | None = None) -> None:
        """Let the conversation go on, and show what it says."""
        await self.reply.show_all(self.chat.handle(origin or self.origin, content))


async def obey(occasion: Occasion, verb: str, argument: str) -> None:
    """Carry out a command; one that lacks its topic or task opens a form that asks for it."""
    origin = occasion.origin
    match verb:
        case Verb.QUIZ if not origin.place.is_private:
            if not argument:
                await _open_form(occasion, Press(Verb.QUIZ, PRIVATE), quiz_form)
            else:
                await quiz_in_thread(occasion, argument)
        case Verb.CODE if not argument:
            await _open_form(occasion, Press(Verb.CODE, PRIVATE), choice_form)
        case Verb.SUBMIT:
            await _submit(occasion, argument)
        case Verb.DAILY:
            await occasion.handle(Command(verb, argument), await _with_rights(occasion))
        case Verb.HELP:
            await occasion.reply.show_all(_with_ways(occasion, Command(verb)))
        case _:
            await occasion.handle(Command(verb, argument))


async def press(occasion: Occasion, pressed: Press) -> None:
    """Do what a button stands for."""
    match pressed.verb:
        case Verb.SUBMIT if pressed.code:
            await _submit_message(occasion, pressed)
        case Verb.SUBMIT:
            await _open_form(occasion, pressed, code_form)
        case Verb.ANSWER:
            await _open_form(occasion, pressed, answer_form)
        case Verb.REPORT:
            await _open_form(occasion, pressed, report_form)
        case Verb.CODE | Verb.INTERVIEW if not pressed.argument:
            await _open_form(occasion, pressed, choice_form)
        case _:
            argument = "" if pressed.is_shared else pressed.argument
            await occasion.handle(content_of(pressed, Command(pressed.verb, argument)))


async def take_form(occasion: Occasion, form: Form, filled: Filled) -> None:
    """Do with a form what it was opened for."""
    pressed = form.press
    match pressed.verb:
        case Verb.SUBMIT:
            await _take_code(occasion, form, filled)
        case Verb.REPORT:
            await occasion.handle(content_of(pressed, Command(Verb.REPORT, filled.text)))
        case Verb.ANSWER:
            await occasion.handle(content_of(pressed, filled.text))
        case Verb.QUIZ:
            await quiz_in_thread(occasion, f"{filled.choice} {filled.count}".strip())
        case _:
            await occasion.handle(Command(pressed.verb, filled.choice))


async def quiz_in_thread(occasion: Occasion, argument: str) -> None:
    """Announce a quiz in the channel, and put its first question below; where the bot may not, into the channel."""
    origin = occasion.origin
    async for cards in occasion.chat.handle(origin, Command(Verb.QUIZ, argument)):
        opening = tuple(card for card in cards if card.is_public and card.kind is CardKind.QUESTION)
        if not opening:
            await occasion.reply.show(cards)
            continue
        lead = (await occasion.words()).say("round.started", name=origin.name)
        try:
            (announced,) = messages_of((Card(CardKind.NOTICE, body=(lead,)),), PRIVATE)
            thread = await post(occasion.client, origin.place.channel, announced)
        except SlackApiError as error:
            if code_of(error) not in UNREACHABLE:
                raise
            await occasion.reply.show(opening, is_public=True)
        else:
            for message in messages_of(opening, origin.scope):
                await post(occasion.client, origin.place.channel, message, thread)


async def hear(occasion: Occasion, message: Message) -> None:
    """Take what somebody wrote privately."""
    content: Content | None = await read_files(occasion.client, message.get("files", ()), await occasion.words())
    said = content or read_message(text_of(message))
    if isinstance(said, Command):
        await obey_typed(occasion, said)
    else:
        await occasion.handle(said)


async def obey_typed(occasion: Occasion, command: Command) -> None:
    """Carry out a command that was typed as a message: no form can be opened for it."""
    if command.verb == Verb.HELP:
        await occasion.reply.show_all(_with_ways(occasion, command))
    else:
        await occasion.handle(command)


async def grade_again(occasion: Occasion, message: Message) -> None:
    """Grade code again that was put right within some minutes."""
    task = await occasion.chat.memory.task_of(occasion.origin)
    if task is None:
        return
    content = await _code_of(occasion, message)
    where = await occasion.chat.origin_for(occasion.origin, task)
    await occasion.handle(Answer(task, content), replace(where, key=f"{occasion.origin.key}:{message['edited']['ts']}"))


async def offer_to_grade(occasion: Occasion, message: Message) -> None:
    """Open a form with the code of a message, and ask for which task it is meant."""
    words = await occasion.words()
    code, file = text_of(message), _linked_file(message)
    if file is None and not code.strip():
        raise UserError(words.say("file.no-code") if message.get("files") else words.say("slack.no-code-yet"))
    if file is None and len(code) > limits.INPUT_CHARACTERS:
        raise UserError(words.say("slack.too-long-for-form", longest=limits.INPUT_CHARACTERS))
    form = Form(Press(Verb.SUBMIT, PRIVATE), occasion.reply.spot, words.language, file)
    view = code_form(words, form, "" if file else code, await _open_task(occasion))
    await occasion.client.views_open(trigger_id=occasion.trigger_id, view=view)


def text_of(message: Message) -> str:
    """Return what was typed: rich text has the code blocks as they are, the plain text of a message is escaped."""
    return code_of_blocks(message.get("blocks") or ()) or unescaped(str(message.get("text", "")))


def is_fresh_edit(message: Message, before: Message) -> bool:
    """Return whether somebody has just edited a message; Slack changes it too, when it shows what a link leads to."""
    edited = message.get("edited")
    if edited is None or edited == before.get("edited"):
        return False
    return float(edited["ts"]) - float(message["ts"]) <= EDIT_WINDOW_S


async def _open_form(occasion: Occasion, pressed: Press, make: Callable[[Phrases, Form], Block]) -> None:
    words = await occasion.words()
    view = make(words, Form(pressed, occasion.reply.spot, words.language))
    await occasion.client.views_open(trigger_id=occasion.trigger_id, view=view)


async def _submit(occasion: Occasion, argument: str) -> None:
    tasks = {task.id: (task.title.en, task.title.zh) for task in occasion.chat.interviewer.bank.tasks.values()}
    task = find(argument, tasks).id if argument else ""
    if task is None:
        await occasion.handle(Command(Verb.SUBMIT, argument))
    else:
        await _open_form(occasion, Press(Verb.SUBMIT, PRIVATE, task), code_form)


async def _take_code(occasion: Occasion, form: Form, filled: Filled) -> None:
    task = form.press.argument or filled.choice
    files: list[Mapping[str, Any]] = [*filled.files]
    if form.file is not None:
        files.append({"name": form.file.name, "url_private_download": form.file.url, "size": form.file.size})
    content: str | Attachment = await read_files(occasion.client, files, await occasion.words()) or filled.text
    where = await occasion.chat.origin_for(replace(occasion.origin, scope=PRIVATE), task)
    await occasion.handle(Answer(task, content), where)


async def _submit_message(occasion: Occasion, pressed: Press) -> None:
    """Grade the code in a message for the task that was chosen below the reply to it."""
    key = f"{pressed.code}:{pressed.argument}"
    if not occasion.is_first(key):
        return
    message = await _find_message(occasion, *read_message_key(pressed.code))
    content = await _code_of(occasion, message)
    # The code's own message is what an edit will name.
    where = await occasion.chat.origin_for(replace(occasion.origin, scope=PRIVATE), pressed.argument)
    await occasion.handle(Answer(pressed.argument, content), replace(where, key=key))


async def _find_message(occasion: Occasion, channel: str, ts: str) -> Message:
    """Fetch a message, or one in a thread. Raises UserError."""
    client = occasion.client
    found = (await client.conversations_history(channel=channel, latest=ts, inclusive=True, limit=1))["messages"]
    if not found or found[0]["ts"] != ts:
        try:
            found = (await client.conversations_replies(channel=channel, ts=ts, latest=ts, inclusive=True))["messages"]
        except SlackApiError:
            found = []
    message: Message | None = next((message for message in found if message["ts"] == ts), None)
    if message is None or message.get("user") != occasion.origin.identity.user:
        raise UserError((await occasion.words()).say("file.message-gone"))
    return message


async def _code_of(occasion: Occasion, message: Message) -> str | Attachment:
    return await read_files(occasion.client, message.get("files", ()), await occasion.words()) or text_of(message)


def _linked_file(message: Message) -> LinkedFile | None:
    for file in message.get("files", ()):
        name = name_of(file)
        if name is not None:
            return LinkedFile(name, str(file.get("url_private_download", "")), int(file.get("size", 0)))
    return None


async def _open_task(occasion: Occasion) -> tuple[str, str] | None:
    """Return the title and the id of the task that is open."""
    bank = occasion.chat.interviewer.bank
    session = await occasion.chat.memory.peek(occasion.origin)
    open_id = session.current.step_id if session is not None and session.current is not None else ""
    task = bank.tasks.get(open_id)
    return (task.title.in_language((await occasion.words()).language), task.id) if task is not None else None


async def _with_rights(occasion: Occasion) -> Origin:
    """Return the origin of somebody who manages the channel as such: its maker, or an admin of the workspace."""
    origin = occasion.origin
    if origin.may_manage or origin.place.is_private:
        return origin
    maker = await created_by(occasion.client, origin.place.channel)
    return replace(origin, may_manage=maker == origin.identity.user)


async def _with_ways(occasion: Occasion, command: Command) -> AsyncIterator[tuple[Card, ...]]:
    """Say below the list of commands how one types those that Slack does not know."""
    words = await occasion.words()
    async for cards in occasion.chat.handle(occasion.origin, command):
        yield tuple(replace(card, closing=words.say("slack.ways")) for card in cards)
