"""Find the mentions of concepts in a message: exactly, misspelt, or written by sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from graders.answers import sound, spelling
from graders.answers.index import AliasPart, ConceptIndex, Node, SoundAlias
from graders.answers.mentions import How, Mention, Mentions
from graders.answers.message import Message
from graders.answers.tokens import Token

MAX_GAP = 5.0
"""Widest `…` of an alias, in words."""
MAX_SPELT_TOKENS = 5
"""A Chinese term in bare pinyin may be written in this many pieces."""

_SKIPPED = frozenset("-_'\"*~$`^‖") | frozenset(
    ("the", "a", "an", "its", "my", "our", "their", "这", "这个", "的", "了", "all", "your", "those", "these")
)
_EXPLAIN_NEGATORS = frozenset(("retractions", "swaps", "dismissals", "give_up", "negators", "standards", "contrasts"))


class _Hit(NamedTuple):
    part: AliasPart
    start: int
    end: int
    how: How
    suggestion: str


class _Step(NamedTuple):
    """A walk through the trie: at which node, before which token.

    `broken`: a comma was passed; `skipping`: the last token was no part of the alias; `short`: a short word was corrected.
    """

    node: Node
    at: int
    how: How = How.EXACT
    suggestion: str = ""
    broken: bool = False
    skipping: bool = False
    short: bool = False


def find_mentions(message: Message, index: ConceptIndex) -> Mentions:
    """Return all mentions of the index's concepts and cues, by their place."""
    tokens = message.tokens
    corrections = spelling.corrections(tokens, index)
    hits = [hit for start in range(len(tokens)) for hit in _walk(tokens, start, index, corrections)]
    mentions = [Mention(h.part.concept, h.start, h.end, h.how, h.part.bare, None, h.suggestion) for h in hits if h.part.whole]
    mentions += _join_gaps(tokens, hits)
    mentions += _by_sound(tokens, index, mentions)
    mentions += _in_pinyin(tokens, index)
    return _sorted_out(_without_shadowed(mentions, index))


def _walk(
    tokens: Sequence[Token], start: int, index: ConceptIndex, corrections: dict[int, spelling.Correction]
) -> Iterator[_Hit]:
    """Yield each alias part that begins at token `start`."""
    stack = [_Step(index.root, start)]
    while stack:
        step = stack.pop()
        if not step.skipping and step.node.ends and not (step.short and step.at - start < 2):
            for part in step.node.ends:
                if not step.broken or part.is_cue:
                    yield _Hit(part, start, step.at, step.how, step.suggestion)
        if step.at < len(tokens) and step.node.next:
            stack += _next_steps(tokens, start, step, index, corrections)


def _next_steps(
    tokens: Sequence[Token], start: int, step: _Step, index: ConceptIndex, corrections: dict[int, spelling.Correction]
) -> list[_Step]:
    """Return where the trie leads from here: by the token, its correction, it and the next as one word, or past a mark."""
    node, at, how, suggestion, broken, _, short = step
    token, following, steps = tokens[at], node.next, []
    if token.key in following:
        steps.append(_Step(following[token.key], at + 1, how, suggestion, broken, False, short))
    correction = corrections.get(at)
    if correction is not None and correction.key in following:
        surer = max(how, correction.how)
        steps.append(_Step(following[correction.key], at + 1, surer, correction.word, broken, False, short or correction.short))
    if token.kind == "word" and at + 1 < len(tokens) and tokens[at + 1].kind == "word":
        together = index.vocabulary.get(token.text + tokens[at + 1].text)
        if together in following:
            steps.append(_Step(following[together], at + 2, how, suggestion, broken, False, short))
    if at > start and (token.text in _SKIPPED or token.text == ","):
        steps.append(_Step(node, at + 1, how, suggestion, broken or token.text == ",", True, short))
    return steps


def _join_gaps(tokens: Sequence[Token], hits: Sequence[_Hit]) -> Iterator[Mention]:
    """Yield the mentions whose alias has a gap: first part, up to `MAX_GAP` words of the same clause, last part."""
    parts: dict[int, list[_Hit]] = defaultdict(list)
    for hit in hits:
        if not hit.part.whole:
            parts[hit.part.alias].append(hit)
    for found in parts.values():
        for last in found:
            chain = _chain_back(tokens, found, last) if last.part.last else None
            if chain is not None:
                how = max(chain.how, last.how)
                yield Mention(last.part.concept, chain.start, last.end, how, last.part.bare, (chain.end, last.start))


def _chain_back(tokens: Sequence[Token], found: Sequence[_Hit], last: _Hit) -> _Hit | None:
    """Return the nearest hit of the part before (which itself is chained), or None."""
    for hit in reversed(found):
        if hit.part.part != last.part.part - 1 or hit.end > last.start:
            continue
        if tokens[hit.end - 1].clause != tokens[last.start].clause:
            continue
        if tokens[last.start].offset - tokens[hit.end - 1].offset - 1 > MAX_GAP:
            continue
        if hit.part.part == 0:
            return hit
        before = _chain_back(tokens, found, hit)
        if before is not None:
            return hit._replace(start=before.start, how=max(before.how, hit.how))
    return None


def _by_sound(tokens: Sequence[Token], index: ConceptIndex, found: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the Chinese terms written with other characters of the same sound."""
    known = {
        i for m in found if m.how == How.EXACT and (m.concept == "cue:ordinary" or m.end - m.start > 1) for i in range(m.start, m.end)
    }
    sounds = [sound.syllables(token.text) if token.kind == "cjk" else frozenset() for token in tokens]
    for start in range(len(tokens) - 1):
        for alias in index.sounding_like(sounds[start], sounds[start + 1]):
            end = start + len(alias.syllables)
            if end > len(tokens) or known.issuperset(range(start, end)):
                continue
            if _sounds_like(tokens[start:end], sounds[start:end], alias) and not index.is_alias(tokens[start:end]):
                yield Mention(alias.concept, start, end, How.SOUND, alias.bare, None, alias.text)


def _sounds_like(window: Sequence[Token], sounds: Sequence[frozenset[str]], alias: SoundAlias) -> bool:
    same = [token.text == character for token, character in zip(window, alias.text, strict=True)]
    return not all(same) and all(
        equal or not wanted.isdisjoint(heard) for equal, wanted, heard in zip(same, alias.syllables, sounds, strict=True)
    )


def _in_pinyin(tokens: Sequence[Token], index: ConceptIndex) -> Iterator[Mention]:
    """Yield the Chinese terms typed in bare pinyin: `yiwang men`."""
    for start, token in enumerate(tokens):
        if token.kind != "word" or token.text not in index.pinyin_beginnings:
            continue
        spelt = ""
        for end in range(start, min(start + MAX_SPELT_TOKENS, len(tokens))):
            if tokens[end].kind != "word":
                break
            spelt += tokens[end].text
            alias = index.pinyin.get(spelt)
            if alias is not None:
                yield Mention(alias.concept, start, end + 1, How.SOUND, alias.bare, None, alias.text)


def _without_shadowed(mentions: Iterable[Mention], index: ConceptIndex) -> list[Mention]:
    """Drop what a longer mention explains better: of the same concept, of a sibling, of an everyday word, of an inert cue."""
    kept: list[Mention] = []
    at_token: dict[int, list[Mention]] = defaultdict(list)
    for mention in sorted(set(mentions), key=lambda m: (m.start - m.end, m.how)):
        if not any(_shadows(other, mention, index) for other in at_token[mention.start]):
            kept.append(mention)
            if mention.end - mention.start > 1 or not mention.concept.startswith("cue:"):
                for token in range(mention.start, mention.end):
                    at_token[token].append(mention)
    return kept


def _shadows(longer: Mention, mention: Mention, index: ConceptIndex) -> bool:
    """Return whether `longer`, which has the first token of `mention`, explains it."""
    if longer.concept == mention.concept:
        return longer.how <= mention.how and longer.end >= mention.end
    if not longer.contains(mention):
        same_place = longer.start == mention.start and longer.end == mention.end
        return same_place and mention.how >= How.SOUND and mention.how > longer.how and not mention.concept.startswith("cue:")
    if longer.gap is not None:
        return False
    if longer.concept.startswith("cue:"):
        name = longer.concept[4:]
        return name in ("ordinary", "inert") or (name in _EXPLAIN_NEGATORS and mention.concept.startswith("cue:neg"))
    return longer.how <= mention.how and mention.concept in index.siblings.get(longer.concept, ())


def _sorted_out(mentions: Sequence[Mention]) -> Mentions:
    cues: dict[str, list[Mention]] = defaultdict(list)
    terms = []
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        if mention.concept.startswith("cue:"):
            cues[mention.concept[4:]].append(mention)
        else:
            terms.append(mention)
    return Mentions(terms, cues, _tokens_of(cues.get("fillers", ())), _tokens_of(cues.get("list_words", ())))


def _tokens_of(mentions: Sequence[Mention]) -> frozenset[int]:
    return frozenset(i for m in mentions for i in range(m.start, m.end))
