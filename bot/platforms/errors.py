"""What can go wrong with a platform, in words for whoever can do something about it."""

from __future__ import annotations


class PlatformError(Exception):
    """The bot cannot run on a platform; the message says why and what to do, in one sentence, for whoever runs it."""


class UserError(Exception):
    """Something the person can put right. The message is for them, in their language."""
