"""10,000 channels due in the same minute: claimed, and handed to a sender that does nothing.

Run: .venv/bin/python -m benchmarks.daily
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert, select

from bot.conversation.cards import Card
from bot.conversation.interviewer import Interviewer
from bot.conversation.origin import Identity, Place
from bot.daily import DailyPoster
from bot.locales import load_phrases
from bot.store.channels import DailyPosts
from bot.store.database import open_database
from bot.store.memory import SqlMemory
from bot.store.schema import channels, daily_posts
from graders.answers import AnswerGrader
from knowledge.bank import load_bank

CHANNELS = 10_000
DUE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Void:
    """A platform on which everything is sent at once (`bot.daily.Postman`)."""

    def __init__(self) -> None:
        self.places: set[str] = set()

    async def post(self, place: Place, card: Card, nonce: str) -> str:
        """Take a post."""
        del card
        assert place.channel not in self.places, nonce
        self.places.add(place.channel)
        return nonce

    async def has_posted(self, place: Place, card: Card) -> bool | None:
        """Say whether it was posted."""
        del card
        return place.channel in self.places

    async def tell(self, identity: Identity, card: Card) -> None:
        """Tell nobody."""


async def measured(path: Path) -> tuple[float, float]:
    """Return the seconds that posting took, and those of a look when nothing is due."""
    database = await open_database(f"sqlite:///{path}")
    row = {"platform": "void", "workspace": "w", "at": "09:00", "zone": "Asia/Shanghai", "language": "en", "next_due": DUE}
    rows = [{**row, "channel": str(number), "is_post_now": False, "failures": 0} for number in range(CHANNELS)]
    async with database.begin() as connection:
        await connection.execute(insert(channels), rows)
    bank = load_bank()
    void = Void()
    interviewer = Interviewer(bank, AnswerGrader(bank), load_phrases())
    now = DUE + timedelta(seconds=1)
    poster = DailyPoster(interviewer, DailyPosts(database, ["void"]), {"void": void}, lambda: now, SqlMemory(database).prune)
    began = time.perf_counter()
    await poster.post_due()
    took = time.perf_counter() - began
    began = time.perf_counter()
    await poster.post_due()
    idle = time.perf_counter() - began
    async with database.begin() as connection:
        posted = select(func.count()).select_from(daily_posts).where(daily_posts.c.state == "posted")
        assert (await connection.execute(posted)).scalar() == CHANNELS == len(void.places)
    await database.close()
    return took, idle


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        took, idle = asyncio.run(measured(Path(folder) / "bench.db"))
    print(
        f"{CHANNELS} channels due at once: all claimed, sent and noted in {took:.1f} s; a look when nothing is due: {1000 * idle:.1f} ms"
    )


if __name__ == "__main__":
    main()
