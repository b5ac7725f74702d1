"""Chinese by its sound, as the pinyin input methods hear it: 遗忘们 sounds like 遗忘门."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import product

# Characters are looked up one by one; the dictionary of phrases would double the time of this import.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
from pypinyin import Style, pinyin

MIN_SPELT_LETTERS = 6
"""Shortest term that is recognised when typed in bare pinyin (`shurumen`)."""
MAX_READINGS = 8
"""Of the ways in which a term's characters can be read, this many are looked for."""

# Characters whose second reading is as common as the first. The dictionary knows rare readings of most others,
# by which everyday phrases would sound like terms.
_POLYPHONES = frozenset("重长行数传调差降量率模参曾卷难分当应会都还得地")
# Where the dictionary's first reading is not the one that slips of the input method come from.
_COMMONER = {"曾": "zen"}
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
_FIRST_LETTER = 0x100000
_letters: dict[str, str] = {}


class _Sounds(dict[int, str]):
    """A table for str.translate that fills itself: each Chinese character becomes the letter of its commonest reading."""

    def __missing__(self, code: int) -> str:
        heard = syllables(chr(code))
        self[code] = _letter(_COMMONER.get(chr(code), heard[0])) if heard else chr(code)
        return self[code]


SOUNDS = _Sounds()


@lru_cache(maxsize=16_384)
def readings(term: str) -> tuple[str, ...]:
    """Return the term as it can be heard: one letter per syllable, alike for sounds that southern speakers merge."""
    heard = product(*(syllables(character) for character in term))
    return tuple(dict.fromkeys("".join(map(_letter, reading)) for reading, _ in zip(heard, range(MAX_READINGS), strict=False)))


@lru_cache(maxsize=16_384)
def syllables(character: str) -> tuple[str, ...]:
    """Return the syllables a character can be read as, commonest first, without tones; none if it is not Chinese."""
    found = pinyin(character, style=Style.NORMAL, heteronym=character in _POLYPHONES, errors="ignore")
    return tuple(dict.fromkeys(_merge(reading) for reading in (found[0] if found else ())))


@lru_cache(maxsize=16_384)
def spelt_out(text: str) -> str:
    """Return the pinyin of a term in one word, without tones: 输入门 -> shurumen."""
    return "".join(syllable[0] for syllable in pinyin(text, style=Style.NORMAL, errors="ignore"))


def _letter(syllable: str) -> str:
    return _letters.setdefault(syllable, chr(_FIRST_LETTER + len(_letters)))


def _merge(syllable: str) -> str:
    for long, short in _INITIALS:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
    for long, short in _FINALS:
        if syllable.endswith(long):
            return syllable[: -len(long)] + short
    return syllable
