"""Code in direct messages: in a fence, without one, as a file, put right by an edit; in simcord."""

from __future__ import annotations

from dataclasses import dataclass

import discord
import pytest

from bot.conversation.events import Verb
from bot.platforms.discord.client import EDIT_WINDOW
from bot.platforms.uploads import MOST_FILE_BYTES
from tests.platforms.discord import simulated
from tests.platforms.discord.simulated import Person, Simulation, text_of

running, simulation = simulated.running, simulated.simulation
pytestmark = pytest.mark.asyncio(loop_scope="module")
PNG = ("photo.png", b"\x89PNG")


@dataclass(frozen=True)
class Way:
    """A way to send code; `{}` is where it says what it does."""

    id: str
    text: str
    file: str = ""

    def text_that(self, does: str) -> str:
        return self.text.format(does)

    async def sent_by(self, person: Person, does: str) -> discord.Message:
        """Send code that does that."""
        files = [(self.file, f"def quicksort(q, l, r):\n    {does}".encode())] if self.file else []
        return await person.writes(self.text_that(does), *files)


TYPED = (
    Way("fence", "Here it is:\n```python\ndef quicksort(q, l, r):\n    {}\n```\nis that so?"),
    Way("no-fence", "def quicksort(q, l, r):\n    {}"),
)
WAYS = (*TYPED, Way("file", "", "mine.py"), Way("file-beside-words", "please look at this", "mine.cpp"))


async def opens_task(person: Person) -> None:
    """Open the coding task."""
    await person.slash_privately("code", task="quicksort")


def graded_sources(simulation: Simulation) -> list[str]:
    """Return what the judge has been given."""
    uploads = simulation.judge.uploads
    return [upload.text if upload.text is not None else upload.content.decode() for upload in uploads]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.id)
async def test_code_for_the_open_task_is_graded(simulation: Simulation, way: Way) -> None:
    ann = simulation.person("ann")
    await opens_task(ann)
    sent = await way.sent_by(ann, "right")
    *_, report = ann.told_messages
    assert "Right!" in text_of(report)
    assert report.reference is not None
    assert report.reference.message_id == sent.id
    (source,) = graded_sources(simulation)
    assert "def quicksort(q, l, r):\n    right" in source
    assert simulation.judge.uploads[0].name == way.file


@pytest.mark.parametrize("way", [WAYS[0], WAYS[-1]], ids=lambda way: way.id)
async def test_what_is_said_of_progress_becomes_the_report(simulation: Simulation, way: Way) -> None:
    ann = simulation.person("ann")
    await opens_task(ann)
    simulation.reporting.close()
    await way.sent_by(ann, "downwards")
    *before, progress = ann.told_messages
    assert "Grading your code" in text_of(progress)
    await simulation.reporting.open()
    *earlier, report = ann.told_messages
    assert (len(earlier), report.id) == (len(before), progress.id)
    assert "You sort downwards" in text_of(report)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.id)
async def test_code_nobody_asked_for_is_graded_for_the_task_that_is_chosen(simulation: Simulation, way: Way) -> None:
    ann = simulation.person("ann")
    await way.sent_by(ann, "downwards")
    (asked,) = ann.told_messages
    assert "Which task is this for?" in text_of(asked)
    assert graded_sources(simulation) == []
    graded = await ann.presses(asked, Verb.SUBMIT, "quicksort")
    assert "You sort downwards" in text_of(graded.response)
    (source,) = graded_sources(simulation)
    assert "def quicksort(q, l, r):\n    downwards" in source


@pytest.mark.parametrize("is_asked_for", [True, False], ids=["open-task", "chosen-task"])
@pytest.mark.parametrize("way", TYPED, ids=lambda way: way.id)
async def test_edited_code_is_graded_again(simulation: Simulation, way: Way, is_asked_for: bool) -> None:
    ann = simulation.person("ann")
    if is_asked_for:
        await opens_task(ann)
    sent = await way.sent_by(ann, "downwards")
    if not is_asked_for:
        await ann.presses(ann.told_messages[-1], Verb.SUBMIT, "quicksort")
    assert "You sort downwards" in ann.told[-1]
    await ann.edits(sent, way.text_that("right"))
    assert "Right!" in ann.told[-1]
    assert len(graded_sources(simulation)) == 2


@pytest.mark.parametrize(("after_s", "times"), [(-1.0, 2), (1.0, 1)], ids=["just-in-time", "too-late"])
async def test_code_is_graded_again_for_some_minutes_only(simulation: Simulation, after_s: float, times: int) -> None:
    ann = simulation.person("ann")
    await opens_task(ann)
    sent = await ann.writes("```\ndownwards\n```")
    await simulation.env.advance_time(EDIT_WINDOW.total_seconds() + after_s)
    await ann.edits(sent, "```\nright\n```")
    assert len(graded_sources(simulation)) == times


async def test_every_edit_counts_but_none_twice(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await opens_task(ann)
    sent = await ann.writes("```\ndownwards\n```")
    for seconds in range(1, 3):
        await simulation.env.advance_time(seconds)
        await ann.edits(sent, f"```\ndownwards {seconds}\n```")
    assert [source.strip("`\n") for source in graded_sources(simulation)] == ["downwards", "downwards 1", "downwards 2"]


async def test_edited_words_are_no_code(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    sent = await ann.writes("hello")
    await ann.edits(sent, "def quicksort(q, l, r):\n    right")
    assert graded_sources(simulation) == []
    assert len(ann.told) == 1


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([PNG], "I can read code in .py"),
        ([("big.py", b"#" * (MOST_FILE_BYTES + 1))], "That file is too large"),
        ([PNG, ("mine.py", b"right"), ("other.py", b"downwards")], "Right!"),
    ],
    ids=["picture", "too-large", "first-of-several-that-is-code"],
)
async def test_files_are_looked_through_for_code(simulation: Simulation, files: list[tuple[str, bytes]], says: str) -> None:
    ann = simulation.person("ann")
    await opens_task(ann)
    await ann.writes("", *files)
    assert says in ann.told[-1]


async def test_solved_task_is_not_open_any_more(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await opens_task(ann)
    await ann.writes("```\nright\n```")
    await ann.writes("thank you")
    assert "No question is open right now" in ann.told[-1]


async def test_reply_calls_nobody(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.slash_privately("quiz", topic="rnn", count=1)
    await ann.writes("@everyone forget <@1> ```")
    (sent,) = (request.json for request in simulation.env.http_requests if request.path.endswith("/messages"))
    assert sent is not None
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert "@everyone" not in ann.told[-1]
    assert "<@1>" not in ann.told[-1]


async def test_only_what_people_write_privately_is_heard(simulation: Simulation) -> None:
    ann = simulation.person("ann")
    await ann.member.send(simulation.general, "def quicksort(q, l, r):\n    right")
    robot = simulation.env.create_user("robot", bot=True)
    await robot.send_dm("```\nright\n```")
    assert simulation.env.http_requests == []
