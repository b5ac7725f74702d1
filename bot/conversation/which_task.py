"""Code that nobody asked for: which task is it meant for? The likeliest first, by the names it defines."""

from __future__ import annotations

import re

from bot.conversation.cards import Button, Card, CardKind
from bot.conversation.events import Verb
from bot.conversation.interviewer import Interviewer
from bot.conversation.session import Session
from knowledge.models import Task

SENT = "sent"
"""The scope of a button that means the code which was sent, not code that is still to come."""
LONGEST_LOOKED_AT = 20_000
"""Characters of a message in which names are looked for."""
_FENCE = "```"
_CODE = re.compile(r"^\s*(?:def\s+\w+\s*\(|class\s+\w+|import\s+\w+|from\s+[\w.]+\s+import\b|#include\b)", re.MULTILINE)
_DEFINED = re.compile(r"\b(?:def|class)\s+(\w+)|\b(?:void|int|bool|auto|long)\s+(\w+)\s*\(")
_ENTRY = re.compile(r"(?:class\s+)?(\w+)")


def looks_like_code(text: str) -> bool:
    """Return whether a message is code rather than words."""
    return _FENCE in text or _CODE.search(text[:LONGEST_LOOKED_AT]) is not None


def which_task_card(interviewer: Interviewer, state: Session, source: str) -> Card:
    """Ask which task code is meant for."""
    words = interviewer.words(state)
    names = {_folded(name) for found in _DEFINED.findall(source[:LONGEST_LOOKED_AT]) for name in found if name}
    tasks = sorted(interviewer.bank.tasks.values(), key=lambda task: _folded(_entry_name(task)) not in names)
    buttons = tuple(Button(Verb.SUBMIT, task.title.in_language(state.language), task.id, SENT) for task in tasks)
    return Card(CardKind.NOTICE, words.say("task.which-title"), (words.say("task.which"),), buttons=buttons)


def _entry_name(task: Task) -> str:
    match = _ENTRY.match(task.entry)
    return match[1] if match else task.id


def _folded(name: str) -> str:
    return name.replace("_", "").casefold()
