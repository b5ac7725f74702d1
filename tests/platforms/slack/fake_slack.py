"""A Slack on the loopback interface, to which real slack-bolt connects, and the hands of its users.

What a user does returns when the app has acknowledged it; `until` waits for what the app does afterwards.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.platforms.slack import fake_payloads as payloads
from tests.platforms.slack import fake_views
from tests.platforms.slack.fake_block_kit import find_element, problems_of_options
from tests.platforms.slack.fake_files import FileServer, ResponseUrls
from tests.platforms.slack.fake_sockets import Acknowledgement, Sockets
from tests.platforms.slack.fake_web_api import WebApi
from tests.platforms.slack.fake_world import ApiCall, Channel, Failure, Json, StoredFile, Team, User, World

T = TypeVar("T")
TIMEOUT_S = 5.0
TEAM_ID = "T1"
BOT_TOKEN = "xoxb-1"  # noqa: S105  # it opens only the fake
APP_TOKEN = "xapp-1"  # noqa: S105  # it opens only the fake


class FakeSlack:
    """One app, installed in the team T1 with the token xoxb-1, and in as many more as are added."""

    def __init__(self) -> None:
        self.world = World()
        self.sockets = Sockets(self.world)
        self.add_team(TEAM_ID, BOT_TOKEN)
        api, files, responses = WebApi(self.world), FileServer(self.world), ResponseUrls(self.world)
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", api.handle)
        app.router.add_get("/socket", self.sockets.serve)
        app.router.add_post("/upload/{file}/{length}", files.upload)
        app.router.add_get("/files/{file}/{name}", files.download)
        app.router.add_post("/response/{key}", responses.handle)
        self._runner = web.AppRunner(app)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.sockets.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """What AsyncWebClient takes as base_url."""
        return f"{self.world.base_url}/api/"

    # What there is.

    def add_team(self, team_id: str, token: str, *, oauth_code: str = "") -> Team:
        """Install the app in a team; an OAuth code can be exchanged once for its token."""
        team = Team(team_id, token, f"UBOT{team_id}", f"B{team_id}")
        self.world.teams[token] = team
        if oauth_code:
            self.world.oauth_codes[oauth_code] = token
        return team

    def add_user(self, user_id: str, *, team: str = TEAM_ID, **about: Any) -> User:  # noqa: ANN401  # locale, tz, is_admin
        """Add a user of whom something matters; others come into being when they do something."""
        self.world.users[user_id] = User(user_id, team, **about)
        return self.world.users[user_id]

    def add_channel(
        self, channel_id: str, *, team: str = TEAM_ID, bot_is_member: bool = True, creator: str = "UCREATOR"
    ) -> Channel:
        """Add a channel of which something matters."""
        self.world.channels[channel_id] = Channel(channel_id, team, bot_is_member=bot_is_member, creator=creator)
        return self.world.channels[channel_id]

    def direct_message(self, user: str, team: str = TEAM_ID) -> str:
        """Return the id of the conversation between a user and the bot."""
        return self.world.direct_message(user, team).id

    # What can be seen.

    def messages(self, channel: str) -> list[Json]:
        """Return what everybody sees in a channel, threads included, oldest first."""
        found = self.world.channels.get(channel)
        return [*found.messages] if found else []

    def ephemerals(self, channel: str, user: str) -> list[Json]:
        """Return what only one user sees in a channel, oldest first."""
        found = self.world.channels.get(channel)
        return [*found.ephemerals.get(user, ())] if found else []

    @property
    def views(self) -> list[Json]:
        """The modals that are open, the topmost last."""
        return [*self.world.views]

    def home(self, user: str) -> Json | None:
        """Return the Home tab that was published for a user."""
        return self.world.homes.get(user)

    @property
    def calls(self) -> list[ApiCall]:
        """All calls of the Web API, failed ones too."""
        return self.world.calls

    @property
    def acknowledgements(self) -> list[Acknowledgement]:
        """All acknowledgements, each with its envelope and the seconds it took."""
        return self.sockets.acknowledgements

    def content(self, file_id: str) -> bytes | None:
        """Return what is in a file."""
        return self.world.files[file_id].content

    async def until(self, read: Callable[[], T | None], timeout_s: float = TIMEOUT_S) -> T:
        """Wait until `read` returns something true, and return that."""
        return await self.world.until(read, timeout_s)

    # What goes wrong.

    def fail_next(
        self, method: str, status: int = 200, body: Json | None = None, headers: dict[str, str] | None = None, *, times: int = 1
    ) -> None:
        """Answer the next calls of a method so; `response_url` and `upload` count as methods."""
        failure = Failure(status, body or {"ok": False, "error": "internal_error"}, headers or {})
        self.world.failures.setdefault(method, deque()).extend([failure] * times)

    async def drop_socket(self, number: int | None = None, *, announced: bool = False) -> None:
        """Close a socket, the oldest if none is named; announced: ask the app to replace it, as Slack does now and then."""
        await self.sockets.drop(number, announced=announced)

    def expire_triggers(self) -> None:
        """Let the 3 s pass in which a modal can be opened."""
        self.world.triggers = dict.fromkeys(self.world.triggers, "expired")

    # What users do.

    async def slash(
        self, user: str, channel: str, command: str, text: str = "", *, team: str = TEAM_ID, timeout_s: float = TIMEOUT_S
    ) -> Acknowledgement:
        """Type a slash command. Text in the acknowledgement is shown to the user."""
        self.world.user(user, team)
        place = self.world.channel(channel, team)
        payload = payloads.slash_command(self.world, place, user, command, payloads.escaped(text))
        answer = await self.sockets.send("slash_commands", payload, timeout_s)
        if answer.payload and (answer.payload.get("text") or answer.payload.get("blocks")):
            in_channel = answer.payload.get("response_type") == "in_channel"
            self.world.post(place, answer.payload) if in_channel else self.world.whisper(place, user, answer.payload)
        return answer

    async def press(
        self, user: str, container: Json, action_id: str, value: str | None = None, *, timeout_s: float = TIMEOUT_S
    ) -> Acknowledgement:
        """Press a button of a message or a view. LookupError: there is none with that action_id and value."""
        block, element = find_element(container["blocks"], action_id, value)
        action: Json = {name: element[name] for name in ("type", "action_id", "value", "text") if name in element}
        return await self._act(user, container, {**action, "block_id": block["block_id"]}, timeout_s)

    async def choose(
        self, user: str, container: Json, action_id: str, value: str, *, timeout_s: float = TIMEOUT_S
    ) -> Acknowledgement:
        """Choose from a menu of a message or a view."""
        block, element = find_element(container["blocks"], action_id)
        return await self._act(user, container, {**fake_views.chosen(element, value), "block_id": block["block_id"]}, timeout_s)

    async def _act(self, user: str, container: Json, action: Json, timeout_s: float) -> Acknowledgement:
        team = self._team_of(user)
        payload = payloads.block_actions(self.world, team, user, container, action | {"action_ts": self.world.next_ts()})
        return await self.sockets.send("interactive", payload, timeout_s)

    async def submit_view(
        self, user: str, view: Json, values: dict[str, dict[str, Any]] | None = None, *, timeout_s: float = TIMEOUT_S
    ) -> Json | None:
        """Submit a modal: {block_id: {action_id: text or option value}}. Return the acknowledgement's payload.

        The modal stays if that holds errors. ValueError: Slack's client would not have let the user submit it.
        """
        filled = {**view, "state": {"values": fake_views.state_values(view, values or {})}}
        team = self._team_of(user)
        payload = payloads.view_submission(self.world, team, user, filled)
        answer = (await self.sockets.send("interactive", payload, timeout_s)).payload
        self._obey(team, view, answer or {})
        return answer

    def _obey(self, team: Team, view: Json, answer: Json) -> None:
        """Do with the modals what the answer to a submission asks."""
        match answer.get("response_action"):
            case "errors":
                unknown = answer["errors"].keys() - {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
                if unknown:
                    raise LookupError(f"errors for {sorted(unknown)}, which are no inputs: Slack shows none of them")
            case "update":
                fake_views.replace(self.world, team, view, answer["view"])
            case "push":
                fake_views.push(self.world, team, view, answer["view"])
            case "clear":
                self.world.views.clear()
            case _:
                self.world.views = [open_view for open_view in self.world.views if open_view["id"] != view["id"]]
        self.world.touch()

    async def close_view(self, user: str, view: Json, *, timeout_s: float = TIMEOUT_S) -> None:
        """Close a modal; the app hears of it only if it asked to."""
        self.world.views.remove(view)
        if view.get("notify_on_close"):
            await self.sockets.send("interactive", payloads.view_closed(self._team_of(user), user, view), timeout_s)

    async def options(self, user: str, container: Json, action_id: str, typed: str, *, timeout_s: float = TIMEOUT_S) -> list[Json]:
        """Type into an external_select, and return what the app suggests. ValueError: Slack would show nothing."""
        block, element = find_element(container["blocks"], action_id)
        payload = payloads.block_suggestion(self._team_of(user), user, container, block["block_id"], element["action_id"], typed)
        answer = (await self.sockets.send("interactive", payload, timeout_s)).payload or {}
        found: list[Json] = answer["options"]
        if found and (problems := [*problems_of_options(found)]):
            raise ValueError("; ".join(problems))
        return found

    async def shortcut(
        self, user: str, callback_id: str, message: Json | None = None, *, team: str = TEAM_ID, timeout_s: float = TIMEOUT_S
    ) -> Acknowledgement:
        """Use a global shortcut, or one of a message."""
        self.world.user(user, team)
        payload = payloads.shortcut(self.world, self._team(team), user, callback_id, message)
        return await self.sockets.send("interactive", payload, timeout_s)

    async def message(
        self,
        user: str,
        channel: str,
        text: str,
        blocks: list[Json] | None = None,
        files: Sequence[tuple[str, bytes]] = (),
        thread_ts: str | None = None,
        *,
        team: str = TEAM_ID,
        is_escaped: bool = False,
        duplicate: bool = False,
        timeout_s: float = TIMEOUT_S,
    ) -> Json:
        """Say something: text as it is typed, unless it is escaped already (to mention `<@U1>`). Return the message."""
        self.world.user(user, team)
        is_direct = channel == self.world.direct_message(user, team).id
        place = self.world.channel(channel, team)
        said: Json = {"user": user, "team": team, "text": text if is_escaped else payloads.escaped(text)}
        said |= {"blocks": blocks} if blocks else {}
        said |= {"thread_ts": thread_ts} if thread_ts else {}
        if files:
            said |= {"subtype": "file_share", "files": [self.upload(user, *file, team=team) for file in files]}
        posted = self.world.post(place, said)
        event = {**posted, "event_ts": posted["ts"], "channel_type": "im" if is_direct else place.kind}
        await self.deliver_event(event, team=team, duplicate=duplicate, timeout_s=timeout_s)
        return posted

    async def edit_message(
        self, user: str, message: Json, text: str, *, duplicate: bool = False, timeout_s: float = TIMEOUT_S
    ) -> Json:
        """Edit what was said. Return the message as it is now."""
        channel = self.world.channels[message["channel"]]
        edited = {**message, "text": payloads.escaped(text), "edited": {"user": user, "ts": self.world.next_ts()}}
        edited.pop("blocks", None)
        channel.messages[channel.messages.index(message)] = edited
        event = payloads.message_changed(channel, message, edited)
        await self.deliver_event(event, team=channel.team_id, duplicate=duplicate, timeout_s=timeout_s)
        return edited

    async def open_home(self, user: str, *, team: str = TEAM_ID, timeout_s: float = TIMEOUT_S) -> None:
        """Open the Home tab."""
        channel = self.direct_message(user, team)
        seen = {"view": self.world.homes[user]} if user in self.world.homes else {}
        event: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": "home", "event_ts": self.world.next_ts()}
        await self.deliver_event(event | seen, team=team, timeout_s=timeout_s)

    async def deliver_event(
        self, event: Json, *, team: str = TEAM_ID, duplicate: bool = False, timeout_s: float = TIMEOUT_S
    ) -> None:
        """Deliver any event, and then again as a retry if it is to be a duplicate. TimeoutError: it was not acknowledged."""
        payload = payloads.event_callback(self.world, self._team(team), event)
        await self.sockets.send("events_api", payload, timeout_s)
        if duplicate:
            await self.sockets.send("events_api", payload, timeout_s, retry_attempt=1)

    def upload(self, user: str, name: str, content: bytes, *, team: str = TEAM_ID) -> Json:
        """Upload a file, as messages and forms do. Return what Slack says of it."""
        file = StoredFile(self.world.next_id("F"), team, user, name, content)
        self.world.files[file.id] = file
        return self.world.file_object(file)

    def _team(self, team_id: str) -> Team:
        return next(team for team in self.world.teams.values() if team.id == team_id)

    def _team_of(self, user: str) -> Team:
        return self._team(self.world.user(user, TEAM_ID).team_id)
