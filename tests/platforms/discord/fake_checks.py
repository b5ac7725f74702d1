"""What Discord would refuse of a body, so that a test does not pass on what would fail in the world."""

from __future__ import annotations

from collections.abc import Iterator

from bot.platforms.discord import limits
from bot.platforms.discord.markup import utf16_units
from tests.platforms.discord.fake_world import Json, walk

_BUTTON = 2
_COMPONENTS_V2 = 1 << 15


def complaints_about_message(body: Json, *, is_new: bool) -> list[str]:
    """Return why Discord would refuse a message."""
    embeds = body.get("embeds") or []
    components = body.get("components") or []
    checks = [
        (utf16_units(body.get("content") or "") > limits.MESSAGE_CHARS, "content is too long"),
        (utf16_units(str(body.get("nonce") or "")) > limits.NONCE_CHARS, "nonce is too long"),
        (len(embeds) > limits.MESSAGE_EMBEDS, "too many embeds"),
        (sum(map(_embed_units, embeds)) > limits.MESSAGE_EMBEDS_CHARS, "the embeds together are too long"),
        (is_new and not any(body.get(key) for key in ("content", "embeds", "components", "attachments")), "empty message"),
    ]
    found = [complaint for is_wrong, complaint in checks if is_wrong]
    for embed in embeds:
        found += _about_embed(embed)
    return found + _about_components(components, is_v2=bool(body.get("flags", 0) & _COMPONENTS_V2))


def complaints_about_modal(modal: Json) -> list[str]:
    """Return why Discord would refuse a modal."""
    components = modal["components"]
    found = list(_length("modal title", modal["title"], limits.MODAL_TITLE_CHARS))
    found += _length("custom_id", modal["custom_id"], limits.CUSTOM_ID_CHARS)
    if not 1 <= len(components) <= limits.MODAL_COMPONENTS:
        found.append("a modal has 1 to 5 components")
    for component in walk(components):
        found += _length("custom_id", component.get("custom_id", "x"), limits.CUSTOM_ID_CHARS)
        if component.get("label") is not None:
            found += _length("label", component["label"], limits.MODAL_LABEL_CHARS)
    return found


def complaints_about_choices(choices: list[Json]) -> list[str]:
    """Return why Discord would refuse choices of autocomplete."""
    found = ["too many choices"] if len(choices) > limits.AUTOCOMPLETE_CHOICES else []
    for choice in choices:
        found += _length("choice name", choice["name"], limits.CHOICE_NAME_CHARS)
        if isinstance(choice["value"], str):
            found += _length("choice value", choice["value"], limits.CHOICE_VALUE_CHARS)
    return found


def complaints_about_commands(commands: list[Json]) -> list[str]:
    """Return why Discord would refuse to register commands."""
    found: list[str] = []
    for command in commands:
        localised = command.get("name_localizations") or {}
        for name in (command["name"], *localised.values()):
            found += _length("command name", name, limits.COMMAND_NAME_CHARS)
        if command.get("description"):
            localised = command.get("description_localizations") or {}
            for text in (command["description"], *localised.values()):
                found += _length("command description", text, limits.COMMAND_DESCRIPTION_CHARS)
        found += complaints_about_commands(command.get("options") or [])
    return found


def _about_embed(embed: Json) -> Iterator[str]:
    fields = embed.get("fields") or []
    if len(fields) > limits.EMBED_FIELDS:
        yield "too many fields"
    yield from _length("title", embed.get("title", "x"), limits.EMBED_TITLE_CHARS)
    yield from _length("description", embed.get("description", "x"), limits.EMBED_DESCRIPTION_CHARS)
    yield from _length("footer", embed.get("footer", {}).get("text", "x"), limits.EMBED_FOOTER_CHARS)
    for field in fields:
        yield from _length("field name", field["name"], limits.EMBED_FIELD_NAME_CHARS)
        yield from _length("field value", field["value"], limits.EMBED_FIELD_VALUE_CHARS)


def _about_components(components: list[Json], *, is_v2: bool) -> list[str]:
    found = [] if is_v2 or len(components) <= limits.ROWS else ["too many rows"]
    everything = walk(components)
    custom_ids = [component["custom_id"] for component in everything if "custom_id" in component]
    if len(custom_ids) != len(set(custom_ids)):
        found.append("a custom_id stands twice")
    for component in everything:
        found += _length("custom_id", component.get("custom_id", "x"), limits.CUSTOM_ID_CHARS)
        if component["type"] == _BUTTON and not component.get("emoji"):
            found += _length("button label", component.get("label") or "", limits.BUTTON_LABEL_CHARS)
        if component["type"] == 1 and len(component["components"]) > limits.ROW_BUTTONS:
            found.append("too many components in a row")
    return found


def _length(what: str, text: str, most_units: int) -> list[str]:
    if not text.strip():
        return [f"{what} is blank"]
    return [f"{what} is too long"] if utf16_units(text) > most_units else []


def _embed_units(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description"), embed.get("footer", {}).get("text")]
    texts += [text for field in embed.get("fields") or [] for text in (field["name"], field["value"])]
    return sum(utf16_units(text or "") for text in texts)
