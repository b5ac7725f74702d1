"""Buttons and forms. Everything about them is in their ids, so that they work after a restart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import discord

from bot.conversation.cards import Button
from bot.conversation.events import Answer, Command, Content, Verb
from bot.locales import Phrases
from bot.platforms.discord import limits
from bot.platforms.discord.markup import cut

_ID = re.compile(r"mj:(?P<verb>[a-z]+):(?P<scope>[^|]*)\|(?P<argument>.*)")
_SHARED = ("round:", "daily:", "task:")
FIELD_TEXT = "text"
FIELD_FILE = "file"
_STYLES = {
    Verb.ANSWER: discord.ButtonStyle.primary,
    Verb.SUBMIT: discord.ButtonStyle.primary,
    Verb.NEXT: discord.ButtonStyle.success,
}


@dataclass(frozen=True, slots=True)
class Press:
    """What pressing a button, or sending a form, stands for."""

    verb: Verb
    scope: str
    argument: str

    @property
    def is_shared(self) -> bool:
        """Return whether it is about a question or task by name, and not about whatever is open in the conversation."""
        return bool(self.argument) and self.scope.startswith(_SHARED)

    @property
    def custom_id(self) -> str:
        """Return the id that Discord keeps for us."""
        return f"mj:{self.verb}:{self.scope}|{self.argument}"


def read_press(custom_id: str) -> Press | None:
    """Read an id back; None if it is not one of ours, or of a version that knew other verbs."""
    match = _ID.fullmatch(custom_id)
    if match is None or match["verb"] not in set(Verb):
        return None
    return Press(Verb(match["verb"]), match["scope"], match["argument"])


def content_of(press: Press, content: Command | str) -> Content:
    """Return what is said, about the question that the button named if it named one."""
    return Answer(press.argument, content) if press.is_shared else content


class CardButton(discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=_ID.pattern):
    """A button below a card, made anew from its id whenever it is pressed."""

    def __init__(self, press: Press, label: str) -> None:
        style = _STYLES.get(press.verb, discord.ButtonStyle.secondary)
        super().__init__(discord.ui.Button(label=label or None, style=style, custom_id=press.custom_id))
        self._press = press

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,  # noqa: ARG003 - discord.py's way to call it
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button that was pressed."""
        verb = Verb(match["verb"]) if match["verb"] in set(Verb) else Verb.HELP
        label = item.label if isinstance(item, discord.ui.Button) else None
        return cls(Press(verb, match["scope"], match["argument"]), label or "")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Leave it to the client, which knows the chat."""
        client: Any = interaction.client
        await client.pressed(interaction, self._press)


def view_of(buttons: Sequence[Button], scope: str) -> discord.ui.View:
    """Return the buttons of a message; those of another conversation say so themselves."""
    view = discord.ui.View(timeout=None)
    for button in buttons:
        press = Press(button.verb, button.scope or scope, button.argument)
        if len(press.custom_id) <= limits.CUSTOM_ID_CHARS:
            view.add_item(CardButton(press, button.label))
    return view


def answer_form(words: Phrases, press: Press) -> discord.ui.Modal:
    """Return a form for an answer in words."""
    text = discord.ui.TextInput[discord.ui.Modal](
        custom_id=FIELD_TEXT, style=discord.TextStyle.paragraph, max_length=limits.TEXT_INPUT_CHARS
    )
    return _form(words.say("form.answer"), press, discord.ui.Label(text=_label(words.say("form.your-words")), component=text))


def report_form(words: Phrases, press: Press) -> discord.ui.Modal:
    """Return a form that asks what is wrong with a question."""
    text = discord.ui.TextInput[discord.ui.Modal](
        custom_id=FIELD_TEXT, style=discord.TextStyle.paragraph, max_length=limits.TEXT_INPUT_CHARS, required=False
    )
    return _form(words.say("form.report"), press, discord.ui.Label(text=_label(words.say("form.what-is-wrong")), component=text))


def code_form(words: Phrases, press: Press) -> discord.ui.Modal:
    """Return a form for code, typed or as a file."""
    text = discord.ui.TextInput[discord.ui.Modal](
        custom_id=FIELD_TEXT, style=discord.TextStyle.paragraph, max_length=limits.TEXT_INPUT_CHARS, required=False
    )
    file = discord.ui.FileUpload[discord.ui.Modal](custom_id=FIELD_FILE, required=False, max_values=1)
    return _form(
        words.say("form.code"),
        press,
        discord.ui.Label(text=_label(words.say("form.your-code")), component=text),
        discord.ui.Label(text=_label(words.say("form.or-file")), component=file),
    )


def text_of_form(data: dict[str, Any]) -> str:
    """Return what was typed into a form, from what Discord says of it."""
    for label in data.get("components", ()):
        component = label.get("component", {})
        if component.get("custom_id") == FIELD_TEXT:
            return str(component.get("value", ""))
    return ""


def _form(title: str, press: Press, *labels: discord.ui.Label[discord.ui.Modal]) -> discord.ui.Modal:
    form = discord.ui.Modal(title=cut(title, limits.MODAL_TITLE_CHARS, str), custom_id=press.custom_id)
    for label in labels:
        form.add_item(label)
    return form


def _label(text: str) -> str:
    return cut(text, limits.MODAL_LABEL_CHARS, str)
