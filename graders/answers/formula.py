"""Formulas in an answer, compared by value.

An equation of the answer says the same as one of the rubric when both sides agree at a few fixed points, so that
`w - ηλw - ηg` is `(1-ηλ)w - ηg`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graders.answers.expression import ENTRIES, NoExpressionError, Point, Value, parse_prefix, parse_suffix
from graders.answers.symbols import SPELLINGS

MAX_CHARS = 200
"""Longest piece of text that is tried as a formula."""
TOLERANCE = 1e-9
MAX_WORDS_BEFORE = 8
"""So many words may stand before a bare expression."""
MIN_BARE_CHARS = 5
"""Shortest expression that counts without a left side."""

_STRETCH = re.compile(r"[a-zα-ω∑√∇∂Δ0-9_{}()\[\]|‖^*/+\-=~.'#≠,\s:]+")
_AUGMENTED = re.compile(r"(?P<name>[a-z_θ]+)\s*(?P<sign>[-+*/])=(?P<change>.+)", re.DOTALL)
"""`w -= g` stands for `w = w - (g)`."""
_EQUALS = re.compile(r"\s*:?=\s*")
_SERIES = re.compile(
    r"(?P<open>\|?)(?P<name>[a-z])_?\{?1\}?(?P<tail>[^+()\s]*)\s*\+(?:[^+]{1,12}\+)?\s*\.{2,}\s*\+\s*(?P=open)(?P=name)_?\{?[nd]\}?(?P=tail)"
)


@dataclass(frozen=True, slots=True)
class Formula:
    """An equation, or a bare expression with an empty `left`, in tokens `start` to `end` of a message."""

    left: str
    right: str
    start: int
    end: int

    def states(self, wanted: str) -> bool:
        """Return whether this says the same as `wanted`, for example "c = f*cprev + i*cand"."""
        left, _, right = (side.strip() for side in wanted.rpartition("="))
        if not self.left and len(self.right) < MIN_BARE_CHARS:
            return False
        if left and self.left and not _agree(left, self.left, from_end=True):
            return False
        return _agree(right, self.right, from_end=False)


def find_formulas(text: str, token_at: Callable[[int], int]) -> list[Formula]:
    """Return what may be a formula in a normalised text; `token_at` maps a character to the token it is in."""
    found: list[Formula] = []
    for stretch in _STRETCH.finditer(text):
        for start, piece in _pieces(stretch[0], stretch.start()):
            if len(piece) > MAX_CHARS or not re.search(r"[=*/+\-|√∑]|sum", piece):
                continue
            last = token_at(start + len(piece) - 1) + 1
            plain = _AUGMENTED.sub(r"\g<name> = \g<name> \g<sign> (\g<change>)", piece)
            sides = _sides(_SERIES.sub(r"∑\g<open>\g<name>_i\g<tail>", plain), start)
            for (_, left), (at, right) in pairwise(sides):
                found.append(Formula(left, right, token_at(at), last))
            found += [Formula(sides[0][1], right, token_at(at), last) for at, right in sides[2:]]
            if len(sides) == 1:
                found += [Formula("", expression, token_at(at), last) for at, expression in _endings(sides[0][1], start)]
    return found


def check_formula(wanted: str) -> str | None:
    """Return what is wrong with a rubric's formula, or None."""
    for side in wanted.split("="):
        try:
            parse_prefix(side.strip(), _names(side), whole=True)(_points()[0])
        except (NoExpressionError, ValueError, TypeError, ArithmeticError):
            return f"cannot read {side.strip()!r}"
    return None


def _sides(equation: str, start: int) -> list[tuple[int, str]]:
    """Return the sides of a (chained) equation, with where they begin."""
    ends = [match.span() for match in _EQUALS.finditer(equation)]
    begins = [0, *(end for _, end in ends)]
    return [(start + a, equation[a:b].strip()) for a, b in zip(begins, [*(at for at, _ in ends), len(equation)], strict=True)]


def _endings(text: str, start: int) -> list[tuple[int, str]]:
    """Return what a bare expression may be: the text from any of its first words on ("then L1 is sum |w|")."""
    begins = [0, *(match.end() for match in re.finditer(r"[\s:]+", text))]
    return [(start + at, text[at:]) for at in begins[:MAX_WORDS_BEFORE]]


def _pieces(stretch: str, start: int) -> list[tuple[int, str]]:
    """Cut a stretch at new lines, and at commas and full stops outside brackets."""
    pieces: list[tuple[int, str]] = []
    depth = begin = 0
    for at, character in enumerate(stretch):
        depth += (character in "([{") - (character in ")]}")
        following = stretch[at + 1 : at + 2]
        ends_phrase = character == "," or (character == "." and not following.strip() and stretch[at - 1 : at] != ".")
        if character == "\n" or (ends_phrase and depth <= 0):
            pieces.append((start + begin, stretch[begin:at]))
            begin, depth = at + 1, 0
    pieces.append((start + begin, stretch[begin:]))
    return [(at, piece) for at, piece in pieces if piece.strip()]


@lru_cache(maxsize=8192)
def _agree(wanted: str, given: str, *, from_end: bool) -> bool:
    """Return whether two expressions have the same values. Of `given`, the formula is the beginning (or the end)."""
    names = _names(wanted)
    try:
        goal = parse_prefix(wanted, names, whole=True)
        ours = parse_suffix(given, names) if from_end else parse_prefix(given, names)
        return all(_close(goal(point), ours(point)) for point in _points())
    except (NoExpressionError, ValueError, TypeError, ArithmeticError):
        return False


@lru_cache(maxsize=512)
def _names(wanted: str) -> frozenset[str]:
    """Return the quantities that a rubric's formula speaks of."""
    words = re.findall(r"[a-z]+(?:_[a-z]+)?", wanted)
    return frozenset(word for word in words if word in SPELLINGS)


def _close(a: Value, b: Value) -> bool:
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(math.isclose(x, y, rel_tol=TOLERANCE) for x, y in zip(a, b, strict=True))
    return isinstance(a, float) and isinstance(b, float) and math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


@lru_cache(maxsize=1)
def _points() -> Sequence[Point]:
    """Return fixed irregular values for all names, so that no two expressions agree by chance."""
    points = []
    for seed in (1, 2, 3):
        point: dict[str, float] = {}
        for place, name in enumerate(sorted(SPELLINGS)):
            point[name] = 0.2 + abs(math.modf(math.sin(seed * 12.9898 + place * 78.233) * 43758.5453)[0])
        point |= {f"w_i[{entry}]": 2 * math.sin(seed * 3.7 + entry * 1.9) for entry in range(ENTRIES)}
        points.append(point)
    return points
