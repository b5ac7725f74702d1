"""How long 10,000 channels take that are all due in the same minute: `.venv/bin/python benchmarks/daily.py`.

Each is claimed on SQLite, in a file, and its card is handed to a sender that does nothing: once on the first day, and once with a
month of questions behind it, when what was asked before has to be known. `--profile` shows where the time goes.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import os
import platform
import pstats
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import func, insert, select

from bot.conversation import Card, Interviewer
from bot.conversation.origin import Identity, Place
from bot.daily import DailyPoster
from bot.locales import load_phrases
from bot.store.channels import DailyPosts
from bot.store.database import Database, open_database
from bot.store.memory import SqlMemory
from bot.store.schema import channels, daily_posts, learners
from graders.answers import AnswerGrader
from knowledge.bank import Bank, load_bank

CHANNELS = 10_000
DAYS_BEFORE = 30
MOST_S = 30
DUE = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
"""09:00 in Shanghai."""


class IdlePostman:
    """Takes posts and does nothing with them."""

    def __init__(self) -> None:
        self.posts: Counter[str] = Counter()

    async def post(self, place: Place, card: Card, nonce: str) -> str:
        """Take a card."""
        del card
        self.posts[place.channel] += 1
        return nonce

    async def has_posted(self, place: Place, card: Card) -> bool | None:
        """Know of nothing."""
        del place, card
        return False

    async def tell(self, identity: Identity, card: Card) -> None:
        """Tell nobody."""


async def fill(database: Database, bank: Bank, days_before: int) -> None:
    """Set up the channels, each with so many days of questions behind it."""
    first = {"id": 1, "is_listed": True, "since": DUE}
    settings = {"platform": "bench", "at": "09:00", "zone": "Asia/Shanghai", "language": "zh", "set_by": 1, "next_due": DUE}
    rows = [
        {**settings, "id": n, "workspace": f"w{n % 100}", "channel": f"c{n}", "is_post_now": False, "failures": 0}
        for n in range(1, CHANNELS + 1)
    ]
    async with database.begin() as connection:
        await connection.execute(insert(learners), [first])
        await connection.execute(insert(channels), rows)
        for days_ago in range(days_before, 0, -1):
            day = (DUE - timedelta(days=days_ago)).date()
            asked = islice(cycle(bank.questions), days_ago, None)
            posts = [
                {"channel_id": row["id"], "local_date": day, "item_id": item_id, "state": "posted", "claimed_at": DUE}
                for row, item_id in zip(rows, asked, strict=False)
            ]
            await connection.execute(insert(daily_posts), posts)


async def posting_s(interviewer: Interviewer, bank: Bank, days_before: int) -> float:
    """Return the seconds until everything that is due is sent and noted."""
    with tempfile.TemporaryDirectory() as folder:
        database = await open_database(f"sqlite:///{folder}/bench.db")
        await fill(database, bank, days_before)
        postman, posts = IdlePostman(), DailyPosts(database, ["bench"])
        poster = DailyPoster(interviewer, posts, {"bench": postman}, lambda: DUE, SqlMemory(database).prune)
        began = time.perf_counter()
        await poster.post_due()
        taken_s = time.perf_counter() - began
        noted = (
            select(func.count()).select_from(daily_posts).where(daily_posts.c.claimed_at == DUE, daily_posts.c.state == "posted")
        )
        async with database.begin() as connection:
            count = (await connection.execute(noted)).scalar_one()
        await database.close()
    if len(postman.posts) != CHANNELS or set(postman.posts.values()) != {1} or count != CHANNELS * (days_before + 1):
        raise SystemExit(f"{len(postman.posts)} of {CHANNELS} channels were posted to, {count} posts noted")
    return taken_s


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--profile", action="store_true", help="show the functions in which the time is spent")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    bank = load_bank()
    interviewer = Interviewer(bank, AnswerGrader(bank), load_phrases())
    with cProfile.Profile() as profile:
        if not options.profile:
            profile.disable()
        for days_before in (0, DAYS_BEFORE):
            taken_s = asyncio.run(posting_s(interviewer, bank, days_before))
            verdict = "ok" if taken_s <= MOST_S else "MISSED"
            name = f"{CHANNELS} channels due at once, {days_before} days of questions behind them"
            print(f"{name:<66} {taken_s:>6.1f} s   wanted <= {MOST_S} s {verdict}", flush=True)
        profile.disable()
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
