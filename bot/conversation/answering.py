"""Listen to an answer as a good interviewer does: confirm, put right, probe twice at most, then explain."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.conversation.asking import close, missed_ids
from bot.conversation.cards import Card, CardKind
from bot.conversation.feedback import (
    confirmation_card,
    doubt_card,
    follow_up_card,
    hint_card,
    model_answer_card,
    verdict_card,
)
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Doubt, Exchange, Outcome, Quoted, Session
from bot.conversation.turn import Turn
from bot.conversation.which_task import looks_like_code, which_task_card
from bot.conversation.wording import cleaned, decision, shortened
from graders.answers import MAX_CHARS
from graders.answers.assessment import Assessment, Kind
from knowledge.models import OpenQuestion, Question, Task

MOST_FOLLOW_UPS = 2
"""How often the bot asks again about one question, whatever for."""
MOST_DOUBTS = 2
"""How often it asks back about spelling in one question."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An exchange after one more answer (or after a bare "no"), and what that answer brought."""

    exchange: Exchange
    earned: tuple[Quoted, ...] = ()
    misconceptions: tuple[Quoted, ...] = ()
    is_answer: bool = True

    @property
    def brought_something(self) -> bool:
        """Return whether there is anything to confirm or to put right."""
        return bool(self.earned or self.misconceptions)


def hear(interviewer: Interviewer, state: Session, text: str) -> Turn:
    """Take a text as the answer to the current question, or as the reply to what the bot asked back."""
    words = interviewer.words(state)
    exchange = state.current
    if exchange is None:
        card = Card(CardKind.NOTICE, body=(words.say("idle.pointer"),))
        return Turn(state, (which_task_card(interviewer, state, text) if looks_like_code(text) else card,))
    item = interviewer.item(exchange.step_id)
    assert not isinstance(item, Task)
    whole = cleaned(text)
    graded = whole[:MAX_CHARS]
    if exchange.doubt is not None:
        turn = _settle_doubt(interviewer, state, item, exchange.doubt, graded)
    else:
        turn = _weigh(interviewer, state, item, graded)
    if len(whole) == len(graded):
        return turn
    note = words.say("answer.too-long", longest=MAX_CHARS, length=len(whole))
    return turn.after(Turn(state, (Card(CardKind.NOTICE, body=(note,)),)))


def _weigh(interviewer: Interviewer, state: Session, item: Question | OpenQuestion, text: str) -> Turn:
    exchange = _current(state)
    alone = interviewer.assess(item, text)
    if alone.kind is Kind.EMPTY:
        return Turn(state, (Card(CardKind.NOTICE, body=(interviewer.words(state).say("answer.empty"),)),))
    heard = _listen(interviewer, item, exchange, text, alone)
    if not heard.brought_something and heard.exchange.doubt is None:
        if alone.kind is Kind.GIVE_UP:
            return _help_out(interviewer, state, item)
        if alone.kind is Kind.ECHO or (alone.kind is Kind.OFF_TOPIC and isinstance(item, Question)):
            return _bring_back(interviewer, state, item, alone.kind)
    return _respond(interviewer, state, item, heard)


def _listen(interviewer: Interviewer, item: Question | OpenQuestion, exchange: Exchange, text: str, alone: Assessment) -> Heard:
    """Add an answer to an exchange: a reply may earn a point by itself, or only together with what was said before it.

    Misconceptions are taken from the answer alone: put together, two right halves could read as one wrong whole.
    """
    together = interviewer.assess(item, "\n".join((*exchange.said, text))) if exchange.said else alone
    quotes = {found.id: found.evidence.quote for found in (*together.awarded, *alone.awarded)}
    earned = tuple(Quoted(i, shortened(quote)) for i, quote in quotes.items() if i not in exchange.earned_ids)
    known = {quoted.id for quoted in exchange.misconceptions}
    wrong = tuple(Quoted(found.id, shortened(found.evidence.quote)) for found in alone.misconceptions if found.id not in known)
    after = replace(
        exchange,
        said=(*exchange.said, text),
        earned=(*exchange.earned, *earned),
        misconceptions=(*exchange.misconceptions, *wrong),
    )
    return Heard(replace(after, doubt=_doubt(item, after, alone)), earned, wrong)


def _doubt(item: Question | OpenQuestion, exchange: Exchange, assessment: Assessment) -> Doubt | None:
    if isinstance(item, OpenQuestion) or _is_complete(item, exchange) or len(exchange.settled) >= MOST_DOUBTS:
        return None
    for near in assessment.unsure:
        words = near.evidence
        if near.point_id not in exchange.earned_ids and words.quote not in exchange.settled:
            return Doubt(near.point_id, words.start, words.end, words.quote, near.suggestion)
    return None


def _settle_doubt(interviewer: Interviewer, state: Session, item: Question | OpenQuestion, doubt: Doubt, text: str) -> Turn:
    exchange = _current(state)
    settled = replace(exchange, doubt=None, settled=(*exchange.settled, doubt.quote))
    meant, rest = decision(text)
    if meant:
        *before, last = exchange.said
        corrected = "\n".join(filter(None, (last[: doubt.start] + doubt.suggestion + last[doubt.end :], rest)))
        alone = interviewer.assess(item, corrected)
        heard = _listen(interviewer, item, replace(settled, said=tuple(before)), corrected, alone)
        return _respond(interviewer, state, item, heard)
    if meant is False and not rest:
        next_doubt = _doubt(item, settled, interviewer.assess(item, exchange.said[-1]))
        return _respond(interviewer, state, item, Heard(replace(settled, doubt=next_doubt), is_answer=False))
    return _weigh(interviewer, replace(state, current=settled), item, rest)


def _respond(interviewer: Interviewer, state: Session, item: Question | OpenQuestion, heard: Heard) -> Turn:
    exchange = heard.exchange
    state = replace(state, current=exchange)
    confirmation = confirmation_card(interviewer, state, item, heard.earned, heard.misconceptions)
    if exchange.doubt is not None:
        first = (confirmation,) if heard.brought_something else ()
        return Turn(state, (*first, doubt_card(interviewer, state, exchange.doubt)))
    probe = _next_probe(interviewer, item, exchange)
    if probe is None:
        return close(interviewer, state, Outcome.ANSWERED, verdict_card(interviewer, state, item, exchange))
    exchange = replace(
        exchange,
        follow_ups=exchange.follow_ups + 1,
        probed=(*exchange.probed, probe),
    )
    follow_up = follow_up_card(interviewer, state, item, probe)
    first = (confirmation,) if heard.is_answer else ()
    return Turn(replace(state, current=exchange), (*first, follow_up))


def _next_probe(interviewer: Interviewer, item: Question | OpenQuestion, exchange: Exchange) -> str | None:
    """Return the missed point to ask about, unless the question is done with. No point is asked about twice."""
    if isinstance(item, OpenQuestion) or _is_complete(item, exchange) or exchange.follow_ups >= MOST_FOLLOW_UPS:
        return None
    return next((i for i in missed_ids(interviewer, exchange) if i not in exchange.probed), None)


def _help_out(interviewer: Interviewer, state: Session, item: Question | OpenQuestion) -> Turn:
    """Somebody gave up: one hint, unless one of the bot's hints has just not helped; then the model answer."""
    exchange = _current(state)
    words = interviewer.words(state)
    if exchange.gave_up or exchange.follow_ups:
        card = model_answer_card(interviewer, state, item, exchange, words.say("give-up.explained"))
        return close(interviewer, state, Outcome.GAVE_UP, card)
    return give_hint(interviewer, replace(state, current=replace(exchange, gave_up=True)), words.say("give-up.hint"))


def _bring_back(interviewer: Interviewer, state: Session, item: Question | OpenQuestion, kind: Kind) -> Turn:
    """Say that the answer was the question's own words, or about something else, and ask again."""
    exchange = _current(state)
    words = interviewer.words(state)
    if exchange.follow_ups >= MOST_FOLLOW_UPS:
        return close(interviewer, state, Outcome.ANSWERED, verdict_card(interviewer, state, item, exchange))
    asked_again = replace(state, current=replace(exchange, follow_ups=exchange.follow_ups + 1))
    if kind is Kind.ECHO:
        return Turn(asked_again, (Card(CardKind.FEEDBACK, body=(words.say("answer.echo"),)),))
    lead = words.say("answer.off-topic")
    if exchange.open_probe is not None:
        return Turn(asked_again, (hint_card(interviewer, state, item, exchange.open_probe, lead),))
    return give_hint(interviewer, asked_again, lead)


def give_hint(interviewer: Interviewer, state: Session, lead: str = "") -> Turn:
    """Give the hint of the first missed point that had none yet; when all had theirs, say so and repeat the first.

    A follow-up is put as the hint of its point, so a point that was asked about has had its hint.
    """
    exchange = _current(state)
    item = interviewer.item(exchange.step_id)
    assert not isinstance(item, Task)
    missed = missed_ids(interviewer, exchange)
    fresh = next((i for i in missed if i not in (*exchange.hinted, *exchange.probed)), None)
    if fresh is None:
        lead = lead or interviewer.words(state).say("hint.no-more")
    point_id = fresh or missed[0]
    hinted = exchange.hinted if fresh is None else (*exchange.hinted, fresh)
    card = hint_card(interviewer, state, item, point_id, lead)
    return Turn(replace(state, current=replace(exchange, hinted=hinted)), (card,))


def _is_complete(item: Question | OpenQuestion, exchange: Exchange) -> bool:
    needed = item.points_needed if isinstance(item, Question) else len(item.points)
    return len(exchange.earned) >= needed


def _current(state: Session) -> Exchange:
    assert state.current is not None
    return state.current
