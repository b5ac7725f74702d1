"""Cards become messages that Slack accepts, whatever is in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.cards import Button, Card, CardKind, Field, File, Line, Mark
from bot.conversation.events import Verb
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import FENCE, SOFT_HYPHEN, ZERO_WIDTH_SPACE, is_blank, size
from bot.platforms.slack.render import Block, Message, render, render_field

S = SOFT_HYPHEN
Z = ZERO_WIDTH_SPACE


def drawn(*cards: Card) -> tuple[Message, ...]:
    return render(cards, value_of=lambda button: button.argument)


def only(*cards: Card) -> Message:
    (message,) = drawn(*cards)
    return message


def texts(messages: Iterable[Message]) -> list[str]:
    return [block["text"]["text"] for message in messages for block in message.blocks if block["type"] == "section"]


def notice(*body: str) -> Card:
    return Card(CardKind.NOTICE, body=body)


def test_a_card_is_a_header_then_sections_then_buttons() -> None:
    card = Card(
        CardKind.QUESTION,
        "Question 1 & 2",
        ("Which gates?", "Name `two`."),
        (Field("You said", (Line("the input gate", Mark.RIGHT, "input", "see 3.2"), Line("the output gate", Mark.MISSED))),),
        "Take your time.",
        (Button(Verb.HINT, "Hint", "q1"), Button(Verb.SKIP, "Skip")),
        "x = [1 < 2]\n",
    )
    message = only(card)
    assert [block["type"] for block in message.blocks] == ["header", "section", "section", "section", "section", "actions"]
    assert message.blocks[0]["text"] == {"type": "plain_text", "text": "Question 1 &amp; 2", "emoji": False}
    assert texts([message]) == [
        "Which gates?\n\nName `two`.",
        "```\nx = [1 &lt; 2]\n```",
        "*You said*\n:white_check_mark: “input” the input gate\n      see 3.2\n:white_circle: the output gate",
        "Take your time.",
    ]
    hint, skip = message.blocks[-1]["elements"]
    assert (hint["action_id"], hint["value"], hint["text"]["text"]) == ("hint", "q1", "Hint")
    assert (skip["action_id"], "value" in skip) == ("skip", False)
    assert message.text == "Question 1 &amp; 2 · Which gates? · Name `two`. · You said · Take your time."


@pytest.mark.parametrize(
    ("mark", "sign"),
    [(Mark.PLAIN, "•"), (Mark.RIGHT, ":white_check_mark:"), (Mark.MISSED, ":white_circle:"), (Mark.WRONG, ":warning:")],
)
def test_every_mark_has_its_sign(mark: Mark, sign: str) -> None:
    (section,) = render_field(Field("Name", (Line("text", mark),)))
    assert section["text"]["text"] == f"*Name*\n{sign} text"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<!channel> <@U1> &amp;", "&lt;!channel&gt; &lt;@U1&gt; &amp;amp;"),
        ("*bold* _it_ ~no~", f"{S}*{S}bold{S}*{S} {S}_{S}it{S}_{S} {S}~{S}no{S}~{S}"),
        ("hidden_state a*b 2 * 3", "hidden_state a*b 2 * 3"),
        ("`code`", f"{S}`{S}code{S}`{S}"),
        ("> quoted", f"{S}&gt; quoted"),
        (":smile:", f":{S}smile:"),
        ("two\n lines", "two lines"),
    ],
)
def test_a_learners_words_format_nothing(words: str, shown: str) -> None:
    (section,) = render_field(Field("", (Line("", quote=words),)))
    assert section["text"]["text"] == f"• “{shown}” "


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        ("use `a < b`, not `*`", "use `a &lt; b`, not `*`"),
        ("用`relu`吗", f"用{Z}`relu`{Z}吗"),
        ("an odd ` here", f"an odd {S}`{S} here"),
        ("empty ``", f"empty {S}`{S}{S}`{S}"),
        ("```\nfence", f"{S}`{S}" * 3 + "\nfence"),
        ("> not a quotation", f"{S}&gt; not a quotation"),
        ("a\x00b\u202ec", "abc"),
    ],
)
def test_the_bots_own_code_spans_stay_code(own: str, shown: str) -> None:
    assert texts([only(notice(own))]) == [shown]


def test_a_fence_within_code_does_not_close_the_block() -> None:
    (text,) = texts([only(Card(CardKind.NOTICE, code='"""\n```\nx\n````\n"""'))])
    assert text.count(FENCE) == 2
    assert text.replace(S, "") == '```\n"""\n```\nx\n````\n"""\n```'


def test_long_code_is_split_at_line_breaks_and_every_part_has_its_fences() -> None:
    lines = [f"line_{number} = {number} < 3" for number in range(500)]
    parts = texts(drawn(Card(CardKind.NOTICE, code="\n".join(lines))))
    assert len(parts) > 3
    assert all(part.startswith("```\n") and part.endswith("\n```") for part in parts)
    assert "\n".join(part[4:-4] for part in parts).replace("&lt;", "<").split("\n") == lines


def test_a_long_paragraph_is_split_between_words_and_nothing_is_lost() -> None:
    words = [f"word{number}" for number in range(2000)]
    parts = texts(drawn(notice(" ".join(words))))
    assert " ".join(parts).split() == words


def test_a_spoiler_is_handed_over_and_not_shown() -> None:
    spoiler = Field("Answer", (Line("forty-two"),), is_spoiler=True)
    message = only(Card(CardKind.EXPLANATION, "Title", fields=(spoiler, Field("Open", (Line("seen"),)))))
    assert message.spoilers == (spoiler,)
    assert "forty-two" not in str(message.blocks) + message.text
    assert render_field(spoiler)[0]["text"]["text"] == "*Answer*\n• forty-two"


def test_files_go_with_the_last_message_of_their_card() -> None:
    file = File("wrong.csv", "a,b")
    assert only(Card(CardKind.SUMMARY, files=(file,))) == Message("wrong.csv", files=(file,))
    *others, last = drawn(Card(CardKind.SUMMARY, body=("x " * 10_000,), files=(file,)))
    assert last.files == (file,)
    assert not any(other.files for other in others)


def test_cards_share_a_message_with_a_line_between_them() -> None:
    assert [block["type"] for block in only(notice("one"), notice("two")).blocks] == ["section", "divider", "section"]


def test_a_card_that_fits_in_one_message_is_not_torn_apart() -> None:
    first, second = drawn(notice("y" * 9000), notice("z" * 9000))
    assert ("".join(texts([first])), "".join(texts([second]))) == ("y" * 9000, "z" * 9000)


def test_an_empty_card_is_no_message() -> None:
    assert drawn(Card(CardKind.NOTICE), notice("", " \n")) == ()


def test_two_buttons_of_one_verb_stand_in_two_rows() -> None:
    buttons = (Button(Verb.QUIZ, "RNN", "rnn"), Button(Verb.HELP, "Help"), Button(Verb.QUIZ, "CNN", "cnn"))
    rows = only(Card(CardKind.NOTICE, buttons=buttons)).blocks
    assert [[element["action_id"] for element in row["elements"]] for row in rows] == [["quiz", "help"], ["quiz"]]


def test_many_buttons_with_long_values_are_shortened_and_spread() -> None:
    buttons = tuple(Button(verb, "x" * 500, "v" * 5000) for verb in Verb)
    for message in drawn(Card(CardKind.NOTICE, buttons=buttons)):
        assert_slack_accepts(message)


ANY_TEXT = st.text(max_size=60) | st.text("`*_~<>&|:@!\n \t字😀ab", max_size=80)
HUGE_TEXT = st.builds(str.__mul__, ANY_TEXT, st.sampled_from([1, 1, 1, 200]))
LINES = st.builds(Line, HUGE_TEXT, st.sampled_from(Mark), ANY_TEXT, HUGE_TEXT)
FIELDS = st.builds(Field, HUGE_TEXT, st.lists(LINES, max_size=4).map(tuple), st.booleans())
CARDS = st.builds(
    Card,
    st.sampled_from(CardKind),
    HUGE_TEXT,
    st.lists(HUGE_TEXT, max_size=3).map(tuple),
    st.builds(tuple.__mul__, st.lists(FIELDS, max_size=3).map(tuple), st.sampled_from([1, 1, 30])),
    HUGE_TEXT,
    st.lists(st.builds(Button, st.sampled_from(Verb), ANY_TEXT, ANY_TEXT), max_size=40).map(tuple),
    HUGE_TEXT,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(CARDS, max_size=3))
def test_slack_accepts_every_card(cards: list[Card]) -> None:
    for message in drawn(*cards):
        assert_slack_accepts(message)


def assert_slack_accepts(message: Message) -> None:
    assert 0 < size(message.text) <= limits.FALLBACK_TEXT_CHARACTERS
    assert len(message.blocks) <= limits.MESSAGE_BLOCKS
    blocks = json.dumps([block for block in message.blocks if block["type"] != "actions"], ensure_ascii=False)
    assert size(message.text) + size(blocks) <= limits.MESSAGE_CHARACTERS
    for block in message.blocks:
        assert_valid(block)


def assert_valid(block: Block) -> None:
    match block:
        case {"type": "divider"}:
            return
        case {"type": "header", "text": {"type": "plain_text", "text": str(text)}}:
            assert_shown(text, limits.HEADER_TEXT_CHARACTERS)
        case {"type": "section", "text": {"type": "mrkdwn", "text": str(text), "verbatim": True}}:
            assert_shown(text, limits.SECTION_TEXT_CHARACTERS)
            assert text.count(FENCE) in {0, 2}
            assert FENCE not in text or (text.startswith(FENCE) and text.endswith(FENCE))
        case {"type": "actions", "elements": list(elements)}:
            assert 0 < len(elements) <= limits.ACTIONS_ELEMENTS
            assert len({element["action_id"] for element in elements}) == len(elements)
            for element in elements:
                assert_shown(element["text"]["text"], limits.BUTTON_TEXT_CHARACTERS)
                assert size(element.get("value", "")) <= limits.BUTTON_VALUE_CHARACTERS
                assert size(element["action_id"]) <= limits.ACTION_ID_CHARACTERS
        case _:
            pytest.fail(f"no such block: {block['type']}")


def assert_shown(text: str, longest: int) -> None:
    assert not is_blank(text)
    assert size(text) <= longest
    assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", text)
