"""One way for everything that goes wrong: a sentence for the person, and an incident id for the log. Never a message's text."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.conversation.cards import Card, CardKind
from bot.conversation.memory import MemoryUnavailableError
from bot.locales import Phrases
from bot.metrics import INCIDENTS, MEMORY_UNAVAILABLE
from bot.platforms.errors import UserError
from knowledge.models import Language

Tell = Callable[[Card], Awaitable[None]]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a platform did not let us do: words for the log, and for the person if there is anything to tell them.

    `is_incident`: nobody knows why, so both get a number to find each other by.
    """

    event: str
    code: str
    said: str = ""
    is_incident: bool = False


class Platform(Protocol):
    """What a platform's own errors mean."""

    @property
    def name(self) -> str:
        """The platform's name."""

    def refusal(self, error: Exception, words: Phrases) -> Refusal | None:
        """Return what an error means; None if it is not the platform's."""


async def funnelled(
    platform: Platform, work: Awaitable[None], tell: Tell, phrases: Mapping[Language, Phrases], language: Language, doing: str
) -> None:
    """Await work; whatever fails in it is said and logged here, and goes no further."""
    words = phrases[language]
    try:
        await work
    except UserError as error:
        await _say(platform, tell, str(error), words)
    except MemoryUnavailableError as error:
        MEMORY_UNAVAILABLE.inc()
        log.warning("memory unavailable", doing=doing, reason=str(error))
        await _say(platform, tell, words.say("memory.unavailable"), words)
    except Exception as error:
        refusal = platform.refusal(error, words)
        if refusal is None:
            incident = _incident(platform, error)
            log.exception("something went wrong", doing=doing, incident=incident)
            await _say(platform, tell, words.say("error.incident", incident=incident), words)
        elif refusal.is_incident:
            incident = _incident(platform, error)
            log.warning(refusal.event, doing=doing, incident=incident, code=refusal.code)
            await _say(platform, tell, words.say("error.incident", incident=incident), words)
        else:
            log.info(refusal.event, doing=doing, code=refusal.code)
            await _say(platform, tell, refusal.said, words)


def _incident(platform: Platform, error: Exception) -> str:
    """Count what went wrong, and return the number by which the person and the log find each other."""
    INCIDENTS.labels(platform.name, type(error).__name__).inc()
    return secrets.token_hex(4)


async def _say(platform: Platform, tell: Tell, said: str, words: Phrases) -> None:
    """Tell the person, if there is anything to tell and they can be reached."""
    if not said:
        return
    try:
        await tell(Card(CardKind.ERROR, body=(said,)))
    except Exception as error:
        if platform.refusal(error, words) is None:
            raise
