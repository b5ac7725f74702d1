"""What is counted and timed, read as Prometheus reads it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from prometheus_client.parser import text_string_to_metric_families

from bot.conversation import Chat
from bot.conversation.cards import Card
from bot.conversation.memory import MemoryUnavailableError
from bot.conversation.pending import JudgeAwayError, Pending
from bot.locales import Phrases
from bot.measuring import MeasuredGrading, measured
from bot.metrics import as_text, show_layers, show_waiting
from bot.platforms.errors import UserError
from bot.platforms.funnel import Refusal, funnelled
from bot.store.database import Database, open_database
from graders.code.client import JudgeClient
from graders.code.report import Report, Verdict
from graders.code.upload import Upload
from tests.bot.fake_chat import PHRASES, Clock
from tests.bot.store.learners import RIGHT_CODE, Person, chat_on
from tests.bot.store.postmen import Mood, World

pytestmark = pytest.mark.asyncio
Series = dict[tuple[str, frozenset[tuple[str, str]]], float]


def series() -> Series:
    """Return every figure as it is now."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(as_text().decode())
        for sample in family.samples
    }


class Rises:
    """What has risen since this was made."""

    def __init__(self) -> None:
        self._before = series()

    def of(self, name: str, **labels: str) -> float:
        key = (name, frozenset(labels.items()))
        return series().get(key, 0.0) - self._before.get(key, 0.0)

    async def reach(self, figure: float, name: str, **labels: str) -> None:
        """Wait until a figure has risen so far: what is counted at the end of a request is, when the other side has seen it."""
        async with asyncio.timeout(5):
            while self.of(name, **labels) < figure:
                await asyncio.sleep(0)
        assert self.of(name, **labels) == figure


@pytest.fixture
def rises() -> Rises:
    return Rises()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def database() -> AsyncIterator[Database]:
    opened = await open_database("sqlite://")
    yield opened
    await opened.close()


async def test_each_step_is_timed_once(database: Database, clock: Clock, rises: Rises) -> None:
    lin = Person(measured(chat_on(database, clock), database))
    await lin.types("/quiz rnn")
    await lin.types("forget, input, output")
    assert rises.of("mianjing_turn_seconds_count") == 2
    assert 0 < rises.of("mianjing_turn_seconds_sum") < 2
    assert rises.of("mianjing_turn_seconds_bucket", le="+Inf") == 2


async def test_a_grade_is_timed_and_counted_by_its_verdict_and_telling_it_is_a_step(
    database: Database, clock: Clock, rises: Rises
) -> None:
    lin = Person(measured(chat_on(database, clock), database))
    await lin.types("/code quicksort")
    await lin.types("def quicksort(q, l, r): sorts downwards")
    await lin.types(RIGHT_CODE)
    assert rises.of("mianjing_verdicts_total", verdict="fail") == 1
    assert rises.of("mianjing_verdicts_total", verdict="pass") == 1
    assert rises.of("mianjing_grade_seconds_count") == 2
    assert rises.of("mianjing_turn_seconds_count") == 5


async def test_a_grade_that_does_not_come_is_none(database: Database, clock: Clock, rises: Rises) -> None:
    lin = Person(measured(chat_on(database, clock, AwayJudge()), database))
    await lin.types("/code quicksort")
    assert "kept" in await lin.types(RIGHT_CODE)
    assert rises.of("mianjing_grade_seconds_count") == 0


async def test_a_step_that_the_database_ends_is_timed_too(database: Database, clock: Clock, rises: Rises) -> None:
    chat = measured(chat_on(database, clock), database)
    await database.engine.dispose()  # with its one connection, a database in memory loses its tables
    with pytest.raises(MemoryUnavailableError):
        await Person(chat).types("/help")
    assert rises.of("mianjing_turn_seconds_count") == 1


async def test_a_measured_chat_says_what_the_other_says(database: Database, clock: Clock) -> None:
    plain = chat_on(database, clock)
    other: Chat = replace(measured(plain, database), draw_seed=lambda: 1)
    plain = replace(plain, draw_seed=lambda: 1)
    assert await Person(other, "a").types("/quiz rnn") == await Person(plain, "b").types("/quiz rnn")


class AwayJudge:
    async def grade(self, pending: Pending) -> Report:
        raise JudgeAwayError(str(pending.id))


class PassingJudge(JudgeClient):
    """A judge's client that needs no process."""

    async def grade(self, upload: Upload, learner: str = "") -> Report:
        del learner
        return Report(upload.task_id, Verdict.TIMEOUT)


async def test_a_worker_counts_the_reports_that_it_makes(rises: Rises) -> None:
    report = await MeasuredGrading(PassingJudge()).grade(Upload("quicksort", text="x"), "1")
    assert report.verdict is Verdict.TIMEOUT
    assert rises.of("mianjing_verdicts_total", verdict="timeout") == 1
    assert rises.of("mianjing_grade_seconds_count") == 1


async def test_a_queue_that_nobody_can_ask_is_not_shown() -> None:
    show_waiting({"mianjing.grade": 7, "mianjing.dead": 0})
    name = "mianjing_queue_messages"
    found = {dict(labels)["queue"]: value for (metric, labels), value in series().items() if metric == name}
    assert found == {"mianjing.grade": 7, "mianjing.dead": 0}
    show_waiting({})
    assert not [metric for metric, _ in series() if metric == name]


async def test_layers_are_1_or_0() -> None:
    show_layers({"landlock": True, "namespaces": False})
    found = {dict(labels)["layer"]: value for (name, labels), value in series().items() if name == "mianjing_sandbox_layer"}
    assert (found["landlock"], found["namespaces"]) == (1, 0)


@pytest.mark.parametrize(("mood", "outcome"), [(Mood.WILLING, "posted"), (Mood.REFUSING, "refused"), (Mood.FAILING, "undelivered")])
async def test_a_daily_post_is_counted_by_what_came_of_it(
    database: Database, clock: Clock, rises: Rises, mood: Mood, outcome: str
) -> None:
    world = World(database, clock)
    await world.manager().types("/daily set 09:00 UTC")
    world.postman.mood = mood
    await world.at("2026-11-03T09:00")
    assert {name: rises.of("mianjing_daily_posts_total", outcome=name) for name in ("posted", "refused", "undelivered")} == {
        "posted": 0,
        "refused": 0,
        "undelivered": 0,
    } | {outcome: 1}


class FakePlatform:
    name = "fake"

    def refusal(self, error: Exception, words: Phrases) -> Refusal | None:
        del words
        return Refusal("no answer", "0", is_incident=True) if isinstance(error, OSError) else None


async def told(error: Exception) -> str:
    cards: list[Card] = []

    async def work() -> None:
        raise error

    async def tell(card: Card) -> None:
        cards.append(card)

    await funnelled(FakePlatform(), work(), tell, PHRASES, "en", "testing")
    return cards[0].body[0]


@pytest.mark.parametrize(("error", "name"), [(KeyError("secret"), "KeyError"), (TimeoutError("secret"), "TimeoutError")])
async def test_an_incident_is_counted_by_the_kind_of_error(rises: Rises, error: Exception, name: str) -> None:
    assert "incident" in await told(error)
    assert rises.of("mianjing_incidents_total", platform="fake", error=name) == 1
    assert "secret" not in as_text().decode()


async def test_what_the_person_can_put_right_is_no_incident(rises: Rises) -> None:
    assert await told(UserError("Too long.")) == "Too long."
    assert rises.of("mianjing_incidents_total", platform="fake", error="UserError") == 0


async def test_a_database_that_is_away_is_counted(rises: Rises) -> None:
    assert "memory" in await told(MemoryUnavailableError("gone"))
    assert rises.of("mianjing_memory_unavailable_total") == 1
