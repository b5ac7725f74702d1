"""Modals: what they show, what was filled in, and what is wrong with it. What a form is about travels in its private_metadata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from bot.conversation.events import Verb
from bot.conversation.starting import FEWEST_QUESTIONS, MOST_QUESTIONS, USUAL_QUESTIONS
from bot.conversation.wording import shortened
from bot.locales import Phrases
from bot.platforms.slack import limits
from bot.platforms.slack.parts import Press, Spot, plain_text
from bot.platforms.slack.render import Block
from knowledge.models import Language

FORM: Final = "mianjing_form"
"""The callback_id of all modals."""
TEXT: Final = "text"
FILE: Final = "file"
COUNT: Final = "count"
TOPIC: Final = "topic"
TASK: Final = "task"
INTERVIEW: Final = "interview"
CHOICES: Final = (TOPIC, TASK, INTERVIEW)
"""The action_ids of search selects; block and element of a form have the same id."""
_FILE_TYPES: Final = ("py", "cpp", "cc", "cxx", "h", "hpp", "txt", "md", "ipynb")
_LONGEST_COUNT_QUOTED = 40


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file of the message that is to be graded, as Slack describes it."""

    name: str
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Form:
    """What a modal is about, where its answer goes, and in which language it speaks."""

    press: Press
    spot: Spot
    language: Language
    file: LinkedFile | None = None

    @property
    def takes_code(self) -> bool:
        """Return whether code is typed into it, or comes as a file."""
        return self.press.verb is Verb.SUBMIT


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled into a modal."""

    text: str = ""
    choice: str = ""
    count: str = ""
    files: tuple[Mapping[str, Any], ...] = ()


@cache
def _forms() -> TypeAdapter[Form]:
    return TypeAdapter(Form)


def answer_form(words: Phrases, form: Form) -> Block:
    """Return a modal for an answer in words."""
    return _modal(words, form, words.say("form.answer"), _text_input(words.say("form.your-words")))


def report_form(words: Phrases, form: Form) -> Block:
    """Return a modal that asks what is wrong with a question."""
    return _modal(words, form, words.say("form.report"), _text_input(words.say("form.what-is-wrong"), is_optional=True))


def code_form(words: Phrases, form: Form, code: str = "", chosen: tuple[str, str] | None = None) -> Block:
    """Return a modal for code, typed or as a file; for which task is asked where that is not known."""
    blocks = [] if form.press.argument else [_select(TASK, words.say("slack.task"), words, chosen=chosen)]
    if form.file is None:
        blocks.append(_text_input(words.say("form.your-code"), is_optional=True, initial=code))
    if form.file is None and not code:
        file: Block = {"type": "file_input", "action_id": FILE, "filetypes": list(_FILE_TYPES), "max_files": 1}
        blocks.append(_input(FILE, words.say("form.or-file"), file, is_optional=True))
    return _modal(words, form, words.say("form.code"), *blocks)


def quiz_form(words: Phrases, form: Form) -> Block:
    """Return a modal that asks on what the quiz is to be, and how long."""
    number: Block = {"type": "plain_text_input", "action_id": COUNT, "placeholder": plain_text(str(USUAL_QUESTIONS), 3)}
    topic = _select(TOPIC, words.say("slack.topic"), words, is_optional=True)
    count = _input(COUNT, words.say("slack.how-many", fewest=FEWEST_QUESTIONS, most=MOST_QUESTIONS), number, is_optional=True)
    return _modal(words, form, words.say("round.thread"), topic, count)


def choice_form(words: Phrases, form: Form) -> Block:
    """Return a modal that asks which task or which interview is to begin."""
    if form.press.verb is Verb.INTERVIEW:
        return _modal(words, form, words.say("slack.interview"), _select(INTERVIEW, words.say("slack.interview"), words))
    return _modal(words, form, words.say("slack.task"), _select(TASK, words.say("slack.task"), words))


def read_form(view: Mapping[str, Any]) -> Form | None:
    """Read what a modal is about; None if another version made it."""
    try:
        return _forms().validate_json(view["private_metadata"])
    except ValidationError:
        return None


def read_filled(view: Mapping[str, Any]) -> Filled:
    """Return what was filled into a modal, from what Slack says of it."""
    state = view["state"]["values"]

    def element(name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = state.get(name, {}).get(name, {})
        return found

    choices = (element(name).get("selected_option") for name in CHOICES)
    return Filled(
        text=element(TEXT).get("value") or "",
        choice=next((str(option["value"]) for option in choices if option), ""),
        count=(element(COUNT).get("value") or "").strip(),
        files=tuple(element(FILE).get("files") or ()),
    )


def problems_of(form: Form, filled: Filled, words: Phrases) -> dict[str, str]:
    """Return what is to be put right before a modal is taken, by the input that it stands below."""
    if form.press.verb is Verb.ANSWER and not filled.text.strip():
        return {TEXT: words.say("answer.empty")}
    if form.takes_code and not (filled.text.strip() or filled.files or form.file):
        return {TEXT: words.say("slack.no-code-yet")}
    if filled.count and not _is_count(filled.count):
        values = {"count": shortened(filled.count, _LONGEST_COUNT_QUOTED), "fewest": FEWEST_QUESTIONS, "most": MOST_QUESTIONS}
        return {COUNT: words.say("quiz.count-out-of-range", **values, usual=USUAL_QUESTIONS)}
    return {}


def _is_count(text: str) -> bool:
    return text.isdecimal() and len(text) <= 4 and FEWEST_QUESTIONS <= int(text) <= MOST_QUESTIONS


def _modal(words: Phrases, form: Form, title: str, *blocks: Block) -> Block:
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain_text(title, limits.MODAL_TITLE_CHARACTERS),
        "submit": plain_text(words.say("slack.send"), limits.MODAL_TITLE_CHARACTERS),
        "close": plain_text(words.say("slack.cancel"), limits.MODAL_TITLE_CHARACTERS),
        "private_metadata": _forms().dump_json(form).decode(),
        "blocks": list(blocks),
    }


def _text_input(label: str, *, is_optional: bool = False, initial: str = "") -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": TEXT,
        "multiline": True,
        "max_length": limits.INPUT_CHARACTERS,
        **({"initial_value": initial} if initial else {}),
    }
    return _input(TEXT, label, element, is_optional=is_optional)


def _select(name: str, label: str, words: Phrases, *, is_optional: bool = False, chosen: tuple[str, str] | None = None) -> Block:
    element: Block = {
        "type": "external_select",
        "action_id": name,
        "min_query_length": 0,
        "placeholder": plain_text(words.say("slack.type-to-search"), limits.PLACEHOLDER_CHARACTERS),
        **({"initial_option": option(*chosen)} if chosen else {}),
    }
    return _input(name, label, element, is_optional=is_optional)


def option(name: str, value: str) -> Block:
    """Return an option of a select."""
    return {"text": plain_text(name, limits.OPTION_TEXT_CHARACTERS), "value": value[: limits.OPTION_VALUE_CHARACTERS]}


def _input(name: str, label: str, element: Block, *, is_optional: bool = False) -> Block:
    text = plain_text(label, limits.INPUT_LABEL_CHARACTERS)
    return {"type": "input", "block_id": name, "label": text, "element": element, "optional": is_optional}
