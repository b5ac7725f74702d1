"""Say what was right, what was wrong and what is missing: the cards of one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.conversation.asking import missed_ids, score_so_far
from bot.conversation.cards import Button, Card, CardKind, Field, Line, Mark
from bot.conversation.events import Verb
from bot.conversation.interviewer import Interviewer, explanation_of, hint_of
from bot.conversation.session import Doubt, Exchange, Quoted, Session
from bot.conversation.summary import percent
from bot.conversation.wording import shortened
from knowledge.models import OpenQuestion, Question

GOOD_SCORE = 0.5


def confirmation_card(
    interviewer: Interviewer,
    state: Session,
    item: Question | OpenQuestion,
    earned: tuple[Quoted, ...],
    shown: tuple[Quoted, ...],
) -> Card:
    """Confirm what an answer got right, in its own words, and put right at once what it got wrong."""
    words = interviewer.words(state)
    title = words.say("feedback.partly-right") if earned else words.say("feedback.not-yet")
    fields = (
        Field(words.say("feedback.right"), tuple(_right_lines(state, item, earned))),
        Field(words.say("feedback.wrong"), tuple(_wrong_lines(state, item, shown))),
    )
    return Card(CardKind.FEEDBACK, title, fields=tuple(field for field in fields if field.lines))


def follow_up_card(interviewer: Interviewer, state: Session, item: Question | OpenQuestion, point_id: str) -> Card:
    """Ask about one missed point."""
    title = interviewer.words(state).say("follow-up.title")
    return Card(CardKind.QUESTION, title, (_hint(state, item, point_id),), buttons=_answer(interviewer, state))


def doubt_card(interviewer: Interviewer, state: Session, doubt: Doubt) -> Card:
    """Ask back whether misspelt words mean what they look like."""
    words = interviewer.words(state)
    ask = words.say("doubt.ask", quote=shortened(doubt.quote), suggestion=doubt.suggestion)
    return Card(CardKind.QUESTION, words.say("doubt.title"), (ask,), buttons=_answer(interviewer, state))


def _answer(interviewer: Interviewer, state: Session) -> tuple[Button, ...]:
    return (Button(Verb.ANSWER, interviewer.words(state).say("button.answer")),)


def hint_card(interviewer: Interviewer, state: Session, item: Question | OpenQuestion, point_id: str, lead: str) -> Card:
    """Give the hint of one point, after a sentence that leads to it."""
    body = tuple(filter(None, (lead, _hint(state, item, point_id))))
    return Card(CardKind.NOTICE, interviewer.words(state).say("hint.title"), body, buttons=_answer(interviewer, state))


def verdict_card(interviewer: Interviewer, state: Session, item: Question | OpenQuestion, exchange: Exchange) -> Card:
    """Close a question: what was right, what was missing and why, what to put right, the score."""
    if isinstance(item, OpenQuestion):
        return _checklist_card(interviewer, state, item, exchange)
    words = interviewer.words(state)
    score = score_so_far(interviewer, exchange) or 0.0
    complete = len(exchange.earned) >= item.points_needed
    missed = missed_ids(interviewer, exchange)
    fields = (
        Field(words.say("feedback.right"), tuple(_right_lines(state, item, exchange.earned))),
        Field(words.say("feedback.wrong"), tuple(_wrong_lines(state, item, exchange.misconceptions))),
        Field(words.say("feedback.beyond"), tuple(_point_names(state, item, missed)) if complete else ()),
        Field(words.say("feedback.missing"), () if complete else tuple(_missed_lines(state, item, missed))),
    )
    return Card(
        CardKind.FEEDBACK if complete else CardKind.EXPLANATION,
        words.say("verdict.score", score=percent(score)),
        (_comment(interviewer, state, score, complete=complete),),
        tuple(field for field in fields if field.lines),
    )


def model_answer_card(
    interviewer: Interviewer, state: Session, item: Question | OpenQuestion, exchange: Exchange, lead: str
) -> Card:
    """Close a question with the model answer, honouring what was earned before."""
    words = interviewer.words(state)
    fields = [
        Field(words.say("feedback.right"), tuple(_right_lines(state, item, exchange.earned))),
        Field(words.say("feedback.wrong"), tuple(_wrong_lines(state, item, exchange.misconceptions))),
        Field(words.say("model-answer.title"), (Line(item.model_answer.in_language(state.language)),)),
    ]
    return Card(CardKind.EXPLANATION, lead, fields=tuple(field for field in fields if field.lines))


def _checklist_card(interviewer: Interviewer, state: Session, item: OpenQuestion, exchange: Exchange) -> Card:
    words = interviewer.words(state)
    missed = missed_ids(interviewer, exchange)
    comment = words.say("checklist.some-missing") if missed else words.say("checklist.all-covered")
    fields = (
        Field(words.say("checklist.covered"), tuple(_right_lines(state, item, exchange.earned))),
        Field(words.say("checklist.not-covered"), tuple(_missed_lines(state, item, missed))),
    )
    kind = CardKind.EXPLANATION if missed else CardKind.FEEDBACK
    return Card(kind, words.say("checklist.title"), (comment,), tuple(field for field in fields if field.lines))


def _comment(interviewer: Interviewer, state: Session, score: float, *, complete: bool) -> str:
    words = interviewer.words(state)
    if complete:
        return words.say("verdict.complete") if score == 1.0 else words.say("verdict.complete-but")
    if score >= GOOD_SCORE:
        return words.say("verdict.good")
    return words.say("verdict.some") if score > 0.0 else words.say("verdict.none")


def _hint(state: Session, item: Question | OpenQuestion, point_id: str) -> str:
    return next(hint_of(p).in_language(state.language) for p in item.points if p.id == point_id)


def _right_lines(state: Session, item: Question | OpenQuestion, earned: Iterable[Quoted]) -> Iterator[Line]:
    quotes = {quoted.id: quoted.quote for quoted in earned}
    for point in item.points:
        if point.id in quotes:
            yield Line(point.text.in_language(state.language), Mark.RIGHT, shortened(quotes[point.id]))


def _wrong_lines(state: Session, item: Question | OpenQuestion, shown: Iterable[Quoted]) -> Iterator[Line]:
    if isinstance(item, OpenQuestion):
        return
    for quoted in shown:
        wrong = item.misconception(quoted.id)
        correction = wrong.correction.in_language(state.language)
        yield Line(wrong.text.in_language(state.language), Mark.WRONG, shortened(quoted.quote), correction)


def _missed_lines(state: Session, item: Question | OpenQuestion, missed: tuple[str, ...]) -> Iterator[Line]:
    for point in item.points:
        if point.id in missed:
            explanation = explanation_of(point).in_language(state.language)
            yield Line(point.text.in_language(state.language), Mark.MISSED, detail=explanation)


def _point_names(state: Session, item: Question, missed: tuple[str, ...]) -> Iterator[Line]:
    return (Line(point.text.in_language(state.language)) for point in item.points if point.id in missed)
