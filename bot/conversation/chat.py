"""Join the pure conversation with a memory: the one way on which every platform's events go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.conversation.cards import Card
from bot.conversation.events import Command, Event
from bot.conversation.interviewer import Interviewer
from bot.conversation.memory import Memory
from bot.conversation.session import Mode, Session
from bot.conversation.step import step
from knowledge.models import Language


@dataclass(frozen=True, slots=True)
class Chat:
    """Takes events of any learner and returns the cards to show. `draw_seed` gives each event its randomness."""

    interviewer: Interviewer
    memory: Memory
    draw_seed: Callable[[], int]

    def handle(self, learner: str, content: Command | str, language: Language) -> tuple[Card, ...]:
        """Let the conversation take one step; `language` is for somebody who has not spoken before."""
        before = self.memory.session_of(learner) or Session(language)
        turn = step(self.interviewer, before, Event(content, self.draw_seed()))
        self.memory.keep(learner, turn.state, turn.effects)
        return turn.replies

    def is_busy(self, learner: str) -> bool:
        """Return whether that learner is in the middle of a quiz or an interview."""
        session = self.memory.session_of(learner)
        return session is not None and session.mode is not Mode.IDLE
