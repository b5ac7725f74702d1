"""Both catalogues say the same things, the code says nothing else, and nothing is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import bot
from bot.locales import catalogue_path, load_phrases
from knowledge.models import LANGUAGES, Language

CODE = sorted(Path(bot.__file__).parent.rglob("*.py"))
KEY = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def catalogue(language: Language) -> Catalog:
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=language)


def messages(language: Language) -> dict[str, Message]:
    return {key_of(message): message for message in catalogue(language) if message.id}


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}


def phrase_calls() -> Iterator[tuple[str, str, set[str]]]:
    """Yield method, key and names given of every `.say("key", ...)` and `.count("key", n, ...)` in the bot."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("say", "count"):
                match node.args:
                    case [ast.Constant(value=str(key)), *_] if KEY.fullmatch(key):
                        yield node.func.attr, key, {str(keyword.arg) for keyword in node.keywords}


def test_catalogues_have_the_same_keys_in_the_same_order() -> None:
    assert list(messages("en")) == list(messages("zh"))


def test_every_phrase_has_the_same_placeholders_in_both_languages() -> None:
    for key, message in messages("en").items():
        named = {language: set().union(*map(placeholders, forms(messages(language)[key]))) for language in LANGUAGES}
        assert named["en"] == named["zh"], key
        assert isinstance(message.id, str) == isinstance(messages("zh")[key].id, str), key


def test_code_and_catalogue_know_the_same_keys() -> None:
    used = {key for _, key, _ in phrase_calls()}
    assert used == set(messages("en"))


def test_every_call_gives_what_the_phrase_asks_for() -> None:
    catalogued = messages("en")
    for method, key, given in phrase_calls():
        needed = set().union(*map(placeholders, forms(catalogued[key])))
        # `**values` is given as the name "None": that call is held by the transcripts.
        assert "None" in given or given == needed - {"number"}, key
        assert (method == "count") == (not isinstance(catalogued[key].id, str)), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_empty_or_fuzzy(language: Language) -> None:
    for key, message in messages(language).items():
        assert all(form.strip() for form in forms(message)), key
        assert not message.fuzzy, key


def test_chinese_phrases_are_chinese_and_english_ones_are_not() -> None:
    assert [k for k, m in messages("zh").items() if not all(map(CHINESE.search, forms(m)))] == []
    english = {k for k, m in messages("en").items() if any(map(CHINESE.search, forms(m)))}
    assert english == {"start.try"}  # It tells Chinese readers, in Chinese, how to switch.


def test_chinese_speaks_to_the_learner_as_a_friend() -> None:
    assert [key for key, message in messages("zh").items() if "您" in "".join(forms(message))] == []


def test_plural_forms_follow_the_number() -> None:
    phrases = load_phrases()
    assert phrases["en"].count("topics.line", 1, topic="RNN") == "RNN, 1 question"
    assert phrases["en"].count("topics.line", 2, topic="RNN") == "RNN, 2 questions"
    assert phrases["zh"].count("topics.line", 1, topic="RNN") == "RNN，1 题"


def test_braces_in_a_value_are_left_alone() -> None:
    assert "“{x}”" in load_phrases()["en"].say("topic.unknown", name="{x}")
