"""The Web API of the fake answers slack_sdk as Slack does."""

from __future__ import annotations

import time

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack.fake_signing import Signature, http_body, signed_headers
from tests.platforms.slack.fake_slack import BOT_TOKEN, FakeSlack
from tests.platforms.slack.fake_world import Json
from tests.platforms.slack.small_app import MODAL, hint_button, plain


def client_of(fake: FakeSlack, token: str = BOT_TOKEN) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=fake.api_url)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": "C9", "text": "x"}, "not_in_channel"),
        ({"channel": "C1", "text": " ", "blocks": []}, "no_text"),
        ({"channel": "C1", "text": "x", "blocks": [{"type": "section", "text": plain("x" * 3001)}]}, "invalid_blocks"),
        ({"channel": "C1", "text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"channel": "C1", "text": "x", "blocks": [{"type": "section", "text": plain("x" * 3000)}] * 5}, "msg_blocks_too_long"),
        (
            {"channel": "C1", "text": "x", "blocks": [{"type": "actions", "elements": hint_button("1")["elements"] * 2}]},
            "invalid_blocks",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing:UserWarning")
async def test_a_message_is_refused_as_by_slack(fake: FakeSlack, arguments: Json, error: str) -> None:
    fake.add_channel("C1")
    fake.add_channel("C9", bot_is_member=False)
    with pytest.raises(SlackApiError) as refused:
        await client_of(fake).chat_postMessage(**arguments)
    assert refused.value.response["error"] == error


@pytest.mark.asyncio
async def test_a_modal_is_refused_when_it_is_too_long_or_too_late(fake: FakeSlack) -> None:
    client = client_of(fake)
    with pytest.raises(SlackApiError, match="title is longer than 24"):
        await client.views_open(trigger_id=fake.world.new_trigger(), view={**MODAL, "title": plain("x" * 25)})
    trigger = fake.world.new_trigger()
    await client.views_open(trigger_id=trigger, view=MODAL)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=MODAL)
    late = fake.world.new_trigger()
    fake.expire_triggers()
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await client.views_open(trigger_id=late, view=MODAL)


@pytest.mark.asyncio
async def test_an_open_modal_is_updated_and_another_is_pushed(fake: FakeSlack) -> None:
    client = client_of(fake)
    opened = await client.views_open(trigger_id=fake.world.new_trigger(), view=MODAL)
    await client.views_update(view_id=opened["view"]["id"], view={**MODAL, "title": plain("New")}, hash=opened["view"]["hash"])
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=opened["view"]["id"], view=MODAL, hash=opened["view"]["hash"])
    await client.views_push(trigger_id=fake.world.new_trigger(), view=MODAL)
    assert [view["title"]["text"] for view in fake.views] == ["New", "Start"]
    assert fake.views[1]["previous_view_id"] == fake.views[0]["id"]


@pytest.mark.asyncio
async def test_uploads_reach_the_channel(fake: FakeSlack) -> None:
    fake.add_channel("C1")
    await client_of(fake).files_upload_v2(channel="C1", filename="wrong.csv", content="a,b", initial_comment="Yours")
    (message,) = fake.messages("C1")
    assert (message["text"], message["files"][0]["name"]) == ("Yours", "wrong.csv")
    assert fake.content(message["files"][0]["id"]) == b"a,b"


@pytest.mark.asyncio
async def test_messages_are_read_updated_and_deleted(fake: FakeSlack) -> None:
    client = client_of(fake)
    fake.add_user("U1", locale="zh-CN", tz="Asia/Shanghai", is_admin=True)
    channel = (await client.conversations_open(users="U1"))["channel"]["id"]
    first = await client.chat_postMessage(channel=channel, text="one")
    reply = await client.chat_postMessage(channel=channel, text="two", thread_ts=first["ts"])
    await client.chat_update(channel=channel, ts=first["ts"], text="uno")
    replies = await client.conversations_replies(channel=channel, ts=first["ts"])
    assert [message["text"] for message in replies["messages"]] == ["uno", "two"]
    await client.chat_delete(channel=channel, ts=reply["ts"])
    assert [message["text"] for message in (await client.conversations_history(channel=channel))["messages"]] == ["uno"]
    assert (await client.conversations_info(channel=channel))["channel"]["is_im"]
    user = (await client.users_info(user="U1", include_locale=True))["user"]
    assert (user["locale"], user["tz"], user["is_admin"]) == ("zh-CN", "Asia/Shanghai", True)


@pytest.mark.asyncio
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack_sdk makes one for oauth.v2.access.
async def test_every_workspace_has_its_own_token_and_sees_its_own_channels(fake: FakeSlack) -> None:
    fake.add_team("T2", "xoxb-2", oauth_code="code")
    fake.add_channel("C1")
    installed = await AsyncWebClient(base_url=fake.api_url).oauth_v2_access(client_id="1", client_secret="2", code="code")
    other = client_of(fake, installed["access_token"])
    assert ((await other.auth_test())["team_id"], (await other.team_info())["team"]["id"]) == ("T2", "T2")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await other.chat_postMessage(channel="C1", text="x")
    with pytest.raises(SlackApiError, match="invalid_code"):
        await AsyncWebClient(base_url=fake.api_url).oauth_v2_access(client_id="1", client_secret="2", code="code")
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await client_of(fake, "xoxb-3").auth_test()


@pytest.mark.asyncio
@pytest.mark.parametrize("signature", Signature)
@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("slash_commands", {"command": "/quiz", "text": "a & b", "user_id": "U1", "team_id": "T1"}),
        ("interactive", {"type": "block_actions", "actions": [{"action_id": "hint", "block_id": "b"}], "user": {"id": "U1"}}),
        ("events_api", {"type": "event_callback", "event": {"type": "app_home_opened", "user": "U1"}}),
    ],
)
async def test_bolt_accepts_only_what_is_signed_well_and_lately(
    fake: FakeSlack, kind: str, payload: Json, signature: Signature
) -> None:
    async def nothing() -> None:
        """The response says what there is to know."""

    app = AsyncApp(client=client_of(fake), signing_secret="secret")
    for listen in (app.command("/quiz"), app.action("hint")):
        listen(acknowledge)
    app.event("app_home_opened")(nothing)
    body = http_body(kind, payload)
    headers = signed_headers(body, "secret", now_s=time.time(), signature=signature)
    response = await app.async_dispatch(AsyncBoltRequest(body=body, headers={**headers}))
    assert response.status == (200 if signature is Signature.GOOD else 401)


async def acknowledge(ack: AsyncAck) -> None:
    await ack()
