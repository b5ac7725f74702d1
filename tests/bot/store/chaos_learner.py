"""A scripted learner whose bot is killed again and again: `python -m tests.bot.store.chaos_learner FILE LIVES MESSAGES`.

This process imports everything once and then forks a child for each life. A child opens the database as the bot does, says what a
former life could not say, and goes on with the script; a message counts as sent once its number has come through the pipe,
and is sent again otherwise, under the same key, as platforms do. The script is gone through again and again until the lives are
used up and so many messages are sent; one last life comes to the end of it. At last the process prints, as JSON, how often it
killed, how many messages there were and which cards were seen.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import NoReturn

import alembic.command  # loaded at need in the bot; each life would have to load it again
import alembic.config  # noqa: F401

from bot.conversation import Card, Chat, Interviewer, read_message
from bot.store.database import open_database
from bot.store.memory import SqlMemory
from tests.bot.fake_chat import BEGINNING, PHRASES, drawn, private_origin
from tests.bot.small_bank import ScriptedGrader, ScriptedJudge, SmallBank

SCRIPT = (
    "/quiz rnn", "the forget gate and the reset gate", "the input gate", "output",
    "/code quicksort", "def quicksort(q, l, r): downwards", "def quicksort(q, l, r): right",
    "/quiz normalization", "across the batch axis", "/hint", "the features",
    "/review", "I don't know", "/show", "/stop", "/report lstm-gates a gate is missing",
    "/quiz 2", "/skip", "forget, input, output", "/interview acme-round-1", "I study vision because of pizza", "/stop",
)  # fmt: skip
SEED = 20261124
LONGEST_DELAY_S = 0.03
MOST_LINES = 4
_interviewer = Interviewer(SmallBank(), ScriptedGrader(), PHRASES)


@dataclass(frozen=True, slots=True)
class Death:
    """When a life ends: so many seconds after so many lines of what it tells, the first of them that it is there."""

    lines: int
    delay_s: float


async def live(path: str, first: int, end: int | None, tell: int) -> None:
    """Open the database and go on with the script from its first message that is not known to be sent."""
    number = first

    def write(**told: object) -> None:
        os.write(tell, json.dumps(told).encode() + b"\n")

    def show(cards: Iterable[Card]) -> None:
        for card in cards:
            write(card=drawn(card))

    # Time and chance depend on the message alone, so that a message sent again meets the same.
    database = await open_database(f"sqlite:///{path}")
    chat = Chat(_interviewer, SqlMemory(database), ScriptedJudge(), lambda: number, lambda: BEGINNING + timedelta(minutes=number))
    write(ready=True)
    async for unsent in chat.left_over("fake", lambda _: True, at_start=True):
        show(unsent.cards)
    while number != end:
        origin = replace(private_origin("lin"), key=str(number))
        async for cards in chat.handle(origin, read_message(SCRIPT[number % len(SCRIPT)])):
            show(cards)
        write(done=number)
        number += 1
    await database.close()


def be_born(path: str, first: int, end: int | None, tell: int) -> NoReturn:
    """Live, in a process of its own."""
    status = 1
    try:
        asyncio.run(live(path, first, end, tell))
        status = 0
    finally:
        os._exit(status)


def watch(told: int, process: int, death: Death | None) -> tuple[list[dict[str, object]], int]:
    """Read what a life tells until it ends, by itself or by our hand, and return that and its status."""
    heard = b""
    deadline_s = time.monotonic() + death.delay_s if death and not death.lines else None
    while True:
        wait_s = None if deadline_s is None else max(0.0, deadline_s - time.monotonic())
        if not select.select([told], [], [], wait_s)[0]:
            os.kill(process, signal.SIGKILL)
            deadline_s = death = None
            continue
        more = os.read(told, 1 << 16)
        if not more:
            break
        heard += more
        if death and deadline_s is None and heard.count(b"\n") >= death.lines:
            deadline_s = time.monotonic() + death.delay_s
    os.close(told)
    status = os.waitpid(process, 0)[1]
    return [json.loads(line) for line in heard.split(b"\n")[:-1]], status


def main(path: str, lives: int, messages: int) -> None:
    """Live and die, and print what was seen."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    number, killed, status = 0, 0, -1
    seen: Counter[str] = Counter()
    while status:
        death = Death(chance.randrange(MOST_LINES), chance.uniform(0, LONGEST_DELAY_S)) if killed < lives else None
        end = None if death else max(messages, -(-number // len(SCRIPT)) * len(SCRIPT))
        told, tell = os.pipe()
        process = os.fork()
        if not process:
            be_born(path, number, end, tell)
        os.close(tell)
        heard, status = watch(told, process, death)
        if status not in (0, signal.SIGKILL):
            raise SystemExit(f"a life failed at message {number}")
        seen.update(str(line["card"]) for line in heard if "card" in line)
        number = max([number, *(int(str(line["done"])) + 1 for line in heard if "done" in line)])
        killed += status == signal.SIGKILL
    print(json.dumps({"killed": killed, "messages": number, "seen": seen}))  # noqa: T201 - for whoever started this


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
