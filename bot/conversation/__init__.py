"""What the bot says. Pure: `step(interviewer, state, event) -> Turn(state, replies, effects)`."""

from bot.conversation.cards import Button, Card, CardKind, Field, Line, Mark
from bot.conversation.chat import Chat
from bot.conversation.events import Command, Event, Verb, read_message
from bot.conversation.interviewer import Grader, Interviewer, QuestionBank
from bot.conversation.memory import Memory
from bot.conversation.session import Attempt, Mode, Outcome, Session
from bot.conversation.step import step
from bot.conversation.turn import Remember, Turn

__all__ = [
    "Attempt",
    "Button",
    "Card",
    "CardKind",
    "Chat",
    "Command",
    "Event",
    "Field",
    "Grader",
    "Interviewer",
    "Line",
    "Mark",
    "Memory",
    "Mode",
    "Outcome",
    "QuestionBank",
    "Remember",
    "Session",
    "Turn",
    "Verb",
    "read_message",
    "step",
]
