"""What Slack tells of people is remembered for a while, and of so many only."""

from __future__ import annotations

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.origins import People, Person, key_of_message, origin_of, read_message_key
from tests.bot.fake_chat import Clock
from tests.platforms.slack.fake_slack import BOT_TOKEN, FakeSlack


def asked(fake: FakeSlack) -> list[str]:
    return [call.arguments["user"] for call in fake.calls if call.method == "users.info"]


@pytest.mark.asyncio
async def test_people_are_asked_for_again_when_they_were_forgotten_or_long_ago(fake: FakeSlack) -> None:
    clock = Clock()
    people, client = People(clock, most=2), AsyncWebClient(token=BOT_TOKEN, base_url=fake.api_url)
    for user in ("U1", "U2", "U3"):
        fake.add_user(user, locale="zh-TW", is_admin=user == "U1")
    assert await people.find(client, "T1", "U1") == Person("u1", "zh", manages=True)
    for user in ("U2", "U2", "U3", "U1"):
        await people.find(client, "T1", user)
    assert asked(fake) == ["U1", "U2", "U3", "U1"]
    clock.advance(minutes=16)
    await people.find(client, "T1", "U1")
    assert asked(fake)[4:] == ["U1"]


@pytest.mark.asyncio
async def test_where_slack_does_not_tell_the_bot_goes_on(fake: FakeSlack) -> None:
    people, client = People(Clock()), AsyncWebClient(token=BOT_TOKEN, base_url=fake.api_url)
    assert await people.find(client, "T1", "U404") == Person()


def test_a_key_of_a_message_is_read_back_and_holds_no_colon() -> None:
    key = key_of_message("D1", "1700000000.000001")
    assert ":" not in key
    assert read_message_key(key) == ("D1", "1700000000.000001")


@pytest.mark.parametrize(("channel", "is_private"), [("D1", True), ("", True), ("C1", False), ("G1", False)])
def test_only_direct_messages_are_private(channel: str, is_private: bool) -> None:
    origin = origin_of(Person(manages=True), "T1", "U1", channel, "key")
    assert (origin.place.is_private, origin.may_manage) == (is_private, not is_private)
