"""Sum up a quiz or an interview: score by topic, what was missed, what to review next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from bot.conversation.cards import Card, CardKind, Field, Line, Mark
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Attempt, Mode, Outcome, Session
from bot.locales import Phrases
from knowledge.models import OpenQuestion, Question, Task

MOST_TOPICS_TO_REVIEW = 3


def percent(share: float) -> str:
    """Write a share of one as a percentage."""
    return f"{round(100 * share)}%"


def summary_card(interviewer: Interviewer, state: Session) -> Card:
    """Return the closing card over all results of the session."""
    words = interviewer.words(state)
    graded = [attempt for attempt in state.results if attempt.score is not None]
    if not state.results:
        return Card(CardKind.SUMMARY, words.say("summary.title"), (words.say("summary.nothing-answered"),))
    topics = _score_by_topic(interviewer, graded)
    # After a single question its own verdict stands right above.
    to_recall = state.results if len(state.results) > 1 else ()
    fields = (
        Field(words.say("summary.by-topic"), tuple(_topic_lines(interviewer, state, topics))),
        Field(words.say("summary.missed"), tuple(_missed_lines(interviewer, state, to_recall))),
        Field(words.say("summary.tasks"), tuple(_task_lines(interviewer, state))),
        Field(words.say("summary.misconceptions"), tuple(_misconception_lines(interviewer, state, to_recall))),
        Field(words.say("summary.review"), tuple(_review_lines(interviewer, state, topics))),
    )
    title = words.say("summary.title") if state.mode is Mode.QUIZ else words.say("summary.interview-title")
    body = tuple(_overall(interviewer, state, words, graded, topics))
    shown = tuple(field for field in fields if field.lines)
    return Card(CardKind.SUMMARY, title, body, fields=shown, closing=_farewell(state, words))


def _overall(
    interviewer: Interviewer,
    state: Session,
    words: Phrases,
    graded: Sequence[Attempt],
    topics: Sequence[tuple[str, list[float]]],
) -> Iterator[str]:
    if graded:
        overall = percent(fmean(attempt.score or 0.0 for attempt in graded))
        yield words.count("summary.score", len(graded), score=overall)
    unmarked = sum(isinstance(interviewer.item(a.step_id), OpenQuestion) for a in state.results)
    if unmarked:
        yield words.count("summary.open-questions", unmarked)
    scores = {topic: fmean(values) for topic, values in topics}
    if len(scores) > 1 and max(scores.values()) > min(scores.values()):
        strongest = max(scores, key=lambda topic: scores[topic])
        yield words.say("summary.strongest", topic=interviewer.topic_name(strongest, state.language))


def _farewell(state: Session, words: Phrases) -> str:
    if state.remaining or state.current:
        return words.say("summary.stopped-early")
    return words.say("summary.farewell")


def _score_by_topic(interviewer: Interviewer, graded: Sequence[Attempt]) -> list[tuple[str, list[float]]]:
    scores: dict[str, list[float]] = {}
    for attempt in graded:
        item = interviewer.item(attempt.step_id)
        if isinstance(item, Question):
            scores.setdefault(item.topic, []).append(attempt.score or 0.0)
    return list(scores.items())


def _topic_lines(interviewer: Interviewer, state: Session, topics: Sequence[tuple[str, list[float]]]) -> Iterator[Line]:
    if len(topics) < 2:
        return
    words = interviewer.words(state)
    for topic, scores in topics:
        name = interviewer.topic_name(topic, state.language)
        yield Line(words.count("summary.topic-score", len(scores), topic=name, score=percent(fmean(scores))))


def _missed_lines(interviewer: Interviewer, state: Session, attempts: Sequence[Attempt]) -> Iterator[Line]:
    words = interviewer.words(state)
    for attempt in attempts:
        item = interviewer.item(attempt.step_id)
        if isinstance(item, Question) and len(attempt.earned) >= item.points_needed:
            continue
        if isinstance(item, Question | OpenQuestion) and attempt.missed:
            points = [p.text.in_language(state.language) for p in item.points if p.id in attempt.missed]
            yield Line(item.ask.in_language(state.language), Mark.MISSED, detail=words.say("list.comma").join(points))


def _task_lines(interviewer: Interviewer, state: Session) -> Iterator[Line]:
    words = interviewer.words(state)
    for attempt in state.results:
        item = interviewer.item(attempt.step_id)
        if isinstance(item, Task):
            is_solved = attempt.outcome is Outcome.SOLVED
            detail = words.say("summary.task-solved") if is_solved else words.say("summary.task-open", task=item.id)
            yield Line(item.title.in_language(state.language), Mark.RIGHT if is_solved else Mark.MISSED, detail=detail)


def _misconception_lines(interviewer: Interviewer, state: Session, attempts: Sequence[Attempt]) -> Iterator[Line]:
    for attempt in attempts:
        item = interviewer.item(attempt.step_id)
        if isinstance(item, Question):
            for shown in attempt.misconceptions:
                yield Line(item.misconception(shown).correction.in_language(state.language), Mark.WRONG)


def _review_lines(interviewer: Interviewer, state: Session, topics: Sequence[tuple[str, list[float]]]) -> Iterator[Line]:
    weak = sorted((fmean(scores), topic) for topic, scores in topics if fmean(scores) < 1.0)
    for _, topic in weak[:MOST_TOPICS_TO_REVIEW]:
        yield Line(interviewer.topic_name(topic, state.language), detail=f"/quiz {topic}")
