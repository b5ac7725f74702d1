"""What whoever watches over the bot is told: a real server on loopback, and a real database."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from bot.conversation.pending import Pending
from bot.health import DatabaseLook, Health, HealthError, State, opened_health
from bot.judging import CodeJudge
from bot.serving import look_at_judge
from bot.settings import Address
from bot.store.database import Database, engine_for, open_database
from graders.code.client import JudgeClient, JudgeUnavailableError
from graders.code.report import Report, Verdict
from graders.code.upload import Upload
from tests.bot.fake_chat import private_origin

pytestmark = pytest.mark.asyncio
LOOPBACK = Address("127.0.0.1", 0)


class Pages:
    """What is served, asked over HTTP."""

    def __init__(self, health: Health, session: ClientSession, port: int) -> None:
        self.health = health
        self.port = port
        self._session = session

    async def get(self, path: str, method: str = "GET") -> tuple[int, str]:
        async with self._session.request(method, f"http://127.0.0.1:{self.port}{path}") as response:
            return response.status, await response.text()

    async def ready(self) -> tuple[int, Any]:
        status, text = await self.get("/readyz")
        return status, json.loads(text)


@asynccontextmanager
async def served(*names: str) -> AsyncIterator[Pages]:
    async with ClientSession() as session:
        with capture_logs() as logs:
            opened = opened_health(LOOPBACK, names)
            health = await opened.__aenter__()
        try:
            yield Pages(health, session, int(logs[0]["address"].rpartition(":")[2]))
        finally:
            await opened.__aexit__(None, None, None)


@pytest_asyncio.fixture
async def pages() -> AsyncIterator[Pages]:
    async with served("database", "judge") as pages:
        yield pages


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = await open_database(f"sqlite:///{tmp_path}/mianjing.db")
    yield opened
    await opened.close()


def looks(*, ready: bool, says: str) -> Callable[[], Any]:
    async def look() -> State:
        return State(ready, says)

    return look


async def test_it_lives_for_as_long_as_it_answers(pages: Pages) -> None:
    assert await pages.get("/healthz") == (200, "ok\n")


async def test_it_is_not_ready_before_its_parts_are(pages: Pages) -> None:
    not_yet = {"ready": False, "says": "not begun yet"}
    assert await pages.ready() == (503, [{"name": "database", **not_yet}, {"name": "judge", **not_yet}])


async def test_it_is_ready_when_every_part_is(pages: Pages, database: Database) -> None:
    pages.health.looks["database"] = DatabaseLook(database)
    assert (await pages.ready())[0] == 503
    pages.health.looks["judge"] = looks(ready=True, says="sandbox: on: all")
    is_ready = {"ready": True}
    assert await pages.ready() == (
        200,
        [{"name": "database", **is_ready, "says": "SQLite"}, {"name": "judge", **is_ready, "says": "sandbox: on: all"}],
    )
    pages.health.looks["judge"] = looks(ready=False, says="starting")
    assert (await pages.ready())[0] == 503


async def test_a_database_that_is_away_is_told_without_its_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    away = Database(engine_for(f"postgresql://lin:secret@127.0.0.1:{port}/mianjing"))
    try:
        async with served("database") as pages:
            pages.health.looks["database"] = DatabaseLook(away)
            assert await pages.ready() == (503, [{"name": "database", "ready": False, "says": "cannot be reached"}])
            assert await pages.get("/healthz") == (200, "ok\n")
    finally:
        await away.close()


async def test_a_database_that_does_not_answer_in_time_is_not_ready_while_it_does_not(database: Database) -> None:
    look = DatabaseLook(database, timeout_s=0.05)
    late = State(ready=False, says="no answer in time")
    async with asyncio.timeout(5):
        for _ in range(2):
            async with database.begin():  # SQLite's only connection is ours
                assert (await look(), await look()) == (late, late)
            while not (await look()).ready:
                pass


class FailingOnce(JudgeClient):
    """A judge whose process starts at the second try only, and needs none."""

    has_failed = False

    async def __aenter__(self) -> FailingOnce:
        if not FailingOnce.has_failed:
            FailingOnce.has_failed = True
            raise JudgeUnavailableError("is torch installed?")
        self.layers = "sandbox: on: all"
        return self

    async def grade(self, upload: Upload, learner: str = "") -> Report:
        del learner
        return Report(upload.task_id, Verdict.PASS)


async def test_a_judge_is_ready_once_it_has_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.judging.JudgeClient", FailingOnce)
    async with CodeJudge() as judge:
        look = look_at_judge(judge)
        assert await look() == State(ready=False, says="starting")
        await judge.start()
        assert await look() == State(ready=False, says="is torch installed?")
        await judge.grade(Pending(1, 1, private_origin("lin"), Upload("quicksort", text="x")))
        assert await look() == State(ready=True, says="sandbox: on: all")


async def test_metrics_are_text_that_prometheus_reads(pages: Pages) -> None:
    status, text = await pages.get("/metrics")
    assert status == 200
    families = {family.name: family.type for family in text_string_to_metric_families(text)}
    assert families["mianjing_turn_seconds"] == "histogram"
    assert families["process_resident_memory_bytes"] == "gauge"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 404), ("GET", "/metrics/x", 404), ("POST", "/healthz", 405), ("GET", "/healthz?" + "x" * 5_000, 200)],
)
async def test_what_nobody_should_ask_is_refused(pages: Pages, method: str, path: str, status: int) -> None:
    assert (await pages.get(path, method))[0] == status


@pytest.mark.parametrize(
    "sent",
    [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 100_000 + b"\r\n\r\n"],
    ids=["tls", "no request", "too long"],
)
async def test_a_bad_request_ends_nothing_but_itself(pages: Pages, sent: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", pages.port)
    writer.write(sent)
    assert b" 400 " in await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    await writer.wait_closed()
    assert await pages.get("/healthz") == (200, "ok\n")


async def test_a_look_that_fails_is_not_the_end(pages: Pages, caplog: pytest.LogCaptureFixture) -> None:
    async def broken() -> State:
        raise RuntimeError("a bug")

    pages.health.looks["judge"] = broken
    assert (await pages.get("/readyz"))[0] == 500
    assert (await pages.get("/healthz"))[0] == 200
    assert "a bug" in caplog.text


async def test_somebody_who_never_goes_does_not_keep_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.health.CLOSING_GRACE_S", 0.05)
    asked = asyncio.Event()

    async def endless() -> State:
        asked.set()
        await asyncio.get_running_loop().create_future()
        raise AssertionError

    async with served("judge") as pages:
        pages.health.looks["judge"] = endless
        _, writer = await asyncio.open_connection("127.0.0.1", pages.port)
        writer.write(b"GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.wait_for(asked.wait(), 5)
        closing = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - closing < 2
    writer.close()


async def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(HealthError, match=rf"^MIANJING_HEALTH_ADDRESS: 127\.0\.0\.1:{port} cannot be opened \(.*\); is the"):
            async with opened_health(Address("127.0.0.1", port), []):
                raise AssertionError


async def test_a_host_that_is_none_is_one_sentence() -> None:
    with pytest.raises(HealthError, match="cannot be opened"):
        async with opened_health(Address("no-such-host.invalid", 8080), []):
            raise AssertionError


async def test_without_an_address_no_port_is_opened() -> None:
    with capture_logs() as logs:
        async with opened_health(None, ["judge"]) as health:
            assert [part.name for part in await health.parts()] == ["judge"]
    assert logs == []
