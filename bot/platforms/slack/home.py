"""The App Home tab: how far somebody has come, and buttons to begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.conversation.cards import Button, Card, CardKind
from bot.conversation.events import Command, Verb
from bot.conversation.origin import PRIVATE
from bot.locales import Phrases
from bot.platforms.slack import limits
from bot.platforms.slack.doing import Occasion
from bot.platforms.slack.parts import messages_of
from bot.platforms.slack.render import Block

HOME: Final = "home"
"""The scope of what is shown there: nothing in it belongs to a conversation."""


def home_view(words: Phrases, cards: Sequence[Card]) -> Block:
    """Return the tab."""
    buttons = (
        Button(Verb.QUIZ, words.say("round.thread")),
        Button(Verb.REVIEW, words.say("button.review")),
        Button(Verb.INTERVIEW, words.say("slack.interview")),
        Button(Verb.CODE, words.say("slack.task")),
    )
    hello = Card(CardKind.NOTICE, words.say("start.hello"), (words.say("start.what"),), buttons=buttons)
    blocks = [block for message in messages_of((hello, *cards), PRIVATE) for block in message.blocks]
    return {"type": "home", "blocks": blocks[: limits.VIEW_BLOCKS]}


async def show_home(occasion: Occasion) -> None:
    """Draw the tab for whoever has opened it."""
    async for cards in occasion.chat.handle(occasion.origin, Command(Verb.PROGRESS)):
        view = home_view(await occasion.words(), cards)
        await occasion.client.views_publish(user_id=occasion.origin.identity.user, view=view)
