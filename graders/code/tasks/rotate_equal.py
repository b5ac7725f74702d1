"""`rotate_equal`: whether one square matrix can be turned by 0, 90, 180 or 270 degrees to equal another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import torch

from graders.code.compare import values_agree
from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence, Oracle

Matrix = list[list[int]]
_ENOUGH = 20
"""Answers that tell which turns were tried."""


def turned(a: Matrix, quarters: int = 1) -> Matrix:
    """Return the matrix turned clockwise by so many quarter turns."""
    for _ in range(quarters % 4):
        a = [list(row) for row in zip(*a[::-1], strict=True)]
    return a


def transposed(a: Matrix) -> Matrix:
    """Return the matrix mirrored at its main diagonal."""
    return [list(row) for row in zip(*a, strict=True)]


def flipped(a: Matrix) -> Matrix:
    """Return the matrix mirrored left to right."""
    return [row[::-1] for row in a]


def reference(a: Matrix, b: Matrix) -> bool:
    """Return whether some turn of `a` equals `b`."""
    return any(turned(a, quarters) == b for quarters in range(4))


def cases(draw: Draw) -> Sequence[Case]:
    """Draw matrices none of whose eight images under turns and mirrors are the same, unless said otherwise."""

    def matrix(size: int, low: int = -20, high: int = 40) -> Matrix:
        while True:
            numbers = draw.distinct(size * size, low, high)
            a = [numbers[row * size : (row + 1) * size] for row in range(size)]
            if len(_images(a)) == 8:
                return a

    def case(name: str, a: Matrix, b: Matrix, check: str = "rotations", *, unusual: bool = False) -> Case:
        return Case(name, (a, b), gradients=False, check=check, unusual=unusual, other_args=((_tensor(a), _tensor(b)),))

    def is_turned(size: int, quarters: int) -> Case:
        a = matrix(size)
        return case(
            f"{size}x{size}, turned by {90 * quarters} degrees" if quarters else f"{size}x{size}, the same matrix",
            a,
            turned(a, quarters),
        )

    def mirror(name: str, size: int, image: Callable[[Matrix], Matrix]) -> Case:
        a = matrix(size)
        return case(f"{size}x{size}, {name}", a, image(a), "reflections")

    one, other = draw.distinct(2, -9, 9)
    three, four, six = matrix(3), matrix(4), matrix(6, -40, 60)
    large = matrix(3)
    inner = [row[:2] for row in large[:2]]
    few = _few_values(draw)
    return (
        case("1x1, equal", [[one]], [[one]]),
        case("1x1, different", [[one]], [[other]], "different matrices"),
        *(is_turned(2, quarters) for quarters in range(4)),
        *(is_turned(3, quarters) for quarters in range(4)),
        case("3x3, one number changed after a turn", three, _changed(draw, turned(three)), "different matrices"),
        case("3x3, another centre", three, [three[0], [three[1][0], three[1][1] + 1, three[1][2]], three[2]], "different matrices"),
        mirror("transposed", 3, transposed),
        mirror("mirrored left to right", 3, flipped),
        mirror("mirrored top to bottom", 2, lambda a: a[::-1]),
        mirror("mirrored at the other diagonal", 4, lambda a: turned(transposed(a), 2)),
        case("3x3, the same numbers elsewhere", three, _shuffled(three), "different matrices"),
        case("3x3, turned and its columns moved on", three, _turned_off_by_one(three), "different matrices"),
        case("4x4, rows swapped", four, [four[0], four[2], four[1], four[3]], "different matrices"),
        case("4x4, only the inner 2x2 turned", four, _inner_turned(four), "different matrices"),
        case("4x4, same sums of rows and columns", four, _same_sums(four), "different matrices"),
        case("4x4, few different numbers, turned by 270 degrees", few, turned(few, 3)),
        case("6x6, turned by 270 degrees", six, turned(six, 3)),
        case("different sizes, one inside the other", inner, large, "sizes", unusual=True),
        case("different sizes, the larger first", large, inner, "sizes", unusual=True),
        case("both empty", [], [], "empty", unusual=True),
        case("one empty", [], [[one]], "empty", unusual=True),
    )


def _tensor(a: Matrix) -> torch.Tensor:
    return torch.tensor(a, dtype=torch.int64).reshape(len(a), len(a))


def _images(a: Matrix) -> set[str]:
    """Return the different images of a matrix under turns and mirrors."""
    return {str(turned(image, quarters)) for image in (a, transposed(a)) for quarters in range(4)}


def _few_values(draw: Draw) -> Matrix:
    """Return a 4x4 matrix of zeros and ones whose eight images under turns and mirrors differ."""
    while True:
        a = [draw.integers(4, 0, 1) for _ in range(4)]
        if len(_images(a)) == 8:
            return a


def _changed(draw: Draw, a: Matrix) -> Matrix:
    """Return the matrix with another number somewhere in the middle of an edge."""
    row, column = draw.random.choice([(0, 1), (1, 0), (1, 2), (2, 1)])
    return [[value + ((i, j) == (row, column)) for j, value in enumerate(values)] for i, values in enumerate(a)]


def _shuffled(a: Matrix) -> Matrix:
    """Return a 3x3 matrix of the same numbers and the same corners, its edges' middles moved around."""
    (p, q, r), (s, t, u), (v, w, x) = a
    return [[p, s, r], [u, t, w], [v, q, x]]


def _inner_turned(a: Matrix) -> Matrix:
    inner = turned([row[1:3] for row in a[1:3]])
    return [a[0], [a[1][0], *inner[0], a[1][3]], [a[2][0], *inner[1], a[2][3]], a[3]]


def _same_sums(a: Matrix) -> Matrix:
    """Return a 4x4 matrix with other numbers in the same corners and the same sums of rows and columns."""
    change = {(1, 1): 1, (1, 2): -1, (2, 1): -1, (2, 2): 1}
    return [[value + change.get((i, j), 0) for j, value in enumerate(row)] for i, row in enumerate(a)]


def _any_of(*quarters: int) -> Oracle:
    """Return the oracle that tries these turns only."""
    return lambda a, b: any(turned(a, number) == b for number in quarters)


def _mirrors_too(a: Matrix, b: Matrix) -> bool:
    return reference(a, b) or reference(transposed(a), b)


def _transposes(a: Matrix, b: Matrix) -> bool:
    return b in (a, transposed(a))


def _flips(a: Matrix, b: Matrix) -> bool:
    return b in (a, flipped(a), a[::-1], flipped(a)[::-1])


def _flips_rows(a: Matrix, b: Matrix) -> bool:
    return b in (a, flipped(a))


def _flips_columns(a: Matrix, b: Matrix) -> bool:
    return b in (a, a[::-1])


def _same_numbers(a: Matrix, b: Matrix) -> bool:
    return sorted(value for row in a for value in row) == sorted(value for row in b for value in row)


def _sums(a: Matrix) -> list[int]:
    return [sum(row) for row in a]


def _same_row_sums(a: Matrix, b: Matrix) -> bool:
    return any(_sums(turned(a, quarters)) == _sums(b) for quarters in range(4))


def _same_edges(a: Matrix, b: Matrix) -> bool:
    """Compare the first row only."""
    return any(turned(a, quarters)[:1] == b[:1] for quarters in range(4))


def _first_numbers(a: Matrix, b: Matrix) -> bool:
    """Decide at the first pair of numbers of each turn."""
    if not a or not b:
        return a == b
    return any(turned(a, quarters)[0][0] == b[0][0] for quarters in range(4))


def _corners(a: Matrix, b: Matrix) -> bool:
    def corners(m: Matrix) -> list[int]:
        return [m[0][0], m[0][-1], m[-1][0], m[-1][-1]] if m else []

    return len(a) == len(b) and any(corners(turned(a, quarters)) == corners(b) for quarters in range(4))


def _rings_apart(a: Matrix, b: Matrix) -> bool:
    """Turn each ring by an angle of its own."""
    if len(a) != len(b):
        return False
    n = len(a)

    def ring(m: Matrix, depth: int) -> list[list[int | None]]:
        return [[v if min(i, j, n - 1 - i, n - 1 - j) == depth else None for j, v in enumerate(row)] for i, row in enumerate(m)]

    return all(any(ring(turned(a, quarters), depth) == ring(b, depth) for quarters in range(4)) for depth in range((n + 1) // 2))


def _common_part(a: Matrix, b: Matrix) -> bool:
    """Compare what both matrices have: zip() stops at the shorter."""

    def equal(m: Matrix) -> bool:
        return all(x == y for row, other in zip(m, b, strict=False) for x, y in zip(row, other, strict=False))

    return any(equal(turned(a, quarters)) for quarters in range(4))


def _turned_off_by_one(a: Matrix) -> Matrix:
    return [[a[-j][i] for j in range(len(a))] for i in range(len(a))]


def _index_off_by_one(a: Matrix, b: Matrix) -> bool:
    """Read row n - j where n - 1 - j belongs: Python takes -j, and row 0 comes first."""
    for _ in range(4):
        if a == b:
            return True
        a = _turned_off_by_one(a)
    return False


def _inverted(a: Matrix, b: Matrix) -> bool:
    return not reference(a, b)


def _never_empty(a: Matrix, b: Matrix) -> bool:
    return bool(a and b) and reference(a, b)


def _tries_turns(*subsets: Iterable[int]) -> Callable[[Evidence], bool]:
    """Return the sign that a submission tries just these turns, whichever way round it turns."""
    return _agrees_with(*(_any_of(*subset) for subset in subsets))


def _agrees_with(*oracles: Callable[[Matrix, Matrix], bool]) -> Callable[[Evidence], bool]:
    """Return the sign that a submission answers as one of these would."""

    def sign(evidence: Evidence) -> bool:
        answered = [outcome for outcome in evidence.outcomes if outcome.raised is None]
        if len(answered) < _ENOUGH:
            return False
        return any(all(values_agree(oracle(*outcome.case.args), outcome.returned) for outcome in answered) for oracle in oracles)

    return sign


def _raises(check: str) -> Callable[[Evidence], bool]:
    """Return the sign that only cases of this check raise an exception, or these first."""

    def sign(evidence: Evidence) -> bool:
        raised = [outcome.case for outcome in evidence.outcomes if outcome.raised is not None]
        return bool(raised) and all(case.unusual for case in raised) and any(case.check == check for case in raised)

    return sign


TASK = CodeTask(
    id="rotate-equal",
    entry=("rotate_equal",),
    cpp_entry=("rotateEqual", "rotate_equal"),
    cases=cases,
    reference=reference,
    mistakes={
        "mirrors-counted": _mirrors_too,
        "transposes-instead": _transposes,
        "mirrors-instead": _flips,
        "same-numbers-anywhere": _same_numbers,
        "row-sums-compared": _same_row_sums,
        "first-row-only": _same_edges,
        "decides-too-early": _first_numbers,
        "corners-only": _corners,
        "rings-turned-apart": _rings_apart,
        "sizes-not-compared": _common_part,
        "index-off-by-one": _index_off_by_one,
        "answer-inverted": _inverted,
        "empty-not-equal": _never_empty,
    },
    signs={
        "mirrors-instead": _agrees_with(_flips_rows, _flips_columns),
        "equality-only": _tries_turns((0,)),
        "one-turn-only": _tries_turns((0, 1), (0, 3), (1,), (3,)),
        "half-turn-only": _tries_turns((0, 2), (2,)),
        "half-turn-missing": _tries_turns((0, 1, 3), (1, 3)),
        "last-turn-missing": _tries_turns((0, 1, 2), (0, 2, 3), (1, 2), (2, 3)),
        "same-matrix-missing": _tries_turns((1, 2, 3)),
        "raises-on-sizes": _raises("sizes"),
        "raises-on-empty": _raises("empty"),
    },
)
