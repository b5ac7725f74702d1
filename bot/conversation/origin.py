"""Who sent something, and from where."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.models import Language

PRIVATE = "private"
"""The scope of a learner's own conversation with the bot; a question that a channel shares has a scope of its own."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody on one platform. One person may have several."""

    platform: str
    workspace: str
    user: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where messages go: a channel, a thread or a private conversation."""

    platform: str
    workspace: str
    channel: str
    is_private: bool = True


@dataclass(frozen=True, slots=True)
class Origin:
    """Who sent something, where, and what the platform knows of them.

    `language` is for who has not chosen one, `scope` names the conversation of that learner it belongs to, and `key` is the
    platform's own id of the event: the same event delivered twice has the same key, and has no second effect.
    """

    identity: Identity
    place: Place
    language: Language
    name: str = ""
    scope: str = PRIVATE
    may_manage: bool = False
    key: str | None = None
