"""Cut a normalised message into tokens, clauses and sentences.

A Chinese character is a token of its own, so that no word segmenter has to be right; an English word is a token with its
Porter stem; `c_{t-1}` is one symbol. Clauses end at commas and the like, sentences at full stops, semicolons and new lines.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

CJK_WEIGHT = 0.6
"""Width of a Chinese character against an English word, when distances are measured in words."""

MARK_WEIGHT = 0.2
"""The same of a punctuation mark."""

_TOKEN = re.compile(
    r"(?P<cjk>[㐀-䶿一-鿿豈-﫿]+)"
    r"|(?P<symbol>(?<![a-z0-9])[a-zα-ω]~?_(?:\{[^{}\n]{1,12}\}|[a-z0-9]\b|[a-z]?[-+][0-9]\b))"
    r"|(?P<contraction>(?<=[a-z])n['’]t\b)"
    r"|(?P<word>[a-z]+?(?=n't\b)|[a-z]+[0-9]*(?:'[a-z]+)?)"
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
    "dont": ("do", "n't"), "doesnt": ("does", "n't"), "didnt": ("did", "n't"), "isnt": ("is", "n't"), "arent": ("are", "n't"),
    "wasnt": ("was", "n't"), "cant": ("ca", "n't"), "wont": ("wo", "n't"), "wouldnt": ("would", "n't"), "couldnt": ("could", "n't"),
    "shouldnt": ("should", "n't"), "hasnt": ("has", "n't"), "havent": ("have", "n't"), "cannot": ("can", "not"),
}

_stemmer = snowballstemmer.stemmer("english")


class Tokens:
    """The tokens of a text, column by column: token i is `text[i]`, compared by `key[i]`, of kind `kind[i]`.

    `start`, `end` are its characters in the normalised text; `sentence`, `clause` number what it stands in; `offset` is how many
    words stand before it. Columns, not objects: a Chinese answer has hundreds of tokens, and a run of them is added at once.
    """

    __slots__ = ("clause", "end", "key", "kind", "offset", "sentence", "start", "text")

    def __init__(self) -> None:
        self.text: list[str] = []
        self.key: list[str] = []
        self.kind: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.sentence: list[int] = []
        self.clause: list[int] = []
        self.offset: list[float] = []

    def __len__(self) -> int:
        return len(self.text)

    def is_word(self, at: int) -> bool:
        """Return whether the token carries words, rather than punctuation."""
        return self.kind[at] not in NO_WORDS

    def add(self, text: str, key: str, kind: str, span: tuple[int, int], place: tuple[int, int, float]) -> None:
        """Add a token; `place` is its sentence, clause and offset."""
        self.text.append(text)
        self.key.append(key)
        self.kind.append(kind)
        self.start.append(span[0])
        self.end.append(span[1])
        self.sentence.append(place[0])
        self.clause.append(place[1])
        self.offset.append(place[2])

    def add_run(self, characters: str, start: int, place: tuple[int, int, float]) -> None:
        """Add a run of Chinese characters, each a token of its own."""
        length = len(characters)
        sentence, clause, offset = place
        self.text += characters
        self.key += characters
        self.kind += ("cjk",) * length
        self.start += range(start, start + length)
        self.end += range(start + 1, start + length + 1)
        self.sentence += (sentence,) * length
        self.clause += (clause,) * length
        self.offset += [offset + CJK_WEIGHT * i for i in range(length)]


@lru_cache(maxsize=32_768)
def stem(word: str) -> str:
    """Return the Porter stem of an English word; words of up to three letters are their own stem."""
    return word if len(word) <= 3 else _stemmer.stemWord(word.removesuffix("'s"))


def tokenise(normalised: str) -> Tokens:
    """Return the tokens of a normalised text, in order."""
    tokens = Tokens()
    sentence = clause = 0
    offset = 0.0
    for match in _TOKEN.finditer(normalised):
        kind, text, span = match.lastgroup or "mark", match[0], match.span()
        place = (sentence, clause, offset)
        if kind == "cjk":
            tokens.add_run(text, span[0], place)
            offset += CJK_WEIGHT * len(text)
        elif kind == "word":
            for part in _CONTRACTED[text] if text in _CONTRACTED else (text,):
                tokens.add(part, stem(part), kind, span, (sentence, clause, offset))
                offset += 1.0
        elif kind == "break":
            tokens.add(text, text, kind, span, place)
            offset += MARK_WEIGHT
            if text in _SENTENCE_ENDS:
                sentence, clause = sentence + 1, clause + 1
            elif text in _CLAUSE_ENDS or text.startswith(("..", "-")):
                clause += 1
        else:
            tokens.add(text, _symbol_key(text) if kind == "symbol" else text, kind, span, place)
            offset += MARK_WEIGHT if kind == "mark" else 1.0
    return tokens


def _symbol_key(text: str) -> str:
    return text.replace("{", "").replace("}", "").replace(" ", "")
