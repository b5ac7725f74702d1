"""Everybody is spoken to in their own language; in simcord."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.conversation.events import Verb
from bot.platforms.discord import limits
from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Person, Simulation, text_of
from tests.platforms.discord.test_simulated_buttons import asked_in_thread
from tests.platforms.discord.test_simulated_commands import ANYWHERE, IN_CHANNELS, Case, filled

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")
LOCALES = {"en-US", "zh-CN", "zh-TW"}
COMMANDS = {1, 2}
"""The types of options that are commands of a group, or groups."""

FORMS = (
    (Verb.ANSWER, ["你的回答", "用自己的话回答（中英文都可以）"]),
    (Verb.REPORT, ["题目报错", "哪里有问题？"]),
    (Verb.SUBMIT, ["你的代码", "粘贴代码", "或选择文件（.py、.cpp）"]),
)


def named(command: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a command, and those of a group after it."""
    yield command
    for option in command.get("options", ()):
        if option["type"] in COMMANDS:
            yield from named(option)


def is_chinese(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]", text) is not None


async def test_every_command_has_a_name_and_a_description_in_each_language(simulation: Simulation) -> None:
    commands = [found for command in simulation.commands().values() for found in named(command)]
    assert len(commands) > len(simulation.commands())
    for command in commands:
        names, descriptions = command["name_localizations"], command["description_localizations"]
        assert set(names) == set(descriptions) == LOCALES, command["name"]
        assert (names["en-US"], descriptions["en-US"]) == (command["name"], command["description"])
        for locale in ("zh-CN", "zh-TW"):
            assert is_chinese(names[locale])
            assert is_chinese(descriptions[locale])
        assert all(len(name) <= limits.COMMAND_NAME_CHARS for name in names.values())
        assert all(len(description) <= limits.COMMAND_DESCRIPTION_CHARS for description in descriptions.values())


async def test_traditional_chinese_is_no_simplified_chinese(simulation: Simulation) -> None:
    assert simulation.commands()["quiz"]["name_localizations"] == {"en-US": "quiz", "zh-CN": "测验", "zh-TW": "測驗"}


@pytest.mark.parametrize("case", [*ANYWHERE, *IN_CHANNELS], ids=lambda case: case.id)
async def test_command_answers_in_chinese(simulation: Simulation, case: Case) -> None:
    li = simulation.person("li", "zh-CN", manages=True)
    done = await li.slash(case.name, **filled(simulation, case))
    assert is_chinese(text_of(done.response))


@pytest.mark.parametrize(
    ("locale", "says"), [("zh-CN", "使用说明"), ("zh-TW", "使用说明"), ("en-GB", "How it works"), ("ja", "How it works")]
)
async def test_language_is_that_of_the_app(simulation: Simulation, locale: str, says: str) -> None:
    somebody = simulation.person("somebody", locale)
    assert says in text_of((await somebody.slash("help")).response)
    await somebody.slash_privately("help")
    assert says in somebody.told[-1]


@pytest.mark.parametrize(("text", "says"), [("你好", "现在还没有题目"), ("hello", "No question is open right now")])
async def test_language_of_somebody_new_is_that_of_their_message(simulation: Simulation, text: str, says: str) -> None:
    somebody = simulation.person("somebody")
    await somebody.writes(text)
    assert says in somebody.told[-1]


@pytest.mark.parametrize(("locale", "chosen", "says"), [("zh-CN", "en", "How it works"), ("en-US", "zh", "使用说明")])
async def test_language_that_was_chosen_counts_more_than_that_of_the_app(
    simulation: Simulation, locale: str, chosen: str, says: str
) -> None:
    li = simulation.person("li", locale)
    await li.slash("lang", language=chosen)
    assert says in text_of((await li.slash("help")).response)
    await li.writes("/help")
    assert says in li.told[-1]


async def opened_form(simulation: Simulation, person: Person, verb: Verb) -> list[str]:
    """Open a form in the channel, and return its title and what stands above its fields."""
    if verb is Verb.SUBMIT:
        form = await person.slash("submit", task="quicksort")
    else:
        form = await person.presses(await asked_in_thread(simulation, person), verb)
    assert form.modal is not None
    return [form.modal["title"], *(label["label"] for label in form.modal["components"])]


@pytest.mark.parametrize(("verb", "says"), FORMS)
async def test_form_is_in_the_language_of_the_app(simulation: Simulation, verb: Verb, says: list[str]) -> None:
    assert await opened_form(simulation, simulation.person("li", "zh-CN"), verb) == says


@pytest.mark.parametrize(("verb", "says"), FORMS)
async def test_form_is_in_the_language_that_was_chosen(simulation: Simulation, verb: Verb, says: list[str]) -> None:
    ann = simulation.person("ann", "en-US")
    await ann.slash("lang", language="zh")
    assert await opened_form(simulation, ann, verb) == says


async def test_buttons_are_in_chinese(simulation: Simulation) -> None:
    li = simulation.person("li", "zh-CN")
    done = await li.slash("code", task="quicksort")
    assert done.response is not None
    labels = [button["label"] for row in done.response.components for button in row["components"]]
    assert labels
    assert all(map(is_chinese, labels))


@pytest.mark.parametrize(
    ("name", "option", "typed", "first"),
    [
        ("quiz", "topic", "归一", ("归一化", "normalization")),
        ("quiz", "topic", "rnn", ("循环神经网络", "rnn")),
        ("code", "task", "快速", ("原地快速排序", "quicksort")),
        ("interview", "name", "视觉", ("某厂视觉实习 一面", "acme-round-1")),
    ],
)
async def test_suggestions_are_in_chinese(
    simulation: Simulation, name: str, option: str, typed: str, first: tuple[str, str]
) -> None:
    assert (await simulation.person("li", "zh-CN").typing(name, option, typed))[:1] == [first]
