"""What a fake Slack serves beside its Web API: uploads, downloads, response URLs."""

from __future__ import annotations

from aiohttp import web

from tests.platforms.slack.fake_block_kit import given_ids, problems_of_message
from tests.platforms.slack.fake_world import ApiCall, Json, ResponseUrl, World


def _planned_failure(world: World, method: str) -> web.Response | None:
    planned = world.failures.get(method)
    if not planned:
        return None
    failure = planned.popleft()
    return web.json_response(failure.body, status=failure.status, headers=failure.headers)


class FileServer:
    """Takes and hands out the content of files."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def upload(self, request: web.Request) -> web.Response:
        """Take the content of a file that was announced with its length."""
        if failed := _planned_failure(self._world, "upload"):
            return failed
        content = await request.read()
        if len(content) != int(request.match_info["length"]):
            return web.Response(status=400, text="length mismatch")
        self._world.files[request.match_info["file"]].content = content
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.Response:
        """Hand out a file. Without a token of its team Slack answers with status 200 and the page where one signs in."""
        team = self._world.teams.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        file = self._world.files.get(request.match_info["file"])
        if file is None or file.content is None:
            return web.Response(status=404)
        if team is None or team.id != file.team_id:
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        return web.Response(body=file.content, content_type="text/plain")


class ResponseUrls:
    """Takes late answers to interactions."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def handle(self, request: web.Request) -> web.Response:
        """Post, replace or delete a message, at most five times an interaction."""
        if failed := _planned_failure(self._world, "response_url"):
            return failed
        target = self._world.response_urls[request.match_info["key"]]
        body: Json = await request.json()
        self._world.calls.append(ApiCall("response_url", self._world.channels[target.channel].team_id, body))
        if target.uses_left == 0:
            return web.json_response({"ok": False, "error": "used_url"}, status=404)
        target.uses_left -= 1
        if not body.get("delete_original") and (problem := problems_of_message(body)):
            return web.Response(status=400, text=problem)
        self._answer(target, body)
        self._world.touch()
        return web.Response(text="ok")

    def _answer(self, target: ResponseUrl, body: Json) -> None:
        channel = self._world.channels[target.channel]
        shown: Json = {name: body[name] for name in ("text", "blocks", "thread_ts") if name in body}
        if "blocks" in shown:
            shown["blocks"] = given_ids(shown["blocks"])
        source = target.source
        seen_by_all, seen_by_one = channel.messages, channel.ephemerals.setdefault(target.user, [])
        if body.get("delete_original") and source:
            (seen_by_one if source.get("is_ephemeral") else seen_by_all).remove(source)
        elif body.get("replace_original") and source:
            source.pop("blocks", None)
            source.update(shown)
        elif body.get("response_type") == "in_channel":
            self._world.post(channel, shown)
        else:
            self._world.whisper(channel, target.user, shown)
