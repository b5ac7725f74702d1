from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.fake_chat import ROOM


@pytest.fixture(scope="session", autouse=True)
def _room() -> Iterator[None]:
    yield
    ROOM.close()
