"""What can be wrong with a bank, told so that its author can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process

Path = tuple[str | int, ...]
"""Where a value stands in a YAML file: keys and list positions from the top."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong in one place, and what to do about it."""

    file: str
    line: int
    field: str
    message: str
    todo: str

    def __str__(self) -> str:
        """Return the problem on one line, the way compilers do."""
        field = f" {self.field}:" if self.field else ""
        return f"{self.file}:{self.line}:{field} {self.message} -> {self.todo}"


class BankError(Exception):
    """A bank that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


def field_name(path: Path) -> str:
    """Return a path the way people write it: questions[2].points[0].hint."""
    name = ""
    for step in path:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant."""
    found = process.extractOne(word, list(known), score_cutoff=60)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return advice for an unknown name."""
    meant = nearest(word, known)
    return f"did you mean {meant!r}?" if meant else otherwise
