"""What sort of text an answer is, besides being right or wrong."""

from __future__ import annotations

from collections.abc import Sequence

from graders.answers.assessment import Kind
from graders.answers.mentions import Mentions
from graders.answers.message import Message
from graders.answers.tokens import CJK_WEIGHT, Token

MAX_GIVE_UP_WORDS = 14.0
"""A longer text that earned nothing is a wrong answer, whatever else it admits."""
MIN_PILE_TERMS = 6
MAX_PILE_WORDS_PER_TERM = 2.6
MIN_LOOSE_PILE_WORDS = 8
ECHO_SHARE = 0.75
"""Share of an echo's content words that are the question's."""


def kind_of(
    tokens: Sequence[Token], mentions: Mentions, asked: frozenset[str], *, earned: bool, touches: bool
) -> Kind:
    """Return the kind. `asked`: the keys of the question's words; `touches`: any of the rubric's concepts is mentioned."""
    if not any(token.is_word for token in tokens):
        return Kind.EMPTY
    if earned:
        return Kind.ANSWER
    if mentions.cue("give_up") and _words(tokens) <= MAX_GIVE_UP_WORDS:
        return Kind.GIVE_UP
    if _is_echo(tokens, mentions, asked):
        return Kind.ECHO
    return Kind.ANSWER if touches else Kind.OFF_TOPIC


def is_pile(tokens: Sequence[Token], mentions: Mentions) -> bool:
    """Return whether the text is terms thrown together, with no word that says anything of them."""
    words = [i for i, token in enumerate(tokens) if token.is_word]
    saying = mentions.fillers | {i for name in _SAYING for m in mentions.cue(name) for i in range(m.start, m.end)}
    saying |= {i for i in words if tokens[i].kind in ("number", "symbol")}
    if not words or len(saying) > len(words) // 20:
        return False
    terms = 1 + sum(_parts(tokens, a, b) for a, b in zip(words, words[1:], strict=False))
    loose = sum(tokens[i].kind == "word" for i in words) >= MIN_LOOSE_PILE_WORDS and len({tokens[i].clause for i in words}) <= 2
    return loose or (terms >= MIN_PILE_TERMS and _words(tokens) / terms <= MAX_PILE_WORDS_PER_TERM)


_SAYING = ("negators", "stops", "inert", "standards", "short_negators")


def _parts(tokens: Sequence[Token], before: int, at: int) -> bool:
    """Return whether a comma or, in Chinese, a blank parts two words."""
    if at - before > 1:
        return any(t.kind == "break" for t in tokens[before + 1 : at])
    return tokens[at].start > tokens[before].end and "cjk" in (tokens[at].kind, tokens[before].kind)


def _words(tokens: Sequence[Token]) -> float:
    return sum(CJK_WEIGHT if token.kind == "cjk" else 1.0 for token in tokens if token.is_word)


def _is_echo(tokens: Sequence[Token], mentions: Mentions, asked: frozenset[str]) -> bool:
    content = [token.key for i, token in enumerate(tokens) if token.is_word and i not in mentions.fillers]
    return len(content) >= 3 and sum(key in asked for key in content) >= ECHO_SHARE * len(content)


def listed(message: Message, mentions: Mentions) -> frozenset[int]:
    """Return the tokens that stand in bare lists: in a clause of nothing but names and small words, or beside another name."""
    tokens, terms = message.tokens, mentions.terms
    cues = [m for name, found in mentions.cues.items() if name not in ("ordinary", "give_up") for m in found]
    known = mentions.fillers | mentions.list_words | {i for m in (*terms, *cues) for i in range(m.start, m.end)}
    busy = {t.clause for i, t in enumerate(tokens) if t.is_word and i not in known and t.kind != "number"}
    found = {i for i, token in enumerate(tokens) if token.clause not in busy}
    for first, second in zip(terms, terms[1:], strict=False):
        if first.end < second.start and all(token.text in _JOINS for token in tokens[first.end : second.start]):
            found.update(range(first.start, second.end))
    return frozenset(found)


_JOINS = frozenset((",", "、", "and", "or", "+", "/", "&", "和", "与", "及", "或", "跟", "gate", "门"))
