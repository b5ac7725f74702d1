"""One way for everything that goes wrong: a sentence for the person, and an incident id for the log. Never a message's text."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import aiohttp
import discord
import structlog

from bot.conversation.cards import Card, CardKind
from bot.conversation.memory import MemoryUnavailableError
from bot.locales import Phrases
from bot.platforms.errors import UserError
from knowledge.models import Language

log = structlog.get_logger()

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
CANNOT_MESSAGE_USER = 50007
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060


Tell = Callable[[Card], Awaitable[None]]


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
    except discord.Forbidden as error:
        log.info("not allowed", doing=doing, code=error.code)
        if error.code != CANNOT_MESSAGE_USER:
            await _tell(tell, words.say("error.forbidden"))
    except discord.NotFound as error:
        # The interaction has expired, or the message or channel is gone: there is nothing left to answer.
        log.info("gone", doing=doing, code=error.code)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        incident = secrets.token_hex(4)
        log.warning("discord did not answer", doing=doing, incident=incident, kind=type(error).__name__)
        await _tell(tell, words.say("error.incident", incident=incident))
    except Exception:
        incident = secrets.token_hex(4)
        log.exception("something went wrong", doing=doing, incident=incident)
        await _tell(tell, words.say("error.incident", incident=incident))


async def _tell(tell: Tell, said: str) -> None:
    with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
        await tell(Card(CardKind.ERROR, body=(said,)))
