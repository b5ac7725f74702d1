"""The conversation's view of what is kept between messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.conversation.session import Session
from bot.conversation.turn import Remember


class Memory(Protocol):
    """Keeps sessions and attempts."""

    def session_of(self, learner: str) -> Session | None:
        """Return where that learner's conversation stands; None for somebody new."""

    def keep(self, learner: str, session: Session, effects: Sequence[Remember]) -> None:
        """Keep the session and its effects: both, or neither."""
