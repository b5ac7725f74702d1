"""The bot on Slack: what happens there goes to the chat, and what comes of it goes back. Everything is acknowledged first."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.cards import Card
from bot.conversation.chat import Chat
from bot.conversation.events import Verb
from bot.conversation.memory import Unsent
from bot.conversation.origin import PRIVATE
from bot.platforms.funnel import Tell, funnelled
from bot.platforms.slack import doing, usage
from bot.platforms.slack.doing import Occasion
from bot.platforms.slack.forms import CHOICES, FORM, problems_of, read_filled, read_form
from bot.platforms.slack.home import HOME, show_home
from bot.platforms.slack.origins import PLATFORM, People, Person, key_of_message, origin_of
from bot.platforms.slack.parts import SPOILER, Spot, read_press, read_spoiler
from bot.platforms.slack.refusals import SlackRefusals
from bot.platforms.slack.render import Message, render_field
from bot.platforms.slack.sending import Reply, open_direct, post_cards
from bot.platforms.slack.suggesting import suggested
from bot.platforms.slack.text import unescaped
from bot.platforms.slack.workspaces import Workspaces
from knowledge.models import Language

MOST_KEYS: Final = 10_000
"""Events that are remembered here, so that one repeated while it is at work is not worked at twice."""
CLOSING_GRACE_S = 10.0
_ENTITIES_ONLY = re.compile(r"&(amp|lt|gt);")
_SIGNS = {"amp": "&", "lt": "<", "gt": ">"}
Json = Mapping[str, Any]
Act = Callable[[Occasion], Awaitable[None]]
_REFUSALS = SlackRefusals()
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who did something, and the client of the workspace in which they did it."""

    client: AsyncWebClient
    team: str
    user: str
    person: Person


class SlackApp:
    """Hears slash commands, buttons, forms, a shortcut, direct messages and the Home tab."""

    def __init__(self, chat: Chat, bolt: AsyncApp, workspaces: Workspaces) -> None:
        self.bolt = bolt
        self._chat = chat
        self._workspaces = workspaces
        self._people = People(chat.now)
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._under_way: set[asyncio.Task[Any]] = set()
        self._register()

    def _register(self) -> None:
        for name in usage.COMMANDS:
            self.bolt.command(f"/{name}")(self._on_command)
        self.bolt.action(re.compile(""))(self._on_press)
        self.bolt.view(FORM)(self._on_form)
        for name in CHOICES:
            self.bolt.options(name)(self._on_options)
        self.bolt.shortcut({"type": "message_action", "callback_id": usage.GRADE_CODE})(self._on_shortcut)
        hear = {
            usage.HOME_OPENED: self._on_home,
            usage.TOKENS_REVOKED: self._on_revoked,
            usage.UNINSTALLED: self._on_uninstalled,
        }
        for event in usage.EVENTS:
            name = event.partition(".")[0]
            self.bolt.event(name)(self._on_message if name == usage.MESSAGE else hear[name])

    # What people do

    async def _on_command(self, ack: AsyncAck, command: Json, context: AsyncBoltContext) -> None:
        await ack()
        name, text = str(command["command"]).removeprefix("/"), str(command.get("text") or "")
        verb: str = usage.COMMANDS[name]
        if name == usage.UMBRELLA and text.strip():
            verb, _, text = text.strip().partition(" ")
            verb = verb.casefold()
        # A group that is to be called every day keeps its mark; elsewhere marks become words again.
        argument = (_plain(text) if verb == Verb.DAILY else unescaped(text)).strip()
        spot = Spot(command["channel_id"], response_url=command.get("response_url", ""))
        trigger = str(command["trigger_id"])
        who = await self._who(context)
        await self._take(who, spot, trigger, lambda at: doing.obey(at, verb, argument), f"/{name}", trigger_id=trigger)

    async def _on_press(self, ack: AsyncAck, body: Json, action: Json, context: AsyncBoltContext) -> None:
        await ack()
        name, value, trigger = str(action.get("action_id", "")), str(action.get("value", "")), str(body["trigger_id"])
        who = await self._who(context)
        pressed = read_press(name, value)
        if pressed is not None:
            spot, press = _spot_of(body, pressed.root_ts), pressed
            work, scope = (lambda at: doing.press(at, press)), pressed.scope
            await self._take(who, spot, trigger, work, f"button {name}", scope, trigger_id=trigger)
        elif name == SPOILER and (field := read_spoiler(value)) is not None:
            shown = Message(field.name, render_field(field))
            await self._take(who, _spot_of(body), trigger, lambda at: at.reply.send(shown), "spoiler")

    async def _on_form(self, ack: AsyncAck, view: Json, context: AsyncBoltContext) -> None:
        form = read_form(view)
        if form is None:
            await ack()
            return
        filled = read_filled(view)
        if problems := problems_of(form, filled, self._chat.interviewer.phrases[form.language]):
            await ack(response_action="errors", errors=problems)
            return
        await ack()
        taken, scope = form, form.press.scope
        work = lambda at: doing.take_form(at, taken, filled)  # noqa: E731
        await self._take(await self._who(context), form.spot, str(view["id"]), work, f"form {form.press.verb}", scope)

    async def _on_options(self, ack: AsyncAck, body: Json) -> None:
        form = read_form(body["view"]) if "view" in body else None
        language: Language = form.language if form is not None else "en"
        await ack(options=suggested(self._chat.interviewer, str(body["action_id"]), str(body.get("value") or ""), language))

    async def _on_shortcut(self, ack: AsyncAck, body: Json, context: AsyncBoltContext) -> None:
        await ack()
        message, channel, trigger = body["message"], body["channel"]["id"], str(body["trigger_id"])
        spot = Spot(channel, _thread_of(message), response_url=body.get("response_url", ""))
        who = await self._who(context)
        await self._take(who, spot, trigger, lambda at: doing.offer_to_grade(at, message), "shortcut", trigger_id=trigger)

    async def _on_message(self, event: Json, context: AsyncBoltContext) -> None:
        message, subtype = event, event.get("subtype")
        if subtype == "message_changed":
            message = event["message"]
            if not doing.is_fresh_edit(message, event.get("previous_message", {})):
                return
        elif subtype not in (None, "file_share"):
            return
        if event.get("channel_type") != "im" or message.get("bot_id") or not message.get("user"):
            return
        if not (message.get("text") or message.get("files")):
            return
        key, spot = key_of_message(event["channel"], message["ts"]), Spot(event["channel"], _thread_of(message))
        who = await self._who(context, message["user"])
        if subtype == "message_changed":
            once = f"{key}:{message['edited']['ts']}"
            await self._take(who, spot, key, lambda at: doing.grade_again(at, message), "edited message", code=key, once=once)
        else:
            await self._take(who, spot, key, lambda at: doing.hear(at, message), "direct message", code=key)

    async def _on_home(self, event: Json, body: Json, context: AsyncBoltContext) -> None:
        if event.get("tab") == "home":
            await self._take(await self._who(context), Spot(), str(body["event_id"]), show_home, "home", HOME)

    async def _on_revoked(self, event: Json, context: AsyncBoltContext) -> None:
        if event.get("tokens", {}).get("bot"):
            await self._leave(context.team_id or "")

    async def _on_uninstalled(self, context: AsyncBoltContext) -> None:
        await self._leave(context.team_id or "")

    # What the bot does by itself

    async def catch_up(self, *, at_start: bool) -> None:
        """Say what nobody says any more since whoever was to say it was ended."""
        await self._funnelled(self._catch_up(at_start=at_start), _nobody, "en", "catching up")

    async def close(self) -> None:
        """Wait until what is under way has been answered."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=CLOSING_GRACE_S)

    async def _catch_up(self, *, at_start: bool) -> None:
        ours = await self._workspaces.ids()
        async for unsent in self._chat.left_over(PLATFORM, lambda origin: origin.identity.workspace in ours, at_start=at_start):
            # One that cannot be reached any more does not keep the others from theirs.
            phrases, language = self._chat.interviewer.phrases, unsent.origin.language
            await funnelled(_REFUSALS, self._deliver(unsent), _nobody, phrases, language, "catching up")

    async def _deliver(self, unsent: Unsent) -> None:
        origin = unsent.origin
        client = await self._workspaces.client_of(origin.identity.workspace)
        if client is None or origin.scope == HOME:
            return  # The Home tab is drawn anew whenever it is opened.
        in_channel = not origin.place.is_private
        public = tuple(card for card in unsent.cards if card.is_public and in_channel)
        private = tuple(card for card in unsent.cards if not (card.is_public and in_channel))
        if public:
            await post_cards(client, origin.place.channel, public, origin.scope)
        if private:
            await post_cards(client, await open_direct(client, origin.identity.user), private, origin.scope)

    async def _leave(self, team: str) -> None:
        log.info("a workspace has removed the app", workspace=team)
        await self._funnelled(self._workspaces.leave(team), _nobody, "en", "leaving")

    # How it is done

    async def _who(self, context: AsyncBoltContext, user: str = "") -> Who:
        client, team, user = context.client, context.team_id or "", user or context.user_id or ""
        return Who(client, team, user, await self._people.find(client, team, user))

    async def _take(
        self,
        who: Who,
        spot: Spot,
        key: str,
        act: Act,
        doing_what: str,
        scope: str = PRIVATE,
        *,
        trigger_id: str = "",
        code: str = "",
        once: str = "",
    ) -> None:
        """Do what is to be done about an event, once, whatever comes of it."""
        if not self._is_first(f"{who.team}:{once or key}"):
            return
        origin = origin_of(who.person, who.team, who.user, spot.channel, key, scope)
        reply = Reply(who.client, who.user, spot, scope, code)
        occasion = Occasion(self._chat, who.client, origin, reply, self._is_first, trigger_id)
        await self._funnelled(act(occasion), reply.tell, origin.language, doing_what)

    def _is_first(self, key: str) -> bool:
        """Return whether nobody here has taken up that key; the database tells for the other processes."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > MOST_KEYS:
            self._keys.popitem(last=False)
        return True

    async def _funnelled(self, work: Awaitable[None], tell: Tell, language: Language, doing_what: str) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        try:
            await funnelled(_REFUSALS, work, tell, self._chat.interviewer.phrases, language, doing_what)
        finally:
            self._under_way.discard(task)


def _spot_of(body: Json, root_ts: str = "") -> Spot:
    """Return where a button was pressed. Below a message that all see, everybody is told; the Home tab is no channel."""
    container, message = body["container"], body.get("message")
    if "channel_id" not in container:
        return Spot()
    # Slack does not send the content of a message along that only one person sees.
    thread = _thread_of(message) if message is not None else str(container.get("thread_ts", ""))
    root = root_ts or thread or (str(message["ts"]) if message is not None else "")
    return Spot(container["channel_id"], thread, root, body.get("response_url", ""))


def _thread_of(message: Json) -> str:
    """Return the thread in which a message stands; the one that it begins is below it, and not where it is seen."""
    thread = str(message.get("thread_ts", ""))
    return thread if thread != message.get("ts") else ""


def _plain(text: str) -> str:
    return _ENTITIES_ONLY.sub(lambda found: _SIGNS[found[1]], text)


async def _nobody(card: Card) -> None:
    """Tell nobody: there is nobody to answer."""
