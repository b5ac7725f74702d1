"""Cut a normalised message into tokens, clauses and sentences.

A Chinese character is a token of its own, so that no word segmenter has to be right; an English word is a token with its
Porter stem; `c_{t-1}` is one symbol. Clauses end at commas and the like, sentences at full stops, semicolons and new lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import count, repeat

import snowballstemmer

CJK_WEIGHT = 0.6
"""Width of a Chinese character against an English word, when distances are measured in words."""

MARK_WEIGHT = 0.2
"""The same of a punctuation mark."""

_TOKEN = re.compile(
    r"(?P<cjk>[㐀-䶿一-鿿豈-﫿]+)"
    r"|(?P<symbol>(?<![a-z0-9])[a-zα-ω]~?_(?:\{[^{}\n]{1,12}\}|[a-z0-9]\b|[a-z]?[-+][0-9]\b))"
    r"|(?P<word>[a-z]+[0-9]*(?:'[a-z]+)?)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<greek>[α-ω∑∇∂])"
    r"|(?P<break>\n|[。！？!?;；]|\.(?![\w.])|[,，、:：()（）\[\]→|/+=]|\.{2,}|-{2,}|(?<=\s)-(?=\s))"
    r"|(?P<mark>\S)"
)
NO_WORDS = frozenset(("break", "mark"))
"""Kinds of tokens that carry no words."""
_SENTENCE_ENDS = frozenset("\n。！？!?;；.")
_CLAUSE_ENDS = frozenset(",，()（）[]→|")
_CONTRACTED = {
    "dont": ("do", "n't"),
    "doesnt": ("does", "n't"),
    "didnt": ("did", "n't"),
    "isnt": ("is", "n't"),
    "arent": ("are", "n't"),
    "wasnt": ("was", "n't"),
    "cant": ("ca", "n't"),
    "wont": ("wo", "n't"),
    "wouldnt": ("would", "n't"),
    "couldnt": ("could", "n't"),
    "shouldnt": ("should", "n't"),
    "hasnt": ("has", "n't"),
    "havent": ("have", "n't"),
    "cannot": ("can", "not"),
}

_stemmer = snowballstemmer.stemmer("english")


_Row = tuple[str, str, str, int, int, int, int, float]
"""Text, key, kind, start, end, sentence, clause, offset."""


class Tokens:
    """The tokens of a text, column by column: token i is `text[i]`, compared by `key[i]`, of kind `kind[i]`.

    `start`, `end` are its characters in the normalised text; `sentence`, `clause` number what it stands in; `offset` is how many
    words stand before it. Columns, not objects: a Chinese answer has hundreds of tokens.
    """

    __slots__ = ("clause", "end", "key", "kind", "offset", "sentence", "start", "text")

    text: Sequence[str]
    key: Sequence[str]
    kind: Sequence[str]
    start: Sequence[int]
    end: Sequence[int]
    sentence: Sequence[int]
    clause: Sequence[int]
    offset: Sequence[float]

    def __init__(self, rows: Sequence[_Row]) -> None:
        columns = zip(*rows, strict=True) if rows else ((),) * len(self.__slots__)
        self.text, self.key, self.kind, self.start, self.end, self.sentence, self.clause, self.offset = columns

    def __len__(self) -> int:
        return len(self.text)

    def is_word(self, at: int) -> bool:
        """Return whether the token carries words, rather than punctuation."""
        return self.kind[at] not in NO_WORDS


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return the Porter stem of an English word; words of up to three letters are their own stem."""
    return word if len(word) <= 3 else _stemmer.stemWord(word.removesuffix("'s"))


def tokenise(normalised: str) -> Tokens:
    """Return the tokens of a normalised text, in order."""
    rows: list[_Row] = []
    sentence = clause = 0
    offset = 0.0
    for match in _TOKEN.finditer(normalised):
        kind, text = match.lastgroup or "mark", match[0]
        start, end = match.span()
        if kind == "cjk":
            # Each character is a token of its own.
            offsets = [offset + CJK_WEIGHT * i for i in range(len(text))]
            rows += zip(
                text, text, repeat(kind), count(start), count(start + 1), repeat(sentence), repeat(clause), offsets, strict=False
            )
            offset += CJK_WEIGHT * len(text)
        elif kind == "word":
            for part in _parts(text):
                rows.append((part, stem(part), "word", start, end, sentence, clause, offset))
                offset += 1.0
        elif kind == "break":
            rows.append((text, text, "break", start, end, sentence, clause, offset))
            offset += MARK_WEIGHT
            if text in _SENTENCE_ENDS:
                sentence, clause = sentence + 1, clause + 1
            elif text in _CLAUSE_ENDS or text.startswith(("..", "-")):
                clause += 1
        else:
            key = _symbol_key(text) if kind == "symbol" else text
            rows.append((text, key, kind, start, end, sentence, clause, offset))
            offset += MARK_WEIGHT if kind == "mark" else 1.0
    return Tokens(rows)


def _parts(word: str) -> tuple[str, ...]:
    """Return a word without its contraction, and the contraction: "doesn't" denies as "does not" does."""
    if word.endswith("n't") and len(word) > 3:
        return word[:-3], "n't"
    return _CONTRACTED.get(word, (word,))


def _symbol_key(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace(" ", "")
