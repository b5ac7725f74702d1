"""Refuse roughly what Block Kit refuses, and find what can be pressed. Numbers are Slack's, not read from the bot's limits."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.platforms.slack.fake_world import Json

MESSAGE_CHARACTERS = 13_200
_TEXT_LIMITS = {"section": 3000, "header": 150}
_ELEMENT_TEXT_LIMIT = 75
_OPTION_VALUE_LIMIT = 150


def problems_of_message(body: Json) -> str | None:
    """Return the error that Slack answers to a message, if any."""
    blocks = body.get("blocks") or []
    if not blocks and not str(body.get("text", "")).strip():
        return "no_text"
    if len(str(body.get("text", ""))) > 40_000:
        return "msg_too_long"
    if len(blocks) > 50 or [*problems_of_blocks(blocks)]:
        return "invalid_blocks"
    if len(json.dumps(blocks, ensure_ascii=False)) > MESSAGE_CHARACTERS:
        return "msg_blocks_too_long"
    return None


def problems_of_view(view: Json) -> list[str]:
    """Return what is wrong with a modal or a Home tab."""
    blocks = view.get("blocks", [])
    found = [*problems_of_blocks(blocks)]
    if view.get("type") not in {"modal", "home"}:
        found.append("type")
    if len(blocks) > 100:
        found.append("more than 100 blocks")
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata is longer than 3000")
    if len(view.get("callback_id", "")) > 255:
        found.append("callback_id is longer than 255")
    if view.get("type") == "modal":
        labels = [name for name in ("title", "submit", "close") if len(view.get(name, {}).get("text", "")) > 24]
        found += [f"{name} is longer than 24" for name in labels]
        if not view.get("title", {}).get("text"):
            found.append("title is missing")
        if "submit" not in view and any(block["type"] == "input" for block in blocks):
            found.append("submit is missing")
    return found


def problems_of_blocks(blocks: list[Json]) -> Iterator[str]:
    """Yield what is wrong with blocks."""
    block_ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(block_ids)) < len(block_ids):
        yield "two blocks have one block_id"
    for block in blocks:
        yield from _problems_of_block(block)
        elements = [*elements_of(block)]
        for element in elements:
            yield from _problems_of_element(element)
        action_ids = [element["action_id"] for element in elements if "action_id" in element]
        if len(set(action_ids)) < len(action_ids):
            yield "two elements of a block have one action_id"


def elements_of(block: Json) -> list[Json]:
    """Return what can be pressed, chosen or typed into."""
    match block:
        case {"type": "actions", "elements": list(elements)}:
            return elements
        case {"type": "section", "accessory": dict(accessory)}:
            return [accessory]
        case {"type": "input", "element": dict(element)}:
            return [element]
        case _:
            return []


def find_element(blocks: list[Json], action_id: str, value: str | None = None) -> tuple[Json, Json]:
    """Return the block and the element in it that has an action_id, and a value if one is given."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id and value in {None, element.get("value")}:
                return block, element
    raise LookupError(f"there is nothing with action_id {action_id!r} and value {value!r} to press")


def given_ids(blocks: list[Json]) -> list[Json]:
    """Name the blocks and elements that were sent without a name, as Slack does."""
    named = [{"block_id": f"b{number}", **block} for number, block in enumerate(blocks)]
    for block in named:
        for number, element in enumerate(elements_of(block)):
            element.setdefault("action_id", f"a{number}")
    return named


def _problems_of_block(block: Json) -> Iterator[str]:
    match block.get("type"):
        case "section" | "header" as kind:
            yield from _problems_of_text(block.get("text"), _TEXT_LIMITS[kind], mrkdwn=kind == "section")
        case "context":
            if not 1 <= len(block.get("elements", [])) <= 10:
                yield "a context has 1 to 10 elements"
            for element in block.get("elements", []):
                if element.get("type") != "image":
                    yield from _problems_of_text(element, 3000, mrkdwn=True)
        case "actions":
            if not 1 <= len(block.get("elements", [])) <= 25:
                yield "a row of actions has 1 to 25 elements"
        case "input":
            yield from _problems_of_text(block.get("label"), 2000, mrkdwn=False)
        case "divider" | "image" | "rich_text":
            return
        case kind:
            yield f"unknown block type {kind}"


def _problems_of_element(element: Json) -> Iterator[str]:
    if not 1 <= len(element.get("action_id", "x")) <= 255:
        yield "an action_id has 1 to 255 characters"
    if element["type"] == "button":
        yield from _problems_of_text(element.get("text"), _ELEMENT_TEXT_LIMIT, mrkdwn=False)
        if len(element.get("value", "")) > 2000:
            yield "a value has at most 2000 characters"
    if element["type"] == "plain_text_input" and len(element.get("initial_value", "")) > 3000:
        yield "an input has at most 3000 characters"
    if "options" in element:
        yield from problems_of_options(element["options"])


def problems_of_options(options: list[Json]) -> Iterator[str]:
    """Yield what is wrong with the options of a menu."""
    if not 1 <= len(options) <= 100:
        yield "a menu has 1 to 100 options"
    for option in options:
        yield from _problems_of_text(option.get("text"), _ELEMENT_TEXT_LIMIT, mrkdwn=True)
        if len(option.get("value", "")) > _OPTION_VALUE_LIMIT:
            yield f"an option's value has at most {_OPTION_VALUE_LIMIT} characters"


def _problems_of_text(text: Json | None, longest: int, *, mrkdwn: bool) -> Iterator[str]:
    if not isinstance(text, dict) or not isinstance(text.get("text"), str):
        yield "text is missing"
    elif text.get("type") not in ({"plain_text", "mrkdwn"} if mrkdwn else {"plain_text"}):
        yield f"text of type {text.get('type')}"
    elif not 1 <= len(text["text"]) <= longest:
        yield f"text has 1 to {longest} characters"
