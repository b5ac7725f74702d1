"""Modals and Home tabs of a fake Slack: the views methods, and the state of what is typed into a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.platforms.slack.fake_block_kit import elements_of, given_ids, problems_of_view
from tests.platforms.slack.fake_world import APP_ID, Json, Team, World

_MOST_PUSHED = 3
_INITIAL = {"initial_value", "initial_option"}
_SELECTS = ("static_select", "external_select", "radio_buttons", "overflow")


def with_identity(world: World, team: Team, view: Json, **more: Any) -> Json:  # noqa: ANN401  # whatever JSON a view carries
    """Return a view as Slack stores it."""
    blank: Json = {"private_metadata": "", "callback_id": "", "external_id": "", "state": {"values": {}}}
    view_id = world.next_id("V")
    named: Json = {"id": view_id, "root_view_id": view_id, "previous_view_id": None, "team_id": team.id, "hash": world.next_id("h")}
    return {**blank, **view, "blocks": given_ids(view["blocks"]), "app_id": APP_ID, "bot_id": team.bot_id, **named, **more}


def state_values(view: Json, values: dict[str, dict[str, Any]]) -> Json:
    """Return what Slack sends for the inputs of a view. Refuse what its client would not let a user submit."""
    unknown = values.keys() - {block.get("block_id") for block in view["blocks"]}
    if unknown:
        raise LookupError(f"the view has no block {sorted(unknown)}")
    state: Json = {}
    for block in view["blocks"]:
        for element in elements_of(block):
            if element["type"] == "button":
                continue
            given = values.get(block["block_id"], {}).get(element["action_id"])
            _refuse_impossible(block, element, given)
            state.setdefault(block["block_id"], {})[element["action_id"]] = _element_state(element, given)
    return state


def _refuse_impossible(block: Json, element: Json, given: Any) -> None:  # noqa: ANN401  # a text, an option or options
    if block["type"] == "input" and not block.get("optional") and given in {None, ""} and not _INITIAL & element.keys():
        raise ValueError(f"{block['block_id']} must be filled in")
    if element["type"] == "plain_text_input" and len(given or "") > element.get("max_length", 3000):
        raise ValueError(f"{block['block_id']} is too long to be typed")


def _element_state(element: Json, given: Any) -> Json:  # noqa: ANN401  # a text, an option or options
    """Give text for an input, the value of an option for a menu, a list of values for several."""
    kind = element["type"]
    if kind in _SELECTS:
        return {"type": kind, "selected_option": _option(element, given) if given else element.get("initial_option")}
    if kind in {"checkboxes", "multi_static_select", "multi_external_select"}:
        return {"type": kind, "selected_options": [_option(element, value) for value in given or ()]}
    if kind == "file_input":
        return {"type": kind, "files": given or []}
    return {"type": kind, "value": given if given is not None else element.get("initial_value")}


def _option(element: Json, value: str) -> Json:
    """Return the option of a menu; that of an external menu is whatever the app suggested."""
    if "options" not in element:
        return {"text": {"type": "plain_text", "text": value}, "value": value}
    found: Json | None = next((option for option in element["options"] if option["value"] == value), None)
    if found is None:
        raise LookupError(f"{element['action_id']} has no option {value!r}")
    return found


def chosen(element: Json, value: str) -> Json:
    """Return the action of choosing from a menu."""
    return {"type": element["type"], "action_id": element["action_id"], "selected_option": _option(element, value)}


def _refused(view: Json) -> Json | None:
    problems = problems_of_view(view)
    metadata = {"messages": [f"[ERROR] {problem}" for problem in problems]}
    return {"ok": False, "error": "invalid_arguments", "response_metadata": metadata} if problems else None


def _spend_trigger(world: World, arguments: Json) -> Json | None:
    trigger = arguments["trigger_id"]
    state = world.triggers.get(trigger)
    world.triggers[trigger] = "used"
    error = {None: "invalid_trigger_id", "used": "exchanged_trigger_id", "expired": "expired_trigger_id"}.get(state)
    return {"ok": False, "error": error} if error else None


def _open(world: World, team: Team, arguments: Json) -> Json:
    if error := _refused(arguments["view"]) or _spend_trigger(world, arguments):
        return error
    view = with_identity(world, team, arguments["view"])
    world.views.append(view)
    return {"view": view}


def _push(world: World, team: Team, arguments: Json) -> Json:
    if error := _refused(arguments["view"]) or _spend_trigger(world, arguments):
        return error
    if not world.views:
        return {"ok": False, "error": "view_not_found"}
    if len(world.views) == _MOST_PUSHED:
        return {"ok": False, "error": "push_limit_reached"}
    return {"view": push(world, team, world.views[-1], arguments["view"])}


def push(world: World, team: Team, below: Json, view: Json) -> Json:
    """Put a view on top of another."""
    pushed = with_identity(world, team, view, root_view_id=below["root_view_id"], previous_view_id=below["id"])
    world.views.append(pushed)
    return pushed


def replace(world: World, team: Team, old: Json, view: Json) -> Json:
    """Put a view in the place of another. A changed view is a new object: whoever holds the old one keeps the old state."""
    kept = {name: old[name] for name in ("id", "root_view_id", "previous_view_id")}
    new = with_identity(world, team, view, **kept)
    world.views[world.views.index(old)] = new
    return new


def _update(world: World, team: Team, arguments: Json) -> Json:
    wanted = {arguments.get("view_id"), arguments.get("external_id")} - {None, ""}
    old = next((view for view in world.views if wanted & {view["id"], view["external_id"]}), None)
    if error := _refused(arguments["view"]):
        return error
    if old is None:
        return {"ok": False, "error": "not_found"}
    if arguments.get("hash") not in {None, old["hash"]}:
        return {"ok": False, "error": "hash_conflict"}
    return {"view": replace(world, team, old, arguments["view"])}


def _publish(world: World, team: Team, arguments: Json) -> Json:
    user = arguments["user_id"]
    if error := _refused(arguments["view"]):
        return error
    if user not in world.users:
        return {"ok": False, "error": "user_not_found"}
    if arguments.get("hash") not in {None, world.homes.get(user, {}).get("hash")}:
        return {"ok": False, "error": "hash_conflict"}
    world.homes[user] = with_identity(world, team, arguments["view"])
    return {"view": world.homes[user]}


VIEW_METHODS: dict[str, Callable[[World, Team, Json], Json]] = {
    "views.open": _open,
    "views.push": _push,
    "views.update": _update,
    "views.publish": _publish,
}
