"""The same scenarios on every platform: what is typed privately, and what can be read in the replies."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract.conversing import Conversing, on_discord, on_fake_chat, on_slack, plain

pytestmark = pytest.mark.asyncio
SCENARIOS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "scenarios.yaml").read_text(encoding="utf-8"))
PLATFORMS: dict[str, Callable[[pytest.MonkeyPatch], AbstractAsyncContextManager[Conversing]]] = {
    "fake-chat": on_fake_chat,
    "discord": on_discord,
    "slack": on_slack,
}


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: str(scenario["name"]).replace(" ", "-"))
async def test_scenario_goes_the_same_way_everywhere(
    scenario: dict[str, Any], platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with PLATFORMS[platform](monkeypatch) as conversing:
        for step in scenario["steps"]:
            said = plain(await conversing.types(step["types"], step["reads"][-1]))
            assert all(plain(part) in said for part in step["reads"]), f"{step['types']!r} gave {said!r}"
