"""Messages on the fake Discord: posted, edited, deleted, and told to the gateway."""

from __future__ import annotations

from tests.platforms.discord.fake_checks import complaints_about_message
from tests.platforms.discord.fake_gateway import Changes, Gateway
from tests.platforms.discord.fake_http import Upload, refuse_if
from tests.platforms.discord.fake_world import Channel, Json, Message, User, World

GUILD_MESSAGES = 1 << 9
DIRECT_MESSAGES = 1 << 12
MESSAGE_CONTENT = 1 << 15


class Messages:
    """Posts, edits and deletes messages, and tells the gateway about it."""

    def __init__(self, world: World, gateway: Gateway, changes: Changes) -> None:
        self._world = world
        self._gateway = gateway
        self._changes = changes

    def attach(self, files: list[Upload]) -> list[Json]:
        return [self._world.upload(name, content) for name, content in files]

    def written(self, channel: Channel, author: User, body: Json, files: list[Upload], *, flags: int = 0) -> Message:
        """Return a new message of a body that Discord accepts; it is not posted yet."""
        refuse_if(complaints_about_message(body, is_new=True))
        return Message(
            channel,
            author,
            body.get("content") or "",
            body.get("embeds") or [],
            body.get("components") or [],
            self.attach(files),
            flags or body.get("flags", 0),
            body.get("nonce"),
            allowed_mentions=body.get("allowed_mentions"),
            replies_to=(body.get("message_reference") or {}).get("message_id"),
        )

    async def post(self, message: Message) -> Message:
        self._world.messages[message.id] = message
        if not message.is_ephemeral:
            await self._dispatch("MESSAGE_CREATE", message, self.seen(message))
        self._changes.notify()
        return message

    async def edit(self, message: Message, body: Json, files: list[Upload]) -> Message:
        """Change what the body names; attachments that it does not name anymore go."""
        refuse_if(complaints_about_message(body, is_new=False))
        for name in ("embeds", "components", "content"):
            if name in body:
                setattr(message, name, body[name] or ("" if name == "content" else []))
        if "attachments" in body:
            kept = {str(attachment["id"]) for attachment in body["attachments"]}
            message.attachments = [attachment for attachment in message.attachments if attachment["id"] in kept]
        message.attachments += self.attach(files)
        message.edits += 1
        if not message.is_ephemeral:
            await self._dispatch("MESSAGE_UPDATE", message, self.seen(message))
        self._changes.notify()
        return message

    async def delete(self, message: Message) -> None:
        message.is_deleted = True
        await self._dispatch("MESSAGE_DELETE", message, {"id": str(message.id), "channel_id": str(message.channel.id)})
        self._changes.notify()

    def seen(self, message: Message) -> Json:
        """Return a message as the bot sees it: without the content intent, others' words in a guild are withheld."""
        payload = message.payload()
        bot = self._world.bot
        is_free = message.channel.guild_id is None or message.author is bot or f"<@{bot.id}>" in message.content
        if f"<@{bot.id}>" in message.content:
            payload["mentions"] = [bot.payload() | {"member": bot.member(with_user=False)}]
        if not is_free and not self._gateway.has_intent(MESSAGE_CONTENT):
            payload |= {"content": "", "embeds": [], "attachments": [], "components": []}
        return payload

    async def _dispatch(self, event: str, message: Message, payload: Json) -> None:
        guild_id = message.channel.guild_id
        if guild_id is None:
            await self._gateway.dispatch(event, payload, intent=DIRECT_MESSAGES)
            return
        payload |= {"guild_id": str(guild_id), "member": message.author.member(with_user=False)}
        await self._gateway.dispatch(event, payload, guild_id=guild_id, intent=GUILD_MESSAGES)
