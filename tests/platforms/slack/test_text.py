"""What was typed in Slack reaches the bot as it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.slack.mrkdwn import escaped
from bot.platforms.slack.text import code_of_blocks, unescaped
from graders.code.fences import split


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("a &lt; b &amp;&amp; b &gt; c", "a < b && b > c"),
        ("&amp;lt;", "&lt;"),
        ("&quot;&nbsp;&#39;", "&quot;&nbsp;&#39;"),
        ("“curly” ‘quotes’", "“curly” ‘quotes’"),
        ("see <http://example.com|example.com>", "see example.com"),
        ("see <https://example.com/?a=1&amp;b=2>", "see https://example.com/?a=1&b=2"),
        ("write to <mailto:a@b.io|a@b.io>", "write to a@b.io"),
        ("<@U1> and <@U2|bob>", "@U1 and @bob"),
        ("in <#C1|general> and <#C2> and <#C3|>", "in #general and #C2 and #C3"),
        ("<!here> <!channel|channel> <!subteam^S1|@team>", "@here @channel @team"),
        ("<!date^1392734382^{date}|Feb 18>", "Feb 18"),
        ("run <http://model.py|model.py>", "run model.py"),
        ("<>", "<>"),
    ],
)
def test_text_is_read_back_as_it_was_typed(text: str, typed: str) -> None:
    assert unescaped(text) == typed


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"])))
def test_unescaping_undoes_escaping(typed: str) -> None:
    assert unescaped(escaped(typed)) == typed


def rich_text(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def preformatted(code: str) -> dict[str, Any]:
    return {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": code}]}


def words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([], None),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}], None),
        ([rich_text(section(words("a < b &amp; c")))], "a < b &amp; c"),
        ([rich_text(section(words("my answer:\n")), preformatted("x = 1\n"))], "my answer:\n```\nx = 1\n```"),
        ([rich_text(preformatted('"""\n```\n"""'))], '````\n"""\n```\n"""\n````'),
        (
            [rich_text({"type": "rich_text_list", "elements": [section(words("one")), section(words("two"))]})],
            "one\ntwo",
        ),
        (
            [
                rich_text(
                    section(
                        {"type": "link", "url": "http://x.io"},
                        words(" "),
                        {"type": "link", "url": "http://model.py", "text": "model.py"},
                        words(" "),
                        {"type": "emoji", "name": "smile"},
                        {"type": "user", "user_id": "U1"},
                        {"type": "channel", "channel_id": "C1"},
                        {"type": "broadcast", "range": "here"},
                        {"type": "something_new"},
                    )
                )
            ],
            "http://x.io model.py :smile:@U1#C1@here",
        ),
    ],
)
def test_rich_text_becomes_text_with_fences(blocks: list[dict[str, Any]], text: str | None) -> None:
    assert code_of_blocks(blocks) == text


def test_the_code_extractor_finds_every_code_block_of_the_editor() -> None:
    text = code_of_blocks([rich_text(section(words("first")), preformatted("x = 1"), preformatted("print('```')"))])
    assert text is not None
    assert [block.text.strip() for block in split(text)[0]] == ["x = 1", "print('```')"]
