"""What the two tasks on the complete (unbounded) knapsack have in common: drawing cases, and ways to be wrong.

`fewest` and `ways` fill the classic table over capacities; `math.inf` stands for "cannot be filled".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from graders.code.compare import values_agree
from graders.code.tasks.contract import Case, Draw, Evidence, Outcome

Solver = Callable[[list[int], int], int]


def fewest(weights: Sequence[int], capacity: int) -> float:
    """Return the least number of items that weigh exactly `capacity` together, or infinity."""
    table = [0.0, *[math.inf] * capacity]
    for weight in weights:
        for filled in range(weight, capacity + 1):
            table[filled] = min(table[filled], table[filled - weight] + 1)
    return table[capacity]


def min_items(weights: Sequence[int], capacity: int) -> int:
    """Return the least number of items that weigh exactly `capacity` together, or -1."""
    least = fewest(weights, capacity)
    return -1 if least == math.inf else int(least)


def count_ways(weights: Sequence[int], capacity: int) -> int:
    """Return the number of multisets of items that weigh exactly `capacity` together."""
    table = [1, *[0] * capacity]
    for weight in weights:
        for filled in range(weight, capacity + 1):
            table[filled] += table[filled - weight]
    return table[capacity]


def min_items_once(weights: Sequence[int], capacity: int) -> int:
    """Return the least number when each item may be taken once only (0/1 knapsack), or -1."""
    table = [0.0, *[math.inf] * capacity]
    for weight in weights:
        for filled in range(capacity, weight - 1, -1):
            table[filled] = min(table[filled], table[filled - weight] + 1)
    return -1 if table[capacity] == math.inf else int(table[capacity])


def count_ways_once(weights: Sequence[int], capacity: int) -> int:
    """Return the number of subsets when each item may be taken once only (0/1 knapsack)."""
    table = [1, *[0] * capacity]
    for weight in weights:
        for filled in range(capacity, weight - 1, -1):
            table[filled] += table[filled - weight]
    return table[capacity]


def draw_problem(
    draw: Draw, count: int, heaviest: int, capacity: tuple[int, int], holds: Callable[[list[int], int], bool], *, lightest: int = 2
) -> Case:
    """Return a case without a name: `count` weights in no order and a capacity, drawn until the condition holds."""
    while True:
        weights = draw.distinct(count, lightest, heaviest)
        amount = draw.random.randint(*capacity)
        if weights != sorted(weights) and weights != sorted(weights, reverse=True) and holds(weights, amount):
            return Case("", (weights, amount), gradients=False)


def results(evidence: Evidence) -> list[tuple[Outcome, int]]:
    """Return the outcomes that returned something, each with the right number."""
    pairs = zip(evidence.outcomes, evidence.expected, strict=False)
    return [(outcome, right) for outcome, right in pairs if outcome.raised is None]


def wrong_outcomes(evidence: Evidence) -> list[tuple[Outcome, int]]:
    """Return the outcomes that returned something wrong, each with the right number."""
    return [(outcome, right) for outcome, right in results(evidence) if not values_agree(right, outcome.returned)]


def wrong_only_where(evidence: Evidence, holds: Callable[[Case, int], bool]) -> bool:
    """Tell whether results are wrong in every case for which something holds, there are such, and no others are wrong."""
    wrong = wrong_outcomes(evidence)
    asked = [outcome for outcome, right in results(evidence) if holds(outcome.case, right)]
    return bool(wrong) and all(holds(outcome.case, right) for outcome, right in wrong) and len(wrong) == len(asked)


def without_first(solve: Solver) -> Solver:
    """Return the solver that overlooks the first weight."""
    return lambda weights, capacity: solve(weights[1:], capacity)


def without_last(solve: Solver) -> Solver:
    """Return the solver that overlooks the last weight."""
    return lambda weights, capacity: solve(weights[:-1], capacity)


def one_less(solve: Solver) -> Solver:
    """Return the solver whose table ends one short of the capacity."""
    return lambda weights, capacity: solve(weights, max(capacity - 1, 0))
