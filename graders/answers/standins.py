"""Words that stand for a subject: the former, 后者, one ... the other."""

from __future__ import annotations

from collections.abc import Sequence

from graders.answers.mentions import Mention, Mentions
from graders.answers.message import Message
from graders.answers.subjects import SubjectMention

Pair = tuple[frozenset[str], frozenset[str]]


def stand_ins(
    message: Message, mentions: Mentions, subjects: Sequence[str], named: Sequence[SubjectMention], *, ones_too: bool
) -> list[SubjectMention]:
    """Return the places where first or second of two subjects is meant without being named; "one" only with `ones_too`."""
    # 后面一个 speaks of the last of many things, unless two that are compared have been named.
    if len(subjects) < 2 or (not ones_too and len({s.subjects for s in named}) < 2):
        return []
    found: list[SubjectMention] = []
    told: dict[int, frozenset[str]] = {}
    for number, cue_name in enumerate(("former", "latter")):
        for cue in mentions.cue(cue_name):
            told_here = _told(message, cue, named)
            if told_here is not None:
                told[number] = told_here
            else:
                found.append(SubjectMention(cue.start, cue.end, _in_order(cue, subjects, named)[number]))
    ones, others = (
        [cue for cue in mentions.cue(name) if not message.words(message.clause(cue.start)[0], cue.start)]
        for name in ("this_one", "other_one")
    )
    if not ones_too or not ones or not (others or len(ones) == 2):
        return found
    for number, cue in enumerate((ones[0], (others or ones)[-1])):
        if told or not any(s.names_back and s.start > cue.start for s in named):
            meant = told.get(number) or _in_order(cue, subjects, named)[number]
            found.append(SubjectMention(cue.start, cue.end, meant))
    return found


def _told(message: Message, cue: Mention, named: Sequence[SubjectMention]) -> frozenset[str] | None:
    """Return X when the clause says no more than "the former is X"."""
    start, end = message.clause(cue.start)
    inside = [s for s in named if start <= s.start < end]
    words = message.words(cue.end, end)
    return inside[0].subjects if len(inside) == 1 and words - (inside[0].end - inside[0].start) <= 2 else None


def _in_order(cue: Mention, subjects: Sequence[str], named: Sequence[SubjectMention]) -> Pair:
    """Return the two subjects in the order the answer named them so far, else in the question's."""
    distinct = list(dict.fromkeys(s.subjects for s in sorted(named) if s.start < cue.start))
    return (distinct[0], distinct[1]) if len(distinct) == 2 else (frozenset((subjects[0],)), frozenset((subjects[1],)))
