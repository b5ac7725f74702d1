from __future__ import annotations

import re
from collections.abc import Iterator

import discord
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.conversation.cards import Button, Card, CardKind, Field, File, Line, Mark
from bot.conversation.events import Verb
from bot.conversation.wording import cleaned
from bot.platforms.discord import limits
from bot.platforms.discord.markup import BLANK, ELLIPSIS, utf16_units
from bot.platforms.discord.render import LONGEST_QUOTE_UNITS, Message, render

TEXTS = st.one_of(
    st.text(alphabet=st.characters(), max_size=40),
    st.text(alphabet="`|*_\\<@[]>#-1. \n𠀀字a", max_size=60),
    st.builds(lambda part, times: part * times, st.text(alphabet=st.characters(), min_size=1, max_size=8), st.integers(1, 3_000)),
    st.builds(lambda part, times: part * times, st.text(alphabet="`|\\_ \n𠀀ab", min_size=1, max_size=8), st.integers(1, 3_000)),
)
LINES = st.builds(Line, TEXTS, st.sampled_from(Mark), TEXTS, TEXTS)
FIELDS = st.builds(Field, TEXTS, st.lists(LINES, max_size=4).map(tuple), st.booleans())
BUTTONS = st.lists(st.builds(Button, st.sampled_from(Verb), TEXTS), max_size=40).map(tuple)
FILES = st.lists(st.builds(File, st.just("a.csv"), st.text(max_size=5)), max_size=25).map(tuple)
CARDS = st.builds(
    Card,
    st.sampled_from(CardKind),
    TEXTS,
    st.lists(TEXTS, max_size=4).map(tuple),
    st.lists(FIELDS, max_size=5).map(tuple) | st.builds(lambda field, times: (field,) * times, FIELDS, st.integers(0, 60)),
    TEXTS,
    BUTTONS,
    TEXTS,
    FILES,
)
MANY_LINES = Card(CardKind.SUMMARY, "t", fields=(Field("n", (Line("`||` x|"),) * 300, is_spoiler=True),) * 30)


def embed_units(embed: discord.Embed) -> int:
    texts = [
        embed.title,
        embed.description,
        embed.footer.text,
        *(text for field in embed.fields for text in (field.name, field.value)),
    ]
    return sum(utf16_units(text or "") for text in texts)


def check_text(text: str, most_units: int) -> None:
    assert text.strip(), "Discord refuses a blank text"
    assert utf16_units(text) <= most_units


def check_embed(embed: discord.Embed) -> None:
    assert embed.title or embed.description or embed.fields
    for text, most_units in ((embed.title, limits.EMBED_TITLE_CHARS), (embed.description, limits.EMBED_DESCRIPTION_CHARS)):
        if text is not None:
            check_text(text, most_units)
    assert len(embed.fields) <= limits.EMBED_FIELDS
    for field in embed.fields:
        check_text(field.name or "", limits.EMBED_FIELD_NAME_CHARS)
        check_text(field.value or "", limits.EMBED_FIELD_VALUE_CHARS)


def check_message(message: Message) -> None:
    assert 1 <= len(message.embeds) <= limits.MESSAGE_EMBEDS
    assert sum(map(embed_units, message.embeds)) <= limits.MESSAGE_EMBEDS_CHARS
    assert len(message.buttons) <= limits.MESSAGE_BUTTONS
    assert len(message.files) <= limits.MESSAGE_FILES
    for button in message.buttons:
        check_text(button.label, limits.BUTTON_LABEL_CHARS)
    for embed in message.embeds:
        check_embed(embed)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(CARDS, max_size=4))
@example([MANY_LINES])
def test_no_card_breaks_a_limit(cards: list[Card]) -> None:
    messages = render(cards)
    for message in messages:
        check_message(message)
    assert [button.verb for message in messages for button in message.buttons] == [
        button.verb for card in cards for button in card.buttons
    ]
    assert [file for message in messages for file in message.files] == [file for card in cards for file in card.files]


def texts_of(messages: tuple[Message, ...]) -> Iterator[str]:
    for message in messages:
        for embed in message.embeds:
            yield embed.title or ""
            yield embed.description or ""
            yield from (text or "" for field in embed.fields for text in (field.name, field.value))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(CARDS)
def test_fences_are_whole_and_only_the_bots(card: Card) -> None:
    for text in texts_of(render([card])):
        without_escapes = re.sub(r"\\[\\`]", " ", re.sub(r"```py\n.*?\n```", "", text, flags=re.DOTALL))
        assert "```" not in without_escapes


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_a_hidden_text_never_shows(text: str) -> None:
    card = Card(CardKind.EXPLANATION, fields=(Field("n", (Line(text, quote=text, detail=text),), is_spoiler=True),))
    for message in render([card]):
        for embed in message.embeds:
            for field in embed.fields:
                assert re.fullmatch(r"\|\|(?:(?!\|\|).)+\|\|", field.value or "", re.DOTALL)


def letters(text: str) -> str:
    """Leave out what encoding adds, and space, which may go where a text is parted."""
    return re.sub(rf"[\s\\{BLANK}]", "", text)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_paragraphs_are_whole_or_an_ellipsis_says_that_they_are_not(title: str, body: list[str]) -> None:
    messages = render([Card(CardKind.NOTICE, title, tuple(body))])
    embeds = [embed for message in messages for embed in message.embeds]
    written = letters(cleaned("".join(body)))
    shown = letters("".join(embed.description or "" for embed in embeds))
    is_cut = embeds[-1].footer.text == ELLIPSIS
    assert written.startswith(shown) if is_cut else written == shown
    assert letters(embeds[0].title or "") == letters(cleaned(title)) or (embeds[0].title or "").endswith(ELLIPSIS)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.builds(Line, TEXTS, quote=TEXTS, detail=TEXTS), min_size=1, max_size=3))
def test_lines_are_whole_or_an_ellipsis_says_that_they_are_not(lines: list[Line]) -> None:
    messages = render([Card(CardKind.FEEDBACK, fields=(Field("n", tuple(lines)),))])
    embeds = [embed for message in messages for embed in message.embeds]
    shown = letters("".join(field.value or "" for embed in embeds for field in embed.fields))
    if embeds[-1].footer.text == ELLIPSIS:
        return
    for line in lines:
        quote = cleaned(line.quote).strip()
        # A longer quote may be cut once every character has a backslash.
        if len(quote) < LONGEST_QUOTE_UNITS // 2:
            quoted = f"“{quote}”" if quote else ""
            assert letters(f"•{quoted}{cleaned(line.text)}{cleaned(line.detail)}") in shown
