"""Every command answers, in a channel and in a direct message, and suggests what it can; in simcord."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from simcord import OptionError

from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Simulation, text_of

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")
GROUPED = 1
"""The type of an option that is a command of a group."""


@dataclass(frozen=True)
class Case:
    """A command as it is given, and what is said then: to whoever gave it, unless it `is_public`."""

    name: str
    says: str
    options: Mapping[str, Any] = field(default_factory=dict)
    is_public: bool = False

    @property
    def id(self) -> str:
        return "-".join((self.name.replace(" ", "-"), *(f"{name}={value}" for name, value in self.options.items())))


ANYWHERE = (
    Case("interview", "Mock interviews"),
    Case("interview", "Welcome", {"name": "acme-round-1"}),
    Case("code", "Coding tasks"),
    Case("code", "Sort q", {"task": "quicksort"}),
    Case("submit", "no longer in the bank", {"task": "knitting", "file": ("a.py", b"right")}),
    Case("review", "nothing to review yet"),
    Case("review", "Nothing was wrong", {"topic": "rnn", "wrong": True}),
    Case("hint", "There is no open question"),
    Case("skip", "There is no open question"),
    Case("show", "There is no open question"),
    Case("stop", "There is no open question"),
    Case("topics", "Recurrent networks"),
    Case("help", "/quiz"),
    Case("progress", "Nothing is recorded yet"),
    Case("leaderboard", "Nobody has practised here yet", is_public=True),
    Case("leaderboard", "You are no longer on the leaderboard", {"period": "off"}),
    Case("leaderboard", "Type /leaderboard week", {"period": "fortnight"}),
    Case("report", "Which question is it about"),
    Case("report", "your report on bn-vs-ln is noted", {"what": "bn-vs-ln has a slip"}),
    Case("lang", "I speak English and Chinese", {"language": "fr"}),
    Case("lang", "好的，接下来用中文", {"language": "zh"}),
    Case("zone", "Asia/Tokyo", {"name": "Asia/Tokyo"}),
    Case("zone", "Did you mean Asia/Shanghai", {"name": "Asia/Shanghia"}),
    Case("link", "one-time code"),
    Case("link", "not valid", {"code": "AAAAAAAA"}),
    Case("export", "Nothing is recorded yet", {"format": "csv"}),
    Case("export", "Nothing was wrong", {"format": "anki"}),
    Case("privacy", "What is kept"),
    Case("privacy", "everything about you", {"action": "delete"}),
    Case("privacy", "Everything about you has been deleted", {"action": "delete", "confirm": "everything"}),
    Case("quiz", "There is no topic “cooking”", {"topic": "cooking"}),
)
IN_CHANNELS = (
    Case("quiz", "ann has started a quiz", {"topic": "rnn", "count": 1}, is_public=True),
    Case("daily set", "is no time of day", {"time": "25:00"}),
    Case(
        "daily set",
        "every day at 09:00 (Asia/Shanghai), on Recurrent networks",
        {"time": "09:00", "zone": "Asia/Shanghai", "topic": "rnn", "language": "en", "role": "managers"},
        is_public=True,
    ),
    Case("daily off", "No daily question is set here"),
    Case("daily now", "Set the daily question first"),
    Case("daily status", "No daily question is set here"),
)
IN_DIRECT_MESSAGES = (Case("quiz", "Which gates does an LSTM cell have?", {"topic": "rnn", "count": 1}),)
SUGGESTIONS = (
    ("quiz", "topic", "recurent", "rnn"),
    ("interview", "name", "vision", "acme-round-1"),
    ("code", "task", "", "quicksort"),
    ("submit", "task", "sort a list", "quicksort"),
    ("review", "topic", "nomralization", "normalization"),
    ("leaderboard", "period", "mon", "month"),
    ("lang", "language", "z", "zh"),
    ("zone", "name", "shangh", "Asia/Shanghai"),
    ("export", "format", "ank", "anki"),
    ("privacy", "action", "del", "delete"),
    ("daily set", "zone", "tokyo", "Asia/Tokyo"),
    ("daily set", "topic", "norm", "normalization"),
    ("daily set", "language", "en", "en"),
)


def registered(simulation: Simulation) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every command as it is typed, with its options; one of a group after the group's name."""
    for name, command in simulation.commands().items():
        grouped = [option for option in command["options"] if option["type"] == GROUPED]
        leaves = [(f"{name} {option['name']}", option) for option in grouped] or [(name, command)]
        for typed, leaf in leaves:
            yield typed, {option["name"]: option for option in leaf.get("options", ())}


def filled(simulation: Simulation, case: Case) -> dict[str, Any]:
    """Return the options of a case; a role is given by its name."""
    roles = simulation.guild.roles
    return {name: roles[value] if name == "role" else value for name, value in case.options.items()}


async def test_every_command_and_every_option_is_tried_here(simulation: Simulation) -> None:
    tried: dict[str, set[str]] = {}
    for case in (*ANYWHERE, *IN_CHANNELS):
        tried.setdefault(case.name, set()).update(case.options)
    assert tried == {name: set(options) for name, options in registered(simulation)}
    assert tried.keys() == set(simulation.person("ann").member.available_commands(simulation.general))


async def test_every_command_but_those_of_a_channel_is_there_in_direct_messages(simulation: Simulation) -> None:
    tried = {case.name for case in (*ANYWHERE, *IN_DIRECT_MESSAGES)}
    assert tried == set(simulation.person("ann").member.user.available_commands())


@pytest.mark.parametrize("case", [*ANYWHERE, *IN_CHANNELS], ids=lambda case: case.id)
async def test_command_answers_in_a_channel(simulation: Simulation, case: Case) -> None:
    ann, bo = simulation.person("ann", manages=True), simulation.person("bo")
    done = await ann.slash(case.name, **filled(simulation, case))
    assert done.acknowledged
    assert case.says in text_of(done.response)
    assert done.ephemeral is not case.is_public
    seen_by_others = [text_of(message) for message in simulation.general.history(viewer=bo.member)]
    assert any(case.says in text for text in seen_by_others) is case.is_public


@pytest.mark.parametrize("case", [*ANYWHERE, *IN_DIRECT_MESSAGES], ids=lambda case: case.id)
async def test_command_answers_in_a_direct_message(simulation: Simulation, case: Case) -> None:
    ann = simulation.person("ann")
    done = await ann.slash_privately(case.name, **case.options)
    assert done.acknowledged
    assert case.says in "\n".join(ann.told)
    assert not done.ephemeral


async def test_every_option_that_suggests_is_tried_here(simulation: Simulation) -> None:
    options = [(name, option) for name, options in registered(simulation) for option in options.values()]
    suggesting = {(name, option["name"]) for name, option in options if option.get("autocomplete")}
    assert suggesting == {(name, option) for name, option, _, _ in SUGGESTIONS}


@pytest.mark.parametrize(("name", "option", "typed", "first"), SUGGESTIONS)
async def test_what_is_typed_suggests_what_is_like_it(
    simulation: Simulation, name: str, option: str, typed: str, first: str
) -> None:
    suggested = await simulation.person("ann").typing(name, option, typed)
    assert [value for _, value in suggested][:1] == [first]


@pytest.mark.parametrize(("name", "option"), [("quiz", "topic"), ("code", "task")])
async def test_what_is_like_nothing_suggests_nothing(simulation: Simulation, name: str, option: str) -> None:
    assert await simulation.person("ann").typing(name, option, "xylophone") == []


async def test_no_more_is_suggested_than_discord_takes(simulation: Simulation) -> None:
    assert len(await simulation.person("ann").typing("zone", "name", "")) == 25


@pytest.mark.parametrize("count", [0, 21])
async def test_discord_itself_refuses_a_number_that_is_out_of_range(simulation: Simulation, count: int) -> None:
    with pytest.raises(OptionError, match="must be"):
        await simulation.person("ann").slash("quiz", count=count)


@pytest.mark.parametrize(
    ("name", "options", "file", "holds"),
    [
        ("export", {"format": "csv"}, "mianjing-attempts.csv", "lstm-gates"),
        ("export", {"format": "anki"}, "mianjing-wrong.txt", "Which gates does an LSTM cell have?"),
        ("privacy", {"action": "export"}, "mianjing-my-data.json", '"lstm-gates"'),
    ],
)
async def test_what_is_asked_for_is_handed_over_as_a_file(
    simulation: Simulation, name: str, options: Mapping[str, str], file: str, holds: str
) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("quiz", topic="rnn", count=1)
    await ann.slash_privately("show")
    done = await ann.slash(name, **options)
    assert done.response is not None
    assert done.ephemeral
    (attached,) = done.response.attachments
    assert attached.filename == file
    assert holds in (await attached.read()).decode()
