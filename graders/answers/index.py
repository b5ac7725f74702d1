"""The aliases of one question's concepts, compiled for finding them in a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

import ahocorasick

from graders.answers import sound
from graders.answers.cues import CUES
from graders.answers.normalise import normalise
from graders.answers.spelling import Correction, nearest
from graders.answers.tokens import Tokens, tokenise
from knowledge.models import Concept

GAP = "…"
UNKNOWN = "\0"
"""Letter of a token that is in no alias."""
EMPTY_MARKS = frozenset("-_'\"*~$`^‖()[]{}|.?!:;&")
"""Marks that make no difference in an alias. Others do: `≈ 0`, `±1`, `↑`."""
SILENT_MARKS = frozenset("-_'\"*~$`^‖")
"""Those of them that stand for nothing in an answer either: the search does not see them."""
MAX_REMEMBERED = 20_000
"""How many misspelt words an index remembers."""
_LOOKED_UP = ("fillers", "list_words", "interjections", "pointing", "after_one_letter")
_FIRST_LETTER = 0xF0000
"""Tokens become letters of this private plane of Unicode, so that an alias is a string and a fast string search finds it."""


class AliasPart(NamedTuple):
    """A part of an alias that has gaps; `part` counts from 0, `last` marks the final one."""

    alias: int
    concept: str
    part: int
    last: bool
    bare: bool


Ends = tuple[int, Sequence[tuple[str, bool]], Sequence[AliasPart]]
"""What is spelt by the same letters: how many they are, whole aliases (concept, and whether bare), and parts of others."""


class SoundAlias(NamedTuple):
    """A Chinese alias, found by its sound."""

    concept: str
    text: str
    bare: bool


class ConceptIndex:
    """Everything needed to find `concepts` (and their includes and siblings) in a message."""

    def __init__(self, concepts: Iterable[str], lexicon: Mapping[str, Concept]) -> None:
        wanted = _closure(concepts, lexicon)
        self.unions = {concept: _unions_of(concept, wanted, lexicon) for concept in wanted}
        self.members = {union: frozenset(c for c in wanted if union in self.unions[c]) for union in wanted}
        self.siblings = _siblings(wanted, lexicon)
        self.vocabulary: dict[str, str] = {}
        self.together: dict[str, str] = {}
        self.pinyin: dict[str, SoundAlias] = {}
        self.small_words = _single_words("fillers")
        self.list_words = _single_words("list_words")
        self._letters: dict[str, str] = dict.fromkeys(SILENT_MARKS, "")
        self._wholes: dict[str, dict[str, bool]] = {}
        self._parts: dict[str, list[AliasPart]] = {}
        self._sounds: dict[str, list[SoundAlias]] = {}
        self._corrections: dict[str, Correction | None] = {}
        self._aliases = 0
        for name, words in CUES.items():
            for word in words:
                self._add_cue(name, word)
        for concept in wanted:
            self._add_concept(concept, lexicon[concept])
        spellings = {*self._wholes, *self._parts}
        ends = {s: (len(s), tuple(self._wholes.get(s, {}).items()), tuple(self._parts.get(s, ()))) for s in sorted(spellings)}
        self._automaton = _automaton(ends)
        self._long_automaton = _automaton({letters: found for letters, found in ends.items() if len(letters) > 1})
        self._sound_automaton = _automaton({heard: (len(heard), aliases) for heard, aliases in self._sounds.items()})
        self.pinyin_beginnings = frozenset(spelt[:length] for spelt in self.pinyin for length in range(2, len(spelt) + 1))
        self._initials: dict[str, list[str]] = {}
        for word in self.vocabulary:
            self._initials.setdefault(word[0], []).append(word)

    def knows(self, key: str) -> bool:
        """Return whether the token is a word of an alias or a cue."""
        return key in self._letters

    def correction(self, word: str) -> Correction | None:
        """Return the term that a word not in the vocabulary is a misspelling of."""
        if word not in self._corrections:
            if len(self._corrections) >= MAX_REMEMBERED:
                self._corrections.clear()
            self._corrections[word] = nearest(word, self.vocabulary, self._initials.get(word[0], ()))
        return self._corrections[word]

    def letters(self, keys: Iterable[str]) -> list[str]:
        """Return the letters by which the search knows the keys of tokens; marks that make no difference have none."""
        return list(map(self._letters.get, keys, repeat(UNKNOWN)))

    def search(self, letters: str, *, only_long: bool = False) -> Iterator[tuple[int, Ends]]:
        """Yield each place in `letters` where aliases, or parts of them, end; with `only_long`, those of several tokens."""
        found: Iterator[tuple[int, Ends]] = (self._long_automaton if only_long else self._automaton).iter(letters)
        return found

    def search_sounds(self, text: str) -> Iterator[tuple[int, tuple[int, Sequence[SoundAlias]]]]:
        """Return the places in `text` where Chinese aliases can be heard: the last character, how many they are, the aliases."""
        found: Iterator[tuple[int, tuple[int, Sequence[SoundAlias]]]] = iter(())
        return self._sound_automaton.iter(text.translate(sound.SOUNDS)) if self._sounds else found

    def is_alias(self, keys: Sequence[str]) -> bool:
        """Return whether these very tokens are an alias: then they mean that, whatever they sound like."""
        letters = "".join(self.letters(keys))
        return letters in self._wholes or letters in self._parts

    def _add_cue(self, name: str, word: str) -> None:
        # Single small words are looked up, not searched for: every third word of an answer is one.
        if not (name in _LOOKED_UP and len(alias_tokens(word)) == 1):
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
            if not tokens:
                continue
            part = None if len(parts) == 1 else AliasPart(self._aliases, concept, number, number == len(parts) - 1, bare)
            self._insert([key for _, key, _ in tokens], concept, part, bare=bare)
            if learn:
                self._learn_words(tokens, concept, part, bare=bare)
        if learn and len(parts) == 1:
            self._learn_sound(concept, parts[0], bare=bare)

    def _insert(self, keys: Iterable[str], concept: str, part: AliasPart | None, *, bare: bool) -> None:
        letters = "".join(self._letters.setdefault(key, chr(_FIRST_LETTER + len(self._letters))) for key in keys)
        if part is None:
            self._wholes.setdefault(letters, {}).setdefault(concept, bare)
        else:
            self._parts.setdefault(letters, []).append(part)

    def _learn_words(self, tokens: Sequence[AliasToken], concept: str, part: AliasPart | None, *, bare: bool) -> None:
        words = [token for token in tokens if token.kind == "word"]
        for text, key, _ in words:
            self.vocabulary.setdefault(text, key)
            self.vocabulary.setdefault(key, key)
            self.together.setdefault(text, key)
        # "layernorm" for "layer norm", "dropout" for "drop out": written together is the same word.
        if len(words) == len(tokens) == 2:
            together = words[0].text + words[1].text
            joined = alias_tokens(together)
            if len(joined) != 1:  # "cannot" is no word of its own: it is read as "can not"
                return
            key = joined[0].key
            self.vocabulary.setdefault(together, key)
            self.vocabulary.setdefault(key, key)
            self._insert([key], concept, part, bare=bare)

    def _learn_sound(self, concept: str, tokens: Sequence[AliasToken], *, bare: bool) -> None:
        if len(tokens) < 2 or any(token.kind != "cjk" for token in tokens):
            return
        alias = SoundAlias(concept, "".join(token.text for token in tokens), bare)
        for heard in sound.readings(alias.text):
            self._sounds.setdefault(heard, []).append(alias)
        spelt = sound.spelt_out(alias.text)
        if len(spelt) >= sound.MIN_SPELT_LETTERS:
            self.pinyin.setdefault(spelt, alias)


class AliasToken(NamedTuple):
    """A token of an alias."""

    text: str
    key: str
    kind: str


@lru_cache(maxsize=65_536)
def alias_tokens(alias: str) -> tuple[AliasToken, ...]:
    """Return the tokens by which an alias is compared: normalised, without punctuation."""
    tokens: Tokens = tokenise(normalise(alias).text)
    columns = zip(tokens.text, tokens.key, tokens.kind, strict=True)
    return tuple(AliasToken(*token) for i, token in enumerate(columns) if tokens.is_word(i) or token[0] not in EMPTY_MARKS)


def _automaton(words: Mapping[str, tuple[object, ...]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for letters, value in words.items():
        automaton.add_word(letters, value)
    automaton.make_automaton()
    return automaton


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
