"""Turn plain text into Slack's mrkdwn, in which nothing is formatted by accident.

Text is handled as atoms: strings that must not be cut, such as `&lt;` or a code span. Slack has no way to escape a
mark, so a soft hyphen, which is invisible, goes to either side of one that would format: Slack formats only where a
mark touches a word on one side and none on the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.conversation.wording import cleaned
from bot.platforms.slack.limits import SECTION_TEXT_CHARACTERS

SOFT_HYPHEN = "\u00ad"
"""Keeps a mark from formatting, as jsx-slack does for quotes."""

ZERO_WIDTH_SPACE = "\u200b"
"""Lets a code span format next to a word, which in Chinese is everywhere."""

FENCE = "```"

LONGEST_SPAN = 200
"""Characters of a code span that is kept in one piece; longer ones are plain text."""

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPAN = re.compile(r"(?<!`)`([^`\n]*[^`\s][^`\n]*)`(?!`)")
_WORD_MARK = re.compile(r"[*_~]")
_LINE_QUOTE = re.compile(r"^(\s*)([>＞])", re.MULTILINE)
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_FENCE_IN_CODE = re.compile(r"`(?=``)")


def size(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def is_blank(text: str) -> bool:
    """Tell whether nothing of a text can be seen."""
    return not any(character.isprintable() and not character.isspace() for character in text)


def escaped(text: str) -> str:
    """Escape the three characters that Slack reads, once."""
    return "".join(_ENTITIES.get(character, character) for character in cleaned(text))


def literal(text: str) -> list[str]:
    """Return the atoms of a text, backticks and all marks of which mean nothing."""
    text = _LINE_QUOTE.sub(rf"\1{SOFT_HYPHEN}\2", cleaned(text))
    text = _EMOJI.sub(f":{SOFT_HYPHEN}", text)
    text = _WORD_MARK.sub(_disarmed, text)
    text = text.replace("`", f"{SOFT_HYPHEN}`{SOFT_HYPHEN}")
    return [_ENTITIES.get(character, character) for character in text]


def with_spans(text: str) -> list[str]:
    """Return the atoms of one of the bot's own texts: code between two backticks stays code."""
    text = cleaned(text)
    atoms: list[str] = []
    end = 0
    for span in _SPAN.finditer(text):
        code = escaped(span[1])
        if size(code) > LONGEST_SPAN:
            continue
        atoms += literal(text[end : span.start()])
        before, after = (ZERO_WIDTH_SPACE if neighbour.isalnum() else "" for neighbour in _neighbours(span))
        atoms.append(f"{before}`{code}`{after}")
        end = span.end()
    return atoms + literal(text[end:])


def pieces(atoms: Iterable[str], longest: int = SECTION_TEXT_CHARACTERS) -> Iterator[str]:
    """Join atoms into texts that are not too long, cut at a line break or else at a space, without blank ones."""
    piece: list[str] = []
    length = 0
    for atom in atoms:
        while piece and length + size(atom) > longest:
            cut = _best_cut(piece)
            yield from _shown("".join(piece[:cut]))
            piece = piece[cut:]
            length = sum(map(size, piece))
        piece.append(atom)
        length += size(atom)
    yield from _shown("".join(piece))


def shortened(atoms: Iterable[str], longest: int) -> str:
    """Join atoms up to a length, and show by an ellipsis that some are missing."""
    kept: list[str] = []
    length = 0
    for atom in atoms:
        length += size(atom)
        if length > longest:
            while kept and sum(map(size, kept)) + 1 > longest:
                kept.pop()
            return "".join(kept).rstrip() + "…"
        kept.append(atom)
    return "".join(kept)


def fenced(code: str, longest: int = SECTION_TEXT_CHARACTERS) -> Iterator[str]:
    """Return code as blocks between fences, each whole; a fence within the code is taken apart."""
    around = f"{FENCE}\n", f"\n{FENCE}"
    atoms = [_ENTITIES.get(c, c) for c in _FENCE_IN_CODE.sub(f"`{SOFT_HYPHEN}", cleaned(code))]
    for piece in pieces(atoms, longest - sum(map(size, around))):
        yield piece.removesuffix("\n").join(around)


def _shown(piece: str) -> Iterator[str]:
    if not is_blank(piece):
        yield piece


def _best_cut(piece: list[str]) -> int:
    """Return how many atoms go to the first part; never none, and never so few that parts abound."""
    for gap in ("\n", " "):
        for place in range(len(piece) - 1, len(piece) // 2, -1):
            if piece[place] == gap:
                return place + 1
    return len(piece)


def _neighbours(found: re.Match[str]) -> tuple[str, str]:
    start, end = found.span()
    return found.string[max(0, start - 1) : start], found.string[end : end + 1]


def _disarmed(mark: re.Match[str]) -> str:
    before, after = _neighbours(mark)
    within_a_word = before.isalnum() and after.isalnum()
    stands_alone = (not before or before.isspace()) and (not after or after.isspace())
    return mark[0] if within_a_word or stands_alone else f"{SOFT_HYPHEN}{mark[0]}{SOFT_HYPHEN}"
