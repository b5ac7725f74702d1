"""How fast interactions are acknowledged: `mianjing run` as a process, 200 interactions in one second, over loopback.

Run: .venv/bin/python -m benchmarks.discord
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

from tests.e2e.bot_process import bot_process
from tests.platforms.discord.fake_discord import FakeDiscord

INTERACTIONS = 200
WITHIN_S = 1.0
COMMANDS: tuple[tuple[str, dict[str, str | int]], ...] = (
    ("quiz", {"topic": "rnn", "count": 3}),
    ("hint", {}),
    ("progress", {}),
    ("help", {}),
    ("review", {}),
)
WARM_UP_S = 8.0
"""By then the judge has started too, and does not take a core meanwhile."""


async def measured() -> list[float]:
    """Return how long each acknowledgement took, in seconds."""
    async with FakeDiscord() as fake:
        settings = {
            "DISCORD_TOKEN": "token",
            "MIANJING_DISCORD_API_URL": fake.api_url,
            "MIANJING_DISCORD_GATEWAY_URL": fake.gateway_url,
        }
        with tempfile.TemporaryDirectory() as folder:
            async with bot_process(Path(folder), settings):
                await fake.ready(timeout_s=30)
                people = [fake.add_user(f"learner-{number}") for number in range(INTERACTIONS // len(COMMANDS))]
                await fake.slash(people[0], fake.direct_channel(people[0]), "help")
                await asyncio.sleep(WARM_UP_S)

                async def one(number: int) -> float:
                    await asyncio.sleep(number * WITHIN_S / INTERACTIONS)
                    person = people[number % len(people)]
                    command, options = COMMANDS[number // len(people)]
                    done = await fake.slash(person, fake.direct_channel(person), command, options, timeout_s=10)
                    assert done.acknowledged_after_s is not None
                    return done.acknowledged_after_s

                return await asyncio.gather(*map(one, range(INTERACTIONS)))


def main() -> None:
    """Measure and print."""
    took = sorted(asyncio.run(measured()))
    late = sum(second > WITHIN_S for second in took)
    print(f"{len(took)} interactions within {WITHIN_S} s, acknowledged:")
    figures = {"p50": statistics.median(took), "p99": took[int(0.99 * len(took))], "worst": took[-1]}
    print("  " + ", ".join(f"{name} {1000 * second:.0f} ms" for name, second in figures.items()))
    print(f"  later than {WITHIN_S} s: {late}")


if __name__ == "__main__":
    main()
