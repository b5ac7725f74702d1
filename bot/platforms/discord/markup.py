"""Put text into Discord's Markdown so that it shows as it was written, in pieces that fit.

`discord.utils.escape_markdown` is not used: it leaves what stands between the brackets of a link, indented lists, numbered
lists and mentions of channels as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from discord.utils import escape_mentions

BLANK = "\u200b"
"""A zero-width space: text where Discord wants some, and what keeps two characters apart."""
ELLIPSIS = "…"
"""Stands where something was left out."""
INDENT = "\u2003"
"""An em space: Discord takes ordinary spaces at the head of a line for a nested list, or drops them."""

SPOILER_UNITS = len("||||") + len(BLANK)
"""What `spoiler` adds at most."""

Encoder = Callable[[str], str]
"""Turns any part of a text into Markdown that is whole by itself."""

_CODE_SPAN = r"(?<!`)`(?!`)[^`\n]*[^`\s][^`\n]*`(?!`)"
# A backslash would break the link, and underscores in it are no emphasis; what could end a spoiler or a span is not in it.
_ADDRESS = r"https?://[A-Za-z0-9./_?=&%#:+,;!-]+"
_SPECIAL = r"[\\*_~`|<\[]|^[^\S\n]*(?:[#>-]|\d+\.(?=\s))"
_IN_OWN_TEXT = re.compile(rf"(?P<kept>{_CODE_SPAN}|{_ADDRESS})|{_SPECIAL}", re.MULTILINE)
_IN_QUOTES = re.compile(_SPECIAL, re.MULTILINE)
_FENCE = re.compile(r"`{3,}")


def utf16_units(text: str) -> int:
    """Return the length of a text without lone surrogates in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def own_text(text: str) -> str:
    """Encode the bot's own words: code spans and addresses work, anything else shows as it is."""
    return escape_mentions(_IN_OWN_TEXT.sub(_kept_or_backslashed, text))


def quotation(text: str) -> str:
    """Encode the learner's words: everything shows as it was typed."""
    return escape_mentions(_IN_QUOTES.sub(lambda match: _backslashed(match[0]), text))


def fenced(code: str) -> str:
    """Encode Python code: a fence around it, and none inside."""
    return f"```py\n{_FENCE.sub(lambda match: BLANK.join(match[0]), code)}\n```"


def spoiler(markdown: str) -> str:
    """Hide encoded text until it is clicked; adds at most SPOILER_UNITS."""
    return f"||{markdown}{BLANK if markdown.endswith('|') else ''}||"


def pieces(text: str, longest: int, encode: Encoder) -> Iterator[str]:
    """Encode a text in pieces of at most `longest` UTF-16 units, parted at line breaks or spaces if there are any."""
    start = 0
    while start < len(text):
        end = _end_of_piece(text, start, longest, encode)
        piece = text[start:end].rstrip()
        if piece:
            yield encode(piece)
        start = end


def cut(text: str, longest: int, encode: Encoder) -> str:
    """Encode a text as one line of at most `longest` UTF-16 units, with an ellipsis where the rest was."""
    line = " ".join(text.split())
    whole = encode(line)
    if utf16_units(whole) <= longest:
        return whole
    end = _end_of_piece(line, 0, longest - len(ELLIPSIS), encode)
    return encode(line[:end].rstrip()) + ELLIPSIS


def _kept_or_backslashed(match: re.Match[str]) -> str:
    if match["kept"]:
        # A code span does not protect two bars: they would end a spoiler around it.
        return re.sub(r"\|(?=\|)", f"|{BLANK}", match["kept"])
    return _backslashed(match[0])


def _backslashed(special: str) -> str:
    """Put the backslash before the last character: what comes before it is indentation or a number."""
    return f"{special[:-1]}\\{special[-1]}"


def _end_of_piece(text: str, start: int, longest: int, encode: Encoder) -> int:
    end = min(len(text), start + longest)
    while True:
        if end < len(text):
            end = _break_before(text, start, end)
        # Measured again after each step: a code span that is cut in two grows, because what is in it gets escaped.
        size = utf16_units(encode(text[start:end]))
        if size <= longest or end - start == 1:
            return end
        end = start + max(1, min(end - start - 1, (end - start) * longest // size))


def _break_before(text: str, start: int, end: int) -> int:
    """Return where to part the text: after the last line break or space in the second half of what fits, or at its end."""
    middle = (start + end) // 2
    for separator in ("\n", " "):
        found = text.rfind(separator, middle, end)
        if found >= 0:
            return found + 1
    return end
