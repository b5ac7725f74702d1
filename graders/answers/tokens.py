"""Cut a normalised message into tokens, clauses and sentences.

A Chinese character is a token of its own, so that no word segmenter has to be right; an English word is a token with its
Porter stem; `c_{t-1}` is one symbol. Clauses end at commas and the like, sentences at full stops, semicolons and new lines.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from graders.answers.normalise import Normalised

CJK_WEIGHT = 0.6
"""Width of a Chinese character against an English word, when distances are measured in words."""

_TOKEN = re.compile(
    r"(?P<cjk>[㐀-䶿一-鿿豈-﫿])"
    r"|(?P<symbol>(?<![a-z0-9])[a-zα-ω]~?_(?:\{[^{}\n]{1,12}\}|[a-z0-9]\b|[a-z]?[-+][0-9]\b))"
    r"|(?P<contraction>(?<=[a-z])n['’]t\b)"
    r"|(?P<word>[a-z]+?(?=n't\b)|[a-z]+[0-9]*(?:'[a-z]+)?)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<greek>[α-ω∑∇∂])"
    r"|(?P<break>\n|[。！？!?;；]|\.(?![\w.])|[,，、:：()（）\[\]→|/+=]|\.{2,}|-{2,}|(?<=\s)-(?=\s))"
    r"|(?P<mark>\S)"
)
_SENTENCE_ENDS = frozenset("\n。！？!?;；.")
_CLAUSE_ENDS = frozenset(",，()（）[]→|")
_CONTRACTED = {
    "dont": ("do", "n't"), "doesnt": ("does", "n't"), "didnt": ("did", "n't"), "isnt": ("is", "n't"), "arent": ("are", "n't"),
    "wasnt": ("was", "n't"), "cant": ("ca", "n't"), "wont": ("wo", "n't"), "wouldnt": ("would", "n't"), "couldnt": ("could", "n't"),
    "shouldnt": ("should", "n't"), "hasnt": ("has", "n't"), "havent": ("have", "n't"), "cannot": ("can", "not"),
}

_stemmer = snowballstemmer.stemmer("english")


class Token(NamedTuple):
    """A token of the message. `start`, `end`: place in the normalised text. `key`: what aliases are compared by."""

    text: str
    key: str
    kind: str
    start: int
    end: int
    sentence: int
    clause: int
    offset: float

    @property
    def is_word(self) -> bool:
        """Return whether the token carries words, rather than punctuation."""
        return self.kind not in ("break", "mark")


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return the Porter stem of an English word; words of up to three letters are their own stem."""
    return word if len(word) <= 3 else _stemmer.stemWord(word.removesuffix("'s"))


def tokenise(normalised: Normalised) -> tuple[Token, ...]:
    """Return the tokens of the message, in order."""
    tokens: list[Token] = []
    sentence = clause = 0
    offset = 0.0
    for match in _TOKEN.finditer(normalised.text):
        kind = match.lastgroup or "mark"
        text = match[0]
        start, end = match.span()
        if kind == "cjk":
            tokens.append(Token(text, text, kind, start, end, sentence, clause, offset))
            offset += CJK_WEIGHT
            continue
        for part in _CONTRACTED.get(text, (text,)) if kind == "word" else (text,):
            tokens.append(Token(part, _key(part, kind), kind, start, end, sentence, clause, offset))
            offset += 0.2 if kind in ("break", "mark") else 1.0
        if kind == "break":
            if text in _SENTENCE_ENDS:
                sentence, clause = sentence + 1, clause + 1
            elif text in _CLAUSE_ENDS or text.startswith(("..", "--", "-")):
                clause += 1
    return tuple(tokens)


def _key(text: str, kind: str) -> str:
    if kind == "word":
        return stem(text)
    if kind == "symbol":
        return text.replace("{", "").replace("}", "").replace(" ", "")
    return text
