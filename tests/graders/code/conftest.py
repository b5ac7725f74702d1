from __future__ import annotations

from collections.abc import Iterator

import pytest

from graders.code.sandbox.box import Sandbox
from graders.code.sandbox.spawn import start_zygote


@pytest.fixture(scope="session")
def box() -> Iterator[Sandbox]:
    sandbox = Sandbox(start_zygote())
    yield sandbox
    sandbox.close()
