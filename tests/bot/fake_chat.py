"""A chat platform for tests: typed lines in, cards and their plain text out, over the driver that real platforms use."""

from __future__ import annotations

from bot.conversation import Card, Chat, Grader, Interviewer, QuestionBank, Session, read_message
from bot.conversation.events import Content
from bot.conversation.session import Attempt
from bot.locales import load_phrases
from bot.store.memory import DictionaryMemory
from knowledge.models import Language
from tests.bot.small_bank import ScriptedJudge

MARKS = {"plain": "-", "right": "+", "missed": "o", "wrong": "!"}
PHRASES = load_phrases()


class FakeChat:
    """One learner in one conversation."""

    def __init__(self, bank: QuestionBank, grader: Grader, language: Language = "en", seed: int = 1) -> None:
        self._memory = DictionaryMemory()
        self.judge = ScriptedJudge()
        self._chat = Chat(Interviewer(bank, grader, PHRASES), self._memory, self.judge, lambda: seed)
        self._language: Language = language

    def types(self, line: str) -> str:
        """Send a line and return the bot's replies as plain text."""
        return "\n".join(drawn(card) for card in self.receives(line))

    def receives(self, line: str) -> tuple[Card, ...]:
        """Send a line and return the bot's cards."""
        return self.receives_content(read_message(line))

    def receives_content(self, content: Content) -> tuple[Card, ...]:
        """Send anything and return the bot's cards."""
        return tuple(self._chat.handle("somebody", content, self._language))

    @property
    def session(self) -> Session:
        session = self._memory.session_of("somebody")
        assert session is not None
        return session

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        return self._memory.attempts_of("somebody")


def drawn(card: Card) -> str:
    """Draw a card as plain text, every part of it."""
    lines = [f"[{card.kind}] {card.title}".rstrip(), *(f"  {paragraph}" for paragraph in card.body)]
    lines += [f"  | {line}" for line in card.code.splitlines()]
    for field in card.fields:
        lines.append(f"  {field.name}:")
        for line in field.lines:
            quote = f"“{line.quote}” " if line.quote else ""
            lines.append(f"    {MARKS[line.mark]} {quote}{line.text}")
            lines += [f"      {line.detail}"] if line.detail else []
    lines += [f"  {card.closing}"] if card.closing else []
    if card.buttons:
        lines.append("  " + " ".join(f"<{button.verb}: {button.label}>" for button in card.buttons))
    return "\n".join(lines)
