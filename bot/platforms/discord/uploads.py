"""Code that comes as a file: is it one, is it small enough, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.conversation.events import Attachment
from bot.locales import Phrases
from bot.platforms.errors import UserError

MOST_FILE_BYTES = 1 << 20
"""What is fetched of a file; the judge takes less, and says so."""
CODE_SUFFIXES = (".py", ".cpp", ".cc", ".cxx", ".h", ".hpp", ".txt", ".md", ".ipynb")


async def read_attachments(attachments: Sequence[discord.Attachment], words: Phrases) -> Attachment | None:
    """Fetch the first file that is code; None if there is no file. Raises UserError, discord.HTTPException."""
    if not attachments:
        return None
    code = next((file for file in attachments if file.filename.lower().endswith(CODE_SUFFIXES)), None)
    if code is None:
        raise UserError(words.say("file.no-code"))
    _check_size(code.size, words)
    return Attachment(code.filename, await code.read())


async def read_resolved(client: discord.Client, data: dict[str, Any], words: Phrases) -> Attachment | None:
    """Fetch the file of a form, from what Discord says of it; a form that was opened before a restart has no other way."""
    files = list(data.get("resolved", {}).get("attachments", {}).values())
    if not files:
        return None
    file = files[0]
    if not str(file["filename"]).lower().endswith(CODE_SUFFIXES):
        raise UserError(words.say("file.no-code"))
    _check_size(int(file["size"]), words)
    return Attachment(str(file["filename"]), await client.http.get_from_cdn(file["url"]))


def _check_size(size_bytes: int, words: Phrases) -> None:
    if size_bytes > MOST_FILE_BYTES:
        raise UserError(words.say("file.too-large", longest=f"{MOST_FILE_BYTES >> 10} KB"))
