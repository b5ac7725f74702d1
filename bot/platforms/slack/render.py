"""Draw cards as Block Kit messages. Nothing is too long for it: what does not fit is split, or shortened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.cards import Button, Card, Field, File, Line, Mark
from bot.platforms.slack.limits import (
    ACTIONS_ELEMENTS,
    BUTTON_TEXT_CHARACTERS,
    BUTTON_VALUE_CHARACTERS,
    FALLBACK_TEXT_CHARACTERS,
    HEADER_TEXT_CHARACTERS,
    MESSAGE_BLOCKS,
    MESSAGE_CHARACTERS,
)
from bot.platforms.slack.mrkdwn import escaped, fenced, is_blank, literal, pieces, shortened, size, with_spans

Block = dict[str, Any]
"""A block of Block Kit, as JSON."""

ValueOf = Callable[[Button], str]
"""What a press of the button sends back: whatever identifies the session and the argument."""

_BLOCKS_CHARACTERS = MESSAGE_CHARACTERS - FALLBACK_TEXT_CHARACTERS
_MARKS = {
    Mark.PLAIN: "•",
    Mark.RIGHT: ":white_check_mark:",
    Mark.MISSED: ":white_circle:",
    Mark.WRONG: ":warning:",
}
_DETAIL_INDENT = "      "
_DIVIDER: Block = {"type": "divider"}


@dataclass(frozen=True, slots=True)
class Message:
    """One message to post: blocks, and `text` for notifications, escaped like everything else.

    `files` are uploaded after it. `spoilers` belong to it but are not in it: Slack cannot hide text, so whoever asks to
    see one is shown it alone. A message with files or spoilers may have no blocks.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    files: tuple[File, ...] = ()
    spoilers: tuple[Field, ...] = ()


def render(cards: Sequence[Card], *, value_of: ValueOf) -> tuple[Message, ...]:
    """Draw cards that are meant for the same readers as one message, or as many as Slack's limits ask for."""
    messages: list[_Draft] = []
    for card in cards:
        blocks = [*_blocks(card, value_of)]
        if not messages or not messages[-1].has_room_for([_DIVIDER, *blocks]):
            messages.append(_Draft())
        elif blocks and messages[-1].blocks:
            messages[-1].add(_DIVIDER)
        messages[-1].announce(card)
        for block in blocks:
            if not messages[-1].has_room_for([block]):
                messages.append(_Draft())
                messages[-1].announce(card)
            messages[-1].add(block)
        messages[-1].conclude(card)
    return tuple(message.finished() for message in messages if not message.is_empty)


def render_field(field: Field) -> tuple[Block, ...]:
    """Draw one field, a spoiler or not, as sections."""
    return tuple(_sections(_field_atoms(field)))


class _Draft:
    """A message that is being filled."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._length = 0
        self._words: list[str] = []
        self._files: list[File] = []
        self._spoilers: list[Field] = []

    @property
    def is_empty(self) -> bool:
        return not (self.blocks or self._files or self._spoilers)

    def has_room_for(self, blocks: Sequence[Block]) -> bool:
        length = self._length + sum(map(_weight, blocks))
        return len(self.blocks) + len(blocks) <= MESSAGE_BLOCKS and length <= _BLOCKS_CHARACTERS

    def add(self, block: Block) -> None:
        self.blocks.append(block)
        self._length += _weight(block)

    def announce(self, card: Card) -> None:
        self._words += filter(None, (card.title, *card.body, *(field.name for field in card.fields), card.closing))

    def conclude(self, card: Card) -> None:
        self._files += card.files
        self._spoilers += (field for field in card.fields if field.is_spoiler)

    def finished(self) -> Message:
        words = " · ".join([*self._words, *(file.name for file in self._files)])
        text = shortened([escaped(character) for character in " ".join(words.split())], FALLBACK_TEXT_CHARACTERS)
        return Message("…" if is_blank(text) else text, tuple(self.blocks), tuple(self._files), tuple(self._spoilers))


def _weight(block: Block) -> int:
    """Return the length of a block within the JSON of its message, the comma after it included."""
    return size(json.dumps(block, ensure_ascii=False)) + len(", ")


def _blocks(card: Card, value_of: ValueOf) -> Iterator[Block]:
    if not is_blank(card.title):
        yield {"type": "header", "text": _plain_text(card.title, HEADER_TEXT_CHARACTERS)}
    yield from _sections(_paragraph_atoms(card.body))
    for text in fenced(card.code):
        yield _section(text)
    for field in card.fields:
        if not field.is_spoiler:
            yield from render_field(field)
    yield from _sections(with_spans(card.closing))
    yield from _actions(card.buttons, value_of)


def _sections(atoms: Iterable[str]) -> Iterator[Block]:
    return map(_section, pieces(atoms))


def _section(text: str) -> Block:
    # Verbatim: Slack must not make links of what looks like an address, a channel or a name.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _paragraph_atoms(paragraphs: Sequence[str]) -> Iterator[str]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield from "\n\n"
        yield from with_spans(paragraph)


def _field_atoms(field: Field) -> Iterator[str]:
    if not is_blank(field.name):
        name = shortened(literal(" ".join(field.name.split())), HEADER_TEXT_CHARACTERS)
        yield f"*{name}*"
        yield "\n"
    for number, line in enumerate(field.lines):
        if number:
            yield "\n"
        yield from _line_atoms(line)


def _line_atoms(line: Line) -> Iterator[str]:
    yield f"{_MARKS[line.mark]} "
    if line.quote:
        yield from ("“", *literal(" ".join(line.quote.split())), "”", " ")
    yield from with_spans(line.text)
    if line.detail:
        yield "\n"
        yield _DETAIL_INDENT
        yield from with_spans(line.detail)


def _actions(buttons: Sequence[Button], value_of: ValueOf) -> Iterator[Block]:
    """Lay out buttons in rows. Slack refuses a row in which two have the same action_id."""
    row: dict[str, Block] = {}
    for button in buttons:
        element = _button(button, value_of)
        is_full = len(row) == ACTIONS_ELEMENTS or _weight(_row([*row.values(), element])) > _BLOCKS_CHARACTERS
        if row and (is_full or button.verb in row):
            yield _row([*row.values()])
            row = {}
        row[button.verb] = element
    if row:
        yield _row([*row.values()])


def _row(elements: list[Block]) -> Block:
    return {"type": "actions", "elements": elements}


def _button(button: Button, value_of: ValueOf) -> Block:
    label = button.verb if is_blank(button.label) else button.label
    element: Block = {"type": "button", "text": _plain_text(label, BUTTON_TEXT_CHARACTERS), "action_id": str(button.verb)}
    if value := value_of(button)[:BUTTON_VALUE_CHARACTERS]:
        element["value"] = value
    return element


def _plain_text(text: str, longest: int) -> Block:
    line = " ".join(text.split())
    return {"type": "plain_text", "text": shortened([escaped(character) for character in line], longest), "emoji": False}
