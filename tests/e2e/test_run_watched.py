"""`mianjing run` with somebody who watches over it."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from tests.e2e.bot_process import started
from tests.e2e.test_run_discord import CORRELATION, GRADED_WITHIN_S, settings_for
from tests.e2e.watching import HEALTH, get, health_address, ready
from tests.platforms.discord.fake_discord import FakeDiscord
from tests.platforms.discord.running import text_of
from tests.platforms.slack.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack

pytestmark = pytest.mark.asyncio


async def test_it_tells_whether_it_lives_whether_it_is_ready_and_what_it_has_done(fake: FakeDiscord, tmp_path: Path) -> None:
    ann = fake.add_user("ann")
    async with FakeSlack() as slack, ClientSession() as session:
        tokens = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "MIANJING_SLACK_API_URL": slack.api_url}
        process = await started(tmp_path, {**settings_for(fake), **tokens, **HEALTH})
        try:
            address = await health_address(process)
            assert await get(session, address, "/healthz") == (200, "ok\n")
            status, parts = await get(session, address, "/readyz")
            assert (status, [part["name"] for part in json.loads(parts)]) == (503, ["database", "judge", "discord", "slack"])

            said = await ready(session, address)
            assert (said["database"], said["discord"], said["slack"]) == ("SQLite", "connected", "connected")
            assert said["judge"].startswith("sandbox: on: seccomp")

            await fake.slash(ann, fake.direct_channel(ann), "code", {"task": "corr2d"})
            await fake.direct_message(ann, CORRELATION)
            _, report = await fake.bot_messages(fake.direct_channel(ann), 2, timeout_s=GRADED_WITHIN_S)
            await fake.until(lambda: "Right!" in text_of(report), timeout_s=GRADED_WITHIN_S, what="the report")
            await slack.slash("U1", slack.direct_message("U1"), "/progress")

            status, text = await get(session, address, "/metrics")
            samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
            figures = {(sample.name, *sample.labels.values()): sample.value for sample in samples}
            assert status == 200
            assert figures["mianjing_turn_seconds_count",] >= 3
            assert figures["mianjing_acknowledgement_seconds_count", "discord"] == 2
            assert figures["mianjing_acknowledgement_seconds_count", "slack"] == 1
            assert figures["mianjing_verdicts_total", "pass"] == figures["mianjing_grade_seconds_count",] == 1
            assert figures["mianjing_sandbox_layer", "seccomp"] == 1
            assert not [name for name, *_ in figures if name == "mianjing_incidents_total"]
            assert "ann" not in text

            process.send_signal(signal.SIGTERM)
            _, log = await process.communicate()
            assert (process.returncode, b"Traceback" in log) == (0, False)
        finally:
            await _killed(process)


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("MIANJING_HEALTH_ADDRESS", "8080", "MIANJING_HEALTH_ADDRESS is no host and port, such as 0.0.0.0:8080.\n"),
        ("MIANJING_DISCORD_SHARDS", "4", "MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4.\n"),
        ("MIANJING_LOG_FORMAT", "xml", "MIANJING_LOG_FORMAT cannot be read: input should be 'logfmt' or 'json'.\n"),
    ],
)
async def test_a_setting_that_cannot_be_read_is_one_sentence_and_status_2(
    fake: FakeDiscord, tmp_path: Path, setting: str, value: str, sentence: str
) -> None:
    process = await started(tmp_path, {**settings_for(fake), setting: value})
    _, log = await process.communicate()
    assert (process.returncode, log.decode()) == (2, sentence)


@pytest.mark.parametrize("command", ["run", "worker"])
async def test_a_broker_without_a_database_that_all_share_is_one_sentence_and_status_2(
    fake: FakeDiscord, tmp_path: Path, command: str
) -> None:
    own = {"MIANJING_BROKER_URL": "amqp://u:secret@127.0.0.1/", "MIANJING_DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}
    process = await started(tmp_path, {**settings_for(fake), **own}, command)
    _, log = await process.communicate()
    assert process.returncode == 2
    assert log.decode() == (
        "With MIANJING_BROKER_URL, bots and workers share a database: set MIANJING_DATABASE_URL to one of PostgreSQL.\n"
    )


async def test_a_port_that_is_taken_is_one_sentence_and_status_2(fake: FakeDiscord, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        process = await started(tmp_path, {**settings_for(fake), "MIANJING_HEALTH_ADDRESS": address})
        _, log = await process.communicate()
    assert process.returncode == 2
    assert log.decode().startswith(f"MIANJING_HEALTH_ADDRESS: {address} cannot be opened (")
    assert log.count(b"\n") == 1


async def test_logs_are_json_where_that_is_asked_for(fake: FakeDiscord, tmp_path: Path) -> None:
    process = await started(tmp_path, {**settings_for(fake), "MIANJING_LOG_FORMAT": "json"})
    try:
        assert process.stderr is not None
        line = json.loads(await process.stderr.readline())
        assert (line["level"], line["event"], line["platforms"]) == ("info", "ready", ["discord"])
    finally:
        await _killed(process)


async def _killed(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.communicate()
