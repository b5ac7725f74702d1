"""What sort of text an answer is, besides being right or wrong."""

from __future__ import annotations

from graders.answers.assessment import Kind
from graders.answers.mentions import Mentions
from graders.answers.message import Message

MAX_GIVE_UP_WORDS = 14.0
"""A longer text that earned nothing is a wrong answer, whatever else it admits."""
ECHO_SHARE = 0.75
"""Share of an echo's content words that are the question's."""
MIN_ECHO_WORDS = 3


def kind_of(message: Message, mentions: Mentions, asked: frozenset[str], *, earned: bool, touches: bool) -> Kind:
    """Return the kind. `asked`: the keys of the question's words; `touches`: any of the rubric's concepts is mentioned."""
    if not message.word_count:
        return Kind.EMPTY
    if earned:
        return Kind.ANSWER
    if mentions.cue("give_up") and message.weight <= MAX_GIVE_UP_WORDS:
        return Kind.GIVE_UP
    if _is_echo(message, mentions, asked):
        return Kind.ECHO
    return Kind.ANSWER if touches else Kind.OFF_TOPIC


def _is_echo(message: Message, mentions: Mentions, asked: frozenset[str]) -> bool:
    tokens = message.tokens
    content = [key for i, key in enumerate(tokens.key) if tokens.is_word(i) and i not in mentions.fillers]
    return len(content) >= MIN_ECHO_WORDS and sum(key in asked for key in content) >= ECHO_SHARE * len(content)
