"""What remembering costs: memory and start of the bot without a platform, and 50 learners answering at once.

Run: .venv/bin/python -m benchmarks.memory [postgresql://...]   (the database there must be empty; it is left so)
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.composing import chat_on
from bot.conversation.chat import Chat
from bot.conversation.events import Command, Verb
from bot.conversation.interviewer import Interviewer
from bot.conversation.origin import Identity, Origin, Place
from bot.judging import CodeJudge
from bot.locales import load_phrases
from bot.store.database import open_database
from bot.store.schema import metadata
from graders.answers import AnswerGrader
from knowledge.bank import load_bank

LEARNERS = 50
TURNS = 20
THINKING_S = 1.0
_READY = """
import asyncio, re
from bot.composing import opened_chat
from bot.settings import Settings
from graders.answers import AnswerGrader
from knowledge.bank import load_bank
async def main():
    bank = load_bank()
    async with opened_chat(Settings(), bank, AnswerGrader(bank)):
        print(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1], flush=True)
asyncio.run(main())
"""


def start() -> tuple[float, float]:
    """Return resident megabytes and seconds to ready of a bot with bank, grader and store."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", _READY], env={"HOME": folder, "XDG_DATA_HOME": folder}, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            kilobytes = int(process.stdout.readline())
            return kilobytes / 1024, time.perf_counter() - began


async def learners_at_once(url: str, pause: Callable[[], Awaitable[None]]) -> list[float]:
    """Let 50 learners answer, pausing between messages, and return how long each turn took, in seconds."""
    database = await open_database(url)
    bank = load_bank()
    grader = AnswerGrader(bank)
    answers = [question.model_answer.en for question in bank.questions.values()]
    for question in bank.questions:
        grader.assess(question, "warm")
    took: list[float] = []
    async with CodeJudge() as judge:
        chat = chat_on(database, Interviewer(bank, grader, load_phrases()), judge)

        async def learner(number: int) -> None:
            origin = Origin(Identity("bench", "", str(number)), Place("bench", "", str(number)), "en", f"learner {number}")
            await _turn(chat, origin, Command(Verb.QUIZ, "20"), [])
            for turn in range(TURNS):
                await pause()
                await _turn(chat, origin, answers[(number + turn) % len(answers)], took)

        await asyncio.gather(*map(learner, range(LEARNERS)))
    async with database.engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(table.delete())
    await database.close()
    return sorted(took)


async def _turn(chat: Chat, origin: Origin, content: Command | str, took: list[float]) -> None:
    began = time.perf_counter()
    async for _ in chat.handle(origin, content):
        pass
    took.append(time.perf_counter() - began)


async def _think() -> None:
    await asyncio.sleep(random.uniform(0.5, 1.5) * THINKING_S)  # noqa: S311 - when somebody types


async def _not_at_all() -> None:
    await asyncio.sleep(0)


def _told(name: str, took: list[float]) -> None:
    marks = ", ".join(f"p{mark} {1000 * took[int(mark / 100 * len(took))]:.1f} ms" for mark in (50, 95, 99))
    print(f"{name}: {len(took)} turns, {marks}")


def main() -> None:
    """Measure and print."""
    for _ in range(3):
        megabytes, seconds = start()
        print(f"bank, grader and store: {megabytes:.0f} MB resident, ready after {seconds:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{Path(folder) / 'bench.db'}", *sys.argv[1:]]
        for url in urls:
            kind = url.split(":", maxsplit=1)[0]
            _told(f"{kind}, {LEARNERS} learners, a message a second each", asyncio.run(learners_at_once(url, _think)))
            _told(f"{kind}, {LEARNERS} learners, without a pause", asyncio.run(learners_at_once(url, _not_at_all)))


if __name__ == "__main__":
    main()
