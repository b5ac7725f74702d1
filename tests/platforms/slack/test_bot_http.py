"""Slack calls the bot: what is signed well is taken, and workspaces install the bot themselves."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
import pytest_asyncio

from bot.platforms.slack import usage
from bot.platforms.slack.service import SlackSettings
from tests.platforms.slack import fake_payloads as payloads
from tests.platforms.slack.fake_signing import Signature, http_body, signed_headers
from tests.platforms.slack.fake_slack import BOT_TOKEN, FakeSlack
from tests.platforms.slack.fake_world import Json
from tests.platforms.slack.running import ACKNOWLEDGED_WITHIN_S, Running, from_bot, running_bot, text_of, texts_of

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),  # slack_sdk makes one for oauth.v2.access.
]
SECRET = "signing-secret"  # noqa: S105  # it signs for the fake only
ONE = SlackSettings(BOT_TOKEN, signing_secret=SECRET, port=0)
MANY = SlackSettings(signing_secret=SECRET, client_id="1.2", client_secret="client-secret", port=0)
TEAMS = {"T1": "xoxb-1", "T2": "xoxb-2"}


@pytest_asyncio.fixture
async def bot(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    async with running_bot(fake, monkeypatch, settings=ONE) as bot:
        yield bot


@pytest_asyncio.fixture
async def many(fake: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    for team, token in TEAMS.items():
        fake.add_team(team, token, oauth_code=f"code-{team}")
    async with running_bot(fake, monkeypatch, settings=MANY) as bot:
        yield bot


async def send(bot: Running, kind: str, payload: Json, signature: Signature = Signature.GOOD) -> tuple[int, float]:
    """Send a payload as Slack does, and return the status of the answer and the seconds it took."""
    body = http_body(kind, payload)
    headers = signed_headers(body, SECRET, now_s=time.time(), signature=signature)
    began_s = time.monotonic()
    url = f"http://127.0.0.1:{bot.service.port}/slack/events"
    async with aiohttp.request("POST", url, data=body.encode(), headers=headers) as answer:
        return answer.status, time.monotonic() - began_s


async def send_message(bot: Running, user: str, text: str, team: str = "T1") -> int:
    fake = bot.fake
    channel = fake.direct_message(user, team)
    said = fake.world.post(fake.world.channels[channel], {"user": user, "team": team, "text": text})
    installed = next(known for known in fake.world.teams.values() if known.id == team)
    event = payloads.event_callback(fake.world, installed, {**said, "channel_type": "im", "event_ts": said["ts"]})
    return (await send(bot, "events_api", event))[0]


async def install(bot: Running, team: str, *, is_same_browser: bool = True) -> int:
    """Install the bot as somebody does in a browser, and return the status of the last page."""
    base = f"http://127.0.0.1:{bot.service.port}/slack"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        async with browser.get(f"{base}/install") as page:
            html = (await page.text()).replace("&amp;", "&")
            cookie = page.headers["Set-Cookie"].partition(";")[0]
        link = re.search(r'href="(https://slack\.com/[^"]+)"', html)
        assert link is not None
        asked = parse_qs(urlsplit(link[1]).query)
        assert set(asked["scope"][0].split(",")) == usage.scopes()
        headers = {"Cookie": cookie} if is_same_browser else {}
        came_back = {"code": f"code-{team}", "state": asked["state"][0]}
        async with browser.get(f"{base}/oauth_redirect", params=came_back, headers=headers) as page:
            return page.status


@pytest.mark.parametrize("signature", Signature)
async def test_only_what_is_signed_well_and_lately_is_taken(fake: FakeSlack, bot: Running, signature: Signature) -> None:
    channel = fake.direct_message("U1")
    command = payloads.slash_command(fake.world, fake.world.channels[channel], "U1", "/quiz", "rnn 1")
    status, took_s = await send(bot, "slash_commands", command, signature)
    assert took_s < ACKNOWLEDGED_WITHIN_S
    if signature is Signature.GOOD:
        assert status == 200
        (question,) = await from_bot(fake, channel)
        assert "Which gates" in text_of(question)
    else:
        assert status == 401
        assert fake.messages(channel) == []


async def test_an_event_that_slack_sends_again_has_one_effect(fake: FakeSlack, bot: Running) -> None:
    channel = fake.direct_message("U1")
    said = fake.world.post(fake.world.channels[channel], {"user": "U1", "text": " /topics"})
    team = fake.world.teams[BOT_TOKEN]
    event = payloads.event_callback(fake.world, team, {**said, "channel_type": "im", "event_ts": said["ts"]})
    assert [(await send(bot, "events_api", event))[0] for _ in range(3)] == [200] * 3
    await send_message(bot, "U1", "hello")
    await fake.until(lambda: "No question is open" in texts_of(fake.messages(channel)))
    assert texts_of(fake.messages(channel)).count("Recurrent networks") == 1


async def test_two_workspaces_install_the_bot_and_each_is_answered_with_its_own_token(fake: FakeSlack, many: Running) -> None:
    assert [await install(many, team) for team in TEAMS] == [200, 200]
    assert await many.installations.workspaces() == {"T1", "T2"}
    for team, user in (("T1", "U1"), ("T2", "U2")):
        assert await send_message(many, user, "hello", team) == 200
        assert "No question is open" in texts_of(await from_bot(fake, fake.direct_message(user, team)))
    posts = [call.team_id for call in fake.calls if call.method == "chat.postMessage"]
    assert posts == ["T1", "T2"]
    installed = await many.installations.find("T2")
    assert installed is not None
    assert (installed.token, installed.bot_user) == ("xoxb-2", "UBOTT2")
    assert "xoxb" not in repr(installed)


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"bot": ["UBOTT2"], "oauth": []}},
    ],
)
async def test_a_workspace_that_removes_the_app_is_forgotten(fake: FakeSlack, many: Running, event: Json) -> None:
    for team in TEAMS:
        await install(many, team)
    left = payloads.event_callback(fake.world, fake.world.teams["xoxb-2"], event)
    del left["authorizations"]  # Slack sends none when there is nothing authorised any more.
    await send(many, "events_api", left)
    await send_message(many, "U1", "hello", "T1")
    await from_bot(fake, fake.direct_message("U1"))
    assert await many.installations.workspaces() == {"T1"}
    await send_message(many, "U2", "hello", "T2")
    assert {call.team_id for call in fake.calls if call.method == "chat.postMessage"} == {"T1"}


async def test_an_installation_must_come_back_to_the_browser_that_began_it_and_in_time(fake: FakeSlack, many: Running) -> None:
    assert await install(many, "T1", is_same_browser=False) == 400
    assert await install(many, "T3") == 401
    state = await many.installations.issue_state()
    assert [await many.installations.consume_state(state) for _ in range(2)] == [True, False]
    late = await many.installations.issue_state()
    many.clock.advance(minutes=11)
    assert not await many.installations.consume_state(late)
    assert await many.installations.workspaces() == set()
    assert fake.messages("C1") == []


async def test_a_new_installation_replaces_the_token(many: Running, fake: FakeSlack) -> None:
    await install(many, "T1")
    fake.add_team("T1", "xoxb-new", oauth_code="code-T1")
    many.clock.time += timedelta(days=1)
    await install(many, "T1")
    installed = await many.installations.find("T1")
    assert installed is not None
    assert installed.token == "xoxb-new"  # noqa: S105  # it opens only the fake
