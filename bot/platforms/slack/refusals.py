"""What it means when Slack says no."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from bot.locales import Phrases
from bot.platforms.funnel import Refusal
from bot.platforms.slack.errors import GONE, NO_ANSWER, NO_LONGER_INSTALLED, NOT_ALLOWED, TOO_LATE, code_of
from bot.platforms.slack.origins import PLATFORM


class SlackRefusals:
    """Reads slack_sdk's errors (`bot.platforms.funnel.Platform`)."""

    name = PLATFORM

    def refusal(self, error: Exception, words: Phrases) -> Refusal | None:
        """Return what an error means; None if it is not Slack's."""
        if isinstance(error, SlackApiError):
            return _read(code_of(error), words)
        if isinstance(error, NO_ANSWER):
            return Refusal("slack did not answer", type(error).__name__, is_incident=True)
        return None


def _read(code: str, words: Phrases) -> Refusal:
    if code in NOT_ALLOWED:
        return Refusal("not allowed", code, words.say("slack.not-allowed"))
    if code in TOO_LATE:
        return Refusal("too late", code, words.say("slack.too-late"))
    if code in GONE | NO_LONGER_INSTALLED:
        # The message is gone, or the app is: there is nothing left to answer.
        return Refusal("gone", code)
    return Refusal("slack refused", code, is_incident=True)
