"""The bot on Slack, as its users have it: real slack-bolt, our own Slack on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.platforms.slack.fake_slack import FakeSlack
from tests.platforms.slack.fake_world import Json
from tests.platforms.slack.running import (
    ACKNOWLEDGED_WITHIN_S,
    Running,
    ephemeral,
    from_bot,
    one_view,
    running_bot,
    text_of,
    texts_of,
)

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("bot")]


@pytest_asyncio.fixture
async def bot(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    async with running_bot(fake, monkeypatch) as bot:
        yield bot


async def quiz_in(fake: FakeSlack, channel: str, text: str = "rnn 1") -> tuple[Json, Json]:
    """Start a quiz in a channel, and return its announcement and the first question."""
    await fake.slash("U1", channel, "/quiz", text)
    announced, question, *_ = await from_bot(fake, channel, 2)
    return announced, question


async def test_quiz_in_a_direct_message_is_answered_by_typing(fake: FakeSlack) -> None:
    private = fake.direct_message("U1")
    asked = await fake.slash("U1", private, "/quiz", "rnn 1")
    assert asked.took_s < ACKNOWLEDGED_WITHIN_S
    (question,) = await from_bot(fake, private)
    assert "Which gates does an LSTM cell have?" in text_of(question)
    await fake.message("U1", private, "forget, input & output")
    *_, last = await from_bot(fake, private, 2)
    assert "Score: 100%" in text_of(last)


async def test_quiz_in_a_channel_runs_in_a_thread_and_is_answered_privately(fake: FakeSlack) -> None:
    announced, question = await quiz_in(fake, "C1")
    assert "has started a quiz" in text_of(announced)
    assert (question["thread_ts"], "thread_ts" in announced) == (announced["ts"], False)
    assert "Which gates" in text_of(question)
    for user, words in (("U2", "I do not think so: reset"), ("U3", "forget, input and output")):
        await fake.press(user, question, "answer")
        view = await one_view(fake)
        assert await fake.submit_view(user, view, {"text": {"text": words}}) is None
        answered = await ephemeral(fake, "C1", user)
        assert answered["thread_ts"] == announced["ts"]
    *_, news = await from_bot(fake, "C1", 3)
    assert "u3 has solved it" in text_of(news)
    assert news["thread_ts"] == announced["ts"]


async def test_next_goes_on_once_and_the_last_sums_up(fake: FakeSlack) -> None:
    announced, first = await quiz_in(fake, "C1", "2")
    await fake.press("U1", first, "next")
    _, _, second = await from_bot(fake, "C1", 3)
    await fake.press("U2", first, "next")
    assert "Somebody has gone on" in text_of(await ephemeral(fake, "C1", "U2"))
    await fake.press("U1", second, "next")
    *_, summary = await from_bot(fake, "C1", 4)
    assert "The quiz is over" in text_of(summary)
    assert summary["thread_ts"] == announced["ts"]


async def test_quiz_without_a_topic_in_a_channel_asks_for_one(fake: FakeSlack) -> None:
    await fake.slash("U1", "C1", "/quiz")
    view = await one_view(fake)
    first, *_ = await fake.options("U1", view, "topic", "recurent")
    assert first["value"] == "rnn"
    assert len(await fake.options("U1", view, "topic", "")) == 3
    refused = await fake.submit_view("U1", view, {"topic": {"topic": "rnn"}, "count": {"count": "99"}})
    assert refused is not None
    assert "A quiz has 1 to 20 questions" in refused["errors"]["count"]
    assert await fake.submit_view("U1", view, {"topic": {"topic": "rnn"}, "count": {"count": "1"}}) is None
    announced, question = await from_bot(fake, "C1", 2)
    assert question["thread_ts"] == announced["ts"]


async def test_empty_answer_is_an_error_in_the_form(fake: FakeSlack) -> None:
    _, question = await quiz_in(fake, "C1")
    await fake.press("U2", question, "answer")
    view = await one_view(fake)
    refused = await fake.submit_view("U2", view, {"text": {"text": "  "}})
    assert refused is not None
    assert (refused["response_action"], [*refused["errors"]]) == ("errors", ["text"])
    assert fake.views == [view]
    await fake.submit_view("U2", view, {"text": {"text": "forget"}})
    assert "“forget”" in text_of(await ephemeral(fake, "C1", "U2"))


@pytest.mark.parametrize(
    ("command", "text", "says"),
    [
        ("/mianjing", "", "Commands"),
        ("/mianjing", "help", "/mianjing hint"),
        ("/mianjing", "topics", "Recurrent networks"),
        ("/mianjing", "hint", "no open question"),
        ("/mianjing", "cooking", "do not know the command"),
        ("/quiz", "cooking", "no topic"),
        ("/interview", "", "Mock interviews"),
        ("/interview", "acme-round-1", "Welcome"),
        ("/code", "quicksort", "Sort q"),
        ("/submit", "cooking", "no task"),
        ("/review", "", "nothing to review yet"),
        ("/progress", "", "Nothing is recorded yet"),
        ("/report", "", "Which question is it about"),
        ("/lang", "zh", "中文"),
        ("/zone", "Asia/Tokyo", "Asia/Tokyo"),
        ("/zone", "Asia/Shanghia", "Asia/Shanghai"),
        ("/link", "", "one-time code"),
        ("/link", "AAAAAAAA", "not valid"),
        ("/export", "", "Nothing is recorded yet"),
        ("/privacy", "", "What is kept"),
        ("/privacy", "delete", "delete everything"),
        ("/daily", "status", "No daily question"),
        ("/daily", "set 09:00", "Only people who manage this channel"),
    ],
)
async def test_every_command_is_acknowledged_at_once_and_answered_privately(
    fake: FakeSlack, command: str, text: str, says: str
) -> None:
    answer = await fake.slash("U1", "C1", command, text)
    assert answer.took_s < ACKNOWLEDGED_WITHIN_S
    await fake.until(lambda: says in texts_of(fake.ephemerals("C1", "U1")))
    assert fake.messages("C1") == []


async def test_what_is_public_is_said_to_all(fake: FakeSlack) -> None:
    await fake.slash("U1", "C1", "/leaderboard")
    (shown,) = await from_bot(fake, "C1")
    assert "Nobody has practised here yet" in text_of(shown)
    assert fake.ephemerals("C1", "U1") == []


@pytest.mark.parametrize(("user", "is_admin"), [("UADMIN", True), ("UMAKER", False)])
async def test_daily_is_set_by_an_admin_or_by_the_channels_creator(fake: FakeSlack, user: str, is_admin: bool) -> None:
    fake.add_user(user, is_admin=is_admin)
    fake.add_channel("C1", creator="UMAKER")
    await fake.slash(user, "C1", "/daily", "set 09:00 Asia/Shanghai rnn")
    (said,) = await from_bot(fake, "C1")
    assert "every day at 09:00" in text_of(said)


async def test_language_is_the_users_own(fake: FakeSlack) -> None:
    fake.add_user("ULI", locale="zh-CN")
    await fake.slash("ULI", "C1", "/quiz")
    assert (await one_view(fake))["title"]["text"] == "测验"
    await fake.slash("ULI", "C1", "/progress")
    assert "还没有" in text_of(await ephemeral(fake, "C1", "ULI"))
    await fake.slash("ULI", "C1", "/privacy")
    await ephemeral(fake, "C1", "ULI", 2)
    assert [call.method for call in fake.calls].count("users.info") == 1


async def test_files_go_to_the_direct_message(fake: FakeSlack) -> None:
    await fake.slash("U1", "C1", "/privacy", "export")
    shared = await fake.until(lambda: [m for m in fake.messages(fake.direct_message("U1")) if m.get("files")])
    assert shared[0]["files"][0]["name"].endswith(".json")
    assert fake.messages("C1") == []


async def test_home_shows_progress_and_begins(fake: FakeSlack) -> None:
    await fake.open_home("U1")
    home = await fake.until(lambda: fake.home("U1"))
    assert "Nothing is recorded yet" in text_of(home)
    await fake.press("U1", home, "interview")
    view = await one_view(fake)
    (option,) = await fake.options("U1", view, "interview", "")
    await fake.submit_view("U1", view, {"interview": {"interview": option["value"]}})
    private = fake.direct_message("U1")
    assert "Welcome" in texts_of(await from_bot(fake, private))
    await fake.press("U1", home, "code")
    await fake.submit_view("U1", await one_view(fake), {"task": {"task": "quicksort"}})
    assert "Sort q" in texts_of(await from_bot(fake, private, 2))
    await fake.press("U1", home, "quiz")
    *_, question = await from_bot(fake, private, 3)
    assert "Question 1 of" in text_of(question)
    await fake.press("U1", home, "review")
    assert "nothing to review yet" in texts_of(await from_bot(fake, private, 4))
