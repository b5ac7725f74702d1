"""Find the mentions of concepts in a message: exactly, misspelt, or written by sound."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from graders.answers import spelling
from graders.answers.index import AliasPart, ConceptIndex, SoundAlias
from graders.answers.mentions import EXACT, SOUND, How, Mention, Mentions
from graders.answers.message import Message
from graders.answers.tokens import Tokens

MAX_GAP = 5.0
"""Widest `…` of an alias, in words."""
SHORT_TERM = 2
"""Chinese terms of so few characters sound like many an everyday phrase."""
MAX_SPELT_TOKENS = 5
"""A Chinese term in bare pinyin may be written in this many pieces."""

MIN_LETTERS_APART = 3
"""Shortest piece of a word written apart ("drop out")."""
Corrections = dict[int, spelling.Correction]

_SMALL = frozenset(("the", "a", "an", "its", "my", "our", "their", "这", "的", "了", "all", "your", "those", "these"))
_EXPLAIN_NEGATORS = frozenset(("retractions", "swaps", "dismissals", "give_up", "negators", "standards", "contrasts"))


# Mention(*fields) without a call into Python: an answer has hundreds.
_mention: Callable[[tuple[str, int, int, How, bool, None, str]], Mention] = partial(tuple.__new__, Mention)
_by_place = attrgetter("start", "end")
_unsureness = attrgetter("how")


class _Part(NamedTuple):
    """A part of an alias with gaps, found in tokens `start` up to `end`."""

    part: AliasPart
    start: int
    end: int
    how: How


class _Found(NamedTuple):
    """What a search adds to: whole aliases, and parts of others."""

    mentions: list[Mention]
    parts: list[_Part]


def find_mentions(message: Message, index: ConceptIndex) -> Mentions:
    """Return all mentions of the index's concepts and cues, by their place."""
    tokens = message.tokens
    mentions, parts = _exactly(tokens, index, spelling.corrections(tokens, index))
    mentions += _join_gaps(tokens, parts)
    mentions += _by_sound(tokens, index, mentions)
    mentions += _in_pinyin(tokens, index)
    return _sorted_out(_without_shadowed(mentions, index), tokens, index)


def _exactly(tokens: Tokens, index: ConceptIndex, corrections: Corrections) -> _Found:
    """Return each alias: read as it stands, with small words left out, and with words written apart put together."""
    letters = index.letters(tokens.key)
    for i, correction in corrections.items():
        (letters[i],) = index.letters((correction.key,))
    found = _Found([], [])
    _search(letters, range(len(letters)), index, corrections, found)
    small = [i for i, text in enumerate(tokens.text) if text in _SMALL]
    if small:
        others, places = list(letters), list(range(len(letters)))
        for i in reversed(small):
            del others[i], places[i]
        _search(others, places, index, corrections, found, around=small)
    _search_put_together(tokens, letters, index, corrections, found)
    return found


def _search_put_together(tokens: Tokens, letters: list[str], index: ConceptIndex, corrections: Corrections, found: _Found) -> None:
    """Search again with the words that are written apart put together."""
    text = tokens.text
    apart = {i: index.together[text[i] + text[i + 1]] for i in _words_apart(tokens, index)}
    if not apart:
        return
    for i, letter in zip(apart, index.letters(apart.values()), strict=True):
        letters[i] = letter
    joined = _Found([], [])
    places = [i for i in range(len(letters)) if i - 1 not in apart]
    _search([letters[i] for i in places], places, index, corrections, joined)
    for mention in joined.mentions:
        if any(mention.start <= i < mention.end for i in apart):
            found.mentions.append(mention._replace(end=mention.end + (mention.end - 1 in apart)))
    for part in joined.parts:
        if any(part.start <= i < part.end for i in apart):
            found.parts.append(part._replace(end=part.end + (part.end - 1 in apart)))


def _words_apart(tokens: Tokens, index: ConceptIndex) -> list[int]:
    """Return the tokens that, put together with the next, are a word of the vocabulary: "drop out"."""
    words = [i for i in tokens.words if len(tokens.text[i]) >= MIN_LETTERS_APART]
    together, text = index.together, tokens.text
    return [i for i, j in pairwise(words) if j == i + 1 and text[i] + text[j] in together]


def _search(
    letters: Sequence[str],
    places: Sequence[int],
    index: ConceptIndex,
    corrections: Corrections,
    found: _Found,
    *,
    around: Sequence[int] = (),
) -> None:
    """Add to `found` what the letters of the tokens at `places` spell; given `around`, only what has one of these inside."""
    spelt = "".join(letters)
    if len(spelt) < len(places):
        places = [place for place, letter in zip(places, letters, strict=True) if letter]
    mentions, parts = found
    exact = (EXACT, "")
    for at, (length, wholes, parts_here) in index.search(spelt, only_long=bool(around)):
        start, end = places[at - length + 1], places[at] + 1
        if around and (length == end - start or bisect_left(around, start) == bisect_left(around, end)):
            continue
        read = _read(corrections, start, end, length) if corrections else exact
        if read is not None:
            how, suggestion = read
            for concept, bare in wholes:
                mentions.append(_mention((concept, start, end, how, bare, None, suggestion)))
            for part in parts_here:
                parts.append(_Part(part, start, end, how))


def _read(corrections: Corrections, start: int, end: int, length: int) -> tuple[How, str] | None:
    """Return how the tokens were read, and as what; None when a word this short may not be misspelt on its own."""
    misspelt = [corrections[i] for i in range(start, end) if i in corrections]
    if not misspelt:
        return EXACT, ""
    return None if length == 1 and misspelt[0].short else (max(c.how for c in misspelt), misspelt[0].word)


def _join_gaps(tokens: Tokens, parts: Iterable[_Part]) -> Iterator[Mention]:
    """Yield the mentions whose alias has a gap: first part, up to `MAX_GAP` words of the same clause, last part."""
    by_alias: dict[int, list[_Part]] = defaultdict(list)
    for part in parts:
        by_alias[part.part.alias].append(part)
    for found in by_alias.values():
        for last in found:
            chain = _chain_back(tokens, found, last) if last.part.last else None
            if chain is not None:
                how = max(chain.how, last.how)
                yield Mention(last.part.concept, chain.start, last.end, how, last.part.bare, (chain.end, last.start))


def _chain_back(tokens: Tokens, found: Sequence[_Part], last: _Part) -> _Part | None:
    """Return the nearest place of the part before (which itself is chained), or None."""
    for hit in reversed(found):
        if hit.part.part != last.part.part - 1 or hit.end > last.start:
            continue
        if tokens.clause[hit.end - 1] != tokens.clause[last.start]:
            continue
        if tokens.offset[last.start] - tokens.offset[hit.end - 1] - 1 > MAX_GAP:
            continue
        if hit.part.part == 0:
            return hit
        before = _chain_back(tokens, found, hit)
        if before is not None:
            return hit._replace(start=before.start, how=max(before.how, hit.how))
    return None


def _by_sound(tokens: Tokens, index: ConceptIndex, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the Chinese terms written with other characters of the same sound."""
    if "cjk" not in tokens.kind:
        return
    heard = "".join([text if kind == "cjk" else " " for text, kind in zip(tokens.text, tokens.kind, strict=True)])
    slips: list[tuple[int, int, SoundAlias]] = []
    for last, (length, aliases) in index.search_sounds(heard):
        window = heard[last - length + 1 : last + 1]
        slips += [
            (last - length + 1, last + 1, alias)
            for alias in aliases
            if alias.text != window and _is_a_slip(window, alias.text, index)
        ]
    if not slips:
        return
    exact = [m for m in found if m.how == EXACT and (m.end - m.start > 1 or m.concept == "cue:ordinary")]
    known = {i for m in exact for i in range(m.start, m.end)}
    # Places between two characters of one exact term: 推理 ends no slip that begins with its 理.
    inside = {i for m in exact if m.gap is None for i in range(m.start + 1, m.end)}
    for start, end, alias in slips:
        cuts_a_word = start in inside or end in inside
        if not cuts_a_word and not known.issuperset(range(start, end)):
            yield Mention(alias.concept, start, end, SOUND, alias.bare, None, alias.text)


def _is_a_slip(window: str, term: str, index: ConceptIndex) -> bool:
    """Return whether these characters are no word of their own: not an alias, and not small words in place of a short term."""
    if index.is_alias(window):
        return False
    wrong = [character for character, right in zip(window, term, strict=True) if character != right]
    return len(term) > SHORT_TERM or index.small_words.isdisjoint(wrong)


def _in_pinyin(tokens: Tokens, index: ConceptIndex) -> Iterator[Mention]:
    """Yield the Chinese terms typed in bare pinyin: `yiwang men`."""
    for start in tokens.words:
        if tokens.text[start] not in index.pinyin_beginnings:
            continue
        spelt = ""
        for end in range(start, min(start + MAX_SPELT_TOKENS, len(tokens))):
            if tokens.kind[end] != "word":
                break
            spelt += tokens.text[end]
            alias = index.pinyin.get(spelt)
            if alias is not None:
                yield Mention(alias.concept, start, end + 1, SOUND, alias.bare, None, alias.text)


def _without_shadowed(mentions: Iterable[Mention], index: ConceptIndex) -> list[Mention]:
    """Drop what a longer mention explains better: of the same concept, of a sibling, of an everyday word, of an inert cue."""
    by_length: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_length[mention.end - mention.start].append(mention)
    kept: list[Mention] = []
    at_token: dict[int, list[Mention]] = defaultdict(list)
    for length in sorted(by_length, reverse=True):
        for mention in sorted(by_length[length], key=_unsureness):
            start = mention.start
            if start in at_token and _is_shadowed(mention, at_token[start], index):
                continue
            kept.append(mention)
            if length > 1 or not mention.concept.startswith("cue:"):
                for token in range(start, mention.end):
                    at_token[token].append(mention)
    return kept


def _is_shadowed(mention: Mention, others: Iterable[Mention], index: ConceptIndex) -> bool:
    """Return whether one of `others`, which have its first token and are no shorter, explains the mention better."""
    concept, how, end = mention.concept, mention.how, mention.end
    for other in others:
        if other.concept == concept:
            if other.how <= how and other.end >= end:
                return True
        elif _explains(other, mention, index):
            return True
    return False


def _explains(longer: Mention, mention: Mention, index: ConceptIndex) -> bool:
    """Return whether `longer`, a mention of something else, explains this one."""
    if not longer.contains(mention):
        same_place = longer.start == mention.start and longer.end == mention.end
        return same_place and mention.how >= SOUND and mention.how > longer.how and not mention.concept.startswith("cue:")
    if longer.gap is not None:
        return False
    if longer.concept.startswith("cue:"):
        name = longer.concept[4:]
        return name in ("ordinary", "inert") or (name in _EXPLAIN_NEGATORS and mention.concept.startswith("cue:neg"))
    return longer.how <= mention.how and mention.concept in index.siblings.get(longer.concept, ())


def _sorted_out(mentions: Sequence[Mention], tokens: Tokens, index: ConceptIndex) -> Mentions:
    cues: dict[str, list[Mention]] = defaultdict(list)
    terms = []
    for mention in sorted(mentions, key=_by_place):
        if mention.concept.startswith("cue:"):
            cues[mention.concept[4:]].append(mention)
        else:
            terms.append(mention)
    everyday = _tokens_of(cues["ordinary"])
    return Mentions(
        terms,
        cues,
        _tokens_of(cues["fillers"]) | (_places_of(index.small_words, tokens) - everyday),
        _tokens_of(cues["list_words"]) | _places_of(index.list_words, tokens),
    )


def _tokens_of(mentions: Sequence[Mention]) -> frozenset[int]:
    return frozenset(i for m in mentions for i in range(m.start, m.end))


def _places_of(words: Set[str], tokens: Tokens) -> frozenset[int]:
    return frozenset([i for i, key in enumerate(tokens.key) if key in words])
