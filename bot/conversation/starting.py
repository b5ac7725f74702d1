"""Begin something: a quiz, a review, a mock interview, a coding task."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.asking import break_off, pose_next
from bot.conversation.cards import Card, CardKind
from bot.conversation.choosing import for_quiz, for_review, quiz_pool, wrong_last_time
from bot.conversation.events import Event, Verb
from bot.conversation.facts import Record
from bot.conversation.interviewer import Interviewer
from bot.conversation.lists import interviews_card, not_found, refused, tasks_card, topic_names
from bot.conversation.lookup import find
from bot.conversation.rounds import open_round
from bot.conversation.session import Mode, Session
from bot.conversation.turn import Turn
from bot.conversation.wording import LONGEST_NAME_QUOTED, shortened
from knowledge.models import Interview

FEWEST_QUESTIONS = 1
MOST_QUESTIONS = 20
USUAL_QUESTIONS = 5

_WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+")
_WRONG = "wrong"
_WRONG_ONES = frozenset({_WRONG, "mistakes", "错题", "错", "錯題"})


@dataclass(frozen=True, slots=True)
class _Wish:
    """What somebody wants to practise: a topic or all, and how many if they said so."""

    topic: str | None
    count: int | None


def start_quiz(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Ask questions of a topic or of all: what is new or due first."""
    wish = _read_wish(interviewer, state, argument.split(), Verb.QUIZ)
    if isinstance(wish, Turn):
        return wish
    pool = quiz_pool(interviewer, wish.topic)
    if not pool:
        return refused(state, interviewer.words(state).say("quiz.nothing-there"))
    ordered = for_quiz(pool, _record(event), event.seed, event.now)
    if event.place.is_private:
        return _ask(interviewer, state, ordered, wish)
    chosen, opening = _chosen(interviewer, state, ordered, wish)
    return open_round(interviewer, state, chosen, opening, event)


def start_review(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Ask again what is due, then what is weakest; `wrong`: only what was wrong the last time."""
    words = interviewer.words(state)
    named = argument.split()
    only_wrong = bool(named) and named[0].casefold() in _WRONG_ONES
    wish = _read_wish(interviewer, state, named[1:] if only_wrong else named, Verb.REVIEW)
    if isinstance(wish, Turn):
        return wish
    record = _record(event)
    bank = interviewer.bank
    questions = [q.id for q in bank.questions.values() if wish.topic in (None, q.topic)]
    pool = questions if wish.topic else [*questions, *bank.tasks]
    ordered = (wrong_last_time if only_wrong else for_review)(pool, record, event.now)
    if not ordered:
        nothing = words.say("review.nothing-wrong") if only_wrong else words.say("review.nothing-yet")
        return Turn(state, (Card(CardKind.NOTICE, body=(nothing,)),))
    due = sum(record.cards[i].due <= event.now for i in ordered)
    lead = words.count("review.due", due) if due else words.say("review.none-due")
    return _ask(interviewer, state, ordered, wish, () if only_wrong else (lead,))


def start_interview(interviewer: Interviewer, state: Session, argument: str) -> Turn:
    """Hold a mock interview; without a name, list them."""
    interviews = interviewer.bank.interviews
    if not argument:
        return Turn(state, (interviews_card(interviewer, state),))
    found = find(argument, {i.id: (i.title.en, i.title.zh) for i in interviews.values()})
    if found.id is None:
        return not_found(interviewer, state, "interview", argument, found)
    interview = interviews[found.id]
    session = Session(state.language, Mode.INTERVIEW, interview.id, remaining=interview.steps, total=len(interview.steps))
    return _begin(interviewer, state, session, _opening_card(interviewer, state, interview))


def start_code(interviewer: Interviewer, state: Session, argument: str) -> Turn:
    """Set a coding task; without a name, list them."""
    tasks = interviewer.bank.tasks
    if not argument:
        return Turn(state, (tasks_card(interviewer, state),))
    found = find(argument, {task.id: (task.title.en, task.title.zh) for task in tasks.values()})
    if found.id is None:
        return not_found(interviewer, state, "task", argument, found)
    return _begin(interviewer, state, Session(state.language, Mode.QUIZ, remaining=(found.id,), total=1))


def _ask(interviewer: Interviewer, state: Session, ordered: Sequence[str], wish: _Wish, lead: tuple[str, ...] = ()) -> Turn:
    chosen, opening = _chosen(interviewer, state, ordered, wish)
    quiz = Session(state.language, Mode.QUIZ, remaining=chosen, total=len(chosen))
    return _begin(interviewer, state, quiz, Card(CardKind.NOTICE, body=(*lead, opening)))


def _chosen(interviewer: Interviewer, state: Session, ordered: Sequence[str], wish: _Wish) -> tuple[tuple[str, ...], str]:
    """Return as many as were asked for, and the sentence that announces them."""
    words = interviewer.words(state)
    chosen = tuple(ordered[: wish.count or USUAL_QUESTIONS])
    if wish.count and len(chosen) < wish.count:
        return chosen, words.count("quiz.fewer", len(chosen), wanted=wish.count)
    return chosen, words.count("quiz.opening", len(chosen))


def _begin(interviewer: Interviewer, state: Session, new: Session, *cards: Card) -> Turn:
    """Start something new, after a summary of what was running before, if anything was answered in it."""
    first = pose_next(interviewer, new).after(Turn(new, cards))
    has_answers = state.results or (state.current is not None and state.current.was_tried)
    return first.after(break_off(interviewer, state)) if has_answers else first


def _read_wish(interviewer: Interviewer, state: Session, named: Sequence[str], verb: Verb) -> _Wish | Turn:
    """Read `[topic] [count]`; where it cannot be, the turn that says so, with what could be typed after the command."""
    words = interviewer.words(state)
    named = unicodedata.normalize("NFKC", " ".join(named)).split()
    wanted = named.pop() if named and _WHOLE_NUMBER.fullmatch(named[-1]) else None
    topic = None
    if named:
        names = {t: topic_names(interviewer, t) for t in interviewer.bank.topics}
        if verb is Verb.REVIEW:
            names[_WRONG] = tuple(_WRONG_ONES)
        found = find(" ".join(named), names)
        if found.id is None:
            return not_found(interviewer, state, "topic", " ".join(named), found, verb)
        topic = found.id
    if wanted is None:
        return _Wish(topic, None)
    # A number of thousands of digits is not worth converting, and Python refuses to.
    if len(wanted) > 4 or not FEWEST_QUESTIONS <= int(wanted) <= MOST_QUESTIONS:
        values = {"count": shortened(wanted, LONGEST_NAME_QUOTED), "fewest": FEWEST_QUESTIONS, "most": MOST_QUESTIONS}
        return refused(state, words.say("quiz.count-out-of-range", **values, usual=USUAL_QUESTIONS))
    return _Wish(topic, int(wanted))


def _opening_card(interviewer: Interviewer, state: Session, interview: Interview) -> Card:
    words = interviewer.words(state)
    body = (words.count("interview.opening", len(interview.steps)), words.say("interview.how-it-goes"))
    return Card(CardKind.NOTICE, interview.title.in_language(state.language), body)


def _record(event: Event) -> Record:
    return event.facts if isinstance(event.facts, Record) else Record()
