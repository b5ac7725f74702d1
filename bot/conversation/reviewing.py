"""When to see a question again: a grade becomes a rating, and FSRS makes of the rating a day.

FSRS (Free Spaced Repetition Scheduler) is the scheduler of Anki; `fsrs` is its reference implementation. It keeps a stability (days
until recall has fallen to 90 %) and a difficulty of each question and learner. Steps of minutes, as Anki has them for new
cards, are left out: a learner comes once a day, not six times an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from fsrs import Card, Scheduler, State
from fsrs import Rating as FsrsRating

from bot.conversation.session import Attempt, Outcome

FAIR_SCORE = 0.5
"""Below it, a question counts as forgotten."""
MOST_TRIES = 2
"""So many failed tries at a coding task are part of writing code."""

# Fuzzing would draw at random; the same grades give the same days.
_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


class Rating(IntEnum):
    """How well something was recalled, with FSRS's numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """What is known of one learner and one question or task. `stability` is in days, `difficulty` from 1 to 10."""

    item_id: str
    stability: float
    difficulty: float
    due: datetime
    last_review: datetime
    last_rating: Rating
    reviews: int = 1

    @property
    def was_wrong(self) -> bool:
        """Return whether it was not answered fully and unaided the last time."""
        return self.last_rating <= Rating.HARD

    def recall(self, now: datetime) -> float:
        """Return how likely it is still known, from 0 to 1; what was forgotten the last time counts as not known."""
        return 0.0 if self.last_rating is Rating.AGAIN else _SCHEDULER.get_card_retrievability(_to_fsrs(self), now)


def rating_of(attempt: Attempt) -> Rating | None:
    """Return the rating that an attempt amounts to; None where it tells nothing about what the learner knows.

    Giving up, asking for the answer or less than half: again. Incomplete, with a hint or with a misconception: hard. Complete
    after follow-ups: good. Complete at once: easy. Code has no score: solved at once is easy, after a try or two good, after more
    or with a hint hard.
    """
    if attempt.outcome is Outcome.SKIPPED:
        return None
    if attempt.outcome in (Outcome.GAVE_UP, Outcome.SHOWN):
        return Rating.AGAIN
    if attempt.outcome is Outcome.SOLVED:
        return _rating_unaided(attempt, most_follow_ups=MOST_TRIES)
    if attempt.score is None:
        # An open question has no right answer; code that never passed has not been solved.
        return None if attempt.earned or attempt.missed else Rating.AGAIN
    if attempt.score < FAIR_SCORE:
        return Rating.AGAIN
    if attempt.score < 1.0 or attempt.misconceptions:
        return Rating.HARD
    return _rating_unaided(attempt, most_follow_ups=attempt.follow_ups)


def _rating_unaided(attempt: Attempt, most_follow_ups: int) -> Rating:
    if attempt.hints or attempt.follow_ups > most_follow_ups:
        return Rating.HARD
    return Rating.GOOD if attempt.follow_ups else Rating.EASY


def reviewed(card: ReviewCard | None, item_id: str, rating: Rating, now: datetime) -> ReviewCard:
    """Return the card after one more review; `card` is None the first time."""
    # A number of our own: the library would draw one from the clock, and wait a millisecond for it to be unique.
    before = _to_fsrs(card) if card is not None else Card(card_id=0, due=now)
    after, _ = _SCHEDULER.review_card(before, FsrsRating(int(rating)), now)
    assert after.stability is not None
    assert after.difficulty is not None
    reviews = card.reviews + 1 if card is not None else 1
    return ReviewCard(item_id, after.stability, after.difficulty, after.due, now, rating, reviews)


def _to_fsrs(card: ReviewCard) -> Card:
    return Card(0, State.Review, None, card.stability, card.difficulty, card.due, card.last_review)
