"""The daily posts reach Slack once, not too fast, and what comes of them is told apart."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.conversation.cards import Button, Card, CardKind, Field, Line
from bot.conversation.events import Verb
from bot.conversation.origin import Identity, Place
from bot.daily import RefusedError, UndeliveredError
from bot.platforms.slack.postman import Pacer
from tests.platforms.slack.fake_slack import FakeSlack
from tests.platforms.slack.running import Running, ephemeral, one_view, running_bot, text_of, texts_of

pytestmark = pytest.mark.asyncio
PLACE = Place("slack", "T1", "C1", is_private=False)


def daily(scope: str = "daily:7", mention: str = "") -> Card:
    yesterday = Field("Model answer", (Line("Three <gates>, & a cell."), Line("x" * 5000)), is_spoiler=True)
    buttons = (Button(Verb.ANSWER, "Answer", "lstm-gates", scope), Button(Verb.HINT, "Hint", "lstm-gates", scope))
    body = ("Which gates?",)
    return Card(CardKind.QUESTION, "Daily", body, (yesterday,), buttons=buttons, is_public=True, mention=mention)


@pytest_asyncio.fixture
async def bot(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    fake.add_channel("C1")
    async with running_bot(fake, monkeypatch) as bot:
        yield bot


async def test_a_post_is_found_again_by_its_scope(fake: FakeSlack, bot: Running) -> None:
    postman = bot.service.postman
    assert await postman.has_posted(PLACE, daily()) is False
    ts = await postman.post(PLACE, daily(), "daily-7")
    assert ts == fake.messages("C1")[0]["ts"]
    assert await postman.has_posted(PLACE, daily()) is True
    assert await postman.has_posted(PLACE, daily("daily:8")) is False


async def test_nobody_can_tell_where_the_bot_may_not_read(fake: FakeSlack, bot: Running) -> None:
    fake.fail_next("conversations.history", 200, {"ok": False, "error": "missing_scope"})
    assert await bot.service.postman.has_posted(PLACE, daily()) is None


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        ("channel_not_found", RefusedError),
        ("is_archived", RefusedError),
        ("not_in_channel", RefusedError),
        ("restricted_action", RefusedError),
        ("account_inactive", RefusedError),
        ("internal_error", UndeliveredError),
        ("ratelimited", UndeliveredError),
    ],
)
async def test_what_slack_refuses_is_told_apart(fake: FakeSlack, bot: Running, error: str, raised: type[Exception]) -> None:
    fake.fail_next("chat.postMessage", 200, {"ok": False, "error": error})
    with pytest.raises(raised):
        await bot.service.postman.post(PLACE, daily(), "daily-7")


async def test_a_workspace_that_has_not_installed_the_bot_refuses(bot: Running) -> None:
    with pytest.raises(RefusedError):
        await bot.service.postman.tell(Identity("slack", "T9", "U1"), daily())


async def test_people_are_told_privately(fake: FakeSlack, bot: Running) -> None:
    fake.add_user("U1")
    await bot.service.postman.tell(Identity("slack", "T1", "U1"), Card(CardKind.NOTICE, body=("Switched off",)))
    assert "Switched off" in texts_of(fake.messages(fake.direct_message("U1")))


async def test_a_daily_question_is_answered_privately_and_the_news_goes_below_it(fake: FakeSlack, bot: Running) -> None:
    await bot.service.postman.post(PLACE, daily(mention="<!subteam^S1>"), "daily-7")
    (question,) = fake.messages("C1")
    assert question["blocks"][0]["text"]["text"] == "<!subteam^S1>"
    await fake.press("U1", question, "spoiler")
    shown = await ephemeral(fake, "C1", "U1")
    assert "Three <gates>, & a cell." in text_of(shown)
    assert "thread_ts" not in shown
    await fake.press("U1", question, "answer")
    await fake.submit_view("U1", await one_view(fake), {"text": {"text": "reset"}})
    followed_up = await ephemeral(fake, "C1", "U1", 2)
    assert "thread_ts" not in followed_up
    await fake.press("U1", question, "answer")
    await fake.submit_view("U1", await one_view(fake), {"text": {"text": "forget, input, output"}})
    await ephemeral(fake, "C1", "U1", 3)
    await fake.press("U2", question, "answer")
    await fake.submit_view("U2", await one_view(fake), {"text": {"text": "forget, input, output"}})
    news = await fake.until(lambda: [m for m in fake.messages("C1") if "u2 has solved it" in text_of(m)])
    assert news[0]["thread_ts"] == question["ts"]


async def test_one_message_a_second_goes_into_a_channel() -> None:
    slept: list[float] = []
    now = [100.0]

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    pacer = Pacer(lambda: now[0], sleep)
    for channel in ("C1", "C1", "C2", "C1"):
        await pacer.wait(channel)
    assert slept == [1.0, 2.0]
    now[0] += 3
    await pacer.wait("C1")
    assert slept == [1.0, 2.0]
