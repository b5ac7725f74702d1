"""`min_items`: fewest items that fill a complete knapsack exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graders.code.tasks.contract import Case, CodeTask, Draw, Evidence
from graders.code.tasks.knapsack import (
    count_ways,
    draw_problem,
    min_items,
    min_items_once,
    one_less,
    results,
    without_first,
    without_last,
    wrong_only_where,
    wrong_outcomes,
)

_RIGHT_MOSTLY = {"not-filled-exactly", "capacity-for-endless"}
"""Mistakes that show where there is no solution, or only with items of weight 1."""
_ENDLESS = 10**6
"""More items than any case asks for: what stands for infinity."""


def cases(draw: Draw) -> Sequence[Case]:
    """Draw problems that tell greedy from right, one item from several, filled from not quite filled."""

    def case(name: str, weights: list[int], capacity: int, check: str = "values", *, unusual: bool = False) -> Case:
        return Case(name, (weights, capacity), gradients=False, check=check, unusual=unusual)

    def is_clear(weights: list[int], capacity: int) -> bool:
        """Tell whether no common mistake is right by chance."""
        right = min_items(weights, capacity)
        others = [oracle(weights, capacity) for name, oracle in TASK.mistakes.items() if name not in _RIGHT_MOSTLY]
        return right > 1 and right not in others

    def greedy_needs_more(weights: list[int], capacity: int) -> bool:
        return _greedy(weights, capacity) > min_items(weights, capacity)

    def greedy_gets_stuck(weights: list[int], capacity: int) -> bool:
        return _greedy(weights, capacity) == -1 < min_items(weights, capacity)

    def same_item_again(weights: list[int], capacity: int) -> bool:
        once = min_items_once(weights, capacity)
        return once != -1 and once > min_items(weights, capacity) > 1

    def cannot_be_filled(weights: list[int], capacity: int) -> bool:
        return min_items(weights, capacity) == -1 and min_items(weights, capacity - 1) != -1

    weight = draw.random.randint(3, 9)
    return (
        case("one kind of item, fits several times", [weight], weight * draw.random.randint(3, 6)),
        case(
            "one kind of item, cannot fill it",
            [weight],
            weight * draw.random.randint(2, 5) + draw.random.randint(1, weight - 1),
            "no solution",
        ),
        case("one kind of item, of weight 1", [1], draw.random.randint(4, 12)),
        case("capacity 0", draw.distinct(3, 2, 9), 0, "capacity 0"),
        replace(draw_problem(draw, 3, 9, (11, 25), is_clear), name="three kinds of items"),
        replace(draw_problem(draw, 3, 15, (20, 40), greedy_gets_stuck), name="taking the heaviest first gets stuck"),
        replace(draw_problem(draw, 4, 15, (20, 60), greedy_needs_more, lightest=1), name="taking the heaviest first needs more"),
        replace(draw_problem(draw, 5, 14, (20, 40), same_item_again), name="the same item again is better than others"),
        replace(draw_problem(draw, 4, 20, (30, 60), is_clear), name="four kinds of items"),
        replace(draw_problem(draw, 3, 20, (20, 50), cannot_be_filled), name="nearly filled, but not exactly", check="no solution"),
        case("every item too heavy", draw.distinct(3, 30, 60), draw.random.randint(5, 29), "no solution"),
        case("no items, capacity above 0", [], draw.random.randint(3, 9), "no solution", unusual=True),
        case("no items, capacity 0", [], 0, "capacity 0", unusual=True),
        case("[1, 2, 5, 10, 20, 50] at 100", [1, 2, 5, 10, 20, 50], 100, "running time"),
        case("capacity in the thousands", draw.distinct(5, 101, 300), draw.random.randint(2_000, 4_000), "running time"),
    )


def _greedy(weights: list[int], capacity: int) -> int:
    """Take the heaviest item that still fits, again and again."""
    taken = 0
    for weight in sorted(weights, reverse=True):
        taken += capacity // weight
        capacity %= weight
    return taken if capacity == 0 else -1


def _most(weights: list[int], capacity: int) -> int:
    table = [0, *[-1] * capacity]
    for weight in weights:
        for filled in range(weight, capacity + 1):
            if table[filled - weight] >= 0:
                table[filled] = max(table[filled], table[filled - weight] + 1)
    return table[capacity]


def _all_zero(weights: list[int], capacity: int) -> int:
    """Start with a table of zeros: no number of items is less."""
    del weights, capacity
    return 0


def _one_too_many(weights: list[int], capacity: int) -> int:
    least = min_items(weights, capacity)
    return least if least == -1 else least + 1


def _capacity_for_endless(weights: list[int], capacity: int) -> int:
    """Let `capacity` stand for infinity: as many items of weight 1 are a solution."""
    least = min_items(weights, capacity)
    return -1 if least == capacity > 0 else least


def _weights_added(weights: list[int], capacity: int) -> int:
    return -1 if min_items(weights, capacity) == -1 else capacity


def _one_kind(weights: list[int], capacity: int) -> int:
    return min((capacity // weight for weight in weights if capacity % weight == 0), default=0 if capacity == 0 else -1)


def _as_full_as_possible(weights: list[int], capacity: int) -> int:
    """Fill as much as possible where it cannot be filled exactly."""
    return next(least for filled in range(capacity, -1, -1) if (least := min_items(weights, filled)) != -1)


def _never_filled(evidence: Evidence) -> bool:
    """Tell whether no capacity but 0 can be filled: -1, or a number that stands for infinity, throughout."""
    filled = [outcome.returned for outcome, right in results(evidence) if right > 0]
    is_none = all(isinstance(got, (int, float)) and (got == -1 or got >= _ENDLESS) for got in filled)
    return len(filled) > 2 and is_none


def _not_said(evidence: Evidence) -> bool:
    nearly = all(got.returned == _as_full_as_possible(*got.case.args) for got, _ in wrong_outcomes(evidence))
    return not nearly and wrong_only_where(evidence, lambda _, right: right == -1)


def _zero_wrong(evidence: Evidence) -> bool:
    return wrong_only_where(evidence, lambda case, _: case.args[1] == 0)


TASK = CodeTask(
    id="knapsack-min-items",
    entry=("min_items",),
    cpp_entry=("minItems", "min_items"),
    cases=cases,
    reference=min_items,
    mistakes={
        "each-item-once": min_items_once,
        "greedy": _greedy,
        "most-items": _most,
        "table-of-zeros": _all_zero,
        "counts-ways": count_ways,
        "one-too-many": _one_too_many,
        "weights-added": _weights_added,
        "capacity-for-endless": _capacity_for_endless,
        "one-kind-only": _one_kind,
        "not-filled-exactly": _as_full_as_possible,
        "capacity-left-out": one_less(min_items),
        "first-item-left-out": without_first(min_items),
        "last-item-left-out": without_last(min_items),
    },
    signs={"nothing-to-start-from": _never_filled, "no-solution-not-said": _not_said, "capacity-zero": _zero_wrong},
)
