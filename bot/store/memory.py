"""A memory that lasts as long as the process."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.session import Attempt, Session
from bot.conversation.turn import Remember


class DictionaryMemory:
    """Keeps sessions, as the JSON that a database would hold, and attempts in dictionaries."""

    def __init__(self) -> None:
        self._sessions: dict[str, bytes] = {}
        self._attempts: dict[str, list[Attempt]] = {}

    def session_of(self, learner: str) -> Session | None:
        """Return where that learner's conversation stands; None for somebody new."""
        kept = self._sessions.get(learner)
        return Session.from_json(kept) if kept is not None else None

    def keep(self, learner: str, session: Session, effects: Sequence[Remember]) -> None:
        """Keep the session and its effects."""
        self._sessions[learner] = session.to_json()
        self._attempts.setdefault(learner, []).extend(effect.attempt for effect in effects)

    def attempts_of(self, learner: str) -> tuple[Attempt, ...]:
        """Return that learner's attempts, oldest first."""
        return tuple(self._attempts.get(learner, ()))
