"""What Slack refuses, by the code that it gives as the reason."""

from __future__ import annotations

from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

# Docs, reference/methods/chat.postMessage and its kin.
UNREACHABLE: Final = frozenset({"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"})
"""The bot is not in that channel, or nobody is any more."""
NOT_ALLOWED: Final = UNREACHABLE | {"restricted_action", "missing_scope", "no_permission", "ekm_access_denied", "cannot_dm_bot"}
NO_LONGER_INSTALLED: Final = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "token_revoked", "token_expired", "team_not_found", "org_login_required"}
)
TOO_LATE: Final = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})
"""A form can be opened for three seconds after a press."""
GONE: Final = frozenset({"message_not_found", "thread_not_found", "cant_update_message", "hash_conflict"})
NO_ANSWER: Final = (aiohttp.ClientError, OSError, TimeoutError)
"""What is raised where Slack cannot be reached."""


def code_of(error: SlackApiError) -> str:
    """Return the code; none if what came was no answer of the Web API."""
    response = error.response
    return str(response.get("error", "")) if isinstance(response, AsyncSlackResponse | dict) else ""
