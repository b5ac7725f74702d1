from __future__ import annotations

import pytest

from bot.settings import Address, Settings, SettingsError, Shards, read_settings


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "MIANJING_HEALTH_ADDRESS", "MIANJING_DISCORD_SHARDS", "MIANJING_SLACK_PORT"):
        monkeypatch.delenv(name, raising=False)


def read(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return read_settings()


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("127.0.0.1:8080", Address("127.0.0.1", 8080), "127.0.0.1:8080"),
        ("localhost:0", Address("localhost", 0), "localhost:0"),
        ("[::1]:80", Address("::1", 80), "[::1]:80"),
    ],
)
def test_a_health_address_is_a_host_and_a_port(monkeypatch: pytest.MonkeyPatch, text: str, address: Address, shown: str) -> None:
    found = read(monkeypatch, MIANJING_HEALTH_ADDRESS=text).health_address
    assert found == address
    assert str(found) == shown


@pytest.mark.parametrize("text", ["8080", ":8080", "host", "host:", "host:http", "host:65536", "::1:80", "http://host:80"])
def test_what_is_no_health_address_is_one_sentence(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with pytest.raises(SettingsError, match=r"^MIANJING_HEALTH_ADDRESS is no host and port, such as 0\.0\.0\.0:8080\.$"):
        read(monkeypatch, MIANJING_HEALTH_ADDRESS=text)


@pytest.mark.parametrize(
    ("text", "shards"),
    [("0,1/4", Shards((0, 1), 4)), ("0/1", Shards((0,), 1)), (" 3, 1 / 4 ", Shards((1, 3), 4))],
)
def test_shards_are_numbers_and_how_many_there_are(monkeypatch: pytest.MonkeyPatch, text: str, shards: Shards) -> None:
    assert read(monkeypatch, MIANJING_DISCORD_SHARDS=text).discord_shards == shards


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("/4", "MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4."),
        ("0,1", "MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4."),
        ("0,/4", "MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4."),
        ("-1/4", "MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4."),
        ("$(POD_INDEX)/2", "MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4."),
        ("0,4/4", "MIANJING_DISCORD_SHARDS names shard 4; of 4 the last is 3."),
        ("0/0", "MIANJING_DISCORD_SHARDS is not like 0,1/4, which means the shards 0 and 1 of 4."),
        ("1,1/4", "MIANJING_DISCORD_SHARDS names a shard twice."),
    ],
)
def test_a_mistake_in_shards_is_one_sentence(monkeypatch: pytest.MonkeyPatch, text: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as told:
        read(monkeypatch, MIANJING_DISCORD_SHARDS=text)
    assert str(told.value) == sentence


def test_any_other_mistake_names_the_setting_and_not_what_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as told:
        read(monkeypatch, MIANJING_SLACK_PORT="xoxb-secret")
    assert str(told.value).startswith("MIANJING_SLACK_PORT cannot be read: input should be a valid integer")
    assert "secret" not in str(told.value)


def test_what_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, DISCORD_TOKEN="", MIANJING_HEALTH_ADDRESS="", MIANJING_DISCORD_SHARDS="", MIANJING_SLACK_PORT="")
    assert found.platforms == ()
    assert (found.health_address, found.discord_shards, found.slack_port) == (None, None, 3000)


def test_platforms_are_those_that_have_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, DISCORD_TOKEN="x", SLACK_BOT_TOKEN="y").platforms == ("discord", "slack")
