"""What an answer says: a mention, denied or not, of a subject."""

from __future__ import annotations

from typing import Protocol

from graders.answers.mentions import Mention


class _Scope(Protocol):
    def is_denied(self, mention: Mention) -> bool: ...

    def takes_back(self, mention: Mention) -> bool: ...


class _Binding(Protocol):
    def is_subject(self, mention: Mention) -> bool: ...

    def subjects_of(self, mention: Mention) -> frozenset[str]: ...


class Claim:
    """A mention with what the answer does with it, worked out when a rubric asks. `order`: its place among the claims."""

    __slots__ = ("_binding", "_denied", "_scope", "_subjects", "end", "mention", "order", "start")

    def __init__(self, mention: Mention, scope: _Scope, binding: _Binding, order: int) -> None:
        self.mention = mention
        self.order = order
        self.start = mention.start
        self.end = mention.end
        self._scope = scope
        self._binding = binding
        # Not functools.cached_property: its lock costs more than most of these answers.
        self._denied: bool | None = None
        self._subjects: frozenset[str] | None = None

    @property
    def denied(self) -> bool:
        """Return whether the answer denies it."""
        if self._denied is None:
            self._denied = self._scope.is_denied(self.mention)
        return self._denied

    @property
    def subjects(self) -> frozenset[str]:
        """Return what it is said of."""
        if self._subjects is None:
            self._subjects = self._binding.subjects_of(self.mention)
        return self._subjects

    @property
    def takes_back(self) -> bool:
        """Return whether its clause announces that it goes against what was said before."""
        return self._scope.takes_back(self.mention)

    @property
    def is_subject(self) -> bool:
        """Return whether it is itself what other things are said of."""
        return self._binding.is_subject(self.mention)


class ElidedClaim(Claim):
    """A claim that the answer makes without repeating its words: "..., GRU doesn't", "..., GRU does"."""

    __slots__ = ()

    def __init__(
        self, mention: Mention, scope: _Scope, binding: _Binding, order: int, subjects: frozenset[str], *, denied: bool
    ) -> None:
        super().__init__(mention, scope, binding, order)
        self._denied = denied
        self._subjects = subjects
