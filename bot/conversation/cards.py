"""What the bot says, as data: a platform turns a card into its own kind of message.

Cards hold plain text in small pieces, never markup. `quote` is always the learner's own words: a platform may have to
neutralise it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.events import Verb


class CardKind(StrEnum):
    """What a card is for; platforms colour by it. One of progress is replaced by what follows it, where that can be."""

    QUESTION = "question"
    FEEDBACK = "feedback"
    EXPLANATION = "explanation"
    SUMMARY = "summary"
    NOTICE = "notice"
    PROGRESS = "progress"
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
    """Lines under one heading. A spoiler is shown only to whoever asks to see it, where the platform can do that."""

    name: str
    lines: tuple[Line, ...]
    is_spoiler: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; where there is nothing to press, `/verb argument` is typed.

    `scope` names the conversation that it belongs to, if that is not the one in which it is shown.
    """

    verb: Verb
    label: str
    argument: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A text file to hand over."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Card:
    """One message: a title, paragraphs, fields, a last sentence, buttons, code to show after the paragraphs, files.

    `mention` is the platform's own mark of a role to call. What is public may be shown to everybody in a channel; anything else is
    between the bot and the learner.
    """

    kind: CardKind
    title: str = ""
    body: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    closing: str = ""
    buttons: tuple[Button, ...] = ()
    code: str = ""
    files: tuple[File, ...] = ()
    is_public: bool = False
    mention: str = ""
