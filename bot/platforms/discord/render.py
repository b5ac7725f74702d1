"""Draw cards as Discord messages. Nothing is refused for its length: it is parted, or cut with an ellipsis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import discord

from bot.conversation.cards import Button, Card, CardKind, Field, File, Line, Mark
from bot.conversation.wording import cleaned
from bot.platforms.discord import limits
from bot.platforms.discord.markup import (
    BLANK,
    ELLIPSIS,
    INDENT,
    SPOILER_UNITS,
    cut,
    fenced,
    own_text,
    pieces,
    quotation,
    spoiler,
    utf16_units,
)

MOST_MESSAGES_A_CARD = 3
"""What does not fit into so many is left out, and an ellipsis says so: nobody reads further in a chat."""
LONGEST_QUOTE_UNITS = 300
"""A quote is there to be recognised."""

_COLOURS = {
    CardKind.QUESTION: discord.Colour.blue(),
    CardKind.FEEDBACK: discord.Colour.green(),
    CardKind.EXPLANATION: discord.Colour.gold(),
    CardKind.SUMMARY: discord.Colour.purple(),
    CardKind.NOTICE: discord.Colour.light_grey(),
    CardKind.PROGRESS: discord.Colour.dark_grey(),
    CardKind.ERROR: discord.Colour.red(),
}
_MARKS = {Mark.PLAIN: "•", Mark.RIGHT: "✅", Mark.MISSED: "⚪", Mark.WRONG: "⚠️"}
_PARAGRAPH_BREAK = "\n\n"
_MESSAGE_UNITS = limits.MESSAGE_EMBEDS_CHARS - len(ELLIPSIS)
"""Room is left for a footer that says that something was left out."""


@dataclass(frozen=True, slots=True)
class Message:
    """One Discord message: embeds, what to press below them, and files."""

    embeds: tuple[discord.Embed, ...]
    buttons: tuple[Button, ...] = ()
    files: tuple[File, ...] = ()


@dataclass(slots=True)
class _Draft:
    """An embed that is being filled."""

    kind: CardKind
    title: str = ""
    description: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    is_cut: bool = False

    @property
    def units(self) -> int:
        return utf16_units(self.title + self.description) + sum(utf16_units(name + value) for name, value in self.fields)

    def add_text(self, text: str) -> bool:
        """Append a paragraph to the description, if there is room and no field yet."""
        longer = f"{self.description}{_PARAGRAPH_BREAK}{text}" if self.description else text
        if self.fields or utf16_units(longer) > limits.EMBED_DESCRIPTION_CHARS:
            return False
        self.description = longer
        return True

    def add_field(self, name: str, value: str) -> bool:
        """Append a field, if there is room."""
        if len(self.fields) == limits.EMBED_FIELDS or self.units + utf16_units(name + value) > _MESSAGE_UNITS:
            return False
        self.fields.append((name, value))
        return True

    def embed(self) -> discord.Embed:
        """Return the embed; one without any text gets a blank, since Discord refuses it otherwise."""
        blank = "" if self.title or self.fields else BLANK
        embed = discord.Embed(colour=_COLOURS[self.kind], title=self.title or None, description=self.description or blank or None)
        for name, value in self.fields:
            embed.add_field(name=name, value=value, inline=False)
        return embed.set_footer(text=ELLIPSIS) if self.is_cut else embed


@dataclass(slots=True)
class _Page:
    """A message that is being filled."""

    drafts: list[_Draft]
    buttons: tuple[Button, ...] = ()
    files: tuple[File, ...] = ()

    def has_room_for(self, drafts: Sequence[_Draft]) -> bool:
        """Tell whether more embeds fit. Buttons and files stand at the end, so nothing may follow them."""
        together = [*self.drafts, *drafts]
        return (
            not (self.buttons or self.files)
            and len(together) <= limits.MESSAGE_EMBEDS
            and sum(draft.units for draft in together) <= _MESSAGE_UNITS
        )

    def message(self) -> Message:
        return Message(tuple(draft.embed() for draft in self.drafts), self.buttons, self.files)


def render(cards: Sequence[Card]) -> tuple[Message, ...]:
    """Draw cards for one audience, in order: short ones share a message, long ones take up to three.

    Buttons and files stand on the last message of their card. Lone surrogates and control characters are replaced.
    """
    pages: list[_Page] = []
    for card in cards:
        for page in _pages(card):
            if pages and pages[-1].has_room_for(page.drafts):
                pages[-1].drafts += page.drafts
                pages[-1].buttons, pages[-1].files = page.buttons, page.files
            else:
                pages.append(page)
    return tuple(page.message() for page in pages)


def _pages(card: Card) -> list[_Page]:
    pages = [_Page([])]
    for draft in _drafts(card):
        if not pages[-1].has_room_for([draft]):
            if len(pages) == MOST_MESSAGES_A_CARD:
                pages[-1].drafts[-1].is_cut = True
                break
            pages.append(_Page([]))
        pages[-1].drafts.append(draft)
    _attach(pages, card)
    return pages


def _attach(pages: list[_Page], card: Card) -> None:
    """Put buttons and files on the last page, and on further pages what one message cannot take."""
    buttons = tuple(replace(button, label=_label(button)) for button in card.buttons)
    files = card.files
    while True:
        pages[-1].buttons, buttons = buttons[: limits.MESSAGE_BUTTONS], buttons[limits.MESSAGE_BUTTONS :]
        pages[-1].files, files = files[: limits.MESSAGE_FILES], files[limits.MESSAGE_FILES :]
        if not (buttons or files):
            return
        pages.append(_Page([_Draft(card.kind, description=ELLIPSIS)]))


def _label(button: Button) -> str:
    return cut(cleaned(button.label), limits.BUTTON_LABEL_CHARS, str) or f"/{button.verb}"


def _drafts(card: Card) -> Iterator[_Draft]:
    """Fill embeds one after another; only the first has the title."""
    draft = _Draft(card.kind, cut(cleaned(card.title), limits.EMBED_TITLE_CHARS, own_text))
    for text in _description(card):
        if not draft.add_text(text):
            yield draft
            draft = _Draft(card.kind, description=text)
    for name, value in _fields(card):
        if not draft.add_field(name, value):
            yield draft
            draft = _Draft(card.kind, fields=[(name, value)])
    for text in pieces(cleaned(card.closing), limits.EMBED_FIELD_VALUE_CHARS, own_text):
        if not (draft.add_text(text) or (draft.fields and draft.add_field(BLANK, text))):
            yield draft
            draft = _Draft(card.kind, description=text)
    yield draft


def _description(card: Card) -> Iterator[str]:
    for paragraph in card.body:
        yield from pieces(cleaned(paragraph), limits.EMBED_DESCRIPTION_CHARS, own_text)
    yield from pieces(cleaned(card.code), limits.EMBED_DESCRIPTION_CHARS, fenced)


def _fields(card: Card) -> Iterator[tuple[str, str]]:
    """Return names and values; a field that is too long goes on in fields without a name."""
    for titled in card.fields:
        name = cut(cleaned(titled.name), limits.EMBED_FIELD_NAME_CHARS, own_text) or BLANK
        for value in _values(titled):
            yield name, value
            name = BLANK


def _values(titled: Field) -> Iterator[str]:
    wrapped = spoiler if titled.is_spoiler else str
    longest = limits.EMBED_FIELD_VALUE_CHARS - (SPOILER_UNITS if titled.is_spoiler else 0)
    value = ""
    for line in titled.lines:
        for text in _line(line, longest):
            longer = f"{value}\n{text}" if value else text
            if utf16_units(longer) > longest:
                yield wrapped(value)
                longer = text
            value = longer
    yield wrapped(value) if value else BLANK


def _line(line: Line, longest: int) -> Iterator[str]:
    """Return one line's Markdown in pieces: mark, quote and text, then what there is to say about it."""
    quote = cut(cleaned(line.quote), LONGEST_QUOTE_UNITS, quotation)
    head = f"{_MARKS[line.mark]} “{quote}” " if quote else f"{_MARKS[line.mark]} "
    texts = pieces(cleaned(line.text), longest - utf16_units(head), own_text)
    yield f"{head}{next(texts, '')}".rstrip()
    yield from texts
    yield from pieces(cleaned(line.detail), longest, _indented)


def _indented(text: str) -> str:
    return INDENT + own_text(text).replace("\n", f"\n{INDENT}")
