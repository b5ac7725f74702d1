"""Code that comes as a file: is it one, is it small enough, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation.events import Attachment
from bot.locales import Phrases
from bot.platforms.errors import UserError
from bot.platforms.uploads import check_size, is_code_file, no_code

_SUFFIX_OF_SNIPPET: Final = {"python": ".py", "cpp": ".cpp", "c": ".cpp", "text": ".txt", "markdown": ".md", "post": ".md"}
"""A snippet is called as its author likes; Slack says in filetype what it is."""
_SLACK_HOST: Final = ".slack.com"

File = Mapping[str, Any]
"""A file as Slack describes it."""


async def read_files(client: AsyncWebClient, files: Sequence[File], words: Phrases) -> Attachment | None:
    """Fetch the first file that is code; None if there is no file. Raises UserError, aiohttp.ClientError, OSError."""
    if not files:
        return None
    file = next((file for file in files if name_of(file) is not None), None)
    if file is None:
        raise no_code(words)
    check_size(int(file.get("size", 0)), words)
    content = await _fetch(client, str(file.get("url_private_download", "")), words)
    return Attachment(name_of(file) or "", content)


def name_of(file: File) -> str | None:
    """Return what a file of code is called, with the suffix that says its language; None if it is no code."""
    name = str(file.get("name") or file.get("title") or "")
    if is_code_file(name):
        return name
    suffix = _SUFFIX_OF_SNIPPET.get(str(file.get("filetype", "")))
    return name + suffix if suffix is not None and "." not in name else None


async def _fetch(client: AsyncWebClient, url: str, words: Phrases) -> bytes:
    # The token goes nowhere but to Slack: a file may lie with another company, which its address shows.
    if client.session is None or not _is_slacks(url, client.base_url):
        raise UserError(words.say("slack.file-elsewhere"))
    headers = {"Authorization": f"Bearer {client.token}"}
    async with client.session.get(url, headers=headers, proxy=client.proxy, allow_redirects=False) as response:
        # Whoever may not see a file is shown, with status 200, the page on which one signs in.
        if response.status != 200 or response.content_type == "text/html":
            raise UserError(words.say("slack.file-elsewhere"))
        content = bytearray()
        async for part in response.content.iter_any():
            content += part
            check_size(len(content), words)
    return bytes(content)


def _is_slacks(url: str, base_url: str) -> bool:
    file, api = urlsplit(url), urlsplit(base_url)
    if (file.scheme, file.netloc) == (api.scheme, api.netloc):
        return True
    return file.scheme == "https" and (file.hostname or "").endswith(_SLACK_HOST)
