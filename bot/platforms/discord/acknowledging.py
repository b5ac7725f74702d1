"""How long somebody waits until they see that the bot has heard them: from an event's arrival to the first answer to it.

discord.py makes a task for each handler of an event, in the context in which the event was read; and aiohttp tells in a request's
own context when it is done. So what is noted here on arrival is found there again, whatever the handler is.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from types import SimpleNamespace
from typing import Final

import aiohttp

from bot.metrics import ACKNOWLEDGEMENT
from bot.platforms.discord.origins import PLATFORM

DONE_BY_PEOPLE: Final = frozenset({"INTERACTION_CREATE", "MESSAGE_CREATE", "MESSAGE_UPDATE"})
"""The events that are answered. Others, such as READY, are followed by requests too, which answer nobody."""


@dataclass(slots=True)
class _Arrival:
    at: float
    is_answered: bool = False


_arrival: ContextVar[_Arrival | None] = ContextVar("arrival", default=None)


def note_arrival(event: str) -> None:
    """Note that an event of that type is here, for what is done about it in this context and in those made from it."""
    _arrival.set(_Arrival(perf_counter()) if event in DONE_BY_PEOPLE else None)


def acknowledgement_trace() -> aiohttp.TraceConfig:
    """Return what hears of the requests of a session, and times the first answer to each event."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_on_request_end)
    return trace


async def _on_request_end(_: aiohttp.ClientSession, __: SimpleNamespace, done: aiohttp.TraceRequestEndParams) -> None:
    arrival = _arrival.get()
    # What only reads is no answer, and what Discord refuses nobody has seen.
    if arrival is None or arrival.is_answered or done.method == "GET" or not done.response.ok:
        return
    arrival.is_answered = True
    ACKNOWLEDGEMENT.labels(PLATFORM).observe(perf_counter() - arrival.at)
