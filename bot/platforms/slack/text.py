"""Read what was typed in Slack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ESCAPED = re.compile(r"<(?P<link>[^<>\n]+)>|&(?:amp|lt|gt);")
_ENTITY = re.compile("|".join(_ENTITIES))
_BACKTICKS = re.compile(r"`{3,}")
_FENCE_MARKS = 3

Element = Mapping[str, Any]
"""An element of a rich_text block, as JSON."""


def unescaped(text: str) -> str:
    """Return the text of a message as it was typed: three entities are read, once, and links are words again."""
    return _ESCAPED.sub(lambda found: _ENTITIES[found[0]] if found["link"] is None else _typed_link(found["link"]), text)


def code_of_blocks(blocks: Sequence[Element]) -> str | None:
    """Return the text of a message from Slack's editor, its code blocks fenced; None if it holds no rich text.

    Rich text, unlike the text of a message, is not escaped.
    """
    parts = [part for block in blocks if block.get("type") == "rich_text" for part in block.get("elements", ())]
    if not any(block.get("type") == "rich_text" for block in blocks):
        return None
    return "\n".join(filter(None, map(_text_of_part, parts))).strip("\n")


def _typed_link(link: str) -> str:
    """Return what stood for `<target|label>`; a user, a channel or a broadcast keeps its sign."""
    target, _, label = (_ENTITY.sub(lambda entity: _ENTITIES[entity[0]], half) for half in link.partition("|"))
    match target[:1]:
        case "@" | "#" as sign:
            return sign + (label or target[1:])
        case "!" if not target.startswith("!date^"):
            return f"@{(label or target[1:]).removeprefix('@')}"
        case _:
            return label or target


def _text_of_part(part: Element) -> str:
    elements: Iterable[Element] = part.get("elements", ())
    match part.get("type"):
        case "rich_text_preformatted":
            return _fenced("".join(map(_text_of, elements)))
        case "rich_text_list":
            return "\n".join(map(_text_of_part, elements))
        case _:
            return "".join(map(_text_of, elements)).strip("\n")


def _fenced(code: str) -> str:
    """Fence code more strongly than anything in it."""
    longest = max(map(len, _BACKTICKS.findall(code)), default=_FENCE_MARKS - 1)
    fence = "`" * (longest + 1)
    return f"{fence}\n{code.rstrip()}\n{fence}"


def _text_of(element: Element) -> str:
    match element:
        case {"type": "text", "text": str(text)}:
            return text
        case {"type": "link", "text": str(text)} if text:
            return text
        case {"type": "link", "url": str(url)}:
            return url
        case {"type": "emoji", "name": str(name)}:
            return f":{name}:"
        case {"type": "user", "user_id": str(user)}:
            return f"@{user}"
        case {"type": "channel", "channel_id": str(channel)}:
            return f"#{channel}"
        case {"type": "broadcast", "range": str(audience)}:
            return f"@{audience}"
        case {"type": "date", "fallback": str(fallback)}:
            return fallback
        case _:
            return ""
