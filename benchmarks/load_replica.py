"""A replica of the bot for the load harness: `python -m benchmarks.load_replica`, with the settings of `mianjing run`.

It is the real conversation, store and queue behind the thinnest platform there can be: one JSON line for each message, one for each
thing said. A message is `{"key", "learner", "scope", "item", "text" | "file"}`. What is said: `{"ready": true}` first; `{"key",
"cards"}` once a step is kept; `{"key", "graded"}` for a report; `{"key", "refused"}` where nothing was changed; and `{"late",
"key"}` for what an earlier replica could not say.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.composing import chat_on, database_url, new_judge
from bot.conversation import Card, CardKind, Chat, Interviewer
from bot.conversation.events import Answer, Attachment
from bot.conversation.memory import MemoryUnavailableError
from bot.conversation.origin import Identity, Origin, Place
from bot.locales import load_phrases
from bot.logs import configure_logs
from bot.settings import Settings
from bot.store.database import Database, open_database
from bot.store.schema import submissions
from graders.answers import AnswerGrader
from knowledge.bank import load_bank

PLATFORM = "load"
CATCH_UP_EVERY_S = 5.0


def say(**said: object) -> None:
    """Write one line."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def titles(cards: Sequence[Card]) -> list[str]:
    """Return what tells cards apart."""
    return [f"{card.kind}: {card.title or ' '.join(card.body)}" for card in cards]


async def take(chat: Chat, message: dict[str, Any]) -> None:
    """Let the bot answer one message."""
    place = Place(PLATFORM, "hall", message["learner"])
    identity = Identity(PLATFORM, "hall", message["learner"])
    origin = Origin(identity, place, "en", message["learner"], message["scope"], key=message["key"])
    file = message.get("file")
    content = Attachment(Path(file).name, Path(file).read_bytes()) if file else message["text"]
    is_kept = False
    try:
        async for cards in chat.handle(origin, Answer(message["item"], content)):
            is_graded = is_kept and not any(card.kind is CardKind.NOTICE for card in cards)
            say(key=message["key"], **{"graded" if is_graded else "cards": titles(cards)})
            is_kept = True
        if not is_kept:
            say(key=message["key"], cards=[])
    except MemoryUnavailableError as error:
        say(key=message["key"], refused=str(error))


async def catch_up(chat: Chat, database: Database) -> None:
    """Say what another replica can say no more."""
    at_start = True
    while True:
        try:
            async for unsent in chat.left_over(PLATFORM, lambda _: True, at_start=at_start):
                say(late=titles(unsent.cards), key=await key_of(database, unsent.origin.key or ""))
        except MemoryUnavailableError:
            pass  # It is tried again.
        at_start = False
        await asyncio.sleep(CATCH_UP_EVERY_S)


async def key_of(database: Database, key: str) -> str:
    """Return the key of the message that an event is about: its own, or that of the code that a report is on."""
    kind, _, number = key.partition(":")
    if kind != "report":
        return key
    async with database.begin() as connection:
        sent = select(submissions.c.event_key).where(submissions.c.id == int(number))
        return str((await connection.execute(sent)).scalar())


async def main() -> None:
    """Answer until the input ends."""
    configure_logs()
    settings, bank = Settings(), load_bank()
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    database = await open_database(database_url(settings))
    async with new_judge(settings) as judge:
        chat = chat_on(database, Interviewer(bank, AnswerGrader(bank), load_phrases()), judge)
        work = {asyncio.ensure_future(judge.start()), asyncio.ensure_future(catch_up(chat, database))}
        say(ready=True)
        while line := await reader.readline():
            task = asyncio.ensure_future(take(chat, json.loads(line)))
            work.add(task)
            task.add_done_callback(work.discard)
        for task in work:
            task.cancel()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main())
