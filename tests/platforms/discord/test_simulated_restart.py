"""What was on the screen before a restart works after it, and what was under way is brought to its end; in simcord."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.conversation.events import Verb
from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Person, Simulation, buttons_of, text_of
from tests.platforms.discord.test_simulated_buttons import IN_A_ROUND, TO_ONESELF, Case, asked_in_thread, opened, said

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")
BUTTON, ROW, GREY = 2, 1, 2
"""Discord's numbers for components and their style."""


@pytest.mark.parametrize("case", TO_ONESELF, ids=lambda case: case.id)
async def test_button_works_after_a_restart(simulation: Simulation, case: Case) -> None:
    ann = simulation.person("ann")
    shown = await opened(ann, case, privately=True)
    await simulation.restart()
    pressed = await ann.presses(shown, case.verb)
    assert pressed.acknowledged
    assert case.says in said(pressed)


@pytest.mark.parametrize("case", IN_A_ROUND, ids=lambda case: case.id)
async def test_button_below_a_shared_question_works_after_a_restart(simulation: Simulation, case: Case) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    question = await asked_in_thread(simulation, ann)
    await simulation.restart()
    assert case.says in said(await bo.presses(question, case.verb))


async def test_code_is_graded_for_the_task_that_is_chosen_after_a_restart(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.writes("", ("mine.py", b"right"))
    await simulation.restart()
    graded = await ann.presses(ann.told_messages[-1], Verb.SUBMIT, "quicksort")
    assert "Right!" in said(graded)
    assert [upload.name for upload in simulation.judge.uploads] == ["mine.py"]


@pytest.mark.parametrize(
    ("verb", "values", "says"),
    [
        (Verb.ANSWER, {"text": "forget"}, "“forget”"),
        (Verb.REPORT, {"text": "it is wrong"}, "your report on lstm-gates is noted"),
        (Verb.SUBMIT, {"text": "right"}, "Right!"),
        (Verb.SUBMIT, {"text": "", "file": ("mine.py", b"right")}, "Right!"),
    ],
    ids=["answer", "report", "code", "file"],
)
async def test_form_that_was_opened_before_a_restart_is_taken_after_it(
    simulation: Simulation, verb: Verb, values: Mapping[str, Any], says: str
) -> None:
    ann = simulation.person("ann")
    if verb is Verb.SUBMIT:
        form = await ann.slash("submit", task="quicksort")
    else:
        form = await ann.presses(await asked_in_thread(simulation, ann), verb)
    await simulation.restart()
    taken = await ann.sends(form, **values)
    assert taken.ephemeral
    assert says in said(taken)


async def test_code_that_was_being_graded_is_graded_anew_and_told_once(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("code", task="quicksort")
    simulation.reporting.close()
    await ann.writes("```\nright\n```")
    await simulation.restart()
    assert not _are_told(ann, "Right!")
    await simulation.reporting.open()
    await simulation.restart()
    assert _are_told(ann, "Right!") == 1


async def test_what_could_not_be_said_is_said_after_a_restart(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("quiz", topic="rnn", count=1)
    simulation.env.inject_error("POST", f"/channels/{ann.member.user.dm_channel.id}/messages", status=503, times=None)
    await ann.writes("forget, input and output")
    assert not _are_told(ann, "Score: 100%")
    simulation.env.backend.faults.clear()
    for _ in range(2):
        await simulation.restart()
        assert _are_told(ann, "Score: 100%") == 1


async def test_edited_code_is_graded_again_after_a_restart(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("code", task="quicksort")
    sent = await ann.writes("```\ndownwards\n```")
    await simulation.restart()
    await ann.edits(sent, "```\nright\n```")
    assert "Right!" in ann.told[-1]


async def test_language_is_kept(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("lang", language="zh")
    await simulation.restart()
    await ann.writes("/help")
    assert "使用说明" in ann.told[-1]


async def test_commands_are_there_after_a_restart(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    before = ann.member.available_commands(simulation.general)
    await simulation.restart()
    assert ann.member.available_commands(simulation.general) == before
    assert (await ann.slash("topics")).acknowledged


async def test_button_of_another_version_leads_to_the_help(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    dance = {"type": BUTTON, "style": GREY, "label": "Dance", "custom_id": "mj:dance:private|tango"}
    rows = [{"type": ROW, "components": [dance]}]
    backend = simulation.env.backend
    backend.create_message(simulation.general.id, backend.bot_user.id, "Shall we?", components=rows)
    await simulation.restart()
    shown = simulation.general.last_message
    assert shown is not None
    assert buttons_of(shown) == ["mj:dance:private|tango"]
    pressed = await ann.member.click(shown, label="Dance")
    assert pressed.ephemeral
    assert "How it works" in text_of(pressed.response)


@pytest.mark.parametrize("event", ["MESSAGE_CREATE", "MESSAGE_UPDATE"])
async def test_what_arrives_twice_is_answered_once(simulation: Simulation, event: str) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("code", task="quicksort")
    sent = await ann.writes("```\ndownwards\n```")
    await ann.edits(sent, "```\ndownwards again\n```")
    told = len(ann.told)
    events = [(name, what) for kind, name, what in simulation.env.backend.transcript if kind == "GATEWAY"]
    payload = next(what for name, what in events if name == event and what["id"] == str(sent.id))
    for _ in range(2):
        simulation.env.backend.emit(event, payload)
        await simulation.env.settle()
        await simulation.restart()
    assert len(ann.told) == told
    assert len(simulation.judge.uploads) == 0, "the judge of the bot that was restarted has had nothing to do"


def _are_told(person: Person, words: str) -> int:
    return sum(words in text for text in person.told)
