"""What each command does."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.answering import give_hint
from bot.conversation.asking import break_off, close, question_card, task_card
from bot.conversation.cards import Card, CardKind
from bot.conversation.coding import code_hint, show_the_way
from bot.conversation.daily import daily
from bot.conversation.events import Command, Event, Verb
from bot.conversation.feedback import doubt_card, follow_up_card, model_answer_card
from bot.conversation.interviewer import Interviewer
from bot.conversation.lists import help_card, refused, topics_card, unknown_command
from bot.conversation.lookup import find
from bot.conversation.personal import export, link, privacy, report, zone
from bot.conversation.progress import leaderboard, progress
from bot.conversation.rounds import advance_round
from bot.conversation.session import Outcome, Session
from bot.conversation.starting import start_code, start_interview, start_quiz, start_review
from bot.conversation.turn import Prefer, Turn
from bot.conversation.wording import LONGEST_NAME_QUOTED, cleaned, shortened
from knowledge.models import Language, Task

_LANGUAGE_NAMES = {
    "en": ("english", "en-us", "en-gb", "英文", "英语", "英語"),
    "zh": ("chinese", "zh-cn", "zh-tw", "cn", "中文", "汉语", "漢語"),
}


def obey(interviewer: Interviewer, state: Session, command: Command, event: Event) -> Turn:
    """Carry out a command."""
    argument = cleaned(command.argument).strip()
    match command.verb:
        case Verb.QUIZ | Verb.REVIEW | Verb.INTERVIEW | Verb.CODE | Verb.SUBMIT:
            return _start(interviewer, state, Verb(command.verb), argument, event)
        case Verb.NEXT if argument:
            return advance_round(interviewer, state, argument, event)
        case Verb.HINT | Verb.SKIP | Verb.NEXT | Verb.SHOW | Verb.STOP | Verb.ANSWER:
            return _about_the_question(interviewer, state, Verb(command.verb))
        case Verb.START:
            return _welcome(interviewer, state, argument)
        case Verb.TOPICS:
            return Turn(state, (topics_card(interviewer, state),))
        case Verb.HELP:
            return Turn(state, (help_card(interviewer, state),))
        case Verb.LANG:
            return _lang(interviewer, state, argument)
        case known if known in set(Verb):
            return _remembered(interviewer, state, Verb(known), argument, event)
        case unknown:
            return unknown_command(interviewer, state, cleaned(unknown))


def _start(interviewer: Interviewer, state: Session, verb: Verb, argument: str, event: Event) -> Turn:
    match verb:
        case Verb.QUIZ:
            return start_quiz(interviewer, state, argument, event)
        case Verb.REVIEW:
            return start_review(interviewer, state, argument, event)
        case Verb.INTERVIEW:
            return start_interview(interviewer, state, argument)
        case _:
            return start_code(interviewer, state, argument)


def _remembered(interviewer: Interviewer, state: Session, verb: Verb, argument: str, event: Event) -> Turn:
    """Carry out a command about what is remembered."""
    match verb:
        case Verb.PROGRESS:
            return progress(interviewer, state, event)
        case Verb.LEADERBOARD:
            return leaderboard(interviewer, state, argument, event)
        case Verb.DAILY:
            return daily(interviewer, state, argument, event)
        case Verb.REPORT:
            return report(interviewer, state, argument)
        case Verb.ZONE:
            return zone(interviewer, state, argument, event)
        case Verb.LINK:
            return link(interviewer, state, argument, event)
        case Verb.EXPORT:
            return export(interviewer, state, argument, event)
        case _:
            return privacy(interviewer, state, argument, event)


def _lang(interviewer: Interviewer, state: Session, argument: str) -> Turn:
    chosen: Language
    match find(argument, _LANGUAGE_NAMES).id if argument else {"en": "zh", "zh": "en"}[state.language]:
        case "en":
            chosen = "en"
        case "zh":
            chosen = "zh"
        case _:
            return refused(state, interviewer.words(state).say("lang.unknown"))
    state = replace(state, language=chosen)
    notice = Card(CardKind.NOTICE, body=(interviewer.words(state).say("lang.switched"),))
    return Turn(state, (notice, *_repeat(interviewer, state)), (Prefer(language=chosen),))


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
    if verb is Verb.ANSWER:
        return Turn(state, _repeat(interviewer, state))
    if verb in (Verb.SKIP, Verb.NEXT):
        return close(interviewer, state, Outcome.SKIPPED, Card(CardKind.NOTICE, body=(words.say("skip.done"),)))
    if isinstance(item, Task):
        return show_the_way(interviewer, state, item)
    card = model_answer_card(interviewer, state, item, exchange, words.say("show.lead"))
    return close(interviewer, state, Outcome.SHOWN, card)


def _welcome(interviewer: Interviewer, state: Session, name: str) -> Turn:
    """Greet; whoever was in the middle of something goes on there."""
    words = interviewer.words(state)
    hello = words.say("start.hello-name", name=shortened(name, LONGEST_NAME_QUOTED)) if name else words.say("start.hello")
    if state.current is not None:
        return Turn(state, (Card(CardKind.NOTICE, hello, (words.say("start.go-on"),)), *_repeat(interviewer, state)))
    return Turn(state, (Card(CardKind.NOTICE, hello, (words.say("start.what"), words.say("start.try"))),))
