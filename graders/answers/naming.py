"""Subjects that are named after what is said of them: "..., that's X", "sum of |w|: L1", "reset is the GRU one"."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cached_property

from graders.answers.mentions import Mentions, beginning_in
from graders.answers.message import Message
from graders.answers.subjects import SubjectMention

_POINTERS = frozenset((":", "→", "=", "("))
_INSIDE = frozenset("里面中那边的")


class NamingBack:
    """Finds the subjects of one message that only name what was described before."""

    def __init__(self, message: Message, mentions: Mentions, compared: Container[str]) -> None:
        self._message = message
        self._mentions = mentions
        self._compared = compared

    def marked(self, spoken_of: Sequence[SubjectMention]) -> list[SubjectMention]:
        """Mark the subjects that only name what was described before."""
        marked: list[SubjectMention] = []
        for subject in spoken_of:
            before = marked[-1] if marked else None
            since = before.end if before is not None and before.names_back else 0
            marked.append(self._mark_names_back(subject, since))
        return marked

    def _mark_names_back(self, subject: SubjectMention, since: int) -> SubjectMention:
        """Mark a subject whose clause only names what was described before: "..., this is called X", "... is the X one"."""
        start, end = self._message.clause(subject.start)
        if self._is_whose(subject, end):
            return subject._replace(names_back=True, owner=True)
        texts = self._message.tokens.text
        pointer = next((i for i in reversed(range(max(start - 1, 0), subject.start)) if texts[i] in _POINTERS), -1)
        is_alone = pointer == subject.start - 1 and not self._message.words(subject.end, end)
        if is_alone and pointer > 0 and self._is_described(pointer, since):
            return subject._replace(names_back=True)
        start = max(start, pointer + 1)
        cue = next((c for c in self._mentions.cue("names_back") if start <= c.start <= subject.start <= c.end + 2), None)
        if cue is None:
            return subject
        tokens, light = self._message.tokens, self._light
        if any(tokens.is_word(i) and i not in light for i in range(start, cue.start)):
            return subject
        return subject._replace(names_back=self._message.words(subject.end, end) <= 3)

    def _is_described(self, pointer: int, since: int) -> bool:
        """Return whether what stands before a colon or arrow tells of something and names no subject: "sum of |w|: L1"."""
        tokens = self._message.tokens
        if pointer and tokens.text[pointer] == "(" and tokens.kind[pointer - 1] == "word" and len(tokens.text[pointer - 1]) == 1:
            return False  # "f (forget)": the letter's own name
        before = beginning_in(self._mentions.terms, max(since, self._message.sentence(pointer)[0]), pointer)
        return bool(before) and not any(m.concept in self._compared for m in before)

    def _is_whose(self, subject: SubjectMention, end: int) -> bool:
        """Return whether the clause ends by saying whose something is: 重置门是 GRU 里的, "reset is the GRU one"."""
        tokens = self._message.tokens
        before = tokens.text[subject.start - 1 : subject.start]
        after = [tokens.text[i] for i in range(subject.end, end) if tokens.is_word(i)]
        if before == ["是"] and after[-1:] == ["的"]:
            return _INSIDE.issuperset(after)
        if after:
            return before == ["the"] and after == ["one"]
        return any(0 <= subject.start - cue.end <= 1 for cue in self._mentions.cue("owners"))

    @cached_property
    def _light(self) -> frozenset[int]:
        cues = [m for name in ("inert", "stops", "retractions", "swaps", "take_backs") for m in self._mentions.cue(name)]
        return self._mentions.fillers | {i for m in cues for i in range(m.start, m.end)}
