"""What each command does."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.answering import give_hint
from bot.conversation.asking import break_off, close, pose_next, question_card, task_card
from bot.conversation.cards import Card, CardKind, Field, Line
from bot.conversation.coding import code_hint, show_the_way
from bot.conversation.events import Command, Verb
from bot.conversation.feedback import doubt_card, follow_up_card, model_answer_card
from bot.conversation.interviewer import Interviewer
from bot.conversation.lookup import Found, find
from bot.conversation.session import Mode, Outcome, Session
from bot.conversation.turn import Turn
from bot.conversation.wording import cleaned, shortened
from knowledge.models import Interview, Language, Task

FEWEST_QUESTIONS = 1
MOST_QUESTIONS = 20
USUAL_QUESTIONS = 5
LONGEST_NAME_QUOTED = 40

_WHOLE_NUMBER = re.compile(r"[-+]?[0-9]+")
_LANGUAGE_NAMES = {
    "en": ("english", "en-us", "en-gb", "英文", "英语", "英語"),
    "zh": ("chinese", "zh-cn", "zh-tw", "cn", "中文", "汉语", "漢語"),
}


def obey(interviewer: Interviewer, state: Session, command: Command, seed: int) -> Turn:
    """Carry out a command."""
    argument = cleaned(command.argument)
    match command.verb:
        case Verb.QUIZ:
            return _quiz(interviewer, state, argument, seed)
        case Verb.INTERVIEW:
            return _interview(interviewer, state, argument)
        case Verb.CODE:
            return _code(interviewer, state, argument)
        case Verb.LANG:
            return _lang(interviewer, state, argument)
        case Verb.START:
            return _start(interviewer, state, argument)
        case Verb.TOPICS:
            return Turn(state, (_topics_card(interviewer, state),))
        case Verb.HELP:
            return Turn(state, (_help_card(interviewer, state),))
        case Verb.HINT | Verb.SKIP | Verb.SHOW | Verb.STOP:
            return _about_the_question(interviewer, state, Verb(command.verb))
        case unknown:
            return _unknown_command(interviewer, state, cleaned(unknown))


def _quiz(interviewer: Interviewer, state: Session, argument: str, seed: int) -> Turn:
    words = interviewer.words(state)
    bank = interviewer.bank
    named = unicodedata.normalize("NFKC", argument).split()
    wanted = named.pop() if named and _WHOLE_NUMBER.fullmatch(named[-1]) else None
    count = wanted or str(USUAL_QUESTIONS)
    topic = None
    if named:
        found = find(" ".join(named), {t: _names_of_topic(interviewer, t) for t in bank.topics})
        if found.id is None:
            return _not_found(interviewer, state, "topic", " ".join(named), found)
        topic = found.id
    # A number of thousands of digits is not worth converting, and Python refuses to.
    if len(count) > 4 or not FEWEST_QUESTIONS <= int(count) <= MOST_QUESTIONS:
        values = {"count": shortened(count, LONGEST_NAME_QUOTED), "fewest": FEWEST_QUESTIONS, "most": MOST_QUESTIONS}
        return _error(state, words.say("quiz.count-out-of-range", **values, usual=USUAL_QUESTIONS))
    pool = _pool(interviewer, topic)
    if not pool:
        return _error(state, words.say("quiz.nothing-there"))
    chosen = _shuffled(pool, seed)[: int(count)]
    opening = words.count("quiz.opening", len(chosen))
    if wanted and len(chosen) < int(wanted):
        opening = words.count("quiz.fewer", len(chosen), wanted=int(wanted))
    quiz = Session(state.language, Mode.QUIZ, remaining=tuple(chosen), total=len(chosen))
    return _begin(interviewer, state, quiz, Card(CardKind.NOTICE, body=(opening,)))


def _pool(interviewer: Interviewer, topic: str | None) -> list[str]:
    """Return the questions of a topic; open ones only where it has no others, for a quiz is about marks."""
    bank = interviewer.bank
    marked = [q.id for q in bank.questions.values() if topic in (None, q.topic)]
    return marked or [q.id for q in bank.open_questions.values() if topic in (None, q.topic)]


def _shuffled(ids: Sequence[str], seed: int) -> list[str]:
    """Order ids by a hash of seed and id: the same on every machine and Python, whatever else is in the bank."""
    return sorted(ids, key=lambda i: hashlib.sha256(f"{seed}:{i}".encode()).digest())


def _interview(interviewer: Interviewer, state: Session, argument: str) -> Turn:
    interviews = interviewer.bank.interviews
    if not argument:
        return Turn(state, (_interviews_card(interviewer, state),))
    found = find(argument, {i.id: (i.title.en, i.title.zh) for i in interviews.values()})
    if found.id is None:
        return _not_found(interviewer, state, "interview", argument, found)
    interview = interviews[found.id]
    session = Session(state.language, Mode.INTERVIEW, interview.id, remaining=interview.steps, total=len(interview.steps))
    return _begin(interviewer, state, session, _opening_card(interviewer, state, interview))


def _code(interviewer: Interviewer, state: Session, argument: str) -> Turn:
    tasks = interviewer.bank.tasks
    if not argument:
        return Turn(state, (_tasks_card(interviewer, state),))
    found = find(argument, {task.id: (task.title.en, task.title.zh) for task in tasks.values()})
    if found.id is None:
        return _not_found(interviewer, state, "task", argument, found)
    return _begin(interviewer, state, Session(state.language, Mode.QUIZ, remaining=(found.id,), total=1))


def _begin(interviewer: Interviewer, state: Session, new: Session, *cards: Card) -> Turn:
    """Start something new, after a summary of what was running before, if anything was answered in it."""
    first = pose_next(interviewer, new).after(Turn(new, cards))
    has_answers = state.results or (state.current is not None and state.current.said)
    return first.after(break_off(interviewer, state)) if has_answers else first


def _lang(interviewer: Interviewer, state: Session, argument: str) -> Turn:
    chosen: Language
    match find(argument, _LANGUAGE_NAMES).id if argument else {"en": "zh", "zh": "en"}[state.language]:
        case "en":
            chosen = "en"
        case "zh":
            chosen = "zh"
        case _:
            return _error(state, interviewer.words(state).say("lang.unknown"))
    state = replace(state, language=chosen)
    notice = Card(CardKind.NOTICE, body=(interviewer.words(state).say("lang.switched"),))
    return Turn(state, (notice, *_repeat(interviewer, state)))


def _repeat(interviewer: Interviewer, state: Session) -> tuple[Card, ...]:
    """Return the current question once more, with what the bot last asked about it."""
    exchange = state.current
    if exchange is None:
        return ()
    item = interviewer.item(exchange.step_id)
    if isinstance(item, Task):
        return (task_card(interviewer, state, item),)
    question = question_card(interviewer, state)
    if exchange.doubt is not None:
        return question, doubt_card(interviewer, state, exchange.doubt)
    if exchange.open_probe is not None:
        return question, follow_up_card(interviewer, state, item, exchange.open_probe)
    return (question,)


def _about_the_question(interviewer: Interviewer, state: Session, verb: Verb) -> Turn:
    words = interviewer.words(state)
    exchange = state.current
    if exchange is None:
        return Turn(state, (Card(CardKind.NOTICE, body=(words.say("idle.nothing-running"),)),))
    if verb is Verb.STOP:
        return break_off(interviewer, state)
    item = interviewer.item(exchange.step_id)
    if verb is Verb.HINT:
        return code_hint(interviewer, state, item) if isinstance(item, Task) else give_hint(interviewer, state)
    if verb is Verb.SKIP:
        return close(interviewer, state, Outcome.SKIPPED, Card(CardKind.NOTICE, body=(words.say("skip.done"),)))
    if isinstance(item, Task):
        return show_the_way(interviewer, state, item)
    card = model_answer_card(interviewer, state, item, exchange, words.say("show.lead"))
    return close(interviewer, state, Outcome.SHOWN, card)


def _start(interviewer: Interviewer, state: Session, name: str) -> Turn:
    words = interviewer.words(state)
    hello = words.say("start.hello-name", name=shortened(name, LONGEST_NAME_QUOTED)) if name else words.say("start.hello")
    return Turn(state, (Card(CardKind.NOTICE, hello, (words.say("start.what"), words.say("start.try"))),))


def _topics_card(interviewer: Interviewer, state: Session) -> Card:
    words = interviewer.words(state)
    lines = tuple(
        Line(f"/quiz {topic}", detail=words.count("topics.line", len(_pool(interviewer, topic)), topic=name))
        for topic in interviewer.bank.topics
        if (name := interviewer.topic_name(topic, state.language))
    )
    return Card(CardKind.NOTICE, words.say("topics.title"), fields=(Field(words.say("topics.how"), lines),))


def _interviews_card(interviewer: Interviewer, state: Session) -> Card:
    words = interviewer.words(state)
    lines = tuple(
        Line(
            f"/interview {interview.id}",
            detail=words.count("interview.line", len(interview.steps), title=interview.title.in_language(state.language)),
        )
        for interview in interviewer.bank.interviews.values()
    )
    return Card(CardKind.NOTICE, words.say("interview.list"), fields=(Field(words.say("interview.how"), lines),))


def _tasks_card(interviewer: Interviewer, state: Session) -> Card:
    words = interviewer.words(state)
    lines = tuple(
        Line(f"/code {task.id}", detail=task.title.in_language(state.language)) for task in interviewer.bank.tasks.values()
    )
    return Card(CardKind.NOTICE, words.say("task.list"), fields=(Field(words.say("interview.how"), lines),))


def _opening_card(interviewer: Interviewer, state: Session, interview: Interview) -> Card:
    words = interviewer.words(state)
    body = (words.count("interview.opening", len(interview.steps)), words.say("interview.how-it-goes"))
    return Card(CardKind.NOTICE, interview.title.in_language(state.language), body)


def _help_card(interviewer: Interviewer, state: Session) -> Card:
    words = interviewer.words(state)
    lines = (
        Line(words.say("usage.quiz"), detail=words.say("help.quiz")),
        Line(words.say("usage.interview"), detail=words.say("help.interview")),
        Line(words.say("usage.code"), detail=words.say("help.code")),
        Line("/topics", detail=words.say("help.topics")),
        Line("/hint", detail=words.say("help.hint")),
        Line("/skip", detail=words.say("help.skip")),
        Line("/show", detail=words.say("help.show")),
        Line("/lang [en|zh]", detail=words.say("help.lang")),
        Line("/stop", detail=words.say("help.stop")),
    )
    commands = Field(words.say("help.commands"), lines)
    return Card(CardKind.NOTICE, words.say("help.title"), (words.say("help.answers"),), (commands,))


def _not_found(interviewer: Interviewer, state: Session, what: str, wanted: str, found: Found) -> Turn:
    words = interviewer.words(state)
    name = shortened(wanted, LONGEST_NAME_QUOTED)
    match what, found.nearest:
        case "topic", None:
            return _error(state, words.say("topic.unknown", name=name))
        case "topic", nearest:
            return _error(state, words.say("topic.did-you-mean", name=name, nearest=nearest))
        case "task", None:
            return _error(state, words.say("task.unknown", name=name))
        case "task", nearest:
            return _error(state, words.say("task.did-you-mean", name=name, nearest=nearest))
        case _, None:
            return _error(state, words.say("interview.unknown", name=name))
        case _, nearest:
            return _error(state, words.say("interview.did-you-mean", name=name, nearest=nearest))


def _unknown_command(interviewer: Interviewer, state: Session, verb: str) -> Turn:
    words = interviewer.words(state)
    name = shortened(verb, LONGEST_NAME_QUOTED)
    nearest = find(verb, {known.value: () for known in Verb if known is not Verb.START}).nearest
    if nearest is None:
        return _error(state, words.say("command.unknown", name=name))
    return _error(state, words.say("command.did-you-mean", name=name, nearest=nearest))


def _names_of_topic(interviewer: Interviewer, topic: str) -> tuple[str, ...]:
    name = interviewer.bank.topic_names.get(topic)
    return (name.en, name.zh) if name else ()


def _error(state: Session, message: str) -> Turn:
    return Turn(state, (Card(CardKind.ERROR, body=(message,)),))
