"""The bot's end of the judge: real processes, fair turns, a second try after a crash."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from graders.code.client import MAX_WAITING_EACH, FairQueue, JudgeClient, QueueFullError, _Job
from graders.code.report import Verdict
from graders.code.upload import Upload

RIGHT = """
```python
def corr2d(X, K):
    h, w = K.shape
    return torch.stack([torch.stack([(X[i:i + h, j:j + w] * K).sum() for j in range(X.shape[1] - w + 1)])
                        for i in range(X.shape[0] - h + 1)])
```
"""


def test_learners_take_turns() -> None:
    async def order() -> list[str]:
        queue = FairQueue()
        for learner in ("ann", "ann", "ann", "bo", "cy"):
            queue.put(_Job(learner, Upload("corr2d", text="")))
        return [(await queue.take()).learner for _ in range(5)]

    assert asyncio.run(order()) == ["ann", "bo", "cy", "ann", "ann"]


def test_nobody_may_fill_the_queue() -> None:
    async def fill() -> None:
        queue = FairQueue()
        for _ in range(MAX_WAITING_EACH + 1):
            queue.put(_Job("ann", Upload("corr2d", text="")))

    with pytest.raises(QueueFullError) as caught:
        asyncio.run(fill())
    assert caught.value.is_own


def test_a_message_is_graded_by_the_judge_process() -> None:
    async def grade() -> Verdict:
        async with JudgeClient() as judge:
            return (await judge.grade(Upload("corr2d", text=RIGHT))).verdict

    assert asyncio.run(grade()) is Verdict.PASS


def test_the_layers_are_told_in_words_and_one_by_one() -> None:
    async def told() -> tuple[str, dict[str, bool]]:
        async with JudgeClient() as judge:
            return judge.layers, judge.layers_on

    words, layers = asyncio.run(told())
    on, off = words.removeprefix("sandbox: on: ").split("; off: ")
    names = {
        "seccomp": "seccomp",
        "limits": "limits",
        "landlock": "Landlock",
        "namespaces": "namespaces",
        "own_uid": "a user of its own",
    }
    assert layers.keys() == names.keys()
    for layer, is_on in layers.items():
        assert (names[layer] in on, names[layer] in off) == (is_on, not is_on)


def test_a_judge_that_is_killed_is_started_again_and_loses_nothing() -> None:
    async def grade() -> list[Verdict]:
        async with JudgeClient() as judge:
            first = await judge.grade(Upload("corr2d", text=RIGHT))
            assert judge._process is not None
            os.kill(judge._process.pid, signal.SIGKILL)
            second = await judge.grade(Upload("corr2d", text=RIGHT))
            return [first.verdict, second.verdict]

    assert asyncio.run(grade()) == [Verdict.PASS, Verdict.PASS]


def test_all_that_were_in_hand_survive_the_judges_death() -> None:
    async def grade() -> list[Verdict]:
        async with JudgeClient(jobs=2) as judge:
            waiting = [asyncio.create_task(judge.grade(Upload("corr2d", text=RIGHT), learner)) for learner in ("ann", "bo", "cy")]
            await asyncio.sleep(0)
            assert judge._process is not None
            os.kill(judge._process.pid, signal.SIGKILL)
            return [report.verdict for report in await asyncio.gather(*waiting)]

    assert asyncio.run(grade()) == [Verdict.PASS] * 3


def test_a_submission_nobody_waits_for_any_more_is_dropped() -> None:
    async def grade() -> Verdict:
        async with JudgeClient() as judge:
            waiting = [asyncio.create_task(judge.grade(Upload("corr2d", text=RIGHT))) for _ in range(3)]
            await asyncio.sleep(0)
            waiting[1].cancel()
            return (await waiting[2]).verdict

    assert asyncio.run(grade()) is Verdict.PASS


def test_the_judge_sees_none_of_the_bots_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret-canary")

    async def environment() -> bytes:
        async with JudgeClient() as judge:
            assert judge._process is not None
            return Path(f"/proc/{judge._process.pid}/environ").read_bytes()

    assert b"secret-canary" not in asyncio.run(environment())
