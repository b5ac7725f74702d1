"""Chinese by its sound, as the pinyin input methods hear it: 遗忘们 sounds like 遗忘门."""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, pinyin

MIN_SPELT_LETTERS = 6
"""Shortest term that is recognised when typed in bare pinyin (`shurumen`)."""

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@lru_cache(maxsize=16_384)
def syllables(character: str) -> frozenset[str]:
    """Return the syllables a character can be read as, without tones; sounds that southern speakers merge are one."""
    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(_merge(reading) for reading in (readings[0] if readings else ()))


def spelt_out(text: str) -> str:
    """Return the pinyin of a term in one word, without tones: 输入门 -> shurumen."""
    return "".join(syllable[0] for syllable in pinyin(text, style=Style.NORMAL, errors="ignore"))


def _merge(syllable: str) -> str:
    for long, short in _INITIALS:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
    for long, short in _FINALS:
        if syllable.endswith(long):
            return syllable[: -len(long)] + short
    return syllable
