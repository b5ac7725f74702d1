"""Places where a subject of a comparison is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graders.answers.cues import CUES
from graders.answers.mentions import Mention, Mentions
from graders.answers.message import Message

_JOINS = frozenset(("and", "or", "和", "与", "及", "跟", "、", "/", "&", "+", "以", "the", "a", "an", "both", "都"))
_AFTER_ONE_LETTER = frozenset(CUES["after_one_letter"])


class SubjectMention(NamedTuple):
    """A place where a subject is named: several at once for "BN and LN both ...". `names_back`: "..., that's X".

    An `owner` is what its own clause is said to belong to: "reset is the GRU one".
    """

    start: int
    end: int
    subjects: frozenset[str]
    names_back: bool = False
    owner: bool = False


def heads_its_clause(mention: Mention, message: Message, mentions: Mentions) -> bool:
    """Return whether nothing but small words stands before the mention in its clause: then a bare name is a subject."""
    start, end = message.clause(mention.start)
    tokens, light = message.tokens, mentions.fillers
    before = {i for i in range(start, mention.start) if tokens.is_word(i) and i not in light and tokens.kind[i] != "number"}
    if before:
        cues = [m for cue in mentions.cues.values() for m in cue if m.concept not in ("cue:give_up", "cue:ordinary")]
        before.difference_update(*(range(m.start, m.end) for m in cues if start <= m.start < end))
    if before:
        return False
    if mention.end < len(tokens) and tokens.kind[mention.start] == "word" and len(tokens.text[mention.start]) == 1:
        # "i" heads most English sentences; as a gate it is followed by what it does.
        return tokens.kind[mention.end] == "cjk" or tokens.text[mention.end] in _AFTER_ONE_LETTER
    return True


def joined(message: Message, named: Sequence[SubjectMention]) -> list[SubjectMention]:
    """Merge subjects that are named together: "both BN and LN"."""
    merged: list[SubjectMention] = []
    for subject in named:
        last = merged[-1] if merged else None
        between = message.tokens.text[last.end : subject.start] if last else ()
        if last and last.subjects != subject.subjects and between and _JOINS.issuperset(between):
            merged[-1] = SubjectMention(last.start, subject.end, last.subjects | subject.subjects)
        else:
            merged.append(subject)
    return merged


def longest(named: Sequence[SubjectMention]) -> list[SubjectMention]:
    """Return the subjects in order, without those that are named inside the name of another."""
    kept: list[SubjectMention] = []
    for subject in sorted(named, key=lambda s: (s.start, -s.end)):
        if not kept or subject.end > kept[-1].end or (subject.start, subject.end) == (kept[-1].start, kept[-1].end):
            kept.append(subject)
    return kept
