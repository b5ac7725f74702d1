"""Which files a platform fetches, and how much of them."""

from __future__ import annotations

from bot.locales import Phrases
from bot.platforms.errors import UserError

MOST_FILE_BYTES = 1 << 20
"""What is fetched of a file; the judge takes less, and says so."""
CODE_SUFFIXES = (".py", ".cpp", ".cc", ".cxx", ".h", ".hpp", ".txt", ".md")


def is_code_file(name: str) -> bool:
    """Return whether a file's name is that of code."""
    return name.lower().endswith(CODE_SUFFIXES)


def check_size(size_bytes: int, words: Phrases) -> None:
    """Refuse a file that is too large. Raises UserError."""
    if size_bytes > MOST_FILE_BYTES:
        raise UserError(words.say("file.too-large", longest=f"{MOST_FILE_BYTES >> 10} KB"))


def no_code(words: Phrases) -> UserError:
    """Return what to say to whoever sent files of which none is code."""
    return UserError(words.say("file.no-code"))
