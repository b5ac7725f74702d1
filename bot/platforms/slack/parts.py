"""Buttons, and what is known when one is pressed. Everything about them is in their values, so that they work after a restart."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.conversation.cards import Button, Card, CardKind, Field, Line
from bot.conversation.events import Answer, Command, Content, Verb
from bot.conversation.origin import PRIVATE
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import escaped, shortened, size
from bot.platforms.slack.render import Block, Message, render

SPOILER: Final = "spoiler"
"""The action_id of a button that shows a field to whoever presses it; the field is in the button."""
_SHARED = ("round:", "daily:", "task:")
_SHORTEST_LINE = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """Where answers go: a channel, or the direct message with the user if it is empty.

    `thread_ts` is the thread in which something was pressed, `root_ts` the message below which everybody is told about it.
    `response_url` reaches the user where the bot is not in the channel.
    """

    channel: str = ""
    thread_ts: str = ""
    root_ts: str = ""
    response_url: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button stands for. `code` is the key of the message in which the code is that it is about."""

    verb: Verb
    scope: str
    argument: str = ""
    code: str = ""
    root_ts: str = ""

    @property
    def is_shared(self) -> bool:
        """Return whether it is about a question or task by name, and not about whatever is open in the conversation."""
        return bool(self.argument) and self.scope.startswith(_SHARED)

    @property
    def value(self) -> str:
        """Return what Slack keeps for us; the verb is the action_id."""
        known = {"scope": self.scope, "argument": self.argument, "code": self.code, "root": self.root_ts}
        return json.dumps({name: text for name, text in known.items() if text}, ensure_ascii=False, separators=(",", ":"))


def read_press(action_id: str, value: str) -> Press | None:
    """Read a button back; None if it is not one of ours, or of a version that knew other verbs."""
    if action_id not in set(Verb):
        return None
    try:
        known = json.loads(value)
    except ValueError:
        return None
    if not isinstance(known, dict):
        return None
    scope, argument, code, root = (str(known.get(name, "")) for name in ("scope", "argument", "code", "root"))
    return Press(Verb(action_id), scope or PRIVATE, argument, code, root)


def content_of(press: Press, content: Command | str) -> Content:
    """Return what is said, about the question that the button named if it named one."""
    return Answer(press.argument, content) if press.is_shared else content


def messages_of(cards: Sequence[Card], scope: str, *, code: str = "", root_ts: str = "") -> tuple[Message, ...]:
    """Draw cards, with buttons that know their conversation, the code they ask about, and where everybody is told."""
    asking = {button for card in cards if card.kind is CardKind.NOTICE for button in card.buttons if button.verb is Verb.SUBMIT}

    def value_of(button: Button) -> str:
        # The button of a task opens a form; the one that asks for which task a message was meant takes that message.
        return Press(button.verb, button.scope or scope, button.argument, code if button in asking else "", root_ts).value

    return tuple(drawn for message in render(cards, value_of=value_of) for drawn in _with_spoilers(message))


def with_mention(message: Message, mention: str) -> Message:
    """Put a group that is to be called in front; this is the only text that Slack may read as a call."""
    if not mention:
        return message
    calling: Block = {"type": "section", "text": {"type": "mrkdwn", "text": mention}}
    return replace(message, text=f"{mention} {message.text}", blocks=(calling, *message.blocks))


def read_spoiler(value: str) -> Field | None:
    """Read the field that a button hides; None if that is none."""
    try:
        known = json.loads(value)
        return Field(str(known["name"]), tuple(Line(str(line)) for line in known["lines"]))
    except (ValueError, LookupError, TypeError):
        return None


def plain_text(text: str, longest: int) -> Block:
    """Return a text object without any markup, cut to a length."""
    line = " ".join(text.split())
    return {"type": "plain_text", "text": shortened([escaped(character) for character in line], longest), "emoji": False}


def _with_spoilers(message: Message) -> tuple[Message, ...]:
    """Put the hidden fields behind buttons: below the message, or in one of their own if it is full."""
    if not message.spoilers:
        return (message,)
    rows: list[Block] = [{"type": "actions", "elements": [_spoiler(field)]} for field in message.spoilers]
    shown = replace(message, spoilers=())
    blocks = (*message.blocks, *rows)
    weight = sum(size(json.dumps(block, ensure_ascii=False)) for block in blocks)
    if len(blocks) <= limits.MESSAGE_BLOCKS and weight + limits.FALLBACK_TEXT_CHARACTERS <= limits.MESSAGE_CHARACTERS:
        return (replace(shown, blocks=blocks),)
    return (shown, Message(message.text, tuple(rows)))


def _spoiler(field: Field) -> Block:
    label = plain_text(field.name or "…", limits.BUTTON_TEXT_CHARACTERS)
    return {"type": "button", "text": label, "action_id": SPOILER, "value": _hidden(field)}


def _hidden(field: Field) -> str:
    """Write a field into a button's value; what is too long for it ends in an ellipsis."""
    longest = limits.BUTTON_VALUE_CHARACTERS
    while True:
        lines = [shortened(line.text, longest) for line in field.lines]
        value = json.dumps({"name": field.name, "lines": lines}, ensure_ascii=False, separators=(",", ":"))
        if size(value) <= limits.BUTTON_VALUE_CHARACTERS or longest <= _SHORTEST_LINE:
            return value
        longest = longest * 3 // 4
