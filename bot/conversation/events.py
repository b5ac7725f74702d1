"""What reaches the conversation: a command, or words that are meant as an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.conversation.facts import Facts
from bot.conversation.origin import Place
from graders.code.report import Report

_SLASHES = ("/", "／")


class Verb(StrEnum):
    """The commands, as typed after the slash."""

    START = "start"
    QUIZ = "quiz"
    INTERVIEW = "interview"
    CODE = "code"
    REVIEW = "review"
    PROGRESS = "progress"
    LEADERBOARD = "leaderboard"
    DAILY = "daily"
    TOPICS = "topics"
    HINT = "hint"
    SKIP = "skip"
    SHOW = "show"
    ANSWER = "answer"
    SUBMIT = "submit"
    NEXT = "next"
    REPORT = "report"
    LANG = "lang"
    ZONE = "zone"
    LINK = "link"
    EXPORT = "export"
    PRIVACY = "privacy"
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says or sends to a question or task by name; their exchange about it may begin with it."""

    item_id: str
    content: Command | str | Attachment


Content = Command | str | Attachment | Answer
"""What a learner may send."""
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_NOWHERE = Place("", "", "")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and what is known of it.

    `seed` is the event's randomness: it decides the order of a quiz, and makes one-time codes. `facts` are those that
    `facts_wanted` asks for.
    """

    content: Content | Graded
    seed: int = 0
    name: str = ""
    now: datetime = _LONG_AGO
    place: Place = _NOWHERE
    may_manage: bool = False
    facts: Facts | None = None


def read_message(text: str) -> Command | str:
    """Tell a typed command from an answer. `/home/me`, `/2` and `//` are no commands."""
    stripped = text.strip()
    if not stripped.startswith(_SLASHES):
        return text
    word, *argument = stripped[1:].split(maxsplit=1) or [""]
    if not word.isalpha() or not stripped[1:].startswith(word):
        return text
    return Command(word.casefold(), argument[0] if argument else "")
