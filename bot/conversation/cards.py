"""What the bot says, as data: a platform turns a card into its own kind of message.

Cards hold plain text in small pieces, never markup. `quote` is always the learner's own words: a platform may have to
neutralise it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.events import Verb


class CardKind(StrEnum):
    """What a card is for; platforms colour by it."""

    QUESTION = "question"
    FEEDBACK = "feedback"
    EXPLANATION = "explanation"
    SUMMARY = "summary"
    NOTICE = "notice"
    ERROR = "error"


class Mark(StrEnum):
    """What a line stands for in front of the learner."""

    PLAIN = "plain"
    RIGHT = "right"
    MISSED = "missed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a field: a statement, the learner's words behind it, and what there is to say about it."""

    text: str
    mark: Mark = Mark.PLAIN
    quote: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """Lines under one heading."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; where there is nothing to press, `/verb` is typed."""

    verb: Verb
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """One message: a title, paragraphs, fields, a last sentence, buttons, and code to show after the paragraphs."""

    kind: CardKind
    title: str = ""
    body: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    closing: str = ""
    buttons: tuple[Button, ...] = ()
    code: str = ""
