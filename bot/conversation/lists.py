"""What there is to choose from, and what to say when the choice is not there."""

from __future__ import annotations

from bot.conversation.cards import Card, CardKind, Field, Line
from bot.conversation.choosing import quiz_pool
from bot.conversation.events import Verb
from bot.conversation.interviewer import Interviewer
from bot.conversation.lookup import Found, find
from bot.conversation.session import Session
from bot.conversation.turn import Turn
from bot.conversation.wording import LONGEST_NAME_QUOTED, shortened

SHORTEST_TELLING_WORD = 3
"""Letters of a word in a question's id that may stand for its topic."""


def topics_card(interviewer: Interviewer, state: Session) -> Card:
    """List the topics."""
    words = interviewer.words(state)
    lines = tuple(
        Line(f"/quiz {topic}", detail=words.count("topics.line", len(quiz_pool(interviewer, topic)), topic=name))
        for topic in interviewer.bank.topics
        if (name := interviewer.topic_name(topic, state.language))
    )
    return Card(CardKind.NOTICE, words.say("topics.title"), fields=(Field(words.say("topics.how"), lines),))


def interviews_card(interviewer: Interviewer, state: Session) -> Card:
    """List the mock interviews."""
    words = interviewer.words(state)
    lines = tuple(
        Line(
            f"/interview {interview.id}",
            detail=words.count("interview.line", len(interview.steps), title=interview.title.in_language(state.language)),
        )
        for interview in interviewer.bank.interviews.values()
    )
    return Card(CardKind.NOTICE, words.say("interview.list"), fields=(Field(words.say("interview.how"), lines),))


def tasks_card(interviewer: Interviewer, state: Session) -> Card:
    """List the coding tasks."""
    words = interviewer.words(state)
    lines = tuple(
        Line(f"/code {task.id}", detail=task.title.in_language(state.language)) for task in interviewer.bank.tasks.values()
    )
    return Card(CardKind.NOTICE, words.say("task.list"), fields=(Field(words.say("interview.how"), lines),))


def help_card(interviewer: Interviewer, state: Session) -> Card:
    """List the commands."""
    words = interviewer.words(state)
    practice = (
        Line(words.say("usage.quiz"), detail=words.say("help.quiz")),
        Line(words.say("usage.interview"), detail=words.say("help.interview")),
        Line(words.say("usage.code"), detail=words.say("help.code")),
        Line(words.say("usage.review"), detail=words.say("help.review")),
        Line("/topics", detail=words.say("help.topics")),
        Line("/hint", detail=words.say("help.hint")),
        Line("/skip", detail=words.say("help.skip")),
        Line("/show", detail=words.say("help.show")),
        Line(words.say("usage.report"), detail=words.say("help.report")),
        Line("/stop", detail=words.say("help.stop")),
    )
    personal = (
        Line("/progress", detail=words.say("help.progress")),
        Line("/leaderboard [week|month|all]", detail=words.say("help.leaderboard")),
        Line(words.say("usage.daily"), detail=words.say("help.daily")),
        Line("/lang [en|zh]", detail=words.say("help.lang")),
        Line(words.say("usage.zone"), detail=words.say("help.zone")),
        Line("/link", detail=words.say("help.link")),
        Line("/export [csv|anki]", detail=words.say("help.export")),
        Line("/privacy", detail=words.say("help.privacy")),
    )
    fields = (Field(words.say("help.commands"), practice), Field(words.say("help.personal"), personal))
    return Card(CardKind.NOTICE, words.say("help.title"), (words.say("help.answers"),), fields)


def not_found(interviewer: Interviewer, state: Session, what: str, wanted: str, found: Found, verb: Verb = Verb.QUIZ) -> Turn:
    """Say that there is no such topic, task or interview, and what comes nearest."""
    words = interviewer.words(state)
    name = shortened(wanted, LONGEST_NAME_QUOTED)
    match what, found.nearest:
        case "topic", None:
            return refused(state, words.say("topic.unknown", name=name))
        case "topic", nearest:
            return refused(state, words.say("topic.did-you-mean", name=name, nearest=nearest, verb=verb))
        case "task", None:
            return refused(state, words.say("task.unknown", name=name))
        case "task", nearest:
            return refused(state, words.say("task.did-you-mean", name=name, nearest=nearest))
        case _, None:
            return refused(state, words.say("interview.unknown", name=name))
        case _, nearest:
            return refused(state, words.say("interview.did-you-mean", name=name, nearest=nearest))


def unknown_command(interviewer: Interviewer, state: Session, verb: str) -> Turn:
    """Say that there is no such command, and which comes nearest."""
    words = interviewer.words(state)
    name = shortened(verb, LONGEST_NAME_QUOTED)
    nearest = find(verb, {known.value: () for known in Verb if known is not Verb.START}).nearest
    if nearest is None:
        return refused(state, words.say("command.unknown", name=name))
    return refused(state, words.say("command.did-you-mean", name=name, nearest=nearest))


def topic_names(interviewer: Interviewer, topic: str) -> tuple[str, ...]:
    """Return what a topic may be called besides its id: its names, and words that only its questions are about (`lstm`)."""
    name = interviewer.bank.topic_names.get(topic)
    questions = interviewer.bank.questions.values()
    own = {word for q in questions if q.topic == topic for word in q.id.split("-")}
    others = {word for q in questions if q.topic != topic for word in q.id.split("-")}
    telling = sorted(word for word in own - others if len(word) >= SHORTEST_TELLING_WORD)
    return (*((name.en, name.zh) if name else ()), *telling)


def refused(state: Session, message: str) -> Turn:
    """Say in one sentence why something cannot be, and change nothing."""
    return Turn(state, (Card(CardKind.ERROR, body=(message,)),))
