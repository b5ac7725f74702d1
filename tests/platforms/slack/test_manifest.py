"""The manifest asks for what the bot uses, no more and no less."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

import bot.platforms.slack
from bot.conversation.events import Verb
from bot.platforms.slack import usage
from tests.platforms.slack.fake_world import Json

ROOT = Path(__file__).parents[3]
CODE = sorted(Path(bot.platforms.slack.__file__).parent.glob("*.py"))
PREFIXES = ("apps_", "auth_", "chat_", "conversations_", "files_", "users_", "views_", "team_", "reactions_", "pins_")
# Docs, reference/app-manifest.
LONGEST = {"name": 35, "description": 140, "long_description": 4000}
LONGEST_COMMAND_DESCRIPTION = 2000


@pytest.fixture
def manifest() -> Json:
    loaded: Json = yaml.safe_load((ROOT / "slack" / "manifest.yaml").read_text(encoding="utf-8"))
    return loaded


def methods_called() -> Iterator[str]:
    """Yield the methods of the Web API that the bot's code calls, as slack_sdk spells them."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr.startswith(PREFIXES) and hasattr(AsyncWebClient, node.attr):
                yield node.attr


def spelled_by_the_library(method: str) -> str:
    """Turn chat.postMessage into chat_postMessage."""
    return method.replace(".", "_")


def test_commands_are_those_of_the_code(manifest: Json) -> None:
    commands = manifest["features"]["slash_commands"]
    assert {command["command"] for command in commands} == {f"/{name}" for name in usage.COMMANDS}
    assert len(commands) == len(usage.COMMANDS)
    for command in commands:
        assert 0 < len(command["description"]) <= LONGEST_COMMAND_DESCRIPTION
        assert command["usage_hint"]
        assert command["should_escape"] is True


def test_every_verb_can_be_reached() -> None:
    by_button = {Verb.START, Verb.HINT, Verb.SKIP, Verb.SHOW, Verb.ANSWER, Verb.NEXT, Verb.TOPICS, Verb.STOP}
    assert set(usage.COMMANDS.values()) | by_button == set(Verb)


def test_events_are_those_of_the_code(manifest: Json) -> None:
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == list(usage.EVENTS)


def test_shortcuts_are_those_of_the_code(manifest: Json) -> None:
    found = [(shortcut["callback_id"], shortcut["type"]) for shortcut in manifest["features"]["shortcuts"]]
    assert found == [(callback_id, "message") for callback_id in usage.SHORTCUTS]


def test_scopes_are_those_of_the_code_and_each_is_explained(manifest: Json) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    assert sorted(scopes) == sorted(usage.scopes())
    assert "user" not in manifest["oauth_config"]["scopes"]
    lines = (ROOT / "slack" / "manifest.yaml").read_text(encoding="utf-8").splitlines()
    for scope in scopes:
        (line,) = [line for line in lines if line.strip().startswith(f"- {scope} ")]
        assert "  # " in line, scope


def test_methods_are_those_that_the_code_calls() -> None:
    assert set(methods_called()) == {spelled_by_the_library(method) for method in usage.METHODS}


def test_everybody_can_write_to_the_bot_and_no_server_is_needed(manifest: Json) -> None:
    home = manifest["features"]["app_home"]
    assert home == {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
    settings = manifest["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"]["is_enabled"] is True
    for name, longest in LONGEST.items():
        assert len(manifest["display_information"][name]) <= longest
