"""What reaches the conversation: a command, or words that are meant as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SLASHES = ("/", "／")


class Verb(StrEnum):
    """The commands, as typed after the slash."""

    START = "start"
    QUIZ = "quiz"
    INTERVIEW = "interview"
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
class Event:
    """One thing the learner did. `seed` decides the order of the questions if the event starts a quiz."""

    content: Command | str
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
