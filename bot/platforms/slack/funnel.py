"""One way for everything that goes wrong: a sentence for the person, and an incident id for the log. Never a message's text."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog
from slack_sdk.errors import SlackApiError

from bot.conversation.cards import Card, CardKind
from bot.conversation.memory import MemoryUnavailableError
from bot.locales import Phrases
from bot.platforms.errors import UserError
from bot.platforms.slack.errors import GONE, NO_ANSWER, NO_LONGER_INSTALLED, NOT_ALLOWED, TOO_LATE, code_of
from knowledge.models import Language

Tell = Callable[[Card], Awaitable[None]]
log = structlog.get_logger()


async def funnelled(work: Awaitable[None], tell: Tell, phrases: Mapping[Language, Phrases], language: Language, doing: str) -> None:
    """Await work; whatever fails in it is said and logged here, and goes no further."""
    words = phrases[language]
    try:
        await work
    except UserError as error:
        await _tell(tell, str(error))
    except MemoryUnavailableError as error:
        log.warning("memory unavailable", doing=doing, reason=str(error))
        await _tell(tell, words.say("memory.unavailable"))
    except SlackApiError as error:
        await _refused(code_of(error), tell, words, doing)
    except NO_ANSWER as error:
        incident = secrets.token_hex(4)
        log.warning("slack did not answer", doing=doing, incident=incident, kind=type(error).__name__)
        await _tell(tell, words.say("error.incident", incident=incident))
    except Exception:
        incident = secrets.token_hex(4)
        log.exception("something went wrong", doing=doing, incident=incident)
        await _tell(tell, words.say("error.incident", incident=incident))


async def _refused(code: str, tell: Tell, words: Phrases, doing: str) -> None:
    if code in NOT_ALLOWED:
        log.info("not allowed", doing=doing, code=code)
        await _tell(tell, words.say("slack.not-allowed"))
    elif code in TOO_LATE:
        log.warning("too late", doing=doing, code=code)
        await _tell(tell, words.say("slack.too-late"))
    elif code in GONE | NO_LONGER_INSTALLED:
        # The message is gone, or the app is: there is nothing left to answer.
        log.info("gone", doing=doing, code=code)
    else:
        incident = secrets.token_hex(4)
        log.warning("slack refused", doing=doing, incident=incident, code=code)
        await _tell(tell, words.say("error.incident", incident=incident))


async def _tell(tell: Tell, said: str) -> None:
    with suppress(SlackApiError, *NO_ANSWER):
        await tell(Card(CardKind.ERROR, body=(said,)))
