"""Put the next question, close the one before it, and come to an end."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.cards import Button, Card, CardKind
from bot.conversation.events import Verb
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Attempt, Exchange, Mode, Outcome, Session
from bot.conversation.summary import summary_card
from bot.conversation.turn import Remember, Turn
from bot.locales import Phrases
from graders.answers.assessment import score_of
from knowledge.models import Question, Task


def pose_next(interviewer: Interviewer, state: Session) -> Turn:
    """Ask the next question, or sum up when there is none."""
    if not state.remaining:
        return sum_up(interviewer, state)
    step_id, *remaining = state.remaining
    state = replace(state, remaining=tuple(remaining), position=state.position + 1, current=Exchange(step_id))
    item = interviewer.item(step_id)
    if isinstance(item, Task):
        return Turn(state, (task_card(interviewer, state, item),))
    return Turn(state, (question_card(interviewer, state),))


def question_card(interviewer: Interviewer, state: Session) -> Card:
    """Return the current question. There must be one."""
    assert state.current is not None
    item = interviewer.item(state.current.step_id)
    assert not isinstance(item, Task)
    words = interviewer.words(state)
    answer = Button(Verb.ANSWER, words.say("button.answer"))
    buttons = (answer, *_buttons(words, words.say("button.show")))
    title = _step_title(interviewer, state, interviewer.topic_name(item.topic, state.language))
    return Card(CardKind.QUESTION, title, (item.ask.in_language(state.language),), buttons=buttons)


def close(interviewer: Interviewer, state: Session, outcome: Outcome, *cards: Card) -> Turn:
    """Say the closing words, remember how the current question went, and go on to the next."""
    closed, effect = _recorded(interviewer, state, outcome)
    return pose_next(interviewer, closed).after(Turn(closed, cards, (effect,)))


def break_off(interviewer: Interviewer, state: Session) -> Turn:
    """End what is running, counting the current question only if it was tried, and sum up."""
    if state.current is None or not state.current.was_tried:
        return sum_up(interviewer, state)
    closed, effect = _recorded(interviewer, state, Outcome.STOPPED)
    return sum_up(interviewer, closed).after(Turn(closed, (), (effect,)))


def sum_up(interviewer: Interviewer, state: Session) -> Turn:
    """Return to rest with a summary of the results so far; a question that a channel shares stands alone."""
    cards = () if state.mode is Mode.SHARED and state.results else (summary_card(interviewer, state),)
    return Turn(Session(state.language), cards)


def opened_alone(state: Session, step_id: str) -> Session:
    """Return the session in which one question, that others see too, has just been put."""
    return Session(state.language, Mode.SHARED, position=1, total=1, current=Exchange(step_id))


def missed_ids(interviewer: Interviewer, exchange: Exchange) -> tuple[str, ...]:
    """Return the points not yet earned, in the question's order."""
    item = interviewer.item(exchange.step_id)
    if isinstance(item, Task):
        return ()
    return tuple(point.id for point in item.points if point.id not in exchange.earned_ids)


def score_so_far(interviewer: Interviewer, exchange: Exchange) -> float | None:
    """Return the score that the exchange has earned; None where no mark is given."""
    item = interviewer.item(exchange.step_id)
    if not isinstance(item, Question):
        return None
    return score_of(len(exchange.earned), item.points_needed, len(exchange.misconceptions))


def task_card(interviewer: Interviewer, state: Session, task: Task) -> Card:
    """Return the current coding task: what to write, and what to begin from."""
    words = interviewer.words(state)
    title = _step_title(interviewer, state, words.say("task.kind", title=task.title.in_language(state.language)))
    body = (task.statement.in_language(state.language), *((words.say("task.cpp-too"),) if task.starter.cpp else ()))
    submit = Button(Verb.SUBMIT, words.say("button.submit"), task.id)
    buttons = (submit, *_buttons(words, words.say("task.the-way")))
    return Card(CardKind.QUESTION, title, body, code=task.starter.python, closing=words.say("task.how-to-send"), buttons=buttons)


def _buttons(words: Phrases, show: str) -> tuple[Button, ...]:
    return (
        Button(Verb.HINT, words.say("button.hint")),
        Button(Verb.SKIP, words.say("button.skip")),
        Button(Verb.SHOW, show),
    )


def _step_title(interviewer: Interviewer, state: Session, about: str) -> str:
    values = {"position": state.position, "total": state.total, "about": about}
    words = interviewer.words(state)
    if state.mode is Mode.INTERVIEW:
        return words.say("interview.step", **values)
    if state.mode is Mode.SHARED:
        return about
    return words.say("quiz.question", **values)


def _recorded(interviewer: Interviewer, state: Session, outcome: Outcome) -> tuple[Session, Remember]:
    exchange = state.current
    assert exchange is not None
    attempt = Attempt(
        exchange.step_id,
        outcome,
        earned=tuple(point.id for point in exchange.earned),
        missed=missed_ids(interviewer, exchange),
        misconceptions=tuple(shown.id for shown in exchange.misconceptions),
        hints=len(exchange.hinted),
        follow_ups=exchange.follow_ups,
        score=score_so_far(interviewer, exchange),
    )
    return replace(state, current=None, results=(*state.results, attempt)), Remember(attempt)
