from __future__ import annotations

import re

import discord
import pytest

from bot.conversation.cards import Button, Card, CardKind, Field, File, Line, Mark
from bot.conversation.events import Verb
from bot.platforms.discord.markup import BLANK, ELLIPSIS, INDENT
from bot.platforms.discord.render import MOST_MESSAGES_A_CARD, render


def only_embed(card: Card) -> discord.Embed:
    (message,) = render([card])
    (embed,) = message.embeds
    return embed


def body_of(text: str) -> str | None:
    return only_embed(Card(CardKind.NOTICE, body=(text,))).description


def quote_of(text: str) -> str | None:
    return only_embed(Card(CardKind.FEEDBACK, fields=(Field("You", (Line("", quote=text),)),))).fields[0].value


def test_a_card_is_one_embed_in_the_order_title_paragraphs_code_fields_closing() -> None:
    embed = only_embed(
        Card(
            CardKind.FEEDBACK,
            "Which gates?",
            ("One.", "Two."),
            (Field("Your answer", (Line("the forget gate", Mark.RIGHT, "forget", "It decides\nwhat stays."),)),),
            "Go on?",
            code="x = 1",
        )
    )
    assert embed.title == "Which gates?"
    assert embed.description == "One.\n\nTwo.\n\n```py\nx = 1\n```"
    assert [(field.name, field.value, field.inline) for field in embed.fields] == [
        ("Your answer", f"✅ “forget” the forget gate\n{INDENT}It decides\n{INDENT}what stays.", False),
        (BLANK, "Go on?", False),
    ]


def test_a_closing_without_fields_is_the_last_paragraph() -> None:
    assert only_embed(Card(CardKind.NOTICE, body=("Hello.",), closing="Bye.")).description == "Hello.\n\nBye."


def test_every_kind_has_its_own_colour() -> None:
    colours = {only_embed(Card(kind, "x")).colour for kind in CardKind}
    assert len(colours) == len(CardKind)
    assert None not in colours


@pytest.mark.parametrize(("mark", "shown"), [(Mark.PLAIN, "• x"), (Mark.RIGHT, "✅ x"), (Mark.MISSED, "⚪ x"), (Mark.WRONG, "⚠️ x")])
def test_a_line_begins_with_its_mark(mark: Mark, shown: str) -> None:
    assert only_embed(Card(CardKind.FEEDBACK, fields=(Field("n", (Line("x", mark),)),))).fields[0].value == shown


@pytest.mark.parametrize(
    ("written", "encoded"),
    [
        ("Use `x.new_zeros(...)` and `a_b`.", "Use `x.new_zeros(...)` and `a_b`."),
        ("an `open span", r"an \`open span"),
        ("``` a *fence*", r"\`\`\` a \*fence\*"),
        ("`a` and ` b", r"`a` and \` b"),
        ("__init__ **bold** ~~no~~ ||hidden||", r"\_\_init\_\_ \*\*bold\*\* \~\~no\~\~ \|\|hidden\|\|"),
        ("# head\n > quote\n- item\n 12. item\n-# small", "\\# head\n \\> quote\n\\- item\n 12\\. item\n\\-# small"),
        ("a - b # c > d", "a - b # c > d"),
        ("3.14 stays", "3.14 stays"),
        ("[text](http://evil.example)", r"\[text](http://evil.example)"),
        ("<@123> <#4> <t:1:R>", r"\<@123> \<#4> \<t:1:R>"),
        ("@everyone @here", f"@{BLANK}everyone @{BLANK}here"),
        (r"back\slash", r"back\\slash"),
        ("see https://arxiv.org/abs/1_2_3.", "see https://arxiv.org/abs/1_2_3."),
    ],
)
def test_the_bots_own_text_shows_as_written_save_for_code_spans_and_addresses(written: str, encoded: str) -> None:
    assert body_of(written) == encoded


@pytest.mark.parametrize(
    ("typed", "encoded"),
    [
        ("`code` *x*", r"\`code\` \*x\*"),
        ("https://a.example/b_c", r"https://a.example/b\_c"),
        ("two\nlines\t here", "two lines here"),
        ("<@&5> @everyone", rf"\<@&5> @{BLANK}everyone"),
    ],
)
def test_the_learners_words_are_neutralised_to_the_last_backtick(typed: str, encoded: str) -> None:
    assert quote_of(typed) == f"• “{encoded}”"


def test_a_fence_within_code_does_not_end_it() -> None:
    assert only_embed(Card(CardKind.NOTICE, code="a\n```\nb")).description == f"```py\na\n`{BLANK}`{BLANK}`\nb\n```"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a || b", r"||• a \|\| b||"),
        ("ends in |", rf"||• ends in \|{BLANK}||"),
        ("`a || b`", f"||• `a |{BLANK}| b`||"),
    ],
)
def test_a_spoiler_ends_only_where_it_should(text: str, hidden: str) -> None:
    card = Card(CardKind.EXPLANATION, fields=(Field("Answer", (Line(text),), is_spoiler=True),))
    assert only_embed(card).fields[0].value == hidden


def test_every_part_of_a_long_spoiler_is_hidden() -> None:
    card = Card(CardKind.EXPLANATION, fields=(Field("Answer", (Line("word " * 500),), is_spoiler=True),))
    values = [field.value or "" for field in only_embed(card).fields]
    assert len(values) == 3
    assert all(value.startswith("||") and value.endswith("||") for value in values)


def test_a_long_field_goes_on_in_fields_without_a_name() -> None:
    lines = tuple(Line(f"{number} " + "x" * 400) for number in range(4))
    fields = only_embed(Card(CardKind.SUMMARY, fields=(Field("Missed", lines),))).fields
    assert [field.name for field in fields] == ["Missed", BLANK]
    assert [(field.value or "").count("\n") for field in fields] == [1, 1]


def test_long_code_is_parted_at_line_breaks_into_whole_fences() -> None:
    code = "\n".join(f"    line_{number} = {number}" for number in range(500))
    descriptions = [embed.description or "" for message in render([Card(CardKind.NOTICE, code=code)]) for embed in message.embeds]
    assert len(descriptions) > 1
    assert all(re.fullmatch(r"```py\n    line.*\n```", description, re.DOTALL) for description in descriptions)
    assert "\n".join(description[6:-4] for description in descriptions) == code


def test_short_cards_share_a_message_until_one_has_buttons() -> None:
    hint = Button(Verb.HINT, "Hint")
    one, two, three = Card(CardKind.FEEDBACK, "1"), Card(CardKind.QUESTION, "2", buttons=(hint,)), Card(CardKind.NOTICE, "3")
    first, second = render([one, two, three])
    assert [embed.title for embed in first.embeds] == ["1", "2"]
    assert first.buttons == (hint,)
    assert [embed.title for embed in second.embeds] == ["3"]


def test_buttons_and_files_stand_on_the_last_message_of_their_card() -> None:
    file = File("export.csv", "a,b")
    card = Card(CardKind.NOTICE, body=("x" * 4_000, "y" * 4_000), buttons=(Button(Verb.SKIP, "l" * 81),), files=(file,))
    first, last = render([card])
    assert (first.buttons, first.files) == ((), ())
    assert last.buttons == (Button(Verb.SKIP, "l" * 79 + ELLIPSIS),)
    assert last.files == (file,)


def test_no_button_is_lost_when_there_are_too_many_for_a_message() -> None:
    buttons = tuple(Button(Verb.QUIZ, str(number)) for number in range(30))
    assert [len(message.buttons) for message in render([Card(CardKind.NOTICE, "Topics", buttons=buttons)])] == [25, 5]


def test_a_button_without_a_label_shows_its_command() -> None:
    (message,) = render([Card(CardKind.NOTICE, "x", buttons=(Button(Verb.SKIP, " "),))])
    assert message.buttons[0].label == "/skip"


def test_chinese_outside_the_basic_plane_counts_twice() -> None:
    title = only_embed(Card(CardKind.NOTICE, "𠀀" * 200)).title or ""
    assert title == "𠀀" * 127 + ELLIPSIS


def test_an_endless_card_ends_with_an_ellipsis_after_three_messages() -> None:
    messages = render([Card(CardKind.NOTICE, body=("word " * 100_000,), closing="Bye.")])
    assert len(messages) == MOST_MESSAGES_A_CARD
    assert messages[-1].embeds[-1].footer.text == ELLIPSIS
