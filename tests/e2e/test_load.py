"""The load harness in small: learners, two replicas and two workers that are killed again and again (`benchmarks/load.py`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.broker.rabbit import own_virtual_host
from tests.bot.store.databases import require_postgresql

ROOT = Path(__file__).parents[2]
AT_MOST_S = 300


@pytest.fixture(autouse=True)
def _services() -> None:
    require_postgresql()
    with own_virtual_host():
        pass


def test_replicas_and_workers_that_are_killed_neither_lose_nor_double_anything() -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.load",
        "--learners",
        "8",
        "--submissions",
        "12",
        "--answers",
        "80",
        "--every",
        "3",
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=AT_MOST_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "acknowledged 92 messages, 92 with a result" in done.stdout
    assert "killed: 0 replicas, 0 workers" not in done.stdout
