"""What reaches the conversation: a command, or words that are meant as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graders.code.report import Report

_SLASHES = ("/", "／")


class Verb(StrEnum):
    """The commands, as typed after the slash."""

    START = "start"
    QUIZ = "quiz"
    INTERVIEW = "interview"
    CODE = "code"
    TOPICS = "topics"
    HINT = "hint"
    SKIP = "skip"
    SHOW = "show"
    LANG = "lang"
    HELP = "help"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it was given: `verb` need not be one that exists."""

    verb: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was sent."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Graded:
    """The judge's report on code that was sent earlier."""

    report: Report


Content = Command | str | Attachment
"""What a learner may send."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `seed` decides the order of the questions if the event starts a quiz."""

    content: Content | Graded
    seed: int = 0


def read_message(text: str) -> Command | str:
    """Tell a typed command from an answer. `/home/me`, `/2` and `//` are no commands."""
    stripped = text.strip()
    if not stripped.startswith(_SLASHES):
        return text
    word, *argument = stripped[1:].split(maxsplit=1) or [""]
    if not word.isalpha() or not stripped[1:].startswith(word):
        return text
    return Command(word.casefold(), argument[0] if argument else "")
