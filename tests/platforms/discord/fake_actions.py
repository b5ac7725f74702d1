"""What a user's Discord client sends: the `data` of interactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.platforms.discord.fake_http import Upload
from tests.platforms.discord.fake_world import Interaction, Json, Message, World, walk

OptionValue = str | int | float | bool | Upload
"""The value of a command's option; a name and bytes stand for an uploaded file."""

_SUBCOMMANDS = (1, 2)
_ATTACHMENT = 11
_TEXT_INPUT = 4
_FILE_UPLOAD = 19


def command_data(world: World, name: str, options: Mapping[str, OptionValue], focused: str | None = None) -> Json:
    """Return the data of a slash command, typed as it was registered. `name` may be "command subcommand".

    Fails on a command or an option that the bot did not register: a user could not have chosen it.
    """
    root, *path = name.split()
    command = level = _named(world.commands, root)
    for word in path:
        level = _named(level["options"], word)
    data: Json = {"id": command["id"], "name": root, "type": 1}
    attachments: dict[str, Json] = {}
    given = [_option(world, _named(level.get("options", []), key), value, attachments) for key, value in options.items()]
    for option in given:
        if option["name"] == focused:
            option["focused"] = True
    if focused is None:
        required = {option["name"] for option in level.get("options", []) if option.get("required")}
        assert required <= options.keys(), f"/{name} needs {required}"
    for word in reversed(path):
        given = [{"type": _SUBCOMMANDS[0], "name": word, "options": given}]
    return data | {"options": given} | ({"resolved": {"attachments": attachments}} if attachments else {})


def component_data(message: Message, custom_id: str, values: Sequence[str]) -> Json:
    """Return the data of a pressed button or of what was chosen; fails if the message does not have it, or it is disabled."""
    found = [component for component in walk(message.components) if component.get("custom_id") == custom_id]
    assert found, f"no {custom_id!r} in {message.custom_ids}"
    assert not found[0].get("disabled"), f"{custom_id!r} is disabled"
    data: Json = {"custom_id": custom_id, "component_type": found[0]["type"]}
    return data | ({"values": list(values)} if values else {})


def modal_data(
    world: World, interaction: Interaction, fields: Mapping[str, str | Sequence[str]], files: Mapping[str, Sequence[Upload]]
) -> Json:
    """Return the data of a submitted modal. Text that is not given stays what the bot put in; fails on fields it has not."""
    components = [component for component in walk(interaction.modal["components"]) if "custom_id" in component]
    unknown = {*fields, *files} - {component["custom_id"] for component in components}
    assert not unknown, f"the modal has no {unknown}"
    attachments: dict[str, Json] = {}
    values: dict[str, Json] = {}
    for component in components:
        key = component["custom_id"]
        if component["type"] == _TEXT_INPUT:
            text = fields.get(key, component.get("value") or "")
            assert len(text) <= component.get("max_length", 4_000), f"nobody can type that much into {key!r}"
            values[key] = {"value": text}
        elif component["type"] == _FILE_UPLOAD:
            uploads = [world.upload(*file) for file in files.get(key, ())]
            attachments |= {upload["id"]: upload for upload in uploads}
            values[key] = {"values": [upload["id"] for upload in uploads]}
        else:
            values[key] = {"values": list(fields.get(key, ()))}
        is_empty = not any(values[key].values()) or values[key] == {"values": []}
        assert not (component.get("required", True) and is_empty), f"the modal's {key!r} is required"
    submitted = [_filled(component, values) for component in interaction.modal["components"]]
    data: Json = {"custom_id": interaction.modal["custom_id"], "components": submitted}
    return data | ({"resolved": {"attachments": attachments}} if attachments else {})


def _named(commands: Sequence[Json], name: str) -> Json:
    found = [command for command in commands if command["name"] == name]
    assert found, f"the bot registered no {name!r} among {[command['name'] for command in commands]}"
    return found[0]


def _option(world: World, registered: Json, value: OptionValue, attachments: dict[str, Json]) -> Json:
    option: Json = {"type": registered["type"], "name": registered["name"], "value": value}
    if registered["type"] == _ATTACHMENT:
        assert isinstance(value, tuple), f"{registered['name']!r} takes a file"
        upload = world.upload(*value)
        attachments[upload["id"]] = upload
        return option | {"value": upload["id"]}
    return option


def _filled(component: Json, values: Mapping[str, Json]) -> Json:
    """Return a modal's component as it comes back: rows and labels around what was filled in."""
    filled: Json = {"type": component["type"], "id": component.get("id", 0)}
    if "components" in component:
        return filled | {"components": [_filled(inner, values) for inner in component["components"]]}
    if "component" in component:
        return filled | {"component": _filled(component["component"], values)}
    key = component.get("custom_id")
    return filled if key is None else filled | {"custom_id": key} | values[key]
