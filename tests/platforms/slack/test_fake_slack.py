"""Real slack-bolt works over the fake in Socket Mode as it does over Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
import pytest_asyncio
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

from tests.platforms.slack.fake_slack import APP_TOKEN, FakeSlack
from tests.platforms.slack.small_app import SmallApp, plain

DM = "DU1"
PING_INTERVAL_S = 1


@asynccontextmanager
async def connection(app: SmallApp) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app.bolt, APP_TOKEN, ping_interval=PING_INTERVAL_S)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@pytest_asyncio.fixture
async def app(fake: FakeSlack) -> AsyncIterator[SmallApp]:
    small = SmallApp(fake)
    async with connection(small):
        yield small


@pytest.mark.asyncio
@pytest.mark.usefixtures("app")
async def test_a_slash_command_is_acknowledged_and_answered(fake: FakeSlack) -> None:
    answer = await fake.slash("U1", "C1", "/quiz", "rnn 2")
    assert answer.payload == {"text": "rnn 2 it is"}
    assert answer.took_s < 3
    assert [shown["text"] for shown in fake.ephemerals("C1", "U1")] == ["rnn 2 it is"]
    (message,) = await fake.until(lambda: fake.messages("C1"))
    assert message["text"] == "Q"


@pytest.mark.asyncio
@pytest.mark.usefixtures("app")
async def test_a_button_is_pressed_and_answered_through_the_response_url(fake: FakeSlack) -> None:
    await fake.slash("U1", "C1", "/quiz")
    (message,) = await fake.until(lambda: fake.messages("C1"))
    await fake.press("U2", message, "hint", "1")
    (hint,) = await fake.until(lambda: fake.ephemerals("C1", "U2"))
    assert hint["text"] == "hint 1"
    with pytest.raises(LookupError, match="no_such"):
        await fake.press("U2", message, "no_such")


@pytest.mark.asyncio
async def test_a_modal_shows_errors_and_closes_when_all_is_well(fake: FakeSlack, app: SmallApp) -> None:
    await fake.shortcut("U1", "start")
    (view,) = await fake.until(lambda: fake.views)
    (option,) = await fake.options("U1", view, "pick", "rnn")
    assert option == {"text": plain("RNN"), "value": "rnn"}
    refused = await fake.submit_view("U1", view, {"topic": {"pick": "rnn"}, "number": {"typed": "many"}})
    assert refused == {"response_action": "errors", "errors": {"number": "a number, please"}}
    assert fake.views == [view]
    assert await fake.submit_view("U1", view, {"topic": {"pick": "rnn"}, "number": {"typed": "2"}}) is None
    assert (fake.views, app.heard) == ([], [("rnn", "2")])
    with pytest.raises(ValueError, match="topic"):
        await fake.submit_view("U1", view, {"number": {"typed": "2"}})


@pytest.mark.asyncio
@pytest.mark.usefixtures("app")
async def test_the_home_tab_is_published_and_its_button_works(fake: FakeSlack) -> None:
    await fake.open_home("U1")
    view = await fake.until(lambda: fake.home("U1"))
    answer = await fake.press("U1", view, "hint", "home")
    assert answer.envelope.payload["view"]["id"] == view["id"]


@pytest.mark.asyncio
async def test_direct_messages_arrive_escaped_and_own_ones_are_not_heard(fake: FakeSlack, app: SmallApp) -> None:
    await fake.message("U1", DM, "a < b && c")
    await fake.until(lambda: len(fake.messages(DM)) == 2)
    assert app.heard[0][0] == "a &lt; b &amp;&amp; c"
    await fake.deliver_event({**fake.messages(DM)[1], "channel_type": "im"})
    assert len(app.heard) == 1


@pytest.mark.asyncio
async def test_a_file_can_be_downloaded_only_with_the_token(fake: FakeSlack, app: SmallApp) -> None:
    message = await fake.message("U1", DM, "here", files=[("model.py", b"x = 1\n")])
    assert message["subtype"] == "file_share"
    await fake.until(lambda: len(app.heard) == 2)
    assert app.heard[1] == b"x = 1\n"
    async with aiohttp.request("GET", message["files"][0]["url_private_download"]) as response:
        assert (response.status, response.content_type) == (200, "text/html")


@pytest.mark.asyncio
async def test_an_edit_carries_both_texts(fake: FakeSlack, app: SmallApp) -> None:
    message = await fake.message("U1", DM, "before")
    await fake.edit_message("U1", message, "after")
    await fake.until(lambda: ("before", "after") in app.heard)
    assert fake.messages(DM)[0]["text"] == "after"


@pytest.mark.asyncio
async def test_a_duplicate_has_the_same_event_id_and_says_that_it_is_a_retry(fake: FakeSlack, app: SmallApp) -> None:
    await fake.message("U1", DM, "once", duplicate=True)
    await fake.until(lambda: len(app.heard) == 2)
    (_, first_id, first_retry), (_, second_id, second_retry) = app.heard
    assert (first_id == second_id, first_retry, second_retry) == (True, ["0"], ["1"])


@pytest.mark.asyncio
@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("announced", [False, True])
async def test_a_dropped_socket_is_replaced(fake: FakeSlack, *, announced: bool) -> None:
    await fake.drop_socket(announced=announced)
    await fake.until(lambda: fake.sockets.numbers == [2])
    assert (await fake.slash("U1", "C1", "/quiz", "x")).envelope.socket == 2


@pytest.mark.asyncio
async def test_each_payload_goes_to_one_of_several_sockets(fake: FakeSlack, app: SmallApp) -> None:
    other = SmallApp(fake)
    async with connection(other):
        await fake.until(lambda: len(fake.sockets.numbers) == 2)
        for text in ("one", "two", "three"):
            await fake.message("U1", DM, text)
        await fake.until(lambda: len(app.heard + other.heard) == 3)
        assert sorted(answer.envelope.socket for answer in fake.acknowledgements) in ([1, 1, 2], [1, 2, 2])


@pytest.mark.asyncio
@pytest.mark.usefixtures("app")
async def test_what_no_listener_takes_is_not_acknowledged(fake: FakeSlack) -> None:
    with pytest.raises(TimeoutError):
        await fake.deliver_event({"type": "tokens_revoked", "tokens": {"bot": ["U1"]}}, timeout_s=0.2)


@pytest.mark.asyncio
@pytest.mark.usefixtures("app")
async def test_a_rate_limit_is_waited_for(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.random", lambda: 0.0)  # It is added to what Retry-After says.
    fake.fail_next("chat.postMessage", 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "0"})
    await fake.slash("U1", "C1", "/quiz")
    await fake.until(lambda: fake.messages("C1"))
    assert [call.method for call in fake.calls].count("chat.postMessage") == 2


@pytest.mark.asyncio
@pytest.mark.usefixtures("app")
async def test_a_response_url_is_used_up_after_five_answers(fake: FakeSlack) -> None:
    answer = await fake.slash("U1", "C1", "/quiz")
    url = answer.envelope.payload["response_url"]
    statuses = []
    async with aiohttp.ClientSession() as session:
        for _ in range(6):
            async with session.post(url, json={"text": "late"}) as response:
                statuses.append(response.status)
    assert statuses == [200] * 5 + [404]
