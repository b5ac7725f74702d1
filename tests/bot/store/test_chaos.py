"""Killed with -9 at 200 random moments and started again each time, the bot neither loses nor doubles anything."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.store.database import open_database
from bot.store.schema import attempts, learners, metadata, reports, review_cards, sessions, submissions
from tests.bot.store.chaos_learner import SCRIPT
from tests.bot.store.learners import rows

LIVES = 200
ROOT = Path(__file__).parents[3]


def lead_lives(path: Path, lives: int, messages: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bot.store.chaos_learner", str(path), str(lives), str(messages)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


async def everything(path: Path) -> dict[str, list[dict[str, Any]]]:
    database = await open_database(f"sqlite:///{path}")
    found = {table.name: await rows(database, table) for table in metadata.sorted_tables}
    await database.close()
    return found


@pytest.mark.asyncio
async def test_a_learner_whose_bot_is_killed_200_times_has_the_attempts_of_one_undisturbed(tmp_path: Path) -> None:
    undisturbed_path, disturbed_path = tmp_path / "undisturbed.db", tmp_path / "disturbed.db"
    told = lead_lives(disturbed_path, LIVES, 2 * len(SCRIPT))
    calm = lead_lives(undisturbed_path, 0, told["messages"])
    assert (calm["killed"], told["killed"]) == (0, LIVES)
    assert calm["messages"] == told["messages"]

    undisturbed, disturbed = await everything(undisturbed_path), await everything(disturbed_path)
    assert len(undisturbed[attempts.name]) > told["messages"] / 4
    for table in (learners, attempts, review_cards, sessions, reports, submissions):
        assert _comparable(disturbed[table.name]) == _comparable(undisturbed[table.name]), table.name
    assert all(event["cards"] is None for event in disturbed["events"])
    assert {event["key"] for event in disturbed["events"]} == {event["key"] for event in undisturbed["events"]}
    # Every card reached the learner, some of them more than once.
    assert Counter(calm["seen"]) <= Counter(told["seen"])


def _comparable(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without the numbers that count what was tried and undone."""
    return [{name: value for name, value in row.items() if name not in ("id", "leased_until")} for row in found]
