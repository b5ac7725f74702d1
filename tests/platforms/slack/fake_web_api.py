"""The Web API of a fake Slack, as far as the bot calls it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.platforms.slack.fake_block_kit import given_ids, problems_of_message
from tests.platforms.slack.fake_views import VIEW_METHODS
from tests.platforms.slack.fake_world import APP_ID, ApiCall, Channel, Json, StoredFile, Team, World

Method = Callable[[World, Team, Json], Json]
_JSON_ARGUMENTS = {"blocks", "view", "files", "attachments"}
_MESSAGE_FIELDS = ("text", "blocks", "thread_ts", "metadata", "reply_broadcast")


class WebApi:
    """Answers POST and GET /api/METHOD."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def handle(self, request: web.Request) -> web.Response:
        """Record the call, fail if that was asked for, and answer as Slack does: errors too have status 200."""
        method = request.match_info["method"]
        arguments = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.pop("token", "")
        team = self._world.teams.get(token)
        self._world.calls.append(ApiCall(method, team.id if team else None, arguments))
        if planned := self._world.failures.get(method):
            failure = planned.popleft()
            self._world.touch()
            return web.json_response(failure.body, status=failure.status, headers=failure.headers)
        answer = self._answer(method, token, team, arguments, request)
        self._world.touch()
        return web.json_response(answer)

    def _answer(self, method: str, token: str, team: Team | None, arguments: Json, request: web.Request) -> Json:
        if method == "apps.connections.open":
            return _connections_open(self._world, token)
        if method == "oauth.v2.access":
            return _oauth_access(self._world, arguments, request)
        if method not in _METHODS:
            return _error("unknown_method")
        if team is None:
            return _error("invalid_auth" if token else "not_authed")
        return {"ok": True} | _METHODS[method](self._world, team, arguments)


async def _arguments(request: web.Request) -> Json:
    """Gather arguments from wherever slack_sdk puts them: the query, a form, or JSON."""
    arguments: Json = {**request.query}
    if request.content_type == "application/json":
        arguments |= json.loads(await request.text() or "{}")
    else:
        arguments |= {**await request.post()}
    parsed = {name for name in _JSON_ARGUMENTS & arguments.keys() if isinstance(arguments[name], str)}
    return arguments | {name: json.loads(arguments[name]) for name in parsed}


def _error(code: str, **more: Any) -> Json:  # noqa: ANN401  # whatever JSON the error carries
    return {"ok": False, "error": code, **more}


def _connections_open(world: World, token: str) -> Json:
    if not token.startswith("xapp-"):
        return _error("not_allowed_token_type")
    return {"ok": True, "url": f"{world.base_url.replace('http', 'ws', 1)}/socket"}


def _oauth_access(world: World, arguments: Json, request: web.Request) -> Json:
    team = world.teams.get(world.oauth_codes.pop(arguments.get("code", ""), ""))
    if not request.headers.get("Authorization", "").startswith("Basic "):
        return _error("bad_client_secret")
    if team is None:
        return _error("invalid_code")
    installed: Json = {
        "access_token": team.token,
        "token_type": "bot",
        "scope": "chat:write,commands",
        "bot_user_id": team.bot_user_id,
    }
    named: Json = {"team": {"id": team.id, "name": team.id}, "enterprise": None, "is_enterprise_install": False}
    return {"ok": True, "app_id": APP_ID, "authed_user": {"id": "UINSTALLER"}, **installed, **named}


def _auth_test(world: World, team: Team, _: Json) -> Json:
    ids = {"user_id": team.bot_user_id, "bot_id": team.bot_id, "team_id": team.id, "app_id": APP_ID}
    return {"url": f"{world.base_url}/", "team": team.id, "user": "mianjing", "is_enterprise_install": False, **ids}


def _team_info(_: World, team: Team, __: Json) -> Json:
    return {"team": {"id": team.id, "name": team.id, "domain": team.id.lower()}}


def _users_info(world: World, team: Team, arguments: Json) -> Json:
    user = world.users.get(arguments["user"])
    if user is None or user.team_id != team.id:
        return _error("user_not_found")
    return {"user": user.info(include_locale=arguments.get("include_locale") in {"1", "true", True})}


def _reachable(world: World, team: Team, channel_id: str) -> Channel | None:
    """Find a channel of the team; the id of a user stands for the conversation with them."""
    user = world.users.get(channel_id)
    if user and user.team_id == team.id:
        return world.direct_message(user.id, team.id)
    channel = world.channels.get(channel_id)
    return channel if channel and channel.team_id == team.id else None


def _composed(team: Team, arguments: Json) -> Json:
    fields: Json = {name: arguments[name] for name in _MESSAGE_FIELDS if name in arguments}
    if "blocks" in fields:
        fields["blocks"] = given_ids(fields["blocks"])
    return {"text": "", "user": team.bot_user_id, "bot_id": team.bot_id, "app_id": APP_ID, "team": team.id, **fields}


def _post_message(world: World, team: Team, arguments: Json) -> Json:
    channel = _reachable(world, team, arguments["channel"])
    if channel is None:
        return _error("channel_not_found")
    if not channel.bot_is_member:
        return _error("not_in_channel")
    if problem := problems_of_message(arguments):
        return _error(problem)
    message = world.post(channel, _composed(team, arguments))
    return {"channel": channel.id, "ts": message["ts"], "message": message}


def _post_ephemeral(world: World, team: Team, arguments: Json) -> Json:
    channel = _reachable(world, team, arguments["channel"])
    if channel is None or not channel.bot_is_member:
        return _error("channel_not_found" if channel is None else "not_in_channel")
    if problem := problems_of_message(arguments):
        return _error(problem)
    if arguments["user"] not in world.users:
        return _error("user_not_in_channel")
    return {"message_ts": world.whisper(channel, arguments["user"], _composed(team, arguments))["ts"]}


def _own_message(world: World, team: Team, arguments: Json) -> tuple[Channel, Json] | str:
    channel = _reachable(world, team, arguments["channel"])
    if channel is None:
        return "channel_not_found"
    message = next((message for message in channel.messages if message["ts"] == arguments["ts"]), None)
    if message is None:
        return "message_not_found"
    return (channel, message) if message.get("bot_id") == team.bot_id else "cant_update_message"


def _update(world: World, team: Team, arguments: Json) -> Json:
    found = _own_message(world, team, arguments)
    if isinstance(found, str):
        return _error(found)
    if problem := problems_of_message(arguments):
        return _error(problem)
    channel, message = found
    message.update(_composed(team, arguments), edited={"user": team.bot_user_id, "ts": world.next_ts()})
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}


def _delete(world: World, team: Team, arguments: Json) -> Json:
    found = _own_message(world, team, arguments)
    if isinstance(found, str):
        return _error("cant_delete_message" if found == "cant_update_message" else found)
    channel, message = found
    channel.messages.remove(message)
    return {"channel": channel.id, "ts": message["ts"]}


def _conversations_open(world: World, team: Team, arguments: Json) -> Json:
    users = arguments.get("users", "").split(",")
    if len(users) != 1 or users[0] not in world.users:
        return _error("user_not_found")
    return {"channel": {"id": world.direct_message(users[0], team.id).id}}


def _conversations_info(world: World, team: Team, arguments: Json) -> Json:
    channel = _reachable(world, team, arguments["channel"])
    if channel is None:
        return _error("channel_not_found")
    named: Json = {"id": channel.id, "is_im": channel.kind == "im", "is_member": channel.bot_is_member}
    about = {"user": channel.user} if channel.user else {"name": channel.id.lower(), "creator": channel.creator}
    return {"channel": named | about}


def _history(world: World, team: Team, arguments: Json) -> Json:
    channel = _reachable(world, team, arguments["channel"])
    if channel is None:
        return _error("channel_not_found")
    oldest, latest = arguments.get("oldest", "0"), arguments.get("latest", "9")
    found = [message for message in channel.messages if oldest <= message["ts"] <= latest and not message.get("thread_ts")]
    return {"messages": found[::-1][: int(arguments.get("limit", 100))], "has_more": False}


def _replies(world: World, team: Team, arguments: Json) -> Json:
    channel = _reachable(world, team, arguments["channel"])
    if channel is None:
        return _error("channel_not_found")
    thread = [message for message in channel.messages if arguments["ts"] in {message["ts"], message.get("thread_ts")}]
    return {"messages": thread, "has_more": False} if thread else _error("thread_not_found")


def _upload_url(world: World, team: Team, arguments: Json) -> Json:
    file = StoredFile(world.next_id("F"), team.id, team.bot_user_id, arguments["filename"])
    world.files[file.id] = file
    return {"upload_url": f"{world.base_url}/upload/{file.id}/{arguments['length']}", "file_id": file.id}


def _complete_upload(world: World, team: Team, arguments: Json) -> Json:
    files = [world.files.get(entry["id"]) for entry in arguments["files"]]
    arrived = [world.file_object(file) for file in files if file and file.content is not None]
    if len(arrived) < len(files):
        return _error("file_not_found")
    if channel_id := arguments.get("channel_id"):
        channel = _reachable(world, team, channel_id)
        if channel is None:
            return _error("channel_not_found")
        shared = _composed(team, {"text": arguments.get("initial_comment", ""), **arguments})
        world.post(channel, shared | {"files": arrived, "subtype": "file_share"})
    return {"files": arrived}


def _files_info(world: World, team: Team, arguments: Json) -> Json:
    file = world.files.get(arguments["file"])
    return {"file": world.file_object(file)} if file and file.team_id == team.id else _error("file_not_found")


_METHODS: dict[str, Method] = {
    "auth.test": _auth_test,
    "team.info": _team_info,
    "users.info": _users_info,
    "chat.postMessage": _post_message,
    "chat.postEphemeral": _post_ephemeral,
    "chat.update": _update,
    "chat.delete": _delete,
    "conversations.open": _conversations_open,
    "conversations.info": _conversations_info,
    "conversations.history": _history,
    "conversations.replies": _replies,
    "files.getUploadURLExternal": _upload_url,
    "files.completeUploadExternal": _complete_upload,
    "files.info": _files_info,
    **VIEW_METHODS,
}
