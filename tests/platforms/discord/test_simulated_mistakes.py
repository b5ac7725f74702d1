"""What somebody can put right is explained to them alone, in their language; in simcord."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from simcord import InteractionResult
from structlog.testing import capture_logs

from bot.conversation.events import Verb
from bot.locales import Phrases
from bot.platforms.uploads import MOST_FILE_BYTES
from knowledge.models import Language
from tests.bot.fake_chat import PHRASES
from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Person, Simulation
from tests.platforms.discord.test_simulated_trouble import Told, told_by

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def without_permission(person: Person) -> InteractionResult:
    return await person.slash("daily set", time="09:00")


async def with_picture(person: Person) -> InteractionResult:
    return await person.slash("submit", task="quicksort", file=("photo.png", b"\x89PNG"))


async def with_large_file(person: Person) -> InteractionResult:
    return await person.slash("submit", task="quicksort", file=("a.py", b"#" * (MOST_FILE_BYTES + 1)))


async def with_large_file_in_form(person: Person) -> InteractionResult:
    return await person.sends(await person.slash("submit", task="quicksort"), file=("a.py", b"#" * (MOST_FILE_BYTES + 1)))


@pytest.mark.parametrize(("locale", "language"), [("en-US", "en"), ("zh-CN", "zh")])
@pytest.mark.parametrize(
    ("act", "says"),
    [
        (without_permission, lambda words: words.say("daily.only-managers")),
        (with_picture, lambda words: words.say("file.no-code")),
        (with_large_file, lambda words: words.say("file.too-large", longest="1024 KB")),
        (with_large_file_in_form, lambda words: words.say("file.too-large", longest="1024 KB")),
    ],
)
async def test_mistake_is_explained_privately_in_the_users_language(
    simulation: Simulation,
    act: Callable[[Person], Awaitable[InteractionResult]],
    says: Callable[[Phrases], str],
    locale: str,
    language: Language,
) -> None:
    somebody, bo = simulation.person("somebody", locale), simulation.person("bo")
    with capture_logs() as logs:
        assert told_by(await act(somebody)) == Told(says(PHRASES[language]))
    assert simulation.general.history(viewer=bo.member) == []
    assert not [entry for entry in logs if "incident" in entry], "a mistake is no incident"


@pytest.mark.parametrize(("text", "language"), [("def f(): ...", "en"), ("```\n遗忘\n```", "zh")])
async def test_whoever_deletes_their_code_is_asked_for_it_again(simulation: Simulation, text: str, language: Language) -> None:
    somebody = simulation.person("somebody", {"en": "en-US", "zh": "zh-CN"}[language])
    sent = await somebody.writes(text)
    asked = somebody.told_messages[-1]
    await somebody.deletes(sent)
    told = told_by(await somebody.presses(asked, Verb.SUBMIT, "quicksort"))
    assert told.text == PHRASES[language].say("file.message-gone")
