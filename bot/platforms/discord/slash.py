"""The slash commands: their names, options and suggestions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, cast

import discord
from discord import app_commands
from rapidfuzz import fuzz

from bot.conversation.events import Verb
from bot.conversation.zones import find_zone, zone_names
from bot.locales import Phrases
from bot.platforms.discord import limits
from bot.platforms.discord.client import MianjingClient
from bot.platforms.discord.origins import language_of
from bot.platforms.discord.translating import translated

Suggest = Callable[[discord.Interaction, str], Awaitable[list[app_commands.Choice[str]]]]
_EVERYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_FOR_ALL = app_commands.AppInstallationType(guild=True, user=True)
_IN_SERVERS = app_commands.AppCommandContext(guild=True)
_LIKE_ENOUGH = 50.0


class SlashCommands:
    """Makes the commands and puts them into a tree."""

    def __init__(self, client: MianjingClient) -> None:
        self._client = client
        self._english = client.chat.interviewer.phrases["en"]

    def add_to(self, tree: app_commands.CommandTree[MianjingClient]) -> None:
        """Add every command."""
        for command in (*self._practice(), *self._of_the_question(), *self._personal(), self._daily()):
            tree.add_command(command)

    def _practice(self) -> Iterable[Any]:
        client = self._client

        async def quiz(
            interaction: discord.Interaction, topic: str = "", count: app_commands.Range[int, 1, 20] | None = None
        ) -> None:
            await client.obey(interaction, Verb.QUIZ, f"{topic} {count or ''}".strip())

        async def interview(interaction: discord.Interaction, name: str = "") -> None:
            await client.obey(interaction, Verb.INTERVIEW, name)

        async def code(interaction: discord.Interaction, task: str = "") -> None:
            await client.obey(interaction, Verb.CODE, task)

        async def submit(interaction: discord.Interaction, task: str, file: discord.Attachment | None = None) -> None:
            await client.submit(interaction, task, file)

        async def review(interaction: discord.Interaction, topic: str = "", wrong: bool = False) -> None:  # noqa: FBT001, FBT002 - a slash command's option
            await client.obey(interaction, Verb.REVIEW, f"{'wrong' if wrong else ''} {topic}".strip())

        yield self._command("quiz", lambda w: w.say("slash.quiz"), lambda w: w.say("help.quiz"), quiz, topic=self._topics)
        yield self._command(
            "interview", lambda w: w.say("slash.interview"), lambda w: w.say("help.interview"), interview, name=self._interviews
        )
        yield self._command("code", lambda w: w.say("slash.code"), lambda w: w.say("help.code"), code, task=self._tasks)
        yield self._command("submit", lambda w: w.say("slash.submit"), lambda w: w.say("help.submit"), submit, task=self._tasks)
        yield self._command("review", lambda w: w.say("slash.review"), lambda w: w.say("help.review"), review, topic=self._topics)

    def _of_the_question(self) -> Iterable[Any]:
        yield self._plain(Verb.HINT, lambda w: w.say("slash.hint"), lambda w: w.say("help.hint"))
        yield self._plain(Verb.SKIP, lambda w: w.say("slash.skip"), lambda w: w.say("help.skip"))
        yield self._plain(Verb.SHOW, lambda w: w.say("slash.show"), lambda w: w.say("help.show"))
        yield self._plain(Verb.STOP, lambda w: w.say("slash.stop"), lambda w: w.say("help.stop"))
        yield self._plain(Verb.TOPICS, lambda w: w.say("slash.topics"), lambda w: w.say("help.topics"))
        yield self._plain(Verb.HELP, lambda w: w.say("slash.help"), lambda w: w.say("help.help"))

    def _personal(self) -> Iterable[Any]:
        client = self._client

        async def leaderboard(interaction: discord.Interaction, period: str = "") -> None:
            await client.obey(interaction, Verb.LEADERBOARD, period)

        async def report(interaction: discord.Interaction, what: str = "") -> None:
            await client.obey(interaction, Verb.REPORT, what)

        async def lang(interaction: discord.Interaction, language: str = "") -> None:
            await client.obey(interaction, Verb.LANG, language)

        async def zone(interaction: discord.Interaction, name: str = "") -> None:
            await client.obey(interaction, Verb.ZONE, name)

        async def link(interaction: discord.Interaction, code: str = "") -> None:
            await client.obey(interaction, Verb.LINK, code)

        async def export(interaction: discord.Interaction, format: str = "") -> None:  # noqa: A002 - what the option is called
            await client.obey(interaction, Verb.EXPORT, format)

        async def privacy(interaction: discord.Interaction, action: str = "", confirm: str = "") -> None:
            await client.obey(interaction, Verb.PRIVACY, f"{action} {confirm}".strip())

        yield self._plain(Verb.PROGRESS, lambda w: w.say("slash.progress"), lambda w: w.say("help.progress"))
        yield self._command(
            "leaderboard",
            lambda w: w.say("slash.leaderboard"),
            lambda w: w.say("help.leaderboard"),
            leaderboard,
            period=_among("week", "month", "all", "off", "on"),
        )
        yield self._command("report", lambda w: w.say("slash.report"), lambda w: w.say("help.report"), report)
        yield self._command("lang", lambda w: w.say("slash.lang"), lambda w: w.say("help.lang"), lang, language=_among("en", "zh"))
        yield self._command("zone", lambda w: w.say("slash.zone"), lambda w: w.say("help.zone"), zone, name=_zones)
        yield self._command("link", lambda w: w.say("slash.link"), lambda w: w.say("help.link"), link)
        yield self._command(
            "export", lambda w: w.say("slash.export"), lambda w: w.say("help.export"), export, format=_among("csv", "anki")
        )
        yield self._command(
            "privacy",
            lambda w: w.say("slash.privacy"),
            lambda w: w.say("help.privacy"),
            privacy,
            action=_among("export", "delete"),
        )

    def _daily(self) -> app_commands.Group:
        client = self._client
        name = translated("daily", lambda w: w.say("slash.daily"))
        description = translated(self._english.say("help.daily"), lambda w: w.say("help.daily"))
        group = app_commands.Group(name=name, description=description, allowed_contexts=_IN_SERVERS)

        async def set_daily(
            interaction: discord.Interaction,
            time: str,
            zone: str = "",
            topic: str = "",
            language: str = "",
            role: discord.Role | None = None,
        ) -> None:
            parts = (time, zone, topic, language, role.mention if role is not None else "")
            await client.obey(interaction, Verb.DAILY, " ".join(("set", *filter(None, parts))))

        async def off(interaction: discord.Interaction) -> None:
            await client.obey(interaction, Verb.DAILY, "off")

        async def now(interaction: discord.Interaction) -> None:
            await client.obey(interaction, Verb.DAILY, "now")

        async def status(interaction: discord.Interaction) -> None:
            await client.obey(interaction, Verb.DAILY, "status")

        suggestions = {"zone": _zones, "topic": self._topics, "language": _among("en", "zh")}
        group.add_command(
            self._command("set", lambda w: w.say("slash.set"), lambda w: w.say("daily.usage-set"), set_daily, **suggestions)
        )
        group.add_command(self._command("off", lambda w: w.say("slash.off"), lambda w: w.say("daily.usage-off"), off))
        group.add_command(self._command("now", lambda w: w.say("slash.now"), lambda w: w.say("daily.usage-now"), now))
        group.add_command(self._command("status", lambda w: w.say("slash.status"), lambda w: w.say("daily.usage-status"), status))
        return group

    def _plain(
        self, verb: Verb, name: Callable[[Phrases], str], said: Callable[[Phrases], str]
    ) -> app_commands.Command[Any, ..., None]:
        client = self._client

        async def callback(interaction: discord.Interaction) -> None:
            await client.obey(interaction, verb)

        return self._command(verb.value, name, said, callback)

    def _command(
        self,
        english: str,
        name: Callable[[Phrases], str],
        said: Callable[[Phrases], str],
        callback: Callable[..., Awaitable[None]],
        /,
        **suggestions: Suggest,
    ) -> app_commands.Command[Any, ..., None]:
        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name=translated(english, name),
            description=translated(said(self._english), said),
            callback=cast("Any", callback),
            allowed_contexts=_EVERYWHERE,
            allowed_installs=_FOR_ALL,
        )
        for option, suggest in suggestions.items():
            command.autocomplete(option)(_as_autocomplete(suggest))
        return command

    async def _topics(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        interviewer = self._client.chat.interviewer
        language = language_of(interaction.locale)
        return _suggested(((interviewer.topic_name(topic, language), topic) for topic in interviewer.bank.topics), typed)

    async def _tasks(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        language = language_of(interaction.locale)
        tasks = self._client.chat.interviewer.bank.tasks.values()
        return _suggested(((task.title.in_language(language), task.id) for task in tasks), typed)

    async def _interviews(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        language = language_of(interaction.locale)
        interviews = self._client.chat.interviewer.bank.interviews.values()
        return _suggested(((interview.title.in_language(language), interview.id) for interview in interviews), typed)


def _as_autocomplete(suggest: Suggest) -> Any:  # noqa: ANN401 - discord.py tells functions from methods by their signature
    async def autocomplete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return await suggest(interaction, current)

    return autocomplete


def _among(*values: str) -> Suggest:
    async def suggest(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG001
        return _suggested(((value, value) for value in values), typed)

    return suggest


async def _zones(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG001
    found = find_zone(typed)
    first = found.id or found.nearest
    names = [name for name in zone_names() if typed.casefold() in name.casefold()]
    return _choices((name, name) for name in dict.fromkeys([*([first] if first and typed else []), *names]))


def _suggested(names: Iterable[tuple[str, str]], typed: str) -> list[app_commands.Choice[str]]:
    """Return what is like the words typed so far, the likest first; everything while nothing is typed."""
    known = list(names)
    if not typed.strip():
        return _choices(known)
    rated = [(max(fuzz.WRatio(typed.casefold(), text.casefold()) for text in pair), pair) for pair in known]
    likely = sorted((entry for entry in rated if entry[0] >= _LIKE_ENOUGH), key=lambda entry: -entry[0])
    return _choices(pair for _, pair in likely)


def _choices(names: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    choices = [
        app_commands.Choice(name=name[: limits.CHOICE_NAME_CHARS], value=value[: limits.CHOICE_VALUE_CHARS])
        for name, value in names
    ]
    return choices[: limits.AUTOCOMPLETE_CHOICES]
