"""Code that comes as a file: is it one, is it small enough, and what is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.conversation.events import Attachment
from bot.locales import Phrases
from bot.platforms.uploads import check_size, is_code_file, no_code


async def read_attachments(attachments: Sequence[discord.Attachment], words: Phrases) -> Attachment | None:
    """Fetch the first file that is code; None if there is no file. Raises UserError, discord.HTTPException."""
    if not attachments:
        return None
    code = next((file for file in attachments if is_code_file(file.filename)), None)
    if code is None:
        raise no_code(words)
    check_size(code.size, words)
    return Attachment(code.filename, await code.read())


async def read_resolved(client: discord.Client, data: dict[str, Any], words: Phrases) -> Attachment | None:
    """Fetch the file of a form, from what Discord says of it; a form that was opened before a restart has no other way."""
    files = list(data.get("resolved", {}).get("attachments", {}).values())
    if not files:
        return None
    file = files[0]
    if not is_code_file(str(file["filename"])):
        raise no_code(words)
    check_size(int(file["size"]), words)
    return Attachment(str(file["filename"]), await client.http.get_from_cdn(file["url"]))
