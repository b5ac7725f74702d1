"""Choose what to ask: first what is new or due, then what is weakest, never the same twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from bot.conversation.facts import Record
from bot.conversation.interviewer import Interviewer


def quiz_pool(interviewer: Interviewer, topic: str | None) -> list[str]:
    """Return the questions of a topic; open ones only where it has no others, for a quiz is about marks."""
    bank = interviewer.bank
    marked = [q.id for q in bank.questions.values() if topic in (None, q.topic)]
    return marked or [q.id for q in bank.open_questions.values() if topic in (None, q.topic)]


def for_quiz(pool: Sequence[str], record: Record, seed: int, now: datetime) -> list[str]:
    """Order a pool for a quiz: what is new or due, shuffled; then the rest, the likeliest forgotten first."""
    shuffled_pool = shuffled(pool, seed)
    is_later = {i: i in record.cards and record.cards[i].due > now for i in pool}
    later = sorted((i for i in shuffled_pool if is_later[i]), key=lambda i: record.cards[i].recall(now))
    return [i for i in shuffled_pool if not is_later[i]] + later


def for_review(pool: Sequence[str], record: Record, now: datetime) -> list[str]:
    """Return what of a pool was seen before: what is due, the longest due first; then the rest, the weakest first."""
    seen = [record.cards[i] for i in pool if i in record.cards]
    due = sorted((card for card in seen if card.due <= now), key=lambda card: card.due)
    rest = sorted((card for card in seen if card.due > now), key=lambda card: card.recall(now))
    return [card.item_id for card in (*due, *rest)]


def wrong_last_time(pool: Sequence[str], record: Record, now: datetime) -> list[str]:
    """Return what of a pool was wrong the last time it was asked, in the order of a review."""
    return [i for i in for_review(pool, record, now) if record.cards[i].was_wrong]


def shuffled(ids: Sequence[str], seed: int) -> list[str]:
    """Order ids by a hash of seed and id: the same on every machine and Python, whatever else is in the bank."""
    return sorted(ids, key=lambda i: hashlib.sha256(f"{seed}:{i}".encode()).digest())
