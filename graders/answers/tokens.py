"""Cut a normalised message into tokens, clauses and sentences.

A Chinese character is a token of its own, so that no word segmenter has to be right; an English word is a token with its
Porter stem; `c_{t-1}` is one symbol. Clauses end at commas and the like, sentences at full stops, semicolons and new lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

import snowballstemmer

CJK_WEIGHT = 0.6
"""Width of a Chinese character against an English word, when distances are measured in words."""

MIN_CHARACTERS_APART = 4
"""Blanks that come more often part words, not clauses."""
MARK_WEIGHT = 0.2
"""The same of a punctuation mark."""

_TOKEN = re.compile(
    r"(?P<cjk>[㐀-䶿一-鿿豈-﫿]+)"
    r"|(?P<symbol>(?<![a-z0-9])[a-zα-ω]~?_(?:\{[^{}\n]{1,12}\}|[a-z0-9]\b|[a-z]?[-+][0-9]\b))"
    r"|(?P<size>\|{1,2}(?:[u-zβθ](?:_?\{?[ijkn0-9]\}?)?|[-+]?\d+)\|{1,2})"
    r"|(?P<word>[a-z]+[0-9]*(?:'[a-z]+)?)"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<greek>[α-ω∑∇∂])"
    r"|(?P<break>\n|[。！？!?;；]|\.(?![\w.])|[,，、:：()（）\[\]→|/+=]|\.{2,}|-{2,}|(?<=\s)-(?=\s))"
    r"|(?P<mark>\S)"
)
_CHINESE_BLANK = re.compile(r"(?<=[一-鿿]) +(?=[一-鿿])")
_LATIN_BLANK = re.compile(r"(?<=[一-鿿]) +(?=[a-z])|(?<=[a-z]) +(?=[一-鿿])")
_NO_BLANK = re.compile(r"[a-z0-9][一-鿿]")
_COMMA = re.compile("[,，、。;；:：]")
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


class Tokens:
    """The tokens of a text, column by column: token i is `text[i]`, compared by `key[i]`, of kind `kind[i]`.

    `sentence`, `clause` number what it stands in; `offset` is how many words stand before it; `words` are the tokens of the
    kind "word". Columns, not objects, and no column for what is seldom asked: a Chinese answer has hundreds of tokens.
    """

    __slots__ = (
        "_clause",
        "_end",
        "_first",
        "_offset",
        "_sentence",
        "_start",
        "clause",
        "key",
        "kind",
        "offset",
        "sentence",
        "text",
        "words",
    )

    def __init__(self) -> None:
        self.text: list[str] = []
        self.key: list[str] = []
        self.kind: list[str] = []
        self.sentence: list[int] = []
        self.clause: list[int] = []
        self.offset: list[float] = []
        self.words: list[int] = []
        # Pieces of the text, a word or a run of Chinese characters each: first token, first character, and where it ends.
        self._first: list[int] = []
        self._start: list[int] = []
        self._end: list[int] = []
        self._sentence = self._clause = 0
        self._offset = 0.0

    def __len__(self) -> int:
        return len(self.text)

    def is_word(self, at: int) -> bool:
        """Return whether the token carries words, rather than punctuation."""
        return self.kind[at] not in NO_WORDS

    def characters(self, at: int) -> tuple[int, int]:
        """Return where in the normalised text the token stands: its first character and the one after its last."""
        piece = bisect_right(self._first, at) - 1
        start = self._start[piece] + at - self._first[piece]
        return start, start + 1 if self.kind[at] == "cjk" else self._end[piece]

    def at(self, character: int) -> int:
        """Return the token at, or the last one before, a character of the normalised text."""
        piece = bisect_right(self._start, character) - 1
        if piece < 0:
            return 0
        first, start = self._first[piece], self._start[piece]
        return first + min(character, self._end[piece] - 1) - start if self.kind[first] == "cjk" else first

    def add(self, text: str, key: str, kind: str, weight: float, span: tuple[int, int]) -> None:
        """Add a token, `weight` words wide, of the characters `span`."""
        self._add_piece(*span)
        self.text.append(text)
        self.key.append(key)
        self.kind.append(kind)
        self.sentence.append(self._sentence)
        self.clause.append(self._clause)
        self.offset.append(self._offset)
        self._offset += weight

    def add_characters(self, run: str, span: tuple[int, int]) -> None:
        """Add Chinese characters, each a token of its own."""
        self._add_piece(*span)
        characters, length, offset = list(run), len(run), self._offset
        self.text += characters
        self.key += characters
        self.kind += ["cjk"] * length
        self.sentence += [self._sentence] * length
        self.clause += [self._clause] * length
        self.offset += [offset + before for before in _characters_before(length)]
        self._offset += CJK_WEIGHT * length

    def add_word(self, word: str, span: tuple[int, int]) -> None:
        """Add an English word; a contraction is two."""
        for part in _parts(word):
            self.words.append(len(self.text))
            self.add(part, stem(part), "word", 1.0, span)

    def add_break(self, text: str, span: tuple[int, int]) -> None:
        """Add a punctuation mark that may end a clause or a sentence."""
        self.add(text, text, "break", MARK_WEIGHT, span)
        if text in _SENTENCE_ENDS:
            self._sentence += 1
            self._clause += 1
        elif text in _CLAUSE_ENDS or text.startswith(("..", "-")):
            self._clause += 1

    def begin_clause(self) -> None:
        """End the clause without a mark."""
        self._clause += 1

    def _add_piece(self, start: int, end: int) -> None:
        self._first.append(len(self.text))
        self._start.append(start)
        self._end.append(end)


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return the Porter stem of an English word; words of up to three letters are their own stem."""
    return word if len(word) <= 3 else _stemmer.stemWord(word.removesuffix("'s"))


@lru_cache(maxsize=256)
def _characters_before(length: int) -> tuple[float, ...]:
    """Return how many words stand before each character of a run."""
    return tuple(CJK_WEIGHT * i for i in range(length))


def tokenise(normalised: str) -> Tokens:
    """Return the tokens of a normalised text, in order."""
    tokens = Tokens()
    parting = _parting_blanks(normalised)
    for match in _TOKEN.finditer(normalised):
        kind, text, span = match.lastgroup, match[0], match.span()
        if span[0] in parting:
            tokens.begin_clause()
        if kind == "cjk":
            tokens.add_characters(text, span)
        elif kind == "word":
            tokens.add_word(text, span)
        elif kind == "break":
            tokens.add_break(text, span)
        elif kind == "size":
            tokens.add(text, _size_key(text), "symbol", 1.0, span)
        else:
            key = _symbol_key(text) if kind == "symbol" else text
            tokens.add(text, key, kind or "mark", MARK_WEIGHT if kind == "mark" else 1.0, span)
    return tokens


def _parting_blanks(text: str) -> frozenset[int]:
    """Return where new clauses begin after a blank: Chinese has none between words, so those who type one mean a comma.

    Blanks around Latin letters are mere typography, unless the text has no comma and does without them elsewhere; and
    whoever parts every word parts no clauses.
    """
    places = [match.end() for match in _CHINESE_BLANK.finditer(text)]
    if places and len(text) < MIN_CHARACTERS_APART * (len(places) + 1):
        return frozenset()
    if _LATIN_BLANK.search(text) and _NO_BLANK.search(text) and _COMMA.search(text) is None:
        places += [match.end() for match in _LATIN_BLANK.finditer(text)]
    return frozenset(places)


def _parts(word: str) -> tuple[str, ...]:
    """Return a word without its contraction, and the contraction: "doesn't" denies as "does not" does."""
    if word.endswith("n't") and len(word) > 3:
        return word[:-3], "n't"
    return _CONTRACTED.get(word, (word,))


def _size_key(text: str) -> str:
    """Return the key of an absolute value or a norm, whatever it is of: |x_i| and |-4| are |w|."""
    return "||w||" if text.startswith("||") else "|w|"


def _symbol_key(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace(" ", "")
