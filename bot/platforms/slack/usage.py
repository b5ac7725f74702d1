"""What the bot uses of Slack, as data: it registers from these lists, and `slack/manifest.yaml` is held against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.conversation.events import Verb

UMBRELLA: Final = "mianjing"
"""`/mianjing hint` is how one types the commands that have no name of their own here; alone it is `/mianjing help`."""

COMMANDS: Final[Mapping[str, Verb]] = {
    UMBRELLA: Verb.HELP,
    "quiz": Verb.QUIZ,
    "interview": Verb.INTERVIEW,
    "code": Verb.CODE,
    "submit": Verb.SUBMIT,
    "review": Verb.REVIEW,
    "daily": Verb.DAILY,
    "progress": Verb.PROGRESS,
    "leaderboard": Verb.LEADERBOARD,
    "report": Verb.REPORT,
    "lang": Verb.LANG,
    "zone": Verb.ZONE,
    "link": Verb.LINK,
    "export": Verb.EXPORT,
    "privacy": Verb.PRIVACY,
}
"""Slash commands without the slash, and what each does."""

MESSAGE: Final = "message"
HOME_OPENED: Final = "app_home_opened"
TOKENS_REVOKED: Final = "tokens_revoked"
UNINSTALLED: Final = "app_uninstalled"
EVENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "message.im": ("im:history",),
    HOME_OPENED: (),
    TOKENS_REVOKED: (),
    UNINSTALLED: (),
}
"""Events as the manifest names them, and the scopes without which Slack does not send them."""

GRADE_CODE: Final = "grade_code"
SHORTCUTS: Final = (GRADE_CODE,)
"""Shortcuts of a message, by callback_id."""

METHODS: Final[Mapping[str, tuple[str, ...]]] = {
    "apps.connections.open": (),  # connections:write, of the app-level token
    "auth.test": (),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("im:history", "channels:history", "groups:history"),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("im:history",),
    "files.upload_v2": ("files:write",),  # three calls, as slack_sdk puts them together
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
}
"""Methods of the Web API that are called, and the scopes that they need."""

DOWNLOADS: Final = ("files:read",)
INTERACTIVITY: Final = ("commands",)
"""What slash commands and shortcuts need."""


def scopes() -> frozenset[str]:
    """Return the scopes of the bot's token."""
    needed = {scope for table in (EVENTS, METHODS) for scopes in table.values() for scope in scopes}
    return frozenset({*needed, *DOWNLOADS, *INTERACTIVITY})
