"""Every button does what it says, and every form takes what is put into it; in simcord."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import InteractionResult

import bot.conversation
from bot.conversation.events import Verb
from bot.platforms.uploads import MOST_FILE_BYTES
from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Person, Shown, Simulation, text_of

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass(frozen=True)
class Case:
    """A button below the answer to a command, and what is said, or which form is opened, when it is pressed."""

    command: str
    verb: Verb
    says: str
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.command}-{self.verb}"


INTERVIEW = {"name": "acme-round-1"}
TASK: Mapping[str, Any] = {"task": "quicksort"}
TO_ONESELF = (
    Case("interview", Verb.ANSWER, "Your answer", INTERVIEW),
    Case("interview", Verb.HINT, "Say where you study", INTERVIEW),
    Case("interview", Verb.SKIP, "Step 2 of 4", INTERVIEW),
    Case("interview", Verb.SHOW, "I study vision in Wuhan", INTERVIEW),
    Case("code", Verb.SUBMIT, "Your code", TASK),
    Case("code", Verb.HINT, "Pick a pivot.", TASK),
    Case("code", Verb.SKIP, "All right, we skip this one", TASK),
    Case("code", Verb.SHOW, "Then sort both sides.", TASK),
    Case("progress", Verb.REVIEW, "Which gates does an LSTM cell have?"),
)
IN_A_ROUND = (
    Case("quiz", Verb.ANSWER, "Your answer"),
    Case("quiz", Verb.HINT, "What about the forget gate"),
    Case("quiz", Verb.SHOW, "A forget gate, an input gate and an output gate."),
    Case("quiz", Verb.REPORT, "Report a question"),
    Case("quiz", Verb.NEXT, "The quiz is over"),
)


async def opened(person: Person, case: Case, *, privately: bool) -> Shown | None:
    """Give a case's command, and return the message below which its button is."""
    if case.command == "progress":
        await person.slash_privately("quiz", topic="rnn", count=1)
        await person.slash_privately("show")
    done = await (person.slash_privately if privately else person.slash)(case.command, **case.options)
    return done.followups[-1] if done.followups else done.response


async def asked_in_thread(simulation: Simulation, person: Person, count: int = 1) -> discord.Message:
    """Begin a quiz in the channel, and return its first question."""
    await person.slash("quiz", topic="rnn" if count == 1 else "", count=count)
    (thread,) = simulation.general.threads
    (question,) = thread.history()
    return question


def said(pressed: InteractionResult) -> str:
    """Return what is said, or what the form is called, or both if there are several messages."""
    if pressed.modal is not None:
        return str(pressed.modal["title"])
    return "\n".join(text_of(shown) for shown in (pressed.response, *pressed.followups))


async def test_every_verb_that_is_on_a_button_is_tried_here() -> None:
    sources = [path.read_text("utf-8") for path in Path(bot.conversation.__path__[0]).glob("*.py")]
    on_buttons = {Verb[name] for source in sources for name in re.findall(r"\bButton\(\s*Verb\.([A-Z]+)", source)}
    assert {case.verb for case in (*TO_ONESELF, *IN_A_ROUND)} == on_buttons
    assert all("Button(" not in re.sub(r"\bButton\(\s*Verb\.[A-Z]|class Button", "", source) for source in sources)


@pytest.mark.parametrize("privately", [True, False], ids=["in-a-direct-message", "in-a-channel"])
@pytest.mark.parametrize("case", TO_ONESELF, ids=lambda case: case.id)
async def test_button_answers_whoever_pressed_it(simulation: Simulation, case: Case, privately: bool) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    pressed = await ann.presses(await opened(ann, case, privately=privately), case.verb)
    assert pressed.acknowledged
    assert case.says in said(pressed)
    assert simulation.general.history(viewer=bo.member) == []


@pytest.mark.parametrize("case", IN_A_ROUND, ids=lambda case: case.id)
async def test_button_below_a_shared_question_tells_the_others_nothing(simulation: Simulation, case: Case) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    pressed = await bo.presses(await asked_in_thread(simulation, ann), case.verb)
    assert pressed.acknowledged
    assert case.says in said(pressed)
    (thread,) = simulation.general.threads
    seen_by_ann = [text_of(message) for message in thread.history(viewer=ann.member)]
    assert any(case.says in text for text in seen_by_ann) is (case.verb is Verb.NEXT)


async def test_everybody_answers_a_shared_question_privately(simulation: Simulation) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    question = await asked_in_thread(simulation, ann)
    (thread,) = simulation.general.threads
    for person, words in ((bo, "I do not think so: reset"), (ann, "forget, input and output")):
        form = await person.presses(question, Verb.ANSWER)
        answered = await person.sends(form, text=words)
        assert answered.ephemeral
    public = [text_of(message) for message in thread.history()]
    assert len(public) == 2
    assert "ann has solved it" in public[1]


async def test_only_the_first_who_presses_next_goes_on(simulation: Simulation) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    first = await asked_in_thread(simulation, ann, count=2)
    (thread,) = simulation.general.threads
    await ann.presses(first, Verb.NEXT)
    late = await bo.presses(first, Verb.NEXT)
    assert late.ephemeral
    assert "Somebody has gone on already" in said(late)
    _, second = thread.history()
    await bo.presses(second, Verb.NEXT)
    *_, summary = thread.history()
    assert "The quiz is over" in text_of(summary)


async def test_typed_answers_lead_through_a_quiz_to_its_summary(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("quiz", topic="rnn", count=1)
    await ann.writes("forget")
    assert "What about the input gate" in ann.told[-1]
    await ann.writes("input and output")
    assert "Score: 100%" in ann.told[-1]
    assert "Summary" in ann.told[-1]


# Forms


@pytest.mark.parametrize("privately", [True, False], ids=["in-a-direct-message", "in-a-channel"])
async def test_answer_from_a_form_is_graded(simulation: Simulation, privately: bool) -> None:
    ann = simulation.person("ann")
    shown = await opened(ann, TO_ONESELF[0], privately=privately)
    graded = await ann.sends(await ann.presses(shown, Verb.ANSWER), text="I study in Wuhan, because of you")
    assert "You covered everything" in said(graded)
    assert graded.ephemeral is not privately


@pytest.mark.parametrize("why", ["the answer is wrong", ""])
async def test_report_from_a_form_is_noted(simulation: Simulation, why: str) -> None:
    ann = simulation.person("ann")
    form = await ann.presses(await asked_in_thread(simulation, ann), Verb.REPORT)
    noted = await ann.sends(form, text=why)
    assert "your report on lstm-gates is noted" in said(noted)
    assert noted.ephemeral


CODE = (
    ({"text": "def quicksort(q, l, r): right"}, "Right!", "", "def quicksort(q, l, r): right"),
    ({"text": "```python\ndownwards\n```"}, "You sort downwards", "", "```python\ndownwards\n```"),
    ({"text": "", "file": ("mine.cpp", b"right")}, "Right!", "mine.cpp", "right"),
    ({"text": "downwards", "file": ("mine.py", b"right")}, "Right!", "mine.py", "right"),
)


@pytest.mark.parametrize(("values", "says", "name", "code"), CODE, ids=["typed", "fenced", "file", "both"])
@pytest.mark.parametrize("command", ["code", "submit"])
async def test_code_from_a_form_is_graded(
    simulation: Simulation, command: str, values: Mapping[str, Any], says: str, name: str, code: str
) -> None:
    ann, bo = simulation.person("ann"), simulation.person("bo")
    form = await ann.slash(command, **TASK)
    if command == "code":
        form = await ann.presses(form.response, Verb.SUBMIT)
    graded = await ann.sends(form, **values)
    assert says in said(graded)
    assert graded.ephemeral
    (upload,) = simulation.judge.uploads
    assert upload.name == name
    assert (upload.text if upload.text is not None else upload.content.decode()) == code
    assert simulation.general.history(viewer=bo.member) == []


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"text": "I do not know"}, "No code found"),
        ({"text": ""}, "No code found"),
        ({"file": ("photo.png", b"\x89PNG")}, "I can read code in .py"),
        ({"file": ("a.py", b"#" * (MOST_FILE_BYTES + 1))}, "That file is too large"),
    ],
    ids=["words", "nothing", "picture", "too-large"],
)
async def test_form_that_holds_no_code_is_explained(simulation: Simulation, values: Mapping[str, Any], says: str) -> None:
    ann = simulation.person("ann")
    explained = await ann.sends(await ann.slash("submit", **TASK), **values)
    assert says in said(explained)
    assert explained.ephemeral


async def test_file_that_comes_with_submit_is_graded(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    graded = await ann.slash("submit", **TASK, file=("a.py", b"downwards"))
    assert "You sort downwards" in said(graded)
    assert graded.ephemeral
    assert [upload.name for upload in simulation.judge.uploads] == ["a.py"]


async def test_daily_question_is_posted_once_and_answered_privately(simulation: Simulation) -> None:
    ann, bo = simulation.person("ann", manages=True), simulation.person("bo")
    await ann.slash("daily set", time="09:00", zone="UTC", topic="rnn", role=simulation.guild.roles["managers"])
    simulation.clock.advance(days=1)
    for _ in range(2):
        await simulation.poster.post_due()
    _, question = simulation.general.history()
    assert "Question of the day" in text_of(question)
    posted = simulation.env.backend.get_message(simulation.general.id, question.id)
    assert posted.ping_role_ids == [simulation.guild.roles["managers"].id]
    answered = await bo.sends(await bo.presses(question, Verb.ANSWER), text="forget, input, output")
    assert answered.ephemeral
    *_, note = simulation.general.history()
    assert "bo has solved it" in text_of(note)
