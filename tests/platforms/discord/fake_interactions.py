"""The fake Discord's REST for interactions: the acknowledgement, follow-ups and edits."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.platforms.discord.limits import ACKNOWLEDGE_S
from tests.platforms.discord.fake_checks import complaints_about_choices, complaints_about_modal
from tests.platforms.discord.fake_gateway import Changes
from tests.platforms.discord.fake_http import (
    ALREADY_ACKNOWLEDGED,
    API,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    RefusedError,
    Upload,
    answer,
    nothing,
    read_body,
    refuse_if,
)
from tests.platforms.discord.fake_messages import Messages
from tests.platforms.discord.fake_world import (
    Interaction,
    InteractionType,
    Json,
    Message,
    MessageFlag,
    Response,
    ResponseType,
    World,
)

_ALLOWED = {
    InteractionType.COMMAND: {ResponseType.MESSAGE, ResponseType.DEFERRED_MESSAGE, ResponseType.MODAL},
    InteractionType.COMPONENT: set(ResponseType) - {ResponseType.CHOICES},
    InteractionType.AUTOCOMPLETE: {ResponseType.CHOICES},
    InteractionType.MODAL: set(ResponseType) - {ResponseType.CHOICES, ResponseType.MODAL},
}


class InteractionRoutes:
    """Handlers for what a bot sends with an interaction's token."""

    def __init__(self, world: World, messages: Messages, changes: Changes) -> None:
        self.acknowledge_limit_s = ACKNOWLEDGE_S
        self._world = world
        self._messages = messages
        self._changes = changes

    def routes(self) -> list[web.RouteDef]:
        webhook = f"{API}/webhooks/{{application}}/{{token}}"
        return [
            web.post(f"{API}/interactions/{{interaction}}/{{token}}/callback", self._callback),
            web.post(webhook, self._follow_up),
            web.get(f"{webhook}/messages/{{message}}", self._read),
            web.patch(f"{webhook}/messages/{{message}}", self._edit),
            web.delete(f"{webhook}/messages/{{message}}", self._delete),
        ]

    async def _callback(self, request: web.Request) -> web.Response:
        interaction = self._world.interactions.get(request.match_info["token"])
        after_s = 0.0 if interaction is None else asyncio.get_running_loop().time() - interaction.sent_at_s
        if interaction is None or after_s > self.acknowledge_limit_s:
            raise RefusedError(*UNKNOWN_INTERACTION)
        if interaction.is_acknowledged:
            raise RefusedError(*ALREADY_ACKNOWLEDGED)
        body, files = await read_body(request)
        response = Response(ResponseType(body["type"]), body.get("data") or {})
        self._check(interaction, response)
        message = await self._carry_out(interaction, response, files)
        interaction.acknowledged_after_s = after_s
        interaction.responses.append(response)
        self._changes.notify()
        return answer(_callback_result(interaction, response, message)) if "with_response" in request.query else nothing()

    @staticmethod
    def _check(interaction: Interaction, response: Response) -> None:
        allowed = _ALLOWED[interaction.type]
        if interaction.message is None:
            allowed = allowed - {ResponseType.UPDATE, ResponseType.DEFERRED_UPDATE}
        refuse_if([] if response.type in allowed else [f"{response.type.name} does not answer {interaction.type.name}"])
        if response.type is ResponseType.MODAL:
            refuse_if(complaints_about_modal(response.data))
        if response.type is ResponseType.CHOICES:
            refuse_if(complaints_about_choices(response.data["choices"]))

    async def _carry_out(self, interaction: Interaction, response: Response, files: list[Upload]) -> Message | None:
        """Do what the response says and return the message that it made or changed."""
        match response.type:
            case ResponseType.MESSAGE:
                interaction.original = await self._post(interaction, response.data, files)
            case ResponseType.DEFERRED_MESSAGE:
                flags = response.data.get("flags", 0) | MessageFlag.LOADING
                waiting = Message(interaction.channel, self._world.bot, flags=flags, webhook_id=self._world.application_id)
                interaction.original = await self._messages.post(waiting)
            case ResponseType.UPDATE:
                interaction.original = interaction.message
                assert interaction.message is not None
                await self._messages.edit(interaction.message, response.data, files)
            case ResponseType.DEFERRED_UPDATE:
                interaction.original = interaction.message
                return None
            case _:
                return None
        return interaction.original

    async def _follow_up(self, request: web.Request) -> web.Response:
        interaction = self._interaction_of(request)
        body, files = await read_body(request)
        waiting = interaction.original
        if waiting is not None and waiting.is_loading:
            # The first follow-up takes the place of "… is thinking" and is as private as that.
            message = await self._messages.edit(waiting, body, files)
            message.flags &= ~MessageFlag.LOADING
        else:
            message = await self._post(interaction, body, files)
        interaction.followups.append(message)
        self._changes.notify()
        return answer(message.payload())

    async def _read(self, request: web.Request) -> web.Response:
        return answer(self._message_of(request, self._interaction_of(request)).payload())

    async def _edit(self, request: web.Request) -> web.Response:
        interaction = self._interaction_of(request)
        message = self._message_of(request, interaction)
        body, files = await read_body(request)
        await self._messages.edit(message, body, files)
        message.flags &= ~MessageFlag.LOADING
        interaction.edits.append(body)
        self._changes.notify()
        return answer(message.payload())

    async def _delete(self, request: web.Request) -> web.Response:
        await self._messages.delete(self._message_of(request, self._interaction_of(request)))
        return nothing()

    async def _post(self, interaction: Interaction, body: Json, files: list[Upload]) -> Message:
        message = self._messages.written(interaction.channel, self._world.bot, body, files)
        message.webhook_id = self._world.application_id
        return await self._messages.post(message)

    def _interaction_of(self, request: web.Request) -> Interaction:
        interaction = self._world.interactions.get(request.match_info["token"])
        if interaction is None or not interaction.is_acknowledged:
            raise RefusedError(*UNKNOWN_WEBHOOK)
        return interaction

    def _message_of(self, request: web.Request, interaction: Interaction) -> Message:
        wanted = request.match_info["message"]
        message = interaction.original if wanted == "@original" else self._world.messages.get(int(wanted))
        if message is None or message.is_deleted:
            raise RefusedError(*UNKNOWN_MESSAGE)
        return message


def _callback_result(interaction: Interaction, response: Response, message: Message | None) -> Json:
    described: Json = {"id": str(interaction.id), "type": int(interaction.type)}
    if message is None:
        return {"interaction": described}
    described |= {
        "response_message_id": str(message.id),
        "response_message_loading": message.is_loading,
        "response_message_ephemeral": message.is_ephemeral,
    }
    return {"interaction": described, "resource": {"type": int(response.type), "message": message.payload()}}
