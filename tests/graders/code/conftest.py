from __future__ import annotations

from collections.abc import Iterator

import pytest

from graders.code.sandbox.box import Sandbox


@pytest.fixture(scope="session")
def box() -> Iterator[Sandbox]:
    sandbox = Sandbox(pool=2)
    yield sandbox
    sandbox.close()
