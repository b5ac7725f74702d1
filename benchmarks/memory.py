"""What it costs to remember: `.venv/bin/python benchmarks/memory.py`; `--profile` shows where the time of a turn goes.

First the bot's process as `mianjing run` builds it, with the whole bank, its grader and an open database, and no platform: resident
memory, and seconds from the command to ready. Then 50 learners in quizzes on the real bank, once thinking for about a second before
each message, once all writing in the same instant; a turn is timed from the message to its last card. Learners and bot share one
process and its core, so run it on an idle machine. PostgreSQL is measured where a server on 127.0.0.1:5432 lets postgres in.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import platform
import pstats
import random
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import asyncpg  # type: ignore[import-untyped]

from bot.composing import chat_on
from bot.conversation import Card, CardKind, Chat, Interviewer, read_message
from bot.conversation.origin import Identity, Origin, Place
from bot.judging import CodeJudge
from bot.locales import load_phrases
from bot.store.database import open_database
from graders.answers import AnswerGrader
from knowledge.bank import Bank, load_bank
from knowledge.models import LANGUAGES, Question

ROOT = Path(__file__).parents[1]
SERVER = "postgresql://postgres@127.0.0.1:5432"
STARTS = 5
LEARNERS = 50
TURNS = 20
THINKING_S = (0.5, 1.5)
MOST_MB, MOST_START_S, MOST_P95_MS = 150, 1.5, 50
SEED = 20261124
# What the command line does up to the point where a platform would connect. It is told to end by the end of its input.
_READY = """
import asyncio, sys
from bot import cli
from bot.composing import opened_chat
from bot.settings import Settings
async def main():
    bank = cli._bank()
    async with opened_chat(Settings(), bank, cli._grader(bank)):
        print("ready", flush=True)
        sys.stdin.read()
asyncio.run(main())
"""


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the bot: seconds to ready, and the megabytes it then holds."""

    taken_s: float
    resident_mb: float


def start(database: Path) -> Start:
    """Start the bot's process on a database, look at it when it is ready, and end it."""
    environment = {**os.environ, "MIANJING_DATABASE_URL": f"sqlite:///{database}"}
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", _READY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise SystemExit("The bot did not start.")
        taken_s = time.perf_counter() - began
        match = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text("ascii"))
        assert match is not None
        return Start(taken_s, int(match[1]) / 1024)


@dataclass
class Learner:
    """Somebody in a quiz, who answers now well, now badly."""

    chat: Chat
    origin: Origin
    questions: dict[str, Question]
    chance: random.Random
    asked: Question | None = None
    turns: int = 0
    times_ms: list[float] = field(default_factory=list)

    def message(self) -> str:
        """Return what to write next."""
        if self.asked is None:
            return "/quiz 5"
        answer = self.asked.model_answer.in_language(self.origin.language)
        part = answer[: len(answer) // 2]
        return self.chance.choice((answer, answer, part, part, "I am not sure, something with gradients?", "/hint"))

    async def takes_a_turn(self) -> None:
        """Write, and time the reply up to its last card."""
        message, cards = self.message(), list[Card]()
        began = ended = time.perf_counter()
        self.turns += 1
        async for shown in self.chat.handle(replace(self.origin, key=f"{self.origin.name}-{self.turns}"), read_message(message)):
            ended = time.perf_counter()
            cards += shown
        self.times_ms.append((ended - began) * 1000)
        if any(card.kind is CardKind.ERROR for card in cards):
            raise SystemExit(f"{self.origin.name} was told of an error: {cards}")
        for card in cards:
            if card.kind is CardKind.QUESTION:
                self.asked = self.questions.get(card.body[-1])
            elif card.kind is CardKind.SUMMARY:
                self.asked = None

    async def is_in_a_quiz(self) -> None:
        """Take turns, thinking before each."""
        for _ in range(TURNS):
            await asyncio.sleep(self.chance.uniform(*THINKING_S))
            await self.takes_a_turn()


def learners(chat: Chat, bank: Bank) -> list[Learner]:
    """Return learners, half of them in each language, who are in their first quiz."""
    found = []
    for number in range(LEARNERS):
        language = LANGUAGES[number % len(LANGUAGES)]
        name = f"learner-{number}"
        origin = Origin(Identity("bench", "w", name), Place("bench", "w", f"dm-{number}"), language, name)
        questions = {question.ask.in_language(language): question for question in bank.questions.values()}
        found.append(Learner(chat, origin, questions, random.Random(SEED + number)))  # noqa: S311 - no secret
    return found


async def burst(people: Sequence[Learner]) -> None:
    """Let all take each of their turns in the same instant."""
    for _ in range(TURNS):
        await asyncio.gather(*(person.takes_a_turn() for person in people))


async def quiz(people: Sequence[Learner]) -> None:
    """Let all be in quizzes of their own."""
    await asyncio.gather(*(person.is_in_a_quiz() for person in people))


@asynccontextmanager
async def temporary_postgresql() -> AsyncIterator[str]:
    """Give the URL of a database that is dropped at the end. Raises OSError where no server answers."""
    name = f"mianjing_bench_{secrets.token_hex(6)}"
    server = await asyncpg.connect(f"{SERVER}/postgres", timeout=5)
    await server.execute(f"CREATE DATABASE {name}")
    try:
        yield f"{SERVER}/{name}"
    finally:
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await server.close()


def percentile(times: Sequence[float], share: float) -> float:
    """Return the value below which that share of the times lies."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def _print(name: str, value: str, wanted: str, *, is_met: bool) -> None:
    print(f"{name:<58} {value:>9}   wanted {wanted:<11} {'ok' if is_met else 'MISSED'}", flush=True)


async def measure_turns(database: str, url: str, interviewer: Interviewer, bank: Bank) -> None:
    """Print how long turns take on one database."""
    opened = await open_database(url)
    async with CodeJudge() as judge:
        chat = chat_on(opened, interviewer, judge)
        people = learners(chat, bank)
        await burst(people)  # every statement is compiled, every connection open
        for name, together in ((f"{LEARNERS} learners in a quiz", quiz), (f"burst of {LEARNERS}", burst)):
            for person in people:
                person.times_ms.clear()
            await together(people)
            times = [taken for person in people for taken in person.times_ms]
            p95 = percentile(times, 0.95)
            _print(f"{database}, {name}: p95 of a turn", f"{p95:.1f} ms", f"<= {MOST_P95_MS} ms", is_met=p95 <= MOST_P95_MS)
            print(
                f"    p50 {statistics.median(times):.1f} ms, p99 {percentile(times, 0.99):.1f} ms, worst {max(times):.1f} ms; "
                f"{len(times)} turns, no error reached anybody"
            )
    await opened.close()


async def measure_all_turns() -> None:
    """Print how long turns take on both databases."""
    bank = load_bank()
    interviewer = Interviewer(bank, AnswerGrader(bank), load_phrases())
    with tempfile.TemporaryDirectory() as folder:
        await measure_turns("SQLite", f"sqlite:///{folder}/bench.db", interviewer, bank)
    with suppress(OSError):
        async with temporary_postgresql() as url:
            await measure_turns("PostgreSQL", url, interviewer, bank)
            return
    print("PostgreSQL does not answer, and is not measured")


def measure_starts() -> None:
    """Print what the bot's process needs."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bench.db"
        first = start(database)
        print(f"the very first start, which makes the tables: {first.taken_s:.2f} s, {first.resident_mb:.0f} MB")
        starts = [start(database) for _ in range(STARTS)]
    slowest, largest = max(one.taken_s for one in starts), max(one.resident_mb for one in starts)
    name = f"command to ready, worst of {STARTS}"
    _print(name, f"{slowest:.2f} s", f"<= {MOST_START_S} s", is_met=slowest <= MOST_START_S)
    name = "resident: whole bank, grader, open store, no platform"
    _print(name, f"{largest:.0f} MB", f"<= {MOST_MB} MB", is_met=largest <= MOST_MB)


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--profile", action="store_true", help="show the functions in which turns spend their time")
    options = parser.parse_args()
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {load}")
    if options.profile:
        with cProfile.Profile() as profile:
            asyncio.run(measure_all_turns())
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)
        return
    measure_starts()
    asyncio.run(measure_all_turns())
    print(f"load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
