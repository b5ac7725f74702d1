"""How a grade becomes a rating and a day, and what is asked next because of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Attempt, Outcome
from bot.conversation.choosing import for_quiz, for_review, quiz_pool, wrong_last_time
from bot.conversation.facts import Record
from bot.conversation.reviewing import Rating, ReviewCard, rating_of, reviewed
from tests.bot.conversation.test_step import INTERVIEWER

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def attempt(
    outcome: Outcome = Outcome.ANSWERED,
    score: float | None = 1.0,
    *,
    hints: int = 0,
    follow_ups: int = 0,
    wrong: tuple[str, ...] = (),
    missed: tuple[str, ...] = (),
) -> Attempt:
    return Attempt("q", outcome, (), missed, wrong, hints, follow_ups, score)


@pytest.mark.parametrize(
    ("done", "rating"),
    [
        (attempt(), Rating.EASY),
        (attempt(follow_ups=1), Rating.GOOD),
        (attempt(follow_ups=9), Rating.GOOD),
        (attempt(hints=1), Rating.HARD),
        (attempt(score=0.8), Rating.HARD),
        (attempt(score=0.5), Rating.HARD),
        (attempt(score=0.49), Rating.AGAIN),
        (attempt(score=0.0), Rating.AGAIN),
        (attempt(score=1.0, wrong=("gru-gates",)), Rating.HARD),
        (attempt(Outcome.GAVE_UP, 0.9), Rating.AGAIN),
        (attempt(Outcome.SHOWN, 0.9), Rating.AGAIN),
        (attempt(Outcome.STOPPED, 0.4), Rating.AGAIN),
        (attempt(Outcome.STOPPED, 0.7), Rating.HARD),
        (attempt(Outcome.SKIPPED, 0.0), None),
        # Code has no score.
        (attempt(Outcome.SOLVED, None), Rating.EASY),
        (attempt(Outcome.SOLVED, None, follow_ups=1), Rating.GOOD),
        (attempt(Outcome.SOLVED, None, follow_ups=2), Rating.GOOD),
        (attempt(Outcome.SOLVED, None, follow_ups=3), Rating.HARD),
        (attempt(Outcome.SOLVED, None, hints=1), Rating.HARD),
        (attempt(Outcome.SHOWN, None), Rating.AGAIN),
        (attempt(Outcome.STOPPED, None, follow_ups=2), Rating.AGAIN),
        # An open question has no right answer.
        (attempt(Outcome.ANSWERED, None, missed=("motivation",)), None),
    ],
)
def test_a_grade_is_a_rating(done: Attempt, rating: Rating | None) -> None:
    assert rating_of(done) is rating


def test_the_first_rating_decides_after_how_many_days_it_comes_back() -> None:
    intervals = [(reviewed(None, "q", rating, NOW).due - NOW) / DAY for rating in Rating]
    assert intervals == sorted(intervals)
    assert intervals[0] >= 1
    assert intervals[-1] > 5


def test_what_is_recalled_each_time_it_is_due_comes_back_ever_later() -> None:
    card = reviewed(None, "q", Rating.GOOD, NOW)
    intervals = [card.due - card.last_review]
    for _ in range(6):
        card = reviewed(card, "q", Rating.GOOD, card.due)
        intervals.append(card.due - card.last_review)
    assert intervals == sorted(set(intervals))
    assert card.reviews == 7


def test_what_was_forgotten_comes_back_soon_and_counts_as_not_known() -> None:
    card = reviewed(reviewed(None, "q", Rating.EASY, NOW), "q", Rating.EASY, NOW + 10 * DAY)
    lapsed = reviewed(card, "q", Rating.AGAIN, card.due)
    assert lapsed.due - lapsed.last_review < (card.due - card.last_review) / 2
    assert lapsed.recall(lapsed.last_review) == 0.0
    assert lapsed.was_wrong
    assert not card.was_wrong


def test_recall_fades() -> None:
    card = reviewed(None, "q", Rating.GOOD, NOW)
    chances = [card.recall(NOW + days * DAY) for days in range(30)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.99
    assert 0.8 < card.recall(card.due) < 0.95


HISTORIES = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 100)), min_size=1, max_size=12)


def after(history: list[tuple[Rating, int]]) -> tuple[ReviewCard, datetime]:
    """Return the card after ratings and the days waited after each, and the time."""
    card, now = None, NOW
    for rating, days in history:
        card = reviewed(card, "q", rating, now)
        now += days * DAY
    assert card is not None
    return card, now


@given(HISTORIES)
@settings(deadline=None)
def test_a_better_rating_never_brings_it_back_sooner(history: list[tuple[Rating, int]]) -> None:
    card, now = after(history)
    intervals = [reviewed(card, "q", rating, now).due - now for rating in Rating]
    assert intervals == sorted(intervals)
    assert intervals[0] >= DAY


@given(HISTORIES)
@settings(deadline=None)
def test_the_same_history_gives_the_same_card(history: list[tuple[Rating, int]]) -> None:
    card, now = after(history)
    assert (card, now) == after(history)
    assert card.reviews == len(history)
    assert 1 <= card.difficulty <= 10
    assert card.stability > 0
    assert 0 <= card.recall(now) <= 1


def card(item_id: str, due_in_days: float, rating: Rating = Rating.GOOD, stability: float = 10.0) -> ReviewCard:
    return ReviewCard(item_id, stability, 5.0, NOW + due_in_days * DAY, NOW - 5 * DAY, rating)


def record(*cards: ReviewCard) -> Record:
    return Record({card.item_id: card for card in cards})


ANY_CARD = st.builds(card, st.sampled_from("abcdef"), st.floats(-30, 30), st.sampled_from(Rating), st.floats(0.1, 100))
ANY_RECORD = st.lists(ANY_CARD).map(lambda cards: record(*cards))
POOL = "abcdefgh"


@given(ANY_RECORD, st.integers(0, 2**64))
def test_a_quiz_asks_everything_once_and_what_is_new_or_due_first(known: Record, seed: int) -> None:
    order = for_quiz(POOL, known, seed, NOW)
    assert sorted(order) == sorted(POOL)
    is_later = [i in known.cards and known.cards[i].due > NOW for i in order]
    assert is_later == sorted(is_later)
    recalls = [known.cards[i].recall(NOW) for i, later in zip(order, is_later, strict=True) if later]
    assert recalls == sorted(recalls)


def test_a_quiz_draws_by_its_seed_what_is_new() -> None:
    orders = {tuple(for_quiz(POOL, Record(), seed, NOW)) for seed in range(20)}
    assert len(orders) > 15
    assert for_quiz(POOL, Record(), 7, NOW) == for_quiz(POOL, Record(), 7, NOW)


def test_a_question_due_counts_as_much_as_a_new_one() -> None:
    known = record(card("a", -3), card("b", 3))
    places = [for_quiz("abc", known, seed, NOW).index("a") for seed in range(30)]
    assert set(places) == {0, 1}


def test_a_review_asks_what_is_due_longest_first_and_then_the_weakest() -> None:
    known = record(card("a", -1), card("b", -9), card("c", 5, stability=2), card("d", 5, stability=90), card("e", 5, Rating.AGAIN))
    assert for_review(POOL, known, NOW) == ["b", "a", "e", "c", "d"]
    assert for_review("ax", known, NOW) == ["a"]
    assert for_review(POOL, Record(), NOW) == []


@given(ANY_RECORD)
def test_a_review_of_the_wrong_ones_has_no_other(known: Record) -> None:
    wrong = wrong_last_time(POOL, known, NOW)
    assert set(wrong) == {i for i, kept in known.cards.items() if kept.last_rating <= Rating.HARD}
    assert wrong == [i for i in for_review(POOL, known, NOW) if i in wrong]


def test_a_quiz_of_a_topic_without_marks_asks_its_open_questions() -> None:
    assert quiz_pool(INTERVIEWER, "about-you") == ["self-introduction"]
    assert quiz_pool(INTERVIEWER, "rnn") == ["lstm-gates"]
    assert quiz_pool(INTERVIEWER, None) == ["lstm-gates", "bn-vs-ln"]
