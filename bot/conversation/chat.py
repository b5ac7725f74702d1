"""Join the pure conversation with a memory: the one way on which every platform's events go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.conversation.cards import Card
from bot.conversation.coding import awaits_code
from bot.conversation.events import Content, Event, Graded
from bot.conversation.interviewer import Interviewer, Judge
from bot.conversation.memory import Memory
from bot.conversation.session import Mode, Session
from bot.conversation.step import step
from bot.conversation.turn import GradeCode, Remember, Turn
from knowledge.models import Language


@dataclass(frozen=True, slots=True)
class Chat:
    """Takes events of any learner and yields the cards to show. `draw_seed` gives each event its randomness."""

    interviewer: Interviewer
    memory: Memory
    judge: Judge
    draw_seed: Callable[[], int]

    def handle(self, learner: str, content: Content, language: Language) -> Iterator[Card]:
        """Let the conversation take one step, and one more for each report; `language` is for who has not spoken before.

        Cards come as soon as they are there: that code is being graded is said before it is.
        """
        event = Event(content, self.draw_seed())
        turn = self._step(learner, event, language)
        yield from turn.replies
        for effect in turn.effects:
            if isinstance(effect, GradeCode):
                report = self.judge.grade(effect.upload, learner)
                yield from self._step(learner, Event(Graded(report)), language).replies

    def _step(self, learner: str, event: Event, language: Language) -> Turn:
        before = self.memory.session_of(learner) or Session(language)
        turn = step(self.interviewer, before, event)
        self.memory.keep(learner, turn.state, [effect for effect in turn.effects if isinstance(effect, Remember)])
        return turn

    def awaits_code(self, learner: str) -> bool:
        """Return whether what that learner sends next is meant as code."""
        session = self.memory.session_of(learner)
        return session is not None and awaits_code(self.interviewer, session)

    def is_busy(self, learner: str) -> bool:
        """Return whether that learner is in the middle of a quiz or an interview."""
        session = self.memory.session_of(learner)
        return session is not None and session.mode is not Mode.IDLE
