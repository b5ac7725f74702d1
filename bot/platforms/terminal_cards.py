"""Draw cards with rich: coloured on a terminal, plain text in a pipe."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.conversation.cards import Card, CardKind, Field, Line, Mark
from bot.conversation.events import Verb
from bot.conversation.wording import cleaned

NARROWEST = 20
"""Columns below which text is not wrapped any further."""

_TITLE_STYLES = {
    CardKind.QUESTION: "bold cyan",
    CardKind.FEEDBACK: "bold green",
    CardKind.EXPLANATION: "bold yellow",
    CardKind.SUMMARY: "bold magenta",
    CardKind.NOTICE: "bold",
    CardKind.PROGRESS: "dim",
    CardKind.ERROR: "red",
}
_TYPED = (Verb.ANSWER, Verb.SUBMIT)
"""What needs no button here: one types it."""
_MARKS = {Mark.PLAIN: ("-", "dim"), Mark.RIGHT: ("+", "green"), Mark.MISSED: ("o", "yellow"), Mark.WRONG: ("!", "red")}


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the caller: rich would end the process with status 1."""
        raise  # noqa: PLE0704  # rich calls this while it handles the BrokenPipeError.


class CardPrinter:
    """Prints cards to one stream, as wide as it is."""

    def __init__(self, stream: TextIO) -> None:
        self._console = _Console(file=stream, highlight=False, markup=False, emoji=False)

    def show(self, card: Card) -> None:
        """Print one card, after a blank line."""
        style = _TITLE_STYLES[card.kind]
        self._console.print()
        if card.title:
            self._print(Text(cleaned(card.title), style=style), indent=0)
        for paragraph in card.body:
            self._print(Text(cleaned(paragraph), style="" if card.title else style), indent=0)
        for line in card.code.splitlines():
            self._console.print(Text(f"    {cleaned(line)}", style="cyan"), soft_wrap=True)
        for field in card.fields:
            self._show_field(field)
        if card.closing:
            self._print(Text(cleaned(card.closing)), indent=0)
        if ways := " · ".join(f"/{button.verb} {button.label}" for button in card.buttons if button.verb not in _TYPED):
            self._print(Text(ways, style="dim"), indent=0)

    def _show_field(self, field: Field) -> None:
        self._print(Text(field.name, style="bold"), indent=2)
        for line in field.lines:
            self._show_line(line)

    def _show_line(self, line: Line) -> None:
        mark, style = _MARKS[line.mark]
        text = Text.assemble((f"{mark} ", style))
        if line.quote:
            text.append(f"“{cleaned(line.quote)}” ", style="italic")
        text.append(cleaned(line.text))
        self._print(text, indent=4, hanging=len(mark) + 1)
        if line.detail:
            self._print(Text(cleaned(line.detail), style="dim"), indent=6)

    def _print(self, text: Text, *, indent: int, hanging: int = 0) -> None:
        """Wrap a text; every line is indented, and all but the first by `hanging` more."""
        width = max(NARROWEST, self._console.width - indent - hanging)
        for number, line in enumerate(text.wrap(self._console, width)):
            line.rstrip()
            start = " " * (indent + (hanging if number else 0))
            self._console.print(Text(start).append_text(line), soft_wrap=True)
