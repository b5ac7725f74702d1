"""Names and descriptions of the commands in the languages Discord knows, out of the same catalogues as everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import discord
from discord import app_commands
from opencc import OpenCC

from bot.locales import Phrases
from knowledge.models import Language

Said = Callable[[Phrases], str]
_LANGUAGES: Mapping[discord.Locale, Language] = {
    discord.Locale.american_english: "en",
    discord.Locale.chinese: "zh",
    discord.Locale.taiwan_chinese: "zh",
}


def translated(english: str, said: Said) -> app_commands.locale_str:
    """Return a text that Discord shows in the user's language; `said` takes it from a catalogue."""
    return app_commands.locale_str(english, said=said)


class CatalogueTranslator(app_commands.Translator):
    """Translates by the catalogues; traditional Chinese is made of the simplified."""

    def __init__(self, phrases: Mapping[Language, Phrases]) -> None:
        self._phrases = phrases

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,  # noqa: ARG002 - discord.py's way to call it
    ) -> str | None:
        """Return the text in a locale; None where it stays English."""
        said: Said | None = string.extras.get("said")
        if said is None or locale not in _LANGUAGES:
            return None
        text = said(self._phrases[_LANGUAGES[locale]])
        return _traditional().convert(text) if locale is discord.Locale.taiwan_chinese else text


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2twp")
