"""A small real Bolt app with one listener of each kind, to try the fake with."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest, AsyncRespond
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.platforms.slack.fake_slack import BOT_TOKEN, FakeSlack
from tests.platforms.slack.fake_world import Json


def plain(text: str) -> Json:
    """Return a text object."""
    return {"type": "plain_text", "text": text}


def hint_button(value: str) -> Json:
    """Return a row with one button."""
    button = {"type": "button", "text": plain("Hint"), "action_id": "hint", "value": value}
    return {"type": "actions", "elements": [button]}


TOPIC: Json = {"type": "external_select", "action_id": "pick", "min_query_length": 1}
NUMBER: Json = {"type": "plain_text_input", "action_id": "typed"}
MODAL: Json = {
    "type": "modal",
    "callback_id": "start",
    "title": plain("Start"),
    "submit": plain("Go"),
    "private_metadata": "kept",
    "blocks": [
        {"type": "input", "block_id": "topic", "label": plain("Topic"), "element": TOPIC},
        {"type": "input", "block_id": "number", "label": plain("How many"), "element": NUMBER},
    ],
}
HOME: Json = {"type": "home", "blocks": [hint_button("home")]}


class SmallApp:
    """The listeners, and what they heard."""

    def __init__(self, fake: FakeSlack) -> None:
        self.heard: list[Any] = []
        client = AsyncWebClient(token=BOT_TOKEN, base_url=fake.api_url, retry_handlers=[AsyncRateLimitErrorRetryHandler()])
        self.bolt = AsyncApp(client=client)
        self.bolt.command("/quiz")(self.quiz)
        self.bolt.action("hint")(self.hint)
        self.bolt.shortcut("start")(self.start)
        self.bolt.options("pick")(self.suggest)
        self.bolt.view("start")(self.submit)
        self.bolt.event("app_home_opened")(self.show_home)
        self.bolt.event({"type": "message", "subtype": "message_changed"})(self.hear_edit)
        self.bolt.event("message")(self.hear)

    async def quiz(self, ack: AsyncAck, command: Json, client: AsyncWebClient) -> None:
        await ack(f"{command['text']} it is")
        blocks = [{"type": "section", "text": plain("Which gates?")}, hint_button("1")]
        await client.chat_postMessage(channel=command["channel_id"], text="Q", blocks=blocks)

    async def hint(self, ack: AsyncAck, body: Json, action: Json, respond: AsyncRespond) -> None:
        await ack()
        if "response_url" in body:
            await respond(text=f"hint {action['value']}", replace_original=False)

    async def start(self, ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    async def suggest(self, ack: AsyncAck, payload: Json) -> None:
        await ack(options=[{"text": plain(payload["value"].upper()), "value": payload["value"]}])

    async def submit(self, ack: AsyncAck, view: Json) -> None:
        values = view["state"]["values"]
        number = values["number"]["typed"]["value"]
        if not number.isdigit():
            await ack(response_action="errors", errors={"number": "a number, please"})
            return
        await ack()
        self.heard.append((values["topic"]["pick"]["selected_option"]["value"], number))

    async def show_home(self, event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)

    async def hear_edit(self, event: Json) -> None:
        self.heard.append((event["previous_message"]["text"], event["message"]["text"]))

    async def hear(self, event: Json, body: Json, client: AsyncWebClient, request: AsyncBoltRequest) -> None:
        self.heard.append((event["text"], body["event_id"], request.headers.get("x-slack-retry-num")))
        for file in event.get("files", ()):
            headers = {"Authorization": f"Bearer {client.token}"}
            async with aiohttp.request("GET", file["url_private_download"], headers=headers) as response:
                self.heard.append(await response.read())
        await client.chat_postMessage(channel=event["channel"], text="heard")
