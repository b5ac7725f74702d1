"""What an answer says: a mention, denied or not, of a subject."""

from __future__ import annotations

from dataclasses import dataclass

from graders.answers.mentions import Mention


@dataclass(frozen=True, slots=True)
class Claim:
    """A mention with what the answer does with it. `subjects`: what it is said of; `is_subject`: it is one itself.

    `takes_back`: the clause announces that it goes against what was said before.
    """

    mention: Mention
    denied: bool
    subjects: frozenset[str]
    is_subject: bool = False
    takes_back: bool = False

    @property
    def start(self) -> int:
        """Return the first token."""
        return self.mention.start

    @property
    def end(self) -> int:
        """Return the token after the last."""
        return self.mention.end
