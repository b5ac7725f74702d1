"""What somebody settles with the bot about themselves: zone, identities, reports of wrong questions, their data."""

from __future__ import annotations

import re

from bot.conversation.anki import anki_notes, attempts_table
from bot.conversation.cards import Card, CardKind, Field, File, Line
from bot.conversation.events import Event
from bot.conversation.facts import Everything, Offer, Record
from bot.conversation.interviewer import Interviewer
from bot.conversation.lists import refused
from bot.conversation.session import Session
from bot.conversation.turn import FileReport, Forget, OfferLink, Prefer, TakeLink, Turn
from bot.conversation.wording import LONGEST_NAME_QUOTED, shortened
from bot.conversation.zones import find_zone, zone_of

LONGEST_REASON = 500
"""Characters of a report of a wrong question."""
LINK_MINUTES = 10
"""How long a one-time code is good for."""
# Letters and digits that cannot be taken for one another (Crockford's base 32).
_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 8
_CODE = re.compile(rf"[{_CODE_ALPHABET}]{{{_CODE_LENGTH}}}")
_EVERYTHING = frozenset({"delete everything", "delete 全部", "删除 全部", "删除全部"})


def zone(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Set the learner's time zone, or say which it is."""
    words = interviewer.words(state)
    record = event.facts if isinstance(event.facts, Record) else Record()
    if not argument:
        return _notice(state, words.say("zone.is", zone=record.zone))
    found = find_zone(argument)
    name = shortened(argument, LONGEST_NAME_QUOTED)
    if found.id is None:
        return refused(state, words.say("zone.unknown", name=name, nearest=found.nearest or "Asia/Shanghai"))
    time = event.now.astimezone(zone_of(found.id)).strftime("%H:%M")
    card = Card(CardKind.NOTICE, body=(words.say("zone.set", zone=found.id, time=time),))
    return Turn(state, (card,), (Prefer(zone=found.id),))


def report(interviewer: Interviewer, state: Session, argument: str) -> Turn:
    """Take down that something about a question is wrong: `/report [id] what is wrong`."""
    words = interviewer.words(state)
    first, *rest = argument.split(maxsplit=1) or [""]
    if interviewer.knows(first):
        item_id, reason = first, rest[0] if rest else ""
    elif state.current is not None:
        item_id, reason = state.current.step_id, argument
    elif state.results:
        item_id, reason = state.results[-1].step_id, argument
    else:
        return refused(state, words.say("report.which"))
    card = Card(CardKind.NOTICE, body=(words.say("report.thanks", id=item_id),))
    return Turn(state, (card,), (FileReport(item_id, reason[:LONGEST_REASON]),))


def link(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Give out a one-time code, or take one up, so that two identities are one person."""
    words = interviewer.words(state)
    if not argument:
        new = _code_from(event.seed)
        card = Card(CardKind.NOTICE, words.say("link.title"), (words.say("link.code", code=new, minutes=LINK_MINUTES),))
        return Turn(state, (card,), (OfferLink(new),))
    offer = event.facts if isinstance(event.facts, Offer) else Offer(is_open=False)
    code = read_code(argument)
    if code is None or not offer.is_open:
        return refused(state, words.say("link.unknown"))
    if offer.is_own:
        return refused(state, words.say("link.own"))
    card = Card(CardKind.NOTICE, words.say("link.title"), (words.say("link.done"),))
    return Turn(state, (card,), (TakeLink(code),))


def read_code(argument: str) -> str | None:
    """Return the one-time code in an argument, if it has the form of one."""
    folded = argument.strip().upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return folded if _CODE.fullmatch(folded) else None


def export(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Hand over the learner's attempts as CSV, or what they got wrong as notes for Anki."""
    words = interviewer.words(state)
    record = event.facts if isinstance(event.facts, Record) else Record()
    wanted = argument.casefold() or "csv"
    if wanted not in ("csv", "anki", "tsv"):
        return refused(state, words.say("export.usage"))
    if wanted == "csv":
        if not record.attempts:
            return _notice(state, words.say("progress.nothing-yet"))
        card = Card(CardKind.NOTICE, words.say("export.title"), (words.say("export.csv"),))
        return Turn(state, (_with_file(card, "mianjing-attempts.csv", attempts_table(interviewer, state, record)),))
    notes = anki_notes(interviewer, state, record)
    if not notes:
        return _notice(state, words.say("review.nothing-wrong"))
    card = Card(CardKind.NOTICE, words.say("export.title"), (words.say("export.anki"),))
    return Turn(state, (_with_file(card, "mianjing-wrong.txt", notes),))


def privacy(interviewer: Interviewer, state: Session, argument: str, event: Event) -> Turn:
    """Say what is kept; `export` hands all of it over, `delete everything` forgets it."""
    words = interviewer.words(state)
    if wants_everything(argument):
        everything = event.facts.json if isinstance(event.facts, Everything) else "{}"
        card = Card(CardKind.NOTICE, words.say("privacy.title"), (words.say("privacy.here-it-is"),))
        return Turn(state, (_with_file(card, "mianjing-my-data.json", everything),))
    wanted = " ".join(argument.casefold().split())
    if wanted in _EVERYTHING:
        card = Card(CardKind.NOTICE, words.say("privacy.title"), (words.say("privacy.deleted"),))
        return Turn(Session(state.language), (card,), (Forget(),))
    if wanted in ("delete", "删除"):
        return Turn(state, (Card(CardKind.NOTICE, words.say("privacy.title"), (words.say("privacy.confirm"),)),))
    if wanted:
        return refused(state, words.say("privacy.usage"))
    kept = (words.say("privacy.attempts"), words.say("privacy.answers"), words.say("privacy.code"), words.say("privacy.logs"))
    ways = (
        Line("/privacy export", detail=words.say("privacy.how-export")),
        Line("/privacy delete", detail=words.say("privacy.how-delete")),
    )
    fields = (Field(words.say("privacy.kept"), tuple(map(Line, kept))), Field(words.say("privacy.ways"), ways))
    return Turn(state, (Card(CardKind.NOTICE, words.say("privacy.title"), fields=fields),))


def wants_everything(argument: str) -> bool:
    """Return whether `/privacy` was asked to hand over what is kept."""
    return argument.strip().casefold() in ("export", "导出")


def _with_file(card: Card, name: str, content: str) -> Card:
    return Card(card.kind, card.title, card.body, files=(File(name, content),))


def _code_from(seed: int) -> str:
    base = len(_CODE_ALPHABET)
    return "".join(_CODE_ALPHABET[seed // base**place % base] for place in range(_CODE_LENGTH))


def _notice(state: Session, said: str) -> Turn:
    return Turn(state, (Card(CardKind.NOTICE, body=(said,)),))
