"""A learner's attempts as tables: CSV for a spreadsheet, and notes that Anki imports."""

from __future__ import annotations

import csv
import io
from html import escape

from bot.conversation.facts import Record
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Session
from bot.conversation.zones import zone_of
from knowledge.models import Task

_COLUMNS = ("time", "id", "topic", "outcome", "score", "earned", "missed", "misconceptions", "hints", "follow_ups")
# The file headers that Anki reads (manual, "Text files"): fields are separated by tabs and hold HTML, the third is the tags.
_ANKI_HEADERS = "#separator:tab\n#html:true\n#tags column:3\n"
_FORMULA_STARTS = ("=", "+", "-", "@")


def attempts_table(interviewer: Interviewer, state: Session, record: Record) -> str:
    """Return all attempts as CSV, oldest first, times in the learner's zone."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for kept in record.attempts:
        attempt = kept.attempt
        item = interviewer.item(attempt.step_id) if interviewer.knows(attempt.step_id) else None
        topic = "" if item is None else "code" if isinstance(item, Task) else interviewer.topic_name(item.topic, state.language)
        score = "" if attempt.score is None else f"{attempt.score:.2f}"
        lists = (" ".join(ids) for ids in (attempt.earned, attempt.missed, attempt.misconceptions))
        at = kept.at.astimezone(zone_of(record.zone)).isoformat(timespec="seconds")
        row = (at, attempt.step_id, topic, attempt.outcome.value, score, *lists)
        writer.writerow([*map(_inert, row), attempt.hints, attempt.follow_ups])
    return table.getvalue()


def anki_notes(interviewer: Interviewer, state: Session, record: Record) -> str:
    """Return what was wrong the last time as Anki notes: question, model answer, topic; empty if there is nothing."""
    wrong = [card.item_id for card in record.cards.values() if card.was_wrong and interviewer.knows(card.item_id)]
    rows = []
    for item_id in sorted(wrong):
        item = interviewer.item(item_id)
        if isinstance(item, Task):
            front = f"{item.title.in_language(state.language)}: {item.statement.in_language(state.language)}"
            back = "\n".join(hint.in_language(state.language) for hint in item.hints)
            tag = "code"
        else:
            front, back, tag = item.ask.in_language(state.language), item.model_answer.in_language(state.language), item.topic
        rows.append("\t".join((_html(front), _html(back), f"mianjing {tag}")))
    return _ANKI_HEADERS + "\n".join(rows) + "\n" if rows else ""


def _html(text: str) -> str:
    return escape(text, quote=False).replace("\t", " ").replace("\n", "<br>")


def _inert(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
