"""Who and where, as the conversation knows it, out of what Slack says."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.origin import PRIVATE, Identity, Origin, Place
from bot.conversation.wording import cleaned, shortened
from knowledge.models import Language

PLATFORM: Final = "slack"
LONGEST_NAME: Final = 64
KNOWN_FOR: Final = timedelta(minutes=15)
"""So long nobody is asked for again: a new name, language or right shows after this time."""
MOST_KNOWN: Final = 10_000
"""People who are remembered at a time."""
_DIRECT: Final = "D"


@dataclass(frozen=True, slots=True)
class Person:
    """What Slack tells of somebody. `manages`: the whole workspace."""

    name: str = ""
    language: Language = "en"
    manages: bool = False


class People:
    """Remembers for a while what Slack tells of people."""

    def __init__(self, now: Callable[[], datetime], most: int = MOST_KNOWN) -> None:
        self._now = now
        self._most = most
        self._known: OrderedDict[tuple[str, str], tuple[datetime, Person]] = OrderedDict()

    async def find(self, client: AsyncWebClient, team: str, user: str) -> Person:
        """Return what is known of somebody; nothing, where Slack does not answer."""
        at, person = self._known.get((team, user), (None, None))
        if at is not None and person is not None and self._now() - at < KNOWN_FOR:
            return person
        try:
            told = await client.users_info(user=user, include_locale=True)
        except (SlackApiError, aiohttp.ClientError, OSError):
            return person or Person()
        person = _read_person(told["user"])
        self._known[team, user] = (self._now(), person)
        self._known.move_to_end((team, user))
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return person


def origin_of(person: Person, team: str, user: str, channel: str, key: str, scope: str = PRIVATE) -> Origin:
    """Return where something comes from. What is answered in a channel is private to its user unless it is made public."""
    return Origin(
        Identity(PLATFORM, team, user),
        Place(PLATFORM, team, channel, is_private=is_direct(channel)),
        person.language,
        person.name,
        scope or PRIVATE,
        may_manage=person.manages and not is_direct(channel),
        key=key,
    )


def is_direct(channel: str) -> bool:
    """Return whether that is a direct message, or none yet: the Home tab has no channel."""
    return not channel or channel.startswith(_DIRECT)


def key_of_message(channel: str, ts: str) -> str:
    """Return the key of a message. There is no colon in it: what follows one tells apart what is done about the message."""
    return f"{channel}-{ts}"


def read_message_key(key: str) -> tuple[str, str]:
    """Return the channel and the ts of a message."""
    channel, _, ts = key.partition("-")
    return channel, ts


async def created_by(client: AsyncWebClient, channel: str) -> str:
    """Return who made a channel; nobody, where the bot may not know."""
    try:
        told = await client.conversations_info(channel=channel)
    except (SlackApiError, aiohttp.ClientError, OSError):
        return ""
    return str(told["channel"].get("creator", ""))


def _read_person(user: dict[str, object]) -> Person:
    profile = user.get("profile")
    shown = (profile.get("display_name") or profile.get("real_name")) if isinstance(profile, dict) else None
    name = str(shown or user.get("real_name") or user.get("name") or "")
    manages = any(user.get(right) is True for right in ("is_admin", "is_owner", "is_primary_owner"))
    language: Language = "zh" if str(user.get("locale", "")).startswith("zh") else "en"
    return Person(shortened(cleaned(name), LONGEST_NAME), language, manages)
