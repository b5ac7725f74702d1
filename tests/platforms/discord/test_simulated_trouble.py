"""Whatever goes wrong is said to whoever it happened to, and logged, and the bot goes on; in simcord."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

import pytest
from simcord import InteractionResult
from structlog.testing import capture_logs

from bot.conversation.events import Verb
from bot.conversation.memory import MemoryUnavailableError
from tests.bot.fake_chat import PHRASES
from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Person, Simulation, text_of

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")
WRITTEN = "def my_secret(words): ..."


@dataclass(frozen=True)
class Told:
    """What somebody has been told, and whether others can read it."""

    text: str
    is_private: bool = True


Act = Callable[[], Awaitable[Told]]


def told_by(done: InteractionResult) -> Told:
    shown = [message for message in (done.response, *done.followups) if message is not None]
    return Told("\n".join(map(text_of, shown)), all(message.ephemeral for message in shown))


async def by_command(ann: Person) -> Act:
    async def act() -> Told:
        return told_by(await ann.slash("report", what=WRITTEN))

    return act


async def by_button(ann: Person) -> Act:
    shown = (await ann.slash("code", task="quicksort")).response

    async def act() -> Told:
        return told_by(await ann.presses(shown, Verb.HINT))

    return act


async def by_form(ann: Person) -> Act:
    form = await ann.slash("submit", task="quicksort")

    async def act() -> Told:
        return told_by(await ann.sends(form, text=WRITTEN))

    return act


async def by_message(ann: Person) -> Act:
    async def act() -> Told:
        before = len(ann.told)
        await ann.writes(WRITTEN)
        return Told("\n".join(ann.told[before:]))

    return act


async def by_edit(ann: Person) -> Act:
    await ann.slash_privately("code", task="quicksort")
    sent = await ann.writes("```\ndownwards\n```")

    async def act() -> Told:
        before = len(ann.told)
        await ann.edits(sent, WRITTEN)
        return Told("\n".join(ann.told[before:]))

    return act


INTERACTIONS = {"/report": by_command, "button hint": by_button, "form submit": by_form}
MESSAGES = {"direct message": by_message, "edited message": by_edit}
WAYS: Mapping[str, Callable[[Person], Awaitable[Act]]] = {**INTERACTIONS, **MESSAGES}
SENDING = {**dict.fromkeys(INTERACTIONS, "/interactions/*/callback"), **dict.fromkeys(MESSAGES, "/channels/*/messages")}
"""Where the first answer to each is sent."""


def incident_in(text: str) -> str:
    found = re.search(r"incident ([0-9a-f]{8})", text)
    assert found is not None, text
    return found[1]


def only(logs: list[MutableMapping[str, Any]], *levels: str) -> MutableMapping[str, Any]:
    """Return the one entry of those levels; nothing that somebody wrote may be in any."""
    assert "my_secret" not in str(logs)
    (entry,) = [entry for entry in logs if entry["log_level"] in levels]
    return entry


async def goes_on(ann: Person) -> bool:
    """Return whether the bot still answers, both ways."""
    await ann.writes("/topics")
    answered = told_by(await ann.slash("topics"))
    return "Recurrent networks" in answered.text and "Recurrent networks" in ann.told[-1]


# What nobody expected


@pytest.mark.parametrize("doing", WAYS)
async def test_what_fails_is_told_and_logged_with_the_same_number(simulation: Simulation, doing: str) -> None:
    ann = simulation.person("ann")
    act = await WAYS[doing](ann)
    simulation.bug = ZeroDivisionError("division by zero")
    with capture_logs() as logs:
        told = await act()
    assert told.is_private
    entry = only(logs, "error")
    assert (entry["event"], entry["doing"]) == ("something went wrong", doing)
    assert entry["incident"] == incident_in(told.text)
    simulation.bug = None
    assert await goes_on(ann)


@pytest.mark.parametrize("doing", INTERACTIONS)
async def test_what_fails_is_told_in_the_users_language(simulation: Simulation, doing: str) -> None:
    li = simulation.person("li", "zh-CN")
    act = await WAYS[doing](li)
    simulation.bug = ZeroDivisionError("division by zero")
    with capture_logs() as logs:
        told = await act()
    assert told == Told(PHRASES["zh"].say("error.incident", incident=only(logs, "error")["incident"]))


@pytest.mark.parametrize("doing", WAYS)
async def test_memory_that_is_away_is_told(simulation: Simulation, doing: str) -> None:
    ann = simulation.person("ann")
    act = await WAYS[doing](ann)
    simulation.bug = MemoryUnavailableError("the database is away")
    with capture_logs() as logs:
        assert await act() == Told(PHRASES["en"].say("memory.unavailable"))
    assert only(logs, "warning", "error")["doing"] == doing
    simulation.bug = None
    assert await goes_on(ann)


# What Discord does not do


@pytest.mark.parametrize(("doing", "status"), [*((doing, 500) for doing in WAYS), ("/report", 429), ("direct message", 429)])
async def test_what_discord_fails_to_do_is_an_incident(simulation: Simulation, doing: str, status: int) -> None:
    ann = simulation.person("ann")
    act = await WAYS[doing](ann)
    simulation.env.inject_error("POST", SENDING[doing], status=status)
    with capture_logs() as logs:
        told = await act()
    assert told.is_private
    entry = only(logs, "warning", "error")
    assert (entry["event"], entry["doing"]) == ("discord did not answer", doing)
    assert entry["incident"] == incident_in(told.text)
    assert await goes_on(ann)


@pytest.mark.parametrize(
    ("status", "code", "event"),
    [
        (403, 50007, "not allowed"),
        (403, 50013, "not allowed"),
        (404, 10003, "gone"),
        (404, 10008, "gone"),
        (404, 10015, "gone"),
        (404, 10062, "gone"),
    ],
    ids=["blocked", "forbidden", "no-channel", "no-message", "no-webhook", "no-interaction"],
)
@pytest.mark.parametrize("doing", ["/report", "direct message"])
async def test_what_discord_refuses_is_no_incident(simulation: Simulation, doing: str, status: int, code: int, event: str) -> None:
    ann = simulation.person("ann")
    act = await WAYS[doing](ann)
    simulation.env.inject_error("POST", SENDING[doing], status=status, code=code)
    with capture_logs() as logs:
        told = await act()
    says = PHRASES["en"].say("error.forbidden") if code == 50013 else ""
    assert told == Told(says)
    assert only(logs, "info", "warning", "error") == {"event": event, "doing": doing, "code": str(code), "log_level": "info"}
    assert await goes_on(ann)


@pytest.mark.parametrize(("doing", "status"), [*((doing, 500) for doing in WAYS), ("/report", 403), ("direct message", 403)])
async def test_whoever_cannot_be_told_is_not_told(simulation: Simulation, doing: str, status: int) -> None:
    ann = simulation.person("ann")
    act = await WAYS[doing](ann)
    simulation.env.inject_error("POST", SENDING[doing], status=status, code=50013 if status == 403 else 0, times=None)
    with capture_logs() as logs:
        assert await act() == Told("")
    assert only(logs, "info", "warning", "error")["doing"] == doing
    simulation.env.backend.faults.clear()
    assert await goes_on(ann)


@pytest.mark.parametrize(("method", "path"), [("POST", "/webhooks/*"), ("PATCH", "/webhooks/*/messages/@original")])
async def test_report_that_discord_loses_is_an_incident(simulation: Simulation, method: str, path: str) -> None:
    ann = simulation.person("ann")
    simulation.env.inject_error(method, path, status=500)
    with capture_logs() as logs:
        told = told_by(await ann.slash("submit", task="quicksort", file=("a.py", b"right")))
    assert told.is_private
    assert only(logs, "warning", "error")["incident"] == incident_in(told.text)
    assert await goes_on(ann)
