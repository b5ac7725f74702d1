"""The bot's own words: one gettext catalogue a language, with keys such as `quiz.follow-up` as message ids.

The `.po` files are read as they are, once, so that no compiled file can be out of step with them.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from knowledge.models import LANGUAGES, Language

DOMAIN = "mianjing"


class Phrases:
    """The bot's words in one language."""

    def __init__(self, language: Language, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def say(self, key: str, **values: object) -> str:
        """Return the phrase of that key, with the values put in."""
        return self._translations.gettext(key).format_map(values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the phrase of that key in the form that `number` asks for; `{number}` stands for it."""
        return self._translations.ngettext(key, key, number).format_map({"number": number, **values})


def catalogue_path(language: Language) -> Path:
    """Return where the catalogue of that language lies."""
    return Path(__file__).parent / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def load_phrases() -> Mapping[Language, Phrases]:
    """Read the catalogues of all languages."""
    return {language: Phrases(language, _read(language)) for language in LANGUAGES}


def _read(language: Language) -> gettext.GNUTranslations:
    with catalogue_path(language).open("rb") as file:
        catalogue = read_po(file, locale=language, domain=DOMAIN)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
