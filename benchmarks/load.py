"""Synthetic learners through the real conversation, store and queue, while processes are killed: `python -m benchmarks.load`.

Replicas and workers are processes of their own. Every few seconds one of them is killed with -9 and started again; with
`--restart-broker S` the broker is restarted after S seconds. A learner sends a message, waits for all that comes of it, and sends
the next; what was not acknowledged is sent again, as platforms do. At the end the database must hold exactly one result for each
message. `--outage broker` or `--outage database` takes that service away for a minute; give `--every 0` with it.

Needs RabbitMQ and PostgreSQL on this machine. It makes a virtual host and a database of its own, and drops them at the end. With
`--restart-broker` or `--outage` the services themselves are stopped and started, so do not give those where others use them.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from benchmarks.load_fleet import Fleet, ReplicaGoneError, services, take_away
from benchmarks.load_script import Message, expected_attempts, script
from bot.conversation import CardKind
from bot.store.database import Database, open_database
from bot.store.schema import attempts, events, identities, submissions

LEARNERS = 100
SUBMISSIONS, ANSWERS = 1_000, 5_000
KILL_EVERY_S = 3.0
OUTAGE_S = 60.0
RETRY_S = 1.0
GIVE_UP_S = 600.0
SEED = 20261124


@dataclass
class Heard:
    """What the learners saw."""

    acknowledged: set[str] = field(default_factory=set)
    results: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    kept: int = 0
    late: int = 0
    resent: int = 0
    answer_ms: list[float] = field(default_factory=list)


class Learner:
    """Somebody who sends one message after the other."""

    def __init__(self, name: str, messages: Sequence[Message], fleet: Fleet, heard: Heard) -> None:
        self.name = name
        self._messages = messages
        self._fleet = fleet
        self._heard = heard
        self._key = ""
        self._result = asyncio.Event()

    async def live(self) -> None:
        """Send everything, each once the one before has its result."""
        for message in self._messages:
            self._key = message.key
            self._result.clear()
            await self._send(message)
            if message.is_code:
                await self._result.wait()

    def has_result(self, key: str) -> None:
        """Note that the report on some code has come."""
        self._heard.results[key] += 1
        if key == self._key:
            self._result.set()

    async def _send(self, message: Message) -> None:
        while True:
            began = time.perf_counter()
            try:
                said = await self._fleet.a_replica().ask(message.data(self.name))
            except ReplicaGoneError:
                self._heard.resent += 1
                continue
            if "refused" not in said:
                self._heard.acknowledged.add(message.key)
                if not message.is_code:
                    self._heard.answer_ms.append((time.perf_counter() - began) * 1000)
                    self._heard.results[message.key] += 1
                return
            self._heard.refused += 1
            await asyncio.sleep(RETRY_S)


class Hall:
    """All learners, and what the replicas say to them."""

    def __init__(self, fleet: Fleet, scripts: Mapping[str, Sequence[Message]]) -> None:
        self.heard = Heard()
        self._learners = {name: Learner(name, messages, fleet, self.heard) for name, messages in scripts.items()}
        fleet.on_said = self._said

    async def live(self) -> None:
        """Let everybody live, side by side."""
        await asyncio.gather(*(learner.live() for learner in self._learners.values()))

    def _said(self, said: Mapping[str, Any]) -> None:
        """Take what comes by itself: reports, what is late, and that code is kept."""
        learner = self._learners[said["key"].partition("-")[0]]
        if "graded" in said:
            learner.has_result(said["key"])
        elif "late" in said:
            self.heard.late += 1
            if not said["late"][0].startswith(CardKind.PROGRESS):
                learner.has_result(said["key"])
        elif "cards" in said:
            self.heard.kept += 1


async def wrongs(database: Database, scripts: Mapping[str, Sequence[Message]]) -> list[str]:
    """Return what is not as it should be in the database, a line each."""
    async with database.begin() as connection:
        keys = set((await connection.execute(select(events.c.key))).scalars())
        counted = select(identities.c.user, attempts.c.scope, func.count()).join_from(
            attempts, identities, attempts.c.learner_id == identities.c.learner_id
        )
        made = {
            (user, scope): count
            for user, scope, count in await connection.execute(counted.group_by(identities.c.user, attempts.c.scope))
        }
        graded = (await connection.execute(select(submissions))).mappings().all()
    found = []
    by_key: dict[str, list[Mapping[Any, Any]]] = {}
    for row in graded:
        by_key.setdefault(row["event_key"], []).append(row)
    for name, messages in scripts.items():
        for message in messages:
            if message.key not in keys:
                found.append(f"{message.key} is lost")
            if message.is_code:
                rows = by_key.get(message.key, [])
                if [row["verdict"] for row in rows] != [message.verdict] or rows[0]["leased_until"] is not None:
                    found.append(f"{message.key} has {[row['verdict'] for row in rows]}, not one {message.verdict}")
                elif f"report:{rows[0]['id']}" not in keys:
                    found.append(f"the report on {message.key} was never said")
        for scope, count in expected_attempts(messages).items():
            if made.get((name, scope), 0) != count:
                found.append(f"{name} has {made.get((name, scope), 0)} attempts in {scope}, not {count}")
    return found


async def kill_again_and_again(fleet: Fleet, every_s: float) -> None:
    """Kill one process after another, and start it again."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    while True:
        await asyncio.sleep(every_s)
        await fleet.kill_one(chance)


async def run(arguments: argparse.Namespace) -> int:
    """Run the learners, look at what is left, and print it."""
    scripts = script(arguments.learners, arguments.submissions, arguments.answers, SEED)
    async with services() as (database_url, broker_url):
        async with Fleet(database_url, broker_url, arguments.replicas, arguments.workers) as fleet:
            hall = Hall(fleet, scripts)
            began = time.perf_counter()
            trouble = [asyncio.ensure_future(part) for part in troubles(fleet, arguments)]
            try:
                await asyncio.wait_for(hall.live(), GIVE_UP_S)
                outcome = "everybody is through"
            except TimeoutError:
                outcome = f"NOT everybody is through after {GIVE_UP_S:.0f} s"
            taken_s = time.perf_counter() - began
            for part in trouble:
                part.cancel()
            await asyncio.gather(*trouble, return_exceptions=True)
        database = await open_database(database_url)
        found = await wrongs(database, scripts)
        await database.close()
    report(hall.heard, fleet, outcome, taken_s, found)
    return 1 if found or "NOT" in outcome else 0


def troubles(fleet: Fleet, arguments: argparse.Namespace) -> list[Any]:
    """Return what is to go wrong meanwhile."""
    if arguments.outage:
        return [take_away(arguments.outage, after_s=10.0, for_s=OUTAGE_S)]
    found = [kill_again_and_again(fleet, arguments.every)] if arguments.every else []
    if arguments.restart_broker:
        found.append(take_away("broker", after_s=arguments.restart_broker, for_s=0.0))
    return found


def report(heard: Heard, fleet: Fleet, outcome: str, taken_s: float, found: Sequence[str]) -> None:
    """Print what was seen."""
    twice = sum(count - 1 for count in heard.results.values() if count > 1)
    print(f"{outcome} in {taken_s:.0f} s; killed: {fleet.killed['replica']} replicas, {fleet.killed['worker']} workers")
    print(f"acknowledged {len(heard.acknowledged):,} messages, {len(heard.results):,} with a result; {heard.resent} sent again")
    print(f"reports that came from another replica: {heard.late}; 'kept for later': {heard.kept}; 'try again': {heard.refused}")
    print(f"said twice, since it was not known whether it had been said: {twice}")
    if heard.answer_ms:
        ordered = sorted(heard.answer_ms)
        print(f"an answer: p50 {statistics.median(ordered):.0f} ms, p99 {ordered[len(ordered) * 99 // 100]:.0f} ms")
    print(f"wrong in the database: {len(found)}")
    for line in found[:20]:
        print(f"  {line}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=LEARNERS)
    parser.add_argument("--submissions", type=int, default=SUBMISSIONS)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=float, default=KILL_EVERY_S, help="seconds between kills; 0: none")
    parser.add_argument("--restart-broker", type=float, default=0.0, metavar="S", help="restart the broker after so many seconds")
    parser.add_argument("--outage", choices=("broker", "database"), help="take a service away for a minute")
    raise SystemExit(asyncio.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
