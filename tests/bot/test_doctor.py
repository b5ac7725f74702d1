"""`mianjing doctor`: one screen that says what is on, what is off and why, and no secret."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from tests.bot.test_cli import ROOT, mianjing

LINES_OF_A_SCREEN = 24
SECRETS = {
    "DISCORD_TOKEN": "secret-discord",
    "SLACK_BOT_TOKEN": "xoxb-secret",
    "SLACK_APP_TOKEN": "xapp-secret",
    "SLACK_SIGNING_SECRET": "secret-signing",
    "MIANJING_DATABASE_URL": "postgresql://lin:secret-database@127.0.0.1:{port}/mianjing",
    "MIANJING_BROKER_URL": "amqp://lin:secret-broker@127.0.0.1:{port}/",
}
ROW = re.compile(r"(?P<name>\S+(?: \S+)?) +(?P<mark>on|off|wrong) +(?P<why>.+)")


def examined(tmp_path: Path, width: str = "80", **environment: str) -> list[str]:
    done = mianjing("doctor", root=ROOT, COLUMNS=width, XDG_DATA_HOME=str(tmp_path), **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.rstrip() for line in done.stdout.splitlines()]


def found(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Return how each thing is, and why, with what goes on in the next lines."""
    rows: dict[str, tuple[str, str]] = {}
    name = ""
    for line in lines[1:]:
        if row := ROW.fullmatch(line):
            name = row["name"]
            rows[name] = (row["mark"], row["why"])
        else:
            mark, why = rows[name]
            rows[name] = (mark, f"{why} {line.strip()}")
    return rows


@pytest.fixture
def nobody() -> str:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return str(closed.getsockname()[1])


def test_where_nothing_is_set_it_says_what_is_used_instead(tmp_path: Path) -> None:
    lines = examined(tmp_path)
    assert len(lines) <= LINES_OF_A_SCREEN
    rows = found(lines)
    assert rows["Discord"] == ("off", "DISCORD_TOKEN not set")
    assert rows["Slack"] == ("off", "SLACK_BOT_TOKEN, SLACK_APP_TOKEN not set")
    assert rows["terminal"][0] == "on"
    assert rows["database"][0] == "on"
    assert rows["database"][1].startswith("SQLite: ")
    assert rows["broker"] == ("off", "MIANJING_BROKER_URL not set: the bot grades code itself")
    assert rows["worker"] == ("off", "`mianjing worker` needs MIANJING_BROKER_URL and MIANJING_DATABASE_URL")
    assert rows["code judge"][0] == "on"
    assert rows["code judge"][1].startswith("sandbox: on: seccomp")
    assert rows["health"] == ("off", "MIANJING_HEALTH_ADDRESS not set: no port is opened")
    assert {"Python", "bank", "C++", "Chinese font", "logs"} <= rows.keys()


def test_where_everything_is_set_and_wrong_it_fits_a_screen_and_tells_no_secret(tmp_path: Path, nobody: str) -> None:
    given = {name: value.format(port=nobody) for name, value in SECRETS.items()}
    shards = {"MIANJING_DISCORD_SHARDS": "0,1/4", "MIANJING_HEALTH_ADDRESS": "0.0.0.0:8080", "MIANJING_LOG_FORMAT": "json"}
    lines = examined(tmp_path, **given, **shards)
    assert len(lines) <= LINES_OF_A_SCREEN
    assert "secret" not in "\n".join(lines).replace("SLACK_SIGNING_SECRET", "")
    rows = found(lines)
    assert rows["Discord"] == ("on", "DISCORD_TOKEN set; the shards 0,1/4 (MIANJING_DISCORD_SHARDS)")
    assert rows["Slack"] == ("on", "SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET set")
    assert rows["terminal"][0] == "off"
    assert rows["database"][0] == "wrong"
    assert rows["broker"][0] == "wrong"
    assert "is it running?" in rows["broker"][1]
    assert rows["worker"][0] == "on"
    assert rows["health"] == ("on", "0.0.0.0:8080: /healthz, /readyz, /metrics")
    assert rows["logs"][1].startswith("json")


@pytest.mark.parametrize("width", [40, 140])
def test_its_columns_fit_the_terminal(tmp_path: Path, width: int) -> None:
    lines = examined(tmp_path, str(width))
    assert max(map(len, lines)) <= width
    starts = {match.start("why") for line in lines[1:] if (match := ROW.fullmatch(line))}
    assert len(starts) == 1
    assert all(line.startswith(" " * min(starts)) for line in lines[1:] if not ROW.fullmatch(line))


def test_what_is_wrong_does_not_keep_it_from_the_rest(tmp_path: Path) -> None:
    (tmp_path / "mianjing.db").write_text("this is no database at all, and long enough to be seen as none" * 20, "utf-8")
    rows = found(examined(tmp_path, SLACK_BOT_TOKEN="xoxb-1", MIANJING_DATABASE_URL=f"sqlite:///{tmp_path}/mianjing.db"))
    assert rows["Slack"] == ("wrong", "SLACK_BOT_TOKEN set; SLACK_APP_TOKEN, SLACK_SIGNING_SECRET not set")
    assert rows["database"][0] == "wrong"
    assert "no SQLite database" in rows["database"][1]
    assert rows["code judge"][0] == "on"
