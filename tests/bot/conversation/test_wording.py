from __future__ import annotations

import pytest

from bot.conversation import Command, read_message
from bot.conversation.lookup import find
from bot.conversation.wording import LONGEST_QUOTE, cleaned, decision, shortened


@pytest.mark.parametrize(
    ("reply", "meant", "rest"),
    [
        ("yes", True, ""),
        (" Y. ", True, ""),
        ("嗯嗯", True, ""),
        ("对，遗忘门", True, "遗忘门"),
        ("Yes, and the output gate", True, "and the output gate"),
        ("no", False, ""),
        ("不是。", False, ""),
        ("不是，是输入门", False, "是输入门"),
        ("no gradient flows", None, "no gradient flows"),
        ("对数据做归一化", None, "对数据做归一化"),
        ("normalise it", None, "normalise it"),
        ("", None, ""),
    ],
)
def test_yes_and_no_are_told_from_answers(reply: str, meant: bool | None, rest: str) -> None:
    assert decision(reply) == (meant, rest)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x1b[0m\tc\n", "ab[0m\tc\n"),
        ("\udcff broken \ud83d", "\ufffd broken \ufffd"),
        ("\ud83d\ude00", "😀"),
        ("\u202eabc\u2069", "abc"),
        ("普通文字", "普通文字"),
    ],
)
def test_what_cannot_be_shown_is_cleaned_away(text: str, clean: str) -> None:
    assert cleaned(text) == clean


def test_long_quotes_keep_both_ends() -> None:
    quote = shortened("start " + "x" * 500 + "\nend")
    assert len(quote) <= LONGEST_QUOTE
    assert quote.startswith("start x")
    assert quote.endswith("x end")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("/quiz rnn 3", Command("quiz", "rnn 3")),
        ("  ／QUIZ　rnn ", Command("quiz", "rnn")),
        ("/hint\nplease", Command("hint", "please")),
        ("/帮助", Command("帮助")),
        ("/home/me/train.py: error", "/home/me/train.py: error"),
        ("// a comment", "// a comment"),
        ("/", "/"),
        ("1/2", "1/2"),
        ("/ 2", "/ 2"),
    ],
)
def test_commands_are_told_from_answers(line: str, message: Command | str) -> None:
    assert read_message(line) == message


def test_nearest_name_is_suggested_but_never_taken() -> None:
    names = {"rnn": ("Recurrent networks",), "cnn": ("Convolution",)}
    assert find("recurent networks", names).id is None
    assert find("recurent networks", names).nearest == "rnn"
    assert find("@@@@", names).nearest is None
