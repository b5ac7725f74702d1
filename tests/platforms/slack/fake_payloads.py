"""The payloads that Slack sends when users do something."""

from __future__ import annotations

from tests.platforms.slack.fake_world import APP_ID, Channel, Json, Team, World


def escaped(typed: str) -> str:
    """Escape text as Slack's client does."""
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def slash_command(world: World, channel: Channel, user: str, command: str, text: str) -> Json:
    """Describe a slash command: a flat form, all values texts."""
    return {
        "command": command,
        "text": text,
        "user_id": user,
        "user_name": user.lower(),
        "team_id": channel.team_id,
        "team_domain": channel.team_id.lower(),
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.id.lower(),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "trigger_id": world.new_trigger(),
        "response_url": world.new_response_url(channel, user, None),
    }


def block_actions(world: World, team: Team, user: str, container: Json, action: Json) -> Json:
    """Describe what was pressed or chosen, in a message or in a view."""
    payload = _interaction("block_actions", team, user) | {"actions": [action], "trigger_id": world.new_trigger()}
    if "ts" not in container:
        return payload | {"container": {"type": "view", "view_id": container["id"]}, "view": container}
    channel = world.channels[container["channel"]]
    is_ephemeral = container.get("is_ephemeral", False)
    where: Json = {"type": "message", "message_ts": container["ts"], "channel_id": channel.id, "is_ephemeral": is_ephemeral}
    if "thread_ts" in container:
        where["thread_ts"] = container["thread_ts"]
    # Slack does not send the content of an ephemeral message back.
    content = {} if is_ephemeral else {"message": container}
    url = world.new_response_url(channel, user, container)
    return payload | {"container": where, "channel": _named(channel), "response_url": url, **content}


def block_suggestion(team: Team, user: str, container: Json, block_id: str, action_id: str, typed: str) -> Json:
    """Describe what was typed into an external menu so far."""
    asked: Json = {"block_id": block_id, "action_id": action_id, "value": typed}
    payload = _interaction("block_suggestion", team, user) | asked
    if "ts" in container:
        return payload | {"container": {"type": "message", "message_ts": container["ts"]}, "message": container}
    return payload | {"container": {"type": "view", "view_id": container["id"]}, "view": container}


def view_submission(world: World, team: Team, user: str, view: Json) -> Json:
    """Describe a submitted modal."""
    return _interaction("view_submission", team, user) | {"view": view, "trigger_id": world.new_trigger(), "response_urls": []}


def view_closed(team: Team, user: str, view: Json) -> Json:
    """Describe a closed modal."""
    return _interaction("view_closed", team, user) | {"view": view, "is_cleared": False}


def shortcut(world: World, team: Team, user: str, callback_id: str, message: Json | None) -> Json:
    """Describe a shortcut, of a message if there is one."""
    asked: Json = {"callback_id": callback_id, "trigger_id": world.new_trigger(), "action_ts": world.next_ts()}
    if message is None:
        return _interaction("shortcut", team, user) | asked
    channel = world.channels[message["channel"]]
    about: Json = {"message": message, "message_ts": message["ts"], "channel": _named(channel)}
    return (
        _interaction("message_action", team, user) | asked | about | {"response_url": world.new_response_url(channel, user, None)}
    )


def message_changed(channel: Channel, before: Json, after: Json) -> Json:
    """Describe an edit: the event's own user and text are missing, as with Slack."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": channel.id,
        "channel_type": channel.kind,
        "ts": after["edited"]["ts"],
        "event_ts": after["edited"]["ts"],
        "message": after,
        "previous_message": before,
    }


def event_callback(world: World, team: Team, event: Json) -> Json:
    """Wrap an event of the Events API."""
    installed = {"team_id": team.id, "user_id": team.bot_user_id, "is_bot": True, "enterprise_id": None}
    return {
        "type": "event_callback",
        "event_id": world.next_id("Ev"),
        "event_time": 1700000000,
        "team_id": team.id,
        "api_app_id": APP_ID,
        "authorizations": [{**installed, "is_enterprise_install": False}],
        "event": event,
    }


def _interaction(kind: str, team: Team, user: str) -> Json:
    who: Json = {"id": user, "username": user.lower(), "name": user.lower(), "team_id": team.id}
    where: Json = {"id": team.id, "domain": team.id.lower()}
    return {"type": kind, "user": who, "team": where, "api_app_id": APP_ID, "enterprise": None, "is_enterprise_install": False}


def _named(channel: Channel) -> Json:
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.id.lower()}
