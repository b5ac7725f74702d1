"""The aliases of one question's concepts, compiled for finding them in a message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from graders.answers import sound
from graders.answers.cues import CUES
from graders.answers.normalise import normalise
from graders.answers.tokens import Token, tokenise
from knowledge.models import Concept

GAP = "…"
Trie = dict[str, "Node"]


@dataclass(slots=True)
class Node:
    """A step of the alias trie: where each next token leads, and the aliases that end here."""

    next: Trie = field(default_factory=dict)
    ends: list[AliasPart] = field(default_factory=list)


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
        self.root = Node()
        self.vocabulary: dict[str, str] = {}
        self._sounds: dict[tuple[str, str], list[SoundAlias]] = {}
        self.pinyin: dict[str, SoundAlias] = {}
        self._aliases = 0
        for name, words in CUES.items():
            for word in words:
                self._add(f"cue:{name}", word, bare=False)
        for concept in wanted:
            self._add_concept(concept, lexicon[concept])

        self._initials: dict[str, list[str]] = {}
        for word in self.vocabulary:
            self._initials.setdefault(word[0], []).append(word)
        self.pinyin_beginnings = frozenset(spelt[:length] for spelt in self.pinyin for length in range(1, len(spelt) + 1))

    def initials(self, letter: str) -> list[str]:
        """Return the words of the vocabulary that begin with `letter`."""
        return self._initials.get(letter, [])

    def sounding_like(self, first: frozenset[str], second: frozenset[str]) -> Iterable[SoundAlias]:
        """Return the aliases whose first two syllables can be heard so, each once."""
        found: dict[SoundAlias, None] = {}
        for pair in product(first, second):
            found.update(dict.fromkeys(self._sounds.get(pair, ())))
        return found

    def is_alias(self, window: Sequence[Token]) -> bool:
        """Return whether these very tokens are an alias: then they mean that, whatever they sound like."""
        node: Node | None = self.root
        for token in window:
            node = node.next.get(token.key) if node else None
        return bool(node and node.ends)

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

    def _insert(self, keys: list[str], part: AliasPart) -> None:
        node = self.root
        for key in keys:
            node = node.next.setdefault(key, Node())
        if not any(end.concept == part.concept and end.alias == part.alias for end in node.ends):
            node.ends.append(part)

    def _learn_words(self, tokens: tuple[Token, ...], part: AliasPart) -> None:
        words = [token for token in tokens if token.kind == "word"]
        for token in words:
            self.vocabulary.setdefault(token.text, token.key)
            self.vocabulary.setdefault(token.key, token.key)
        # "layernorm" for "layer norm", "dropout" for "drop out": written together is the same word.
        if len(words) == len(tokens) == 2:
            together = "".join(token.text for token in words)
            key = alias_tokens(together)[0].key
            self.vocabulary.setdefault(together, key)
            self.vocabulary.setdefault(key, key)
            self._insert([key], part)

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
    return tuple(token for token in tokenise(normalise(alias)) if token.is_word or token.text in "/≈≠")


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
