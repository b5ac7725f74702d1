"""The aliases of one question's concepts, compiled for finding them in a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import ahocorasick

from graders.answers import sound
from graders.answers.cues import CUES
from graders.answers.normalise import normalise
from graders.answers.tokens import Token, tokenise
from knowledge.models import Concept

GAP = "…"
UNKNOWN = "\0"
"""Letter of a token that is in no alias."""
MAX_HEARD_PAIRS = 20_000
"""How many pairs of characters an index remembers the sound of."""
_FIRST_LETTER = 0xF0000
"""Tokens become letters of this private plane of Unicode, so that an alias is a string and a fast string search finds it."""


@dataclass(frozen=True, slots=True)
class AliasPart:
    """A gapless part of an alias; `part` counts from 0, `last` marks the final one, `whole` the only one."""

    alias: int
    concept: str
    part: int
    last: bool
    bare: bool
    whole: bool
    is_cue: bool


@dataclass(frozen=True, slots=True)
class SoundAlias:
    """A Chinese alias by its syllables, for slips of the pinyin input method."""

    concept: str
    text: str
    syllables: tuple[frozenset[str], ...]
    bare: bool


class ConceptIndex:
    """Everything needed to find `concepts` (and their includes and siblings) in a message."""

    def __init__(self, concepts: Iterable[str], lexicon: Mapping[str, Concept]) -> None:
        self._lexicon = lexicon
        wanted = _closure(concepts, lexicon)
        self.unions = {concept: _unions_of(concept, wanted, lexicon) for concept in wanted}
        self.siblings = _siblings(wanted, lexicon)
        self._letters: dict[str, str] = {}
        self._parts: dict[str, list[AliasPart]] = {}
        self.vocabulary: dict[str, str] = {}
        self.together: dict[str, str] = {}
        self._sounds: dict[tuple[str, str], list[SoundAlias]] = {}
        self._heard: dict[str, tuple[SoundAlias, ...]] = {}
        self.pinyin: dict[str, SoundAlias] = {}
        self._aliases = 0
        self.small_words = _single_words("fillers")
        self.list_words = _single_words("list_words")
        for name, words in CUES.items():
            for word in words:
                self._add_cue(name, word)
        for concept in wanted:
            self._add_concept(concept, lexicon[concept])
        self._automaton = self._compile()
        self._initials: dict[str, list[str]] = {}
        for word in self.vocabulary:
            self._initials.setdefault(word[0], []).append(word)
        self.pinyin_beginnings = frozenset(spelt[:length] for spelt in self.pinyin for length in range(1, len(spelt) + 1))

    def initials(self, letter: str) -> list[str]:
        """Return the words of the vocabulary that begin with `letter`."""
        return self._initials.get(letter, [])

    def letter(self, key: str) -> str:
        """Return the letter by which the search knows a token's key."""
        return self._letters.get(key, UNKNOWN)

    def search(self, letters: str) -> Iterator[tuple[int, int, AliasPart]]:
        """Yield where (from, up to) in `letters` each part of an alias stands."""
        for last, (length, parts) in self._automaton.iter(letters):
            for part in parts:
                yield last - length + 1, last + 1, part

    def is_alias(self, window: Sequence[Token]) -> bool:
        """Return whether these very tokens are an alias: then they mean that, whatever they sound like."""
        return "".join(self.letter(token.key) for token in window) in self._parts

    def sounding_like(self, first: str, second: str) -> tuple[SoundAlias, ...]:
        """Return the aliases whose first two characters can be heard like these two."""
        pair = first + second
        if pair not in self._heard:
            if len(self._heard) >= MAX_HEARD_PAIRS:
                self._heard.clear()
            heard = product(sound.syllables(first), sound.syllables(second))
            self._heard[pair] = tuple(dict.fromkeys(alias for both in heard for alias in self._sounds.get(both, ())))
        return self._heard[pair]

    def _add_cue(self, name: str, word: str) -> None:
        # Single small words are looked up, not walked to: every third word of an answer is one.
        if not (name in ("fillers", "list_words") and len(alias_tokens(word)) == 1):
            self._add(f"cue:{name}", word, bare=False)

    def _add_concept(self, concept_id: str, concept: Concept) -> None:
        for alias in (*concept.en, *concept.abbreviations, *concept.misspellings, *concept.zh):
            self._add(concept_id, alias, bare=False, learn=True)
        for alias in concept.bare:
            self._add(concept_id, alias, bare=True, learn=True)

    def _add(self, concept: str, alias: str, *, bare: bool, learn: bool = False) -> None:
        parts = [alias_tokens(part) for part in alias.split(GAP)]
        self._aliases += 1
        for number, tokens in enumerate(parts):
            keys = [token.key for token in tokens]
            if not keys:
                continue
            last = number == len(parts) - 1
            part = AliasPart(self._aliases, concept, number, last, bare, len(parts) == 1, concept.startswith("cue:"))
            self._insert(keys, part)
            if learn:
                self._learn_words(tokens, part)
        if learn and len(parts) == 1:
            self._learn_sound(concept, parts[0], bare=bare)

    def _insert(self, keys: Iterable[str], part: AliasPart) -> None:
        letters = "".join(self._letters.setdefault(key, chr(_FIRST_LETTER + len(self._letters))) for key in keys)
        parts = self._parts.setdefault(letters, [])
        if not any(known.concept == part.concept and known.whole and part.whole for known in parts):
            parts.append(part)

    def _compile(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for letters, parts in self._parts.items():
            automaton.add_word(letters, (len(letters), parts))
        automaton.make_automaton()
        return automaton

    def _learn_words(self, tokens: tuple[Token, ...], part: AliasPart) -> None:
        words = [token for token in tokens if token.kind == "word"]
        for token in words:
            self.vocabulary.setdefault(token.text, token.key)
            self.vocabulary.setdefault(token.key, token.key)
            self.together.setdefault(token.text, token.key)
        # "layernorm" for "layer norm", "dropout" for "drop out": written together is the same word.
        if len(words) == len(tokens) == 2:
            together = "".join(token.text for token in words)
            key = alias_tokens(together)[0].key
            self.vocabulary.setdefault(together, key)
            self.vocabulary.setdefault(key, key)
            self._insert([key], part)
            self.together.setdefault(together, key)

    def _learn_sound(self, concept: str, tokens: tuple[Token, ...], *, bare: bool) -> None:
        if len(tokens) < 2 or any(token.kind != "cjk" for token in tokens):
            return
        text = "".join(token.text for token in tokens)
        alias = SoundAlias(concept, text, tuple(sound.syllables(token.text) for token in tokens), bare)
        for first, second in product(alias.syllables[0], alias.syllables[1]):
            self._sounds.setdefault((first, second), []).append(alias)
        spelt = sound.spelt_out(text)
        if len(spelt) >= sound.MIN_SPELT_LETTERS:
            self.pinyin.setdefault(spelt, alias)


@lru_cache(maxsize=65_536)
def alias_tokens(alias: str) -> tuple[Token, ...]:
    """Return the tokens by which an alias is compared: normalised, without punctuation."""
    return tuple(token for token in tokenise(normalise(alias)) if token.is_word or token.text in "/≈≠,")


def _single_words(cue: str) -> frozenset[str]:
    return frozenset(tokens[0].key for word in CUES[cue] if len(tokens := alias_tokens(word)) == 1)


def _closure(concepts: Iterable[str], lexicon: Mapping[str, Concept]) -> tuple[str, ...]:
    """Return the concepts, what they include and the siblings of all those, each once, in a stable order."""
    found: dict[str, None] = {}
    waiting = list(concepts)
    while waiting:
        concept = waiting.pop(0)
        if concept not in found:
            found[concept] = None
            waiting += lexicon[concept].includes
    for concept in tuple(found):
        found.update(dict.fromkeys(lexicon[concept].siblings))
    return tuple(found)


def _unions_of(concept: str, wanted: tuple[str, ...], lexicon: Mapping[str, Concept]) -> frozenset[str]:
    """Return the concept itself and every wanted concept that includes it, however deep."""
    found = {concept}
    grown = True
    while grown:
        more = {w for w in wanted if w not in found and found.intersection(lexicon[w].includes)}
        grown = bool(more)
        found |= more
    return frozenset(found)


def _siblings(wanted: tuple[str, ...], lexicon: Mapping[str, Concept]) -> dict[str, frozenset[str]]:
    pairs = {(a, b) for a in wanted for b in lexicon[a].siblings}
    pairs |= {(b, a) for a, b in pairs}
    return {a: frozenset(b for x, b in pairs if x == a) for a in wanted}
