"""What goes wrong with Slack, or comes twice, has no second effect and does not end the bot."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import structlog

from bot.conversation.pending import Pending
from bot.logs import configure_logs
from bot.platforms.errors import PlatformError
from bot.platforms.slack import doing
from bot.platforms.slack.service import SlackSettings
from graders.code.report import Report
from tests.bot.small_bank import ScriptedJudge
from tests.platforms.slack import fake_payloads
from tests.platforms.slack.fake_slack import APP_TOKEN, BOT_TOKEN, FakeSlack
from tests.platforms.slack.running import (
    Running,
    ephemeral,
    from_bot,
    one_view,
    running_bot,
    text_of,
    texts_of,
)

pytestmark = pytest.mark.asyncio
DM = "DU1"


@pytest_asyncio.fixture
async def bot(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    fake.direct_message("U1")
    async with running_bot(fake, monkeypatch) as bot:
        yield bot


async def quiet(fake: FakeSlack, number: int) -> None:
    """Have the bot say one more thing, and find that there is nothing else beside it."""
    await fake.slash("U9", "C9", "/mianjing", "topics")
    await ephemeral(fake, "C9", "U9")
    assert len([message for message in fake.messages(DM) if "bot_id" in message]) == number


async def test_an_event_that_comes_twice_has_one_effect(fake: FakeSlack, bot: Running) -> None:
    await fake.slash("U1", DM, "/code", "quicksort")
    await from_bot(fake, DM)
    await fake.message("U1", DM, "```downwards```", duplicate=True)
    await fake.until(lambda: "sort downwards" in texts_of(fake.messages(DM)))
    await quiet(fake, 2)
    assert len(bot.judge.uploads) == 1


@pytest.mark.usefixtures("bot")
async def test_an_interactive_payload_that_comes_twice_has_one_effect(fake: FakeSlack) -> None:
    await fake.slash("U1", DM, "/quiz", "2")
    (question,) = await from_bot(fake, DM)
    await fake.press("U1", question, "skip")
    pressed = fake.acknowledgements[-1].envelope
    await fake.sockets.send("interactive", pressed.payload, 5)
    await from_bot(fake, DM, 2)
    await fake.press("U1", question, "answer")
    view = await one_view(fake)
    await fake.submit_view("U1", view, {"text": {"text": "batch axis, features, cnn, forget, input, output"}})
    submitted = fake.acknowledgements[-1].envelope
    await fake.sockets.send("interactive", submitted.payload, 5)
    await fake.until(lambda: "Summary" in texts_of(fake.messages(DM)))
    await quiet(fake, 3)
    command = fake_payloads.slash_command(fake.world, fake.world.channels[DM], "U1", "/quiz", "rnn 1")
    for _ in range(2):
        await fake.sockets.send("slash_commands", command, 5)
    await from_bot(fake, DM, 4)
    await quiet(fake, 4)


@pytest.mark.parametrize("announced", [False, True])
@pytest.mark.usefixtures("bot")
async def test_a_lost_socket_is_replaced_and_what_was_acknowledged_is_answered(fake: FakeSlack, announced: bool) -> None:
    await fake.message("U1", DM, " /topics")
    await fake.drop_socket(announced=announced)
    await fake.until(lambda: fake.sockets.numbers == [2])
    assert "Recurrent networks" in texts_of(await from_bot(fake, DM))
    await fake.slash("U1", DM, "/mianjing", "help")
    await from_bot(fake, DM, 2)


@pytest.mark.usefixtures("bot")
async def test_a_rate_limit_is_waited_for(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.random", lambda: 0.0)  # It is added to what Retry-After says.
    limited = {"ok": False, "error": "ratelimited"}
    fake.fail_next("chat.postMessage", 429, limited, {"Retry-After": "0"}, times=2)
    await fake.message("U1", DM, "hello")
    assert "No question is open" in texts_of(await from_bot(fake, DM))
    assert [call.method for call in fake.calls].count("chat.postMessage") == 3


@pytest.mark.parametrize("error", ["internal_error", "channel_not_found", "message_not_found", "token_revoked", "fatal_error"])
@pytest.mark.usefixtures("bot")
async def test_what_slack_refuses_does_not_end_the_bot(fake: FakeSlack, error: str) -> None:
    fake.fail_next("chat.postMessage", 200, {"ok": False, "error": error})
    await fake.message("U1", DM, "hello")
    await fake.slash("U1", DM, "/mianjing", "help")
    await fake.until(lambda: "/quiz" in texts_of(fake.messages(DM)))


@pytest.mark.usefixtures("bot")
async def test_an_expired_trigger_is_told(fake: FakeSlack) -> None:
    fake.fail_next("views.open", 200, {"ok": False, "error": "expired_trigger_id"})
    await fake.slash("U1", "C1", "/quiz")
    assert "took me too long" in text_of(await ephemeral(fake, "C1", "U1"))


@pytest.mark.usefixtures("bot")
async def test_where_the_bot_is_no_member_it_still_answers(fake: FakeSlack) -> None:
    fake.add_channel("C2", bot_is_member=False)
    await fake.slash("U1", "C2", "/progress")
    assert "Nothing is recorded yet" in text_of(await ephemeral(fake, "C2", "U1"))
    await fake.slash("U1", "C2", "/quiz", "rnn 1")
    (question,) = await fake.until(lambda: fake.messages("C2"))
    assert "Which gates" in text_of(question)
    await fake.press("U1", question, "answer")
    await fake.submit_view("U1", await one_view(fake), {"text": {"text": "forget, input, output"}})
    await fake.until(lambda: "has solved it" in texts_of(fake.messages("C2")))


@pytest.mark.usefixtures("bot")
async def test_what_fails_is_told_with_an_incident_and_without_anybodys_words(
    fake: FakeSlack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(doing, "read_message", broken)
    configure_logs()
    try:
        await fake.message("U1", DM, "my secret words")
        (told,) = await from_bot(fake, DM)
    finally:
        structlog.reset_defaults()
    incident = re.search(r"incident ([0-9a-f]{8})", text_of(told))
    assert incident is not None
    logged = "".join(capsys.readouterr())
    assert incident[1] in logged
    assert "secret" not in logged
    assert BOT_TOKEN not in logged


@pytest.mark.usefixtures("bot")
async def test_words_of_others_call_nobody(fake: FakeSlack) -> None:
    await fake.slash("U1", DM, "/quiz", "rnn 1")
    await from_bot(fake, DM)
    await fake.message("U1", DM, "forget <!channel> <@U2> ```", is_escaped=True)
    *_, reply = await from_bot(fake, DM, 2)
    assert not re.search(r"<[!@]", str(reply["blocks"]))


class StuckJudge(ScriptedJudge):
    """Takes code, and is ended before it has graded it."""

    async def grade(self, pending: Pending) -> Report:
        del pending
        await asyncio.get_running_loop().create_future()
        raise AssertionError


async def test_what_was_left_over_is_said_after_a_restart(
    fake: FakeSlack, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr("bot.platforms.slack.app.CLOSING_GRACE_S", 0.05)
    url = f"sqlite:///{tmp_path_factory.mktemp('db') / 'kept.db'}"
    fake.direct_message("U1")
    async with running_bot(fake, monkeypatch, url, judge=StuckJudge()):
        await fake.slash("U1", DM, "/code", "quicksort")
        await from_bot(fake, DM)
        await fake.message("U1", DM, "```right```")
        await fake.until(lambda: "Grading" in texts_of(fake.messages(DM)))
    async with running_bot(fake, monkeypatch, url) as bot:
        await fake.until(lambda: "Right!" in texts_of(fake.messages(DM)))
        assert len(bot.judge.uploads) == 1


async def test_buttons_and_forms_work_after_a_restart(
    fake: FakeSlack, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('db') / 'kept.db'}"
    async with running_bot(fake, monkeypatch, url):
        await fake.slash("U1", "C1", "/quiz", "rnn 1")
        _, question = await from_bot(fake, "C1", 2)
        await fake.press("U1", question, "answer")
        view = await one_view(fake)
    async with running_bot(fake, monkeypatch, url):
        await fake.submit_view("U1", view, {"text": {"text": "forget"}})
        assert "“forget”" in text_of(await ephemeral(fake, "C1", "U1"))
        await fake.press("U1", question, "hint")
        await ephemeral(fake, "C1", "U1", 2)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (SlackSettings("xoxb-wrong", APP_TOKEN), "Slack does not accept SLACK_BOT_TOKEN (invalid_auth); copy it anew"),
        (SlackSettings(BOT_TOKEN, "xoxb-1"), "Slack does not accept SLACK_APP_TOKEN (not_allowed_token_type); make one"),
        (SlackSettings(None, APP_TOKEN), "SLACK_BOT_TOKEN is missing"),
        (SlackSettings(BOT_TOKEN), "SLACK_APP_TOKEN is missing"),
    ],
    ids=["wrong bot token", "wrong app token", "no bot token", "no app token"],
)
async def test_a_wrong_token_ends_with_a_sentence_that_says_what_to_do(
    fake: FakeSlack, monkeypatch: pytest.MonkeyPatch, settings: SlackSettings, says: str
) -> None:
    with pytest.raises(PlatformError) as ended:
        async with running_bot(fake, monkeypatch, settings=settings):
            pytest.fail("it must not begin")
    assert says in str(ended.value)
    assert "xoxb" not in str(ended.value) + repr(settings)


async def test_an_address_in_the_clear_is_refused(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeSlack, "api_url", "http://slack.example.com/api/")
    with pytest.raises(PlatformError, match="MIANJING_SLACK_API_URL"):
        async with running_bot(fake, monkeypatch):
            pytest.fail("it must not begin")
    assert logging.getLogger("bot.platforms.slack.library").level == logging.WARNING


async def test_what_the_environment_holds_for_bolt_does_not_disturb(
    fake: FakeSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.setenv(f"SLACK_{name}", "xoxb-of-another")
    fake.direct_message("U1")
    async with running_bot(fake, monkeypatch):
        await fake.message("U1", DM, "hello")
        await from_bot(fake, DM)
    assert [record.getMessage() for record in caplog.records if record.name.startswith(("bot.", "slack"))] == []
